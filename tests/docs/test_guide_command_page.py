"""docs/guide-command.md: what it shows is what is printed, every option is told, every tag that it teaches works."""

import io
import re
from pathlib import Path

import pytest
from docx import Document
from shown import ROOT, RUN, agree, copied, shown

from itemkit.cli.app import app
from itemkit.guides.formats import FORMATS, docx
from itemkit.guides.formats.docx.render import problems_of
from itemkit.guides.page import EDITIONS

PAGE = (ROOT / "docs/guide-command.md").read_text("utf-8")
TAGS = re.findall(r"`(\{[{%][^`]*)`", PAGE.replace("\\|", "|"))


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copied(ROOT / "catalog", tmp_path_factory.mktemp("指南"))


def document(*paragraphs: str) -> bytes:
    made, stream = Document(), io.BytesIO()
    for text in paragraphs:
        made.add_paragraph(text)
    made.save(stream)
    return stream.getvalue()


def test_the_page_shows_what_is_printed(catalog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(catalog)
    (catalog / "错的模板.docx").write_bytes(document("名称：{{ titel }}", "咨询：{{ item.contact.consulting }}"))
    told = [(args, output, RUN.invoke(app, args)) for args, output in shown(PAGE)]
    assert [one.exit_code for _args, _output, one in told] == [0, 2]
    for args, output, one in told:
        actual = one.stdout or one.stderr
        if not agree(output, actual):
            assert (args, actual) == (args, output)


def test_the_template_that_the_page_adapts_works(catalog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(catalog)
    block = re.search(r"```sh\n(itemkit guide --starter .*?)```", PAGE, re.DOTALL)
    assert block is not None
    for line in block[1].splitlines():
        assert RUN.invoke(app, line.split()[1:]).exit_code == 0
    assert (catalog / "结婚登记预约.docx").read_bytes().startswith(b"PK")


def test_every_option_format_and_edition_is_told() -> None:
    help_text = RUN.invoke(app, ["guide", "--help"], env={"COLUMNS": "200"}).stdout
    options = set(re.findall(r"--[a-z][a-z-]+", help_text)) - {
        "--help",
        "--format",
        "--output",
        "--catalog",
        "--no-cache",
        "--jobs",
    }
    assert {one for one in (*options, *FORMATS, *EDITIONS) if one not in PAGE} == set()


def test_every_tag_that_the_page_teaches_is_right() -> None:
    assert len(TAGS) >= 12
    values = [tag for tag in TAGS if tag.startswith("{{") and "…" not in tag]
    own = document("{%p for one in materials %}", *values, "{%p endfor %}", "{%p if watermark %}", "甲", "{%p endif %}")
    assert [str(one.message) for one in problems_of(own)] == []
    assert {"{%p if watermark %}", "{%p for one in materials %}", "{%tr for one in steps %}"} <= set(TAGS)
    assert [str(one.message) for one in problems_of(docx.starter())] == []
