"""One meaning of a text, whoever reads it: the fast reader, libyaml's events, ruamel.yaml's events, ruamel.yaml.

What the fast reader gives without a problem must be what the exact readers give, to the type of every scalar.
"""

import itertools
import math
from typing import Any

import pytest
import yaml_rs
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from yaml_texts import KEYS, NUMBERS, WORDS, yaml_texts

from itemkit.source import scalars
from itemkit.source.compose import Composed, _Composer, compose
from itemkit.source.events import YamlError, exact_events
from itemkit.source.read import read_bytes

INF = math.inf
NAN = math.nan


def same(one: Any, other: Any) -> bool:
    """Equal in value and in type, keys in the same order; "not a number" is like itself."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        keys_are_same = len(one) == len(other) and all(map(same, map(repr, one), map(repr, other)))
        return keys_are_same and all(map(same, one.values(), other.values()))
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other) or (isinstance(one, float) and math.isnan(one) and math.isnan(other))


def exactly(text: str) -> Composed | None:
    """The reading of ruamel.yaml's own parser; None if it refuses."""
    try:
        return _Composer(exact_events(text)).compose()
    except YamlError:
        return None


SCALARS: dict[str, object] = {
    # null, booleans
    "": None, "~": None, "null": None, "Null": None, "NULL": None, "nULL": "nULL", "true": True, "True": True, "TRUE": True, "tRUE": "tRUE",
    "false": False, "yes": "yes", "No": "No", "on": "on", "off": "off", "y": "y",
    # whole numbers
    "0": 0, "-0": 0, "+5": 5, "42": 42, "007": 7, "00": 0, "-08": -8, "000104002000": 104002000, "0o17": 15, "0O17": "0O17", "0o8": "0o8",
    "-0o7": "-0o7", "0x1F": 31, "0X1F": "0X1F", "+0x1F": "+0x1F", "0xg": "0xg", "0b11": "0b11", "1_000": "1_000", "_1": "_1", "1__": "1__",
    "12345678901234567890123": 12345678901234567890123, "１２": "１２", "٣": "٣", "²": "²", "1,000": "1,000", "1 000": "1 000",
    # numbers with a point or an exponent
    "1.5": 1.5, "-1.25": -1.25, "3.0": 3.0, "10.": 10.0, ".5": 0.5, "-.5": -0.5, "+.5": 0.5, "1e3": 1000.0, "1E+3": 1000.0, "1.e3": 1000.0,
    ".5e1": 5.0, "1e400": INF, "1e": "1e", "1e+": "1e+", ".e5": ".e5", "1._5": "1._5", "._5": "._5", "1e_5": "1e_5", "1.2.3": "1.2.3",
    "0.1234567890123456789": 0.1234567890123456789, ".": ".", "..": "..",
    ".inf": INF, ".Inf": INF, "-.INF": -INF, "+.inf": INF, ".iNF": ".iNF", ".nan": NAN, ".NaN": NAN, ".NAN": NAN, ".Nan": ".Nan", "-.nan": "-.nan",
    "inf": "inf", "NaN": "NaN", "Infinity": "Infinity",
    # what YAML 1.1 took for dates, sexagesimals, merges and values
    "2026-01-01": "2026-01-01", "2026-01-01T12:00:00Z": "2026-01-01T12:00:00Z", "12:30": "12:30", "190:20:30": "190:20:30", "<<": "<<", "=": "=",
    # codes and telephone numbers
    "020-12345": "020-12345", "11450721348531435D": "11450721348531435D", "440100": 440100, "1144E5": 114400000.0,
    # quotes
    "'007'": "007", '"true"': "true", "''": "", "'it''s'": "it's", r'"\u4e2d\x41\n"': "中A\n", r'"\ud83d\ude00"': "😀", '"a\\\n  b"': "ab",
    "'a\n\n  b'": "a\nb", "a\n  b": "a b", "a\n\n  b": "a\nb",
    # block scalars
    "|\n  x\n  y\n": "x\ny\n", "|\n  x": "x", "|\n  x\n  ": "x\n", "|-\n  x\n": "x", "|+\n  x\n\n": "x\n\n", "|\n\n": "", ">\n  x\n  y\n\n  z\n": "x y\nz\n",
    # characters
    "a\u2028b": "a\u2028b", "a\x85b": "a\x85b", "'a\u2029 b'": "a\u2029 b", "\u3000a": "\u3000a", "😀": "😀", "a #b": "a", "a#b": "a#b",
}  # fmt: skip
DISTORTED = {
    "007", "00", "-08", "000104002000", "0o17", "0x1F", ".5", "-.5", "+.5", "1e3", "1E+3", "1.e3", ".5e1", "1e400", "0.1234567890123456789",
    ".inf", ".Inf", "-.INF", "+.inf", ".nan", ".NaN", ".NAN", "1144E5",
}  # fmt: skip


