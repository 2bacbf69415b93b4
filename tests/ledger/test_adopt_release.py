"""``itemkit codes adopt``, ``release`` and ``retire``: what they say, and the whole ledger afterwards."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import yaml_rs

from command_line import TODAY, Told, itemkit
from itemkit.ledger.ledger import LEDGER_PATH
from itemkit.model.digest import content_digest

Maker = Callable[[Mapping[str, str | bytes]], Path]

HEADER = "code,kind,path,name,status,version,digest,assigned,retired,replaced_by,reason\n"
ORGAN = "11440100007482620J"
BASE = "440123004000"
A, B, C = (f"{ORGAN}344012300400{number}" for number in "123")
TRICK = "\x1b]0;x\x07\u202e"
SHOWN = "␛]0;x␇<U+202E>"


def item(code: str = "", name: str = "甲", more: str = "") -> str:
    return f"name: {name}\n" + (f"code: '{code}'\n" if code else "") + f"type: 行政许可\n{more}"


FILES = {
    "itemkit.toml": '[catalog]\nregion = "440000"\n',
    "organs.yaml": f"- {{uscc: {ORGAN}, name: 甲局}}\n",
}


def ledger(root: Path) -> str:
    return (root / LEDGER_PATH).read_text("utf-8")


def files(root: Path) -> dict[str, bytes]:
    """Every file but the ledger, without what itemkit keeps for itself."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and ".itemkit" not in path.parts and path.parent.name != "codes"
    }


def digest(text: str) -> str:
    return content_digest(yaml_rs.loads(text, parse_datetime=False))


# adopt


def test_adopt_what_files_carry(make_catalog: Maker) -> None:
    root = make_catalog(
        {
            **FILES,
            "standards/s.yaml": f"name: 标准\ncode: '{BASE}'\ntype: 行政许可\n",
            "items/b.yaml": item(B, "'乙  \n  又'"),
            "items/a.yaml": item("", more=f"organ: {ORGAN}\n"),
            "items/深/c.yaml": f"code: '{C}'\nstandard: '{BASE}'\n",
        }
    )
    before = files(root)
    said = "登记了 3 个编码，0 个跟着改了位置或名称，0 个有冲突\n"
    assert itemkit(root, "codes", "adopt", "--dry-run") == (0, said.replace("登记了", "会登记"), "")
    assert not (root / LEDGER_PATH).exists()
    assert itemkit(root, "codes", "adopt") == (0, said, "")
    adopted = HEADER + (
        f"{B},item,items/b.yaml,乙 又,active,,,{TODAY},,,\n"
        f"{C},item,items/深/c.yaml,标准,active,,,{TODAY},,,\n"
        f"{BASE},standard,standards/s.yaml,标准,active,,,{TODAY},,,\n"
    )
    assert ledger(root) == adopted
    assert itemkit(root, "codes", "adopt") == (0, "登记了 0 个编码，0 个跟着改了位置或名称，0 个有冲突\n", "")
    assert (ledger(root), files(root)) == (adopted, before)


def test_adopt_follows_what_moved_or_has_another_name(make_catalog: Maker) -> None:
    root = make_catalog(
        {
            **FILES,
            "items/moved.yaml": item(A),
            "items/b.yaml": item(B, "乙改名"),
            "items/c.yaml": item(C, "丙"),
            LEDGER_PATH: HEADER
            + f"{C},item,items/c.yaml,丙,active,1,{'0' * 32},2026-01-01,,,\n"
            + f"{A},item,items/a.yaml,甲,active,2,{'1' * 32},2026-01-01,,,\n"
            + f"{B},item,items/b.yaml,乙,active,,,2026-01-02,,,\n",
        }
    )
    before = ledger(root)
    said = "登记了 0 个编码，2 个跟着改了位置或名称，0 个有冲突\n"
    assert itemkit(root, "codes", "adopt", "--dry-run") == (0, said.replace("登记了", "会登记"), "")
    assert ledger(root) == before
    assert itemkit(root, "codes", "adopt") == (0, said, "")
    assert ledger(root) == HEADER + (
        f"{A},item,items/moved.yaml,甲,active,2,{'1' * 32},2026-01-01,,,\n"
        f"{B},item,items/b.yaml,乙改名,active,,,2026-01-02,,,\n"
        f"{C},item,items/c.yaml,丙,active,1,{'0' * 32},2026-01-01,,,\n"
    )


