"""A difference as JSON, SARIF, JUnit and GitHub annotations: what their schemas and readers ask for."""

import io
import json
import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from itemkit import __version__
from itemkit.cli.schema import schema_named
from itemkit.diff.accepted import Acceptance, Accepted
from itemkit.diff.effect import Effect
from itemkit.diff.kinds import KINDS
from itemkit.diff.sides import side_of
from itemkit.diff.whole import difference_of
from itemkit.report.difference import FORMATS, DifferenceReport, located, root_of
from itemkit.report.difference.findings import as_report, rules

Maker = Callable[[Mapping[str, str]], Path]
HOSTILE = "租赁%0A合同,:\\e[31m</failure>]]>&[点](http://example.org){0}"
ITEMS = {
    "itemkit.toml": "",
    "items/省.yaml": "name: 卫生许可\ntype: 行政许可\nregion: '440000'\nmaterials:\n  - {name: 申请表}\nvisits: 1\n",
    "items/市.yaml": (
        "name: 卫生许可\ntype: 行政许可\nregion: '440100'\nmaterials:\n  - {name: 申请表}\n"
        f'  - {{name: "{HOSTILE}"}}\nvisits: 0\n'
    ),
    "items/甲.yaml": "name: 社会团体登记\ntype: 行政许可\nregion: '440000'\n",
    "items/坏.yaml": "name: [\n",
}


