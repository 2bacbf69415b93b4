"""Codes in parts: real ones whole, broken ones as far as can be told, and without mismatch exactly what is a code."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from itemkit.codes import BaseCode, ItemCode, MaterialCode, is_organ_code
from itemkit.codes.apart import parts_of
from itemkit.codes.grammar import BASE_CODE, CREDIT_CODE, MATERIAL_CODE, ORGAN_CODE
from itemkit.codes.parts import CodeKind, Parts

CREDIT = ("organ.registration", "organ.category", "organ.region", "organ.body", "organ.check")
PLACEHOLDER = ("organ.mark", "organ.number")
BASE = ("base.region", "base.type", "base.department", "base.main", "base.sub")
ITEM = (*CREDIT, "level", *BASE)

REAL = {
    "11450721MB155808114000104002000": (
        CodeKind.ITEM,
        "1 1 450721 MB1558081 1  4  00 01 04 002 000",
    ),
    "11450721348531435D4001033002000": (
        CodeKind.ITEM,
        "1 1 450721 348531435 D  4  00 10 33 002 000",
    ),
    "11450721MB15580811400014100500001": (
        CodeKind.HANDLING,
        "1 1 450721 MB1558081 1  4  00 01 41 005 000  01",
    ),
    "11450721MB15580811400014100500001005": (
        CodeKind.MATERIAL,
        "1 1 450721 MB1558081 1  4  00 01 41 005 000  01  005",
    ),
    "11450721348531435D4001033002000001": (
        CodeKind.MATERIAL,
        "1 1 450721 348531435 D  4  00 10 33 002 000  001",
    ),
    "1145072100811537184452004020000": (
        CodeKind.ITEM,
        "1 1 450721 008115371 8  4  45 20 04 020 000",
    ),
    "11440100007482575H3440118009000": (
        CodeKind.ITEM,
        "1 1 440100 007482575 H  3  44 01 18 009 000",
    ),
    "11440300MB2C94128A3440217281000": (
        CodeKind.ITEM,
        "1 1 440300 MB2C94128 A  3  44 02 17 281 000",
    ),
    "12441500196720244T3442199806003": (
        CodeKind.ITEM,
        "1 2 441500 196720244 T  3  44 21 99 806 003",
    ),
    "44010200200Y": (CodeKind.BASE, "44 01 02 002 00Y"),
    "11440100007482575H": (CodeKind.ORGAN, "1 1 440100 007482575 H"),
    "TE5116020105116050": (CodeKind.PLACEHOLDER, "TE 5116020105116050"),
    "TE51160201051160503440118009000": (CodeKind.ITEM, "TE 5116020105116050  3  44 01 18 009 000"),
}
"""Facts: real codes, split as their scheme says. Inner parts by one space, outer ones by two."""


def leaves(parts: Parts) -> list[tuple[str, str, int, int]]:
    return [(one.name, one.text, one.start, one.end) for one in parts.each_part() if not one.parts]


def told(parts: Parts) -> list[tuple[int, int, str]]:
    return [(one.start, one.end, str(one)) for one in parts.mismatches]


def is_code(text: str) -> bool:
    """What the grammar and the check character say."""
    for parse in (BaseCode.parse, ItemCode.parse, MaterialCode.parse):
        try:
            parse(text)
        except ValueError:
            continue
        return parse == BaseCode.parse or is_organ_code(text[:18])
    return is_organ_code(text)


@pytest.mark.parametrize("text", REAL)
def test_real_codes_come_apart_without_mismatch(text: str) -> None:
    kind, split = REAL[text]
    organ = () if kind is CodeKind.BASE else PLACEHOLDER if text.startswith("TE") else CREDIT
    base = () if kind in {CodeKind.ORGAN, CodeKind.PLACEHOLDER} else BASE
    names = [*organ, *(("level",) if organ and base else ()), *base]
    names += {33: ["handling"], 34: ["material"], 36: ["handling", "material"]}.get(len(text), [])
    parts = parts_of(text)
    assert (parts.kind, parts.meant, told(parts)) == (kind, text, [])
    assert [(name, value) for name, value, _start, _end in leaves(parts)] == list(
        zip(names, split.split(), strict=True)
    )
    assert [text[start:end] for _name, _value, start, end in leaves(parts)] == split.split()
    assert [part.text for part in parts.parts] == [outer.replace(" ", "") for outer in split.split("  ")]


def test_the_whole_of_one_code() -> None:
    """The example of a code that goes around, whose credit code is made up."""
    parts = parts_of("11440300MB2C91648P444011100200001")
    assert [(part.name, part.title, part.text, part.start, part.end) for part in parts.each_part()] == [
        ("organ", "机构", "11440300MB2C91648P", 0, 18),
        ("organ.registration", "登记管理部门", "1", 0, 1),
        ("organ.category", "机构类别", "1", 1, 2),
        ("organ.region", "登记机关区划", "440300", 2, 8),
        ("organ.body", "主体标识码", "MB2C91648", 8, 17),
        ("organ.check", "校验码", "P", 17, 18),
        ("level", "行使层级", "4", 18, 19),
        ("base", "基本编码", "440111002000", 19, 31),
        ("base.region", "目录区划", "44", 19, 21),
        ("base.type", "事项类型", "01", 21, 23),
        ("base.department", "业务指导部门", "11", 23, 25),
        ("base.main", "主项顺序码", "002", 25, 28),
        ("base.sub", "子项", "000", 28, 31),
        ("handling", "业务办理项", "01", 31, 33),
    ]
    assert parts.kind is CodeKind.HANDLING
    assert parts.kind.title == "业务办理项编码"
    assert parts.value_of("base") == "440111002000"
    assert parts.value_of("material") == ""
    assert told(parts) == [(17, 18, "校验码不对：按前 17 位应为 3，写的是 P；也可能是前 17 位写错了")]


LENGTHS = "编码有 12、18、31、33、34、36 位的"
GOOD = "11450721MB155808114000104002000"
BROKEN = {
    # characters that no code has
    "11450721MB15580811 4 000104002000": (
        CodeKind.ITEM,
        [(18, 19, f"编码里没有空格：去掉以后是 {GOOD}"), (20, 21, f"编码里没有空格：去掉以后是 {GOOD}")],
    ),
    "11450721MB15580811-4—000104002000\u200b": (
        CodeKind.ITEM,
        [
            (18, 19, f"编码里没有连字符：去掉以后是 {GOOD}"),
            (20, 21, f"编码里没有连字符：去掉以后是 {GOOD}"),
            (33, 34, f"这里有看不见的字符：去掉以后是 {GOOD}"),
        ],
    ),
    f'"{GOOD}"': (
        CodeKind.ITEM,
        [(0, 1, f"编码里没有引号：去掉以后是 {GOOD}"), (32, 33, f"编码里没有引号：去掉以后是 {GOOD}")],
    ),
    f"{GOOD}\n": (CodeKind.ITEM, [(31, 32, f"编码里没有空格：去掉以后是 {GOOD}")]),
    "11450721mb155808114000104002000": (CodeKind.ITEM, [(8, 10, f"编码里的字母要大写：改正以后是 {GOOD}")]),
    "１１450721ｍB155808114000104002000": (
        CodeKind.ITEM,
        [(0, 2, f"编码用半角字符：改正以后是 {GOOD}"), (8, 9, f"编码用半角字符：改正以后是 {GOOD}")],
    ),
    "11450721MB155808114000104OOI000": (
        CodeKind.ITEM,
        [(25, 28, "编码不用字母 I、O、S、V、Z，写的是 OOI，多半是 001")],
    ),
    "440111V02000": (CodeKind.BASE, [(6, 7, "编码不用字母 I、O、S、V、Z，写的是 V")]),
    "44011100200٠": (CodeKind.BASE, [(11, 12, "这里只能是数字和大写字母，写的是 ٠")]),
    # characters in a wrong place
    "114507A1MB155808114000104002000": (CodeKind.ITEM, [(6, 7, "这里只能是数字，写的是 A")]),
    "AA0104002000": (CodeKind.BASE, [(0, 2, "这里只能是数字，写的是 AA")]),
    "11450721MB155808118000104002000": (CodeKind.ITEM, [(18, 19, "行使层级只有 1 到 7，写的是 8")]),
    "11450721MB15580811B00010400200001": (CodeKind.HANDLING, [(18, 19, "行使层级只有 1 到 7，写的是 B")]),
    "11450721MB155808114000104002000A1": (CodeKind.HANDLING, [(31, 32, "这里只能是数字，写的是 A")]),
    "11450721MB155808118000104002000Y01": (
        CodeKind.MATERIAL,
        [(18, 19, "行使层级只有 1 到 7，写的是 8"), (31, 32, "这里只能是数字，写的是 Y")],
    ),
    # check characters; real ones of a province's list
    "13440000515356094L2442199644000": (
        CodeKind.ITEM,
        [(17, 18, "校验码不对：按前 17 位应为 A，写的是 L；也可能是前 17 位写错了")],
    ),
    # wrong lengths
    GOOD[:-1]: (CodeKind.ITEM, [(0, 30, f"有 30 位，比 31 位少 1 位：{LENGTHS}")]),
    GOOD[:-2]: (CodeKind.ITEM, [(0, 29, f"有 29 位，比 31 位少 2 位：{LENGTHS}")]),
    GOOD + "0": (CodeKind.ITEM, [(0, 32, f"有 32 位，比 31 位多 1 位，比 33 位少 1 位：{LENGTHS}")]),
    GOOD + "0101": (CodeKind.MATERIAL, [(0, 35, f"有 35 位，比 34 位多 1 位，比 36 位少 1 位：{LENGTHS}")]),
    GOOD + "0100101": (CodeKind.MATERIAL, [(0, 38, f"有 38 位，比 36 位多 2 位：{LENGTHS}")]),
    "44011100200": (CodeKind.BASE, [(0, 11, f"有 11 位，比 12 位少 1 位：{LENGTHS}")]),
    "11440100007482575": (CodeKind.ORGAN, [(0, 17, f"有 17 位，比 18 位少 1 位：{LENGTHS}")]),
    "TE511602010511605": (CodeKind.PLACEHOLDER, [(0, 17, f"有 17 位，比 18 位少 1 位：{LENGTHS}")]),
    "114507A1MB15580811 400010400200": (
        CodeKind.ITEM,
        [
            (0, 31, f"有 30 位，比 31 位少 1 位：{LENGTHS}"),
            (6, 7, "这里只能是数字，写的是 A"),
            (18, 19, "编码里没有空格：去掉以后是 114507A1MB15580811400010400200"),
        ],
    ),
}


@pytest.mark.parametrize("text", BROKEN)
def test_what_is_wrong_is_told_with_its_place(text: str) -> None:
    kind, mismatches = BROKEN[text]
    parts = parts_of(text)
    assert (parts.kind, told(parts)) == (kind, mismatches)


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", 0),
        ("440100", 6),
        ("083372204", 9),  # an organ's code of the old kind
        ("XK0010100Y", 10),  # Guizhou: two letters for the type
        ("511A0138000000", 14),  # Sichuan
        ("440100-001-01-001-01", 16),  # Hubei: region, organ, type, item, sub-item
        ("公共场所卫生许可", 8),
        ("hello, world", 11),
        ("0" * 100_000, 100_000),
    ],
)
def test_what_is_no_code_of_the_scheme(text: str, length: int) -> None:
    parts = parts_of(text)
    sentence = f"有 {length} 位，不像哪一种编码（12、18、31、33、34、36 位）：地方自有的编码写在 local_code"
    assert (parts.kind, parts.parts) == (CodeKind.UNKNOWN, ())
    assert told(parts) == [(0, len(text), sentence)]


def test_a_local_code_may_have_an_organ_in_it() -> None:
    parts = parts_of("511A0138000000-511602000000-000-115113010833722043-1-00")
    assert parts.kind is CodeKind.UNKNOWN
    assert leaves(parts) == [
        ("organ.registration", "1", 32, 33),
        ("organ.category", "1", 33, 34),
        ("organ.region", "511301", 34, 40),
        ("organ.body", "083372204", 40, 49),
        ("organ.check", "3", 49, 50),
    ]


@pytest.mark.parametrize(
    ("text", "expected", "wrong"),
    [
        # which character is missing can't be told, but the others stand where they should
        (GOOD[:-1], "1 1 450721 MB1558081 1 4 00 01 04 002 00", "base.sub"),
        (GOOD[:7] + GOOD[8:], "1 1 45072 MB1558081 1 4 00 01 04 002 000", "organ.region"),
        (GOOD[:18] + GOOD[19:], "1 1 450721 MB1558081 1  00 01 04 002 000", "level"),
        (GOOD + "0", "1 1 450721 MB1558081 1 4 00 01 04 002 0000", "base.sub"),
        (GOOD[:5] + "00" + GOOD[7:9] + GOOD[8:], "1 1 450001 MMB1558081 1 4 00 01 04 002 000", "organ.body"),
    ],
)
def test_where_the_length_is_wrong_most_parts_are_still_right(text: str, expected: str, wrong: str) -> None:
    parts = parts_of(text)
    assert [one[:2] for one in leaves(parts)] == list(zip(ITEM, expected.split(" "), strict=True))
    assert [one.name for one in parts.each_part() if not one.is_whole and not one.parts] == [wrong]


def test_parts_have_what_is_meant_beside_what_is_written() -> None:
    parts = parts_of("１1450721mb15580811-4-0001 04002000")
    assert parts.meant == GOOD
    assert [(one.name, one.text, one.value) for one in parts.each_part() if one.text != one.value] == [
        ("organ", "１1450721mb15580811", "11450721MB15580811"),
        ("organ.registration", "１", "1"),
        ("organ.body", "mb1558081", "MB1558081"),
        ("base", "0001 04002000", "000104002000"),
    ]


SCHEME = "0123456789ABCDEFGHJKLMNPQRTUWXY"
MISSED = st.sampled_from([*SCHEME, *"IOSVZaoz０Ａｏ -—\n\u200b'“٠中\ud800"])
CODES = st.one_of(
    st.from_regex(BASE_CODE, fullmatch=True),
    st.from_regex(ORGAN_CODE, fullmatch=True),
    st.from_regex(MATERIAL_CODE, fullmatch=True).flatmap(
        lambda text: st.sampled_from([text, text[:-3], text[:31], text[:18]])
    ),
    st.builds(lambda organ, rest: organ + rest[18:], st.sampled_from([GOOD[:18]]), st.from_regex(MATERIAL_CODE, fullmatch=True)),
    st.builds(lambda item: item[:31], st.from_regex(f"TE[0-9A-Z]{{16}}[1-7]{BASE_CODE}", fullmatch=True)),
)  # fmt: skip


@st.composite
def nearly_codes(draw: st.DrawFn) -> str:
    """A code with a few characters put in, taken out, or put in the place of others."""
    text = draw(CODES)
    for _slip in range(draw(st.integers(0, 3))):
        place = draw(st.integers(0, len(text)))
        text = text[:place] + draw(st.one_of(MISSED, st.just(""))) + text[place + draw(st.integers(0, 1)) :]
    return text


@given(st.one_of(CODES, nearly_codes(), st.text(), st.text(SCHEME, max_size=40)))
@example("TE5116020105116050")
@example("TEZZZZZZZZZZZZZZZZ")
@example("11440300MB2C91648P")
@example("12345678901234567Z")
def test_without_mismatch_is_exactly_what_the_grammar_accepts(text: str) -> None:
    parts = parts_of(text)
    assert (parts.mismatches == ()) == is_code(text)
    if not parts.mismatches:
        assert parts.meant == text
        assert "".join(part.text for part in parts.parts) == text
        assert all(part.is_whole for part in parts.each_part())
        assert parts.kind is not CodeKind.UNKNOWN


@given(st.one_of(nearly_codes(), st.text()))
def test_whatever_the_text_every_place_is_in_it(text: str) -> None:
    parts = parts_of(text)
    ends = 0
    for part in parts.parts:
        assert ends <= part.start <= part.end <= len(text)
        ends = part.end
    for part in parts.each_part():
        assert part.text == text[part.start : part.end]
        assert part.title
        inner = part.parts or (part,)
        assert (part.start, part.end) == (inner[0].start, inner[-1].end)
        assert part.value == "".join(one.value for one in inner)
    for one in parts.mismatches:
        assert 0 <= one.start <= one.end <= len(text)
        assert str(one)
    if parts.kind is not CodeKind.UNKNOWN:
        assert "".join(part.value for part in parts.parts) == parts.meant


@given(st.from_regex(CREDIT_CODE, fullmatch=True), st.sampled_from(SCHEME))
def test_a_wrong_check_character_is_the_only_thing_told(start: str, check: str) -> None:
    text = start[:17] + check
    parts = parts_of(text)
    if text.startswith("TE") or is_organ_code(text):
        assert told(parts) == []
    else:
        assert [(one.start, one.end) for one in parts.mismatches] == [(17, 18)]
        assert is_organ_code(start[:17] + str(parts.mismatches[0].values["expected"]))
