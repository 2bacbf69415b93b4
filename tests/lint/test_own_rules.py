"""Rules of the catalog's own: what they find, and everything that may be wrong with them."""

import pickle
import re
import sys
from collections.abc import Iterator, Sequence
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest
from examples import SURROUNDINGS, merged

from itemkit.findings import Hit, Message, Severity, msg
from itemkit.index.mistakes import SqlError
from itemkit.index.rules import AcrossRule
from itemkit.lint import own as own_module
from itemkit.lint.data_rules import data_rule, leads_somewhere
from itemkit.lint.own import own_rules
from itemkit.lint.own_text import fields_of, page_of, shown
from itemkit.lint.rules.kinds import ItemRule
from itemkit.lint.sql_rules import checked, empty_index, header_of
from itemkit.lint.stored import loaded
from itemkit.lint.survey import survey
from itemkit.lint.view import View
from itemkit.model.schema import schema_of
from itemkit.source.catalog import Catalog, CatalogError

PAGE = Path(__file__).parents[2] / "docs/own-rules.md"
WHERE = msg("这条规则")
ITEM = {
    "name": "公共场所卫生许可",
    "type": "行政许可",
    "audience": ["企业法人", "自然人"],
    "materials": [
        {"name": "身份证复印件", "original": 1},
        {"any_of": [{"name": "营业执照"}, {"name": "身份证"}]},
        {"name": "申请表", "original": 0, "sample": {"url": "https://example.gov.cn"}},
    ],
    "contact": {"consult": "020-12345"},
    "situations": [{"id": "a", "question": "？", "options": {"x": "甲", "y": "乙"}}],
    "extra": {"地方": {"级别": 3, "公开": True}},
}


@pytest.fixture(autouse=True)
def no_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """What happens to be installed beside itemkit is none of these tests' business."""
    monkeypatch.setattr(own_module, "entry_points", lambda **_: ())


def rule_of(**raw: Any) -> ItemRule:
    mistakes: list[Message] = []
    rule = data_rule({"code": "Z901", "name": "own", "message": "{pointer} {key}={value}"} | raw, WHERE, mistakes)
    assert [str(one) for one in mistakes] == []
    assert rule is not None
    return rule


def told(hits: Iterator[Hit]) -> list[str]:
    return [str(hit.message) for hit in hits]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ({"pointer": "/materials/*/name", "forbidden": "^身份证"}, ["/materials/0/name name=身份证复印件"]),
        ({"pointer": "/materials/*/any_of/*/name", "forbidden": "^身份证"}, ["/materials/1/any_of/1/name name=身份证"]),
        ({"pointer": "/materials/0/name", "forbidden": "^身份证"}, ["/materials/0/name name=身份证复印件"]),
        ({"pointer": "/materials/1/name", "forbidden": "."}, []),
        ({"pointer": "/materials/9/name", "forbidden": "."}, []),
        ({"pointer": "/materials/*/original", "pattern": "^1$"}, ["/materials/2/original original=0"]),
        ({"pointer": "/audience/*", "one_of": ["企业法人"]}, ["/audience/1 1=自然人"]),
        ({"pointer": "/audience", "one_of": ["企业法人"]}, []),  # a list is no value; its elements are
        ({"pointer": "/contact", "required": ["consult", "complain"]}, ["/contact/complain complain="]),
        ({"pointer": "/remedy", "required": ["review"]}, []),  # nothing there, nothing to look at
        ({"required": ["remedy", "name"]}, ["/remedy remedy="]),
        ({"pointer": "/materials/*/sample", "required": ["text"]}, ["/materials/2/sample/text text="]),
        ({"pointer": "/situations/*/options/*", "forbidden": "乙"}, ["/situations/0/options/y y=乙"]),
        ({"pointer": "/extra/地方/级别", "one_of": ["1", "2"]}, ["/extra/地方/级别 级别=3"]),
        ({"pointer": "/extra/地方/公开", "one_of": ["true"]}, []),
        ({"pointer": "/extra/*/公开", "one_of": ["false"]}, ["/extra/地方/公开 公开=true"]),
        ({"pointer": "/name", "pattern": "许可", "forbidden": "卫生"}, ["/name name=公共场所卫生许可"]),
        ({"pointer": "/name", "pattern": "许可", "only": {"type": ["行政确认"]}}, []),
        ({"pointer": "/name", "pattern": "登记", "only": {"type": ["行政许可"]}}, ["/name name=公共场所卫生许可"]),
        ({"pointer": "/name", "pattern": "登记", "only": {"audience": ["自然人"]}}, ["/name name=公共场所卫生许可"]),
        ({"pointer": "/name", "pattern": "登记", "only": {"status": ["在用"]}}, []),
    ],
)
def test_what_a_data_rule_finds(raw: dict[str, Any], expected: list[str]) -> None:
    rule = rule_of(**raw)
    assert told(rule(View(ITEM))) == expected
    assert told(pickle.loads(pickle.dumps(rule)).check(View(ITEM))) == expected


