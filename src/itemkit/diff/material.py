"""One material: how it must be handed in, by whom it is issued, how many of it."""

from collections.abc import Iterator

from itemkit.diff.change import Change
from itemkit.diff.effect import Effect, Measure
from itemkit.diff.making import Data, made
from itemkit.findings import Pointer, msg
from itemkit.model.plain import plain_name

_ACCESS = {"共享": 0, "核验": 1, "提交": 2}
_MEDIA = {"纸质": {"纸质"}, "电子化": {"电子化"}, "纸质或电子化": {"纸质", "电子化"}}
_PAID = "中介机构出具"


def compare_material(one: Data, other: Data, a: Pointer, b: Pointer) -> Iterator[Change]:
    """What has changed about one material, its ``when`` and its ``need`` left aside."""
    name = other["name"]
    if plain_name(one["name"]) != plain_name(name):
        yield made("material-renamed", a / "name", b / "name", one["name"], name, name=name)
    yield from _compare_counts(one, other, a, b)
    before, after = one.get("access") or "提交", other.get("access") or "提交"
    if before != after:
        direction = "heavier" if _ACCESS[after] > _ACCESS[before] else "lighter"
        yield made(f"material-access-{direction}", a / "access", b / "access", before, after, name=name)
    yield from _compare_source(one, other, a, b)
    yield from _compare_medium(one, other, a, b)
    for id, key, default in (
        ("material-holder-changed", "holder", "申请人"),
        ("material-certificate-changed", "certificate", None),
        ("material-kind-changed", "kind", None),
        ("material-issuer-changed", "issuer", None),
        ("material-code-changed", "code", None),
        ("material-basis-changed", "basis", None),
    ):
        said, now = one.get(key, default), other.get(key, default)
        if said != now:
            laws = (_law(said), _law(now)) if key == "basis" else None
            yield made(id, a / key, b / key, said, now, name=name, said=laws)
    yield from _compare_requirements(one, other, a, b)


def _law(basis: Data | None) -> object:
    if basis is None:
        return msg("（没有写）")
    return msg("《{law}》{article}", law=basis["law"], article=basis.get("article", ""))


def _compare_counts(one: Data, other: Data, a: Pointer, b: Pointer) -> Iterator[Change]:
    name, keys = other["name"], ("original", "copies")
    says, says_now = (any(key in side for key in keys) for side in (one, other))
    if not says or not says_now:
        if says_now:
            yield made("material-counts-stated", a, b, None, _count(other), name=name,
                said=("", _count_in_words(other)))  # fmt: skip
        elif says:
            yield made("material-counts-unstated", a, b, _count(one), None, name=name,
                said=(_count_in_words(one), ""))  # fmt: skip
        return
    for key, stem, unit in (("original", "originals", "份原件"), ("copies", "copies", "份复印件")):
        before, after = one.get(key, 0), other.get(key, 0)
        if before != after:
            id = f"material-{stem}-{'more' if after > before else 'fewer'}"
            yield made(id, a / key, b / key, before, after, name=name, measure=Measure(after - before, unit))


def _count(material: Data) -> dict[str, int]:
    return {key: material[key] for key in ("original", "copies") if key in material}


def _count_in_words(material: Data) -> object:
    return msg(
        "原件 {original} 份、复印件 {copies} 份", original=material.get("original", 0), copies=material.get("copies", 0)
    )


def _compare_source(one: Data, other: Data, a: Pointer, b: Pointer) -> Iterator[Change]:
    before, after = one.get("source"), other.get("source")
    if before != after:
        id = "material-source-changed"
        if before is not None and after is not None and _PAID in {before, after}:
            id = f"material-intermediary-{'needed' if after == _PAID else 'spared'}"
        yield made(id, a / "source", b / "source", before, after, name=other["name"])


def _compare_medium(one: Data, other: Data, a: Pointer, b: Pointer) -> Iterator[Change]:
    before, after = one.get("medium"), other.get("medium")
    if before == after:
        return
    said, now = _MEDIA.get(before or "", set()), _MEDIA.get(after or "", set())
    id = "material-medium-wider" if said and said < now else "material-medium-narrower" if now and now < said else ""
    effect = None if id or (said and now) else Effect.NEUTRAL
    yield made(
        id or "material-medium-changed", a / "medium", b / "medium", before, after, name=other["name"], effect=effect
    )


def _compare_requirements(one: Data, other: Data, a: Pointer, b: Pointer) -> Iterator[Change]:
    name = other["name"]
    for key in ("requirement", "format", "seal"):
        before, after = one.get(key), other.get(key)
        if plain_name(before or "") != plain_name(after or ""):
            yield made("material-requirement-changed", a / key, b / key, before, after, name=name)
    before_days, after_days = one.get("supplement_days"), other.get("supplement_days")
    if before_days is not None and after_days is not None and before_days != after_days:
        id = f"material-supplement-{'longer' if after_days > before_days else 'shorter'}"
        yield made(id, a / "supplement_days", b / "supplement_days", before_days, after_days, name=name,
            measure=Measure(after_days - before_days, "工作日"))  # fmt: skip
    before, after = one.get("form"), other.get("form")
    if before != after:
        how = "offered" if before is None else "withdrawn" if after is None else "moved"
        yield made(f"material-form-{how}", a / "form", b / "form", before, after, name=name)
    keys = ["fill", "mistakes", "sample", "note"]
    if before_days is None or after_days is None:
        keys.append("supplement_days")
    said, now = ({key: side[key] for key in keys if key in side} for side in (one, other))
    if said != now:
        yield made("material-guidance-changed", a, b, said or None, now or None, name=name)
