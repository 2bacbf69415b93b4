"""Family R, first room: an item beside its standard: what it says otherwise, what is heavier, what it says in vain.

R101, R102 and R104 are functions of an `Overlay`. Which fields they judge is the catalog's choice
(`itemkit.regions.policy`); what a difference is, and whom it burdens, the comparison's (`itemkit.diff`).
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce

from itemkit.diff.change import Change
from itemkit.diff.effect import Effect
from itemkit.findings import REMOVED, Fix, Hit, Message, Place, Pointer, Related, Severity, msg, rule
from itemkit.findings import Change as Edited
from itemkit.regions.overlay import Overlay, OverlayRule, overlay_rule
from itemkit.regions.restated import Restated, restated
from itemkit.regions.unequal import breaks_uniformity, stands_for

_MOST_TOLD = 4
"""Of the differences in one field; whoever looks at the place sees the others."""


@overlay_rule("R101", "not-uniform", Severity.WARNING)
def not_uniform(overlay: Overlay) -> Iterator[Hit]:
    """事项在应当统一的要素上，写得与标准事项不一样。

    ## 为什么
    标准事项定下的条件、法定时限、结果，办事人到哪里都一样；一个地方写得不同，不是地方写错了，就是标准该改了。
    放宽也算不同：各地自己放宽，办事人就说不清全省按哪一条办。
    标准事项没有写的，事项可以写；环节由谁办、各办几天，也由各地定。
    名称是标准事项的名称加括号里的情形的（业务办理项），名称、条件、材料、结果可以因情形而异，不在此列。

    ## 依据
    国发〔2022〕5号：推动同一政务服务事项的受理条件、服务对象、办理流程、申请材料、法定办结时限、办理结果等要素在全国范围内统一；
    四级四同：名称、编码、依据、类型统一。哪些要素要统一，由 itemkit.toml 的 [uniformity] 定，见 docs/uniformity.md。

    ## 反例
        standard: "440123004000"
        conditions: [经营场所的选址和设计符合卫生标准, 经营者在本区登记]
        ---
        # standards/卫生.yaml

    ## 正例
        standard: "440123004000"
        rejections: [经营场所有重大卫生隐患的]
        ---
        # standards/卫生.yaml

    ## 怎么改
    照标准事项写，最简单的是删去这个键；标准事项写得不对，改标准事项；确因法律授权而不同的，用忽略注释写明理由。
    """
    by_field: dict[str, list[Change]] = {}
    for change in overlay.judged("equal"):
        if breaks_uniformity(change):
            by_field.setdefault(change.kind.field, []).append(change)
    for field, changes in by_field.items():
        told = [_told(one) for one in changes[:_MOST_TOLD]]
        if len(changes) > _MOST_TOLD:
            told.append(msg("另有 {count} 处", count=len(changes) - _MOST_TOLD))
        message = msg("与标准事项不一样：{changes}", changes=_joined(told))
        place = Place(Pointer(field.split(".")), on_key=True)
        related = overlay.beside(changes[0].a if len(changes) == 1 else place.pointer)
        yield Hit(place, message, (related,))


@overlay_rule("R102", "heavier-than-standard", Severity.WARNING)
def heavier_than_standard(overlay: Overlay) -> Iterator[Hit]:
    """事项比标准事项更麻烦：多要材料、时限更长、多跑一次、多收费。

    ## 为什么
    标准事项是底线，地方可以少要材料、缩短时限，不能加码；办事人换一个地方办，不该多跑、多交。

    ## 依据
    国发〔2022〕5号要求申请材料统一；承诺时限、到现场次数、收费“只减不增”是各地的惯例，没有条文，
    可以在 itemkit.toml 的 [uniformity] 里改，见 docs/uniformity.md。

    ## 反例
        standard: "440123004000"
        materials:
          - {name: 公共场所卫生检测报告, kind: 证件证书证明, source: 中介机构出具, issuer: 卫生检测机构, original: 1}
        ---
        # standards/卫生.yaml

    ## 正例
        standard: "440123004000"
        materials:
          - {name: 公共场所卫生许可申请表, medium: 纸质或电子化}
        ---
        # standards/卫生.yaml

    ## 怎么改
    不多要的，删去；法律法规在本地确有规定的，写明依据并用忽略注释说明理由；各地都要的，写进标准事项。
    """
    changes = overlay.judged("tighten")
    gone = [one.before for one in changes if one.id == "material-removed"]
    for change in changes:
        is_in_place = change.id == "material-added" and any(stands_for(change.after, one) for one in gone)
        if change.effect is Effect.BURDEN and not is_in_place:
            message = msg("比标准事项更麻烦：{change}", change=_told(change))
            if change.measure is not None:
                message = msg("{message}（{measure}）", message=message, measure=change.measure)
            yield Hit(overlay.place_of(change), message, (overlay.beside(change.a),))


@rule("R103", "standard-unknown", Severity.ERROR)
def standard_unknown(standard: str, near: str | None, cancelled: str = "") -> Iterator[Hit]:
    """事项所实施的标准事项，目录里没有，或者已经取消。

    ## 为什么
    有 `standard` 的事项只写本地的内容，其余取自标准事项：标准事项找不到，事项就没有名称、条件和材料；
    标准事项取消了，事项还在办，依据多半也没有了。

    ## 依据
    目录自身的约定：标准事项在 `standards/`，事项的 `standard` 写它的基本编码。

    ## 反例
        standard: "440123004009"

    ## 正例
        name: 公共场所卫生许可（新办）

    ## 怎么改
    核对 `standard`；标准事项还没有建的，先建；已经取消的，改为现行的标准事项，或者取消这个事项。
    """
    place = Place(Pointer.of("standard"))
    if cancelled:
        related = Related(msg("标准事项已取消"), Place(Pointer.of("status")), cancelled)
        yield Hit(
            place, msg("标准事项 {standard} 已经取消：改为现行的，或者取消这个事项", standard=standard), (related,)
        )
    elif near:
        yield Hit(place, msg("目录里没有标准事项 {standard}：是不是 {near}？", standard=standard, near=near))
    else:
        yield Hit(place, msg("目录里没有标准事项 {standard}：核对编码，或者先建标准事项", standard=standard))


@overlay_rule("R104", "restated", Severity.WARNING)
def says_it_again(overlay: Overlay) -> Iterator[Hit]:
    """事项重复了标准事项已经写的内容。

    ## 为什么
    照抄一遍，看不出哪些才是本地的；标准事项以后改了，抄的还是旧的，事项就悄悄地与标准不一样了。

    ## 依据
    目录自身的约定：有 `standard` 的事项只写与标准事项不同的。

    ## 反例
        standard: "440123004000"
        conditions: [经营场所的选址和设计符合卫生标准]
        ---
        # standards/卫生.yaml

    ## 正例
        standard: "440123004000"
        aliases: [卫生许可证]
        ---
        # standards/卫生.yaml

    ## 怎么改
    删去；`itemkit lint --fix` 可以删，合并以后的事项不变。
    """
    for place, several in _together(restated(overlay.inherited, overlay.own)).items():
        gone = tuple(Edited(one.pointer, REMOVED) for one in several)
        fix = Fix(msg("删去"), gone) if all(one.can_go for one in several) else None
        keys = tuple(str(one.pointer[-1]) for one in several if one.pointer != place)
        standard = overlay.standard["name"]
        there = next((one.there for one in several if one.there is not None), None)
        if there is None:
            yield Hit(Place(place), msg("标准事项“{name}”里本来就没有，可以删去", name=standard), fix=fix)
            continue
        message = msg("标准事项已经这样写，可以删去")
        if keys:
            message = msg("标准事项已经这样写：{keys}，可以删去", keys=keys)
            there = there.parent
        yield Hit(Place(place), message, (overlay.beside(there),), fix)


def _together(several: Iterable[Restated]) -> dict[Pointer, list[Restated]]:
    """By the place where it is told: the keys of one material are told at the material, once."""
    by_place: dict[Pointer, list[Restated]] = {}
    for one in several:
        is_key = one.pointer[0] == "materials" and len(one.pointer) > 1 and isinstance(one.pointer[-1], str)
        by_place.setdefault(one.pointer.parent if is_key else one.pointer, []).append(one)
    return by_place


OVERLAY_RULES: tuple[OverlayRule, ...] = (not_uniform, heavier_than_standard, says_it_again)
"""The rules of one item beside its standard."""


def _told(change: Change) -> Message:
    if change.assumed is None:
        return change.message
    return msg("{change}（{assumed}）", change=change.message, assumed=change.assumed)


def _joined(several: Sequence[Message]) -> Message:
    """Sentences one after the other; they may hold lists of their own."""
    return reduce(lambda one, more: msg("{one}；{more}", one=one, more=more), several)
