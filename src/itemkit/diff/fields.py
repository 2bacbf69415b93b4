"""The fields of an item that are one value, or a set of words: who may apply, where, through what, how far."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from itemkit.diff.change import Change
from itemkit.diff.effect import Effect, Measure
from itemkit.diff.making import Data, made
from itemkit.findings import Pointer

Comparer = Callable[[Data, Data], Iterator[Change]]

_AT_ONCE = "即办件"
_REACH = ("跨村", "全镇", "全县", "全市", "全省", "全国")
_OWN_REACH = {"村级": "跨村", "镇级": "全镇", "县级": "全县", "市级": "全市", "省级": "全省", "国家级": "全国"}
"""How far a level's own area reaches."""
_SERVING = frozenset({"公共服务", "行政给付", "行政奖励"})
"""Types of items that are there for people: without one they have less, with it more."""
_IN_FORCE = "在用"


def changed(key: str, id: str) -> Comparer:
    """One value that is another: the kind ``id``, its own mirror."""

    def compare(a: Data, b: Data) -> Iterator[Change]:
        before, after = a.get(key), b.get(key)
        if before != after:
            yield made(id, Pointer.of(key), Pointer.of(key), before, after)

    return compare


def changed_set(key: str, id: str) -> Comparer:
    """Words in any order."""

    def compare(a: Data, b: Data) -> Iterator[Change]:
        before, after = a.get(key), b.get(key)
        if sorted(before or ()) != sorted(after or ()):
            yield made(id, Pointer.of(key), Pointer.of(key), before, after)

    return compare


def words(key: str, one: str, said: str, a: Data, b: Data) -> Iterator[Change]:
    """Words of which each is more to choose from: ``{one}-added``; ``{said}-stated`` if one side says nothing."""
    before, after, place = a.get(key), b.get(key), Pointer.of(key)
    if before is None or after is None:
        if before != after:
            yield made(f"{said}-{'stated' if before is None else 'unstated'}", place, place, before, after)
        return
    for word in (word for word in before if word not in after):
        yield made(f"{one}-removed", place, place, word, None, name=word)
    for word in (word for word in after if word not in before):
        yield made(f"{one}-added", place, place, None, word, name=word)


def offered(key: str, stem: str, a: Data, b: Data) -> Iterator[Change]:
    """Something that there is or not. Where one side does not say so, nobody can tell."""
    before, after, place = a.get(key), b.get(key), Pointer.of(key)
    if bool(before) != bool(after):
        effect = Effect.UNCLEAR if before is None or after is None else None
        yield made(f"{stem}-{'offered' if after else 'withdrawn'}", place, place, before, after, effect=effect)


def compare_status(a: Data, b: Data) -> Iterator[Change]:
    """In force or not. A service that is suspended or cancelled is a loss; of a licence nobody can tell by itself."""
    before, after = a.get("status", _IN_FORCE), b.get("status", _IN_FORCE)
    if before == after:
        return
    effect = Effect.NEUTRAL
    if "暂停" in {before, after} and _IN_FORCE in {before, after}:
        effect = Effect.BURDEN if after == "暂停" else Effect.EASE
    elif "取消" in {before, after}:
        effect = effect_of_an_item(b if before == "取消" else a)
        effect = effect if before == "取消" else effect.reverse
    place = Pointer.of("status")
    yield made("status-changed", place, place, before, after, effect=effect)


def effect_of_an_item(item: Data) -> Effect:
    """What it means that there is such an item: services are good to have, of duties it depends."""
    return Effect.EASE if item.get("type") in _SERVING else Effect.UNCLEAR


def compare_handling(a: Data, b: Data) -> Iterator[Change]:
    """Done at once (即办件) is quicker than all else."""
    before, after, place = a.get("handling"), b.get("handling"), Pointer.of("handling")
    if before == after:
        return
    id = "handling-changed"
    if before is not None and after is not None and _AT_ONCE in {before, after}:
        id = "handling-immediate" if after == _AT_ONCE else "handling-slower"
    yield made(id, place, place, before, after, effect=Effect.NEUTRAL if before is None or after is None else None)


def compare_visits(a: Data, b: Data) -> Iterator[Change]:
    """How often one has to come."""
    before, after, place = a.get("visits"), b.get("visits"), Pointer.of("visits")
    if before == after:
        return
    if before is None or after is None:
        yield made(f"visits-{'stated' if before is None else 'unstated'}", place, place, before, after)
        return
    id = f"visits-{'more' if after > before else 'fewer'}"
    yield made(id, place, place, before, after, measure=Measure(after - before, "次"))


def compare_reach(a: Data, b: Data) -> Iterator[Change]:
    """How far away one may apply; seen from the level that each item belongs to."""
    before, after, place = a.get("reach"), b.get("reach"), Pointer.of("reach")
    if before == after:
        return
    if before is None or after is None:
        yield made(f"reach-{'stated' if before is None else 'unstated'}", place, place, before, after)
        return
    wider = _beyond(b) - _beyond(a)
    id = "reach-wider" if wider > 0 else "reach-narrower" if wider < 0 else "reach-changed"
    yield made(id, place, place, before, after)


