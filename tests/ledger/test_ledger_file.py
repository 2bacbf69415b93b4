"""The file ``codes/ledger.csv``: what is written is read, what is wrong is named, a failing disk leaves the old one."""

import csv
import errno
import io
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from command_line import itemkit
from itemkit.ledger.ledger import LEDGER_PATH, Ledger, Row, peek, read_ledger, write_ledger
from itemkit.source.catalog import Catalog, CatalogError
from users import not_as_root

Maker = Callable[[Mapping[str, str | bytes]], Path]
needs_posix = pytest.mark.skipif(os.name != "posix", reason="modes as POSIX has them")

HEADER = "code,kind,path,name,status,version,digest,assigned,retired,replaced_by,reason"
ORGAN = "11440100007482620J"
A, B, C = (f"{ORGAN}344012300400{number}" for number in "123")
GOOD = f"{A},item,items/a.yaml,甲,active,,,2026-01-01,,,"
LAST = f"{C},item,items/c.yaml,丙,active,,,2026-01-01,,,"
FIRST_ROW = Row(A, "item", "items/a.yaml", "甲", assigned="2026-01-01")
LAST_ROW = Row(C, "item", "items/c.yaml", "丙", assigned="2026-01-01")

CODES = {
    "item": st.sampled_from([A, B, C, f"{A}02", "TE00000000000000003440123A01000"]),
    "standard": st.sampled_from(["440123004000", "000104002001", "440123YYY00Y"]),
}
STARTS = st.sampled_from(
    ["", "=1+1", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r\n", "'", "''", "'=", "''＝", "'a", " ="]
)
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\r") | st.sampled_from(",\"'\n=|<> "), max_size=6)
CELLS = st.tuples(STARTS, TEXTS).map("".join)
DAYS = st.just("") | st.dates().map(lambda day: day.isoformat())


@st.composite
def ledger_rows(draw: st.DrawFn) -> Row:
    kind = draw(st.sampled_from(["item", "standard"]))
    version = draw(st.just("") | st.integers(1, 999_999_999).map(str))
    status = draw(st.sampled_from(["active", "retired"]))
    digest, path, name, successor, reason = (draw(CELLS) for _ in range(5))
    return Row(draw(CODES[kind]), kind, path, name, status, version, digest, draw(DAYS), draw(DAYS), successor, reason)


# What is written is read


@given(st.lists(ledger_rows(), max_size=8))
@example([Row(A, "item", "items/x.yaml", "a\r\nb"), Row("440123004000", "standard", "\ufeff", "\x00\x0b\u2028")])
def test_what_is_written_is_read(rows: list[Row]) -> None:
    text = Ledger(tuple(rows)).text()
    read = Ledger.parse(text)
    assert (read.rows, read.flaws, read.exists) == (tuple(sorted(rows)), (), True)
    assert read.text() == text
    assert Ledger.parse("\ufeff" + text).rows == read.rows
    lines = text.encode().split(b"\n")
    assert (lines[0], lines[-1]) == (HEADER.encode(), b"")
    line = 2
    for row, found in zip(read.rows, read.lines, strict=True):
        assert found == line
        line += Ledger((row,)).text().count("\n") - 1


@given(st.lists(ledger_rows(), max_size=4))
def test_no_cell_is_a_formula_for_a_spreadsheet(rows: list[Row]) -> None:
    cells = [cell for row in csv.reader(io.StringIO(Ledger(tuple(rows)).text(), newline="")) for cell in row]
    assert [cell for cell in cells if cell.startswith(tuple("=+-@\t\r\n＝＋－＠"))] == []


@pytest.mark.parametrize("name", ["a\rb", "a\r", "'\r", "'=\r1", "\r"])
def test_a_carriage_return_alone_is_read_back(name: str) -> None:
    rows = (Row(A, "item", f"items/{name}.yaml", name, reason=name), LAST_ROW)
    read = Ledger.parse(Ledger(rows).text())
    assert (read.rows, read.flaws) == (rows, ())


