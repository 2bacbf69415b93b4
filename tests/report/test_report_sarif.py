import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from itemkit import __version__
from itemkit.findings import Finding, Place, Severity, Span, msg
from itemkit.report import Located, Report

Render = Callable[[str, Report], str]


@pytest.fixture
def valid(shared_reference: Path) -> Callable[[object], None]:
    schema = json.loads((shared_reference / "sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
    return jsonschema.Draft4Validator(schema).validate


def region(start_line: int, start_column: int, end_line: int, end_column: int) -> dict[str, int]:
    return {"startLine": start_line, "startColumn": start_column, "endLine": end_line, "endColumn": end_column}


def test_the_run(sample: Report, render: Render) -> None:
    log = json.loads(render("sarif", sample))
    (run,) = log.pop("runs")
    del run["results"]
    assert log == {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0"}
    page = "写的词不在词表里。\n\n## 为什么\n同一件事用同一个词，\n各地的目录才能比较。\n\n## 怎么改\n用提示的词，如 `{type: 行政许可}`。"
    assert run == {
        "tool": {
            "driver": {
                "name": "itemkit",
                "version": __version__,
                "semanticVersion": __version__,
                "language": "zh-CN",
                "rules": [
                    {
                        "id": "M201",
                        "name": "material-vague",
                        "shortDescription": {"text": "材料名称用了兜底说法。"},
                        "fullDescription": {"text": "材料名称用了兜底说法。"},
                        "help": {"text": "材料名称用了兜底说法。", "markdown": "材料名称用了兜底说法。"},
                        "defaultConfiguration": {"level": "warning"},
                        "properties": {"tags": ["materials"], "precision": "high", "problem.severity": "warning"},
                    },
                    {
                        "id": "S104",
                        "name": "not-in-vocabulary",
                        "shortDescription": {"text": "写的词不在词表里。"},
                        "fullDescription": {"text": "写的词不在词表里。同一件事用同一个词，各地的目录才能比较。"},
                        "help": {"text": page.replace("## ", ""), "markdown": page},
                        "defaultConfiguration": {"level": "error"},
                        "properties": {"tags": ["schema"], "precision": "very-high", "problem.severity": "error"},
                    },
                    {
                        "id": "X001",
                        "name": "rule-crashed",
                        "shortDescription": {"text": "规则自己出了错。"},
                        "fullDescription": {"text": "规则自己出了错。"},
                        "help": {"text": "规则自己出了错。", "markdown": "规则自己出了错。"},
                        "defaultConfiguration": {"level": "error"},
                        "properties": {"tags": ["tool"], "precision": "very-high", "problem.severity": "error"},
                    },
                ],
            }
        },
        "language": "zh-CN",
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "运行检查的工作目录"}}},
        "automationDetails": {"id": "itemkit/catalog/"},
        "invocations": [{"executionSuccessful": True}],
    }


def test_the_results(sample: Report, located: dict[str, Located], render: Render) -> None:
    ignored = located["ignored"].finding.fingerprint
    vague = located["vague"].finding.fingerprint
    unknown_word = located["unknown_word"].finding.fingerprint
    item = {"uri": "catalog/items/%E5%90%89.yaml", "uriBaseId": "%SRCROOT%"}
    other = {"uri": "catalog/items/b.yaml", "uriBaseId": "%SRCROOT%"}
    theme = {"name": "0", "fullyQualifiedName": "/themes/0", "kind": "property"}
    type_ = {"name": "type", "fullyQualifiedName": "/type", "kind": "value"}
    assert json.loads(render("sarif", sample))["runs"][0]["results"] == [
        {
            "ruleId": "S104",
            "ruleIndex": 1,
            "level": "error",
            "message": {"text": "甲 不在词表里"},
            "locations": [
                {
                    "physicalLocation": {"artifactLocation": other, "region": region(4, 3, 4, 4)},
                    "logicalLocations": [theme],
                }
            ],
            "partialFingerprints": {"primaryLocationLineHash": f"{ignored}:1", "itemkit/v1": ignored},
            "suppressions": [
                {
                    "kind": "inSource",
                    "status": "accepted",
                    "justification": "等待新词表",
                    "properties": {"until": "2027-01-01"},
                }
            ],
        },
        {
            "ruleId": "S104",
            "ruleIndex": 1,
            "level": "error",
            "message": {"text": "甲 不在词表里"},
            "locations": [
                {
                    "physicalLocation": {"artifactLocation": other, "region": region(5, 3, 5, 4)},
                    "logicalLocations": [theme],
                }
            ],
            "partialFingerprints": {"primaryLocationLineHash": f"{ignored}:2", "itemkit/v1": ignored},
            "suppressions": [{"kind": "external", "status": "accepted"}],
        },
        {
            "ruleId": "M201",
            "ruleIndex": 0,
            "level": "warning",
            "message": {"text": "材料名称不确定：其他材料"},
            "locations": [
                {
                    "physicalLocation": {"artifactLocation": item, "region": region(9, 5, 11, 1)},
                    "logicalLocations": [{"name": "1", "fullyQualifiedName": "/materials/1", "kind": "value"}],
                }
            ],
            "partialFingerprints": {"primaryLocationLineHash": f"{vague}:1", "itemkit/v1": vague},
        },
        {
            "ruleId": "S104",
            "ruleIndex": 1,
            "level": "error",
            "message": {"text": "许可 不在词表里：是不是 行政许可？\n另见 [标准写的是 行政许可](1)"},
            "locations": [
                {
                    "physicalLocation": {"artifactLocation": item, "region": region(12, 9, 12, 11)},
                    "logicalLocations": [type_],
                }
            ],
            "partialFingerprints": {"primaryLocationLineHash": f"{unknown_word}:1", "itemkit/v1": unknown_word},
            "relatedLocations": [
                {
                    "id": 1,
                    "physicalLocation": {
                        "artifactLocation": {
                            "uri": "catalog/standards/%F0%A0%AE%B7.yaml",
                            "uriBaseId": "%SRCROOT%",
                        },
                        "region": region(3, 7, 3, 11),
                    },
                    "logicalLocations": [type_],
                    "message": {"text": "标准写的是 行政许可"},
                }
            ],
            "fixes": [
                {
                    "description": {"text": "改成 行政许可"},
                    "artifactChanges": [
                        {
                            "artifactLocation": item,
                            "replacements": [
                                {"deletedRegion": region(12, 9, 12, 11), "insertedContent": {"text": "行政许可"}}
                            ],
                        }
                    ],
                }
            ],
        },
    ]


