"""The files of the search: what is in them, that nothing in them can do harm, that little changes at a time."""

import json
import re
from dataclasses import replace
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itemkit.guides.search import Findable, blocks, directory, earlier, initials, search_files, shards
from itemkit.guides.search import files as making
from itemkit.guides.search.blocks import each_cut, in_order, numbers
from itemkit.guides.search.folding import DROPPED, fold
from itemkit.guides.search.keys import BEGINNINGS, WITHIN
from itemkit.guides.search.script import from_script, to_script
from searching import ORGANS, REGIONS, made_rows

ROWS = made_rows(900)
FILES_OF_NO_ROW = ("search/directory.js", "search/find.js", "search/search.js")


@pytest.fixture
def indexed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Even a few rows have an index, of many small blocks."""
    lower(monkeypatch)


def lower(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(making, "MOST_WITHOUT_INDEX", 100)
    for name, value in {"_LEAST": 4, "_MEAN": 8, "_MOST": 24}.items():
        patch.setattr(blocks, name, value)


@pytest.fixture(scope="module")
def published() -> dict[str, bytes]:
    """The files of all rows, with an index."""
    with pytest.MonkeyPatch.context() as patch:
        lower(patch)
        return made(ROWS)


def made(rows: list[Findable], previous: dict[str, bytes] | None = None) -> dict[str, bytes]:
    return dict(search_files(rows, REGIONS, ORGANS, previous or {}))


def values(given: dict[str, bytes]) -> dict[str, object]:
    """What the data files hold, by stem."""
    stems = {name: name.removeprefix("search/").removesuffix(".js") for name in given}
    return {stem: from_script(stem, given[name]) for name, stem in stems.items() if stem not in {"find", "search"}}


def test_a_site_of_two_rows() -> None:
    rows = [
        Findable("i/11440100007482620J344012300400001.html", "公共场所卫生许可", "ggcswsxk", "事项", ("卫生证",),
                 "11440100007482620J344012300400001", "440100", "11440100007482620J", "行政许可", ("个人", "经营主体"), ("准入准营",)),
        Findable("c/营业执照.html", "营业执照", "yyzz", "证照"),
    ]  # fmt: skip
    content = dict(search_files(rows, {"440100": "广州市"}, {"11440100007482620J": "市卫健委"}))
    found = values(content)
    listed = found.pop("directory")
    assert isinstance(listed, dict)
    ((stem, block),) = found.items()
    assert block == [
        ["", "事项", "行政许可", "个人", "经营主体", "准入准营", "证照"],
        [["", ""], ["440100", "广州市"]],
        [["", ""], ["11440100007482620J", "市卫健委"]],
        [
            [
                0,
                "公共场所卫生许可",
                ["卫生证"],
                "11440100007482620J344012300400001",
                "ggcswsxk",
                1,
                2,
                1,
                1,
                [3, 4],
                [5],
            ],
            ["c/营业执照.html", "营业执照", [], "", "yyzz", 6, 0, 0, 0, [], []],
        ],
    ]
    digest = earlier.digest_of(content[f"search/{stem}.js"])
    assert listed == {
        "format": directory.FORMAT, "rows": 2, "blocks": [[int(stem[1:], 16), 2, digest, "ggcswsxk"]], "shards": 0, "width": 0, "digest": "",
        "filters": {
            "kind": ["事项", "证照"], "region": [["440100", "广州市"]], "type": ["行政许可"], "audience": ["个人", "经营主体"],
            "theme": ["准入准营"],
        },
    }  # fmt: skip


def test_a_site_of_no_row() -> None:
    found = made([])
    assert sorted(found) == list(FILES_OF_NO_ROW)
    listed = values(found)["directory"]
    assert isinstance(listed, dict)
    assert listed["blocks"] == []


def test_the_order_of_the_rows_does_not_matter() -> None:
    assert made(sorted(ROWS, key=lambda row: (row.kind, row.href))) == made(
        sorted(ROWS, key=lambda row: (row.kind, row.title))
    )


def test_few_rows_have_no_index(published: dict[str, bytes]) -> None:
    letters = [{name[7] for name in one if name not in FILES_OF_NO_ROW} for one in (made(ROWS), published)]
    assert letters == [{"b"}, {"b", "g", "o"}]


def test_hostile_text_stays_within_its_string() -> None:
    titles = ["</script><script>alert(1)</script>", 'a"b\\c\nd\re', "x\u2028y\u2029z", "bell\x07turn\u202eend\ufeff", "__proto__", "constructor"]  # fmt: skip
    rows = [
        Findable(f"i/{number}.html", title, initials(title), title, (title,), title, title, title, title, (title,), (title,))
        for number, title in enumerate(titles)
    ]  # fmt: skip
    content = dict(search_files(rows, {title: title for title in titles}, {title: title for title in titles}))
    for name in content.keys() - {"search/find.js", "search/search.js"}:
        text = content[name].decode()
        assert re.fullmatch(r'itemkitSearch\("[a-z0-9]+",[^<\n\r\u2028\u2029\u202e\x07]*\);\n', text), name
    (block,) = (value for stem, value in values(content).items() if stem.startswith("b"))
    assert isinstance(block, list)
    shown = [title.replace("\x07", "\ufffd").replace("\u202e", "\ufffd") for title in titles]
    assert sorted(row[1] for row in block[3]) == sorted(shown)


@pytest.mark.usefixtures("indexed")
def test_names_of_files_are_our_own() -> None:
    region = "../../../etc/passwd"
    content = made([replace(row, region=region, organ="..\\x") for row in ROWS])
    assert all(re.fullmatch(r"search/[a-z0-9]+\.js", name) for name in content)


def test_a_script_holds_what_was_put_in() -> None:
    value = {"b": ["<\u2028>", 1], "a": {"é": "\\u003c"}}
    assert from_script("x", to_script("x", value)) == value
    assert to_script("x", value) == to_script("x", dict(reversed(value.items())))
    for content in (b"", b"itemkitSearch(", to_script("y", value), to_script("x", value)[:-1]):
        with pytest.raises(ValueError):
            from_script("x", content)


EDITS = st.lists(
    st.tuples(st.sampled_from(["drop", "rename", "recode", "twin"]), st.integers(0, len(ROWS) - 1)), max_size=12
)


def edited(edits: list[tuple[str, int]]) -> list[Findable]:
    """The rows after some edits."""
    rows: list[Findable | None] = list(ROWS)
    more: list[Findable] = []
    for number, (kind, place) in enumerate(edits):
        row = ROWS[place]
        title = f"新{number}{row.title}"
        changed = {
            "drop": None,
            "rename": replace(row, title=title, initials=initials(title)),
            "recode": replace(row, code=row.code[:-2], region="445200"),
            "twin": row,
        }
        rows[place] = changed[kind]
        if kind == "twin":
            more.append(replace(row, href=f"i/twin{number}.html", aliases=("双胞胎",)))
    return [row for row in (*rows, *more) if row is not None]


@pytest.mark.usefixtures("indexed")
@settings(max_examples=15)
@given(EDITS)
def test_amending_gives_the_same_bytes(published: dict[str, bytes], edits: list[tuple[str, int]]) -> None:
    rows = edited(edits)
    assert made(rows, published) == made(rows)


@pytest.mark.usefixtures("indexed")
def test_one_edit_is_amended(published: dict[str, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "made", lambda *_arguments: pytest.fail("made anew"))
    rows = [replace(row, aliases=("别的叫法",)) if row is ROWS[500] else row for row in ROWS]
    after = made(rows, published)
    changed = {name[7] for name in after if after[name] != published.get(name)}
    assert changed == {"b", "d", "g"}
    assert sum(after[name] != published[name] for name in after if name[7] == "b") == 1


@pytest.mark.usefixtures("indexed")
@pytest.mark.parametrize("stem", ["directory", "g0001", "block"])
@pytest.mark.parametrize("content", [b"", b'itemkitSearch("directory",{"format":1});\n', b'itemkitSearch("directory",[]);\n', None])  # fmt: skip
def test_what_was_altered_is_made_anew(published: dict[str, bytes], stem: str, content: bytes | None) -> None:
    rows = edited([("rename", 500)])
    whole = made(rows)
    block = next(name for name in published if name[7] == "b" and published[name] != whole.get(name))
    name = block if stem == "block" else f"search/{stem}.js"
    previous = published | {name: content} if content is not None else {**published}
    if content is None:
        del previous[name]
    assert made(rows, previous) == whole


def test_cuts_hold_all_rows_and_stay_where_they_are() -> None:
    ordered = in_order(made_rows(6000))
    cuts = list(each_cut(ordered))
    assert [row for cut in cuts for row in cut] == ordered
    assert all(48 <= len(cut) <= 320 for cut in cuts[:-1])
    without = list(each_cut([row for row in ordered if row is not ordered[3000]]))
    assert len({tuple(cut) for cut in cuts} - {tuple(cut) for cut in without}) <= 4


def test_blocks_have_numbers_of_their_own() -> None:
    cuts = [[row] for row in ROWS[:64]]
    assert sorted(numbers(cuts, 64)) == list(range(64))
    assert numbers(cuts[1:], 4096) == numbers(cuts, 4096)[1:]
    with pytest.raises(ValueError, match="more than 63 blocks"):
        numbers(cuts, 63)


@pytest.mark.parametrize(
    ("number", "count", "width"), [(0, 1, 2), (1, 1, 2), (100, 128, 2), (2048, 2048, 2), (2049, 4096, 3)]
)
def test_the_shape_grows_by_leaps(number: int, count: int, width: int) -> None:
    assert shards.Shape.of(number) == shards.Shape(count, width)


def test_marks_sort_like_numbers() -> None:
    shape = shards.Shape(1, 2)
    marks = [shape.mark(number) for number in range(shape.capacity)]
    assert marks == sorted(set(marks))


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("公共场所 卫生许可（新办）", "公共场所卫生许可新办"),
        ("Ｍ字签证 ２", "m字签证2"),
        ("《“a”·b—c》_-/", "abc"),
        ("㎡ ﷺ 々〇", "m2صلىاللهعليهوسلم々〇"),
        ("\u2028\u202e\ufeff\u200b", ""),
        ("𠮷", "𠮷"),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_the_script_agrees_with_the_index() -> None:
    script = (files("itemkit.guides.search") / "find.js").read_text("utf-8")
    for said in (
        f"const DROPPED = /{DROPPED}/g;",
        f"const BEGINNINGS = {json.dumps(BEGINNINGS)};",
        f"const WITHIN = {json.dumps(WITHIN)};",
        f'const ALPHABET = "{shards.ALPHABET}";',
        f"const ORGAN_FILES = {making.ORGAN_FILES};",
        f"const FIRST = {directory.FIRST};",
    ):
        assert said in script
