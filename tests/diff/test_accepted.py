"""The list of accepted changes: read with positions, continued without touching what people wrote."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from itemkit.diff.accepted import Acceptance, Accepted, read_accepted
from itemkit.source.catalog import CatalogError

A, B = "0123456789abcdef" * 2, "fedcba9876543210" * 2
Writer = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Writer:
    def written(text: str) -> Path:
        path = tmp_path / "接受.yaml"
        path.write_text(text, "utf-8")
        return path

    return written


def test_entries(write: Writer) -> None:
    path = write(
        f'# 说明\n- fingerprint: "{A}"\n  reason: 法律改了\n  until: 2026-12-31\n- {{fingerprint: "{B}", reason: 误差, item: 甲}}\n'
    )
    kept = read_accepted(path)
    assert list(kept.entries) == [Acceptance(A, "法律改了", date(2026, 12, 31)), Acceptance(B, "误差", None, "甲")]
    assert kept.reasons(date(2026, 12, 31)) == {A: "法律改了", B: "误差"}
    assert kept.reasons(date(2027, 1, 1)) == {B: "误差"}
    assert [one.fingerprint for one in kept.expired(date(2027, 1, 1))] == [A]
    assert [one.fingerprint for one in kept.unused([A])] == [B]


@pytest.mark.parametrize("text", ["", "# 还没有\n", "[]\n"])
def test_nothing_is_accepted_yet(write: Writer, text: str) -> None:
    assert list(read_accepted(write(text)).entries) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: 1\n", ["1:1 接受清单是一个列表，每条有 fingerprint 和 reason"]),
        ("- 甲\n", ["1:3 每条要写成映射：fingerprint、reason，可以有 until、item、change"]),
        (
            f'- fingerprint: "{A}"\n  reason: 甲\n  since: 乙\n',
            ["3:3 没有“since”这个键：可以用 fingerprint、reason、until、item、change"],
        ),
        (f'- fingerprint: "{A}"\n', ["1:3 没有写理由：reason 里写明为什么接受"]),
        (f'- fingerprint: "{A}"\n  reason: "  "\n', ["2:11 没有写理由：reason 里写明为什么接受"]),
        (f'- fingerprint: "{A}"\n  reason:\n', ["2:10 没有写理由：reason 里写明为什么接受"]),
        (
            "- fingerprint: 123\n  reason: 甲\n",
            ["1:16 fingerprint 要有 32 位十六进制数字，加引号，从 itemkit diff -f json 里抄"],
        ),
        (f'- fingerprint: "{A}"\n  reason: 甲\n  until: 明年\n', ["3:10 until 要写日期，如 2027-01-01"]),
        (
            f'- {{fingerprint: "{A}", reason: 甲}}\n- {{fingerprint: "{A}", reason: 乙}}\n',
            ["2:17 这个 fingerprint 前面已经有了：留一条"],
        ),
    ],
)
def test_mistakes_are_told_with_their_lines(write: Writer, text: str, told: list[str]) -> None:
    path = write(text)
    with pytest.raises(CatalogError) as caught:
        read_accepted(path)
    assert str(caught.value).splitlines() == [f"{path}:{one}" for one in told]


def test_text_that_is_no_yaml(write: Writer) -> None:
    path = write("- [\n")
    with pytest.raises(CatalogError, match=r"接受.yaml:2:1 "):
        read_accepted(path)


def test_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(CatalogError, match="没有接受清单"):
        read_accepted(tmp_path / "接受.yaml")


def test_an_unfinished_list_can_be_continued(write: Writer) -> None:
    text = f'# 说明\n- fingerprint: "{A}"   # 待定\n  reason: ""'
    kept = read_accepted(write(text), complete=False)
    assert kept.reasons(date(2026, 1, 1)) == {}
    more = [Acceptance(A, ""), Acceptance(B, "", None, "甲", "材料多了：a: b\n# c")]
    assert kept.with_more(more) == (
        f'{text}\n- fingerprint: {B}\n  item: 甲\n  change: "材料多了：a: b\\n# c"\n  reason: ""\n'
    )


def test_a_list_in_flow_style_is_written_anew(write: Writer) -> None:
    kept = read_accepted(write(f'[{{fingerprint: "{A}", reason: 甲, until: "2027-01-01"}}]'))
    assert kept.with_more([Acceptance(B, "")]) == (
        f'- fingerprint: "{A}"\n  reason: 甲\n  until: "2027-01-01"\n- fingerprint: {B}\n  reason: ""\n'
    )


def test_a_list_of_nothing(write: Writer) -> None:
    assert Accepted().with_more([]) == "[]\n"
    assert read_accepted(write("# 说明\n[]\n")).with_more([Acceptance(B, "")]) == (
        f'# 说明\n- fingerprint: {B}\n  reason: ""\n'
    )
