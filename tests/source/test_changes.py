"""The changes of a fix as edits: made one by one on the text they give what making all at once gives."""

import pytest

from itemkit.findings import REMOVED, Change, Edit, Pointer, Position, Span
from itemkit.source.changes import changed, edits_of
from itemkit.source.edit import EditRefused

TEXT = "# 头\nname: '甲 '  # 注\nlist:\n  - 一\n  - 二\n  - {a: 1, b: 2}\nlast: x\n"


def at(pointer: str, value: object) -> Change:
    return Change(Pointer.parse(pointer), value)


@pytest.mark.parametrize(
    ("changes", "text", "edits"),
    [
        (
            [at("/name", "甲")],
            "# 头\nname: 甲  # 注\nlist:\n  - 一\n  - 二\n  - {a: 1, b: 2}\nlast: x\n",
            [(Span(Position(2, 7), Position(2, 11)), "甲")],
        ),
        (
            [at("/list/0", REMOVED)],
            "# 头\nname: '甲 '  # 注\nlist:\n  - 二\n  - {a: 1, b: 2}\nlast: x\n",
            None,
        ),
        (
            [at("/list/0", REMOVED), at("/list/1", REMOVED), at("/list/2/a", REMOVED), at("/last", "丁")],
            "# 头\nname: '甲 '  # 注\nlist:\n  - {b: 2}\nlast: 丁\n",
            None,
        ),
        ([at("/last", REMOVED)], "# 头\nname: '甲 '  # 注\nlist:\n  - 一\n  - 二\n  - {a: 1, b: 2}\n", None),
        ([], TEXT, []),
    ],
)  # fmt: skip
def test_what_comes_of_changes(changes: list[Change], text: str, edits: list[tuple[Span, str]] | None) -> None:
    for ends in ("\n", "\r\n"):
        before, after = TEXT.replace("\n", ends), text.replace("\n", ends)
        assert changed(before, changes) == after
        made = edits_of(before, changes)
        assert applied(before, made) == after
    if edits is not None:
        assert [(one.span, one.text) for one in edits_of(TEXT, changes)] == edits


def applied(text: str, edits: tuple[Edit, ...]) -> str:
    """The text with edits made as an editor makes them, from the back."""
    lines = text.splitlines(keepends=True)
    starts = [sum(map(len, lines[:number])) for number in range(len(lines) + 1)]
    for edit in reversed(edits):
        start = starts[edit.span.start.line - 1] + edit.span.start.column - 1
        end = starts[edit.span.end.line - 1] + edit.span.end.column - 1
        text = text[:start] + edit.text + text[end:]
    return text


def test_what_can_t_be_changed() -> None:
    with pytest.raises(EditRefused):
        changed(TEXT, [at("/nowhere/a", 1)])
    with pytest.raises(EditRefused):
        edits_of("a: &x 1\nb: *x\n", [at("/a", 2)])
