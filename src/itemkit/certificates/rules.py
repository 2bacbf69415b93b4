"""Family G, the circles: certificates that nobody can obtain, or that lead back to themselves.

What can be obtained is computed once for the rules that ask for it; see `itemkit.certificates.graph`.
"""

from collections.abc import Iterator
from weakref import WeakKeyDictionary

from itemkit.certificates.circles import deadlocks, loops
from itemkit.certificates.graph import Graph, certificates_in_circles, graph_of
from itemkit.certificates.places import Places
from itemkit.certificates.sql import ASKED, ISSUED, SPEAKS_OF_LOSS
from itemkit.certificates.told import Told, files_of
from itemkit.findings import Message, Place, Pointer, Related, Severity, msg
from itemkit.index.database import Index
from itemkit.index.rules import AcrossRule, HitIn, across_rule
from itemkit.model.actions import replaces_lost

_GRAPHS: "WeakKeyDictionary[Index, Graph]" = WeakKeyDictionary()


def _graph(index: Index) -> Graph:
    """The ways of a catalog as far as they could be in a circle.

    Certificates that can be in none are taken as obtainable, also those that only a deadlock keeps from being so.
    """
    if index not in _GRAPHS:
        circular = certificates_in_circles(index)
        _GRAPHS[index] = graph_of(index, circular) if circular else Graph(())
    return _GRAPHS[index]


@across_rule("G101", "certificate-deadlock", Severity.ERROR)
def certificate_deadlock(index: Index) -> Iterator[HitIn]:
    """循环证明：办这件事要的证照，要先办成这件事才有，没有办得成的先后顺序。

    ## 为什么
    甲证要乙证，乙证又要甲证，两个窗口各有道理，办事人一个也办不成。这里算的是什么都没有的人能得到哪些证照：
    任选其一的、别的事项也发的、非必要的、容缺后补的、本来人人都有的，都不算挡路；挡住的，才是死结。

    ## 依据
    优化营商环境条例第四十四条：证明事项应当有法律、法规或者国务院决定依据；国办发〔2018〕47号：做好证明事项清理。

    ## 反例
        materials: [{name: 场所安全证, certificate: 场所安全证, source: 政府部门核发, access: 核验}]
        ---
        name: 场所安全检查
        materials: [{name: 公共场所卫生许可证, certificate: 公共场所卫生许可证, source: 政府部门核发, access: 核验}]
        results: [{name: 场所安全证, certificate: 场所安全证, kind: 证照}]
        ---
        # certificates/场所安全证.yaml
        name: 场所安全证
        kind: 证照
        issuer_kind: 政府部门

    ## 正例
        materials: [{name: 场所安全证, certificate: 场所安全证, source: 政府部门核发, access: 核验}]
        ---
        name: 场所安全检查
        results: [{name: 场所安全证, certificate: 场所安全证, kind: 证照}]
        ---
        # certificates/场所安全证.yaml
        name: 场所安全证
        kind: 证照
        issuer_kind: 政府部门

    ## 怎么改
    链上的要求，去掉一个就解开：改为部门之间核验、告知承诺，或者写成任选其一；只在某种情形下才要的，写 `when`。
    `itemkit certificates report` 算出最少要改哪几处。
    """
    found = list(deadlocks(_graph(index)))
    told = Told(index, files_of(one.steps for one in found))
    seen = set()
    for one in found:
        first = one.steps[0]
        spot = told.material(first.file, first.certificate)
        if one.is_closed:
            message = msg("办不成：{chain}", chain=told.chain(one.steps))
            related = told.related(one.steps)
        else:
            message = msg("办不成：{step}，而它在 {count} 种证照互相要求的死结里",
                          step=told.needs(first), count=len(one.knot))  # fmt: skip
            related = ()
        key = frozenset([(spot.path, spot.place), *((place.path, place.place) for place in related)])
        if key not in seen:
            seen.add(key)
            yield HitIn(spot.place, message, related, path=spot.path, subject=spot.subject)


_ASKED_BY_REPLACING = f"""
WITH {ASKED}, {ISSUED}, replacing AS (
    SELECT file, path, action, name AS item FROM items
    WHERE action = '补发' OR (coalesce(action, '其他') IN ('其他', '换发') AND {SPEAKS_OF_LOSS})
), own AS (SELECT DISTINCT file, called FROM issued SEMI JOIN replacing USING (file)
), entries AS (
    SELECT file, min(pointer) AS pointer, min(asked.name) AS material, min(called) AS called
    FROM asked SEMI JOIN replacing USING (file)
    LEFT JOIN (SELECT file, called, true AS is_own FROM own) USING (file, called)
    GROUP BY file, entry
    HAVING bool_and(is_own IS NOT NULL AND cases IS NULL AND coalesce(need, '必要') = '必要'
        AND coalesce(holder, '申请人') = '申请人')
)
SELECT file, pointer, material, called, action, item FROM entries JOIN replacing USING (file) ORDER BY path, pointer
"""


