"""Where a record is from and which of its fields were made up for illustration, as it says itself under ``extra``."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from itemkit.guides.html import text
from itemkit.guides.site.hubs.hub import Part

_WHOLE = "全部内容"


def origin_parts(record: BaseModel, extra: Mapping[str, Any] | None) -> Iterator[Part]:
    """The section about where the content is from; nothing where the record says nothing.

    Args:
        record: a record of the catalog.
        extra: its ``extra``; an author may have written anything there.
    """
    sources = _texts(extra, "sources")
    made_up = tuple(dict.fromkeys(_title(type(record), pointer) for pointer in _texts(extra, "illustrative")))
    said = "".join(f"<li>{text(one)}</li>\n" for one in sources)
    blocks = f'<ol class="bullets">\n{said}</ol>\n' if said else ""
    if names := "、".join(one for one in made_up if one):
        blocks += f'<p class="text">有内容是为示意而编写的，没有出处：{text(names)}。</p>\n'
    if blocks:
        yield Part("origin", "内容来源", blocks)


def _texts(extra: Mapping[str, Any] | None, key: str) -> list[str]:
    listed = (extra or {}).get(key)
    return [one for one in listed if isinstance(one, str)] if isinstance(listed, list) else []


def _title(model: type[BaseModel], pointer: str) -> str:
    """What the field is called that a JSON pointer begins with; empty if there is none of that name."""
    if not pointer:
        return _WHOLE
    key = pointer.removeprefix("/").partition("/")[0]
    fields = ((field.alias or name, field) for name, field in model.model_fields.items())
    return next((field.title or "" for name, field in fields if name == key), "")
