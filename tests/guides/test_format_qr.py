"""A QR code made by linearity is the one that segno draws, module by module, and its picture shows it."""

import base64
import random
import string
import struct
import zlib

import pytest
import segno

from itemkit.guides.qr import ERROR, MASK, QUIET, Codes

RANDOM = random.Random(20260101)
URLS = [
    f"https://www.example.gov.cn/guide/11440100007482620J3440123{RANDOM.randrange(10**8):08}.html" for _ in range(60)
]
WORDS = ["".join(RANDOM.choices(string.printable, k=RANDOM.randrange(2, 40))) for _ in range(200)]
ALIKE = ["".join(RANDOM.choices(string.printable, k=9)) for _ in range(300)]
ODD = [
    "a", "A", "11440100007482620J344012300400002", "000104002000", "ab", "Ab", "a\x00", "\x7f~", "目录", "𠮷野家", "é", "点", "HTTPS://EXAMPLE.GOV.CN/1",
    "x" * 2331, "9" * 5596,
]  # fmt: skip


def modules_of(text: str) -> list[list[int]]:
    drawn = segno.make(text, micro=False, error=ERROR, boost_error=False, mask=MASK)
    return [list(row) for row in drawn.matrix]


def read_png(picture: bytes) -> list[list[int]]:
    """The pixels of a 1-bit greyscale PNG without filters; 1 is white."""
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    chunks, rest = {}, picture[8:]
    while rest:
        length = int.from_bytes(rest[:4], "big")
        name, data, check = rest[4:8], rest[8 : 8 + length], rest[8 + length : 12 + length]
        assert int.from_bytes(check, "big") == zlib.crc32(name + data)
        chunks[name], rest = data, rest[12 + length :]
    assert list(chunks) == [b"IHDR", b"IDAT", b"IEND"]
    width, height, *rest_of_header = struct.unpack(">IIBBBBB", chunks[b"IHDR"])
    assert rest_of_header == [1, 0, 0, 0, 0]
    lines, stride = zlib.decompress(chunks[b"IDAT"]), (width + 7) // 8 + 1
    assert len(lines) == stride * height
    rows = [lines[start : start + stride] for start in range(0, len(lines), stride)]
    assert {row[0] for row in rows} == {0}
    return [[row[1 + x // 8] >> (7 - x % 8) & 1 for x in range(width)] for row in rows]


def framed(modules: list[list[int]]) -> list[list[int]]:
    """The pixels of a code with its quiet zone; 1 is white."""
    side, edge = [1] * QUIET, [[1] * (len(modules) + 2 * QUIET)] * QUIET
    return [*edge, *([*side, *(1 - module for module in row), *side] for row in modules), *edge]


def test_every_picture_shows_the_code_that_segno_draws() -> None:
    codes = Codes()
    for text in [*URLS, *WORDS, *ALIKE, *ODD]:
        assert read_png(codes.png(text)) == framed(modules_of(text)), text


def test_the_order_in_which_codes_are_made_does_not_show() -> None:
    one, other = Codes(), Codes()
    assert [one.png(text) for text in URLS] == [other.png(text) for text in reversed(URLS)][::-1]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that segno has drawn."""
    texts: list[str] = []
    really = segno.make
    monkeypatch.setattr(segno, "make", lambda text, **settings: texts.append(text) or really(text, **settings))
    return texts


def test_segno_is_asked_a_few_times_only(asked: list[str]) -> None:
    codes = Codes()
    many = [f"https://example.gov.cn/{number:06}" for number in range(5000)]
    assert len({codes.data_uri(text) for text in many}) == len(many)
    assert len(asked) < 50  # four bits of each of four digits, the first text, and a few before it is worth while


def test_a_few_texts_of_many_lengths_are_not_worth_learning_for(asked: list[str]) -> None:
    codes = Codes()
    for text in WORDS:
        codes.png(text)
    assert len(asked) < 2 * len(WORDS)


def test_a_scaled_picture_has_large_modules() -> None:
    for text in (URLS[0], "目录"):
        pixels = [[pixel for pixel in row for _ in range(3)] for row in framed(modules_of(text)) for _ in range(3)]
        assert read_png(Codes().png(text, scale=3)) == pixels


def test_a_large_picture_is_stored_in_several_blocks() -> None:
    pixels = framed(modules_of("x" * 2000))
    scaled = [[pixel for pixel in row for _ in range(8)] for row in pixels for _ in range(8)]
    assert read_png(Codes().png("x" * 2000, scale=8)) == scaled


def test_the_data_address_holds_the_picture() -> None:
    head, _, body = Codes().data_uri(URLS[0]).partition(",")
    assert head == "data:image/png;base64"
    assert base64.b64decode(body, validate=True) == Codes().png(URLS[0])


@pytest.mark.parametrize("text", ["x" * 2332, "9" * 5597, "𠮷" * 600])
def test_a_text_that_no_code_holds_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        Codes().png(text)