def test_a_data_rule_is_a_rule_like_any_other() -> None:
    rule = rule_of(pointer="/name", pattern="许可", severity="error", kinds=["certificate"], why="本市规定。")
    assert (rule.code, rule.name, rule.severity, rule.kinds, rule.missing) == (
        "Z901", "own", Severity.ERROR, ("certificate",), False,
    )  # fmt: skip
    assert rule_of(required=["fees"]).missing
    assert not rule_of(required=["fees"], pointer="/contact", pattern="1").missing
    assert rule.page == (
        "… …=…\n\n## 为什么\n本市规定。\n\n## 依据\n这个目录自己的规则，写在 这条规则。\n\n## 怎么改\n… …=…"
    )
    assert (rule.summary, rule.reason) == ("… …=…", "本市规定。")


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ({"pointer": "materials", "pattern": "x"}, ["这条规则：pointer 以 / 开头，如 /materials/*/name"]),
        (
            {"pointer": "/materails/*/name", "pattern": "x"},
            ["这条规则：item 里没有 /materails/*/name 这个位置；核对 pointer"],
        ),
        (
            {"pointer": "/materials/name", "pattern": "x"},
            ["这条规则：item 里没有 /materials/name 这个位置；核对 pointer"],
        ),
        ({"pointer": "/name/x", "pattern": "x"}, ["这条规则：item 里没有 /name/x 这个位置；核对 pointer"]),
        (
            {"pointer": "/windows", "pattern": "x", "kinds": ["standard", "bundle"]},
            ["这条规则：standard、bundle 里没有 /windows 这个位置；核对 pointer"],
        ),
        ({"pointer": "/windows/*/place", "pattern": "x", "kinds": ["standard", "item"]}, []),
        ({"pointer": "/name"}, ["这条规则：pattern、forbidden、required、one_of 至少写一个"]),
        (
            {"pointer": "/name", "pattern": "(", "forbidden": "["},
            [
                "这条规则：pattern 不是正确的正则表达式：missing ), unterminated subpattern at position 0",
                "这条规则：forbidden 不是正确的正则表达式：unterminated character set at position 0",
            ],
        ),
        ({"pattern": "x", "only": {"kind": ["x"]}}, ["这条规则：item 里没有 kind 这个键；核对 only"]),
        (
            {"pointer": "/name", "pattern": "x", "message": "{who}"},
            ["这条规则：message 用的 who 不是这条规则给出的值；可以用 key、pointer、value"],
        ),
        *(
            (
                {"pointer": "/name", "pattern": "x", "message": message},
                ["这条规则：message 的花括号里只写一个值的名称，花括号本身写成 {{ 和 }}"],
            )
            for message in ("{", "{value.__class__}", "{value[0]}", "{value!r}", "{value:>9}", "{}", "{0}", "}")
        ),
        ({"pointer": "/name", "pattern": "x", "message": "{{value}} {value}"}, []),
    ],
)
def test_what_is_wrong_with_a_data_rule(raw: dict[str, Any], expected: list[str]) -> None:
    mistakes: list[Message] = []
    rule = data_rule({"code": "Z901", "name": "own", "message": "x"} | raw, WHERE, mistakes)
    assert [str(one) for one in mistakes] == expected
    assert (rule is None) == bool(expected)


def test_every_key_of_a_file_can_be_pointed_at() -> None:
    schema = schema_of("item")
    for parts in (("time_limit", "promised", "days"), ("materials", "3", "any_of", "*", "basis", "law"), ("*",), ()):
        assert leads_somewhere(schema, parts), parts
    for parts in (("time_limit", "promised", "tage"), ("materials", "*", "any_of", "name"), ("steps", "x")):
        assert not leads_somewhere(schema, parts), parts


