from collections.abc import Callable
from dataclasses import replace
from xml.etree import ElementTree as ET

from itemkit.findings import Finding, Place, Severity, Span, msg
from itemkit.report import Located, Report

Render = Callable[[str, Report], str]

FIRST_SUITE = (
    '  <testsuite name="itemkit" tests="1" failures="0" errors="0" skipped="0">\n'
    "    <properties>\n"
    '      <property name="files" value="66"/>\n'
    '      <property name="items" value="60"/>\n'
    "    </properties>\n"
    '    <testcase classname="itemkit" name="catalog"/>\n'
    "  </testsuite>\n"
)


def test_a_suite_a_file_and_a_case_a_rule(sample: Report, render: Render) -> None:
    assert render("junit", sample) == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<testsuites name="itemkit" tests="4" failures="1" errors="0" skipped="1">\n'
        f"{FIRST_SUITE}"
        '  <testsuite name="catalog/items/b.yaml" tests="1" failures="0" errors="0" skipped="1">\n'
        '    <testcase classname="catalog/items/b.yaml" name="S104 not-in-vocabulary"'
        ' file="catalog/items/b.yaml" line="4">\n'
        '      <skipped message="等待新词表；已知"/>\n'
        "    </testcase>\n"
        "  </testsuite>\n"
        '  <testsuite name="catalog/items/吉.yaml" tests="2" failures="1" errors="0" skipped="0">\n'
        '    <testcase classname="catalog/items/吉.yaml" name="M201 material-vague"'
        ' file="catalog/items/吉.yaml" line="9">\n'
        "      <system-out>catalog/items/吉.yaml:9:5 警告 M201 material-vague 材料名称不确定：其他材料\n"
        "  9 |   - name: 其他材料\n"
        "    |     ^^^^^^^^^^^^^^\n"
        " 10 |     copies: 1\n"
        "    |     ^^^^^^^^^\n"
        "</system-out>\n"
        "    </testcase>\n"
        '    <testcase classname="catalog/items/吉.yaml" name="S104 not-in-vocabulary"'
        ' file="catalog/items/吉.yaml" line="12">\n'
        '      <failure message="许可 不在词表里：是不是 行政许可？" type="not-in-vocabulary">'
        "catalog/items/吉.yaml:12:9 错误 S104 not-in-vocabulary 许可 不在词表里：是不是 行政许可？\n"
        " 12 | name𠮷: {许可: 1}\n"
        "    |          ^^^^\n"
        "   另见 catalog/standards/𠮷.yaml:3:7：标准写的是 行政许可\n"
        "</failure>\n"
        "    </testcase>\n"
        "  </testsuite>\n"
        "</testsuites>\n"
    )


def test_nothing_found_has_one_passing_case(clean: Report, render: Render) -> None:
    assert render("junit", clean) == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<testsuites name="itemkit" tests="1" failures="0" errors="0" skipped="0">\n'
        f"{FIRST_SUITE}"
        "</testsuites>\n"
    )


def test_a_warning_fails_when_the_run_fails_on_warnings(sample: Report, render: Render) -> None:
    suites = ET.fromstring(render("junit", replace(sample, fail_on=Severity.WARNING)))
    assert suites.attrib == {"name": "itemkit", "tests": "4", "failures": "2", "errors": "0", "skipped": "1"}
    assert [failure.get("message") for failure in suites.iter("failure")] == [
        "材料名称不确定：其他材料",
        "许可 不在词表里：是不是 行政许可？",
    ]


def test_two_findings_of_a_rule_are_one_case(clean: Report, render: Render) -> None:
    findings = [
        Located(Finding("S104", Severity.ERROR, "items/a.yaml", Place(), msg("第 {n} 个", n=n)), Span.at(n, 1))
        for n in (1, 2)
    ]
    (failure,) = ET.fromstring(render("junit", replace(clean, findings=findings))).iter("failure")
    assert failure.attrib == {"message": "第 1 个", "type": "not-in-vocabulary"}
    assert failure.text == (
        "items/a.yaml:1:1 错误 S104 not-in-vocabulary 第 1 个\n\nitems/a.yaml:2:1 错误 S104 not-in-vocabulary 第 2 个\n"
    )


def test_a_crashed_rule_is_an_error(clean: Report, render: Render) -> None:
    crash = Finding("X001", Severity.ERROR, "items/a.yaml", Place(), msg("规则出了错"))
    suites = ET.fromstring(render("junit", replace(clean, findings=[Located(crash, Span.at(1, 1))])))
    assert suites.attrib == {"name": "itemkit", "tests": "2", "failures": "0", "errors": "1", "skipped": "0"}
    assert [error.get("message") for error in suites.iter("error")] == ["规则出了错"]


def test_hostile_texts_stay_texts(hostile: Report, render: Render) -> None:
    shown = 'a␍␊b%0A,: ␛[31m</failure>]]>&"<U+202E>🏳️‍🌈𠮷<U+D800>[点我](http://example.org){0}␀'
    suites = ET.fromstring(render("junit", hostile))
    assert [(one.tag, one.attrib) for one in suites.iter() if one.tag in {"skipped", "failure"}] == [
        ("skipped", {"message": shown}),
        ("failure", {"message": f"不认识 {shown}", "type": "not-in-vocabulary"}),
    ]
    (failure,) = suites.iter("failure")
    assert failure.text == (
        f"items/甲,乙:丙%0A␊.yaml:1:1 错误 S104 not-in-vocabulary 不认识 {shown}\n"
        " 1 | ␛[31m<U+202E>名: x\n"
        "   | ^^^\n"
        f"   另见 items/甲,乙:丙%0A␊.yaml:2:1：又见 {shown}\n"
    )