@pytest.mark.parametrize("text", SCALARS)
def test_what_a_scalar_means(text: str) -> None:
    document = f"a: {text}"
    read = read_bytes(document.encode())
    assert read.problems == ()
    for data in (read.data, compose(document).data, exactly(document).data):  # type: ignore[union-attr]
        assert same(data, {"a": SCALARS[text]}), data


@pytest.mark.parametrize("text", SCALARS)
def test_a_number_that_does_not_give_its_spelling_back_is_a_finding_where_no_schema_looks(text: str) -> None:
    read = read_bytes(f"extra:\n a: {text}".encode())
    found = [(one.kind, str(one.pointer), one.detail, one.fatal) for one in read.problems]
    assert found == ([("number", "/extra/a", text, False)] if text in DISTORTED else [])
    assert same(read.data, {"extra": {"a": SCALARS[text]}})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{extra: {a: 007}}", ["/extra/a"]),
        ('{"extra":{"a":007,"b":-.5}}', ["/extra/a", "/extra/b"]),
        ("'extra': [1, 00]", ["/extra/1"]),
        ("extra : {a: '007', b: 2026-01-01, c: 020-12345, d: 08:30}", []),
        ("- extra: {a: 1e3}\n- extra: {b: 2}", ["/0/extra/a"]),
        ("extra:\n  a: 007\n  b: |\n    007\n", ["/extra/a"]),
        (r'"\x65xtra": {a: 007}', ["/extra/a"]),
        ("extra: {a: [b, {c: [.50]}]}", ["/extra/a/1/c/0"]),
        ("extra: [a, [b, 00]]", ["/extra/1/1"]),
        ("days: 007", []),
        ("days: &x 007", []),
    ],
)
def test_however_extra_is_written(text: str, found: list[str]) -> None:
    assert [str(one.pointer) for one in read_bytes(text.encode()).problems] == found


def test_every_short_plain_scalar_means_what_the_core_schema_says() -> None:
    """All texts of up to three characters that numbers are made of, and some longer ones, by both readers."""
    short = ("".join(chars) for length in (1, 2, 3) for chars in itertools.product("019+-._eExob", repeat=length))
    wrong = {}
    for text in itertools.chain(short, NUMBERS, WORDS):
        document = f"a: {text}\n"
        try:
            fast = yaml_rs.loads(document, parse_datetime=False)
        except ValueError:
            continue
        meant = {"a": scalars.resolve(text)}
        if not same(fast, meant):
            read = read_bytes(document.encode())
            if not read.problems and not same(read.data, meant) and read.data != {"a": text.partition(" #")[0]}:
                wrong[text] = read.data
    assert wrong == {}


@settings(max_examples=500, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(yaml_texts())
def test_what_is_read_without_a_problem_is_what_the_exact_readers_read(text: str) -> None:
    read = read_bytes(text.encode())
    assume(not read.problems)
    text = text.removeprefix("\ufeff")
    composed = compose(text)
    assert composed.usable
    assert same(read.data, composed.data)
    by_ruamel = exactly(text)
    if by_ruamel is None:
        assert "\t" in text, "ruamel.yaml refuses tabs that YAML 1.2 allows, and nothing else"
    else:
        assert same(read.data, by_ruamel.data)


@settings(max_examples=300)
@given(yaml_texts())
def test_a_text_is_read_in_the_same_way_every_time(text: str) -> None:
    first = read_bytes(text.encode())
    assert repr(read_bytes(text.encode())) == repr(first)
    if first.problems and first.usable:
        assert {one.kind for one in first.problems} <= {"number", "duplicate"}
        assert {one.kind for one in first.problems if one.kind == "duplicate"} or same(
            first.data, compose(first.text).data
        )


_SHARDS = [
    b"%YAML 1.1\n",
    b"%TAG ! x\n",
    b"\0",
    b"\xff",
    b"!<",
    b"!!",
    b"&",
    b"*",
    b"\t",
    b"{",
    b"}",
    b"[",
    b":",
    b"'",
    b'"',
    b"---\n",
    b"\\u",
    b"? ",
]


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(yaml_texts(), st.lists(st.tuples(st.integers(0, 300), st.integers(0, 3), st.sampled_from(_SHARDS)), max_size=4))
def test_nothing_is_ever_raised(text: str, damages: list[tuple[int, int, bytes]]) -> None:
    raw = text.encode()
    for at, lost, shard in damages:
        raw = raw[:at] + shard + raw[at + lost :]
    read = read_bytes(raw)
    assert read.usable == (not any(one.fatal for one in read.problems))


_plain_words = st.sampled_from(
    ["a", "名称", "true", "False", "null", "~", "12", "-3", "1.5", "0x1F", "0o17", "yes", "12:30", "a b", "a#b"]
)
_quoted = st.text("aé中😀'\"\\ #:-\t", max_size=6)
_scalars = _plain_words | _quoted.map(lambda text: "'" + text.replace("'", "''") + "'")
_nodes = st.recursive(
    _scalars,
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda parts: "[" + ", ".join(parts) + "]")
        | st.dictionaries(st.sampled_from(["a", "b", "名称"]), inner, max_size=3).map(
            lambda parts: "{" + ", ".join(f"{key}: {value}" for key, value in parts.items()) + "}"
        )
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(KEYS[:4]), _nodes, min_size=1))
def test_ruamel_yaml_itself_reads_the_same(parts: dict[str, str]) -> None:
    """Where ruamel.yaml's own constructor keeps to the core schema (it also makes dates, which is why none occur)."""
    text = "".join(f"{key}: {value}\n" for key, value in parts.items())
    reader = YAML(typ="safe", pure=True)
    reader.version = "1.2"
    read = read_bytes(text.encode())
    assert read.problems == ()
    assert same(read.data, reader.load("%YAML 1.2\n---\n" + text))


