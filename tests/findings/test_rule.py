"""Rules: made from a function, their page cut into sections, their hits made findings."""

from collections.abc import Iterator

from itemkit.findings import Finding, Hit, Place, Pointer, Related, Severity, msg, rule


@rule("M201", "material-vague", Severity.ERROR)
def material_vague(names: list[str]) -> Iterator[Hit]:
    """材料名称用了兜底说法。

    ## 为什么
    申请人不知道要交什么。

    第二段。

    ## 反例
        materials:
          - name: 其他材料
            ## 不是标题

    ## 怎么改
    写出全称。
    """
    for index, name in enumerate(names):
        if name == "其他材料":
            related = (Related(msg("清单在这里"), Place(Pointer.of("materials"))),)
            yield Hit(Place(Pointer.of("materials", index, "name")), msg("不确定：{name}", name=name), related)


def test_it_is_called_like_the_function() -> None:
    assert [str(hit.message) for hit in material_vague(["身份证", "其他材料"])] == ["不确定：其他材料"]
    assert list(material_vague([])) == []


def test_its_hits_become_findings() -> None:
    hits = material_vague(["其他材料"])
    assert list(material_vague.findings(hits, "items/a.yaml", "甲")) == [
        Finding(
            "M201",
            Severity.ERROR,
            "items/a.yaml",
            Place(Pointer.of("materials", 0, "name")),
            msg("不确定：{name}", name="其他材料"),
            subject="甲",
            related=(Related(msg("清单在这里"), Place(Pointer.of("materials"))),),
        )
    ]


def test_the_page_in_sections() -> None:
    assert material_vague.summary == "材料名称用了兜底说法。"
    assert material_vague.section("为什么") == "申请人不知道要交什么。\n\n第二段。\n"
    assert material_vague.section("反例") == "materials:\n  - name: 其他材料\n    ## 不是标题\n"
    assert material_vague.section("怎么改") == "写出全称。\n"
    assert material_vague.section("正例") == ""
    assert material_vague.section("为") == ""


def test_a_function_without_a_docstring_has_an_empty_page() -> None:
    @rule("X999", "silent", Severity.INFO)
    def silent() -> Iterator[Hit]:
        yield from ()

    assert (silent.summary, silent.section("为什么"), list(silent())) == ("", "", [])