def test_a_very_long_cell_is_read_back() -> None:
    """A file may have a million bytes, and a name that is almost all of it."""
    rows = (Row(A, "item", "items/a.yaml", "甲" * 300_000), LAST_ROW)
    read = Ledger.parse(Ledger(rows).text())
    assert (read.rows == rows, read.flaws) == (True, ())


def test_the_whole_file() -> None:
    rows = (
        LAST_ROW._replace(
            name="=1+1", status="retired", retired="2026-02-01", replaced_by=A, reason="并入“甲”,\n第二行"
        ),
        Row("440123004000", "standard", "standards/s.yaml", "'-", version="3", digest="0f" * 16, assigned="2026-01-31"),
        FIRST_ROW._replace(name="'甲"),
    )
    assert Ledger(rows).text() == (
        f"{HEADER}\n"
        f"{A},item,items/a.yaml,'甲,active,,,2026-01-01,,,\n"
        f'{C},item,items/c.yaml,\'=1+1,retired,,,2026-01-01,2026-02-01,{A},"并入“甲”,\n第二行"\n'
        f"440123004000,standard,standards/s.yaml,''-,active,3,{'0f' * 16},2026-01-31,,,\n"
    )
    assert Ledger.parse(Ledger(rows).text()).lines == (2, 3, 5)
    assert Ledger().text() == f"{HEADER}\n"


@pytest.mark.parametrize(
    "text",
    [
        f"{HEADER}\n{GOOD}\n{LAST}\n",
        f"\ufeff{HEADER}\r\n{GOOD}\r\n{LAST}\r\n",
        f"{HEADER}\r{GOOD}\r{LAST}\r",
        f"{HEADER}\n{GOOD}\n{LAST}",
        f"{HEADER}\n\n{LAST}\n\n{GOOD}\n\n",
        f'{HEADER}\n"{A}","item","items/a.yaml","甲","active","","","2026-01-01","","",""\n{LAST}\n',
    ],
    ids=["lf", "crlf-and-bom", "cr", "no-last-line-end", "blank-lines-and-any-order", "all-quoted"],
)
def test_what_other_programs_write_is_read(text: str) -> None:
    read = Ledger.parse(text)
    assert (sorted(read.rows), read.flaws) == ([FIRST_ROW, LAST_ROW], ())
    assert read.text() == f"{HEADER}\n{GOOD}\n{LAST}\n"


# What is wrong is named


def changed(**cells: str) -> str:
    """The second of three rows, with some cells otherwise."""
    row = Row(B, "item", "items/b.yaml", "乙", assigned="2026-01-01")._replace(**cells)
    return ",".join(row)


CONFLICT = "是 git 合并冲突的标记：两边的行都留下，删去标记，再用 itemkit codes check 查重复"
ONE_LINE_IS_WRONG = {
    "columns-missing": (f"{B},item,items/b.yaml", "要有 11 列，这里有 3 列"),
    "columns-too-many": (changed() + ",", "要有 11 列，这里有 12 列"),
    "kind": (changed(kind="certificate"), "kind 要是 item 或 standard，写的是 certificate"),
    "kind-empty": (changed(kind=""), "kind 要是 item 或 standard，写的是 "),
    "code": (changed(code="1A-02-003"), "不是正确的编码：1A-02-003"),
    "code-empty": (changed(code=""), "不是正确的编码："),
    "code-of-the-other-kind": (changed(code="440123004000"), "不是正确的编码：440123004000"),
    "code-with-a-letter-O": (changed(code=f"{ORGAN}34401230O4002"), f"不是正确的编码：{ORGAN}34401230O4002"),
    "status": (changed(status="在用"), "status 要是 active 或 retired，写的是 在用"),
    "version-zero": (changed(version="0"), "version 要是从 1 起的整数，写的是 0"),
    "version-with-a-zero": (changed(version="01"), "version 要是从 1 起的整数，写的是 01"),
    "version-fraction": (changed(version="1.0"), "version 要是从 1 起的整数，写的是 1.0"),
    "version-of-wide-digits": (changed(version="１"), "version 要是从 1 起的整数，写的是 １"),
    "no-such-day": (changed(assigned="2026-02-30"), "日期写成 年-月-日，写的是 2026-02-30"),
    "days-short": (changed(assigned="2026-1-1", retired="20260101"), "日期写成 年-月-日，写的是 2026-1-1、20260101"),
    "conflict-ours": ("<<<<<<< HEAD", CONFLICT),
    "conflict-base": ("||||||| 1234567", CONFLICT),
    "conflict-middle": ("=======", CONFLICT),
    "conflict-theirs": (">>>>>>> branch, the other", CONFLICT),
    "quote-closed-too-early": (f'"{B}"x,item', "不是正确的 CSV：',' expected after '\"'"),
}


