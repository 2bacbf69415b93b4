"""What ``itemkit.toml`` may say about a catalog."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, create_model

from itemkit.model.base import Count, Record, Text, Texts, Word, about, whole
from itemkit.model.content import Content, Link, TimeLimit
from itemkit.model.formats import CATALOGUE, REGION
from itemkit.model.resolve import NOT_INHERITED
from itemkit.model.uniformity import Judgement, default_of

Size = Annotated[int, Field(strict=True, ge=1024, le=100_000_000), BeforeValidator(whole)]


class CatalogSection(Record, title="目录"):
    """What the catalog is."""

    name: Text | None = about("目录名称", "出现在发布的网页上")
    region: Annotated[str, REGION] | None = about("区划", "整个目录所在的区划")
    publisher: Text | None = about("发布单位")
    url: Link | None = about("网址", "发布后的网址")
    example: bool | None = about("示例目录", "true：网页上写明是示例目录，不能据以办事")
    notice: Text | None = about("提示", "每页上方的一句话")


class SchemaSection(Record, title="自有模式"):
    """A catalog's own demands."""

    extra: Text | None = about("扩展字段的模式", "检查各文件 extra 的 JSON Schema，相对目录根的路径")


class LimitsSection(Record, title="上限"):
    """How large a file may be."""

    file_bytes: Size | None = about("文件大小上限", unit="字节")


class CodesSection(Record, title="赋码"):
    """How ``itemkit codes assign`` gives codes."""

    region: Annotated[str, CATALOGUE] | None = about(
        "目录的区划", "基本编码的前两位：省级区划的前两位，国家目录写 00；不写取 [catalog] region 的前两位"
    )


Severities = dict[Text, Literal["error", "warning", "info", "off"]]
"""Rule, by code or name, or family letter → how its findings count; ``off``: not at all."""


class LintPart(Record, title="部分目录的级别"):
    """Other severities for a part of the catalog."""

    paths: Texts | None = about("路径", "相对目录根的通配式，如 items/440100/**；不写为全部")
    status: list[Annotated[str, Word("status")]] | None = about("事项状态", "不写为全部")
    severity: Severities = about("级别", "规则对应 error、warning、info、off", default=...)


class DataRule(Record, title="自有规则"):
    """A rule of the catalog's own, as data."""

    code: Annotated[str, Field(pattern="^[A-Z][0-9]{3}$")] = about(
        "编号", "一个大写字母和三位数字，如 Z901", default=...
    )
    name: Annotated[str, Field(pattern="^[a-z0-9]+(?:-[a-z0-9]+)*$")] = about(
        "名称", "说的是什么问题，小写英文，用 - 连接", default=...
    )
    severity: Literal["error", "warning", "info"] | None = about("级别", "未写为 warning")
    kinds: list[Literal["item", "standard", "certificate", "bundle"]] | None = about("文件种类", "未写为 item")
    only: dict[Text, Texts] | None = about("只查哪些", '顶层的键对应可有的值，如 type = ["行政许可"]；不写为全部')
    pointer: Text | None = about("位置", "JSON Pointer，* 代表任一下标或键，如 /materials/*/name；不写就是整个文件")
    pattern: Text | None = about("要合乎", "正则表达式；值里要能找到")
    forbidden: Text | None = about("不得合乎", "正则表达式；值里不能找到")
    required: Texts | None = about("要有的键", "这个位置的映射里要有这些键")
    one_of: Texts | None = about("可用的值", "值要是其中之一")
    message: Text = about(
        "说明", "一句话：哪里不对、怎么办；{value} 代表写的值，{key} 代表缺的键，{pointer} 代表位置", default=...
    )
    why: Text | None = about("为什么", "写进这条规则的说明")


class LintSection(Record, title="检查"):
    """How ``itemkit lint`` judges this catalog."""

    select: Texts | None = about("只用的规则", "编号、名称或族的字母；不写为全部")
    ignore: Texts | None = about("不用的规则", "编号、名称或族的字母")
    severity: Severities | None = about("级别", "规则对应 error、warning、info、off")
    part: list[LintPart] | None = about("部分目录", "后写的优先")
    assured_days: Count | None = about("核对的有效期", "核对日期早于这么多天就提示；未写为 365", unit="自然日")
    baseline: Text | None = about("基线文件", "相对目录根的路径；不写 --baseline 时用它")
    rule: list[DataRule] | None = about("自有规则")
    sql: Texts | None = about("SQL 规则", "相对目录根的 .sql 文件，可用通配式")


def _each_judged() -> Iterator[tuple[str, str]]:
    """The fields that a standard can fix, and what they are called, in the order of the model."""
    for key, field in Content.model_fields.items():
        if key == "time_limit":
            yield from ((f"{key}.{part}", one.title or part) for part, one in TimeLimit.model_fields.items())
        elif key not in NOT_INHERITED:
            yield key, field.title or key


def _judged(key: str, title: str) -> Any:
    default = default_of(key)
    source = f"（{default.source}）" if default.source else ""
    return Judgement | None, about(title, f"未写为 {default.judgement}{source}", alias=key)


UniformitySection: type[Record] = create_model(
    "UniformitySection",
    __base__=Record,
    __doc__="Which elements must be uniform: how items are judged by their standards, field by field.",
    __cls_kwargs__={"title": "统一"},
    **{key.replace(".", "_"): _judged(key, title) for key, title in _each_judged()},
)


class Config(Record, title="目录配置"):
    """The file ``itemkit.toml``."""

    catalog: CatalogSection | None = about("目录")
    regions: dict[Annotated[str, REGION], Text] | None = about("区划名称", "区划代码对应名称，用于网页和文件夹")
    vocabulary: dict[Text, dict[Text, str]] | None = about(
        "自有词汇", "词表名对应 {词: 编号}；只能增加，不能去掉官方的词"
    )
    schemas: SchemaSection | None = about("自有模式")
    limits: LimitsSection | None = about("上限")
    codes: CodesSection | None = about("赋码")
    uniformity: UniformitySection | None = about("统一", "各要素对应 equal、tighten、free，见 docs/uniformity.md")
    lint: LintSection | None = about("检查")
