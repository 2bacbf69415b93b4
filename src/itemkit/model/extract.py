"""From a whole item back to the overlay that says it: what its standard says already is left out.

An item copied from its standard hides what is local, and stays as it was when the standard changes. Here the copy
becomes an overlay of which `itemkit.model.resolve.resolve` makes the same item again.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from itemkit.model.overlay_materials import Entry, StandardMaterials, match_key
from itemkit.model.resolve import Inherited

_ALWAYS_THERE = frozenset({"name", "type"})
"""What no item can be without, so that null can't take it out."""
_JOINED = ("sources", "illustrative")


def extract(standard: Mapping[str, Any], item: Mapping[str, Any]) -> dict[str, Any]:
    """The smallest overlay that says with its standard what ``item`` says.

    What both say is left out; what the standard alone says becomes null, or ``drop`` for a material. ``extra`` is not
    inherited but for ``sources`` and ``illustrative``, to which the standard's are always added: of these, what the
    standard lists is left out.

    Args:
        standard: a well-formed standard.
        item: a whole, well-formed item, with the key ``standard``.

    Returns:
        Plain data in the order of the item, followed by what is taken out. The materials that come of it may be in
        another order.
    """
    inherited = Inherited(standard)
    content = inherited.content
    overlay: dict[str, Any] = {}
    for key, value in item.items():
        if key == "extra":
            left = _own_extra(inherited.extra, value)
            if left:
                overlay[key] = left
        elif key not in content:
            overlay[key] = value
        elif key == "materials":
            patch = _materials(inherited, value) if value else []
            if patch or (value != content[key] and not value):
                overlay[key] = patch
        elif content[key] != value:
            overlay[key] = _LIMITED[key](content[key], value) if key in _LIMITED else value
    return overlay | {key: None for key in content if key not in item and key not in _ALWAYS_THERE}


def _own_extra(inherited: Mapping[str, Any], extra: Mapping[str, Any]) -> dict[str, Any]:
    left = dict(extra)
    for key in _JOINED:
        listed, more = inherited.get(key), extra.get(key)
        if isinstance(listed, list) and isinstance(more, list):
            left[key] = [one for one in more if one not in listed]
            if not left[key]:
                del left[key]
    return left


def _changed(below: Mapping[str, Any], value: Mapping[str, Any]) -> dict[str, Any]:
    """What must be said of a mapping, key by key."""
    said = {key: one for key, one in value.items() if below.get(key) != one}
    return said | dict.fromkeys(key for key in below if key not in value)


def _limits(below: Mapping[str, Any], value: Mapping[str, Any]) -> dict[str, Any]:
    """What must be said of ``time_limit``: a limit is only ever said whole, with null for a note that is gone."""
    said = _changed(below, value)
    return {
        key: one if one is None or key not in below else one | _changed(below[key], one) for key, one in said.items()
    }


_LIMITED: Mapping[str, Callable[[Any, Any], dict[str, Any]]] = {"effective": _changed, "time_limit": _limits}
"""What an overlay may say in part, and how."""


def _materials(inherited: Inherited, whole: Sequence[Entry]) -> list[dict[str, Any]]:
    """The entries that make of the standard's materials those of an item; none if they are the same."""
    standard = inherited.materials
    wanted = _regardless_of_order(whole)
    for restated in (frozenset[bool](), frozenset({True}), frozenset({True, False})):
        patch = _Patch(standard, whole, restated).entries()
        made = standard.merged(patch) if patch else standard.rows
        if _regardless_of_order(made) == wanted:
            return patch
    raise AssertionError("dropping all and saying all anew says it")


