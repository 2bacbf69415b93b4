"""What a catalog amounts to, in figures: how many items, how fast, how much is asked; as tables, JSON and a page."""

from itemkit.stats.figures import KEYS, Stats, stats_of
from itemkit.stats.json_ import as_data, stats_schema
from itemkit.stats.page import LENGTHS, page, section_of
from itemkit.stats.sheets import Sheet, sheets_of
from itemkit.stats.tally import Counted, tallied

__all__ = [
    "KEYS",
    "LENGTHS",
    "Counted",
    "Sheet",
    "Stats",
    "as_data",
    "page",
    "section_of",
    "sheets_of",
    "stats_of",
    "stats_schema",
    "tallied",
]