@across_rule("G102", "reissue-asks-lost", Severity.ERROR)
def reissue_asks_lost(index: Index) -> Iterator[HitIn]:
    """补发证照，要交遗失的那一本。

    ## 为什么
    丢了才来补，当然交不出来；窗口只好退件，或者让人登报、开证明绕过去。损坏的可以交回，遗失的不能。

    ## 依据
    惯例：遗失补发凭身份和档案核验；国办发〔2018〕47号：不得要求群众提供无法提供的证明。

    ## 反例
        name: 公共场所卫生许可证补发
        action: 补发
        materials: [{name: 原公共场所卫生许可证, certificate: 公共场所卫生许可证, source: 政府部门核发, original: 1}]

    ## 正例
        name: 公共场所卫生许可证补发
        action: 补发
        situations: [{id: reason, question: 为什么补发？, options: {lost: 遗失, damaged: 损坏}}]
        materials:
          - {name: 损坏的公共场所卫生许可证, certificate: 公共场所卫生许可证, source: 政府部门核发, original: 1,
             when: {reason: damaged}}

    ## 怎么改
    损坏才要交回的，用 `when` 写明；遗失的，改由窗口核验档案。
    """
    rows = [row for row in index.rows(_ASKED_BY_REPLACING) if replaces_lost(row[4], row[5]) and "损" not in row[2]]
    places = Places(index, (row[0] for row in rows))
    spots = {places.of(row[0], f"{row[1]}/certificate"): row for row in reversed(rows)}
    for spot, (_file, _pointer, _material, certificate, _action, item) in reversed(spots.items()):
        message = msg(
            "“{item}”要交遗失的{certificate}：损坏才要的用 when 写明，遗失的改为核验",
            item=item, certificate=certificate,
        )  # fmt: skip
        yield HitIn(spot.place, message, path=spot.path, subject=spot.subject)


@across_rule("G103", "certificate-loop", Severity.WARNING)
def certificate_loop(index: Index) -> Iterator[HitIn]:
    """证照绕了一圈又要到自己，只有换一种材料、换一个发证的事项才走得出来。

    ## 为什么
    不是死结，但走哪条路才办得成，办事人多半不知道；窗口照着清单要，就成了循环证明。

    ## 依据
    优化营商环境条例第四十四条：能被其他材料涵盖或者替代的，不得索要证明。

    ## 反例
        materials:
          - any_of:
              - {name: 场所安全证, certificate: 场所安全证, source: 政府部门核发, access: 核验}
              - {name: 居民身份证, certificate: 居民身份证, source: 政府部门核发, access: 核验}
        ---
        name: 场所安全检查
        materials: [{name: 公共场所卫生许可证, certificate: 公共场所卫生许可证, source: 政府部门核发, access: 核验}]
        results: [{name: 场所安全证, certificate: 场所安全证, kind: 证照}]
        ---
        # certificates/场所安全证.yaml
        name: 场所安全证
        kind: 证照
        issuer_kind: 政府部门

    ## 正例
        materials: [{name: 居民身份证, certificate: 居民身份证, source: 政府部门核发, access: 核验}]
        ---
        name: 场所安全检查
        materials: [{name: 公共场所卫生许可证, certificate: 公共场所卫生许可证, source: 政府部门核发, access: 核验}]
        results: [{name: 场所安全证, certificate: 场所安全证, kind: 证照}]
        ---
        # certificates/场所安全证.yaml
        name: 场所安全证
        kind: 证照
        issuer_kind: 政府部门

    ## 怎么改
    从链上去掉一个要求，留下走得通的那一种；确要保留几种，在事项的说明里写明没有这份证照的人怎么办。
    """
    found = [one for one in loops(_graph(index)) if one.by_another or one.by_alternative]
    told = Told(
        index, [*files_of(one.steps for one in found), *(file for one in found for _name, file in one.by_another)]
    )
    for one in found:
        escapes: list[Message] = [
            msg("{certificate}也由“{item}”核发", certificate=certificate, item=told.name(file))
            for certificate, file in one.by_another
        ]
        for place in one.by_alternative:
            step = one.steps[place]
            escapes.append(
                msg("办“{item}”可以改交{others}", item=told.name(step.file),
                    others=told.others(step.file, step.certificate))
            )  # fmt: skip
        first = one.steps[0]
        spot = told.material(first.file, first.certificate)
        message = msg("绕了一圈：{chain}。走得出来，只因为{escapes}",
                      chain=told.chain(one.steps), escapes=tuple(escapes))  # fmt: skip
        yield HitIn(spot.place, message, told.related(one.steps), path=spot.path, subject=spot.subject)


