"""What is wrong with what items take over is told in their standard's file, once, with the items beside it."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from itemkit.findings import Finding, Hit, Place, Severity, msg
from itemkit.lint.lint import Choice, lint
from itemkit.lint.own import OwnRules
from itemkit.lint.policy import Policy
from itemkit.lint.rules.kinds import ITEMS, ItemRule
from itemkit.lint.view import View
from itemkit.source.catalog import Catalog

Maker = Callable[[Mapping[str, str | bytes]], Path]
STANDARD = """\
name: 公共场所卫生许可
code: "440123004000"
type: 行政许可
materials:
  - {name: 申请表}
  - {name: 检测报告}
"""


def wants_copies(item: View) -> Iterator[Hit]:
    """Every material must say how many copies."""
    for pointer, material in item.materials:
        if "copies" not in material:
            yield Hit(Place(pointer / "name"), msg("没有写份数：{name}", name=material["name"]))


RULE = ItemRule("Z901", "copies-missing", Severity.WARNING, wants_copies, "没有写份数。", ITEMS, missing=False)


def found(root: Path, *paths: str) -> list[Finding]:
    catalog = Catalog(root)
    own = OwnRules((RULE,))
    choice = Choice(
        Policy({}, own.rules, select=["Z901"]), own, paths=frozenset(paths) or None, use_cache=False, jobs=1
    )
    return lint(catalog, choice).findings


def told(findings: list[Finding]) -> list[tuple[str, str, list[tuple[str, str]]]]:
    return [
        (one.path, str(one.place.pointer), [(str(other.message), other.path) for other in one.related])
        for one in findings
    ]


def item(number: int, more: str = "") -> str:
    return f'name: 公共场所卫生许可（{number}）\nstandard: "440123004000"\n{more}'


@pytest.fixture
def root(make_catalog: Maker) -> Path:
    own = "materials:\n  - {name: 合同}\n  - {name: 申请表, copies: 1}\n"
    heirs = {f"items/{number}.yaml": item(number) for number in range(1, 5)}
    return make_catalog({"standards/s.yaml": STANDARD, **heirs, "items/own.yaml": item(9, own)})


def test_it_is_told_where_it_stands_and_once(root: Path) -> None:
    several = [
        ("实施它的事项", "items/1.yaml"),
        ("实施它的事项", "items/2.yaml"),
    ]
    assert told(found(root)) == [
        ("items/own.yaml", "/materials/0/name", []),
        ("standards/s.yaml", "/materials/0/name", [*several, ("实施它的事项，这样的一共 4 个", "items/3.yaml")]),
        ("standards/s.yaml", "/materials/1/name", [*several, ("实施它的事项，这样的一共 5 个", "items/3.yaml")]),
    ]


def test_who_asks_of_one_item_is_told_of_what_it_takes_over(root: Path) -> None:
    assert [(path, pointer, heirs[0][1]) for path, pointer, heirs in told(found(root, "items/4.yaml"))] == [
        ("standards/s.yaml", "/materials/0/name", "items/4.yaml"),
        ("standards/s.yaml", "/materials/1/name", "items/4.yaml"),
    ]
    assert [path for path, *_ in told(found(root, "items/own.yaml"))] == ["items/own.yaml", "standards/s.yaml"]


def test_a_comment_in_the_standard_excuses_it(root: Path) -> None:
    excused = STANDARD.replace("{name: 申请表}", "{name: 申请表}  # itemkit: ignore[Z901] 各地自定")
    (root / "standards/s.yaml").write_text(excused)
    assert [(str(one.place.pointer), one.suppressed is not None) for one in found(root) if one.path == "standards/s.yaml"] == [
        ("/materials/0/name", True),
        ("/materials/1/name", False),
    ]  # fmt: skip


def test_the_same_from_the_cache_and_with_more_processes(root: Path) -> None:
    own = OwnRules((RULE,))
    runs = [
        lint(Catalog(root), Choice(Policy({}, own.rules, select=["Z901"]), own, jobs=jobs)).findings
        for jobs in (1, 2, 1)
    ]
    assert told(runs[0]) == told(runs[1]) == told(runs[2]) == told(found(root))
