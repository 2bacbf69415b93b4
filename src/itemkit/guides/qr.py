"""QR codes by the ten thousand: as segno draws them, at a hundredth of its time.

A site has a code on every page, and drawing one from scratch takes half a millisecond or more. But once version, error
level and mask are settled, a QR code is an affine function of the bits of its text over GF(2): placing is a
permutation, Reed-Solomon and the mask are linear or constant (ISO/IEC 18004:2015, 7.5 to 7.8). So one picture of
a text of some length, and what each bit of each character changes in it, give the picture of every other text of that
length by XOR. Both are asked of segno, once each.

The scan lines of a PNG are as linear as the modules, so the XOR is done on them, each picture being one large integer.
"""

import base64
import re
import struct
import zlib
from collections.abc import Iterable, Iterator
from functools import reduce
from operator import xor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import segno

ERROR = "m"
"""The error correction level: 15 % of a code may be dirty."""
MASK = 4
"""One mask for all, so that a code depends on its text alone. A reader undoes any mask; the choice of the best one only
spares it large even areas, which addresses hardly make."""
QUIET = 4
"""Modules of white around a code (ISO/IEC 18004:2015, 6.3.8)."""

_PLAIN = re.compile(r"(?=.*[^0-9A-Z $%*+\-./:])[\x00-\x7f]{2,}", re.DOTALL)
"""Texts that are written in byte mode, a byte a character: of ASCII, and of more than digits and capitals."""
_BASE = "a"
"""Changing any one bit of it leaves a text of it in byte mode, as long as there is another one."""
_BITS = 7

_Change = tuple[int, int]
"""A position in a text, and the bits that are other there."""


class Codes:
    """Makes QR codes as pictures: 1-bit PNG, one pixel a module, with the quiet zone around it.

    What has been learnt is kept, a few kilobytes for each length of text. An object is not to be shared by threads.
    """

    def __init__(self) -> None:
        self._by_length: dict[int, _Family] = {}

    def png(self, text: str, scale: int = 1) -> bytes:
        """The picture of a text.

        Args:
            text: what a telephone will read, such as an address.
            scale: pixels a module; more than one where whoever shows the picture would blur it.

        Raises:
            ValueError: the text is longer than any QR code holds (2,331 bytes; digits 5,596).
        """
        size, lines = self._lines(text)
        return _png(size * scale, lines if scale == 1 else _scaled(lines, size, scale))

    def data_uri(self, text: str) -> str:
        """The picture of a text as an address that holds it, for ``src`` of ``<img>``.

        Raises:
            ValueError: as `png`.
        """
        return "data:image/png;base64," + base64.b64encode(self.png(text)).decode("ascii")

    def _lines(self, text: str) -> tuple[int, bytes]:
        """The width of the picture in pixels, and its scan lines."""
        if not _PLAIN.fullmatch(text):
            drawn = _drawn(text)
            return _width(drawn), _scan_lines(drawn)
        family = self._by_length.get(len(text))
        if family is None:
            family = self._by_length[len(text)] = _Family(text)
        return family.width, family.lines(text)