def test_adopt_leaves_clashes_to_a_person(make_catalog: Maker) -> None:
    root = make_catalog(
        {
            **FILES,
            "items/a.yaml": item(A),
            "items/a2.yaml": item(A),
            "items/a3.yaml": item(A),
            "items/b.yaml": item(B),
            "items/c.yaml": item(C, "'丙'", "organ: 无\n"),
            "items/d.yaml": item(f"{C}02", "丁"),
            "items/e.yaml": item("1A-02-003"),
            LEDGER_PATH: HEADER + f"{B},item,items/b.yaml,乙,retired,,,2026-01-01,2026-02-01,,取消\n",
        }
    )
    assert itemkit(root, "codes", "adopt") == (
        1,
        "登记了 1 个编码，0 个跟着改了位置或名称，6 个有冲突\n",
        (
            f"没有登记 items/a.yaml：{A}，items/a2.yaml、items/a3.yaml 也用这个编码：只能留一个\n"
            f"没有登记 items/a2.yaml：{A}，items/a.yaml、items/a3.yaml 也用这个编码：只能留一个\n"
            f"没有登记 items/a3.yaml：{A}，items/a.yaml、items/a2.yaml 也用这个编码：只能留一个\n"
            f"没有登记 items/b.yaml：{B}，这个编码已在 2026-02-01 退役，不能再用：另赋一个\n"
            f"没有登记 items/c.yaml：{C}，文件有错：先用 itemkit validate 查看\n"
            "没有登记 items/e.yaml：1A-02-003，文件有错：先用 itemkit validate 查看\n"
        ),
    )
    assert ledger(root) == HEADER + (
        f"{B},item,items/b.yaml,乙,retired,,,2026-01-01,2026-02-01,,取消\n"
        f"{C}02,item,items/d.yaml,丁,active,,,{TODAY},,,\n"
    )


def test_an_item_that_was_retired_and_cancelled_is_no_clash(make_catalog: Maker) -> None:
    """As ``retire`` advises: the file may stay with its code, if its status says so."""
    root = make_catalog({**FILES, "items/a.yaml": item(A), "items/b.yaml": item(B, "乙")})
    itemkit(root, "codes", "adopt")
    itemkit(root, "codes", "retire", A, "--reason", "取消")
    (root / "items/a.yaml").write_text(item(A, more="status: 取消\n"), "utf-8")
    after = ledger(root)
    assert itemkit(root, "codes", "adopt") == (0, "登记了 0 个编码，0 个跟着改了位置或名称，0 个有冲突\n", "")
    assert ledger(root) == after


def test_adopt_with_several_processes(make_catalog: Maker) -> None:
    many = {f"items/{number:03}.yaml": item(f"{ORGAN}3440123{number:03}000", f"事项{number}") for number in range(300)}
    root = make_catalog({**FILES, **many})
    one = itemkit(root, "codes", "adopt", "--jobs", "1")
    first = ledger(root)
    (root / LEDGER_PATH).unlink()
    assert itemkit(root, "codes", "adopt", "--jobs", "2") == one
    assert ledger(root) == first


# release


def test_release_records_version_and_content(make_catalog: Maker) -> None:
    texts = {
        "items/a.yaml": item(A, more="version: 3\n"),
        "items/b.yaml": item(B, "乙", "status: 在用\n"),
        "items/c.yaml": item(C, "丙", "status: 草稿\n"),
        "items/d.yaml": item("", "丁", "status: 暂停\n"),
    }
    root = make_catalog({**FILES, **texts})
    assert itemkit(root, "codes", "adopt").code == 0
    before, kept = ledger(root), files(root)
    said = "记了 2 个为已发布，0 个没有变，0 个不能记\n"
    assert itemkit(root, "codes", "release", "--dry-run") == (0, f"会{said.replace('记了', '记')}", "")
    assert ledger(root) == before
    assert itemkit(root, "codes", "release") == (0, said, "")
    released = HEADER + (
        f"{A},item,items/a.yaml,甲,active,3,{digest(texts['items/a.yaml'])},{TODAY},,,\n"
        f"{B},item,items/b.yaml,乙,active,1,{digest(texts['items/b.yaml'])},{TODAY},,,\n"
        f"{C},item,items/c.yaml,丙,active,,,{TODAY},,,\n"
    )
    assert ledger(root) == released
    assert itemkit(root, "codes", "release") == (0, "记了 0 个为已发布，2 个没有变，0 个不能记\n", "")
    assert (ledger(root), files(root)) == (released, kept)


