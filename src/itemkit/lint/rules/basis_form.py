"""Family B: how citations are written: one thing a field, in the form that its field asks for."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from itemkit.findings import Change, Fix, Hit, Place, Pointer, Severity, msg
from itemkit.lint import laws
from itemkit.lint.readings import CITED
from itemkit.lint.rules.kinds import ItemRule, item_rule
from itemkit.lint.view import Data, View

_DIGIT = r"\d〇○零一二三四五六七八九十百千"
_ARTICLE = re.compile(rf"[ ，,、]*(第\s*[{_DIGIT}]+\s*条[第条款项目之、，,和及至（）() {_DIGIT}]*)(?:的?规定)?$")
_NUMBER = re.compile(r"[ ]*[（(]([^（）()]*(?:令|[〔\[［【﹝]\d{4}[〕\]］】﹞])[^（）()]*号)[）)]$")
_CONTINUES = re.compile(
    r"(?:法|条例|办法|规定|细则|规则|意见|通知|决定|决议|解释|批复|函|公告|标准|方案|说明|目录)(?:[（(][^（）()]*[）)])?$"
)


@dataclass(frozen=True, slots=True)
class _Parts:
    """What is written in the field ``law``, taken apart."""

    law: str
    number: str
    article: str


@lru_cache(laws.REMEMBERED)
def _parts(law: str) -> _Parts:
    article = _ARTICLE.search(law) if "条" in law else None
    rest = (law[: article.start()] if article else law).strip()
    number = _NUMBER.search(rest) if rest[-1:] in {"）", ")"} else None
    rest = (rest[: number.start()] if number else rest).strip()
    # Where nothing would be left, or half a bracket, the title is none that can be taken apart.
    if not rest or rest.count("《") != rest.count("》"):
        return _Parts(law, "", "")
    return _Parts(laws.unquoted(rest).strip(), number[1] if number else "", article[1].strip() if article else "")


@item_rule("B301", "title-in-brackets", Severity.WARNING, reads=CITED)
def title_in_brackets(item: View) -> Iterator[Hit]:
    """依据名称外面加了书名号。

    ## 为什么
    书名号是排版的事，页面自己会加；写在数据里，同一部法律就有两种写法，查重和比对都对不上。

    ## 依据
    惯例：`law` 写全称，不带书名号；名称里面的书名号（如 关于印发《…办法》的通知）照写。

    ## 反例
        basis: [{law: 《公共场所卫生管理条例》, kind: 行政法规, number: 国务院令第714号, article: 第四条}]

    ## 正例
        basis: [{law: 公共场所卫生管理条例, kind: 行政法规, number: 国务院令第714号, article: 第四条}]

    ## 怎么改
    去掉外面的书名号；一条里写了几部法律的，分成几条。
    """
    for pointer, citation in item.citations:
        law = citation["law"]
        if "《" not in law or law.lstrip()[0] != "《":
            continue
        parts = _parts(law)
        if parts.article or parts.number:
            continue  # B302 and B303 take the brackets off too
        if parts.law != law.strip():
            bare = parts.law
            fix = Fix(msg("去掉外面的书名号"), (Change(pointer / "law", bare),))
            yield Hit(Place(pointer / "law"), msg("依据名称不带书名号：写成“{law}”", law=bare), fix=fix)
        elif re.search("》[、，,；;和及与 ]*《", law):
            yield Hit(Place(pointer / "law"), msg("一条依据里写了几个文件：分成几条，名称不带书名号"))
        elif not _CONTINUES.search(law):
            yield Hit(
                Place(pointer / "law"),
                msg("依据名称里有书名号，书名号外还有别的内容：只写名称，别的写到文号、条款里去"),
            )


@item_rule("B302", "article-in-title", Severity.WARNING, reads=CITED)
def article_in_title(item: View) -> Iterator[Hit]:
    """条款写在了依据名称里。

    ## 为什么
    名称和条款各有各的字段；混在一起，查不到这部法律，也看不出有没有写条款。

    ## 依据
    国家政务服务平台事项要素：依据的名称、文号、条款分列。

    ## 反例
        basis: [{law: 公共场所卫生管理条例第四条, kind: 行政法规, number: 国务院令第714号}]

    ## 正例
        basis: [{law: 公共场所卫生管理条例, kind: 行政法规, number: 国务院令第714号, article: 第四条}]

    ## 怎么改
    名称写在 `law`，条款写在 `article`。
    """
    for pointer, citation in item.citations:
        law = citation["law"]
        if "条" in law and "第" in law:
            parts = _parts(law)
            if parts.article:
                yield Hit(
                    Place(pointer / "law"),
                    msg("条款写在了名称里：“{article}”写到 article", article=parts.article),
                    fix=_split(pointer, citation, parts),
                )


@item_rule("B303", "number-in-title", Severity.WARNING, reads=CITED)
def number_in_title(item: View) -> Iterator[Hit]:
    """文号写在了依据名称里。

    ## 为什么
    名称和文号各有各的字段；混在一起，同一部法律带文号和不带文号就成了两部。

    ## 依据
    国家政务服务平台事项要素：依据的名称、文号、条款分列。

    ## 反例
        basis: [{law: 公共场所卫生管理条例（国务院令第714号）, kind: 行政法规, article: 第四条}]

    ## 正例
        basis: [{law: 公共场所卫生管理条例, kind: 行政法规, number: 国务院令第714号, article: 第四条}]

    ## 怎么改
    名称写在 `law`，文号写在 `number`。
    """
    for pointer, citation in item.citations:
        law = citation["law"]
        if "号" in law:
            parts = _parts(law)
            if parts.number and not parts.article:
                yield Hit(
                    Place(pointer / "law"),
                    msg("文号写在了名称里：“{number}”写到 number", number=parts.number),
                    fix=_split(pointer, citation, parts),
                )


def _split(pointer: Pointer, citation: Data, parts: _Parts) -> Fix | None:
    """Each part to its own field; None if the field says something else already."""
    changes = [Change(pointer / "law", parts.law)]
    for key, value in (("number", parts.number), ("article", parts.article)):
        if value and citation.get(key, value) != value:
            return None
        if value and key not in citation:
            changes.append(Change(pointer / key, value))
    return Fix(msg("名称、文号、条款分开写"), tuple(changes), safe=False)


_ARABIC = re.compile(r"第\s*([0-9０-９]{1,4})\s*([编章节条款])")
_ONLY_DIGITS = re.compile(r"\s*(?:第\s*)?([0-9０-９]{1,4}|[〇零一二三四五六七八九十百]+)\s*(条?)\s*")


@item_rule("B304", "article-form", Severity.INFO, reads=CITED)
def article_form(item: View) -> Iterator[Hit]:
    """条款序号没有用中文数字，或者只写了数字。

    ## 为什么
    法律原文的条款序号是中文数字，写成一样才便于查找和比对。

    ## 依据
    立法法（2015年修正） 第六十一条：编、章、节、条的序号用中文数字依次表述。

    ## 反例
        basis: [{law: 公共场所卫生管理条例, kind: 行政法规, number: 国务院令第714号, article: 第4条}]

    ## 正例
        basis: [{law: 公共场所卫生管理条例, kind: 行政法规, number: 国务院令第714号, article: 第四条}]

    ## 怎么改
    写成 第四条、第四条第一款 的样子。标准的章节号（如 5.1）照原文写。
    """
    for pointer, citation in item.citations:
        article = citation.get("article")
        if article is None or (article[-1] == "条" and article.isalpha()) or citation.get("kind") == laws.STANDARD:
            continue
        right = _in_form(article)
        if right != article:
            yield Hit(
                Place(pointer / "article"),
                msg("条款“{article}”写成“{right}”", article=article, right=right),
                fix=Fix(msg("改为“{right}”", right=right), (Change(pointer / "article", right),), safe=False),
            )


@lru_cache(laws.REMEMBERED)
def _in_form(article: str) -> str:
    """An article with its ordinals in words; what is not understood stays as it is."""
    if (only := _ONLY_DIGITS.fullmatch(article)) and not (article.strip().startswith("第") and only[2]):
        return f"第{_in_words(only[1])}条"
    return _ARABIC.sub(lambda found: f"第{_in_words(found[1])}{found[2]}", article)


def _in_words(digits: str) -> str:
    """A whole number below ten thousand as laws write it: 10 is 十, 110 is 一百一十, 1046 is 一千零四十六."""
    plain = unicodedata.normalize("NFKC", digits)
    if not plain.isascii() or not plain.isdigit():
        return digits
    written = ""
    for place, digit in enumerate(str(int(plain))[::-1]):
        word = "零一二三四五六七八九"[int(digit)] + (("", "十", "百", "千")[place] if digit != "0" else "")
        written = written if digit == "0" and (not written or written[0] == "零") else word + written
    return written[1:] if written.startswith("一十") else written or "零"


_YEAR_BRACKETS = re.compile(r"[\[［【﹝(（]\s*((?:19|20)\d\d)\s*[\]］】﹞)）](?=\s*(?:第\s*)?\d+\s*号)")


@item_rule("B305", "number-brackets", Severity.WARNING, reads=CITED)
def number_brackets(item: View) -> Iterator[Hit]:
    """文号的年份没有用六角括号。

    ## 为什么
    同一个文号有 []、()、【】几种写法，按文号查就查不全。

    ## 依据
    GB/T 9704-2012 党政机关公文格式：发文字号的年份标全称，用六角括号“〔〕”括入。

    ## 反例
        basis:
          - {law: 公共场所卫生管理条例, kind: 行政法规, number: "国发[1987]24号", article: 第四条}

    ## 正例
        basis:
          - {law: 公共场所卫生管理条例, kind: 行政法规, number: 国发〔1987〕24号, article: 第四条}

    ## 怎么改
    写成 国发〔1987〕24号 的样子。
    """
    for pointer, citation in item.citations:
        number = citation.get("number")
        if number is None or number.isalnum() or "〔" in number:
            continue
        right = _YEAR_BRACKETS.sub(r"〔\1〕", number)
        if right != number:
            yield Hit(
                Place(pointer / "number"),
                msg("文号的年份用六角括号：写成“{right}”", right=right),
                fix=Fix(msg("换成六角括号"), (Change(pointer / "number", right),)),
            )


BASIS_FORM_RULES: tuple[ItemRule, ...] = (
    title_in_brackets,
    article_in_title,
    number_in_title,
    article_form,
    number_brackets,
)