def test_values_are_shown_short() -> None:
    assert (shown(None), shown(3), shown("长" * 61)) == ("", "3", "长" * 59 + "…")
    assert fields_of("{a}{{b}}{c}") == {"a", "c"}
    assert page_of("{name} 不对", "", "x.sql").startswith("… 不对\n\n## 为什么\n这个目录自己的规定。")


# SQL

GOOD = """-- code: Z910
-- name: organ-without-items
-- message: {name} 没有事项
SELECT path, pointer, organs.name FROM organs JOIN files USING (file)
"""


@pytest.mark.parametrize(
    "query",
    [
        "SELECT path, '' AS pointer FROM items",
        "FROM items",
        "VALUES (1)",
        "WITH a AS (SELECT path FROM items) SELECT path FROM a -- all;",
        "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 5) SELECT x FROM n;",
        "SELECT path FROM items UNION SELECT path FROM standards ; -- done\n-- really\n",
        "SELECT unnest([1, 2]) AS x, * FROM range(3)",
        "SELECT 'a;b' AS x, lower(name) FROM items WHERE name LIKE '%;'",
    ],
)
def test_queries_that_may_be_asked(query: str) -> None:
    with empty_index() as database:
        assert checked(query, database)[1]


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("", "只能写一条 SELECT 查询"),
        ("SELECT 1; SELECT 2", "只能写一条 SELECT 查询"),
        ("DELETE FROM items", "只能写一条 SELECT 查询"),
        ("COPY (SELECT 1) TO '/tmp/x.csv'", "只能写一条 SELECT 查询"),
        ("CREATE TABLE x AS SELECT 1", "只能写一条 SELECT 查询"),
        ("ATTACH '/tmp/x.db'", "只能写一条 SELECT 查询"),
        ("INSTALL httpfs", "只能写一条 SELECT 查询"),
        ("SET threads = 1", "只能写一条 SELECT 查询"),
        ("PRAGMA database_list", "只能写一条 SELECT 查询"),
        ("SELECT * FROM read_csv('/etc/passwd')", "不能用 read_csv：查询只能问索引里的表"),
        ("SELECT * FROM items WHERE path IN (SELECT content FROM READ_TEXT('/etc/passwd'))", "不能用 read_text"),
        ("WITH a AS (FROM glob('/*')) FROM a", "不能用 glob"),
        ("FROM query('SELECT 1')", "不能用 query"),
        ("FROM query_table('items')", "不能用 query_table"),
        ("FROM duckdb_settings()", "不能用 duckdb_settings"),
        (
            "FROM query(CASE WHEN current_setting('enable_external_access') THEN 'FROM read_text(''x'')' ELSE 'FROM items' END)",
            "不能用 query",
        ),
        ("SELECT * FROM '/etc/passwd'", "SQL 第 1 行第 15 列：没有“/etc/passwd”这张表"),
        ("SELECT * FROM 'x.parquet'", "查询只能读目录的表：不能读写文件、上网、装扩展或改设置"),
        ("SELECT * FROM database", "SQL 第 1 行第 15 列：没有“database”这张表：itemkit query --tables 列出全部"),
        ("-- code: Z910\n\nSELECT nmae\nFROM items", "SQL 第 3 行第 8 列：没有“nmae”这一列：是不是 name？"),
        ("SELECT finding FROM _findings", "SQL 第 1 行第 21 列：没有“_findings”这张表"),
        ("WITH x AS (DELETE FROM items RETURNING path) SELECT * FROM x", "SQL "),
        ("SELEC 1", "SQL 第 1 行第 1 列：写到“SELEC”这里不对"),
    ],
)
def test_queries_that_may_not(query: str, why: str) -> None:
    with empty_index() as database, pytest.raises(SqlError) as raised:
        checked(query, database)
    assert str(raised.value.message).startswith(why)


def test_the_head_of_an_sql_file_ends_where_the_query_begins() -> None:
    text = "\n-- a comment\n-- code: Z910\n--name：x\n-- why:  因为：所以 \nSELECT 1 -- code: Z911\n-- message: no"
    assert header_of(text) == {"code": "Z910", "name": "x", "why": "因为：所以"}


# The whole


