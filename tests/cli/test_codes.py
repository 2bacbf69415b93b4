"""``itemkit codes assign`` as people run it: what is written where, what is said, how it ends."""

import errno
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from command_line import ENVIRONMENT, TODAY, itemkit
from itemkit.cli.codes.common import today
from itemkit.ledger import store
from itemkit.ledger.ledger import LEDGER_PATH
from itemkit.source.edit import EditRefused

Maker = Callable[[Mapping[str, str | bytes]], Path]

HEADER = "code,kind,path,name,status,version,digest,assigned,retired,replaced_by,reason\n"
ORGAN, OTHER = "11440100007482620J", "114400000069401674"
BASE = "440123004000"
CODE = f"{ORGAN}3{BASE}"
FILES = {
    "itemkit.toml": '[catalog]\nregion = "440000"\n',
    "organs.yaml": f"- {{uscc: {ORGAN}, name: 甲局}}\n- {{uscc: '{OTHER}', name: 乙局}}\n",
    "standards/s.yaml": f"name: 标准\ncode: '{BASE}'\ntype: 行政许可\ndepartment: '23'\n",
}
REST = f"organ: {ORGAN}\nlevel: 市级\nstandard: '{BASE}'\n"


def content(root: Path) -> dict[str, bytes]:
    """Every file, without what itemkit and git keep for themselves."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and not {".itemkit", ".git"} & set(path.parts)
    }


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(folder), *arguments], check=True, capture_output=True, env={**os.environ, **ENVIRONMENT}
    )
    return done.stdout.decode()


# What is written


def test_standards_then_items_in_the_order_of_their_paths(make_catalog: Maker) -> None:
    root = make_catalog(
        {
            **FILES,
            "standards/b.yaml": "name: 标准乙\ntype: 公共服务\ndepartment: '23'\n",
            "standards/a/z.yaml": "name: 标准甲\ntype: 行政许可\ndepartment: '23'\n",
            "standards/子项.yaml": f"name: 子项\ntype: 行政许可\nparent: '{BASE}'\n",
            "items/b.yaml": f"name: 乙\n{REST}",
            "items/a.yaml": f"name: 甲, “一”\n{REST}",
            "items/a/a.yaml": REST.replace(ORGAN, f"'{OTHER}'"),
            "items/草稿.yaml": "name: 草稿\ntype: 行政许可\nstatus: 草稿\n",
        }
    )
    said = (
        "440123001000  standards/a/z.yaml\n"
        "442023001000  standards/b.yaml\n"
        "440123004001  standards/子项.yaml\n"
        f"{CODE}  items/a.yaml\n"
        f"{OTHER}3{BASE}  items/a/a.yaml\n"
        f"{CODE}02  items/b.yaml\n"
    )
    refused = "不能赋码 items/草稿.yaml：缺少 organ、level、standard：补上再赋码\n"
    before = content(root)
    assert itemkit(root, "codes", "assign", "--dry-run") == (1, f"{said}会给 6 个文件赋码，1 个不能赋\n", refused)
    assert content(root) == before
    assert itemkit(root, "codes", "assign") == (1, f"{said}给 6 个文件赋了码，1 个不能赋\n", refused)
    after = content(root)
    assert after[LEDGER_PATH].decode() == HEADER + (
        f"{OTHER}3{BASE},item,items/a/a.yaml,标准,active,,,{TODAY},,,\n"
        f'{CODE},item,items/a.yaml,"甲, “一”",active,,,{TODAY},,,\n'
        f"{CODE}02,item,items/b.yaml,乙,active,,,{TODAY},,,\n"
        f"440123001000,standard,standards/a/z.yaml,标准甲,active,,,{TODAY},,,\n"
        f"440123004001,standard,standards/子项.yaml,子项,active,,,{TODAY},,,\n"
        f"442023001000,standard,standards/b.yaml,标准乙,active,,,{TODAY},,,\n"
    )
    coded = dict(reversed(line.split("  ")) for line in said.splitlines())
    for path, text in before.items():
        lines = text.decode().splitlines(keepends=True)
        if path in coded:
            lines.insert(0 if path == "items/a/a.yaml" else 1, f'code: "{coded[path]}"\n')
        assert after[path].decode() == "".join(lines)
    assert sorted(after) == sorted([*before, "codes/.gitattributes", LEDGER_PATH])
    assert itemkit(root, "codes", "assign") == (1, "给 0 个文件赋了码，1 个不能赋\n", refused)
    assert content(root) == after


LINE = f'code: "{CODE}"'
STYLES = {
    "comments": (
        f"# 第一行\n\nname: 甲   # 名称\n\n# 机构\n{REST}\n# 结束\n",
        f"# 第一行\n\nname: 甲   # 名称\n{LINE}\n\n# 机构\n{REST}\n# 结束\n",
    ),
    "order-and-quotes": (
        f"{REST}'name' : \"甲\"\nmaterials:\n    - {{name: 申请表,   copies: 1}}\n",
        f"{REST}'name' : \"甲\"\n{LINE}\nmaterials:\n    - {{name: 申请表,   copies: 1}}\n",
    ),
    "crlf": (f"name: 甲\n{REST}".replace("\n", "\r\n"), f"name: 甲\n{LINE}\n{REST}".replace("\n", "\r\n")),
    "bom": (f"\ufeffname: 甲\n{REST}", f"\ufeffname: 甲\n{LINE}\n{REST}"),
    "without-name": (f"# 说明\n---\n{REST}", f"# 说明\n---\n{LINE}\n{REST}"),
    "name-of-two-lines": (f"name: 甲\n  乙\n{REST}", f"name: 甲\n  乙\n{LINE}\n{REST}"),
    "literal-name": (f"name: |\n  甲\n  code: x\n{REST}", f"name: |\n  甲\n  code: x\n{LINE}\n{REST}"),
    "indented": (
        f"  name: 甲\n  organ: {ORGAN}\n  level: 市级\n  standard: '{BASE}'\n",
        f"  name: 甲\n  {LINE}\n  organ: {ORGAN}\n  level: 市级\n  standard: '{BASE}'\n",
    ),
    "no-last-line-end": (f"name: 甲\n{REST}".rstrip(), f"name: 甲\n{LINE}\n{REST}".rstrip()),
    "a-code-elsewhere": (
        f"name: 甲\n{REST}extra: {{code: x}}\n",
        f"name: 甲\n{LINE}\n{REST}extra: {{code: x}}\n",
    ),
    "document-end": (f"---\nname: 甲\n{REST}...\n", f"---\nname: 甲\n{LINE}\n{REST}...\n"),
}


@pytest.mark.parametrize(("text", "expected"), STYLES.values(), ids=STYLES)
def test_one_line_is_added_and_nothing_else(text: str, expected: str, make_catalog: Maker) -> None:
    root = make_catalog({**FILES, "items/a.yaml": text})
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "x")
    assert itemkit(root, "codes", "assign") == (0, f"{CODE}  items/a.yaml\n给 1 个文件赋了码，0 个不能赋\n", "")
    assert (root / "items/a.yaml").read_bytes() == expected.encode()
    assert git(root, "diff", "--numstat", "--", "items") == "1\t0\titems/a.yaml\n"
    assert git(root, "status", "--porcelain", "-uall") == (
        " M items/a.yaml\n?? codes/.gitattributes\n?? codes/ledger.csv\n"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{{name: 甲, organ: {ORGAN}, level: 市级, standard: '{BASE}'}}  # 注\n",
         f"{{name: 甲, {LINE}, organ: {ORGAN}, level: 市级, standard: '{BASE}'}}  # 注\n"),
        (f"\ufeff{REST}".replace("\n", "\r\n"), f"\ufeff{LINE}\n{REST}".replace("\n", "\r\n")),
        (f"{REST}name: 甲", f"{REST}name: 甲\n{LINE}"),
        (f"\ufeff{REST}name: 甲".replace("\n", "\r\n"), f"\ufeff{REST}name: 甲\n{LINE}".replace("\n", "\r\n")),
    ],
    ids=["flow", "first-behind-a-byte-order-mark", "name-at-the-very-end", "name-at-the-very-end-crlf"],
)  # fmt: skip
def test_where_no_line_can_be_added(text: str, expected: str, make_catalog: Maker) -> None:
    root = make_catalog({**FILES, "items/a.yaml": text})
    assert itemkit(root, "codes", "assign").code == 0
    assert (root / "items/a.yaml").read_bytes() == expected.encode()


def test_codes_that_could_be_numbers_stay_texts(make_catalog: Maker) -> None:
    standard = {"standards/s.yaml": "name: 标准\ntype: 行政许可\ndepartment: '23'\n"}
    root = make_catalog({"itemkit.toml": '[catalog]\nregion = "440000"\n[codes]\nregion = "00"\n', **standard})
    assert itemkit(root, "codes", "assign").out == "000123001000  standards/s.yaml\n给 1 个文件赋了码，0 个不能赋\n"
    assert 'code: "000123001000"\n' in (root / "standards/s.yaml").read_text("utf-8")
    assert itemkit(root, "codes", "check", "--fail-on", "warning").code == 0


# Which files


@pytest.fixture
def several(make_catalog: Maker) -> Path:
    return make_catalog(
        {**FILES, **{f"items/{name}.yaml": f"name: {name}\n{REST}" for name in ("a", "b", "x/c", "x/d")}}
    )


@pytest.mark.parametrize(
    ("folder", "arguments", "expected"),
    [
        ("", ["items/b.yaml"], ["b"]),
        ("", ["items/x"], ["x/c", "x/d"]),
        ("", ["items/x/d.yaml", "items/b.yaml"], ["b", "x/d"]),
        ("items", ["x/c.yaml"], ["x/c"]),
        ("items/x", ["."], ["x/c", "x/d"]),
        ("items/x", [], ["a", "b", "x/c", "x/d"]),
        ("", ["."], ["a", "b", "x/c", "x/d"]),
        ("..", ["--catalog", "目录"], ["a", "b", "x/c", "x/d"]),
        ("..", ["目录/items/a.yaml"], ["a"]),
        ("", ["standards"], []),
    ],
)
def test_only_what_is_named(several: Path, folder: str, arguments: list[str], expected: list[str]) -> None:
    codes = [CODE, *(f"{CODE}{number:02}" for number in range(2, 5))][: len(expected)]
    said = "".join(f"{code}  items/{name}.yaml\n" for code, name in zip(codes, expected, strict=True))
    assert itemkit(several / folder, "codes", "assign", *arguments) == (
        0,
        f"{said}给 {len(expected)} 个文件赋了码，0 个不能赋\n",
        "",
    )
    coded = [path for path, text in content(several).items() if b'\ncode: "' in text]
    assert coded == [f"items/{name}.yaml" for name in expected]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["none.yaml"], "itemkit: 没有这个文件或文件夹：none.yaml\n"),
        (["items", "../elsewhere"], "itemkit: 没有这个文件或文件夹：../elsewhere\n"),
        (["--renumber"], "--renumber 和 --base 要合用"),
        (["--base", "main"], "--renumber 和 --base 要合用"),
        (["--renumber", "--base", "main", "items"], "--renumber 要看整个目录，不能只给几个文件"),
        (["--jobs", "0"], "jobs"),
    ],
)
def test_wrong_arguments(several: Path, arguments: list[str], told: str) -> None:
    before = content(several)
    done = itemkit(several, "codes", "assign", *arguments)
    assert (done.code, done.out, told in done.err) == (2, "", True)
    assert content(several) == before


def test_a_file_that_is_wrong_does_not_hold_up_the_others(several: Path) -> None:
    (several / "items/a.yaml").write_text("name: [\n", "utf-8")
    (several / "items/b.yaml").write_text(f"name: b\nstatus: 取消\n{REST}", "utf-8")
    assert itemkit(several, "codes", "assign") == (
        1,
        f"{CODE}  items/x/c.yaml\n{CODE}02  items/x/d.yaml\n给 2 个文件赋了码，2 个不能赋\n",
        (
            "不能赋码 items/a.yaml：文件有错：先用 itemkit validate 查看，改好再赋码\n"
            "不能赋码 items/b.yaml：事项已经取消：不再赋码\n"
        ),
    )


# However many processes, however often


def test_with_one_process_and_with_two(make_catalog: Maker, tmp_path: Path) -> None:
    many = {f"items/{number % 7}/{number:03}.yaml": f"name: 事项{number}\n{REST}" for number in range(90)}
    standards = {
        f"standards/{number:03}.yaml": "name: 标准\ntype: 行政许可\ndepartment: '23'\n" for number in range(300)
    }
    root = make_catalog({**FILES, **standards, **many})
    before = content(root)
    one = itemkit(root, "codes", "assign", "--jobs", "1")
    first = content(root)
    assert one.code == 0
    for path in first.keys() - before.keys():
        (root / path).unlink()
    for path, text in before.items():
        (root / path).write_bytes(text)
    assert itemkit(root, "codes", "assign", "--jobs", "2") == one
    assert content(root) == first


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_file_that_can_t_be_written_is_completed_by_the_next_run(
    several: Path, monkeypatch: pytest.MonkeyPatch, jobs: str
) -> None:
    replace = Path.replace
    before = content(several)

    def fail(path: Path, target: Path) -> Path:
        if target.name == "b.yaml":
            raise OSError(errno.ENOSPC, "no space left")
        return replace(path, target)

    said = f"{CODE}  items/a.yaml\n{CODE}02  items/b.yaml\n{CODE}03  items/x/c.yaml\n{CODE}04  items/x/d.yaml\n"
    with monkeypatch.context() as failing:
        failing.setattr(Path, "replace", fail)
        assert itemkit(several, "codes", "assign", "--jobs", jobs) == (
            1,
            f"{said}给 3 个文件赋了码，0 个不能赋\n",
            "没有写进 items/b.yaml：写不进去：no space left\n",
        )
    after = content(several)
    assert after["items/b.yaml"] == before["items/b.yaml"]
    assert [line.split(",")[0] for line in after[LEDGER_PATH].decode().splitlines()[1:]] == [
        CODE, f"{CODE}02", f"{CODE}03", f"{CODE}04", BASE,
    ][:4]  # fmt: skip
    again = itemkit(several, "codes", "assign", "--jobs", jobs)
    assert again == (0, f"{CODE}02  items/b.yaml\n给 1 个文件赋了码，0 个不能赋\n", "")
    coded = f'name: b\ncode: "{CODE}02"\n{REST}'.encode()
    assert content(several) == {**after, "items/b.yaml": coded}


def test_a_folder_that_leads_nowhere_meanwhile(several: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody takes a folder away between reading and writing."""
    kept = several / "kept"
    write_ledger = store.write_ledger

    def lose(*arguments: object) -> None:
        write_ledger(*arguments)  # type: ignore[arg-type]
        (several / "items/x").rename(kept)
        (several / "items/x").symlink_to("nowhere")

    with monkeypatch.context() as losing:
        losing.setattr(store, "write_ledger", lose)
        done = itemkit(several, "codes", "assign")
    assert (done.code, done.out.splitlines()[-1], done.err) == (
        1,
        "给 2 个文件赋了码，0 个不能赋",
        (
            "没有写进 items/x/c.yaml：打不开：No such file or directory\n"
            "没有写进 items/x/d.yaml：打不开：No such file or directory\n"
        ),
    )
    (several / "items/x").unlink()
    kept.rename(several / "items/x")
    assert itemkit(several, "codes", "assign") == (
        0,
        f"{CODE}03  items/x/c.yaml\n{CODE}04  items/x/d.yaml\n给 2 个文件赋了码，0 个不能赋\n",
        "",
    )


