"""Family P, continued: the questions (情形引导) whose answers decide which materials and fees apply.

A wrong option is worse than a missing one: the applicant answers, and gets somebody else's list of materials.
"""

from collections.abc import Iterator

from itemkit.findings import Hit, Place, Pointer, Related, Severity, msg
from itemkit.lint.readings import QUESTIONS
from itemkit.lint.rules.kinds import item_rule
from itemkit.lint.view import View

_CHOICE = 2
"""How many options leave something to choose."""


@item_rule("P206", "options-alike", Severity.ERROR, reads=QUESTIONS)
def options_alike(item: View) -> Iterator[Hit]:
    """一个问题的两个选项文字相同。

    ## 为什么
    申请人看到两个一样的选项，无从选起；选错了，材料清单就错了。

    ## 依据
    惯例：选项之间要分得清。

    ## 反例
        situations:
          - {id: premises, question: 经营场所是自有还是租赁？, options: {owned: 自有, leased: 自有}}

    ## 正例
        situations:
          - {id: premises, question: 经营场所是自有还是租赁？, options: {owned: 自有, leased: 租赁}}

    ## 怎么改
    改正写错的那个选项；多余的删去，并改掉引用它的 `when`。
    """
    for index, situation in enumerate(item.get("situations") or ()):
        options = situation["options"]
        if len({text.strip() for text in options.values()}) < len(options):
            yield from _alike(Pointer.of("situations", index, "options"), options)


def _alike(pointer: Pointer, options: dict[str, str]) -> Iterator[Hit]:
    first: dict[str, str] = {}
    for key, text in options.items():
        one = first.setdefault(text.strip(), key)
        if one != key:
            related = Related(msg("文字相同的选项"), Place(pointer / one))
            yield Hit(
                Place(pointer / key),
                msg("选项 {key} 与 {one} 文字相同（{text}）：写出区别", key=key, one=one, text=text.strip()),
                (related,),
            )


@item_rule("P207", "question-without-choice", Severity.WARNING, reads=QUESTIONS)
def question_without_choice(item: View) -> Iterator[Hit]:
    """情形引导的问题没有两个以上的选项。

    ## 为什么
    只有一个答案的问题分不出情形，白让人多答一题。

    ## 依据
    惯例：情形引导用问题分情形，至少两个选项。

    ## 反例
        situations: [{id: premises, question: 经营场所是自有还是租赁？, options: {leased: 租赁}}]

    ## 正例
        situations: [{id: premises, question: 经营场所是自有还是租赁？, options: {owned: 自有, leased: 租赁}}]

    ## 怎么改
    补上另外的选项；人人都一样的，删去这个问题和引用它的 `when`。
    """
    for index, situation in enumerate(item.get("situations") or ()):
        if len(situation["options"]) < _CHOICE:
            yield Hit(
                Place(Pointer.of("situations", index, "options")),
                msg("问题“{question}”没有可选的：写两个以上的选项", question=situation["question"]),
            )


@item_rule("P208", "situation-repeated", Severity.ERROR, reads=QUESTIONS)
def situation_repeated(item: View) -> Iterator[Hit]:
    """两个情形用了同一个标识。

    ## 为什么
    `when` 用标识指代情形；标识重复，就不知道说的是哪个问题的答案。

    ## 依据
    目录文件的格式：情形标识在本事项内唯一。

    ## 反例
        situations:
          - {id: who, question: 本人办还是委托别人办？, options: {self: 本人, agent: 委托别人}}
          - {id: who, question: 个人还是企业？, options: {person: 个人, company: 企业}}

    ## 正例
        situations:
          - {id: who, question: 本人办还是委托别人办？, options: {self: 本人, agent: 委托别人}}
          - {id: kind, question: 个人还是企业？, options: {person: 个人, company: 企业}}

    ## 怎么改
    给其中一个换一个标识，并改掉引用它的 `when`。
    """
    first: dict[str, int] = {}
    for index, situation in enumerate(item.get("situations") or ()):
        one = first.setdefault(situation["id"], index)
        if one != index:
            related = Related(msg("先用这个标识的"), Place(Pointer.of("situations", one, "id")))
            yield Hit(
                Place(Pointer.of("situations", index, "id")),
                msg("情形标识 {id} 用了两次：换一个", id=situation["id"]),
                (related,),
            )
