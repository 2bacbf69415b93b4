"""Make the pictures in docs/screenshots: pages of the shipped catalog on phone and desktop, in large text, on paper.

    python tools/screenshots.py

Chromium is driven as in the tests; the paper is the first sheet of the printed page.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from PIL import Image  # noqa: E402

from browser import Chromium, Mode, Window, needed  # noqa: E402
from itemkit.guides import PublishOptions, publish  # noqa: E402
from itemkit.guides.names import page_name  # noqa: E402
from itemkit.source.catalog import Catalog  # noqa: E402
from sites import Site  # noqa: E402

OUT = ROOT / "docs" / "screenshots"
PAGES = {
    "home": "index.html",
    "item": "i/TE45072110000000034450708001W01.html",
    "bundle": page_name("bundle", "bundles/开办餐饮店.yaml"),
    "certificate": page_name("certificate", "营业执照"),
    "comparison": "s/440109002004.html",
}
MODES = {
    "phone": Mode(390, 844),
    "desktop": Mode(1280, 900),
    "large": Mode(390, 844, tick="大字版"),
}
PLACES = {"comparison": "#regions"}
"""Where a page is opened, if not at its top."""
_COLOURS = 64
_SHEET = 700  # pixels


def main() -> None:
    """Publish, look, and write the pictures."""
    OUT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, Chromium() as chromium:
        work = Path(folder)
        options = PublishOptions(base_url="https://zwfw.example.gov.cn/", allow_uncoded=True)
        publish(Catalog(ROOT / "catalog"), work / "site", options)
        site = Site.on_disk(work / "site")
        for page, name in PAGES.items():
            for mode, how in MODES.items():
                with chromium.window(how) as window:
                    window.open(site, name, PLACES.get(page, ""))
                    window.picture(work / "shot.png", full=False)
                _write(work / "shot.png", f"{page}-{mode}")
            with chromium.window() as window:
                window.open(site, name)
                _write(_first_sheet(window, work), f"{page}-print")


def _first_sheet(window: Window, work: Path) -> Path:
    window.printed(work)
    program = needed("pdftoppm")
    size = ("-scale-to-x", str(_SHEET), "-scale-to-y", "-1")
    subprocess.run([program, "-png", "-singlefile", *size, work / "printed.pdf", work / "sheet"], check=True)
    return work / "sheet.png"


def _write(picture: Path, name: str) -> None:
    with Image.open(picture) as image:
        image.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE).save(OUT / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
