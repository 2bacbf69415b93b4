"""Change one value of a file that a person wrote, and not one character else.

An edit splices text at known offsets: comments, order, quotes, blank lines and line ends stay as they are. Every result
is read again and compared with what the edit was meant to do; one that does not come out exactly is refused, never
written.
"""

import copy
import hashlib
import marshal
import re
from typing import Any

from itemkit.findings import Pointer
from itemkit.source.compose import compose
from itemkit.source.dump import dump, scalar
from itemkit.source.events import YamlError
from itemkit.source.read import read_bytes
from itemkit.source.tree import Node, tree_of


class EditRefused(Exception):  # noqa: N818
    """The text can't be edited so without touching more than was asked for; it is unchanged."""


def set_value(text: str, pointer: Pointer, value: Any, *, after: str | None = None) -> str:
    """``text`` with ``value`` at ``pointer``; the value is replaced, or its key added to the mapping around it.

    Args:
        text: a YAML text of one document.
        pointer: where; the mapping or list around it must exist. An index one past the end appends.
        value: plain data.
        after: where the key is new: behind which key it goes; at the end, if that key is not there.

    Raises:
        EditRefused: there is no such place, the text has mistakes, or more than this value would change.
    """
    root = _root(text)
    if not pointer:
        raise EditRefused("the whole document can't be replaced")
    node = root.at(pointer)
    if node is not None:
        edited = _replace(text, root.at(pointer.parent) or root, node, value)
    else:
        edited = _add(text, _parent(root, pointer), pointer[-1], value, after)
    return _verified(text, edited, lambda data: _put(data, pointer, value, after=after))


def add_text(text: str, key: str, value: str, *, after: str, known: bytes = b"") -> str:
    """``text`` with a new key at the top that holds a text, behind the key ``after``; where there is none, somewhere.

    The same as `set_value`, and much quicker where one line more is enough: a catalog may have 200,000 files.

    Args:
        text: a YAML text of one document, a mapping.
        key: the new key.
        value: its text.
        after: behind which key it goes.
        known: the `fingerprint` of the data, from an earlier reading of the same text; spares reading it once more.

    Raises:
        EditRefused: as `set_value`; also where the key is there already.
    """
    line = f"{key}: {scalar(value)}{_newline(text)}"
    behind = re.search(rf"^{re.escape(after)}:[^\n]*\n", text, re.MULTILINE)
    found = behind or _FIRST_KEY.search(text)
    if found:
        edited = text[: found.end()] + line + text[found.end() :]
        if _is_added(edited, key, value, after, known or fingerprint(_data_without(text, key))):
            return edited
    before = _data_without(text, key)
    return set_value(text, Pointer.of(key), value, after=after if after in before else None)


def _is_added(edited: str, key: str, value: str, after: str, known: bytes) -> bool:
    """Whether the key is there now, behind ``after`` or first where that is not, and everything else is as it was."""
    document = read_bytes(edited.encode())
    if document.problems or not isinstance(document.data, dict) or document.data.get(key) != value:
        return False
    place = list(document.data).index(key)
    del document.data[key]
    wanted = list(document.data).index(after) + 1 if after in document.data else 0
    return place == wanted and fingerprint(document.data) == known


def fingerprint(data: Any) -> bytes:
    """What tells plain data from other data, order and kind included: 16 bytes."""
    return hashlib.blake2b(marshal.dumps(data, 0), digest_size=16).digest()


def _data_without(text: str, key: str) -> dict[str, Any]:
    document = read_bytes(text.encode())
    if document.problems or not isinstance(document.data, dict) or key in document.data:
        raise EditRefused(f"{key} can't be added")
    return document.data


_FIRST_KEY = re.compile(r"^(?=[A-Za-z_])", re.MULTILINE)