def test_a_file_that_can_t_be_edited(several: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_more: object) -> str:
        raise EditRefused("x")

    monkeypatch.setattr(store, "add_text", refuse)
    monkeypatch.setattr(store, "set_value", refuse)
    assert itemkit(several, "codes", "assign", "items/a.yaml") == (
        1,
        f"{CODE}  items/a.yaml\n给 0 个文件赋了码，0 个不能赋\n",
        f'没有写进 items/a.yaml：不能只改这一处：请手工写上 code: "{CODE}"\n',
    )
    (several / "items/a.yaml").write_text(f'code: "{CODE}"\nname: a\n{REST}', "utf-8")
    monkeypatch.undo()
    assert itemkit(several, "codes", "assign", "items/a.yaml") == (0, "给 0 个文件赋了码，0 个不能赋\n", "")
    assert itemkit(several, "codes", "check", "items/a.yaml").code == 0


def test_where_the_private_folder_can_t_be(several: Path) -> None:
    (several / ".itemkit").write_text("x")
    before = content(several)
    done = itemkit(several, "codes", "assign")
    assert (done.code, done.out, done.err) == (2, "", f"itemkit: {several} 不能写：File exists\n")
    assert content(several) == before


# Strange names


def test_a_path_plays_no_tricks_on_the_terminal(make_catalog: Maker) -> None:
    trick, shown = "\x1b]0;x\x07\u202e\n", "␛]0;x␇<U+202E>␊"
    root = make_catalog({**FILES, f"items/{trick}.yaml": f"name: 甲\n{REST}", f"items/z{trick}.yaml": "name: 甲\n"})
    assert itemkit(root, "codes", "assign") == (
        1,
        f"{CODE}  items/{shown}.yaml\n给 1 个文件赋了码，1 个不能赋\n",
        f"不能赋码 items/z{shown}.yaml：文件有错：先用 itemkit validate 查看，改好再赋码\n",
    )
    assert itemkit(root, "codes", "assign").out == "给 0 个文件赋了码，1 个不能赋\n"


@pytest.mark.skipif(sys.platform != "linux", reason="file names that are no text exist on Linux only")
def test_a_file_name_that_is_no_text(several: Path) -> None:
    """It is told of as wrong, and the others get their codes."""
    Path(os.fsdecode(os.fsencode(several / "items") + b"/\xff.yaml")).write_text(f"name: 甲\n{REST}", "utf-8")
    done = itemkit(several, "codes", "assign")
    assert (done.code, "程序出错了" in done.err) == (1, False)
    coded = [path for path, text in content(several).items() if b'\ncode: "' in text]
    assert coded == [f"items/{name}.yaml" for name in ("a", "b", "x/c", "x/d")]


# The day


@pytest.mark.parametrize(
    ("epoch", "day"), [("0", "1970-01-01"), ("1795392000", TODAY), ("1795391999", "2026-11-22"), ("1795478399", TODAY)]
)
def test_the_day_that_is_asked_for(monkeypatch: pytest.MonkeyPatch, epoch: str, day: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert today() == day
