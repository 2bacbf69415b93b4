"""A guide as a PDF: A4, all of it in Chinese type, with bookmarks and what a file should say of itself; nothing fetched."""

import os
import re
import shutil
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from msgspec.structs import replace
from sheets import CODE, EVERY_BLOCK, each_text, sheet, sheet_of, without_space

from itemkit.guides.formats import FormatError, pdf
from itemkit.guides.formats.data import guide_data
from itemkit.pages import clean

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def tools() -> None:
    """WeasyPrint with its library, and what reads PDF; in CI they have to be there."""
    missing = [name for name in ("pdftotext", "pdfinfo", "pdffonts") if shutil.which(name) is None]
    try:
        import weasyprint  # noqa: F401
    except (ImportError, OSError) as error:
        missing.append(str(error))
    if missing:
        message = f"missing: {missing}: apt-get install libpango-1.0-0 libpangoft2-1.0-0 poppler-utils fonts-noto-cjk"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)


def told_by(tool: str, content: bytes, folder: Path, *options: str) -> str:
    path = folder / "a.pdf"
    path.write_bytes(content)
    last = ["-"] if tool == "pdftotext" else []
    return subprocess.run([tool, *options, path, *last], check=True, capture_output=True, text=True).stdout


def test_every_text_is_there_in_chinese_type(full_item, context, tmp_path: Path) -> None:
    guide = sheet_of(full_item, context)
    content = pdf.write(guide)
    shown = without_space(told_by("pdftotext", content, tmp_path, "-raw"))
    wanted = [without_space(one) for one in each_text(guide_data(guide)) if one != "选项"]
    assert [one for one in wanted if one not in shown] == []
    fonts = told_by("pdffonts", content, tmp_path).splitlines()[2:]
    assert fonts
    assert {re.findall(r" (yes|no) ", line)[0] for line in fonts} == {"yes"}
    info = told_by("pdfinfo", content, tmp_path)
    assert re.search(r"^Title: +公共场所卫生许可（新办）$", info, re.MULTILINE)
    assert re.search(r"^Author: +市政务服务局$", info, re.MULTILINE)
    assert re.search(r"^Tagged: +yes$", info, re.MULTILINE)
    assert re.search(r"^Page size: .*\(A4\)$", info, re.MULTILINE)
    pages = int(re.findall(r"^Pages: +(\d+)$", info, re.MULTILINE)[0])
    each = told_by("pdftotext", content, tmp_path).split("\f")[:pages]
    assert pages > 2
    assert all(CODE in one and f"第 {number} 页，共 {pages} 页" in one for number, one in enumerate(each, 1))


def unpacked(content: bytes) -> bytes:
    """The objects of a PDF, those in compressed streams too."""
    streams = re.findall(rb"/FlateDecode[^\n]*>>\nstream\n(.*?)\nendstream", content, re.DOTALL)
    return content + b"".join(zlib.decompress(one) for one in streams)


def test_the_document_says_its_language_and_has_bookmarks() -> None:
    objects = unpacked(pdf.write(sheet()))
    assert b"/Lang (zh-CN)" in objects
    titles = re.findall(rb"/Title <feff([0-9a-f]+)>", objects)
    named = [EVERY_BLOCK.title, *(one.title for one in EVERY_BLOCK.sections)]
    assert sorted(bytes.fromhex(one.decode()).decode("utf-16-be") for one in titles) == sorted(
        [EVERY_BLOCK.title, *named]
    )
    assert b"CreationDate" not in objects


def test_the_same_guide_makes_the_same_bytes() -> None:
    assert pdf.write(sheet()) == pdf.write(sheet())


def test_nothing_is_fetched_and_hostile_texts_are_only_text(hostile_item, context, tmp_path: Path, monkeypatch) -> None:
    def refuse(*_arguments: object, **_settings: object) -> None:
        raise AssertionError("opened a connection")

    monkeypatch.setattr("socket.socket.connect", refuse)
    short = hostile_item.model_copy(update={
        "aliases": hostile_item.aliases[:8], "content": "\n".join(hostile_item.aliases[:8]),
        "conditions": hostile_item.conditions[:8], "steps": hostile_item.steps[:8], "windows": hostile_item.windows[:8],
        "faq": [*hostile_item.faq[:8], hostile_item.faq[9]],
    })  # fmt: skip
    guide = sheet_of(short, context)
    shown = without_space(told_by("pdftotext", pdf.write(guide), tmp_path, "-raw"))
    wanted = [str(clean(one)) for one in each_text(guide_data(guide))]
    plain = [without_space(one) for one in wanted if "\ufffd" not in one and len(one) < 200 and one != "选项"]
    assert [one for one in plain if one not in shown] == []
    assert shown.count("W") > 3000


def test_what_stands_at_the_edge_of_a_page_is_text_too(tmp_path: Path) -> None:
    page = replace(EVERY_BLOCK, title='"; } body { display: none } \\"\n</style><b>' + "长" * 100)
    shown = told_by("pdftotext", pdf.write(sheet(page)), tmp_path)
    assert '"; } body { display: none } \\" </style><b>' in shown
    assert "申请材料" in shown


def test_a_missing_library_is_told(monkeypatch) -> None:
    class Broken:
        """A finder that fails as the import does where Pango is missing."""

        def find_spec(self, name: str, *_arguments: object) -> None:
            if name == "weasyprint":
                raise OSError("cannot load library 'libpango-1.0-0'")

    for name in [one for one in sys.modules if one.partition(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [Broken(), *sys.meta_path])
    with pytest.raises(FormatError, match=r"libpango-1\.0-0"):
        pdf.write(sheet())
