"""Family M, the names: whether an applicant can tell from a material's name what to bring.

A name has to stand alone: it is printed on checklists, read out on the telephone, and compared with the names of other
items, where nobody sees the rest of the record.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from itemkit.findings import Change, Fix, Hit, Place, Pointer, Severity, msg
from itemkit.lint.readings import EACH_MATERIAL
from itemkit.lint.rules import material_words as words
from itemkit.lint.rules.kinds import ItemRule, item_rule
from itemkit.lint.view import View
from itemkit.model.material_core import PAUSES, without_number


@item_rule("M201", "material-vague", Severity.ERROR, reads=EACH_MATERIAL)
def material_vague(item: View) -> Iterator[Hit]:
    """材料名称用了兜底说法，申请人无法知道要交什么。

    ## 为什么
    材料清单要一次说清；“其他材料”“有关部门要求的材料”“相关证明”把决定权留给了窗口，申请人要多跑一趟才知道缺什么。

    ## 依据
    行政许可法第三十条：公示需要提交的全部材料的目录；国办发〔2015〕86号：办事指南列明申请材料。

    ## 反例
        materials: [{name: 审批机关要求的其他材料, source: 申请人自备, original: 1}]

    ## 正例
        materials: [{name: 授权委托书, source: 申请人自备, original: 1}]

    ## 怎么改
    写出材料的全称，一份材料一条；只在某种情形下才要的，用 `when` 说明；说不出是什么的，删去这一条。
    """
    for pointer, material in item.materials:
        if words.is_open_ended(material["name"]):
            yield Hit(Place(pointer / "name"), msg("材料名称不确定：{name}；写出要交的是什么", name=material["name"]))


@item_rule("M202", "material-list-open", Severity.WARNING, reads=EACH_MATERIAL)
def material_list_open(item: View) -> Iterator[Hit]:
    """材料名称是一串以“等”结尾的列举，没有列完。

    ## 为什么
    “合同、发票等材料”只举了例子，申请人不知道列出的几样够不够；“等”字后面要什么，又由窗口说了算。

    ## 依据
    行政许可法第三十条：公示需要提交的全部材料的目录。

    ## 反例
        materials: [{name: 购销合同、发票等材料, source: 申请人自备, copies: 1}]

    ## 正例
        materials:
          - {name: 设备购销合同, source: 申请人自备, copies: 1}
          - {name: 普通高等学校毕业证书, source: 其他, issuer: 高等学校, copies: 1}

    ## 怎么改
    把要的材料列完，一份一条，去掉“等”；其中一份就够的，写进 `any_of`。
    """
    for pointer, material in item.materials:
        name = material["name"]
        if "等" in name and words.is_open_list(name) and not words.is_open_ended(name):
            yield Hit(Place(pointer / "name"), msg("“{name}”以“等”结尾，没有列完：一一写出，去掉“等”", name=name))


_TOLD_ELSEWHERE = ("certificate", "form", "sample", "fill", "requirement", "note")


def _is_told_elsewhere(material: Mapping[str, Any]) -> bool:
    """Whether another field says what a material is whose name does not."""
    return any(key in material for key in _TOLD_ELSEWHERE)


@item_rule("M301", "material-generic", Severity.WARNING, reads=EACH_MATERIAL)
def material_generic(item: View) -> Iterator[Hit]:
    """材料名称只是一个类名，如“申请表”“证明”“合同”，别处也没有说是哪一份。

    ## 为什么
    大厅里有几百种申请表；只写“申请表”，申请人不知道要填哪一张，几个事项合办时也分不清谁是谁。

    ## 依据
    行政许可法第三十条：公示需要提交的全部材料的目录和申请书示范文本。

    ## 反例
        materials: [{name: 申请表, source: 申请人自备, original: 1}]

    ## 正例
        materials: [{name: 公共场所卫生许可申请表, source: 申请人自备, original: 1}]

    ## 怎么改
    写全称：哪个事项的申请表，证明什么的证明，和谁签的什么合同。证照写 `certificate`，表格写 `form` 或 `sample`。
    """
    for pointer, material in item.materials:
        name = material["name"]
        if words.is_generic(name) and not _is_told_elsewhere(material):
            yield Hit(Place(pointer / "name"), msg("“{name}”没有说是哪一份：写出全称", name=name))


@item_rule("M302", "identity-document-open", Severity.INFO, reads=EACH_MATERIAL)
def identity_document_open(item: View) -> Iterator[Hit]:
    """要身份证明，没有说哪些证件算。

    ## 为什么
    身份证、户口簿、护照、通行证都能证明身份；没有写明收哪些，各窗口收的不一样，也无法改为共享核验。

    ## 依据
    惯例：身份证明写到证照；可以任选的写进 `any_of`。

    ## 反例
        materials: [{name: 申请人身份证明, source: 政府部门核发, access: 核验}]

    ## 正例
        materials: [{name: 居民身份证, certificate: 居民身份证, source: 政府部门核发, access: 核验}]

    ## 怎么改
    写出证件的名称，加上 `certificate`；收几种的，用 `any_of` 列出。
    """
    for pointer, material in item.materials:
        name = material["name"]
        if (
            "证" in name
            and words.is_any_identity_document(name)
            and "any_of" not in pointer
            and not _is_told_elsewhere(material)
        ):
            yield Hit(Place(pointer / "name"), msg("“{name}”没有说哪些证件算：写出证件，或者用 any_of 列出", name=name))


_ELSEWHERE = r"备注|附注|注|说明|附件|附表|附图|样表|样本|范本|模板|示范文本|(?:填报)?[须需]知|填报说明|下|后|背面"
_POINTS_ELSEWHERE = re.compile(
    rf"[（(](?:请|详细?|具体|参)?见({_ELSEWHERE})[^（()）]*[)）]|[请详参]见({_ELSEWHERE})\w?$"
)
_FIELD_MEANT = {"备注": "note", "附注": "note", "注": "note", "说明": "note"}


@item_rule("M303", "name-points-elsewhere", Severity.WARNING, reads=EACH_MATERIAL)
def name_points_elsewhere(item: View) -> Iterator[Hit]:
    """材料名称里写“见备注”“详见附件”，把话留在了别处。

    ## 为什么
    名称会单独印在清单和告知书上，那里没有备注；换一个系统，备注和附件也许根本没有带过来。

    ## 依据
    惯例：名称只说是什么，条件写在 `when`，要求写在 `requirement`，其余写在 `note`。

    ## 反例
        materials: [{name: 选址说明（详见备注）, source: 申请人自备, original: 1, note: 附总平面图}]

    ## 正例
        materials: [{name: 选址说明, source: 申请人自备, original: 1, note: 附总平面图}]

    ## 怎么改
    从名称里去掉括号；备注里的话还没有写的，补上。
    """
    for pointer, material in item.materials:
        name = material["name"]
        if "见" not in name or not (found := _POINTS_ELSEWHERE.search(name)):
            continue
        place, what = Place(pointer / "name"), found.group(1) or found.group(2)
        rest = name[: found.start()] + name[found.end() :]
        if _FIELD_MEANT.get(what) in material and rest:
            fix = Fix(msg("从名称里去掉“{part}”", part=found.group()), (Change(pointer / "name", rest),))
            yield Hit(place, msg("名称里不写“见{what}”：备注就在这份材料下面", what=what), fix=fix)
        else:
            yield Hit(place, msg("名称里写了“见{what}”，这份材料却没有写：把要说的写出来", what=what))


_NUMBERS = {numeral: number for number, numeral in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
_COUNTED = re.compile(r"[一二两三四五六七八九十\d]份")
_COUNT = r"([一二两三四五六七八九十]|\d{1,2})份"
_KINDS_AT_END = re.compile(
    r"(?P<name>[^或、和及与，,；;（()）]+?)的?[（(]?"
    rf"(?P<kinds>原件|复印件|原件[和及、与]复印件|复印件[和及、与]原件)(?:(?P<each>各)?{_COUNT})?[)）]?"
)


@item_rule("M304", "count-in-name", Severity.INFO, reads=EACH_MATERIAL)
def count_in_name(item: View) -> Iterator[Hit]:
    """原件、复印件或者份数写在名称里，份数的字段却空着。

    ## 为什么
    写在名称里的份数，系统读不出来：不能汇总，不能比较，办事指南的份数一栏也是空的。

    ## 依据
    国家交换字段 originalnum、copiesnum：原件和复印件份数各是一个字段。

    ## 反例
        materials: [{name: 营业场所租赁合同复印件, source: 申请人自备}]

    ## 正例
        materials: [{name: 营业场所租赁合同, source: 申请人自备, original: 0, copies: 1}]

    ## 怎么改
    名称只留材料本身，份数写进 `original` 和 `copies`。
    """
    if "件" not in item.text and "份" not in item.text:
        return
    for pointer, material in item.materials:
        if "original" not in material and "copies" not in material and says_count(material["name"]):
            yield Hit(
                Place(pointer / "name"),
                msg("原件、复印件写在了名称里：把“{name}”要的份数写进 original、copies", name=material["name"]),
                fix=_counts_moved(pointer, material["name"]),
            )


def says_count(name: str) -> bool:
    """Whether a name tells of originals, copies or their number."""
    return "原件" in name or "复印件" in name or ("份" in name and _COUNTED.search(name) is not None)


def _counts_moved(pointer: Pointer, name: str) -> Fix | None:
    found = _KINDS_AT_END.fullmatch(name)
    if not found:
        return None
    number = found.group(4) or "一"
    both = "原件" in found["kinds"] and "复印件" in found["kinds"]
    if both and found.group(4) and not found["each"]:
        return None  # 原件及复印件三份: of which three?
    count = _NUMBERS.get(number) or int(number)
    original = count if "原件" in found["kinds"] else 0
    copies = count if "复印件" in found["kinds"] else 0
    return Fix(
        msg("份数移到字段里：原件 {original} 份，复印件 {copies} 份", original=original, copies=copies),
        (
            Change(pointer / "name", found["name"]),
            Change(pointer / "original", original),
            Change(pointer / "copies", copies),
        ),
        safe=False,
    )


_MAYBE_NUMBER = frozenset("0123456789０１２３４５６７８９一二三四五六七八九十（(①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")


@item_rule("M305", "name-numbered", Severity.WARNING, reads=EACH_MATERIAL)
def name_numbered(item: View) -> Iterator[Hit]:
    """材料名称带着清单里的序号。

    ## 为什么
    列表已经有先后；名称里再写序号，增减一条后面就都错了，同一份材料在两个事项里也成了两个名称。

    ## 依据
    国家交换字段 order_num：序号另有字段。

    ## 反例
        materials: [{name: 2、授权委托书, source: 申请人自备, original: 1}]

    ## 正例
        materials: [{name: 2寸照片, source: 申请人自备, original: 1}]

    ## 怎么改
    去掉序号。
    """
    for pointer, material in item.materials:
        name = material["name"]
        if name[0] in _MAYBE_NUMBER and (rest := without_number(name)) != name and rest:
            fix = Fix(msg("去掉序号"), (Change(pointer / "name", rest),))
            yield Hit(Place(pointer / "name"), msg("名称里的序号要去掉：{name}", name=name), fix=fix)


_PAUSES = frozenset(PAUSES)


@item_rule("M306", "name-ends-in-punctuation", Severity.WARNING, reads=EACH_MATERIAL)
def name_ends_in_punctuation(item: View) -> Iterator[Hit]:
    """材料名称以句号、分号、顿号之类结尾。

    ## 为什么
    这是从文件里整段粘贴留下的；名称多一个标点，就和别处的同一份材料对不上了。

    ## 依据
    惯例：名称后面不加标点。

    ## 反例
        materials: [{name: 授权委托书；, source: 申请人自备, original: 1}]

    ## 正例
        materials: [{name: 授权委托书, source: 申请人自备, original: 1}]

    ## 怎么改
    去掉末尾的标点。
    """
    for pointer, material in item.materials:
        name = material["name"]
        if name[-1] in _PAUSES and (rest := name.rstrip(PAUSES)):
            fix = Fix(msg("去掉末尾的标点"), (Change(pointer / "name", rest),))
            yield Hit(Place(pointer / "name"), msg("名称末尾的标点要去掉：{name}", name=name), fix=fix)


_LONGEST = 100
"""Characters; the exchange field holds 200."""


@item_rule("M307", "name-is-a-sentence", Severity.INFO, reads=EACH_MATERIAL)
def name_is_a_sentence(item: View) -> Iterator[Hit]:
    """材料名称写成了句子，或者超过 100 个字。

    ## 为什么
    “变更法定代表人的，提交任职文件”里只有后半句是名称，前半句是适用情形；混在一起，情形引导就帮不上忙。

    ## 依据
    国家交换字段 material_name 是名称；handle_case（适用情形）、accept_stand（受理标准）另有字段。

    ## 反例
        materials: [{name: 变更法定代表人的，提交新法定代表人的任职文件, source: 申请人自备, original: 1}]

    ## 正例
        situations: [{id: what, question: 变更什么？, options: {person: 法定代表人, address: 地址}}]
        materials: [{name: 新法定代表人的任职文件, when: {what: person}, source: 申请人自备, original: 1}]

    ## 怎么改
    名称只留材料本身；情形写进 `when`，要求写进 `requirement`；两份材料分成两条。
    """
    for pointer, material in item.materials:
        name = material["name"]
        if len(name) > _LONGEST:
            yield Hit(
                Place(pointer / "name"),
                msg("材料名称有 {count} 个字：只写材料本身，要求移到 requirement", count=len(name)),
            )
        elif words.is_sentence(name):
            yield Hit(
                Place(pointer / "name"),
                msg("材料名称写成了句子：情形写进 when，要求写进 requirement，两样材料分成两条"),
            )


VAGUE_NAME_RULES: tuple[ItemRule, ...] = (material_vague, material_list_open)
"""Names that leave open what to bring, in the order of their codes."""

NAME_RULES: tuple[ItemRule, ...] = (
    material_generic,
    identity_document_open,
    name_points_elsewhere,
    count_in_name,
    name_numbered,
    name_ends_in_punctuation,
    name_is_a_sentence,
)
"""Names that are badly worded, in the order of their codes."""
