import json
from collections.abc import Callable
from dataclasses import replace

from itemkit.findings import Finding, Place, Severity, Span, msg
from itemkit.report import Located, Report

Render = Callable[[str, Report], str]


def test_what_counts_in_the_form_that_gitlab_reads(sample: Report, located: dict[str, Located], render: Render) -> None:
    assert json.loads(render("gitlab", sample)) == [
        {
            "description": "M201 material-vague: 材料名称不确定：其他材料",
            "check_name": "material-vague",
            "fingerprint": located["vague"].finding.fingerprint,
            "severity": "minor",
            "location": {"path": "catalog/items/吉.yaml", "lines": {"begin": 9, "end": 10}},
        },
        {
            "description": "S104 not-in-vocabulary: 许可 不在词表里：是不是 行政许可？",
            "check_name": "not-in-vocabulary",
            "fingerprint": located["unknown_word"].finding.fingerprint,
            "severity": "major",
            "location": {"path": "catalog/items/吉.yaml", "lines": {"begin": 12, "end": 12}},
        },
    ]


def test_nothing_found_is_an_empty_list(clean: Report, render: Render) -> None:
    assert render("gitlab", clean) == "[]\n"


def test_no_two_fingerprints_are_equal(clean: Report, render: Render) -> None:
    findings = [
        Located(Finding("M201", Severity.INFO, path, Place(), msg("第 {n} 个", n=n)), Span.at(n, 1))
        for path in ("items/a.yaml", "items/b.yaml")
        for n in (1, 2, 3)
    ]
    rows = json.loads(render("gitlab", replace(clean, findings=findings)))
    assert [(row["location"]["path"], row["severity"]) for row in rows] == [
        (located.finding.path, "info") for located in findings
    ]
    assert len({row["fingerprint"] for row in rows}) == len(findings)
    assert rows[0]["fingerprint"] == findings[0].finding.fingerprint
    assert json.loads(render("gitlab", replace(clean, findings=findings[:2]))) == rows[:2]


def test_hostile_texts(hostile: Report, render: Render) -> None:
    (row,) = json.loads(render("gitlab", hostile))
    assert row["description"] == (
        "S104 not-in-vocabulary: 不认识 "
        'a␍␊b%0A,: ␛[31m</failure>]]>&"<U+202E>🏳️‍🌈𠮷<U+D800>[点我](http://example.org){0}␀'
    )
    assert row["location"]["path"] == "items/甲,乙:丙%0A\n.yaml"
