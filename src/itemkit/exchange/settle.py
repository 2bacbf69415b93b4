"""What a whole file of records says of its organs and regions, and what a catalog makes of it.

One organ is called differently by different records, and a catalog may have its own name for it. ``organs.yaml`` and
``itemkit.toml`` hold one name each; a record that says otherwise keeps its word under ``extra.source``.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from itemkit.exchange.mapping import Mapped, Placed, Reason
from itemkit.exchange.target import Target
from itemkit.model.check import Checker
from itemkit.model.records import Organ


def settle(records: list[Mapped], title: str, target: Target) -> int:
    """Write the configuration and the organs, and put into each record what the catalog then says.

    Args:
        records: the records that will be files; their items get their organs.
        title: the catalog's name, if it is a new one.
        target: the catalog.

    Returns:
        How many organs were added.

    Raises:
        TargetError: ``organs.yaml`` can't be added to.
    """
    said = (
        (one.text("region"), str(one.region_name.value)) for one in records if one.region_name and one.text("region")
    )
    target.write_config(title, _common_region(one.text("region") for one in records), _most_said(said))
    checker = Checker("organs", target.catalog.vocabularies)
    known = {organ.get("uscc") for organ in target.organs}
    added = [organ for organ in _organs(records) if organ["uscc"] not in known and checker.accepts([organ])]
    target.add_organs(added)
    by_code = {organ.get("uscc"): organ for organ in target.organs}
    for one in records:
        _compare(one, by_code, target.regions.get(one.text("region")))
    return len(added)


def _compare(mapped: Mapped, organs: Mapping[Any, Mapping[str, Any]], region_name: str | None) -> None:
    """Put the organ into the item, and leave over what the catalog does not say of it."""
    code = mapped.organ.get("uscc")
    organ = organs.get(code.value, {}) if code else {}
    if code is not None and ("organ",) not in mapped.placed:
        mapped.placed[("organ",)] = Placed(("organ",), code.value, code.leaf)
    for key, claim in mapped.organ.items():
        if key != "uscc":
            _check(claim, organ.get(key), mapped)
    if mapped.region_name is not None:
        _check(mapped.region_name, region_name, mapped)


def _check(claim: Placed, known: Any, mapped: Mapped) -> None:
    if claim.leaf is not None and known != claim.value:
        mapped.left[claim.leaf] = Reason.DIFFERS if known is not None else Reason.UNMAPPED


def _organs(records: Iterable[Mapped]) -> list[dict[str, Any]]:
    """The organs that records name, by code: the name that most give them, and what all agree on."""
    said: dict[str, dict[str, list[Any]]] = {}
    for mapped in records:
        code, name = mapped.organ.get("uscc"), mapped.organ.get("name")
        if code and name:
            keys = said.setdefault(code.value, {})
            for key, claim in mapped.organ.items():
                keys.setdefault(key, []).append(claim.value)
    organs = []
    for code_text, keys in said.items():
        agreed = {key: values[0] for key, values in keys.items() if all(value == values[0] for value in values)}
        agreed["name"] = _most_said(("", name) for name in keys["name"])[""]
        organs.append({key: agreed[key] for key in Organ.model_fields if key in agreed} | {"uscc": code_text})
    return sorted(organs, key=lambda organ: (str(organ.get("region", "")), organ["uscc"]))


def _most_said(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """For each key the value that it is most often given; of two said equally often, the first by code point."""
    counts: dict[str, Counter[str]] = {}
    for key, value in pairs:
        counts.setdefault(key, Counter())[value] += 1
    return {key: min(count, key=lambda one: (-count[one], one)) for key, count in counts.items()}


def _common_region(regions: Iterable[str]) -> str:
    """The code of the smallest region that holds all of these; empty if no province does."""
    codes = {region[:6] for region in regions if region}
    if len(codes) == 1:
        return codes.pop()
    for length in (4, 2):
        starts = {code[:length] for code in codes}
        if len(starts) == 1:
            return starts.pop() + "0" * (6 - length)
    return ""
