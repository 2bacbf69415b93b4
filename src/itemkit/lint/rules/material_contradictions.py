"""Family M, the contradictions: where two things that a file says of its materials can't both be true.

Each of them sends somebody to the wrong place, has them copy what nobody wants, or hides a choice that they have.
"""

from collections.abc import Iterator

from itemkit.findings import REMOVED, Change, Fix, Hit, Place, Pointer, Related, Severity, msg
from itemkit.lint.readings import EACH_MATERIAL
from itemkit.lint.rules import material_words as words
from itemkit.lint.rules.kinds import ItemRule, item_rule
from itemkit.lint.view import Data, Row, View
from itemkit.model.material_core import core


@item_rule("M203", "material-repeated", Severity.WARNING)
def material_repeated(item: View) -> Iterator[Hit]:
    """同一份材料列了两次，只是写法不同。

    ## 为什么
    “身份证原件”一条、“居民身份证复印件”一条，申请人以为是两样东西；材料件数也虚增了，减材料的账算不准。

    ## 依据
    惯例：一份材料列一条，原件和复印件各是一个字段。

    ## 反例
        materials:
          - {name: 《施工方案》（加盖公章）, source: 申请人自备, original: 1}
          - {name: 施工方案, source: 申请人自备, copies: 2}

    ## 正例
        materials:
          - {name: 施工方案, source: 申请人自备, original: 1, copies: 2}
          - {name: 施工方案（变更后）, source: 申请人自备, original: 1}

    ## 怎么改
    合成一条，原件和复印件各写份数；确是两样的，名称里写出差别；不同情形下才要的，各写 `when`。
    """
    rows = [row for row in item.materials if "any_of" not in row[0]]
    if len({which_thing(material) for _, material in rows}) == len(rows):
        return
    seen: list[tuple[object, Row]] = []
    for row in rows:
        this = identity(row[1])
        first = next((known for other, known in seen if other == this), None)
        if first is None:
            seen.append((this, row))
            continue
        pointer, material = row
        yield Hit(
            Place(pointer / "name"),
            msg("“{name}”前面已经列过：合成一条", name=material["name"]),
            (Related(msg("前面这一条：{name}", name=first[1]["name"]), Place(first[0] / "name")),),
            without(pointer) if material == first[1] else None,
        )


def which_thing(material: Data) -> str:
    """What a material is: its certificate, where its name is no more than that, else the core of its name."""
    thing = core(material["name"])
    if "certificate" in material and (certificate := core(material["certificate"])).endswith(thing):
        return certificate
    return thing


def identity(material: Data) -> tuple[object, ...]:
    """What makes a material the same as another: the thing, whose it is, and when it is needed."""
    return which_thing(material), material.get("holder", "申请人"), material.get("when", {})


def without(pointer: Pointer) -> Fix:
    """The fix that takes out what is there twice."""
    return Fix(msg("删去重复的一条"), (Change(pointer, REMOVED),))


@item_rule("M204", "source-not-applicant", Severity.WARNING, reads=EACH_MATERIAL)
def source_not_applicant(item: View) -> Iterator[Hit]:
    """由政府部门核发的材料，来源渠道写成了申请人自备。

    ## 为什么
    证照和批复是机关发的，来源写错了，就看不出它可以共享，也查不出谁向谁要、有没有循环证明。

    ## 依据
    国家交换字段 source_type：10 申请人自备，20 政府部门核发。

    ## 反例
        materials: [{name: 发展改革主管部门出具的核准意见, source: 申请人自备, copies: 1}]

    ## 正例
        materials:
          - {name: 发展改革主管部门出具的核准意见, source: 政府部门核发, issuer: 发展改革主管部门, copies: 1}
          - {name: 食品经营许可证申请表, source: 申请人自备, original: 1, form: "https://example.gov.cn/form"}
          - {name: 房产证或租赁合同, source: 申请人自备, copies: 1}

    ## 怎么改
    `source` 改为政府部门核发，`issuer` 写出具的机关；能共享的，`access` 写共享。
    """
    for pointer, material in item.materials:
        if material.get("source") != "申请人自备" or words.is_authority(material.get("issuer", "")):
            continue
        names = (material["name"], material.get("certificate", ""))
        name = next(filter(words.is_issued_by_authority, names), None)
        if name:
            message = msg("“{name}”由政府部门核发，不是申请人自备", name=name)
            fix = Fix(msg("来源渠道改为政府部门核发"), (Change(pointer / "source", "政府部门核发"),), safe=False)
            yield Hit(Place(pointer / "source"), message, fix=fix)


@item_rule("M205", "issuer-contradicts-source", Severity.ERROR, reads=EACH_MATERIAL)
def issuer_contradicts_source(item: View) -> Iterator[Hit]:
    """出具机构和来源渠道说法相反：一个说机关，一个说申请人。

    ## 为什么
    一份材料要么是机关发的，要么是申请人自己写的；两处说法不一，指南上印哪一句都可能错。

    ## 依据
    国家交换字段 source_type（来源渠道）和 source_explain（来源说明）说的是同一件事。

    ## 反例
        materials: [{name: 选址红线图, source: 申请人自备, issuer: 市自然资源局, copies: 1}]

    ## 正例
        materials: [{name: 选址红线图, source: 政府部门核发, issuer: 市自然资源局, copies: 1}]

    ## 怎么改
    查清是谁出具的，改掉不对的那一个。
    """
    for pointer, material in item.materials:
        issuer = material.get("issuer")
        if issuer is None:
            continue
        source = material.get("source")
        if (source in ("申请人自备", "中介机构出具") and words.is_authority(issuer)) or (
            source in ("政府部门核发", "中介机构出具") and issuer in words.APPLICANT
        ):
            message = msg("来源渠道写{source}，出具机构却是“{issuer}”：改掉不对的那一个", source=source, issuer=issuer)
            yield Hit(Place(pointer / "source"), message, (Related(msg("出具机构"), Place(pointer / "issuer")),))