@across_rule("G104", "first-issue-asks-old", Severity.ERROR)
def first_issue_asks_old(index: Index) -> Iterator[HitIn]:
    """首次办理也要交这个事项自己发的证照，第一次来的人没有。

    ## 为什么
    新办和变更、延续合成一个事项，材料清单没有分情形，第一次申请的人被要求交“原证”。

    ## 依据
    国办发〔2015〕86号：办事指南列明的材料应当适用于申请人的情形。

    ## 反例
        name: 公共场所卫生许可证核发及变更
        materials: [{name: 原公共场所卫生许可证, certificate: 公共场所卫生许可证, source: 政府部门核发, original: 1}]

    ## 正例
        name: 公共场所卫生许可证核发及变更
        situations: [{id: kind, question: 办理哪一种？, options: {first: 首次申请, change: 变更}}]
        materials:
          - {name: 原公共场所卫生许可证, certificate: 公共场所卫生许可证, source: 政府部门核发, original: 1,
             when: {kind: change}}

    ## 怎么改
    分成两个业务办理项；或者加一个情形，用 `when` 写明变更、延续才要原证。
    """
    found = [
        (file, certificate)
        for sort in _graph(index).sorts
        for file in sort.files
        for certificate in dict.fromkeys(need.any_of[0] for need in sort.own)
    ]
    told = Told(index, (file for file, _certificate in found))
    spots = {told.material(*one): one for one in reversed(found)}
    for spot, (file, certificate) in reversed(spots.items()):
        issued = told.result(file, certificate)
        related = Related(msg("这个事项核发{certificate}", certificate=certificate), issued.place, issued.path)
        message = msg(
            "“{item}”自己核发{certificate}，又要申请人先交它：首次申请的人没有，用 when 写明什么情形才要",
            item=told.name(file), certificate=certificate,
        )  # fmt: skip
        yield HitIn(spot.place, message, (related,), path=spot.path, subject=spot.subject)


_NOBODY_ISSUES = f"""
WITH {ASKED}, {ISSUED}, unissued AS (
    SELECT name AS called, issuer_kind, path FROM certificates ANTI JOIN issued ON certificates.name = issued.called
    WHERE NOT given AND coalesce(issuer_kind, '政府部门') = '政府部门'
)
SELECT called, count(DISTINCT file), path FROM asked JOIN unissued USING (called) WHERE certificate IS NOT NULL
GROUP BY called, path, issuer_kind HAVING issuer_kind IS NOT NULL OR bool_or(source = '政府部门核发') ORDER BY called
"""


@across_rule("G105", "issuer-unknown", Severity.INFO)
def issuer_unknown(index: Index) -> Iterator[HitIn]:
    """政府部门核发的证照，目录里没有事项发它。

    ## 为什么
    不知道在哪里办、要什么材料，就看不出有没有循环；一个部门的目录本来不全，所以只是提示，计算时当作办得到。

    ## 依据
    国办发〔2018〕47号：保留的证明事项列清单，写明开具单位。

    ## 反例
        materials: [{name: 场所安全证, certificate: 场所安全证, source: 政府部门核发, access: 核验}]
        ---
        # certificates/场所安全证.yaml
        name: 场所安全证
        kind: 证照
        issuer_kind: 政府部门

    ## 正例
        materials: [{name: 场所安全证, certificate: 场所安全证, source: 中介机构出具, original: 1}]
        ---
        # certificates/场所安全证.yaml
        name: 场所安全证
        kind: 报告
        issuer_kind: 中介机构

    ## 怎么改
    核发它的事项在目录里的，在那个事项的 `results` 写 `certificate`；人人都有的，在证照文件写 `given: true`；
    确在别处的，可以忽略。
    """
    for certificate, items, path in index.rows(_NOBODY_ISSUES):
        message = msg("{certificate}由政府部门核发，有 {count} 个事项要它，目录里没有事项核发它",
                      certificate=certificate, count=items)  # fmt: skip
        yield HitIn(Place(Pointer.of("name")), message, path=path, subject=certificate)


CERTIFICATE_RULES: tuple[AcrossRule, ...] = (
    certificate_deadlock,
    reissue_asks_lost,
    certificate_loop,
    first_issue_asks_old,
    issuer_unknown,
)
"""The rules about circles of certificates."""
