import json
from collections.abc import Callable
from dataclasses import replace

import jsonschema
import pytest

from itemkit import __version__
from itemkit.report import Located, Report, findings_schema

Render = Callable[[str, Report], str]


def test_the_whole_contract(sample: Report, located: dict[str, Located], render: Render) -> None:
    assert json.loads(render("json", sample)) == {
        "schema": "itemkit.findings/1",
        "tool": {"name": "itemkit", "version": __version__},
        "root": "catalog/",
        "summary": {"files": 66, "items": 60, "error": 1, "warning": 1, "info": 0, "suppressed": 2},
        "findings": [
            {
                "rule": "not-in-vocabulary",
                "code": "S104",
                "severity": "error",
                "message": "甲 不在词表里",
                "path": "items/b.yaml",
                "pointer": "/themes/0",
                "start": {"line": 4, "column": 3},
                "end": {"line": 4, "column": 4},
                "related": [],
                "fingerprint": located["ignored"].finding.fingerprint,
                "fix": None,
                "suppressed": {"kind": "in_source", "reason": "等待新词表", "until": "2027-01-01"},
            },
            {
                "rule": "not-in-vocabulary",
                "code": "S104",
                "severity": "error",
                "message": "甲 不在词表里",
                "path": "items/b.yaml",
                "pointer": "/themes/0",
                "start": {"line": 5, "column": 3},
                "end": {"line": 5, "column": 4},
                "related": [],
                "fingerprint": located["known"].finding.fingerprint,
                "fix": None,
                "suppressed": {"kind": "external", "reason": "", "until": None},
            },
            {
                "rule": "material-vague",
                "code": "M201",
                "severity": "warning",
                "message": "材料名称不确定：其他材料",
                "path": "items/吉.yaml",
                "pointer": "/materials/1",
                "start": {"line": 9, "column": 5},
                "end": {"line": 11, "column": 1},
                "related": [],
                "fingerprint": located["vague"].finding.fingerprint,
                "fix": None,
                "suppressed": None,
            },
            {
                "rule": "not-in-vocabulary",
                "code": "S104",
                "severity": "error",
                "message": "许可 不在词表里：是不是 行政许可？",
                "path": "items/吉.yaml",
                "pointer": "/type",
                "start": {"line": 12, "column": 9},
                "end": {"line": 12, "column": 11},
                "related": [
                    {
                        "path": "standards/𠮷.yaml",
                        "pointer": "/type",
                        "message": "标准写的是 行政许可",
                        "start": {"line": 3, "column": 7},
                        "end": {"line": 3, "column": 11},
                    }
                ],
                "fingerprint": located["unknown_word"].finding.fingerprint,
                "fix": {
                    "message": "改成 行政许可",
                    "safe": True,
                    "edits": [
                        {"start": {"line": 12, "column": 9}, "end": {"line": 12, "column": 11}, "text": "行政许可"}
                    ],
                },
                "suppressed": None,
            },
        ],
    }


def test_a_finding_a_line(sample: Report, render: Render) -> None:
    lines = render("json", sample).splitlines()
    assert lines[:6] == [
        "{",
        '"schema": "itemkit.findings/1",',
        f'"tool": {{"name": "itemkit", "version": "{__version__}"}},',
        '"root": "catalog/",',
        '"summary": {"files": 66, "items": 60, "error": 1, "warning": 1, "info": 0, "suppressed": 2},',
        '"findings": [',
    ]
    assert [json.loads(line.rstrip(","))["path"] for line in lines[6:-2]] == [
        "items/b.yaml",
        "items/b.yaml",
        "items/吉.yaml",
        "items/吉.yaml",
    ]
    assert lines[-2:] == ["]", "}"]


def test_long_lists_are_written_in_one_piece(sample: Report, located: dict[str, Located], render: Render) -> None:
    findings = [
        replace(located["vague"], finding=replace(located["vague"].finding, path=f"items/{n:04}.yaml"))
        for n in range(2001)
    ]
    rows = json.loads(render("json", replace(sample, findings=findings)))["findings"]
    assert [row["path"] for row in rows] == [one.finding.path for one in findings]


def test_nothing_found(clean: Report, render: Render) -> None:
    assert json.loads(render("json", clean))["findings"] == []


def test_texts_are_the_files_own(hostile: Report, render: Render) -> None:
    finding = json.loads(render("json", hostile))["findings"][1]
    said = 'a\r\nb%0A,: \x1b[31m</failure>]]>&"\u202e🏳️‍🌈𠮷\ufffd[点我](http://example.org){0}\x00'
    assert finding["message"] == f"不认识 {said}"
    assert finding["path"] == "items/甲,乙:丙%0A\n.yaml"


@pytest.mark.parametrize("name", ["sample", "clean", "hostile", "many"])
def test_the_schema_accepts_every_report(name: str, render: Render, request: pytest.FixtureRequest) -> None:
    report = request.getfixturevalue(name)
    jsonschema.Draft202012Validator(
        findings_schema(), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    ).validate(json.loads(render("json", report)))


def test_the_schema_is_one(sample: Report) -> None:
    jsonschema.Draft202012Validator.check_schema(findings_schema())


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("code", "s104"),
        ("severity", "fatal"),
        ("start", {"line": 0, "column": 1}),
        ("fingerprint", "1"),
        ("suppressed", {"kind": "inSource", "reason": "", "until": None}),
        ("surprise", 1),
    ],
)
def test_the_schema_refuses_what_is_no_finding(key: str, value: object, sample: Report, render: Render) -> None:
    document = json.loads(render("json", sample))
    document["findings"][0][key] = value
    errors = list(jsonschema.Draft202012Validator(findings_schema()).iter_errors(document))
    assert [list(error.absolute_path)[:2] for error in errors] == [["findings", 0]]


@pytest.mark.parametrize("key", ["fix", "suppressed", "related", "pointer"])
def test_the_schema_demands_every_key(key: str, sample: Report, render: Render) -> None:
    document = json.loads(render("json", sample))
    del document["findings"][0][key]
    assert not jsonschema.Draft202012Validator(findings_schema()).is_valid(document)
