"""What pages are called: the same for as long as a code lasts, and safe on any system."""

import pytest

from itemkit.guides.names import PageNames, href, page_name, slug
from itemkit.guides.site.files import NAME

CODE = "11440100007482620J344012300400001"


@pytest.mark.parametrize(
    "path",
    [
        "items/../../etc/passwd.yaml", "items/con.yaml", "items/a\\b:c*?.yaml", "items/.hidden.yaml", "items/" + "长" * 300 + ".yaml",
        "items/𠮷野家.yaml", "items/<script>.yaml", "items/a b\n\tc.yaml", "items/....yaml", "items/\ud800.yaml", "items/ＡＢ（c）.YAML",
    ],
)  # fmt: skip
def test_a_page_name_made_of_a_path_is_safe(path: str) -> None:
    for name in (PageNames().name(path, None), page_name("certificate", path), page_name("bundle", path)):
        assert NAME.fullmatch(name)
        assert len(name.encode()) < 200
        assert not set(href(name)) & set(" <>\"'\\:?#&")


def test_page_names() -> None:
    names = PageNames()
    path = "items/440100/卫生健康/公共场所卫生许可-新办.yaml"
    assert [
        names.name("items/a.yaml", CODE),
        names.name("items/b.yaml", CODE),
        names.name(path, None),
        names.name("items/other/公共场所卫生许可-新办.yaml", "../" + CODE),
    ] == [
        f"i/{CODE}.html",
        f"i/{slug('items/b.yaml')}.html",
        "i/公共场所卫生许可-新办-ac6af89d07ea.html",
        f"i/{slug('items/other/公共场所卫生许可-新办.yaml')}.html",
    ]
    assert names.is_shared(CODE)
    with pytest.raises(ValueError, match="came up before"):
        names.name(path, None)


def test_pages_about_other_things() -> None:
    assert [
        page_name("organ", "11440100007482620J"),
        page_name("region", "440100"),
        page_name("standard", "440123004000"),
        page_name("certificate", "营业执照"),
        page_name("certificate", "../../etc/passwd"),
    ] == [
        "o/11440100007482620J.html",
        "r/440100.html",
        "s/440123004000.html",
        f"c/{slug('营业执照')}.html",
        f"c/{slug('../../etc/passwd')}.html",
    ]