def insert(text: str, pointer: Pointer, value: Any) -> str:
    """``text`` with ``value`` put into a list before the element at ``pointer``.

    Raises:
        EditRefused: as `set_value`; also where the pointer's last part is no index.
    """
    root = _root(text)
    parent = _parent(root, pointer)
    index = pointer[-1] if pointer else ""
    if parent.kind != "sequence" or not isinstance(index, int) or index > len(parent.children):
        raise EditRefused(f"not a place in a list: {pointer}")
    edited = _insert_row(text, parent, index, value)
    return _verified(text, edited, lambda data: _at(data, pointer.parent).insert(index, value))


def remove(text: str, pointer: Pointer) -> str:
    """``text`` without the value at ``pointer``, its key or dash, and the comment on its own line.

    Raises:
        EditRefused: as `set_value`; also where there is no such value.
    """
    root = _root(text)
    parent = _parent(root, pointer)
    if root.at(pointer) is None:
        raise EditRefused(f"nothing to remove at {pointer}")
    last = pointer[-1]
    index = last if isinstance(last, int) else len(parent.names) - 1 - parent.names[::-1].index(str(last))
    edited = _drop(text, parent, index)
    return _verified(text, edited, lambda data: _take(data, pointer))


# What the data must be afterwards


def _verified(text: str, edited: str, change: Any) -> str:
    expected = copy.deepcopy(compose(text).data)
    change(expected)
    result = compose(edited)
    if not result.usable or not _same(result.data, expected):
        raise EditRefused("the edit would change more than was asked for")
    return edited


def _same(one: Any, other: Any) -> bool:
    """Equal, and equal in order and kind: 1 is not true, and 1 is not 1.0."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return list(one) == list(other) and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return bool(one == other) or (one != one and other != other)  # noqa: PLR0124 (nan)


def _at(data: Any, pointer: Pointer) -> Any:
    for part in pointer:
        data = data[part]
    return data


def _put(data: Any, pointer: Pointer, value: Any, *, after: str | None) -> None:
    around, last = _at(data, pointer.parent), pointer[-1]
    if isinstance(around, list) and last == len(around):
        around.append(value)
    elif isinstance(around, dict) and last not in around and after in around:
        behind = list(around)[list(around).index(after) + 1 :]
        around[last] = value
        around.update({key: around.pop(key) for key in behind})
    else:
        around[last] = value


def _take(data: Any, pointer: Pointer) -> None:
    del _at(data, pointer.parent)[pointer[-1]]


# Where things are


def _root(text: str) -> Node:
    try:
        root = tree_of(text)
    except YamlError as error:
        raise EditRefused("the text is not YAML") from error
    if root is None or not compose(text).usable:
        raise EditRefused("the text has mistakes to mend first")
    return root


def _parent(root: Node, pointer: Pointer) -> Node:
    parent = root.at(pointer.parent)
    if parent is None or parent.kind not in {"mapping", "sequence"}:
        raise EditRefused(f"nothing to put a value into at {pointer.parent}")
    return parent


def _line_start(text: str, offset: int) -> int:
    return text.rfind("\n", 0, offset) + 1


def _line_end(text: str, offset: int) -> int:
    """The offset of the line's end mark, or of the end of the text."""
    found = re.compile(r"\r?\n|\Z").search(text, offset)
    return found.start() if found else len(text)


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


# Writing values