def test_beside_a_baseline_each_result_is_known_or_new(
    sample: Report, render: Render, valid: Callable[[object], None]
) -> None:
    log = json.loads(render("sarif", replace(sample, baseline=True)))
    valid(log)
    states = [(one["message"]["text"], one["baselineState"]) for one in log["runs"][0]["results"]]
    assert states == [
        ("甲 不在词表里", "new"),  # an ignore comment does not make it known
        ("甲 不在词表里", "unchanged"),
        ("材料名称不确定：其他材料", "new"),
        ("许可 不在词表里：是不是 行政许可？\n另见 [标准写的是 行政许可](1)", "new"),
    ]


def test_no_more_than_github_takes_and_the_log_says_so(
    located: dict[str, Located], clean: Report, render: Render, valid: Callable[[object], None]
) -> None:
    hint = replace(located["vague"], finding=replace(located["vague"].finding, severity=Severity.INFO))
    found = [located["known"], hint, located["unknown_word"], *[located["vague"]] * 24_999, located["unknown_word"]]
    log = json.loads(render("sarif", replace(clean, findings=found, hidden=5)))
    (run,) = log["runs"]
    assert [one["level"] for one in run["results"]] == ["error", *["warning"] * 24_998, "error"]
    assert run["results"][-1]["partialFingerprints"]["primaryLocationLineHash"].endswith(":2")
    assert run["invocations"] == [
        {
            "executionSuccessful": True,
            "toolExecutionNotifications": [
                {"level": "warning", "message": {"text": "只写了最严重的，另有 8 条没有写进来"}}
            ],
        }
    ]
    valid({**log, "runs": [{**run, "results": run["results"][:1]}]})


def test_as_many_as_github_takes_are_all_there(located: dict[str, Located], clean: Report, render: Render) -> None:
    log = json.loads(render("sarif", replace(clean, findings=[located["vague"]] * 25_000)))
    assert len(log["runs"][0]["results"]) == 25_000
    assert log["runs"][0]["invocations"] == [{"executionSuccessful": True}]


@pytest.mark.parametrize("name", ["sample", "clean", "hostile", "many"])
def test_the_published_schema_accepts_it(
    name: str, valid: Callable[[object], None], render: Render, request: pytest.FixtureRequest
) -> None:
    valid(json.loads(render("sarif", request.getfixturevalue(name))))


def test_information_is_a_note(clean: Report, render: Render) -> None:
    finding = Finding("M201", Severity.INFO, "items/a.yaml", Place(), msg("说一声"))
    (result,) = results(replace(clean, findings=[Located(finding, Span.at(1, 1))]), render)
    assert result["level"] == "note"
    assert "logicalLocations" not in result["locations"][0]


def test_hostile_texts_stay_texts(hostile: Report, render: Render) -> None:
    plain = 'a␍␊b%0A,: ␛[31m</failure>]]>&"<U+202E>🏳️‍🌈𠮷<U+D800>[点我\\](http://example.org){{0}}␀'
    linked = 'a␍␊b%0A,: ␛\\[31m</failure>\\]\\]>&"<U+202E>🏳️‍🌈𠮷<U+D800>\\[点我\\](http://example.org){{0}}␀'
    ignored, counted = results(hostile, render)
    assert ignored["suppressions"] == [
        {
            "kind": "inSource",
            "status": "accepted",
            "justification": 'a␍␊b%0A,: ␛[31m</failure>]]>&"<U+202E>🏳️‍🌈𠮷<U+D800>[点我](http://example.org){0}␀',
        }
    ]
    assert counted["message"] == {"text": f"不认识 {plain}\n另见 [又见 {linked}](1)"}
    assert counted["locations"][0]["physicalLocation"]["artifactLocation"] == {
        "uri": "items/%E7%94%B2%2C%E4%B9%99%3A%E4%B8%99%250A%0A.yaml",
        "uriBaseId": "%SRCROOT%",
    }


@pytest.mark.parametrize(
    ("root", "category"),
    [("", "itemkit/"), ("a/目录/", "itemkit/a/目录/"), ("../b/", "itemkit/b/"), ("./", "itemkit/")],
)
def test_catalogs_of_one_repository_are_told_apart(root: str, category: str, clean: Report, render: Render) -> None:
    log = json.loads(render("sarif", replace(clean, root=root)))
    assert log["runs"][0]["automationDetails"] == {"id": category}


def results(report: Report, render: Render) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(render("sarif", report))["runs"][0]["results"]
    return found
