"""Fixing in memory until nothing is left to fix, with rules made up for it."""

from collections.abc import Mapping

from itemkit.findings import REMOVED, Change, Finding, Fix, Place, Pointer, Severity, msg
from itemkit.lint.fixes import fix
from itemkit.lint.run import Outcome
from itemkit.source.read import read_bytes

Texts = dict[str, str]


def finding(code: str, path: str, pointer: str, value: object, *, safe: bool = True) -> Finding:
    place = Pointer.parse(pointer)
    return Finding(
        code, Severity.WARNING, path, Place(place), msg("x"), fix=Fix(msg("改"), (Change(place, value),), safe)
    )


def linter(disk: Texts, judge: object) -> object:
    def lint(contents: Mapping[str, bytes]) -> Outcome:
        now = {**disk, **{path: raw.decode() for path, raw in contents.items()}}
        found = [one for path, text in now.items() for one in judge(path, read_bytes(text.encode()).data)]  # type: ignore[operator]
        return Outcome(found, len(now), len(now))

    return lint


def spaces(path: str, data: dict[str, str]) -> list[Finding]:
    """Two rules that both want to change the same text, and one that is not safe."""
    found = []
    for key, value in data.items():
        if value != value.strip():
            found.append(finding("W301", path, f"/{key}", value.strip()))
        if "  " in value:
            found.append(finding("W302", path, f"/{key}", value.replace("  ", " ")))
        if value.strip() == "无":
            found.append(finding("W101", path, f"/{key}", REMOVED, safe=False))
    return found


def test_all_is_fixed_in_several_rounds() -> None:
    disk = {"a.yaml": "x: ' 甲  乙 '  # 注\ny: ' 丙'\n", "b.yaml": "x: 好\n", "c.yaml": "x: ' 无 '\n"}
    fixed = fix(linter(disk, spaces), disk.get)  # type: ignore[arg-type]
    assert fixed.texts == {"a.yaml": "x: 甲 乙  # 注\ny: 丙\n", "c.yaml": "x: 无\n"}
    assert (fixed.count, fixed.refused) == (4, [])
    assert fixed.left is not None
    assert [(one.code, one.path) for one in fixed.left.findings] == [("W101", "c.yaml")]
    assert disk["b.yaml"] == "x: 好\n"


def test_unsafe_fixes_are_made_when_asked_for() -> None:
    disk = {"c.yaml": "x: ' 无 '\ny: z\n"}
    fixed = fix(linter(disk, spaces), disk.get, unsafe=True)  # type: ignore[arg-type]
    assert fixed.texts == {"c.yaml": "y: z\n"}


def test_rules_that_undo_each_other_come_to_an_end() -> None:
    def judge(path: str, data: dict[str, str]) -> list[Finding]:
        return [finding("W301", path, "/x", "乙" if data["x"] == "甲" else "甲")]

    disk = {"a.yaml": "x: 甲\n"}
    assert fix(linter(disk, judge), disk.get).count == 10  # type: ignore[arg-type]


def test_what_can_t_be_changed_is_said_and_left() -> None:
    def judge(path: str, data: dict[str, str]) -> list[Finding]:
        return [one for one in spaces(path, data) if one.place.pointer != ("y",)]

    disk = {"a.yaml": "x: &a ' 甲'\ny: *a\nz: ' 乙'\n"}
    fixed = fix(linter(disk, judge), disk.get)  # type: ignore[arg-type]
    assert fixed.texts == {"a.yaml": "x: &a ' 甲'\ny: *a\nz: 乙\n"}
    assert [str(one.place.pointer) for one in fixed.refused] == ["/x"]
    assert fix(linter(disk, judge), lambda _path: None).texts == {}  # type: ignore[arg-type]


def test_elements_of_one_list_are_taken_out_together() -> None:
    def judge(path: str, data: dict[str, list[str]]) -> list[Finding]:
        return [
            finding("W101", path, f"/x/{index}", REMOVED) for index, one in enumerate(data.get("x", ())) if one == "无"
        ]

    disk = {"a.yaml": "x:\n  - 无\n  - 甲\n  - 无\n  - 无\n"}
    fixed = fix(linter(disk, judge), disk.get)  # type: ignore[arg-type]
    assert (fixed.texts, fixed.count) == ({"a.yaml": "x:\n  - 甲\n"}, 3)