def _inline(value: Any) -> str:
    """``value`` on one line, in flow style."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{scalar(key)}: {_inline(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_inline(inner) for inner in value) + "]"
    return scalar(value)


def _rows(text: str, column: int, lead: str, value: Any) -> str:
    """``lead`` (a key, or a dash) and ``value`` as lines from ``column`` on, the first without its margin."""
    lines = dump({"key": value} if lead != "-" else [value]).rstrip("\n").split("\n")
    first = lead + lines[0].removeprefix("key:" if lead != "-" else "-")
    margin = " " * column
    return _newline(text).join([first, *(margin + line if line else line for line in lines[1:])])


def _replace(text: str, parent: Node, node: Node, value: Any) -> str:
    in_flow = not parent.block
    if node.block and node.kind in {"mapping", "sequence"} and not in_flow and isinstance(value, dict | list) and value:
        margin = " " * node.column
        lines = dump(value).rstrip("\n").split("\n")
        written = _newline(text).join([lines[0], *(margin + line if line else line for line in lines[1:])])
        return text[: node.start] + written + text[node.end :]
    written = _inline(value)
    before = text[: node.start]
    if node.start == node.end and before[-1:] in {":", "-"}:
        written = " " + written
    if node.kind == "sequence" and node.block:
        written = "  " + written  # a list may stand as far left as its key, another value may not
    return before + written + text[node.end :]


def _add(text: str, parent: Node, part: str | int, value: Any, after: str | None) -> str:
    if parent.kind == "sequence":
        if part != len(parent.children):
            raise EditRefused(f"the list has no place {part}")
        return _insert_row(text, parent, len(parent.children), value)
    name = scalar(str(part))
    at = parent.names.index(after) if after in parent.names else len(parent.names) - 1
    if not parent.block:
        entry = f"{name}: {_inline(value)}"
        if not parent.children:
            return text[: parent.start + 1] + entry + text[parent.end - 1 :]
        end = _end_of(parent, at)
        return text[:end] + f", {entry}" + text[end:]
    column = parent.keys[0].column
    end = _line_end(text, _end_of(parent, at))
    written = _newline(text) + " " * column + _rows(text, column, f"{name}:", value)
    return text[:end] + written + text[end:]


def _end_of(parent: Node, index: int) -> int:
    """Behind an entry; where its value is empty, behind the colon of its key."""
    value = parent.children[index]
    return max(value.end, parent.keys[index].end + 1) if parent.keys else value.end


def _insert_row(text: str, parent: Node, index: int, value: Any) -> str:
    rows = parent.children
    if not parent.block:
        if not rows:
            return text[: parent.start + 1] + _inline(value) + text[parent.end - 1 :]
        if index < len(rows):
            return text[: rows[index].start] + _inline(value) + ", " + text[rows[index].start :]
        return text[: rows[-1].end] + ", " + _inline(value) + text[rows[-1].end :]
    written = _rows(text, parent.column, "-", value)
    margin = _newline(text) + " " * parent.column
    if index == 0:
        return text[: parent.start] + written + margin + text[parent.start :]
    end = _line_end(text, rows[index - 1].end)
    return text[:end] + margin + written + text[end:]


def _drop(text: str, parent: Node, index: int) -> str:
    if len(parent.children) == 1:
        empty = "{}" if parent.kind == "mapping" else "[]"
        start = parent.start
        if parent.block and parent.kind == "sequence":
            empty = "  " + empty
        return text[:start] + empty + text[parent.end :]
    starts = _starts(text, parent)
    is_last = index == len(starts) - 1
    end = _end_of(parent, index)
    if not parent.block:
        if is_last:
            return text[: _end_of(parent, index - 1)] + text[end:]
        gap = text[end : starts[index + 1]]
        if "#" in gap:
            raise EditRefused("there is a comment between the entries")
        return text[: starts[index]] + text[starts[index + 1] :]
    line = _line_start(text, starts[index])
    if not text[line : starts[index]].strip():
        after = _line_end(text, end)
        newline = re.compile(r"\r?\n").match(text, after)
        if newline:
            return text[:line] + text[newline.end() :]
        return text[:line].rstrip("\r\n") + text[after:]
    # the first entry shares its line with a dash: the next one moves up to it, its comments with it
    between = text[_line_end(text, end) : starts[index + 1]]
    return text[: starts[index]] + between.lstrip() + text[starts[index + 1] :]


def _starts(text: str, parent: Node) -> list[int]:
    """Where each entry begins: its key, or its dash."""
    if parent.kind == "mapping":
        return [key.start for key in parent.keys]
    if not parent.block:
        return [child.start for child in parent.children]
    starts = [parent.start]
    for previous in parent.children[:-1]:
        dash = re.compile(rf"^[ ]{{{parent.column}}}-(?=\s)", re.MULTILINE).search(text, _line_end(text, previous.end))
        if dash is None:
            raise EditRefused("the rows of the list could not be told apart")
        starts.append(dash.end() - 1)
    return starts