def released(root: Path) -> str:
    itemkit(root, "codes", "adopt")
    itemkit(root, "codes", "release")
    return ledger(root)


def test_changed_content_needs_a_higher_version(make_catalog: Maker) -> None:
    root = make_catalog({**FILES, "items/a.yaml": item(A, more="version: 3\n"), "items/b.yaml": item(B, "乙")})
    before = released(root)
    path = root / "items/a.yaml"
    for version in ("version: 3\n", "version: 2\n", "", "version: 1\n"):
        path.write_text(item(A, more=f"visits: 1\n{version}"), "utf-8")
        number = version[9:10] or "1"
        assert itemkit(root, "codes", "release") == (
            1,
            "记了 0 个为已发布，1 个没有变，1 个不能记\n",
            f"没有记 items/a.yaml：内容和上次发布的不一样，版本还是 {number}：把 version 改成 4\n",
        )
        assert ledger(root) == before
    text = item(A, more="visits: 1\nversion: 7\n")
    path.write_text(text, "utf-8")
    assert itemkit(root, "codes", "release") == (0, "记了 1 个为已发布，1 个没有变，0 个不能记\n", "")
    assert ledger(root).splitlines()[1] == f"{A},item,items/a.yaml,甲,active,7,{digest(text)},{TODAY},,,"


def test_what_is_no_content_needs_no_version(make_catalog: Maker) -> None:
    root = make_catalog({**FILES, "items/a.yaml": item(A)})
    before = released(root)
    same = item(A, more="# 注释\nlocal_code: x\nassured: {by: 甲, on: 2026-11-02}\nextra: {a: 1}\n")
    (root / "items/a.yaml").write_text(same, "utf-8")
    assert itemkit(root, "codes", "release") == (0, "记了 0 个为已发布，1 个没有变，0 个不能记\n", "")
    assert ledger(root) == before


def test_release_follows_path_and_name(make_catalog: Maker) -> None:
    root = make_catalog({**FILES, "items/a.yaml": item(A)})
    released(root)
    (root / "items/a.yaml").rename(root / "items/moved.yaml")
    assert itemkit(root, "codes", "release") == (0, "记了 1 个为已发布，0 个没有变，0 个不能记\n", "")
    text = item(A, "甲改名", "version: 2\n")
    (root / "items/moved.yaml").write_text(text, "utf-8")
    assert itemkit(root, "codes", "release") == (0, "记了 1 个为已发布，0 个没有变，0 个不能记\n", "")
    assert ledger(root) == f"{HEADER}{A},item,items/moved.yaml,甲改名,active,2,{digest(text)},{TODAY},,,\n"


