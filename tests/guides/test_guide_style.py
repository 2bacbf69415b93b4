"""The colours of the stylesheet, computed: what can be read by everybody, in light and in dark."""

import re
from importlib.resources import files
from urllib.parse import unquote
from xml.etree.ElementTree import fromstring

import pytest

from itemkit.guides.render import stylesheet

SCHEMES = {"light": "", "dark": "screen and (prefers-color-scheme: dark)", "print": "print"}
LEAST = 7
"""WCAG 1.4.6: so that the large text (大字版) needs no colours of its own."""
GROUNDS = ("paper", "panel")
"""What text may stand on where its own rule says nothing else."""


def each_rule(css: str, media: str = ""):
    """Every rule as (media, selector, {property: value})."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    position = 0
    while match := re.compile(r"\s*([^{}]+?)\s*\{").match(css, position):
        depth, end = 1, match.end()
        while depth:
            depth += {"{": 1, "}": -1}.get(css[end], 0)
            end += 1
        head, body = match[1], css[match.end() : end - 1]
        if head.startswith("@media"):
            yield from each_rule(body, head.removeprefix("@media").strip())
        elif head.startswith("@supports"):
            yield from each_rule(body, media)
        elif not head.startswith("@"):
            declarations = (line.partition(":") for line in body.split(";") if line.strip())
            yield media, " ".join(head.split()), {key.strip(): value.strip() for key, _, value in declarations}
        position = end


RULES = list(each_rule(stylesheet()))


def colours(scheme: str) -> dict[str, str]:
    found = {}
    for media in ("", SCHEMES[scheme]):
        for rule_media, selector, declarations in RULES:
            if selector == ":root" and rule_media == media:
                found |= {key[2:]: value for key, value in declarations.items() if key.startswith("--")}
    return found


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mixed(over: str, under: str, opacity: float) -> str:
    """The colour that one shows on another."""
    pairs = [(int(over[at : at + 2], 16), int(under[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(one * opacity + other * (1 - opacity)):02x}" for one, other in pairs)


def variable(value: str | None) -> str | None:
    match = re.search(r"var\(--([a-z-]+)\)", value or "")
    return match[1] if match else None


def grounds_of(selector: str, declarations: dict[str, str]) -> tuple[str, ...]:
    own = variable(declarations.get("background"))
    if own:
        return (own,)
    for _, other, more in RULES:  # a rule about links inside a coloured bar takes the bar's ground
        if variable(more.get("background")) and any(one.startswith(f"{other} ") for one in selector.split(", ")):
            return (variable(more["background"]) or "",)
    for _, other, more in RULES:
        if variable(more.get("background")) and selector.partition(":")[0] == other:
            return (variable(more["background"]) or "",)
    return GROUNDS


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_text_has_enough_contrast_on_every_ground(scheme: str) -> None:
    palette, poor = colours(scheme), []
    for _, selector, declarations in RULES:
        colour = variable(declarations.get("color"))
        for ground in grounds_of(selector, declarations) if colour else ():
            ratio = contrast(palette[colour or ""], palette[ground])
            if ratio < LEAST:
                poor.append((selector, colour, ground, round(ratio, 2)))
    assert poor == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_what_is_no_text_but_must_be_seen_has_enough_contrast(scheme: str) -> None:
    palette = colours(scheme)
    seen = [("accent", ground) for ground in GROUNDS] + [("quiet", ground) for ground in GROUNDS]
    assert [pair for pair in seen if contrast(palette[pair[0]], palette[pair[1]]) < 3] == []


def test_the_switch_gives_the_same_colours_as_the_system() -> None:
    def switched(scheme: str) -> dict[str, str]:
        media = f"screen and (prefers-color-scheme: {scheme})"
        (found,) = [one for at, selector, one in RULES if (at, selector) == (media, ":root:has(#theme:checked)")]
        return {key[2:]: value for key, value in found.items() if key.startswith("--")}

    assert switched("light") == colours("dark")
    assert switched("dark") == colours("light")


def test_colours_are_said_once() -> None:
    assert [
        (selector, value)
        for _, selector, declarations in RULES
        for key, value in declarations.items()
        if re.search(r"#[0-9a-f]{3,8}\b|rgb|hsl", value) and not key.startswith("--")
    ] == []


def test_sizes_of_text_follow_the_readers_setting() -> None:
    sizes = {(media, declarations["font-size"]) for media, _, declarations in RULES if "font-size" in declarations}
    in_drawing = {"13px", "15px"}  # of units of the drawing, which itself is measured in rem
    assert {size for _, size in sizes if not re.fullmatch(r"[0-9.]+rem|100%|142%|10pt", size)} == in_drawing


def test_nothing_is_loaded() -> None:
    assert not re.search(r"url\((?!\"data:image/svg\+xml,)|@import|@font-face", stylesheet())


def test_the_watermark_is_an_image_that_stands_alone() -> None:
    found = re.findall(r'url\("data:image/svg\+xml,(.*?)"\)', stylesheet())
    assert len(found) == 1
    image = fromstring(unquote(found[0]))
    assert [(one.tag.rpartition("}")[2], one.text) for one in image.iter()] == [("svg", None), ("text", "预览")]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_watermark_takes_no_contrast_from_the_text_above_it(scheme: str) -> None:
    palette = colours(scheme)
    opacity = float(re.search(r"fill='gray' fill-opacity='([.0-9]+)'", stylesheet())[1])
    ground = mixed("#808080", palette["paper"], opacity)
    texts = ("ink", "quiet", "accent", "accent-strong")
    assert [name for name in texts if contrast(palette[name], ground) < 4.5] == []


def test_paper_keeps_what_warns_and_what_is_to_be_read() -> None:
    own = list(each_rule((files("itemkit.guides") / "templates" / "style.css").read_text("utf-8")))
    hidden = {
        part
        for media, selector, declarations in own
        if media in {"", "print"} and {declarations.get("display"), declarations.get("visibility")} & {"none", "hidden"}
        for part in re.split(r",\s*", selector)
    }
    assert hidden == {
        ".skip", ".contents", ".crumbs", ".menu", ".modes", ".action", ".deadline", ".not-on-paper", ".site-footer ul",
        ".picked", ".chosen a", ".on-paper", ".modes .to-light",
    }  # fmt: skip
    watermark = [
        declarations for media, selector, declarations in RULES if (media, selector) == ("", ".preview::before")
    ]
    assert [one["print-color-adjust"] for one in watermark] == ["exact"]