class _Family:
    """All texts of one length that are written in byte mode."""

    def __init__(self, first: str) -> None:
        """Texts as long as ``first``; the more they have in common with it, the quicker they are drawn."""
        drawn = _drawn(first)
        self.width = _width(drawn)
        self._first = first
        self._first_lines = _number(drawn)
        self._even_lines = _number(_drawn(_BASE * len(first)))
        self._by_bit: dict[_Change, int] = {}
        self._by_change: dict[_Change, int] = {}
        self._drawn_whole = 0

    def lines(self, text: str) -> bytes:
        """The scan lines of a text."""
        lines = self._first_lines
        for position, (one, other) in enumerate(zip(text, self._first, strict=True)):
            if one != other:
                change = self._by_change.get((position, ord(one) ^ ord(other)))
                if change is None:
                    return self._lines_of_new(text)
                lines ^= change
        return self._as_bytes(lines)

    def _lines_of_new(self, text: str) -> bytes:
        """The scan lines of a text of which not all is known.

        What is missing is learnt as soon as texts of this length have cost as much as that: until then it may be that
        no more of them come. So a few texts of many lengths take no longer than segno takes for them, about.
        """
        changes = [
            (position, ord(one) ^ ord(other))
            for position, (one, other) in enumerate(zip(text, self._first, strict=True))
            if one != other
        ]
        by_change = {(where, bits): [(where, 1 << n) for n in range(_BITS) if bits >> n & 1] for where, bits in changes}
        missing = [bit for parts in by_change.values() for bit in parts if bit not in self._by_bit]
        if len(missing) > self._drawn_whole + 1:
            self._drawn_whole += 1
            return _scan_lines(_drawn(text))
        for bit in missing:
            self._by_bit[bit] = self._asked(*bit)
        for change, parts in by_change.items():
            self._by_change[change] = reduce(xor, (self._by_bit[bit] for bit in parts))
        return self._as_bytes(reduce(xor, (self._by_change[change] for change in changes), self._first_lines))

    def _asked(self, position: int, bit: int) -> int:
        """What one bit of the character at a position changes, as segno has it."""
        text = _BASE * position + chr(ord(_BASE) ^ bit) + _BASE * (len(self._first) - position - 1)
        return _number(_drawn(text)) ^ self._even_lines

    def _as_bytes(self, lines: int) -> bytes:
        return lines.to_bytes(((self.width + 7) // 8 + 1) * self.width, "big")


def _drawn(text: str) -> "segno.QRCode":
    import segno

    return segno.make(text, micro=False, error=ERROR, boost_error=False, mask=MASK)


def _number(drawn: "segno.QRCode") -> int:
    return int.from_bytes(_scan_lines(drawn), "big")


def _width(drawn: "segno.QRCode") -> int:
    return len(drawn.matrix) + 2 * QUIET


def _scan_lines(drawn: "segno.QRCode") -> bytes:
    """The scan lines of a PNG: a byte that says "no filter", then eight pixels a byte; 1 is white."""
    edge = [0] * QUIET
    width = _width(drawn)
    rows: Iterator[Iterable[int]] = iter([*[[0] * width] * QUIET, *([*edge, *row, *edge] for row in drawn.matrix)])
    packed = [_packed(row) for row in rows]
    return b"".join([*packed, *packed[:QUIET]])


def _packed(row: Iterable[int]) -> bytes:
    """A scan line of modules, of which 1 is black."""
    bits = "".join("0" if module else "1" for module in row)
    count = (len(bits) + 7) // 8
    return b"\0" + int(bits.ljust(count * 8, "0"), 2).to_bytes(count, "big")


def _scaled(lines: bytes, width: int, scale: int) -> bytes:
    stride = len(lines) // width
    made = []
    for start in range(0, len(lines), stride):
        bits = f"{int.from_bytes(lines[start + 1 : start + stride], 'big'):0{(stride - 1) * 8}b}"[:width]
        made.append(_packed(int(bit == "0") for bit in bits for _ in range(scale)) * scale)
    return b"".join(made)


def _png(width: int, lines: bytes) -> bytes:
    header = struct.pack(">IIBBBBB", width, width, 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", _stored(lines)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )


def _stored(data: bytes) -> bytes:
    """A zlib stream (RFC 1950) without compression: that makes the same bytes on every machine, and hardly more."""
    most = 0xFFFF
    pieces = [data[start : start + most] for start in range(0, len(data), most)]
    blocks = (
        struct.pack("<BHH", number == len(pieces) - 1, len(piece), len(piece) ^ 0xFFFF) + piece
        for number, piece in enumerate(pieces)
    )
    return b"\x78\x01" + b"".join(blocks) + struct.pack(">I", zlib.adler32(data))
