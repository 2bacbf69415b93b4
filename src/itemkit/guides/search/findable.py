"""What the search knows of a page: a small row, since a site may have very many."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Findable:
    """A page that people look for."""

    href: str
    """Its address from the top of the site, as it stands in HTML."""
    title: str
    initials: str
    """The pinyin initials of the title, see `initials`; the caller gives them, because they are worth keeping."""
    kind: str
    """What it is, as people call it: 事项, 标准事项, 证照, 一件事, 机构."""
    aliases: tuple[str, ...] = ()
    code: str = ""
    region: str = ""
    """The region's code."""
    organ: str = ""
    """The organ's credit code."""
    type: str = ""
    audiences: tuple[str, ...] = ()
    """Whom it is for: 个人, 经营主体."""
    themes: tuple[str, ...] = ()