@pytest.mark.parametrize(("line", "told"), ONE_LINE_IS_WRONG.values(), ids=ONE_LINE_IS_WRONG)
def test_a_wrong_line_is_named_and_the_others_are_read(line: str, told: str) -> None:
    read = Ledger.parse(f"{HEADER}\n{GOOD}\n{line}\n{LAST}\n")
    assert [(flaw.line, str(flaw.message)) for flaw in read.flaws] == [(3, told)]
    assert (read.rows, read.lines) == ((FIRST_ROW, LAST_ROW), (2, 4))


def test_every_wrong_line_is_named() -> None:
    """The lines of a conflict as git leaves them, behind a name of two lines."""
    named = GOOD.replace("甲", '"甲\n乙"')
    read = Ledger.parse(f"{HEADER}\n{named}\n<<<<<<< HEAD\n{GOOD}\n=======\n{LAST}\n>>>>>>> b\nx\n")
    assert [(flaw.line, str(flaw.message)) for flaw in read.flaws] == [
        (4, CONFLICT), (6, CONFLICT), (8, CONFLICT), (9, "要有 11 列，这里有 1 列"),
    ]  # fmt: skip
    assert (read.rows, read.lines) == ((FIRST_ROW._replace(name="甲\n乙"), FIRST_ROW, LAST_ROW), (2, 5, 7))


@pytest.mark.parametrize(
    "header",
    ["code,kind,path,name", HEADER.replace("code,kind", "kind,code"), HEADER.upper(), f"{HEADER},", "", f" {HEADER}"],
)
def test_a_wrong_header_is_named_and_the_rows_are_read(header: str) -> None:
    read = Ledger.parse(f"{header}\n{GOOD}\n{LAST}\n")
    assert [(flaw.line, str(flaw.message)) for flaw in read.flaws] == [(1, f"第一行要是 {HEADER}")]
    assert (read.rows, read.lines) == ((FIRST_ROW, LAST_ROW), (2, 3))


def test_an_empty_file_is_no_ledger() -> None:
    read = Ledger.parse("")
    assert [(flaw.line, str(flaw.message)) for flaw in read.flaws] == [(1, f"第一行要是 {HEADER}")]
    assert read.rows == ()


def test_a_quote_that_is_not_closed() -> None:
    read = Ledger.parse(f'{HEADER}\n{GOOD}\n{B},item,"items/b.yaml,乙\n{LAST}\n')
    assert [(flaw.line, str(flaw.message)) for flaw in read.flaws] == [(3, "不是正确的 CSV：unexpected end of data")]
    assert read.rows == (FIRST_ROW,)


@given(
    st.text(max_size=40) | st.lists(st.sampled_from([GOOD, LAST, HEADER, '"', ",", "\n", "\r", "\0", "x"])).map("".join)
)
def test_nothing_is_raised(text: str) -> None:
    read = Ledger.parse(text)
    assert Ledger.parse(read.text()).rows == tuple(sorted(read.rows)) or "\r" in text
    assert len(read.lines) == len(read.rows)