def test_what_is_not_released(make_catalog: Maker) -> None:
    root = make_catalog(
        {
            **FILES,
            "items/a.yaml": item(A),
            "items/b.yaml": item(B),
            "items/b2.yaml": item(B),
            "items/c.yaml": item(C),
            "items/d.yaml": item(f"{C}02"),
            "items/e.yaml": item(),
            "items/f.yaml": item(f"{C}03", more="organ: 无\n"),
            "items/g.yaml": item(f"{C}04"),
            LEDGER_PATH: HEADER
            + f"{A},item,items/a.yaml,甲,active,,,2026-01-01,,,\n"
            + f"{B},item,items/b.yaml,甲,active,,,2026-01-01,,,\n"
            + f"{C},item,items/c.yaml,甲,retired,,,2026-01-01,2026-02-01,,取消\n"
            + f"{C}04,item,items/g.yaml,甲,active,,,2026-01-01,,,\n",
        }
    )
    assert itemkit(root, "codes", "release", "items/a.yaml", root / "items/f.yaml", "items/e.yaml", "--dry-run") == (
        1,
        "会记 1 个为已发布，0 个没有变，2 个不能记\n",
        (
            "没有记 items/e.yaml：没有编码：先用 itemkit codes assign 赋码\n"
            "没有记 items/f.yaml：文件有错：先用 itemkit validate 查看\n"
        ),
    )
    assert itemkit(root, "codes", "release") == (
        1,
        "记了 2 个为已发布，0 个没有变，6 个不能记\n",
        (
            f"没有记 items/b.yaml：编码 {B} 有几个文件在用\n"
            f"没有记 items/b2.yaml：编码 {B} 有几个文件在用\n"
            f"没有记 items/c.yaml：编码 {C} 已经退役\n"
            f"没有记 items/d.yaml：编码 {C}02 不在登记册里：先用 itemkit codes adopt 登记\n"
            "没有记 items/e.yaml：没有编码：先用 itemkit codes assign 赋码\n"
            "没有记 items/f.yaml：文件有错：先用 itemkit validate 查看\n"
        ),
    )
    content = digest(item(A))
    assert ledger(root) == HEADER + (
        f"{A},item,items/a.yaml,甲,active,1,{content},2026-01-01,,,\n"
        f"{B},item,items/b.yaml,甲,active,,,2026-01-01,,,\n"
        f"{C},item,items/c.yaml,甲,retired,,,2026-01-01,2026-02-01,,取消\n"
        f"{C}04,item,items/g.yaml,甲,active,1,{content},2026-01-01,,,\n"
    )


# retire


@pytest.fixture
def root(make_catalog: Maker) -> Path:
    """Two items, a standard, and an item whose code is retired."""
    return make_catalog(
        {
            **FILES,
            "items/a.yaml": item(A),
            "items/b.yaml": item(B, "乙"),
            "standards/s.yaml": f"name: 标准\ncode: '{BASE}'\ntype: 行政许可\n",
            LEDGER_PATH: HEADER
            + f"{A},item,items/a.yaml,甲,active,2,{'0' * 32},2026-01-01,,,\n"
            + f"{B},item,items/b.yaml,乙,active,,,2026-01-01,,,\n"
            + f"{C},item,items/c.yaml,丙,retired,,,2026-01-01,2026-02-01,,取消了\n"
            + f"{BASE},standard,standards/s.yaml,标准,active,,,2026-01-01,,,\n",
        }
    )


def test_retire(root: Path) -> None:
    before, kept = ledger(root), files(root)
    assert itemkit(root, "codes", "retire", A, "--reason", " 并入，\n乙 ", "--replaced-by", B) == (
        0,
        f"{A}（甲）退役了\n",
        "items/a.yaml 还在用它：删去文件，或者把 status 改成 取消\n",
    )
    assert ledger(root) == before.replace(
        f"active,2,{'0' * 32},2026-01-01,,,", f"retired,2,{'0' * 32},2026-01-01,{TODAY},{B},并入， 乙"
    )
    assert files(root) == kept


def test_retire_what_is_gone_or_cancelled(root: Path) -> None:
    (root / "items/a.yaml").write_text(item(A, more="status: 取消\n"), "utf-8")
    (root / "items/b.yaml").unlink()
    assert itemkit(root, "codes", "retire", A, "--reason", "取消") == (0, f"{A}（甲）退役了\n", "")
    assert itemkit(root, "codes", "retire", B, "--reason", "取消") == (0, f"{B}（乙）退役了\n", "")
    assert itemkit(root, "codes", "retire", BASE, "--reason", "=取消") == (
        0,
        f"{BASE}（标准）退役了\n",
        "standards/s.yaml 还在用它：删去文件，或者把 status 改成 取消\n",
    )
    assert ledger(root) == HEADER + (
        f"{A},item,items/a.yaml,甲,retired,2,{'0' * 32},2026-01-01,{TODAY},,取消\n"
        f"{B},item,items/b.yaml,乙,retired,,,2026-01-01,{TODAY},,取消\n"
        f"{C},item,items/c.yaml,丙,retired,,,2026-01-01,2026-02-01,,取消了\n"
        f"{BASE},standard,standards/s.yaml,标准,retired,,,2026-01-01,{TODAY},,'=取消\n"
    )


