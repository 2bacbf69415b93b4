"""Hostile and broken files, through the installed command: each gets its finding, quickly and in little memory."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from itemkit.source.catalog import Catalog
from itemkit.source.encoding import likely_encoding
from itemkit.source.read import read, text_of

Maker = Callable[[Mapping[str, str | bytes]], Path]
GOOD = "name: 公共场所卫生许可\ntype: 行政许可\n"
CHINESE = GOOD + "conditions:\n  - 有固定的经营场所和与经营规模相适应的卫生设施\n  - 從業人員持有健康證明\n"
SECONDS = 10  # generous: what is meant is that nothing takes minutes; the aim is 1 s a file
MEGABYTES = 200


def bomb(levels: int = 9, width: int = 9) -> str:
    lines = ["a0: &a0 [x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * width)}]" for n in range(1, levels)]
    return GOOD + "extra:\n  " + "\n  ".join(lines) + "\n"


DEEP = 50_000
HOSTILE: dict[str, tuple[str | bytes, list[str]]] = {
    "bomb": (bomb(), ["Y105"]),
    "bomb of mappings": (GOOD + "extra:\n  a: &a {k: v}\n" + "".join(f"  b{n}: &b{n} {{x: *a, y: *b{n - 1}, z: *b{n - 1}}}\n" for n in range(1, 40)).replace("*b0", "*a"), ["Y105"]),
    "alias inside itself": (GOOD + "extra: &x {a: *x}\n", ["Y101"]),
    "alias without anchor": (GOOD + "extra: *x\n", ["Y101"]),
    "python tag": ("name: !!python/object/apply:os.system ['true']\ntype: 行政许可\n", ["Y104"]),
    "several tags": ("name: !!str x\ntype: !local 行政许可\n", ["Y104", "Y104"]),
    "tag of a mapping": ("!!map\n" + GOOD, ["Y104"]),
    "binary": (GOOD + "extra: {a: !!binary aGk=}\n", ["Y104"]),
    "duplicate keys": (GOOD + "visits: 0\nvisits: 1\n", ["Y102"]),
    "duplicate keys deep down": (GOOD + "extra: {a: {b: 1, 'b': 2}}\n", ["Y102"]),
    "deep flow": (GOOD + "extra: " + "[" * DEEP + "]" * DEEP, ["Y107"]),
    "deep flow without end": ("[" * DEEP, ["Y107"]),
    "deep flow mappings": (GOOD + "extra: " + "{a: " * DEEP + "1" + "}" * DEEP, ["Y107"]),
    "deep under an unknown key": (GOOD + "unknown: " + "[" * 300 + "]" * 300, ["Y107"]),
    "deep block": ("\n".join(" " * depth + "a:" for depth in range(1200)), ["Y107"]),
    "deep block in extra": (GOOD + "extra:\n" + "\n".join(" " * depth + "a:" for depth in range(1, 1200)), ["Y107"]),
    "deep compact": ("- " * DEEP + "a", ["Y107"]),
    "deep question marks": ("? " * DEEP + "a", ["Y107"]),
    "just deep enough": (GOOD + "extra: {a: " + "[" * 62 + "]" * 62 + "}", []),
    "one too deep": (GOOD + "extra: {a: " + "[" * 63 + "]" * 63 + "}", ["Y107"]),
    "nul": (GOOD.encode() + b"\0type: x\n", ["Y101"]),
    "nul at the start": (b"\0" + GOOD.encode(), ["Y101"]),
    "escape sequence": (GOOD + "content: \x1b[31mx\n", ["Y101"]),
    "lone surrogate": (GOOD + 'content: "\\ud83d"\n', ["Y101"]),
    "gb18030": (CHINESE.encode("gb18030"), ["Y103"]),
    "big5": ("name: 公共場所衛生許可申請\ntype: 許可\nconditions: [有固定的經營場所]\n".encode("big5"), ["Y103"]),
    "utf-16": (CHINESE.encode("utf-16"), ["Y103"]),
    "utf-16 without mark": (CHINESE.encode("utf-16-le"), ["Y103"]),
    "no text": (bytes(range(128, 256)) * 20, ["Y103"]),
    "half a character": (GOOD.encode() + b"content: \xe5\x85", ["Y103"]),
    "byte order mark": (b"\xef\xbb\xbf" + GOOD.encode(), []),
    "crlf": (CHINESE.replace("\n", "\r\n"), []),
    "cr": (CHINESE.replace("\n", "\r"), []),
    "several documents": (GOOD + "---\n" + GOOD, ["Y101"]),
    "document end": (GOOD + "...\n", []),
    "version directive": ("%YAML 1.1\n---\n" + GOOD, []),
    "version directive and a mistake": ("%YAML 1.2\n---\n" + GOOD + "content: 'x", ["Y101"]),
    "version of the future": ("%YAML 1.3\n---\n" + GOOD, ["Y101"]),
    "empty": ("", ["Y108"]),
    "white space": (" \n\n\t\n", ["Y108"]),
    "comments": ("# 还没有写\n", ["Y108"]),
    "null": ("null\n", ["Y108"]),
    "too large": (GOOD + "# " + "x" * 1024 * 1024, ["Y106"]),
    "as large as may be": ((GOOD + "# ").ljust(1024 * 1024 - 100, "x"), []),
    "very long number": (GOOD + "extra: {a: " + "9" * 100_000 + "}\n", []),
    "very long exponent": (GOOD + "extra: {a: 1e999999999}\n", ["Y109"]),
    "not a number": (GOOD + "visits: .nan\n", ["S103"]),
    "endless number": (GOOD + "fees: [{name: x, amount: .inf}]\n", ["S103"]),
    "many errors": (GOOD + "".join(f"k{n}: 1\n" for n in range(3000)), ["S101"] * 3000),
    "one long line": (GOOD + "conditions: [" + "x, " * 100_000 + "x]\n", []),
    "list": ("- a\n- b\n", ["S103"]),
    "text": ("只是一句话\n", ["S103"]),
    "no text keys": (GOOD + "2: a\ntrue: b\n~: c\n[x]: d\n", ["S101", "S103"] * 4),
    "no text keys deep down": (GOOD + "extra: {a: [{1: x}]}\n", ["S103"]),
    "key of digits": (GOOD + "materials: [{name: x, when: {'01': [], '': [x]}}]\n", ["S106", "S106"]),
    "slow for telephone numbers": (GOOD + f"contact: {{consult: '{'1234-' * 500}!'}}\n", ["S105"]),
    "slow for addresses": (GOOD + f"source_url: 'http://{'a' * 5000} '\n", ["S105"]),
    "markup": (GOOD + "content: '<script>alert(1)</script>'\nsource_url: 'javascript:alert(1)'\n", ["S105"]),
}  # fmt: skip


def run(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "itemkit", "validate", *arguments],
        cwd=root,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


def found_in(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    assert done.stderr == ""
    findings: list[dict[str, Any]] = json.loads(done.stdout)["findings"]
    return findings


MEASURE = """
import os, sys
_, status, used = os.wait4(os.posix_spawn(sys.executable, sys.argv[1:], os.environ), 0)
print(os.waitstatus_to_exitcode(status), used.ru_maxrss)
"""
# a process of its own in between: a child's peak counts what its parent had when it was forked


def test_every_hostile_file_gets_its_finding_quickly_in_little_memory(make_catalog: Maker, tmp_path: Path) -> None:
    names = {f"items/{number:02}.yaml": name for number, name in enumerate(HOSTILE)}
    root = make_catalog({path: HOSTILE[name][0] for path, name in names.items()})
    started = time.monotonic()
    command = [
        sys.executable,
        "-m",
        "itemkit",
        "validate",
        str(root),
        "-f",
        f"json={root / 'report.json'}",
        "--jobs",
        "1",
    ]
    measured = subprocess.run([sys.executable, "-c", MEASURE, *command], capture_output=True, text=True, check=True)
    code, kilobytes = map(int, measured.stdout.split())
    assert code == 1
    assert time.monotonic() - started < SECONDS
    assert kilobytes < MEGABYTES * 1024
    findings = json.loads((root / "report.json").read_text("utf-8"))["findings"]
    codes: dict[str, list[str]] = {name: [] for name in HOSTILE}
    for one in findings:
        codes[names[one["path"]]].append(one["code"])
    assert codes == {name: expected for name, (_, expected) in HOSTILE.items()}


def test_text_for_people_shows_them_all_too(make_catalog: Maker) -> None:
    root = make_catalog({f"items/{number:02}.yaml": content for number, (content, _) in enumerate(HOSTILE.values())})
    done = run(root, "--limit", "0")
    assert (done.returncode, done.stderr) == (1, "")
    assert "\x1b" not in done.stdout
    assert "\0" not in done.stdout
    assert "Traceback" not in done.stdout


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (CHINESE.encode("gb18030"), "GB18030"),
        ("公众聚集场所投入使用前消防安全检查".encode("gbk"), "GB18030"),
        ("公共場所衛生許可申請，有固定的經營場所".encode("big5"), "BIG5"),
        (CHINESE.encode("utf-16"), "UTF-16"),
        (CHINESE.encode("utf-16-be"), "UTF-16"),
        (CHINESE.encode("utf-32"), "UTF-32"),
        (bytes(range(128, 256)) * 20, ""),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)), ""),
    ],
)
def test_the_likely_encoding_is_named(raw: bytes, name: str) -> None:
    assert likely_encoding(raw) == name


def test_what_is_no_file(make_catalog: Maker) -> None:
    """Neither a folder nor a pipe with the name of a file makes the command wait or stumble."""
    root = make_catalog({"items/a.yaml": GOOD})
    (root / "items/folder.yaml").mkdir()
    (root / "items/folder.yaml/b.yaml").write_text(GOOD)
    os.mkfifo(root / "items/pipe.yaml")
    os.mkfifo(root / "pipe.yaml")
    told = "文件打不开：不是普通文件"
    done = run(root, "-f", "json")
    assert [(one["path"], one["message"]) for one in found_in(done)] == [("items/pipe.yaml", told), ("pipe.yaml", told)]
    assert json.loads(done.stdout)["summary"]["items"] == 2
    assert [one["message"] for one in found_in(run(root, "-f", "json", "items/pipe.yaml"))] == [told]


def test_a_file_that_vanishes_is_told(make_catalog: Maker) -> None:
    root = make_catalog({"items/a.yaml": GOOD})
    found = Catalog(root).find()
    (root / "items/a.yaml").unlink()
    from itemkit.lint.run import validate

    (finding,) = validate(Catalog(root), found).findings
    assert (finding.code, finding.path, str(finding.message)) == (
        "Y112",
        "items/a.yaml",
        "文件打不开：No such file or directory",
    )


def test_what_can_t_be_read_is_in_the_document(tmp_path: Path) -> None:
    kinds = {}
    (tmp_path / "large.yaml").write_bytes(b"a: b\n" * 10)
    for path, limit in (
        (tmp_path, 100),
        (tmp_path / "none.yaml", 100),
        (tmp_path / "large.yaml", 49),
        (tmp_path / "large.yaml", 50),
    ):
        document = read(path, limit)
        kinds[path.name, limit] = [(one.kind, one.detail) for one in document.problems]
    assert kinds == {
        (tmp_path.name, 100): [("unreadable", "Is a directory")],
        ("none.yaml", 100): [("unreadable", "No such file or directory")],
        ("large.yaml", 49): [("large", "49")],
        ("large.yaml", 50): [("duplicate", "a")] * 9,
    }
    assert text_of(tmp_path / "none.yaml") is None


@pytest.mark.parametrize("size", [64 * 1024 - 1, 64 * 1024, 64 * 1024 + 1, 64 * 1024 + 2, 300_000])
def test_a_file_of_any_size_is_read_whole_up_to_the_limit(tmp_path: Path, size: int) -> None:
    text = "a: ".ljust(size, "x")
    (tmp_path / "a.yaml").write_text(text)
    document = read(tmp_path / "a.yaml", size)
    assert (document.text, document.data, document.problems) == (text, {"a": text[3:]}, ())
    assert [one.kind for one in read(tmp_path / "a.yaml", size - 1).problems] == ["large"]


def test_links_that_lead_out_are_not_read(make_catalog: Maker, tmp_path: Path) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_text("name: 机密\ntype: 机密\n")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder/secret.yaml").write_text(secret.read_text())
    root = make_catalog({"items/a.yaml": GOOD})
    (root / "items/link.yaml").symlink_to(secret)
    (root / "items/folder").symlink_to(tmp_path / "folder")
    (root / "items/self.yaml").symlink_to(root / "items/self.yaml")
    (root / "organs.yaml").symlink_to("/etc/passwd")
    for arguments in ((), ("items/link.yaml", "items/folder", "items/self.yaml", "organs.yaml")):
        done = run(root, "-f", "json", *arguments)
        assert {(one["code"], one["path"]) for one in found_in(done)} == {
            ("Y110", "items/link.yaml"),
            ("Y110", "items/folder"),
            ("Y110", "items/self.yaml"),
            ("Y110", "organs.yaml"),
        }
        assert "机密" not in done.stdout
        assert "root:" not in done.stdout
        assert "机密" not in run(root, *arguments).stdout
