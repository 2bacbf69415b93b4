"""Family W, continued: conditions that promise less than they seem to.

A condition is a promise: who meets it is accepted. Open ends, references to nothing and words of discretion take the
promise back. Items' names are not read here: official names contain 其他 and 等.
"""

import re
from collections.abc import Iterator
from functools import cache

from itemkit.findings import Hit, Place, Pointer, Severity, msg
from itemkit.lint.readings import CONDITIONS
from itemkit.lint.rules.kinds import item_rule
from itemkit.lint.view import View

_NO_CONDITION = re.compile(
    r"(?:[^，。；]{0,8}，)?(?:无需?|没有|不设)(?:任何|特殊|特别|特定|前置|受理|申请|办理|限制|具体|准入)*"
    r"(?:条件|限制|要求)(?:限制|受理|办理|申请|查询|主动公开|公开)?(?:。.{0,6})?[。；;]?"
)
_OPEN_END = re.compile(
    r"其[他它](?:相关|有关|必要|必备|规定)?的?(?:条件|要求|情形|情况)[。；;，,]?$"
    r"|适时(?:进行|予以|作出)?(?:补充|调整|修订|修改|更新)",
    re.MULTILINE,
)
_OPEN_END_SIGNS = ("其他", "其它", "适时")
_OF_LAW = re.compile(r"法律|法规|规章|国务院|条例")
_ABOVE = re.compile(
    r"(?:^|[合足备到除照按据有，：（“])(?:以上|上述|前述)(?:各项|各条|所有|全部|规定|所列)?的?(?:条件|情形|要求|规定|材料|情况|标准)"
    r"|(?<![当目之以])前[款项条](?:规定|所列|情形|第)"
)
_BREAK = re.compile(r"[。；;：:\n]")
_OTHER_PLACE = re.compile(
    r"(?:具体)?(?:条件|要求)?(?:以|按照?|依据|根据|依照|参照)[^，。；《]{0,20}(?:通知|公告|文件|规定|要求|办法|部署|指南|细则)[^，。；《]{0,6}"
    r"(?:为准|执行|办理|进行)[。；;]?"
    r"|(?:须|应|应当)?(?:符合|满足|具备)(?:国家|本省|有关|相关|法律|法规|规章|政策|规定|要求|条件|文件|行政|标准|的|、|和|及|其|等)+[。；;]?"
)
_DISCRETION = re.compile(
    r"原则上|(?<![重忽轻监电近远斜弱巡歧审])视(?:具体)?情(?!绪)(?:况|形)?|酌情|必要时(?![间长限])|(?<!定期或者)(?<!合)适时(?!间)"
    r"|一般(?:应(?![税用付收急])|须|需(?!求)|不(?!动产|特定|合格|良)|为|情况下)"
)
_DISCRETION_SIGNS = ("原则上", "视情", "视具体情", "酌情", "必要时", "适时", "一般")
_REQUIREMENTS = ("requirement", "fill", "seal", "format", "note")


@item_rule("W202", "condition-empty", Severity.WARNING)
def condition_empty(item: View) -> Iterator[Hit]:
    """受理条件写的是“无条件受理”，却要交材料。

    ## 为什么
    要交材料就有条件：材料要证明的正是条件。写“无条件”的，多半是没有写。

    ## 依据
    国家政务服务平台交换字段：受理条件（accept_condition）为必填项；国发〔2022〕5号把受理条件列为要统一的要素。

    ## 反例
        conditions: [无条件受理]

    ## 正例
        conditions: [依法登记的住宿经营者]

    ## 怎么改
    写出谁在什么情况下可以申请；真没有条件的，删去 `conditions`。
    """
    conditions = item.get("conditions")
    if conditions and len(conditions) == 1 and item.materials:
        text = conditions[0]
        if _NO_CONDITION.fullmatch(text):
            yield Hit(
                Place(Pointer.of("conditions", 0)),
                msg("“{text}”，却要交 {number} 份材料：写出受理条件", text=text, number=len(item.materials)),
            )


@item_rule("W203", "condition-open-ended", Severity.WARNING, reads=CONDITIONS)
def condition_open_ended(item: View) -> Iterator[Hit]:
    """受理条件留着口子：“要求的其他条件”“适时补充调整”。

    ## 为什么
    申请人无法知道自己够不够条件；窗口可以随时再加一条。

    ## 依据
    中华人民共和国行政许可法 第三十条：条件要公示；申请人要求说明的，要给出准确、可靠的信息。

    ## 反例
        conditions: [经营场所的选址和设计符合卫生标准, 审批机关要求的其他条件]

    ## 正例
        conditions: [经营场所的选址和设计符合卫生标准, 从业人员持有健康证明]

    ## 怎么改
    列出这些条件；列不出来的，删去这一句。
    """
    if not _has_open_end(item):
        return
    for pointer, text in _conditions(item):
        found = _OPEN_END.search(text)
        if found and not _OF_LAW.search(_clause(text, found)):
            yield Hit(Place(pointer), msg("条件没有写尽（{words}）：列出来，或者删去", words=_shown(text, found)))


