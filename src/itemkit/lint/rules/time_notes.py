"""Family T, what is said in words: a note or an answer that names another limit than the field beside it.

Notes name many lengths of time that are no limit of the whole item: extensions, stages, what is not counted. So a note
is judged only if one sentence of it says, in a form known here, nothing but how long the whole takes; all else is left.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from itemkit.findings import Hit, Message, Place, Pointer, Related, Severity, msg
from itemkit.lint.readings import ANSWERS, LIMITS
from itemkit.lint.rules.kinds import ITEMS, item_rule
from itemkit.lint.view import Data, View
from itemkit.model.durations import WORKING, Length, lengths, plain

TITLES = {"statutory": msg("法定时限"), "promised": msg("承诺时限")}
_WORD = {"statutory": "法定", "promised": "承诺"}

_AT_ONCE = re.compile(r"(?:可以?|予以)?(?:当场|即时|立即|随到随|即到即|当日|当天)(?:予以)?(?:办结|办理|办完|办)")
_WHO = r"(?:[一-鿿]{0,12}(?:机关|部门|局|厅|委|中心|机构))?(?:应当|应|须|将)?(?:依法)?"
_WHOLE = re.compile(
    r"(?P<law>(?:根据|按照|依据|依照|按)?《[^》]+》(?:\([^)]*\))?(?:第[〇零一二三四五六七八九十百0-9]+[条款项])*(?:的?规定)?(?:为|是)?[,:]?)?"
    r"(?:(?P<kind>法定|承诺)?的?(?:总|全部)?(?:办结|办理|审批|许可)?(?P<kind_2>法定|承诺)?的?(?:时限|期限|时间)?(?:为|是)?[,:]?)?"
    rf"(?P<start>{_WHO},?(?:自|从|在|于)?(?:正式|依法)?(?:受理|收到|接到|收件|接件|申请|收齐|提交)[一-鿿]{{0,12}}?"
    r"(?:之日|当日|当天|次日|日)?(?:起|后|以后|之后|算起)的?,?)?"
    rf"{_WHO}(?:于|在)?(?P<at_most>最长|最多)?(?P<at_most_2>不超过|不得超过|不多于)?"
    r"#(?:以内|之内|内)?,?"
    rf"{_WHO}(?:予以|给予)?(?:全部)?(?:办结|办理完毕|办理完成|办完|完成办理|完成审批|[作做]出[^,]{{0,16}}决定|决定|审批完毕|审批|办理|完成)?"
)  # fmt: skip
"""A sentence about the whole limit, ``#`` in place of the length of time."""
_PART = re.compile(
    "意见|报告|结果|批复|评审|审查|初审|复审|复核|公示|公告|听证|上报|转报|报送|移送|转送|送达|颁发|发放|发证|制证|补正|补齐|告知|通知|延长|延期|不含|不包括|不计|除外|另行|提前|届满|压缩|减少|缩短|级"
)
"""Words of a sentence that is about a part of the process, or about something that comes on top."""
_HOW_LONG = re.compile("多久|多长时间|几[天日]|几个工作日|多少[天日]|多少个工作日|[时期]限")
_UNTIL_DONE = re.compile("办结|办理|办好|办完|办下|审批|出证|出结果|拿到")


@dataclass(frozen=True, slots=True)
class Told:
    """The limit of the whole that a text names."""

    length: Length
    is_most: bool = False
    """It may be less: 不超过20个工作日."""
    whose: str = ""
    """法定 or 承诺, if the text says so or cites a law."""
    starts: bool = False
    """The text says from when on it is counted."""


def limit_told(text: str) -> Told | None:
    """The limit of the whole that a text names; None if there is none, or if it may be about a part only."""
    sentences = [one for part in re.split(r"[。;!?\n]", _lines(text)) if (one := part.rstrip(",.、"))]
    named = [(one, found) for one in sentences if (found := lengths(one))]
    if not named:
        is_at_once = bool(sentences) and all(_AT_ONCE.fullmatch(one) for one in sentences)
        return Told(Length(0, 1, "日", sentences[0])) if is_at_once else None
    sentence, found = named[0]
    if len(named) > 1 or len(found) > 1 or _PART.search(sentence):
        return None
    match = _WHOLE.fullmatch(sentence.replace(found[0].text, "#", 1))
    if match is None:
        return None
    whose = match["kind"] or match["kind_2"] or ("法定" if match["law"] else "")
    return Told(found[0], bool(match["at_most"] or match["at_most_2"]), whose, bool(match["start"]))


