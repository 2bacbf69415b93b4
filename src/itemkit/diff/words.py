"""How values are told in a message: limits with their units, lists as lists, nothing as （没有写）."""

from collections.abc import Mapping
from typing import Any

from itemkit.findings import Message, msg


def in_words(value: Any) -> object:
    """A value as it stands in a sentence."""
    if value is None or value == {}:
        return msg("（没有写）")
    if isinstance(value, bool):
        return msg("是") if value else msg("否")
    if isinstance(value, list):
        return tuple(in_words(one) for one in value) if value else msg("没有")
    if isinstance(value, Mapping):
        return _record(value)
    return value


def _record(value: Mapping[str, Any]) -> object:
    if "days" in value:
        return limit_in_words(value)
    if "law" in value:
        return basis_in_words(value)
    for key in ("name", "question", "q", "place", "text"):
        if key in value:
            return value[key]
    return tuple(in_words(one) for one in value.values())


def limit_in_words(limit: Mapping[str, Any]) -> Message:
    """A time limit: 20 个工作日."""
    return msg("{days} 个{unit}", days=limit["days"], unit=Message(limit.get("unit", "工作日")))


def basis_in_words(basis: Mapping[str, Any]) -> str:
    """A legal basis without its name: number and article."""
    return "".join(
        f"（{basis[key]}）" if key == "number" else basis[key] for key in ("number", "article") if key in basis
    )


def questions_of(item: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """The questions of an item (``situations``) by the ids that ``when`` names them by."""
    return {one["id"]: one for one in item.get("situations", ())}


def when_in_words(when: Mapping[str, Any] | None, situations: Mapping[str, Mapping[str, Any]]) -> object:
    """Under which answers something applies, in the words of the questions."""
    if when is None:
        return msg("不论情形")
    told: list[object] = []
    for key, options in when.items():
        named = [options] if isinstance(options, str) else options
        if key not in situations:
            told.append(f"{key}={'/'.join(named)}")
            continue
        asked = situations[key]
        texts = asked["options"]
        told.append(
            msg(
                "{question}{answers}",
                question=asked["question"],
                answers=tuple(texts.get(one, one) for one in named),
            )
        )
    return tuple(told)
