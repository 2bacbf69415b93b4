"""Comments and the baseline: what they mark, and what is said of the comments themselves."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from examples import SURROUNDINGS, TODAY, merged

from itemkit.findings import Finding
from itemkit.lint.baseline import read_baseline, write_baseline
from itemkit.lint.ignores import Ignore, each_ignore
from itemkit.lint.lint import Choice, lint
from itemkit.lint.policy import Policy
from itemkit.source.catalog import Catalog, CatalogError
from itemkit.source.comments import comments

Maker = Callable[[Mapping[str, str | bytes]], Path]
VAGUE = "materials: [{name: 有关部门要求的其他材料, source: 申请人自备, original: 1}]\n"


def findings(root: Path, **more: object) -> list[Finding]:
    return list(lint(Catalog(root), Choice(Policy({}), today=TODAY, use_cache=False, jobs=1, **more)).findings)  # type: ignore[arg-type]


def told(root: Path) -> list[tuple[str, str, str]]:
    """Code, message and what suppresses it of every finding."""
    return [
        (one.code, str(one.message), f"{one.suppressed.reason} {one.suppressed.until}" if one.suppressed else "")
        for one in findings(root)
    ]


MESSAGE = "材料名称不确定：有关部门要求的其他材料；写出要交的是什么"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"# itemkit: ignore[M201] 正在核对\n{VAGUE}", [("M201", "正在核对 None")]),
        (f"# itemkit: ignore[material-vague] 正在核对 until 2027-01-01\n{VAGUE}", [("M201", "正在核对 2027-01-01")]),
        (VAGUE.replace("\n", "  # itemkit: ignore[M201]: 正在核对\n"), [("M201", "正在核对 None")]),
        (f"# itemkit: ignore[M201] 正在核对\n# 另一条注释\n\n{VAGUE}", [("M201", "正在核对 None")]),
        (f"# itemkit: ignore[S104, M201] 正在核对\n{VAGUE}", [("U101", ""), ("M201", "正在核对 None")]),
        (f"# itemkit: ignore[M201] 正在核对 until 2026-11-23\n{VAGUE}", [("M201", "正在核对 2026-11-23")]),
        (f"# itemkit: ignore[M201] 正在核对 until 2026-11-22\n{VAGUE}", [("U102", ""), ("M201", "")]),
        (f"# itemkit: ignore[M201]\n{VAGUE}", [("U103", ""), ("M201", "")]),
        (f"# itemkit: ignore[] 正在核对\n{VAGUE}", [("U103", ""), ("M201", "")]),
        (f"# itemkit: ignore[M999] 正在核对\n{VAGUE}", [("U103", ""), ("M201", "")]),
        (f"# itemkit: ignore[M201] 正在核对 until 明年\n{VAGUE}", [("U103", ""), ("M201", "")]),
        (f"# itemkit: skip[M201] 正在核对\n{VAGUE}", [("U103", ""), ("M201", "")]),
        (f"{VAGUE}# itemkit: ignore[M201] 正在核对\n", [("U101", ""), ("M201", "")]),
        ("# itemkit: ignore[M201] 正在核对\n", [("U101", "")]),
        (f"faq: [{{q: '# itemkit: ignore[M201] 是什么', a: 注释。}}]\n{VAGUE}", [("M201", "")]),
    ],
)
def test_what_a_comment_does(make_catalog: Maker, text: str, expected: list[tuple[str, str]]) -> None:
    root = make_catalog({**SURROUNDINGS, "items/x.yaml": merged(text)})
    found = told(root)
    assert sorted((code, mark) for code, _message, mark in found) == sorted(expected)
    assert all(message == MESSAGE for code, message, _mark in found if code == "M201")


def test_what_is_said_of_a_comment(make_catalog: Maker) -> None:
    text = (
        "# itemkit: ignore[M201] 以后再说\nname: 甲\n# itemkit: ignore[S104] 旧的 until 2020-01-01\ntype: 行政许可\n"
        "# itemkit: ignore\nstatus: 草稿\n"
    )
    root = make_catalog({"items/x.yaml": text})
    found = [(one.code, str(one.place.span), str(one.message)) for one in findings(root) if one.code[0] == "U"]
    assert [(code, message) for code, _span, message in found] == [
        ("U101", "M201 在这一行没有发现：删去这条忽略"),
        ("U102", "这条忽略到 2020-01-01 为止，已经过期"),
        ("U103", "忽略注释写成 # itemkit: ignore[规则] 理由"),
    ]


def test_comments_of_a_text() -> None:
    text = (
        "# 一\na: b # 二\r\nc: 'd # 不是' # 三 # 还是三\n"
        'e: "f\n  # 不是\n  g" # 四\nh: |\n  # 不是\n  x\nk: l#m\n  # 五\n- # 不会到这里'
    )
    assert list(comments(text.removesuffix("- # 不会到这里"))) == [
        (1, 1, "# 一"),
        (2, 6, "# 二"),
        (3, 13, "# 三 # 还是三"),
        (6, 6, "# 四"),
        (11, 3, "# 五"),
    ]
    assert list(comments(text)) == []
    assert list(comments("a: b")) == []


def test_where_a_comment_is_and_of_what_it_speaks() -> None:
    text = "name: 甲\n  # itemkit: ignore[M201,T201] 理由 until 2027-01-01\n# 别的\n\ntype: 乙 # itemkit: ignore[F101] 理由\n"
    from datetime import date

    assert each_ignore(text) == [
        Ignore(2, 3, 48, 5, ("M201", "T201"), "理由", date(2027, 1, 1)),
        Ignore(5, 9, 26, 5, ("F101",), "理由", None),
    ]


def test_a_baseline_marks_what_is_known_and_shrinks(make_catalog: Maker, tmp_path: Path) -> None:
    root = make_catalog(
        {**SURROUNDINGS, "items/x.yaml": merged(VAGUE, number=1), "items/y.yaml": merged(VAGUE, number=2)}
    )
    baseline = tmp_path / "known.json"
    assert write_baseline(baseline, findings(root), Policy({}).rules) == 2
    text = baseline.read_text()
    assert '"line"' not in text
    known = read_baseline(baseline)
    marked = findings(root, baseline=known)
    assert [(one.path, one.suppressed.kind if one.suppressed else "") for one in marked] == [
        ("items/x.yaml", "external"),
        ("items/y.yaml", "external"),
    ]
    (root / "items/x.yaml").write_text("# 上面多了一行\n" + merged(VAGUE, number=1))
    (root / "items/y.yaml").write_text(merged("", number=2))
    (root / "items/z.yaml").write_text(merged(VAGUE, number=3))
    marked = findings(root, baseline=known)
    assert [(one.path, bool(one.suppressed)) for one in marked] == [("items/x.yaml", True), ("items/z.yaml", False)]
    assert write_baseline(baseline, marked, Policy({}).rules) == 2
    write_baseline(baseline, findings(root), Policy({}).rules)
    assert text.splitlines()[3].rstrip(",") == baseline.read_text().splitlines()[3].rstrip(",")


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"schema": "itemkit.baseline/2", "findings": []}', '{"schema": 1}', "\0"]
)
def test_what_is_no_baseline_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.json"
    with pytest.raises(CatalogError, match="先用 --write-baseline 写一个"):
        read_baseline(path)
    path.write_text(text)
    with pytest.raises(CatalogError, match="不是基线文件"):
        read_baseline(path)


@pytest.mark.parametrize(
    ("settings", "choice", "expected"),
    [
        ({}, {}, ["U101"]),
        ({}, {"select": ["M201", "U101"]}, ["U101"]),
        ({}, {"select": ["B", "U"]}, []),
        ({}, {"select": ["M"]}, []),
        ({}, {"ignore": ["M201"]}, []),
        ({}, {"ignore": ["U101"]}, []),
        ({"ignore": ["unused-ignore"]}, {}, []),
        ({"severity": {"M201": "off"}}, {}, []),
        ({"severity": {"U101": "off"}}, {}, []),
        ({"severity": {"M201": "off"}, "part": [{"paths": ["items/**"], "severity": {"M": "info"}}]}, {}, ["U101"]),
    ],
)
def test_a_comment_about_a_rule_that_does_not_count_is_not_unused(
    make_catalog: Maker, settings: dict[str, object], choice: dict[str, list[str]], expected: list[str]
) -> None:
    root = make_catalog({**SURROUNDINGS, "items/x.yaml": merged("# itemkit: ignore[M201] 正在核对\n")})
    policy = Policy(settings, **choice)
    found = lint(Catalog(root), Choice(policy, today=TODAY, use_cache=False, jobs=1)).findings
    assert [one.code for one in found] == expected


def test_what_is_said_of_comments_is_as_severe_as_it_is_set(make_catalog: Maker) -> None:
    root = make_catalog({**SURROUNDINGS, "items/x.yaml": merged("# itemkit: ignore[M201] 正在核对\n")})
    policy = Policy({"severity": {"U101": "error"}})
    found = lint(Catalog(root), Choice(policy, today=TODAY, use_cache=False, jobs=1)).findings
    assert [(one.code, one.severity.value) for one in found] == [("U101", "error")]