def test_what_can_t_be_read_at_all(tmp_path: Path) -> None:
    assert peek(tmp_path) == Ledger()
    assert not peek(tmp_path).exists
    path = tmp_path / LEDGER_PATH
    path.parent.mkdir()
    path.write_bytes(f"{HEADER}\n{GOOD}\n".encode("gb18030"))
    read = peek(tmp_path)
    assert [(flaw.line, str(flaw.message)) for flaw in read.flaws] == [(1, "不是 UTF-8：另存为 UTF-8")]
    assert (read.rows, read.exists) == ((), True)
    path.unlink()
    path.mkdir()
    assert [(flaw.line, str(flaw.message)) for flaw in peek(tmp_path).flaws] == [(1, "打不开：Is a directory")]


# Asking it


def test_what_a_ledger_knows() -> None:
    retired = FIRST_ROW._replace(status="retired", reason="x")
    moved = FIRST_ROW._replace(code=B)
    ledger = Ledger((retired, FIRST_ROW, moved, LAST_ROW._replace(status="retired")))
    assert ledger.codes == {A, B, C}
    assert ledger.by_code == {A: FIRST_ROW, B: moved, C: LAST_ROW._replace(status="retired")}
    assert ledger.with_rows([LAST_ROW]).rows == (*ledger.rows, LAST_ROW)
    assert ledger.replacing([retired]).rows == (moved, LAST_ROW._replace(status="retired"), retired)


# On disk


