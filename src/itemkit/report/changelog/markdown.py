"""The changelog as Markdown, in the manner of Keep a Changelog: for the catalog's repository, or a release's page.

Names and texts come from files; whatever Markdown or HTML could see in them is escaped.
"""

import re
from collections.abc import Iterator
from typing import TextIO

from itemkit.diff.change import Change
from itemkit.findings import Message
from itemkit.language import _, mark
from itemkit.report.changelog.contents import Changelog, Note, OrganChanges, Section, Sections, Version
from itemkit.report.markdown import plain
from itemkit.report.visible import encodable, visible

_TITLES = {
    Section.ADDED: mark("新增事项"),
    Section.REMOVED: mark("取消事项"),
    Section.EASED: mark("减轻"),
    Section.BURDENED: mark("加重"),
    Section.UNCLEAR: mark("待核"),
    Section.OTHER: mark("其他变更"),
}
_COUNTED = {
    Section.ADDED: mark("新增 {count} 个事项"),
    Section.REMOVED: mark("取消 {count} 个事项"),
    Section.EASED: mark("减轻 {count} 处"),
    Section.BURDENED: mark("加重 {count} 处"),
    Section.UNCLEAR: mark("待核 {count} 处"),
    Section.OTHER: mark("其他变更 {count} 处"),
}
_SHORT_COMMIT = 10
_DAY = len("2026-11-23")
_LONGEST = 200
"""Characters of a value that are told: a text of pages is told by its beginning."""
_BACKTICKS = re.compile("`+")


def write(changelog: Changelog, out: TextIO) -> None:
    """Write all of it."""
    out.writelines(encodable(line) + "\n" for line in _each_line(changelog))


def _each_line(changelog: Changelog) -> Iterator[str]:
    yield from ("# " + _("目录变更"), "")
    yield f"{_version(changelog.before)} → {_version(changelog.after)}"
    yield from ("", _verdict(changelog))
    if changelog.standards:
        yield from ("", "## " + _("标准事项的变更"))
        yield from _each_section(changelog.standards)
    for organ in changelog.organs:
        yield from ("", f"## {_organ(organ)}")
        yield from _each_section(organ.sections)
    if changelog.unread:
        yield from ("", "## " + _("没有比较的文件"), "")
        for version, unread in changelog.unread:
            where = _noted(_code(unread.path), _version(version))
            yield "- " + _("{item}：{text}").format(item=where, text=plain(str(unread.reason)))


def _version(version: Version) -> str:
    if not version.revision:
        return _("未发布")
    day, commit = version.date[:_DAY], _code(version.commit[:_SHORT_COMMIT])
    is_its_name = version.commit.startswith(version.revision)
    return _noted(_code(version.revision), day if is_its_name else f"{day} {commit}")


def _noted(text: str, note: str) -> str:
    return _("{name}（{note}）").format(name=text, note=note)


def _verdict(changelog: Changelog) -> str:
    """The sentence that sums up."""
    if changelog.is_empty:
        return _("没有变更。")
    sums = {Section.EASED: changelog.eases, Section.BURDENED: changelog.burdens}
    parts = []
    for section, count in changelog.counts.items():
        if count:
            counted = _(_COUNTED[section]).format(count=count)
            measures = _("、").join(map(str, sums.get(section, ())))
            parts.append(_noted(counted, plain(measures)) if measures else counted)
    return _("{parts}。").format(parts=_("、").join(parts))


def _organ(organ: OrganChanges) -> str:
    return plain(organ.name or organ.organ) if organ.organ else _("未写实施主体")


def _each_section(sections: Sections) -> Iterator[str]:
    for section, notes in sections.items():
        yield from ("", f"### {_(_TITLES[section])}", "")
        for note in notes:
            yield from _each_bullet(note)


def _each_bullet(note: Note) -> Iterator[str]:
    entry = note.entry
    item = _noted(f"**{plain(entry.name)}**", _code(entry.code or entry.path))
    sentences = [_sentence(told.change) for told in note.told if not _is_whole(told.change)]
    if not sentences:
        yield f"- {item}"
    elif len(sentences) == 1:
        yield "- " + _("{item}：{text}").format(item=item, text=sentences[0])
    else:
        yield "- " + _("{item}：").format(item=item)
        yield from (f"  - {sentence}" for sentence in sentences)


def _is_whole(change: Change) -> bool:
    """Whether the section says it all: the item is new, or gone."""
    return not change.kind.field


def _sentence(change: Change) -> str:
    about = [str(one) for one in (change.measure, change.assumed) if one is not None]
    told = plain(str(_shortened(change.message)))
    return _noted(told, plain(_("；").join(about))) if about else told


def _shortened(value: object) -> object:
    """A message whose values are not too long to be read in a list."""
    if isinstance(value, Message):
        return Message(value.text, {name: _shortened(one) for name, one in value.values.items()})
    if type(value) is tuple:
        return tuple(map(_shortened, value))
    if isinstance(value, str) and len(value) > _LONGEST:
        return f"{value[: _LONGEST - 1]}…"
    return value


def _code(text: str) -> str:
    """A code span that a backtick in the text does not end (CommonMark 0.31, 6.1)."""
    shown = visible(text)
    fence = "`" * (1 + max(map(len, _BACKTICKS.findall(shown)), default=0))
    gap = " " if "`" in shown else ""
    return f"{fence}{gap}{shown}{gap}{fence}"
