"""The summary of a step: whole texts, what a hostile file can't do, and a size that does not grow."""

from collections.abc import Callable
from dataclasses import replace

from markdown_it import MarkdownIt

from itemkit.findings import Finding, Place, Pointer, Severity, Span, msg
from itemkit.report import Located, Report, Summary

Render = Callable[[str, Report], str]

SAMPLE = r"""### itemkit <code>catalog/</code>

**查了 66 个文件、60 个事项：1 个错误、1 个警告（另有 2 个已忽略或已记入基线）**

| 规则 | 严重程度 | 个数 | 说明 |
|---|---|--:|---|
| <code>S104</code> not-in-vocabulary | 错误 | 1 | 写的词不在词表里。 |
| <code>M201</code> material-vague | 警告 | 1 | 材料名称用了兜底说法。 |

<code>itemkit explain 规则</code> 说明一条规则为什么有、怎么改。

错误：

- <code>catalog/items/吉\.yaml\:12\:9</code> <code>S104</code> 许可 不在词表里：是不是 行政许可？

"""


def test_a_summary(sample: Report, render: Render) -> None:
    assert render("markdown", sample) == SAMPLE


def test_nothing_found(clean: Report, render: Render) -> None:
    assert render("markdown", clean) == "### itemkit\n\n**查了 66 个文件、60 个事项：没有发现问题**\n\n"


def test_the_worst_and_most_frequent_rules_come_first_and_only_so_many_errors(clean: Report, render: Render) -> None:
    found = [
        Located(Finding(code, severity, f"items/{number}.yaml", Place(), msg("第 {n} 个", n=number)), Span.at(2, 1))
        for code, severity, count in (
            ("X001", Severity.ERROR, 1),
            ("S104", Severity.ERROR, 22),
            ("S104", Severity.INFO, 30),
            ("M201", Severity.WARNING, 5),
        )
        for number in range(count)
    ]
    text = render("markdown", replace(clean, findings=found))
    rows = [line.split(" | ")[:3] for line in text.splitlines() if line.startswith("| <code>")]
    assert rows == [
        ["| <code>S104</code> not-in-vocabulary", "错误", "22"],
        ["| <code>X001</code> rule-crashed", "错误", "1"],
        ["| <code>M201</code> material-vague", "警告", "5"],
        ["| <code>S104</code> not-in-vocabulary", "提示", "30"],
    ]
    assert "\n前 20 个错误：\n" in text
    errors = [line for line in text.splitlines() if line.startswith("- ")]
    assert errors[0] == r"- <code>items/0\.yaml\:2\:1</code> <code>X001</code> 第 0 个"
    assert errors[-1] == r"- <code>items/18\.yaml\:2\:1</code> <code>S104</code> 第 18 个"
    assert len(errors) == 20


def test_nothing_in_a_file_becomes_markup(hostile: Report, render: Render) -> None:
    html = MarkdownIt("gfm-like", {"linkify": False}).render(render("markdown", hostile))
    shown = 'a␍␊b%0A,: ␛[31m</failure>]]>&"<U+202E>🏳️‍🌈𠮷<U+D800>[点我](http://example.org){0}␀'
    escaped = shown.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    (item,) = [line for line in html.splitlines() if line.startswith("<li>")]
    assert item == f"<li><code>items/甲,乙:丙%0A␊.yaml:1:1</code> <code>S104</code> 不认识 {escaped}</li>"


def test_texts_that_look_like_tables_code_and_lists(clean: Report, render: Render) -> None:
    text = "- a | b ``` $x$ `c` **d** #1 @e ![f](g) <script>alert(1)</script> www.h.cn ~~i~~ \\| &lt;"
    finding = Finding("S104", Severity.ERROR, "items/`a|b`.yaml", Place(Pointer.of(text)), msg("{text}", text=text))
    html = MarkdownIt("gfm-like", {"linkify": False}).render(
        render("markdown", replace(clean, findings=[Located(finding, Span.at(1, 1))]))
    )
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    (item,) = [line for line in html.splitlines() if line.startswith("<li>")]
    assert item == f"<li><code>items/`a|b`.yaml:1:1</code> <code>S104</code> {escaped}</li>"


def test_it_never_grows_beyond_what_github_takes(clean: Report, render: Render) -> None:
    finding = Finding("S104", Severity.ERROR, "*" * 4096, Place(), msg("{text}", text="|" * 1_000_000))
    summary = Summary(files=1, items=1, error=2000, warning=0, info=0, suppressed=0)
    report = replace(clean, findings=[Located(finding, Span.at(1, 1))] * 2000, summary=summary, root="*" * 4096 + "/")
    text = render("markdown", report)
    assert len(text.encode()) < 64 * 1024
    assert max(map(len, text.splitlines())) < 4096
