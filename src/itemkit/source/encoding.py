"""Which encoding a file that is not UTF-8 most likely has, so that the maintainer knows how to convert it."""

import codecs

_CANDIDATES = ("gb18030", "big5", "shift_jis")
_WIDE = ("utf-16-le", "utf-16-be")
_LIKELY = 0.25
"""Such a share of common characters has no other file that happens to decode."""
_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_COMMON = frozenset(
    "的一是不在有人和中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处理府研县市省府区证办材料"
)


def likely_encoding(raw: bytes) -> str:
    """A name such as ``GB18030``; empty if the bytes look like no text at all."""
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return name
    if b"\0" in raw[:1024]:
        is_wide = raw[:1024].count(b"\0") > len(raw[:1024]) // 4
        return "UTF-16" if is_wide or any(_plausibility(raw, name) > _LIKELY for name in _WIDE) else ""
    best, best_score = "", 0.0
    for name in _CANDIDATES:
        score = _plausibility(raw, name)
        if score > best_score:
            best, best_score = name.upper(), score
    return best


def _plausibility(raw: bytes, encoding: str) -> float:
    """The share of common Chinese characters among all that are not ASCII; 0 if the bytes are not of this encoding."""
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        return 0.0
    wide = [char for char in text if char > "\x7f"]
    return (1 + sum(char in _COMMON for char in wide)) / (1 + len(wide))
