"""YAML texts in every style that people and programs write, valid or nearly so, for property tests."""

from collections.abc import Callable

from hypothesis import strategies as st

Draw = Callable[[st.SearchStrategy], object]

NUMBERS = [
    "0", "-0", "+5", "7", "42", "3.0", "1.5", "-1.25", "10.", "007", "00", "0.10", "012.5", "-08", ".5", "-.5", "+.5", "1e3", "1E3", "1e+3",
    "1.e3", ".5e1", "1e400", "0x1F", "0X1F", "-0x1F", "0xg", "0o17", "0O17", "0o8", "0b11", "017", "1_000", "1__0", "_1", "1,000", "1_0.5",
    "000104002000", "11450721348531435E4", "11450721348531435", "12345678901234567890", "0.1234567890123456789", "1234567890123456789.5",
    ".inf", ".Inf", ".INF", "-.inf", "+.INF", ".iNF", ".nan", ".NaN", ".NAN", ".Nan", "-.nan", "inf", "nan", "NaN", "Infinity", "1e", "e1", ".",
    "..", "-", "--1", "+-1", "1.2.3", "12:30", "12:30:45", "190:20:30", "1:2", "2026-01-01", "2026-01-01T12:00:00Z", "2026-13-45", "1 000",
    "１２", "٣", "²", "1\u00a0", "0777-6428820", "020-12345", "13800138000",
]  # fmt: skip
WORDS = [
    "true", "True", "TRUE", "tRUE", "false", "yes", "Yes", "no", "NO", "on", "off", "y", "n", "null", "Null", "NULL", "nULL", "~", "~x", "=", "<<",
    "a", "b c", "名称", "公共场所卫生许可（新办）", "是否需要：否", "a:b", "a#b", "a'b", 'a"b', "a\\b", "x!", "x&y", "x*y", "a|b", "a>b", "😀", "𠮷野家",
    "C:\\path", "http://example.gov.cn/a?b=c&d#e", "a-b", "-a", "?a", ":a", "x%y", "第1条", "①", "e\u0301", "\u200b", "\u3000全角", "a\ufeffb", "--x",
    "a\u2028b", "a\x85b",
]  # fmt: skip
plain_in_block = st.sampled_from(NUMBERS + WORDS) | st.from_regex(
    r"[-+0-9.][-+0-9._:eExXobBinfNA]{0,7}", fullmatch=True
)
plain_in_flow = plain_in_block.filter(lambda text: not set(text) & set(",[]{}"))
KEYS = [
    "a",
    "b",
    "name",
    "名称",
    "extra",
    "days",
    "x y",
    "123",
    "0o7",
    "true",
    "null",
    "2026",
    "1.0",
    "007",
    ".5",
    "<<",
    "-k",
    "長いキー",
]
_PIECES = [
    "a",
    "  ",
    "中文",
    "#",
    ": ",
    "- ",
    "'",
    '"',
    "\\",
    "1",
    "\t",
    "&x",
    "!t",
    "%",
    "@",
    "😀",
    "[",
    "}",
    ",",
    "|",
    "\u2028",
]
_ESCAPES = [
    "\\n",
    "\\t",
    "\\\\",
    '\\"',
    "\\/",
    "\\0",
    "\\x41",
    "\\u4e2d",
    "\\U0001F600",
    "\\ud83d\\ude00",
    "\\e",
    "\\N",
    "\\_",
    "\\L",
    "\\ ",
]
_COMMENTS = ["", "", "", " # 说明", "  #", " #: - x", "\t# x"]


@st.composite
def yaml_texts(draw: Draw) -> str:
    """A whole file."""
    body = "\n".join(_block(draw, 0, 3))
    start = draw(st.sampled_from(["", "", "", "", "---\n", "# 开头\n", "\n", "--- # x\n", "%YAML 1.2\n---\n"]))
    end = draw(st.sampled_from(["\n", "\n", "\n", "", "\n\n", "\n# 结束", "\n...\n", "\n  \n", " "]))
    text = f"{start}{body}{end}"
    newline = draw(st.sampled_from(["\n", "\n", "\n", "\r\n", "\r"]))
    return draw(st.sampled_from(["", "", "", "\ufeff"])) + text.replace("\n", newline)


@st.composite
def yaml_mappings(draw: Draw) -> str:
    """Some keys in block style with their values: whole lines that may stand among others in a file."""
    return "\n".join(_block(draw, 0, 2, is_list=False)) + "\n"