def catalog_of(root: Path, config: str = "", **files: str) -> Catalog:
    for path, text in {**SURROUNDINGS, "items/x.yaml": merged(""), **files, "itemkit.toml": config}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    return Catalog(root)


def found_by(catalog: Catalog) -> list[tuple[str, str, str, str]]:
    """Code, path, pointer and message of what the own rules find in a catalog."""
    own = own_rules(catalog)
    with survey(catalog, catalog.find(), own.item_rules, folder=None, extra_context=own.context, jobs=1) as now:
        findings = [loaded(text, now.paths[number]) for number, text in now.index.rows("FROM _findings")]
        findings += [finding for rule in own.across_rules for finding in rule.findings_in(now.index)]
        return sorted((one.code, one.path, str(one.place.pointer), str(one.message)) for one in findings)


def mistakes_of(catalog: Catalog) -> list[str]:
    with pytest.raises(CatalogError) as raised:
        own_rules(catalog)
    return [str(one) for one in raised.value.messages]


def test_a_catalog_without_rules_of_its_own(tmp_path: Path) -> None:
    own = own_rules(catalog_of(tmp_path))
    assert (own.rules, own.context) == ((), "")


def test_data_and_sql_together(tmp_path: Path) -> None:
    config = """
        [lint]
        sql = ["rules/*.sql"]
        [[lint.rule]]
        code = "Z901"
        name = "no-telephone"
        pointer = "/windows/*/phone"
        forbidden = "^020"
        message = "窗口不公布 {value}"
    """
    catalog = catalog_of(tmp_path, config, **{"rules/a.sql": GOOD})
    assert [(one.code, one.name, one.severity.value) for one in own_rules(catalog).rules] == [
        ("Z901", "no-telephone", "warning"),
        ("Z910", "organ-without-items", "warning"),
    ]
    assert found_by(catalog) == [
        ("Z901", "items/x.yaml", "/windows/0/phone", "窗口不公布 020-12345"),
        ("Z910", "organs.yaml", "/0", "广州市卫生健康委员会 没有事项"),
        ("Z910", "organs.yaml", "/1", "广州市公安局 没有事项"),
    ]


def test_rows_of_an_sql_rule_must_name_a_file(tmp_path: Path) -> None:
    text = "-- code: Z911\n-- name: x\n-- message: x\nSELECT name AS path, '' AS pointer FROM organs"
    catalog = catalog_of(tmp_path, '[lint]\nsql = ["a.sql"]', **{"a.sql": text})
    with pytest.raises(ValueError, match="查询给出的 path 不是目录里的文件：广州市"):
        found_by(catalog)


@pytest.mark.parametrize(
    ("globs", "text", "expected"),
    [
        ('["nothing/*.sql"]', GOOD, ["itemkit.toml 的 [lint] sql：目录里没有 nothing/*.sql 这样的文件"]),
        ('["../x.sql"]', GOOD, ["itemkit.toml 的 [lint] sql：目录里没有 ../x.sql 这样的文件"]),
        ('["/etc/passwd"]', GOOD, ["itemkit.toml 的 [lint] sql：目录里没有 /etc/passwd 这样的文件"]),
        (
            '["a.sql", "*.sql"]',
            GOOD,
            ["a.sql：Z910 已经用于 a.sql；换一个", "a.sql：organ-without-items 已经用于 a.sql；换一个"],
        ),
        (
            '["a.sql"]',
            "SELECT 1 AS one",
            [
                "a.sql：开头要有一行 -- code: …",
                "a.sql：开头要有一行 -- name: …",
                "a.sql：开头要有一行 -- message: …",
                "a.sql：查询要给出 path、pointer 列",
            ],
        ),
        (
            '["a.sql"]',
            GOOD.replace("Z910", "910").replace("organ-without-items", "Organ").replace("{name}", "{nmae}")
            + "-- severity: bad",
            [
                "a.sql：code 是一个大写字母和三位数字，如 Z910",
                "a.sql：name 写小写英文，用 - 连接",
                "a.sql：message 用的 nmae 不是这条规则给出的值；可以用 name、path、pointer",
            ],
        ),
        ('["a.sql"]', "-- severity: bad\n" + GOOD, ["a.sql：severity 写 error、warning 或 info"]),
        ('["a.sql"]', GOOD + "; DROP TABLE x", ["a.sql：只能写一条 SELECT 查询"]),
    ],
)
def test_what_is_wrong_with_sql_files(tmp_path: Path, globs: str, text: str, expected: list[str]) -> None:
    (tmp_path / "x.sql").write_text(GOOD)
    catalog = catalog_of(tmp_path / "catalog", f"[lint]\nsql = {globs}", **{"a.sql": text})
    assert mistakes_of(catalog) == expected


