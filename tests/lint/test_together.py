"""All that is wrong with a file comes at once: form and references, each mistake once."""

from itemkit.lint.run import validate
from itemkit.source.catalog import Catalog


def found(root):
    catalog = Catalog.around(root)
    return [
        (one.path, str(one.place.pointer), one.code, str(one.message))
        for one in validate(catalog, catalog.find()).findings
    ]


def test_references_are_judged_beside_mistakes_of_form(make_catalog):
    root = make_catalog(
        {
            "items/a.yaml": "name: a\ntype: 许可\norgan: 11440100007482575H\n"
            "materials:\n  - 一张表\n  - {name: 执照, certificate: 营业执照}\n  - {any_of: 身份证}\n"
            "results: {certificate: x}\n",
            "certificates/b.yaml": "name: 营业执照副本\n",
        }
    )
    assert found(root) == [
        ("items/a.yaml", "/materials/0", "S103", "materials/0 要写映射（几个 键: 值），这里是文字“一张表”"),
        ("items/a.yaml", "/materials/1/certificate", "S107", "目录里没有证照“营业执照”：是不是“营业执照副本”？"),
        ("items/a.yaml", "/materials/2/any_of", "S103", "any_of 要写列表，这里是文字“身份证”"),
        ("items/a.yaml", "/organ", "S107", "目录里没有机构“11440100007482575H”"),
        ("items/a.yaml", "/results", "S103", "results 要写列表，这里是映射（几个 键: 值）"),
        ("items/a.yaml", "/type", "S104", "“许可”不在事项类型的词表里：是不是“行政许可”？"),
    ]


def test_a_reference_that_is_no_code_is_one_mistake(make_catalog):
    root = make_catalog({"items/a.yaml": "name: a\ntype: 行政许可\norgan: 11440100007482575X\n"})
    assert [row[1:3] for row in found(root)] == [("/organ", "S105")]


def test_every_empty_key_is_named(make_catalog):
    root = make_catalog(
        {"items/a.yaml": 'name: a\ntype: 行政许可\nsituations: [{id: a, question: b, options: {"": c, d: e}}]\n'}
    )
    assert found(root) == [("items/a.yaml", "/situations/0/options/", "S106", "options 里有空的键")]