class _Patch:
    """The making of one list of entries."""

    def __init__(self, standard: StandardMaterials, whole: Sequence[Entry], restated: frozenset[bool]) -> None:
        """Begin.

        Args:
            standard: the standard's materials.
            whole: all of the item's.
            restated: which of the standard's are dropped and said anew whatever they are: groups (True), materials
                (False).
        """
        self.standard = standard
        self.whole = whole
        self.restated = restated
        self.said: dict[int, dict[str, Any]] = {}
        """What is said of each of the item's entries."""
        self.drops: list[dict[str, Any]] = []

    def entries(self) -> list[dict[str, Any]]:
        below, above = _by_name(self.standard.rows), _by_name(self.whole)
        unmatched = [index for name, indexes in above.items() if name not in below for index in indexes]
        gone = {name: indexes for name, indexes in below.items() if name not in above}
        for name, indexes in above.items():
            if name in below:
                self._same_name(below[name], indexes)
        self._groups(
            [n for n, row in enumerate(self.standard.rows) if not row.get("name")],
            [n for n, row in enumerate(self.whole) if not row.get("name")],
        )
        for index in unmatched:
            entry = self.whole[index]
            former = self._renamed(entry, gone)
            if former is None:
                self.said[index] = dict(entry)
            else:
                row = self.standard.rows[gone.pop(former)[0]]
                told = {"name": entry["name"], "certificate": entry["certificate"]}
                self.said[index] = {**told, **_changed(row, entry)}
        self.drops += [_dropping(self.standard.rows[indexes[0]]) for indexes in gone.values()]
        # those with a name first: a group without one drops the best of what is left
        drops = sorted(self.drops, key=lambda one: "any_of" in one)
        return [*(self.said[index] for index in sorted(self.said)), *drops]

    def _same_name(self, below: list[int], above: list[int]) -> None:
        rows, entries = [self.standard.rows[one] for one in below], [self.whole[one] for one in above]
        pairs = list(zip(rows, entries, strict=False))
        is_kept = len(entries) >= len(rows) and all(
            ("any_of" in row) == ("any_of" in entry) and ("any_of" in row) not in self.restated for row, entry in pairs
        )
        if not is_kept:
            self.drops.append(_dropping(rows[0]))
            self.said.update((index, dict(self.whole[index])) for index in above)
            return
        told = [_said_of(row, entry) for row, entry in pairs]
        more = above[len(rows) :]
        needed = len(told) if more else max((n + 1 for n, one in enumerate(told) if len(one) > 1), default=0)
        self.said.update(zip(above[:needed], told, strict=False))
        self.said.update((index, dict(self.whole[index])) for index in more)

    def _groups(self, below: list[int], above: list[int]) -> None:
        """Those without a name: an equal one first, else the one that shares most members."""
        left = [] if True in self.restated else list(below)
        pairs: dict[int, int] = {}
        for likeness in (_is_same, _shared):
            for index in above:
                best = max(left, key=lambda one: likeness(self.standard.rows[one], self.whole[index]), default=None)
                if index not in pairs and best is not None and likeness(self.standard.rows[best], self.whole[index]):
                    pairs[index] = best
                    left.remove(best)
        for index in above:
            entry = self.whole[index]
            if index not in pairs:
                self.said[index] = dict(entry)
            elif not _is_same(self.standard.rows[pairs[index]], entry):
                self.said[index] = _said_of(self.standard.rows[pairs[index]], entry)
        self.drops += [_dropping(self.standard.rows[one]) for one in below if one not in pairs.values()]

    def _renamed(self, entry: Entry, gone: Mapping[str, list[int]]) -> str | None:
        """The name under which the standard has a material that the item calls otherwise, told by its certificate."""
        path = self.standard.at_certificate.get(entry.get("certificate", ""))
        if path is None or len(path) > 1 or "any_of" in entry or False in self.restated:
            return None
        name = match_key(self.standard.rows[path[0]])
        return name if len(gone.get(name, ())) == 1 else None


def _said_of(row: Entry, entry: Entry) -> dict[str, Any]:
    """What must be said of an entry of the standard's to make it this one; the name alone if nothing."""
    if "any_of" not in row:
        return {"name": entry["name"], **_changed(row, entry)}
    own = {key: value for key, value in entry.items() if key != "any_of"}
    said = _changed({key: value for key, value in row.items() if key != "any_of"}, own)
    named = {"name": entry["name"]} if "name" in entry and entry.get("name") == row.get("name") else {}
    if row["any_of"] != entry["any_of"] or not named:
        return {**named, **said, "any_of": list(_members(row["any_of"], entry["any_of"]))}
    return {**named, **said}


def _members(below: Sequence[Entry], above: Sequence[Entry]) -> Iterator[dict[str, Any]]:
    left = list(below)
    for one in above:
        match = next((other for other in left if match_key(other) == match_key(one)), None)
        if match is None:
            yield dict(one)
        else:
            left.remove(match)
            yield {"name": one["name"], **_changed(match, one)}


def _dropping(row: Entry) -> dict[str, Any]:
    """The entry that drops one of the standard's, and all others of its name."""
    if row.get("name"):
        return {"name": row["name"], "drop": True}
    return {"any_of": [{"name": one["name"]} for one in row["any_of"]], "drop": True}


def _by_name(rows: Iterable[Entry]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        if row.get("name"):
            found[match_key(row)].append(index)
    return found


def _is_same(row: Entry, entry: Entry) -> int:
    return int(row == entry)


def _shared(row: Entry, entry: Entry) -> int:
    return len({match_key(one) for one in row["any_of"]} & {match_key(one) for one in entry["any_of"]})


def _regardless_of_order(rows: Iterable[Entry]) -> list[str]:
    """Lists of materials that say the same give the same."""
    alike = ({**row, "any_of": _regardless_of_order(row["any_of"])} if "any_of" in row else row for row in rows)
    return sorted(json.dumps(row, ensure_ascii=True, sort_keys=True) for row in alike)