@item_rule("W204", "reference-dangling", Severity.WARNING, reads=CONDITIONS)
def reference_dangling(item: View) -> Iterator[Hit]:
    """说“以上条件”“前款”，上面却什么也没有。

    ## 为什么
    从法规或者别处摘来一句，所指的内容没有一起摘来；申请人找不到要符合的是什么。

    ## 依据
    惯例：条件自成一体，不靠别处的上文。

    ## 反例
        conditions: [符合以上条件]

    ## 正例
        conditions: [经营场所的选址和设计符合卫生标准, 符合以上条件并经现场核查合格]

    ## 怎么改
    把所指的内容写出来。
    """
    for key in ("conditions", "rejections"):
        texts = item.get(key)
        if texts and not (key == "rejections" and item.get("conditions")):
            found = _ABOVE.search(texts[0])
            if found and not _BREAK.search(texts[0], 0, found.start() + 1):
                words = _shown(texts[0], found)
                yield Hit(Place(Pointer.of(key, 0)), msg("“{words}”：上面没有所指的内容，写出来", words=words))


@item_rule("W205", "condition-elsewhere", Severity.WARNING, reads=CONDITIONS)
def condition_elsewhere(item: View) -> Iterator[Hit]:
    """受理条件不写在这里，只说“以通知为准”“符合有关规定”。

    ## 为什么
    不说是哪个文件、什么规定，申请人看完等于没看。

    ## 依据
    中华人民共和国行政许可法 第三十条：条件要公示；国家政务服务平台交换字段：受理条件（accept_condition）为必填项。

    ## 反例
        conditions: [具体条件以本年度通知文件为准]

    ## 正例
        conditions: [当年度内新设、用房面积不少于三十平方米的机构]

    ## 怎么改
    写出条件本身；条件在法规里的，写法规的名称和条款。
    """
    for pointer, text in _conditions(item):
        if _OTHER_PLACE.fullmatch(text):
            yield Hit(Place(pointer), msg("“{text}”没有说出条件：写出来，或者写明哪个文件哪一条", text=text))


@item_rule("W206", "discretion-word", Severity.WARNING)
def discretion_word(item: View) -> Iterator[Hit]:
    """条件或者材料要求里有伸缩的词：原则上、视情况、必要时、酌情、一般应。

    ## 为什么
    “原则上”就是还有例外，例外是什么却没有说；同样的材料，这个窗口收，那个窗口不收。

    ## 依据
    惯例：条件和要求写到人人照着做结果一样；国发〔2022〕5号要求受理条件等要素统一。

    ## 反例
        conditions: [原则上营业面积不少于五十平方米]

    ## 正例
        conditions: [营业面积不少于五十平方米；只供外卖的不限]

    ## 怎么改
    写出在什么情形下适用、什么情形下除外；法规原文就是这样写的，写明由谁按什么标准判断。
    """
    if not _contains(item.text, _DISCRETION_SIGNS):
        return
    for pointer, text in (*_conditions(item), *_each_requirement(item)):
        found = _DISCRETION.search(text)
        if found and not _OPEN_END.search(text):
            yield Hit(
                Place(pointer), msg("“{words}”留有余地：写明什么情形适用，什么情形除外", words=_shown(text, found))
            )


@item_rule("W401", "condition-left-to-law", Severity.INFO, reads=CONDITIONS)
def condition_left_to_law(item: View) -> Iterator[Hit]:
    """受理条件以“法律、法规规定的其他条件”结尾。

    ## 为什么
    法规里这样写是留余地；办事指南照抄，申请人不知道还有哪些法规、哪些条件。

    ## 依据
    惯例：指南把条件列尽。许多法规的原文就有这一句，所以只是提示。

    ## 反例
        conditions: [经营场所的选址和设计符合卫生标准, 法律、法规规定的其他条件]

    ## 正例
        conditions: [经营场所的选址和设计符合卫生标准, 从业人员持有健康证明]

    ## 怎么改
    查一查现在有没有这样的规定：有就列出来，没有就删去这一句。
    """
    if not _has_open_end(item):
        return
    for pointer, text in _conditions(item):
        found = _OPEN_END.search(text)
        if found and _OF_LAW.search(_clause(text, found)):
            yield Hit(Place(pointer), msg("“{words}”没有列尽：有就列出来，没有就删去", words=_shown(text, found)))


def _conditions(item: View) -> Iterator[tuple[Pointer, str]]:
    """Conditions of acceptance, and of rejection."""
    for key in ("conditions", "rejections"):
        texts = item.get(key)
        if texts:
            for index, text in enumerate(texts):
                yield _at(key, index), text


@cache
def _at(key: str, index: int) -> Pointer:
    return Pointer((key, index))


def _has_open_end(item: View) -> bool:
    return _contains(item.text, _OPEN_END_SIGNS)


def _contains(text: str, words: tuple[str, ...]) -> bool:
    for word in words:  # noqa: SIM110 (any() takes twice as long, and this runs for every item)
        if word in text:
            return True
    return False


def _each_requirement(item: View) -> Iterator[tuple[Pointer, str]]:
    for pointer, material in item.materials:
        for key in _REQUIREMENTS:
            if key in material:
                yield pointer / key, material[key]


def _clause(text: str, found: re.Match[str]) -> str:
    """The match with what leads to it: back to the last full stop, semicolon or line break."""
    start = max(text.rfind(mark, 0, found.start()) for mark in "。；;\n")
    return text[start + 1 : found.end()]


_SHOWN = 12


def _shown(text: str, found: re.Match[str]) -> str:
    """The match with a few characters before it, for a message."""
    return text[max(0, found.start() - _SHOWN) : found.end()].strip("，。；：、 \n")