def test_a_link_does_not_lead_out_of_the_catalog(tmp_path: Path) -> None:
    (tmp_path / "x.sql").write_text(GOOD)
    catalog = catalog_of(tmp_path / "catalog", '[lint]\nsql = ["*.sql"]')
    (catalog.root / "a.sql").symlink_to(tmp_path / "x.sql")
    assert mistakes_of(catalog) == ["itemkit.toml 的 [lint] sql：目录里没有 *.sql 这样的文件"]


def test_an_sql_file_that_is_no_utf8(tmp_path: Path) -> None:
    catalog = catalog_of(tmp_path, '[lint]\nsql = ["a.sql"]')
    (tmp_path / "a.sql").write_bytes(GOOD.encode("gb18030"))
    assert mistakes_of(catalog) == ["a.sql 不是 UTF-8：另存为 UTF-8"]
    (tmp_path / "a.sql").write_bytes(GOOD.encode("utf-8-sig"))
    assert [one.code for one in own_rules(catalog).rules] == ["Z910"]


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    entry = '[[lint.rule]]\ncode = "{code}"\nname = "{name}"\npointer = "/name"\npattern = "{pattern}"\nmessage = "x"\n'
    config = (
        entry.format(code="M201", name="own-vague", pattern="x")
        + entry.format(code="Z901", name="material-vague", pattern="x")
        + entry.format(code="Z901", name="other", pattern="x")
        + entry.format(code="Z904", name="bad", pattern="(")
        + '[lint]\nsql = ["a.sql"]'
    )
    assert mistakes_of(catalog_of(tmp_path, config)) == [
        "itemkit.toml 的第 4 条 [[lint.rule]]（Z904）：pattern 不是正确的正则表达式：missing ), unterminated subpattern at position 0",
        "itemkit.toml 的 [lint] sql：目录里没有 a.sql 这样的文件",
        "itemkit.toml 的第 1 条 [[lint.rule]]（M201）：M201 是 itemkit 自己的规则；换一个，编号用 Z 开头的",
        "itemkit.toml 的第 2 条 [[lint.rule]]（Z901）：material-vague 是 itemkit 自己的规则；换一个，编号用 Z 开头的",
        "itemkit.toml 的第 3 条 [[lint.rule]]（Z901）：Z901 已经用于 itemkit.toml 的第 2 条 [[lint.rule]]（Z901）；换一个",
    ]


# Programs

