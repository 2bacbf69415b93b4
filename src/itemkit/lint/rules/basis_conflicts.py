"""Family B: what the citations of an item say against the facts, or against each other."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import combinations

from itemkit.findings import REMOVED, Change, Fix, Hit, Place, Pointer, Related, Severity, msg
from itemkit.lint import laws
from itemkit.lint.readings import CITED
from itemkit.lint.rules.kinds import ItemRule, item_rule
from itemkit.lint.view import Data, Row, View
from itemkit.model.numerals import whole_number


@item_rule("B204", "law-repealed", Severity.ERROR, reads=CITED)
def law_repealed(item: View) -> Iterator[Hit]:
    """引用的法律、法规或者规章已经废止，或者已经由新的取代。

    ## 为什么
    废止的法律不能再作依据；新法的条件、期限、材料往往不一样，照旧法写的指南会让人白跑。

    ## 依据
    废止它的法律、法规或者决定：itemkit 自带的清单写明每一条的出处。已取消的事项不查。

    ## 反例
        basis:
          - {law: 公共场所卫生管理条例, kind: 行政法规, number: 国务院令第714号, article: 第四条}
          - {law: 中华人民共和国合同法, kind: 法律, article: 第四十四条}

    ## 正例
        basis:
          - {law: 公共场所卫生管理条例, kind: 行政法规, number: 国务院令第714号, article: 第四条}
          - {law: 中华人民共和国民法典, kind: 法律, article: 第五百零二条}

    ## 怎么改
    换成现行的法律和对应的条款，并核对条件、期限、材料有没有跟着变。
    """
    if item.status == "取消":
        return
    for pointer, citation in item.citations:
        repeal = laws.repeal_of(citation["law"], citation.get("number", ""))
        if repeal is None:
            continue
        law, on, by = laws.title(citation["law"]), repeal.on.isoformat(), repeal.by
        if by.endswith("号"):
            yield Hit(
                Place(pointer / "number"),
                msg("“{law}”已经重新制定：从 {on} 起施行的是{by}，核对条款后改正文号", law=law, on=on, by=by),
            )
        elif by:
            yield Hit(
                Place(pointer / "law"),
                msg("“{law}”从 {on} 起不再有效，由“{by}”取代：换成现行的条款", law=law, on=on, by=by),
            )
        else:
            yield Hit(Place(pointer / "law"), msg("“{law}”从 {on} 起已经废止：换成现行的依据", law=law, on=on))


@item_rule("B205", "kind-contradicts-name", Severity.ERROR, reads=CITED)
def kind_contradicts_name(item: View) -> Iterator[Hit]:
    """依据层级与名称或者文号矛盾。

    ## 为什么
    层级决定它有没有权设定这个事项；把地方性法规写成法律，会让没有依据的事项看起来有依据。

    ## 依据
    立法法：法律由全国人大及其常委会制定，行政法规由国务院制定，地方性法规由地方人大及其常委会制定；规章制定程序条例：规章不得称“条例”。

    ## 反例
        basis: [{law: 广东省爱国卫生工作条例, kind: 法律, article: 第三条}]

    ## 正例
        basis: [{law: 广东省爱国卫生工作条例, kind: 地方性法规, article: 第三条}]

    ## 怎么改
    按制定机关改正 `kind`；层级没有错的，核对名称和文号。
    """
    for pointer, citation in item.citations:
        kind = citation.get("kind")
        if kind is None or kind not in laws.LEVELS:
            continue
        possible = laws.possible_levels(citation["law"], citation.get("number", ""))
        if not possible or kind in possible:
            continue
        right = tuple(level for level in laws.LEVELS if level in possible)
        fix = None
        if len(right) == 1:
            fix = Fix(msg("把层级改为“{right}”", right=right[0]), (Change(pointer / "kind", right[0]),), safe=False)
        yield Hit(
            Place(pointer / "kind"),
            msg("层级写的是“{kind}”，从名称和文号看只可能是{right}：核对后改正", kind=kind, right=right),
            fix=fix,
        )


_QUOTED = re.compile(r"《([^《》\n]{6,60})》")
_SHORTEST = 8
"""Short titles differ by two characters and are different laws: 国防法 and 国防交通法."""
_LONGEST_GAP = 2
_OTHER = re.compile(r"补充|[一二三四五六七八九十]+")
"""What makes another title when it is put in: 补充规定 beside 规定, 修正案（十二） beside 修正案（二）."""
_LEAST_BEFORE = 2
"""Characters that both start with: a place or 实施 put before a title makes another title."""


@item_rule("B206", "title-inconsistent", Severity.WARNING)
def title_inconsistent(item: View) -> Iterator[Hit]:
    """同一事项里有两个只差一两个字的法律名称，多半是同一个文件写错了一处。

    ## 为什么
    名称漏一个词就查不到原文；同一份指南里两种写法，申请人不知道哪个对。

    ## 依据
    惯例：引用法律、法规、规章写全称，前后一致。

    ## 反例
        basis:
          - {law: 公共场所卫生管理条例, kind: 行政法规, number: 国务院令第714号, article: 第四条}
          - {law: 公共场所卫生监督管理条例, kind: 行政法规, article: 第八条}

    ## 正例
        basis:
          - {law: 公共场所卫生管理条例, kind: 行政法规, number: 国务院令第714号, article: 第四条}
          - {law: 公共场所卫生管理条例实施细则, kind: 部门规章, number: 卫生部令第80号, article: 第二十二条}

    ## 怎么改
    查原文，把写错的一处改成全称；确实是两个文件的，都写上文号。
    """
    titles = frozenset([name for one in item.cited if len(name := laws.title(one["law"])) >= _SHORTEST])
    quoted = frozenset(map(laws.title, _QUOTED.findall(item.text))) - titles if "《" in item.text else frozenset()
    if not _has_near(titles, quoted):
        return
    cited: dict[str, list[Row]] = {}
    for row in item.citations:
        name = laws.title(row[1]["law"])
        if len(name) >= _SHORTEST:
            cited.setdefault(name, []).append(row)
    for one, other in combinations(cited, 2):
        if _is_near(one, other) and not _have_numbers_of_their_own(cited[one], cited[other]):
            odd, usual = sorted((one, other), key=lambda name: (len(cited[name]), len(name)))
            yield from (
                _inconsistent(pointer / "law", citation["law"], cited[usual][0][0] / "law", usual)
                for pointer, citation in cited[odd]
            )
    for one, other in ((one, other) for one in cited for other in sorted(quoted) if _is_near(one, other)):
        where = next((at for at, text in item.each_text("《") if other in "".join(text.split())), None)
        if where is not None:
            for pointer, citation in cited[one]:
                yield _inconsistent(pointer / "law", citation["law"], where, other)


@lru_cache(1 << 8)  # the same few laws are cited together in item after item; a text may quote any number
def _has_near(cited: frozenset[str], quoted: frozenset[str]) -> bool:
    """Whether of the titles that are cited some are near each other, or near one that is quoted."""
    return any(_is_near(one, other) for one, other in combinations(cited, 2)) or any(
        _is_near(one, other) for one in cited for other in quoted
    )


def _inconsistent(pointer: Pointer, law: str, where: Pointer, other: str) -> Hit:
    return Hit(
        Place(pointer),
        msg("“{law}”和本事项别处的“{other}”只差一两个字：查原文，把写错的一处改正", law=law, other=other),
        (Related(msg("这里写的是“{other}”", other=other), Place(where)),),
    )


def _is_near(one: str, other: str) -> bool:
    """Whether one is the other with one or two characters left out of its middle."""
    short, long = sorted((one, other), key=len)
    gap = len(long) - len(short)
    if not (0 < gap <= _LONGEST_GAP and len(short) >= _SHORTEST) or short[0] != long[0] or short[-2:] != long[-2:]:
        return False
    same = next(place for place in range(len(long)) if place == len(short) or short[place] != long[place])
    return (
        same >= _LEAST_BEFORE and short[same:] == long[same + gap :] and not _OTHER.fullmatch(long[same : same + gap])
    )


def _have_numbers_of_their_own(one: Iterable[Row], other: Iterable[Row]) -> bool:
    """Whether both are cited with numbers, and not the same: then they are two instruments."""
    first, second = (frozenset().union(*(_numbers(citation) for _, citation in rows)) for rows in (one, other))
    return _differ(first, second)


_NUMBER = re.compile(r"(?:[〔\[［【﹝(（]((?:19|20)\d\d)[〕\]］】﹞)）])?第?([\d〇○零一二三四五六七八九十百千]+)号")


_Numbers = frozenset[tuple[str, int | str]]


def _numbers(citation: Data) -> _Numbers:
    """The numbers (文号) of a citation: year in brackets, if there is one, and number; 第五十七号 is 第57号."""
    number = citation.get("number")
    if number is None:
        return frozenset()
    return frozenset((year, _value(digits)) for year, digits in _NUMBER.findall("".join(number.split())))


def _differ(one: _Numbers, other: _Numbers) -> bool:
    """Whether no number of one can be a number of the other; a year that one of them leaves out is no difference."""
    return bool(one and other) and not any(
        value == second and (not year or not other_year or year == other_year)
        for year, value in one
        for other_year, second in other
    )


def _value(digits: str) -> int | str:
    try:
        return whole_number(digits)
    except ValueError:
        return digits


@item_rule("B207", "number-inconsistent", Severity.WARNING, reads=CITED)
def number_inconsistent(item: View) -> Iterator[Hit]:
    """同一部法律、法规、规章在同一事项里写了不同的文号。

    ## 为什么
    文号决定是哪一版；两个文号里至少有一个是错的，或者已经不是现行的。

    ## 依据
    惯例：同一文件的文号前后一致。

    ## 反例
        basis:
          - {law: 公共场所卫生管理条例, kind: 行政法规, number: 国务院令第714号, article: 第四条}
          - {law: 公共场所卫生管理条例, kind: 行政法规, number: 国务院令第666号, article: 第八条}

    ## 正例
        basis:
          - {law: 公共场所卫生管理条例, kind: 行政法规, number: 国务院令第714号, article: 第四条}
          - {law: 公共场所卫生管理条例, kind: 行政法规, number: 国务院令第714号, article: 第八条}

    ## 怎么改
    查原文，把写错的文号改正。
    """
    by_title: dict[str, list[Row]] = {}
    for row in item.citations:
        if "number" in row[1]:
            by_title.setdefault(laws.title(row[1]["law"]), []).append(row)
    for name, rows in by_title.items():
        if all(citation["number"] == rows[0][1]["number"] for _, citation in rows):
            continue
        read = [(pointer, citation["number"], _numbers(citation)) for pointer, citation in rows]
        counted = Counter(numbers for _, _, numbers in read if numbers)
        if not counted:
            continue
        usual = counted.most_common(1)[0][0]
        where, usually = next((pointer, number) for pointer, number, numbers in read if numbers == usual)
        for pointer, number, numbers in read:
            if _differ(numbers, usual):
                told = msg(
                    "“{law}”的文号这里是{number}，别处是{other}：查原文，改成一样",
                    law=name,
                    number=number,
                    other=usually,
                )
                other = Related(msg("这里的文号是{other}", other=usually), Place(where / "number"))
                yield Hit(Place(pointer / "number"), told, (other,))


@item_rule("B208", "citation-twice", Severity.WARNING, reads=CITED)
def citation_twice(item: View) -> Iterator[Hit]:
    """设定依据里同一条款列了两次。

    ## 为什么
    重复的依据让清单变长，改的时候容易只改一处。

    ## 依据
    惯例：一条依据只列一次。

    ## 反例
        basis:
          - {law: 公共场所卫生管理条例, kind: 行政法规, number: 国务院令第714号, article: 第四条}
          - {law: 公共场所卫生管理条例, article: 第四条}

    ## 正例
        basis:
          - {law: 公共场所卫生管理条例, kind: 行政法规, number: 国务院令第714号, article: 第四条}
          - {law: 公共场所卫生管理条例, kind: 行政法规, number: 国务院令第714号, article: 第八条}

    ## 怎么改
    删去重复的一条，把写得全的那条留下。
    """
    basis = item.get("basis")
    if not basis or len(basis) == 1:
        return
    seen: dict[tuple[str, str], list[tuple[int, Data]]] = {}
    for index, citation in enumerate(basis):
        key = laws.title(citation["law"]), "".join(citation.get("article", "").split())
        earlier = seen.setdefault(key, [])
        twin = next((one for one in earlier if _says_the_same(one[1], citation)), None)
        if twin is None:
            earlier.append((index, citation))
            continue
        pointer, first = Pointer.of("basis", index), Pointer.of("basis", twin[0])
        adds_nothing = citation.items() <= twin[1].items()
        yield Hit(
            Place(pointer),
            msg("“{law}”的同一条款前面已经列过：删去重复的一条", law=citation["law"]),
            (Related(msg("前面的一条"), Place(first)),),
            Fix(msg("删去这一条"), (Change(pointer, REMOVED),), safe=adds_nothing),
        )


def _says_the_same(one: Data, other: Data) -> bool:
    if "text" in one and "text" in other and one["text"] != other["text"]:
        return False
    return not _differ(_numbers(one), _numbers(other))


BASIS_CONFLICT_RULES: tuple[ItemRule, ...] = (
    law_repealed,
    kind_contradicts_name,
    title_inconsistent,
    number_inconsistent,
    citation_twice,
)
