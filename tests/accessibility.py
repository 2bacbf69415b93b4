"""What axe finds wrong with a page: WCAG 2.0 to 2.2, levels A and AA, and good practice; AAA for the contrast of large text.

axe comes with the package ``axe-playwright-python``. The policy of our pages lets no script in that is not theirs, so that
a window of its own, without the policy, is opened for it; the page is the same.
"""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from browser import DESKTOP, Chromium, Mode, Window
from sites import Site

IN_EVERY_MODE = ("color-contrast", "target-size", "link-in-text-block")
"""The rules that go by what a page looks like."""

_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
_OFF_BY_DEFAULT = ("target-size",)
_ENHANCED = "color-contrast-enhanced"  # WCAG 1.4.6: at least 7
_RUN = """async (options) => {
    const told = await axe.run(document, options);
    return told.violations.flatMap((rule) => rule.nodes.map((node) =>
        `${rule.id}: ${node.target.join(" ")}: ${node.failureSummary.split("\\n").slice(1).join("; ").trim()}`));
}"""


def violations(
    chromium: Chromium,
    site: Site,
    name: str,
    mode: Mode = DESKTOP,
    *,
    enhanced_contrast: bool = False,
    more: str = "",
) -> list[str]:
    """What axe finds wrong with a page: ``rule: selector: what is to be mended``, sorted; empty where all is well.

    Args:
        chromium: the browser.
        site: where the page is.
        name: the page, relative to the site.
        mode: how somebody looks at it.
        enhanced_contrast: ask for the contrast that the large-text mode promises.
        more: a query and a fragment, already quoted.
    """
    with chromium.window(mode, bypass_csp=True) as window:
        window.open(site, name, more)
        return found_by_axe(window, enhanced_contrast=enhanced_contrast)


def found_by_axe(window: Window, *, enhanced_contrast: bool = False, only: Sequence[str] = ()) -> list[str]:
    """The same for the page that a window shows, which must have been opened with ``bypass_csp``.

    Args:
        window: the window.
        enhanced_contrast: see `violations`.
        only: rules to go by; none: all of them.
    """
    wanted = [*_OFF_BY_DEFAULT, *([_ENHANCED] if enhanced_contrast else [])]
    options = {
        "runOnly": {"type": "rule", "values": [*only]} if only else {"type": "tag", "values": _TAGS},
        "rules": {} if only else {one: {"enabled": True} for one in wanted},
        "resultTypes": ["violations"],
        "preload": False,  # else it reads stylesheets by itself, which no page from a folder may
    }
    window.page.evaluate(_axe())
    return sorted(window.page.evaluate(_RUN, options))


@cache
def _axe() -> str:
    return (files("axe_playwright_python") / "axe.min.js").read_text("utf-8") + "\n;0"