def content(root: Path) -> dict[str, bytes]:
    """Every file, without what itemkit keeps for itself."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and ".itemkit" not in path.parts
    }


def test_git_is_told_how_to_merge_it(tmp_path: Path) -> None:
    write_ledger(tmp_path, Ledger((LAST_ROW, FIRST_ROW)))
    assert content(tmp_path) == {
        "codes/.gitattributes": b"ledger.csv merge=union text eol=lf\n",
        "codes/ledger.csv": f"{HEADER}\n{GOOD}\n{LAST}\n".encode(),
    }
    (tmp_path / "codes/.gitattributes").write_text("# 自己写的\n")
    write_ledger(tmp_path, Ledger())
    assert content(tmp_path) == {
        "codes/.gitattributes": "# 自己写的\n".encode(),
        "codes/ledger.csv": f"{HEADER}\n".encode(),
    }


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failing_disk_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    write_ledger(tmp_path, Ledger((FIRST_ROW,)))
    before = content(tmp_path)

    def fail(*_args: object) -> None:
        raise OSError(errno.ENOSPC, "no space left")

    monkeypatch.setattr(*((os, "fsync") if step == "fsync" else (Path, "replace")), fail)
    with pytest.raises(OSError, match="no space left"):
        write_ledger(tmp_path, Ledger((FIRST_ROW, LAST_ROW)))
    assert content(tmp_path) == before


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that other users can look into, as ``tmp_path`` is not."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    (folder / "codes").chmod(0o755)
    shutil.rmtree(folder)


@needs_posix
def test_a_read_only_folder_leaves_the_old_one(open_folder: Path) -> None:
    write_ledger(open_folder, Ledger((FIRST_ROW,)))
    before = content(open_folder)
    (open_folder / "codes").chmod(0o555)
    with not_as_root(), pytest.raises(PermissionError):
        write_ledger(open_folder, Ledger((FIRST_ROW, LAST_ROW)))
    assert content(open_folder) == before


# The commands go by it only where it can be believed

FILES = {
    "itemkit.toml": '[catalog]\nregion = "440000"\n',
    "organs.yaml": f"- {{uscc: {ORGAN}, name: 甲局}}\n",
    "standards/s.yaml": "name: 标准\ntype: 行政许可\ndepartment: '23'\n",
    "items/a.yaml": f"name: 甲\ncode: '{A}'\ntype: 行政许可\n",
    "items/c.yaml": f"name: 丙\ncode: '{C}'\ntype: 行政许可\n",
}
COMMANDS = {
    "assign": ["assign"],
    "dry-run": ["assign", "--dry-run"],
    "adopt": ["adopt"],
    "release": ["release"],
    "retire": ["retire", C, "--reason", "取消"],
}
FLAWED = {
    "line": (f"{HEADER}\n{GOOD}\n<<<<<<< HEAD\n{LAST}\nx\n".encode(), f"第 3 行：{CONFLICT}"),
    "header": (f"{GOOD}\n{LAST}\n".encode(), f"第 1 行：第一行要是 {HEADER}"),
    "quote": (f'{HEADER}\n{GOOD}\n"{LAST}\n'.encode(), "第 3 行：不是正确的 CSV：unexpected end of data"),
    "encoding": (f"{HEADER}\n{GOOD}\n".encode("gb18030"), "第 1 行：不是 UTF-8：另存为 UTF-8"),
    "empty": (b"", f"第 1 行：第一行要是 {HEADER}"),
}


@pytest.mark.parametrize("arguments", COMMANDS.values(), ids=COMMANDS)
@pytest.mark.parametrize(("ledger", "told"), FLAWED.values(), ids=FLAWED)
def test_a_command_refuses_a_ledger_with_flaws(
    arguments: list[str], ledger: bytes, told: str, make_catalog: Maker
) -> None:
    root = make_catalog({**FILES, LEDGER_PATH: ledger})
    before = content(root)
    told = f"itemkit: codes/ledger.csv {told}；改好以后再来，别的行没有动\n"
    assert itemkit(root, "codes", *arguments) == (2, "", told)
    assert content(root) == before


def test_a_flaw_can_t_play_tricks_on_the_terminal(make_catalog: Maker) -> None:
    line = changed(status="x\x1b]0;y\x07\u202ez")
    root = make_catalog({**FILES, LEDGER_PATH: f"{HEADER}\n{line}\n"})
    assert itemkit(root, "codes", "assign") == (
        2,
        "",
        "itemkit: codes/ledger.csv 第 2 行：status 要是 active 或 retired，写的是 x␛]0;y␇<U+202E>z；改好以后再来，别的行没有动\n",
    )


@pytest.mark.parametrize("arguments", [COMMANDS["assign"], COMMANDS["adopt"], COMMANDS["release"], COMMANDS["retire"]])
def test_a_ledger_that_can_t_be_written(
    arguments: list[str], make_catalog: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make_catalog({**FILES, LEDGER_PATH: f"{HEADER}\n{GOOD.replace('甲', '旧名')}\n{LAST}\n"})
    before = content(root)
    replace = Path.replace

    def fail(path: Path, target: Path) -> Path:
        if target.name == "ledger.csv":
            raise OSError(errno.ENOSPC, "no space left")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", fail)
    done = itemkit(root, "codes", *arguments)
    assert (done.code, done.err) == (2, "itemkit: 编码登记册写不进去，什么也没有改：no space left\n")
    after = content(root)
    assert after.pop("codes/.gitattributes") == b"ledger.csv merge=union text eol=lf\n"
    assert after == before


def test_a_file_where_the_folder_should_be(make_catalog: Maker) -> None:
    root = make_catalog({**FILES, "codes": "x"})
    before = content(root)
    done = itemkit(root, "codes", "assign")
    assert (done.code, done.err) == (
        2,
        "itemkit: codes/ledger.csv 第 1 行：打不开：Not a directory；改好以后再来，别的行没有动\n",
    )
    assert content(root) == before


@pytest.mark.parametrize("link", ["codes", "codes/ledger.csv"])
def test_a_link_that_leads_out_of_the_catalog_is_not_followed(tmp_path: Path, link: str) -> None:
    root, outside = tmp_path / "catalog", tmp_path / "outside"
    (root / "codes").mkdir(parents=True)
    outside.mkdir()
    (outside / "ledger.csv").write_text(Ledger((FIRST_ROW,)).text())
    if link == "codes":
        (root / "codes").rmdir()
    (root / link).symlink_to(outside if link == "codes" else outside / "ledger.csv")
    assert [(one.line, str(one.message)) for one in peek(root).flaws] == [(1, "是通到目录外面的链接：换成文件")]
    with pytest.raises(CatalogError):
        read_ledger(Catalog(root))