NO_SUCCESSOR = "{} 不能接替：要是登记册里另一个在用的同类编码"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([f"{A}02", "--reason", "x"], f"登记册里没有编码 {A}02"),
        (["", "--reason", "x"], "登记册里没有编码 "),
        ([C, "--reason", "x"], f"编码 {C} 已在 2026-02-01 退役：取消了"),
        ([A, "--reason", ""], "写明退役的原因：--reason"),
        ([A, "--reason", " \n\u3000"], "写明退役的原因：--reason"),
        ([A, "--reason", "x", "--replaced-by", A], NO_SUCCESSOR.format(A)),
        ([A, "--reason", "x", "--replaced-by", C], NO_SUCCESSOR.format(C)),
        ([A, "--reason", "x", "--replaced-by", BASE], NO_SUCCESSOR.format(BASE)),
        ([A, "--reason", "x", "--replaced-by", "1"], NO_SUCCESSOR.format("1")),
        ([BASE, "--reason", "x", "--replaced-by", B], NO_SUCCESSOR.format(B)),
    ],
)
def test_retire_refuses(root: Path, arguments: list[str], told: str) -> None:
    before, kept = ledger(root), files(root)
    assert itemkit(root, "codes", "retire", *arguments) == (2, "", f"itemkit: {told}\n")
    assert (ledger(root), files(root)) == (before, kept)


def test_retire_wants_a_reason(root: Path) -> None:
    before = ledger(root)
    done = itemkit(root, "codes", "retire", A)
    assert (done.code, done.out, "--reason" in done.err) == (2, "", True)
    assert ledger(root) == before


def test_retire_refuses_a_code_with_two_rows(root: Path) -> None:
    with (root / LEDGER_PATH).open("a") as file:
        file.write(f"{A},item,items/other.yaml,别的,active,,,2026-01-01,,,\n")
    before = ledger(root)
    assert itemkit(root, "codes", "retire", A, "--reason", "x") == (
        2,
        "",
        f"itemkit: 登记册里编码 {A} 有几行：先用 itemkit codes assign --renumber 分开\n",
    )
    assert ledger(root) == before


# All of them


@pytest.mark.parametrize(
    "arguments", [["adopt"], ["release"], ["assign"], ["retire", A, "--reason", "x"]], ids=lambda one: one[0]
)
def test_where_there_is_nothing(make_catalog: Maker, arguments: list[str]) -> None:
    root = make_catalog({"organs.yaml": "[]\n", LEDGER_PATH: HEADER})
    assert itemkit(root, "codes", *arguments) == (3, "", "itemkit：没有找到事项和标准事项\n")
    assert ledger(root) == HEADER


@pytest.fixture
def tricky(make_catalog: Maker) -> Path:
    """Two files that carry one code, of names and paths that would repaint a terminal."""
    escaped = '"甲\\e]0;x\\a\\u202e"'
    return make_catalog({**FILES, f"items/{TRICK}.yaml": item(A, escaped), "items/b.yaml": item(B, escaped)})


def test_adopt_and_release_play_no_tricks_on_the_terminal(tricky: Path) -> None:
    (tricky / "items/a.yaml").write_text(item(A), "utf-8")
    assert itemkit(tricky, "codes", "adopt") == (
        1,
        "登记了 1 个编码，0 个跟着改了位置或名称，2 个有冲突\n",
        (
            f"没有登记 items/{SHOWN}.yaml：{A}，items/a.yaml 也用这个编码：只能留一个\n"
            f"没有登记 items/a.yaml：{A}，items/{SHOWN}.yaml 也用这个编码：只能留一个\n"
        ),
    )
    assert itemkit(tricky, "codes", "release").err == (
        f"没有记 items/{SHOWN}.yaml：编码 {A} 有几个文件在用\n没有记 items/a.yaml：编码 {A} 有几个文件在用\n"
    )


def test_retire_plays_no_tricks_on_the_terminal(tricky: Path) -> None:
    itemkit(tricky, "codes", "adopt")
    assert itemkit(tricky, "codes", "retire", A, "--reason", f"取消{TRICK}") == Told(
        0,
        f"{A}（甲{SHOWN}）退役了\n",
        f"items/{SHOWN}.yaml 还在用它：删去文件，或者把 status 改成 取消\n",
    )
    assert itemkit(tricky, "codes", "retire", A, "--reason", "x").err == (
        f"itemkit: 编码 {A} 已在 {TODAY} 退役：取消{SHOWN}\n"
    )
