"""ARCHITECTURE.md names every room of the house, on the floor where imports are held to it."""

import re
import tomllib

from shown import ROOT

PAGE = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
SOURCE = ROOT / "src/itemkit"


def test_the_floors_are_those_of_the_contract() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    (contract,) = settings["tool"]["importlinter"]["contracts"]
    floors = [re.findall(r"itemkit\.(\w+)", floor) for floor in contract["layers"]]
    shown = [
        re.sub(r"\.py\b", "", plan).split(" · ")
        for plan in PAGE.partition("\n```\ncli\n")[2].partition("\n```")[0].splitlines()
    ]
    assert [["cli"], *shown] == floors


def test_every_room_is_told_of() -> None:
    rooms = [name[:-1] for name in re.findall(r"^\| `(\w+/)` \|", PAGE, re.MULTILINE)]
    packages = [path.parent.relative_to(SOURCE).as_posix() for path in SOURCE.rglob("__init__.py")]
    assert sorted(rooms) == sorted(one for one in packages if "/" not in one and one != ".")
    assert [one for one in sorted(packages) if one != "." and f"{one.rpartition('/')[2]}/" not in PAGE] == []
