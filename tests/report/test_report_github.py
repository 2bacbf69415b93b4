from collections.abc import Callable
from dataclasses import replace

from itemkit.findings import Position, Span
from itemkit.report import Located, Report

Render = Callable[[str, Report], str]


def test_worst_first_and_columns_only_within_a_line(sample: Report, render: Render) -> None:
    assert render("github", sample).splitlines() == [
        (
            "::error file=catalog/items/吉.yaml,line=12,endLine=12,col=9,endColumn=11,title=S104 not-in-vocabulary"
            "::许可 不在词表里：是不是 行政许可？%0A另见 catalog/standards/𠮷.yaml:3:7：标准写的是 行政许可"
        ),
        "::warning file=catalog/items/吉.yaml,line=9,endLine=10,title=M201 material-vague::材料名称不确定：其他材料",
    ]


def test_a_span_over_two_lines(sample: Report, located: dict[str, Located], render: Render) -> None:
    over_lines = replace(located["vague"], span=Span(Position(9, 5), Position(10, 8)))
    assert render("github", replace(sample, findings=[over_lines], summary=replace(sample.summary, error=0))) == (
        "::warning file=catalog/items/吉.yaml,line=9,endLine=10,title=M201 material-vague::材料名称不确定：其他材料\n"
    )


def test_nothing_found(clean: Report, render: Render) -> None:
    assert render("github", clean) == ""


def test_ten_of_a_level_and_the_rest_is_said(many: Report, render: Render) -> None:
    place = "line=1,endLine=1,col=1,endColumn=2"
    assert render("github", many).splitlines() == [
        *(f"::error file=items/{n:02}.yaml,{place},title=S104 not-in-vocabulary::第 {n} 个" for n in range(10)),
        *(f"::warning file=items/{n:02}.yaml,{place},title=M201 material-vague::第 {n} 个" for n in range(10)),
        *(f"::notice file=items/{n:02}.yaml,{place},title=S104 not-in-vocabulary::第 {n} 个" for n in range(9)),
        "::notice::另有 5 个错误、2 个警告、2 个提示没有标在这里，见运行日志",
    ]


def test_what_is_hidden_is_said_without_taking_a_place(many: Report, render: Render) -> None:
    report = replace(many, findings=many.findings[:1], summary=replace(many.summary, warning=8, error=0, info=0))
    assert render("github", report).splitlines() == [
        "::warning file=items/00.yaml,line=1,endLine=1,col=1,endColumn=2,title=M201 material-vague::第 0 个",
        "::notice::另有 7 个警告没有标在这里，见运行日志",
    ]


def test_hostile_texts_stay_in_their_annotation(hostile: Report, render: Render) -> None:
    said = 'a%0D%0Ab%250A,: ␛[31m</failure>]]>&"<U+202E>🏳️‍🌈𠮷<U+D800>[点我](http://example.org){0}␀'
    assert render("github", hostile) == (
        "::error file=items/甲%2C乙%3A丙%250A%0A.yaml,line=1,endLine=1,col=1,endColumn=4,title=S104 not-in-vocabulary"
        f"::不认识 {said}%0A另见 items/甲,乙:丙%250A␊.yaml:2:1：又见 {said}\n"
    )
