"""A profile says how the records of one source become items: which field goes where, and through which transforms.

Profiles are TOML files. Those of data/profiles/ are known by name; people write their own and name the file. A mistake
in a profile would quietly lose data, so everything in it is checked before the first record is read: its form here,
its places and transforms in `itemkit.exchange.plan`.
"""

import difflib
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from itemkit.exchange.plan import Plan, PlanError, plan_of
from itemkit.findings import Message, msg
from itemkit.model.base import Record, Text, Texts, about

PROFILES = ("guangdong", "guangxi", "sichuan")
"""The profiles that come with itemkit."""


class FieldRule(Record, title="字段"):
    """Where the values of one source field go."""

    from_: Text = about(
        "来源字段", "路径，如 AUDIT_ITEM.task_name、AUDIT_MATERIAL[].material_name", alias="from", default=...
    )
    to: Text = about(
        "去处",
        "事项里的指针，如 /materials/*/name；* 随来源列表，+ 追加；organ: 和 region: 开头的是机构和区划",
        default=...,
    )
    transform: list[Text | dict[Text, Text | dict[Text, Text]]] | None = about(
        "转换", "依次进行；有参数的写成 {名称 = 参数}"
    )
    otherwise: Text | None = about("转换不了时的去处", "原文写到这里；没写的留在 extra.source")
    absent: Texts | None = about("表示没有的词", "只对这个字段")
    derived: bool | None = about("推出", "true：只是顺便推出，字段另有去处；推不出不算遗漏")


class ProfileFile(Record, title="导入配置"):
    """What a profile file says."""

    title: Text = about("名称", "也用作新目录的名称", default=...)
    source: Text | None = about("记录的来历")
    absent: Texts | None = about("表示没有的词", "对所有字段；空文字总是没有")
    technical: Texts | None = about("技术字段", "丢弃：键名在任何层都算，或一条完整路径")
    repeats: dict[Text, Text] | None = about("重复字段", "字段 = 它所重复的字段，可带字符范围；相同才丢弃")
    order: dict[Text, Text] | None = about("列表顺序", "列表 = 元素里的序号字段")
    newest_by: Texts | None = about("版本", "同一事项有几条记录时，按这些字段取最新的")
    constants: dict[Text, Text | int | bool | Texts] | None = about("固定值", "事项里的指针 = 值")
    field: list[FieldRule] = about("字段", default=..., min_length=1)


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile that has been read and checked."""

    name: str
    """A shipped profile's name, else the name of its file without the suffix."""
    title: str
    plan: Plan


class ProfileError(Exception):
    """A profile can't be used; the text names the file, the place in it, and what to do."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)


def load_profile(name: str) -> Profile:
    """The shipped profile ``name``, or the one in the file of that path.

    Raises:
        ProfileError: there is no such profile, or something in it is wrong.
    """
    if name in PROFILES:
        return _read(name, f"{name}.toml", (files("itemkit.data") / "profiles" / f"{name}.toml").read_bytes())
    path = Path(name)
    try:
        content = path.read_bytes()
    except OSError:
        near = difflib.get_close_matches(name, PROFILES, 1)
        raise ProfileError(
            msg("没有导入配置“{name}”，是不是 {near}？", name=name, near=near[0])
            if near
            else msg("没有导入配置“{name}”：写 {known} 之一，或一个 .toml 文件的路径", name=name, known=PROFILES)
        ) from None
    return _read(path.stem, name, content)


def _read(name: str, file: str, content: bytes) -> Profile:
    try:
        raw: dict[str, Any] = tomllib.loads(content.decode("utf-8-sig"))
        described = ProfileFile.model_validate(raw)
        return Profile(name, described.title, plan_of(described.as_data()))
    except UnicodeDecodeError:
        raise ProfileError(msg("{file}：不是 UTF-8 文字，请另存为 UTF-8", file=file)) from None
    except tomllib.TOMLDecodeError as error:
        raise ProfileError(msg("{file}：TOML 写法有误（{reason}）", file=file, reason=error)) from None
    except ValidationError as error:
        first = min(error.errors(), key=lambda one: one["loc"][:1] != ("title",))
        raise ProfileError(_form_error(file, first)) from None
    except PlanError as error:
        raise ProfileError(
            msg("{file}：{place}：{reason}", file=file, place=error.place, reason=error.message)
        ) from None


_ALTERNATIVES = {"str", "constrained-str", "int", "bool"}
"""What pydantic puts into a place to tell which of several types it tried."""


def _form_error(file: str, error: ErrorDetails) -> Message:
    """One mistake of form in words; pydantic's own are never shown."""
    steps = [step for step in error["loc"] if not (isinstance(step, str) and ("[" in step or step in _ALTERNATIVES))]
    place = "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in steps).lstrip(".")
    key = str(steps[-1]) if steps else ""
    known = [rule.alias or name for model in (ProfileFile, FieldRule) for name, rule in model.model_fields.items()]
    near = difflib.get_close_matches(key, known, 1)
    match error["type"]:
        case "missing":
            reason = msg("缺少 {key}", key=key)
        case "extra_forbidden" if near:
            reason = msg("不认识的键 {key}，是不是 {near}？", key=key, near=near[0])
        case "extra_forbidden":
            reason = msg("不认识的键 {key}：可用的键见 docs/import.md", key=key)
        case "too_short":
            reason = msg("至少要有一项")
        case _:
            reason = msg("值的类型不对：写法见 docs/import.md")
    return msg("{file}：{place}：{reason}", file=file, place=place, reason=reason)