def _beyond(item: Data) -> int:
    """How many levels beyond its own area an item reaches; a word of the catalog's own counts as none."""
    reach = item["reach"]
    own = _OWN_REACH.get(item.get("level", ""), _REACH[0])
    return _REACH.index(reach) - _REACH.index(own) if reach in _REACH else 0


def compare_appointment(a: Data, b: Data) -> Iterator[Change]:
    """Where one can book a time. Who writes no address may offer it all the same, so nobody gains or loses."""
    before, after, place = a.get("appointment"), b.get("appointment"), Pointer.of("appointment")
    if before != after:
        how = "stated" if before is None else "unstated" if after is None else "moved"
        yield made(f"appointment-{how}", place, place, before, after)


def _link(key: str, stem: str, a: Data, b: Data, place: Pointer) -> Iterator[Change]:
    before, after = a.get(key), b.get(key)
    if (before is None) != (after is None):
        yield made(f"{stem}-{'offered' if before is None else 'withdrawn'}", place, place, before, after)


def compare_online(a: Data, b: Data) -> Iterator[Change]:
    """What can be done from home; the addresses themselves are details."""
    first, second, place = a.get("online", {}), b.get("online", {}), Pointer.of("online")
    yield from _link("url", "online", first, second, place / "url")
    yield from _link("mobile", "mobile", first, second, place / "mobile")
    before, after = first.get("depth"), second.get("depth")
    if before is not None and after is not None:
        spot = place / "depth"
        for word in (word for word in before if word not in after):
            yield made("online-depth-removed", spot, spot, word, None, name=word)
        for word in (word for word in after if word not in before):
            yield made("online-depth-added", spot, spot, None, word, name=word)
    paid, pays = first.get("pay"), second.get("pay")
    if bool(paid) != bool(pays):
        effect = Effect.UNCLEAR if paid is None or pays is None else None
        id = f"online-pay-{'offered' if pays else 'withdrawn'}"
        yield made(id, place / "pay", place / "pay", paid, pays, effect=effect)
    keys = ["progress", "note"]
    keys += [key for key in ("url", "mobile") if key in first and key in second]
    keys += [] if before is not None and after is not None else ["depth"]
    told, now = ({key: side[key] for key in keys if key in side} for side in (first, second))
    if told != now:
        yield made("online-moved", place, place, told or None, now or None)


def compare_codes(a: Data, b: Data) -> Iterator[Change]:
    """The code: of two organs it is always another one, of one organ it should not be."""
    before, after, place = a.get("code"), b.get("code"), Pointer.of("code")
    if before != after:
        yield made("code-changed", place, place, before, after)


FIELDS: Mapping[str, Comparer] = {
    "name": changed("name", "name-changed"),
    "aliases": changed_set("aliases", "aliases-changed"),
    "type": changed("type", "type-changed"),
    "action": changed("action", "action-changed"),
    "status": compare_status,
    "effective": changed("effective", "effective-changed"),
    "audience": partial(words, "audience", "audience", "audience"),
    "handling": compare_handling,
    "themes": changed_set("themes", "themes-changed"),
    "stages": changed_set("stages", "stages-changed"),
    "content": changed("content", "content-changed"),
    "scope": changed("scope", "scope-changed"),
    "quota": changed("quota", "quota-changed"),
    "inspection": changed("inspection", "inspection-changed"),
    "visits": compare_visits,
    "visit_reason": changed("visit_reason", "visit-reason-changed"),
    "channels": partial(words, "channels", "channel", "channels"),
    "reach": compare_reach,
    "online": compare_online,
    "express": partial(offered, "express", "express"),
    "terminal": partial(offered, "terminal", "terminal"),
    "appointment": compare_appointment,
    "hall": changed("hall", "hall-changed"),
    "windows": changed("windows", "windows-changed"),
    "contact": changed("contact", "contact-changed"),
    "remedy": changed("remedy", "remedy-changed"),
    "code": compare_codes,
    "local_code": changed("local_code", "local-code-changed"),
    "standard": changed("standard", "standard-changed"),
    "organ": changed("organ", "organ-changed"),
    "region": changed("region", "region-changed"),
    "entrusted_by": changed("entrusted_by", "entrusted-changed"),
    "joint_organs": changed_set("joint_organs", "joint-organs-changed"),
    "level": changed("level", "level-changed"),
    "power_source": changed("power_source", "power-source-changed"),
    "department": changed("department", "department-changed"),
    "department_name": changed("department_name", "department-name-changed"),
    "parent": changed("parent", "parent-changed"),
    "levels": changed_set("levels", "levels-changed"),
    "source_url": changed("source_url", "source-url-changed"),
    "version": changed("version", "version-changed"),
    "assured": changed("assured", "assured-changed"),
    "extra": changed("extra", "extra-changed"),
}
"""A comparer for each key that is one value or a set of words."""