ODD_TEXTS: dict[str, object] = {
    "{a, b: c}": {"a": None, "b": "c"},
    '{"a":b}': {"a": "b"},
    "{a:b}": {"a:b": None},
    "[a:, b]": ["a:", "b"],
    "[a, b,]": ["a", "b"],
    "[a: b]": [{"a": "b"}],
    "? a\n: b": {"a": "b"},
    "- - 1\n  - 2\n- - 3": [[1, 2], [3]],
    "a:\n- b\nc: d": {"a": ["b"], "c": "d"},
    "---\na: 1\n...\n": {"a": 1},
    "%YAML 1.1\n---\na: yes": {"a": "yes"},
    "a: 1\r\nb: 2\r\n": {"a": 1, "b": 2},
    "a: 1\rb: 2\r": {"a": 1, "b": 2},
    "\ufeffa: 1": {"a": 1},
    "<<: {a: 1}\nb: 2": {"<<": {"a": 1}, "b": 2},
    "a: &x {b: 1}\nc: *x": {"a": {"b": 1}, "c": {"b": 1}},
    "a: &x [1]\nc: {d: *x, e: *x}": {"a": [1], "c": {"d": [1], "e": [1]}},
    "# x\u2028y: z\na: 1": {"a": 1},
    "2: a\n1.5: b\ntrue: c\n~: d": {2: "a", 1.5: "b", True: "c", None: "d"},
}


@pytest.mark.parametrize("text", ODD_TEXTS)
def test_odd_but_right(text: str) -> None:
    read = read_bytes(text.encode())
    assert read.problems == ()
    assert same(read.data, ODD_TEXTS[text])


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("", ["empty"]),
        ("# 说明\n", ["empty"]),
        ("---\n...\n", ["empty"]),
        ("~", ["empty"]),
        ("a: b: c", ["syntax"]),
        ("a: [", ["syntax"]),
        ("a: 'x", ["syntax"]),
        ("%YAML 1.2\n---\na: 'x", ["syntax"]),
        ("%YAML 1.3\n---\na: x", ["syntax"]),
        ("%TAG ! x\n---\na: [", ["syntax"]),
        ("a:\n\t- b", ["syntax"]),
        ("a: @b", ["syntax"]),
        ("a: 1\n---\nb: 2", ["syntax"]),
        ("a: 1\n...\nb: 2", ["syntax"]),
        ("- a\n---\n- b", ["syntax"]),
        ('a: "\\ud83d"', ["syntax"]),
        ('a: &x 1\nb: "\\ud83d"', ["syntax"]),
        ("a: \x07", ["syntax"]),
        ("a: \x7f", ["syntax"]),
        ("a: \x81", ["syntax"]),
        ("a: \ufffe", ["syntax"]),
        ("a: 1\0b: 2", ["syntax"]),
        ("a: *x", ["syntax"]),
        ("a: &x [*x]", ["syntax"]),
        ("a: 1\na: 2", ["duplicate"]),
        ("{a: 1, 'a': 2, \"a\": 3}", ["duplicate", "duplicate"]),
        ("1: a\n1.0: b", ["duplicate"]),
        ("a: !!str 1\nb: !x {c: !y 2}", ["tag", "tag", "tag"]),
        ("! a: 1", ["tag"]),
        ("a: !<tag:yaml.org,2002:int> 3", ["tag"]),
    ],
)
def test_what_is_wrong_with_a_text(text: str, kinds: list[str]) -> None:
    assert [one.kind for one in read_bytes(text.encode()).problems] == kinds