def _block(draw: Draw, indent: int, depth: int, *, is_list: bool | None = None) -> list[str]:
    """The lines of a collection in block style, indented."""
    pad = " " * indent
    lines: list[str] = []
    is_list = draw(st.booleans()) if is_list is None else is_list
    for key in draw(st.lists(st.sampled_from(KEYS), min_size=1, max_size=4, unique=draw(st.integers(0, 9)) > 0)):
        if draw(st.integers(0, 9)) == 0:
            lines.append(draw(st.sampled_from(["", pad + "# 注释", "  ", "# 最左"])))
        comment = draw(st.sampled_from(_COMMENTS))
        before = f"{pad}-" if is_list else pad + _key(draw, key) + draw(st.sampled_from([":", ":", ":", " :"]))
        kind = draw(st.sampled_from(["scalar", "scalar", "scalar", "flow", "block", "literal", "lines", "nothing"]))
        step = draw(st.sampled_from([1, 2, 2, 4]))
        if kind == "scalar":
            lines.append(f"{before} {_scalar(draw, plain_in_block)}{comment}")
        elif kind == "flow":
            lines.append(f"{before} {_flow(draw, indent + 1, depth)}{comment}")
        elif kind == "literal":
            lines += _literal(draw, before, indent + step)
        elif kind == "lines":
            words = draw(
                st.lists(st.sampled_from(["a", "中文", "1", "b: c", "# d", "'", "- e", "true"]), min_size=1, max_size=3)
            )
            lines.append(f"{before} {draw(st.sampled_from(['x', '12', '中']))}")
            lines += [" " * (indent + step) + word if word else word for word in words] + ["" for _ in comment[:1]]
        elif kind == "block" and depth:
            inner = _block(draw, indent + (0 if not is_list and draw(st.booleans()) else step), depth - 1)
            if is_list and draw(st.booleans()):
                compact = _block(draw, indent + 2, depth - 1)
                lines += [f"{before} {compact[0].lstrip(' ')}", *compact[1:]]
            else:
                lines += [before + comment, *inner]
        else:
            lines.append(before + comment)
    return lines


def _key(draw: Draw, key: str) -> str:
    style = draw(st.sampled_from(["plain", "plain", "plain", "single", "double", "asked"]))
    return (
        {"plain": key, "single": f"'{key}'", "double": f'"{key}"', "asked": f"? {key}\n"}[style]
        if style != "asked"
        else key
    )


def _scalar(draw: Draw, plain: st.SearchStrategy[str]) -> str:
    style = draw(st.sampled_from(["plain", "plain", "plain", "single", "double", "anchor"]))
    if style == "single":
        return "'" + "".join(draw(st.lists(st.sampled_from(_PIECES), max_size=4))).replace("'", "''") + "'"
    if style == "double":
        pieces = draw(st.lists(st.sampled_from(_PIECES + _ESCAPES), max_size=5))
        return (
            '"'
            + "".join(one if one in _ESCAPES else one.replace("\\", "\\\\").replace('"', '\\"') for one in pieces)
            + '"'
        )
    if style == "anchor" and draw(st.integers(0, 5)) == 0:
        return draw(st.sampled_from(["&x ", "*x", "!!str ", "! "])) + draw(plain)
    return draw(plain)


def _flow(draw: Draw, indent: int, depth: int) -> str:
    gap = draw(st.sampled_from(["", " ", " ", "\n" + " " * indent, " # c\n" + " " * indent]))
    parts = []
    for key in draw(st.lists(st.sampled_from(KEYS), max_size=3, unique=True)):
        deeper = depth and draw(st.integers(0, 3)) == 0
        value = _flow(draw, indent, depth - 1) if deeper else _scalar(draw, plain_in_flow)
        parts.append((_key(draw, key), value))
    if draw(st.booleans()):
        return "[" + gap + f",{gap or ' '}".join(value for _, value in parts) + draw(st.sampled_from(["", gap])) + "]"
    colon = draw(st.sampled_from([": ", ": ", ":", ":  "]))
    return (
        "{"
        + gap
        + f",{gap or ' '}".join(f"{key}{colon}{value if draw(st.integers(0, 7)) else ''}" for key, value in parts)
        + draw(st.sampled_from(["", gap]))
        + "}"
    )


def _literal(draw: Draw, before: str, indent: int) -> list[str]:
    header = draw(st.sampled_from("|>")) + draw(st.sampled_from(["", "", "-", "+", " # c"]))
    pieces = ["x", "中文", "", "", "  y", "# z", "- a: b", "1", "\ttab", "'", "w\u2028v"]
    return [f"{before} {header}"] + [
        " " * indent + one if one else one for one in draw(st.lists(st.sampled_from(pieces), max_size=4))
    ]
