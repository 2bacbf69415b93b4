"""What people are told and asked: the legal basis, questions and answers, situations, the fields of the form."""

from collections.abc import Iterator, Mapping
from typing import Any

from itemkit.diff.change import Change
from itemkit.diff.making import Data, at, made
from itemkit.diff.rows import details, paired, stated
from itemkit.diff.words import basis_in_words, in_words
from itemkit.findings import Pointer


def compare_basis(a: Data, b: Data) -> Iterator[Change]:
    """What has changed in ``basis``: the law by its name, then number and article; the quoted text is a detail."""
    pairs, gone, new = paired("basis", a, b, "law")
    whole = Pointer.of("basis")
    for i, one in gone:
        yield made("basis-removed", at("basis", i), whole, one, None, name=one["law"])
    for j, one in new:
        yield made("basis-added", whole, at("basis", j), None, one, name=one["law"])
    for one, other, place, spot in pairs:
        before, after = ({key: side[key] for key in _CITED if key in side} for side in (one, other))
        if before != after:
            said = _cited(one, other), _cited(other, one)
            yield made("basis-changed", place, spot, before, after, name=other["law"], said=said)
        yield from details("basis-quote-changed", ("text", "organ", "url"), one, other, place, spot, other["law"])


_CITED = ("law", "kind", "number", "article")


def _cited(one: Data, other: Data) -> object:
    """How ``one`` cites a law that ``other`` cites otherwise: by what is not the same about it."""
    place = basis_in_words(one)
    if one["law"] != other["law"]:
        return f"《{one['law']}》{place}"
    return in_words((place if place != basis_in_words(other) else one.get("kind")) or None)


def compare_questions(a: Data, b: Data) -> Iterator[Change]:
    """What has changed in ``faq``."""
    pairs, gone, new = paired("faq", a, b, "q")
    for i, one in gone:
        yield made("faq-removed", at("faq", i), at("faq", None), one, None, name=one["q"])
    for j, one in new:
        yield made("faq-added", at("faq", None), at("faq", j), None, one, name=one["q"])
    for one, other, place, spot in pairs:
        if one != other:
            yield made("faq-changed", place, spot, dict(one), dict(other), name=other["q"])


def compare_situations(a: Data, b: Data) -> Iterator[Change]:
    """What has changed in ``situations``: questions by what they ask, answers by what they say, never by their ids."""
    pairs, gone, new = paired("situations", a, b, "question")
    for i, one in gone:
        yield made("situation-removed", at("situations", i), at("situations", None), one, None, name=one["question"])
    for j, one in new:
        yield made("situation-added", at("situations", None), at("situations", j), None, one, name=one["question"])
    for one, other, place, spot in pairs:
        before, after = _asked(one), _asked(other)
        if before != after:
            said = tuple(one["options"].values()), tuple(other["options"].values())
            yield made("situation-changed", place, spot, before, after, name=other["question"], said=said)


def _asked(situation: Data) -> dict[str, Any]:
    answers: Mapping[str, str] = situation["options"]
    return {"question": situation["question"], "options": sorted(answers.values()), "note": situation.get("note")}


def compare_form(a: Data, b: Data) -> Iterator[Change]:
    """What has changed in ``form``."""
    if a.get("form") is None or b.get("form") is None:
        yield from stated("form", "form", a, b)
        return
    pairs, gone, new = paired("form", a, b)
    whole = Pointer.of("form")
    for i, one in gone:
        yield made("form-field-removed", at("form", i), whole, one, None, name=one["name"])
    for j, one in new:
        yield made("form-field-added", whole, at("form", j), None, one, name=one["name"])
    for one, other, place, spot in pairs:
        if bool(one.get("required")) != bool(other.get("required")):
            id = "form-field-required" if other.get("required") else "form-field-optional"
            yield made(id, place / "required", spot / "required", one.get("required"), other.get("required"),
                name=other["name"])  # fmt: skip
        yield from details("form-field-changed", ("name", "kind", "options", "note"), one, other, place, spot)
