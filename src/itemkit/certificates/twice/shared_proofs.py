"""Family G, what the office need not ask for: it has issued it, it can fetch it, or a promise will do.

What the first two look for is in `itemkit.certificates.twice.handed_in`.
"""

from collections.abc import Iterable, Iterator

from itemkit.certificates.places import Places, Spot
from itemkit.certificates.sql import NAMED
from itemkit.certificates.twice.handed_in import Asked, handed_in
from itemkit.findings import Message, Place, Pointer, Related, Severity, msg
from itemkit.index.database import Index
from itemkit.index.rules import AcrossRule, HitIn, across_rule

_ISSUED = f"""{NAMED},
issued AS (
    SELECT file, organ, pointer, path, coalesce(named.certificate, results.certificate) AS called
    FROM results JOIN items USING (file) LEFT JOIN named ON results.certificate = named.name
    WHERE results.certificate IS NOT NULL AND organ IS NOT NULL AND items.status IS DISTINCT FROM '取消'
)
"""
_WHERE_ISSUED = f"""
WITH {_ISSUED}, wanted AS (SELECT unnest($organs) AS organ, unnest($called) AS called)
SELECT organ, called, arg_min(file, path), arg_min(pointer, path)
FROM issued SEMI JOIN wanted USING (organ, called) GROUP BY ALL
"""
_PROMISABLE = """
SELECT certificate_names.name, certificates.name, certificates.path
FROM certificates JOIN certificate_names ON certificate = certificates.name
WHERE commitment AND coalesce(sharing, '不共享') = '不共享' ORDER BY certificates.path DESC
"""
_REQUIRED = """
SELECT file, pointer, entry, name, certificate FROM materials
WHERE certificate IN (SELECT unnest($names)) AND access IS DISTINCT FROM '共享' AND coalesce(need, '必要') = '必要'
    AND NOT contains(name, '承诺')
"""
_ITEMS = """
SELECT file, name, action, organ, path FROM items SEMI JOIN (SELECT unnest($files) AS file) USING (file)
WHERE status IS DISTINCT FROM '取消'
"""
_PROMISED = """
SELECT DISTINCT file, entry FROM materials SEMI JOIN (SELECT unnest($files) AS file) USING (file)
WHERE contains(name, '承诺')
"""
"""Entries of lists that offer a promise."""


@across_rule("G203", "issuer-asks-own", Severity.WARNING)
def issuer_asks_own(index: Index) -> Iterator[HitIn]:
    """实施机关要申请人交它自己发的证照。

    ## 为什么
    证照是本机关发的，档案就在自己手里；再要申请人交来，是让群众替机关跑腿。

    ## 依据
    优化营商环境条例第四十四条：能够通过政府部门内部核查解决的，不得要求提供证明；国办发〔2018〕47号：
    不得把行政机关的核查义务转嫁给群众和企业。变更、延续、补发、换发、注销这份证照的事项要收回它，不在此列。

    ## 反例
        name: 公共场所经营者信息登记
        action: 其他
        materials: [{name: 公共场所卫生许可证, certificate: 公共场所卫生许可证, source: 政府部门核发, copies: 1}]
        results: [{name: 登记信息, kind: 其他}]
        ---
        action: 新办

    ## 正例
        name: 公共场所经营者信息登记
        action: 其他
        materials: [{name: 公共场所卫生许可证, certificate: 公共场所卫生许可证, source: 政府部门核发, access: 共享}]
        results: [{name: 登记信息, kind: 其他}]
        ---
        action: 新办

    ## 怎么改
    `access` 改为共享，由窗口从本机关的档案里调取；确实要看原件的，改为核验。
    """
    found = handed_in(index).own
    if not found:
        return
    wanted = sorted({(asked.organ or "", asked.called) for asked in found})
    lists = {"organs": [organ for organ, _ in wanted], "called": [called for _, called in wanted]}
    where = {(organ, called): at for organ, called, *at in index.rows(_WHERE_ISSUED, lists)}
    places = Places(index, [*(asked.file for asked in found), *(file for file, _pointer in where.values())])
    for asked, spot in _once(found, places):
        issued = places.of(*where[asked.organ, asked.called])
        message = msg("“{name}”是本机关自己发的，不该要申请人交：access 改为共享", name=asked.name)
        related = Related(msg("本机关在这里发{certificate}", certificate=asked.called), issued.place, issued.path)
        yield _hit(spot, message, related)


