"""Finding pages by any part of a name, by pinyin initials, by code; with a server or without."""

from itemkit.guides.search.files import search_files
from itemkit.guides.search.findable import Findable
from itemkit.guides.search.initials import initials

__all__ = ["Findable", "initials", "search_files"]