@pytest.fixture
def root(make_catalog: Maker, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = make_catalog(ITEMS)
    monkeypatch.chdir(made.parent)
    return made


def report_of(root: Path, *, kept: Accepted | None = None, fail_on: Effect | None = None) -> DifferenceReport:
    with side_of("440000", root) as a, side_of("440100", root) as b:
        difference = difference_of(a, b, jobs=1)
        return located(
            difference, root=root_of(difference, Path()), kept=kept, today=date(2026, 12, 1), fail_on=fail_on, jobs=1
        )


def rendered(name: str, report: DifferenceReport) -> str:
    out = io.StringIO()
    FORMATS[name](report, out)
    return out.getvalue()


@pytest.fixture
def burden(root: Path) -> str:
    return next(one.fingerprint for one in report_of(root).changes if one.change.effect is Effect.BURDEN)


def test_json(root: Path, burden: str) -> None:
    told = json.loads(rendered("json", report_of(root, kept=Accepted("", [Acceptance(burden, "已经核对")]))))
    jsonschema.Draft202012Validator(schema_named("diff")).validate(told)
    added = told["changes"].pop(0)
    assert added == {
        "id": "material-added",
        "level": "error",
        "item": "卫生许可",
        "name": HOSTILE.replace("\\e", "\x1b"),
        "pointer": "/materials/1",
        "effect": "burden",
        "measure": {"amount": 1, "unit": "份材料"},
        "assumed": None,
        "message": "材料多了：" + HOSTILE.replace("\\e", "\x1b"),
        "before": None,
        "after": {"name": HOSTILE.replace("\\e", "\x1b")},
        "a": {
            "path": "items/省.yaml",
            "pointer": "/materials",
            "start": {"line": 5, "column": 3},
            "end": {"line": 5, "column": 16},
            "inherited": False,
        }
        | {"start": added["a"]["start"], "end": added["a"]["end"]},
        "b": {
            "path": "items/市.yaml",
            "pointer": "/materials/1",
            "start": {"line": 6, "column": 5},
            "end": {"line": 6, "column": 5 + len(f'{{name: "{HOSTILE}"}}')},
            "inherited": False,
        },
        "fingerprint": burden,
        "accepted": "已经核对",
    }
    assert [one["id"] for one in told.pop("changes")] == ["visits-fewer", "item-removed"]
    assert told.pop("items")[0] == {
        "item": "卫生许可",
        "name": "卫生许可",
        "kind": "item",
        "a": {"path": "items/省.yaml", "code": None, "name": "卫生许可"},
        "b": {"path": "items/市.yaml", "code": None, "name": "卫生许可"},
    }
    assert [one["path"] for one in told.pop("unread")] == ["items/坏.yaml"]
    assert told == {
        "schema": "itemkit.diff/1",
        "tool": {"name": "itemkit", "version": __version__},
        "a": {"label": "440000", "title": "广东省（440000）", "region": "440000", "root": "目录/"},
        "b": {"label": "440100", "title": "广州市（440100）", "region": "440100", "root": "目录/"},
        "summary": {
            "burden": 0,
            "ease": 1,
            "neutral": 1,
            "unclear": 0,
            "burdens": [],
            "eases": [{"amount": -1, "unit": "次"}],
            "accepted": 1,
            "failures": 0,
            "hidden": 1,
            "items": {"compared": 1, "same": 0, "only_a": 1, "only_b": 0},
        },
    }


def test_sarif_is_what_the_standard_asks_for(root: Path, burden: str, shared_reference: Path) -> None:
    log = json.loads(rendered("sarif", report_of(root, kept=Accepted("", [Acceptance(burden, "已经核对")]))))
    schema = json.loads((shared_reference / "sarif-schema-2.1.0.json").read_text("utf-8"))
    jsonschema.Draft4Validator(schema).validate(log)
    (run,) = log["runs"]
    assert run["automationDetails"] == {"id": "itemkit/diff/目录/"}
    known = [one["id"] for one in run["tool"]["driver"]["rules"]]
    assert known == sorted([*KINDS, "not-compared"])
    assert not any("name" in one for one in run["tool"]["driver"]["rules"])
    by_rule: dict[str, Any] = {one["ruleId"]: one for one in run["results"]}
    assert sorted(by_rule) == ["item-removed", "material-added", "not-compared", "visits-fewer"]
    assert all(known[one["ruleIndex"]] == one["ruleId"] for one in run["results"])
    added = by_rule["material-added"]
    assert added["suppressions"] == [{"kind": "external", "status": "accepted", "justification": "已经核对"}]
    assert added["partialFingerprints"]["itemkit/v1"] == burden
    assert added["relatedLocations"][0]["message"] == {"text": "A 一边没有写"}
    levels = {id: one["level"] for id, one in by_rule.items()}
    assert levels == {
        "item-removed": "note", "material-added": "error", "not-compared": "error", "visits-fewer": "note",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("fail_on", "accepted", "outcomes"),
    [
        (None, False, {"material-added": "system-out", "not-compared": "error"}),
        (Effect.BURDEN, False, {"material-added": "failure", "not-compared": "error"}),
        (Effect.BURDEN, True, {"material-added": "skipped", "not-compared": "error"}),
    ],
)
def test_the_verdict_of_junit_is_that_of_the_exit_code(
    root: Path, burden: str, fail_on: Effect | None, accepted: bool, outcomes: dict[str, str]
) -> None:
    kept = Accepted("", [Acceptance(burden, "已经核对")]) if accepted else None
    suites = ET.fromstring(rendered("junit", report_of(root, kept=kept, fail_on=fail_on)))
    cases = {case.get("name"): case[0].tag for case in suites.iter("testcase") if len(case)}
    assert {**cases, "item-removed": "", "visits-fewer": ""} == {**outcomes, "item-removed": "", "visits-fewer": ""}


def test_github_annotates_files_of_b(root: Path) -> None:
    (root / "items/甲.yaml").rename(root / "items/乙.yaml")
    (root / "items/乙.yaml").write_text(ITEMS["items/甲.yaml"], "utf-8")
    report = report_of(root)
    (root / "items/乙.yaml").unlink()
    lines = rendered("github", report).splitlines()
    assert [line.partition("::")[2].partition("::")[0].split(" ")[0] for line in lines] == [
        "error", "error", "notice", "notice",
    ]  # fmt: skip
    assert lines[1].startswith("::error file=目录/items/市.yaml,line=6,endLine=6,col=5,")
    assert "%250A合同,:␛[31m" in lines[1]
    assert "::notice title=item-removed::目录/items/乙.yaml：社会团体登记：少了这个事项" in lines


def test_every_kind_has_a_page() -> None:
    made = rules()
    assert made["material-added"].text == (
        "材料多了：…\n\n通常的影响：加重（办事人要交的、要付的、要等的、要做的更多）。\n键：`materials`。\n"
        "反过来是 `material-removed`：材料少了：…。"
    )
    assert all("{" not in one.text for one in made.values())


def test_findings_are_in_the_order_of_paths(root: Path) -> None:
    paths = [one.finding.path for one in as_report(report_of(root)).findings]
    assert paths == sorted(paths)


def test_the_list_to_accept(root: Path, burden: str) -> None:
    told = rendered("accept", report_of(root))
    named = "材料多了：" + HOSTILE.replace("\\e", "␛")
    assert told == (
        "# 接受的变更：每条写明理由；可以加 until（最后一天），到期再看\n"
        f"- fingerprint: {burden if burden[0].isalpha() else f'{chr(34)}{burden}{chr(34)}'}\n"
        f'  item: 卫生许可\n  change: "{named}"\n  reason: ""\n'
    )