MODULE = '''
from itemkit.findings import Hit, Place, Severity, msg
from itemkit.index.rules import HitIn, across_rule
from itemkit.lint.rules.kinds import item_rule

@item_rule("Z921", "name-short", Severity.INFO)
def name_short(item):
    """名称太短。"""
    if len(item.name) < 40:
        yield Hit(Place(), msg("名称太短"))

@across_rule("Z920", "too-few", Severity.INFO)
def too_few(index):
    """事项太少。"""
    for (path,) in index.rows("SELECT min(path) FROM items HAVING count(*) < 2"):
        yield HitIn(Place(), msg("事项太少"), path=path)

RULES = (name_short, too_few)
NOTHING = 3
SEVERAL = (name_short, "x")
'''


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The module of an installed program."""
    folder = tmp_path / "site"
    folder.mkdir()
    file = folder / "our_rules_for_tests.py"
    file.write_text(MODULE)
    monkeypatch.syspath_prepend(folder)
    yield file
    sys.modules.pop("our_rules_for_tests", None)


def install(monkeypatch: pytest.MonkeyPatch, values: Sequence[str]) -> None:
    points = [EntryPoint(f"p{number}", value, "itemkit.rules") for number, value in enumerate(values)]
    monkeypatch.setattr(own_module, "entry_points", lambda group: points if group == "itemkit.rules" else [])


@pytest.mark.parametrize(
    "values", [["our_rules_for_tests:RULES"], ["our_rules_for_tests:too_few", "our_rules_for_tests:name_short"]]
)
def test_rules_of_a_program(values: list[str], program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, values)
    catalog = catalog_of(tmp_path / "catalog")
    own = own_rules(catalog)
    assert [type(one) for one in own.rules] == [ItemRule, AcrossRule]
    assert found_by(catalog) == [
        ("Z920", "items/x.yaml", "", "事项太少"),
        ("Z921", "items/x.yaml", "", "名称太短"),
    ]
    program.write_text(MODULE + "\n# another state\n")
    assert own_rules(catalog).context != own.context


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (
            "our_rules_for_tests:NOTHING",
            "插件 p0（our_rules_for_tests:NOTHING）：给出的不是规则；要用 item_rule 或 across_rule 做",
        ),
        (
            "our_rules_for_tests:SEVERAL",
            "插件 p0（our_rules_for_tests:SEVERAL）：给出的不是规则；要用 item_rule 或 across_rule 做",
        ),
        (
            "our_rules_for_tests:GONE",
            "插件 p0（our_rules_for_tests:GONE）：装不进来（AttributeError: module 'our_rules_for_tests' has no attribute 'GONE'）；修好它，或者卸载",
        ),
        (
            "no_such_module_at_all:RULES",
            "插件 p0（no_such_module_at_all:RULES）：装不进来（ModuleNotFoundError: No module named 'no_such_module_at_all'）；修好它，或者卸载",
        ),
    ],
)
def test_programs_that_give_no_rules(
    value: str, expected: str, program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(monkeypatch, [value])
    assert mistakes_of(catalog_of(tmp_path / "catalog")) == [expected]


def test_a_program_may_not_take_codes_either(program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program.write_text(MODULE.replace("Z921", "M201").replace("Z920", "own-1"))
    install(monkeypatch, ["our_rules_for_tests:RULES"])
    assert mistakes_of(catalog_of(tmp_path / "catalog")) == [
        "插件 p0（our_rules_for_tests:RULES）：编号 own-1 不对；写一个大写字母和三位数字，如 Z901",
        "插件 p0（our_rules_for_tests:RULES）：M201 是 itemkit 自己的规则；换一个，编号用 Z 开头的",
    ]


# The page


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)


def test_the_examples_of_the_page_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data, sql_section, registered = blocks("toml")
    name = re.search(r"如 `(rules/\S+\.sql)`：", PAGE.read_text("utf-8"))
    assert name is not None
    (query,), (module,) = blocks("sql"), blocks("python")
    site = tmp_path / "site"
    site.mkdir()
    (site / "our_rules.py").write_text(module)
    monkeypatch.syspath_prepend(site)
    value = re.fullmatch(r'\[project\.entry-points\."itemkit\.rules"\]\nour-city = "(\S+)"\n', registered)
    assert value is not None
    install(monkeypatch, [value[1]])
    item = """
materials: [{name: 身份证复印件, source: 申请人自备, copies: 1}]
contact: {consult: 020-12345}
windows: [{place: 区政务服务中心}]
results: [{name: 公共场所卫生, kind: 证照}]
time_limit: {statutory: {days: 20, unit: 工作日}, promised: {days: 11, unit: 工作日}}
"""
    catalog = catalog_of(tmp_path / "catalog", data + sql_section, **{name[1]: query, "items/x.yaml": merged(item)})
    assert [one.code for one in own_rules(catalog).rules] == ["Z901", "Z902", "Z903", "Z904", "Z905", "Z920", "Z910"]
    try:
        found = found_by(catalog)
    finally:
        sys.modules.pop("our_rules", None)
    assert [one for one in found if one[0] != "Z905"] == [
        ("Z901", "items/x.yaml", "/materials/0/name", "材料名称写全称“居民身份证”，不写“身份证复印件”"),
        ("Z902", "items/x.yaml", "/contact/complain", "咨询和投诉电话都要写，这里没有 complain"),
        ("Z903", "items/x.yaml", "/windows/0/place", "区政务服务中心 不是本市的办事大厅"),
        ("Z904", "items/x.yaml", "/results/0/name", "许可的结果要写明是什么文书，这里写的是“公共场所卫生”"),
        ("Z910", "organs.yaml", "/1", "广州市公安局 在目录里一个事项也没有：补上事项，或者从名录里去掉"),
        ("Z920", "items/x.yaml", "/time_limit/promised", "承诺 11，法定 20：压缩不到一半"),
    ]