@item_rule("M206", "nothing-to-hand-in", Severity.WARNING, reads=EACH_MATERIAL)
def nothing_to_hand_in(item: View) -> Iterator[Hit]:
    """要提交的材料，原件和复印件都写 0 份。

    ## 为什么
    既要交又是 0 份，申请人不知道带什么；其实不用交的，清单上就不该算一件。

    ## 依据
    惯例：提交的至少一份；只看一看的是核验，窗口自己调取的是共享。

    ## 反例
        materials: [{name: 授权委托书, source: 申请人自备, original: 0, copies: 0}]

    ## 正例
        materials:
          - {name: 授权委托书, source: 申请人自备, original: 1, copies: 0}
          - {name: 居民身份证, certificate: 居民身份证, source: 政府部门核发, access: 核验, original: 0, copies: 0}
          - {name: 场所平面图, source: 申请人自备, medium: 电子化, original: 0, copies: 0}

    ## 怎么改
    写出份数；不用交的，`access` 写核验或共享；只传电子件的，`medium` 写电子化。
    """
    for pointer, material in item.materials:
        if (
            material.get("original") == 0
            and material.get("copies") == 0
            and material.get("access", "提交") == "提交"
            and material.get("medium") != "电子化"
        ):
            message = msg(
                "“{name}”要提交，原件和复印件却都是 0 份：写出份数，或者写明核验、共享", name=material["name"]
            )
            yield Hit(Place(pointer), message)


@item_rule("M207", "shared-yet-handed-in", Severity.WARNING, reads=EACH_MATERIAL)
def shared_yet_handed_in(item: View) -> Iterator[Hit]:
    """写着由窗口共享调取，又要申请人交原件或者复印件。

    ## 为什么
    能共享的就不该再要；份数一印出来，申请人还是照样带一份来。

    ## 依据
    国办发〔2015〕86号：能通过与其他部门信息共享获取的，不得要求申请人提供。

    ## 反例
        materials: [{name: 营业执照, certificate: 营业执照, source: 政府部门核发, access: 共享, copies: 1}]

    ## 正例
        materials: [{name: 营业执照, certificate: 营业执照, source: 政府部门核发, access: 共享, original: 0, copies: 0}]

    ## 怎么改
    真能共享，删去份数；还不能，`access` 写提交或核验。
    """
    for pointer, material in item.materials:
        if material.get("access") == "共享":
            asked = [key for key in ("original", "copies") if material.get(key)]
            if asked:
                fix = Fix(msg("删去份数"), tuple(Change(pointer / key, REMOVED) for key in asked), safe=False)
                message = msg("“{name}”由窗口共享调取，不该再要份数", name=material["name"])
                yield Hit(
                    Place(pointer / asked[0]), message, (Related(msg("取得方式"), Place(pointer / "access")),), fix
                )


@item_rule("M208", "count-contradicts-name", Severity.WARNING, reads=EACH_MATERIAL)
def count_contradicts_name(item: View) -> Iterator[Hit]:
    """名称里写复印件，份数却要原件；或者反过来。

    ## 为什么
    名称和份数各说各的，交了复印件的被要求回去拿原件。

    ## 依据
    国家交换字段 originalnum、copiesnum：原件和复印件份数各是一个字段。

    ## 反例
        materials: [{name: 租赁合同复印件, source: 申请人自备, original: 1, copies: 0}]

    ## 正例
        materials: [{name: 租赁合同复印件, source: 申请人自备, copies: 1}]

    ## 怎么改
    查清要哪一种，份数写对，名称里的“原件”“复印件”去掉。
    """
    for pointer, material in item.materials:
        name = material["name"]
        if not name.endswith("件") or not ("original" in material or "copies" in material):
            continue
        original, copies = material.get("original", 0), material.get("copies", 0)
        if name.endswith("复印件") and original and not copies and "原件" not in name:
            yield Hit(Place(pointer / "original"), msg("名称说的是复印件，份数要的却是原件"))
        elif name.endswith("原件") and copies and not original and "复印件" not in name:
            yield Hit(Place(pointer / "copies"), msg("名称说的是原件，份数要的却是复印件"))


@item_rule("M209", "supplement-days-idle", Severity.WARNING, reads=EACH_MATERIAL)
def supplement_days_idle(item: View) -> Iterator[Hit]:
    """写了补交期限，必要性却不是容缺后补。

    ## 为什么
    必要的材料缺了就不受理，补交期限用不上；真能后补，申请人却看不出来。

    ## 依据
    国家交换字段 is_need：3 容缺后补；td_tlimit 是容缺材料补交的期限。

    ## 反例
        materials: [{name: 场所平面图, source: 申请人自备, need: 必要, original: 1, supplement_days: 5}]

    ## 正例
        materials: [{name: 场所平面图, source: 申请人自备, need: 容缺后补, original: 1, supplement_days: 5}]

    ## 怎么改
    能后补的，`need` 写容缺后补；不能的，删去 `supplement_days`。
    """
    for pointer, material in item.materials:
        if "supplement_days" in material and material.get("need") != "容缺后补":
            message = msg("“{name}”不是容缺后补，补交期限用不上：改 need，或者删去它", name=material["name"])
            yield Hit(Place(pointer / "supplement_days"), message)


CONTRADICTION_RULES: tuple[ItemRule, ...] = (
    material_repeated,
    source_not_applicant,
    issuer_contradicts_source,
    nothing_to_hand_in,
    shared_yet_handed_in,
    count_contradicts_name,
    supplement_days_idle,
)
"""What contradicts itself, in the order of the codes."""
