"""From one record to its rows in the tables of the index.

Runs for every file, so it reads plain data and builds plain tuples in the order of the table's columns. The record must
be well-formed; of one that is not, only `files` has a row.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from itemkit.index.tables import TABLES
from itemkit.model.actions import actions_of
from itemkit.model.overlay_materials import Made, pointer_to
from itemkit.model.plain import name_key, plain_name
from itemkit.model.resolve import Inherited

Data = Mapping[str, Any]
Rows = dict[str, list[tuple[Any, ...]]]
"""Rows by table."""


def no_rows() -> Rows:
    """Rows of no file at all."""
    return {name: [] for name in TABLES}


def add_record(rows: Rows, kind: str, file: int, path: str, data: Any) -> None:
    """Add the facts of one well-formed record.

    Args:
        rows: where to.
        kind: the name of its `Kind`.
        file: the number of its file.
        path: its path, relative to the catalog.
        data: the record; of an item, resolved with its standard.
    """
    _ADDERS[kind](rows, file, path, data)


def add_origins(rows: Rows, file: int, inherited: Inherited, own: Data) -> None:
    """Add where the parts of an item stand that are not at the same place in its own file.

    Args:
        rows: where to.
        file: the number of the item's file.
        inherited: what the item takes over from its standard.
        own: what its file says.
    """
    origins = rows["origins"]
    for key in ("name", "materials", "results"):
        if key not in own and key in inherited.content:
            origins.append((file, f"/{key}", True, f"/{key}"))
    if own.get("materials") and "materials" in inherited.content:
        for index, made in enumerate(inherited.materials.plan(own["materials"]).made):
            pointer = f"/materials/{index}"
            _add_origin(origins, file, pointer, made)
            for number, member in enumerate(made.members or ()):
                _add_origin(origins, file, f"{pointer}/any_of/{number}", member)


def _add_origin(origins: list[tuple[Any, ...]], file: int, pointer: str, made: Made) -> None:
    is_inherited = made.own is None
    there = str(pointer_to(made.inherited or (0,) if made.own is None else made.own))
    if is_inherited or there != pointer or made.members is not None:
        origins.append((file, pointer, is_inherited, there))


def _add_item(rows: Rows, file: int, path: str, item: Data) -> None:
    get = item.get
    limits = get("time_limit", _NOTHING)
    statutory, promised = limits.get("statutory", _NOTHING), limits.get("promised", _NOTHING)
    effective = get("effective", _NOTHING)
    name = get("name")
    plain = plain_name(name) if name else None
    action = get("action")
    actions = action if action not in _SAYS_NOTHING else "、".join(sorted(actions_of(action, name or ""))) or None
    materials = get("materials", ())
    rows["items"].append(
        (
            file, path, get("code"), get("local_code"), get("standard"), name, plain,
            name_key(plain) if plain else None,
            get("type"), action, actions, get("status"), get("version"), get("organ"), get("region"),
            get("level"), get("handling"), get("power_source"), get("reach"), get("visits"),
            statutory.get("days"), statutory.get("unit"), promised.get("days"), promised.get("unit"),
            effective.get("from"), effective.get("to"), get("assured", _NOTHING).get("on"),
            "url" in get("online", _NOTHING), len(get("windows", ())), len(materials), len(get("steps", ())),
            get("fees") == [],
        )
    )  # fmt: skip
    for number, entry in enumerate(materials):
        if "any_of" in entry:
            for index, one in enumerate(entry["any_of"]):
                _add_material(rows, file, f"/materials/{number}/any_of/{index}", number, one, entry)
        else:
            _add_material(rows, file, f"/materials/{number}", number, entry, _NOTHING)
    _add_content(rows, file, item)


def _add_material(rows: Rows, file: int, pointer: str, number: int, one: Data, group: Data) -> None:
    get = one.get
    rows["materials"].append(
        (
            file, pointer, number, get("name"), get("certificate"), get("kind"), get("source"), get("issuer"),
            get("need", group.get("need")), get("access"), get("holder"), get("original"), get("copies"),
            _cases(group, one) if "when" in one or "when" in group else None,
        )
    )  # fmt: skip
    if "basis" in one:
        _add_basis(rows, file, f"{pointer}/basis", one["basis"])


def _cases(*several: Data) -> str:
    """Under which answers all of these apply, as JSON that is the same for the same answers; ``[]``: under none."""
    whens = [one["when"] for one in several if "when" in one]
    key = str(whens)
    if key not in _KNOWN_CASES:
        if len(_KNOWN_CASES) >= _MOST_CASES:
            _KNOWN_CASES.clear()
        _KNOWN_CASES[key] = _all_of(whens)
    return _KNOWN_CASES[key]


def _all_of(whens: Iterable[Data]) -> str:
    all_of: dict[str, list[str]] = {}
    for when in whens:
        for situation, options in when.items():
            named = {options} if isinstance(options, str) else set(options)
            all_of[situation] = sorted(named & set(all_of.get(situation, named)))
    return _JSON(dict(sorted(all_of.items())))


def _add_content(rows: Rows, file: int, item: Data) -> None:
    for number, one in enumerate(item.get("basis", ())):
        _add_basis(rows, file, f"/basis/{number}", one)
    for number, one in enumerate(item.get("steps", ())):
        get = one.get
        rows["steps"].append((file, f"/steps/{number}", get("name"), get("days"), get("unit"), get("by")))
    for number, one in enumerate(item.get("special", ())):
        get, pointer = one.get, f"/special/{number}"
        rows["special"].append((file, pointer, get("name"), get("days"), get("unit"), get("counted")))
        if "basis" in one:
            _add_basis(rows, file, f"{pointer}/basis", one["basis"])
    for number, one in enumerate(item.get("fees", ())):
        get, pointer = one.get, f"/fees/{number}"
        rows["fees"].append((file, pointer, get("name"), get("amount"), get("currency"), get("per"), get("standard")))
        if "basis" in one:
            _add_basis(rows, file, f"{pointer}/basis", one["basis"])
    for number, one in enumerate(item.get("results", ())):
        get = one.get
        rows["results"].append(
            (
                file, f"/results/{number}", get("name"), get("certificate"), get("kind"), get("valid_for"),
                _cases(one) if "when" in one else None,
            )
        )  # fmt: skip
    for number, one in enumerate(item.get("situations", ())):
        options = _JSON(one["options"])
        rows["situations"].append((file, f"/situations/{number}", one["id"], one["question"], options))


def _add_basis(rows: Rows, file: int, pointer: str, basis: Data) -> None:
    get = basis.get
    rows["basis"].append((file, pointer, get("law"), get("kind"), get("number"), get("article")))


def _add_standard(rows: Rows, file: int, path: str, standard: Data) -> None:
    get = standard.get
    statutory = get("time_limit", _NOTHING).get("statutory", _NOTHING)
    rows["standards"].append(
        (
            file, path, get("code"), get("name"), get("type"), get("department"), get("status"),
            statutory.get("days"), statutory.get("unit"),
        )
    )  # fmt: skip


def _add_certificate(rows: Rows, file: int, path: str, certificate: Data) -> None:
    get, name = certificate.get, certificate["name"]
    rows["certificates"].append(
        (
            file, path, name, get("kind"), get("issuer_kind"), get("sharing"), get("given", False),
            get("commitment", False), "、".join(get("issuers", ())) or None,
        )
    )  # fmt: skip
    rows["certificate_facts"] += [(file, name, fact) for fact in get("proves", ())]
    for number, one in enumerate(get("basis", ())):
        _add_basis(rows, file, f"/basis/{number}", one)
    rows["certificate_names"] += [(file, name, one) for one in dict.fromkeys([name, *get("aliases", ())])]


def _add_organs(rows: Rows, file: int, path: str, organs: Iterable[Data]) -> None:  # noqa: ARG001
    for number, organ in enumerate(organs):
        get = organ.get
        rows["organs"].append(
            (file, f"/{number}", get("uscc"), get("name"), get("region"), get("level"), get("department"))
        )


def _add_bundle(rows: Rows, file: int, path: str, bundle: Data) -> None:
    get = bundle.get
    rows["bundles"].append(
        (file, path, get("name"), get("list"), get("year"), get("stage"), get("lead"), get("region"))
    )
    rows["bundle_items"] += [
        (
            file,
            f"/items/{number}",
            one.get("code"),
            one.get("standard"),
            one.get("path"),
            one.get("action"),
            _cases(one) if "when" in one else None,
        )
        for number, one in enumerate(get("items", ()))
    ]


_NOTHING: Data = {}
_SAYS_NOTHING = frozenset((None, "其他"))
"""Actions that leave open what the name may tell."""
_MOST_CASES = 4096
_KNOWN_CASES: dict[str, str] = {}
"""The few that a catalog has again and again."""
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_ADDERS: Mapping[str, Callable[[Rows, int, str, Any], None]] = {
    "item": _add_item,
    "standard": _add_standard,
    "certificate": _add_certificate,
    "organs": _add_organs,
    "bundle": _add_bundle,
}