def _lines(text: str) -> str:
    return "\n".join(plain(line) for line in text.splitlines())


def _contradicts(told: Told, days: int, unit: str) -> bool:
    """Whether somebody who writes that can't mean ``days`` of ``unit``."""
    length = told.length
    return not (length.could_be(days, unit) or (told.is_most and length.unit in {unit, "日"} and days <= length.high))


@item_rule("T201", "note-contradicts-limit", Severity.ERROR, reads=LIMITS)
def note_contradicts_limit(item: View) -> Iterator[Hit]:
    """时限的说明写的是一个天数，字段填的是另一个。

    ## 为什么
    同一处有两个数，申请人不知道信哪一个，考核时限、比较各地也都会用错数。

    ## 依据
    惯例：天数填在字段里，说明只补充字段说不清的话。行政许可法第四十二条规定的期限可以用“日”表述，
    第八十二条规定以日计算的期限是工作日，所以“二十日”与 20 个工作日不算矛盾。

    ## 反例
        time_limit:
          statutory: {days: 20, unit: 工作日}
          promised: {days: 15, unit: 工作日, note: 自受理之日起五个工作日内办结}

    ## 正例
        time_limit:
          statutory: {days: 20, unit: 工作日, note: 自受理之日起二十日内作出决定，经批准可以延长十日}
          promised: {days: 5, unit: 工作日, note: 自受理之日起五个工作日内办结}

    ## 怎么改
    查设定依据和办理系统，确定哪个数是对的，改掉另一个；说明与字段重复的，删去说明。
    """
    for which, title in TITLES.items():
        limit = item.limits.get(which)
        if limit is not None and "note" in limit:
            told = limit_told(limit["note"])
            if told and told.whose in {"", _WORD[which]} and _contradicts(told, limit["days"], limit["unit"]):
                yield _contradiction(Pointer.of("time_limit", which), limit, title, told)
    for key in ("steps", "special"):
        for index, row in enumerate(item.data.get(key, ())):
            if "note" in row and "days" in row:
                told = limit_told(row["note"])
                is_own = told and not told.whose and not told.starts  # else it may be about the whole process
                if told and is_own and _contradicts(told, row["days"], row.get("unit", WORKING)):
                    title = msg("“{name}”的时限", name=row["name"])
                    yield _contradiction(Pointer.of(key, index), row, title, told)


def _contradiction(pointer: Pointer, limit: Data, title: Message, told: Told) -> Hit:
    return Hit(
        Place(pointer / "note"),
        msg(
            "{title}填的是 {days} 个{unit}，说明却写“{told}”：查明哪个对，改成一致",
            title=title, days=limit["days"], unit=limit.get("unit", WORKING), told=told.length.text,
        ),
        (Related(msg("填的天数"), Place(pointer / "days")),),
    )  # fmt: skip


@item_rule("T404", "answer-contradicts-limit", Severity.INFO, kinds=ITEMS, reads=ANSWERS)
def answer_contradicts_limit(item: View) -> Iterator[Hit]:
    """常见问题里回答的办理天数，与法定时限、承诺时限都不同。

    ## 为什么
    申请人多半先看常见问题；那里的天数没有跟着时限改，就会有人白跑、有人投诉。

    ## 依据
    惯例：同一件事在一份办事指南里只有一个说法。

    ## 反例
        faq: [{q: 几日内办结？, a: 10日内}]

    ## 正例
        faq: [{q: 几日内办结？, a: 5个工作日内}]

    ## 怎么改
    把回答改成承诺的时限，或者不写天数，请申请人看“办结时限”。
    """
    for index, one in enumerate(item.data.get("faq", ())):
        question = one["q"]
        if not (_HOW_LONG.search(question) and _UNTIL_DONE.search(question)):
            continue
        limits = [limit for which in TITLES if (limit := item.limits.get(which)) is not None]
        told = limit_told(one["a"])
        if told and limits and all(_contradicts(told, limit["days"], limit["unit"]) for limit in limits):
            related = tuple(
                Related(title, Place(Pointer.of("time_limit", which)))
                for which, title in TITLES.items()
                if which in item.limits
            )
            yield Hit(
                Place(Pointer.of("faq", index, "a")),
                msg("回答说办理要“{told}”，时限里没有这个天数：改成承诺的时限", told=told.length.text),
                related,
            )