@across_rule("G204", "shareable", Severity.WARNING)
def shareable(index: Index) -> Iterator[HitIn]:
    """窗口能自行调取的证照，还要申请人交。

    ## 为什么
    证照已经能共享，再要一份复印件只是多跑一趟；电子证照建好了没有人用，也是白建。

    ## 依据
    国办发〔2015〕86号：办事部门可以通过与其他部门信息共享获取的，不得要求申请人提供。能不能共享，看证照文件的
    `sharing`。变更、延续、补发、换发、注销这份证照的事项要收回它，不在此列。

    ## 反例
        materials: [{name: 营业执照, certificate: 营业执照, source: 政府部门核发, access: 提交, copies: 1}]
        ---
        # certificates/营业执照.yaml
        {name: 营业执照, aliases: [工商营业执照], kind: 证照, issuer_kind: 政府部门, given: true, sharing: 全国}

    ## 正例
        materials: [{name: 营业执照, certificate: 营业执照, source: 政府部门核发, access: 共享}]
        ---
        # certificates/营业执照.yaml
        {name: 营业执照, aliases: [工商营业执照], kind: 证照, issuer_kind: 政府部门, given: true, sharing: 全国}

    ## 怎么改
    `access` 改为共享，删去份数；在当地还调不到的，把证照文件的 `sharing` 改成实际的范围。
    """
    handed = handed_in(index)
    places = Places(index, (asked.file for asked in handed.shared))
    for asked, spot in _once(handed.shared, places):
        sharing, origin = handed.sharing[asked.called]
        message = msg(
            "“{name}”窗口能自行调取（{sharing}共享），不该要申请人交：access 改为共享",
            name=asked.name,
            sharing=sharing,
        )
        yield _hit(spot, message, Related(msg("共享范围"), Place(Pointer.of("sharing")), origin))


@across_rule("G206", "promise-possible", Severity.INFO)
def promise_possible(index: Index) -> Iterator[HitIn]:
    """可以用告知承诺代替的证照，没有给申请人承诺的选择。

    ## 为什么
    一时拿不出证明的人，可以书面承诺，由机关事后核查；清单上不写，谁也不知道可以承诺。

    ## 依据
    国办发〔2020〕42号：实行告知承诺制的证明事项，申请人可以自主选择承诺，承诺的不再索要证明。能不能承诺，看证照文件的
    `commitment`；能共享的用不着承诺，不查这一条。

    ## 反例
        materials:
          - {name: 公共场所卫生检测报告, certificate: 公共场所卫生检测报告, source: 中介机构出具, original: 1}
        ---
        # certificates/公共场所卫生检测报告.yaml
        {name: 公共场所卫生检测报告, kind: 报告, issuer_kind: 中介机构, commitment: true}

    ## 正例
        materials:
          - any_of:
              - {name: 公共场所卫生检测报告, certificate: 公共场所卫生检测报告, source: 中介机构出具, original: 1}
              - {name: 告知承诺书, source: 申请人自备, original: 1}
        ---
        # certificates/公共场所卫生检测报告.yaml
        {name: 公共场所卫生检测报告, kind: 报告, issuer_kind: 中介机构, commitment: true}

    ## 怎么改
    写成 `any_of`，加一份告知承诺书；先受理、以后补交的，`need` 写容缺后补。
    """
    certificates = {name: (called, path) for name, called, path in index.rows(_PROMISABLE)}
    rows = index.rows(_REQUIRED, {"names": list(certificates)}) if certificates else []
    if not rows:
        return
    files = {"files": [row[0] for row in rows]}
    items = {file: item for file, *item in index.rows(_ITEMS, files)}
    promised = set(index.rows(_PROMISED, files))
    asked_for = [
        (path, entry, pointer, Asked(file, pointer, name, certificates[said][0], item, action, organ), said)
        for file, pointer, entry, name, said in rows
        if file in items and (file, entry) not in promised
        for item, action, organ, path in [items[file]]
    ]
    asked_for.sort(key=lambda one: one[:3])
    origins = {asked.called: certificates[said][1] for *_, asked, said in asked_for}
    found = [asked for *_, asked, _said in asked_for]
    for asked, spot in _once(found, Places(index, (asked.file for asked in found))):
        message = msg("“{name}”可以用告知承诺代替，清单没有给这个选择：加一份告知承诺书，任选其一", name=asked.name)
        yield _hit(spot, message, Related(msg("可告知承诺"), Place(Pointer.of("commitment")), origins[asked.called]))


def _once(found: Iterable[Asked], places: Places) -> Iterator[tuple[Asked, Spot]]:
    """What is found, each with its place; what several items have from one standard once."""
    seen = set()
    for asked in found:
        spot = places.of(asked.file, f"{asked.pointer}/certificate")
        if (spot.path, spot.place) not in seen:
            seen.add((spot.path, spot.place))
            yield asked, spot


def _hit(spot: Spot, message: Message, *related: Related) -> HitIn:
    return HitIn(spot.place, message, related, path=spot.path, subject=spot.subject)


SHARED_PROOFS_RULES: tuple[AcrossRule, ...] = (issuer_asks_own, shareable, promise_possible)
"""What need not be asked for, in the order of the codes."""
