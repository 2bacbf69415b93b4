"""The best region of a standard (领跑者), and what the others must change to be as light."""

from itemkit.regions.best.best import Best, Lesson, best_of
from itemkit.regions.best.json_ import as_data, best_schema
from itemkit.regions.best.page import page
from itemkit.regions.best.text import each_part
from itemkit.regions.best.which import Meant, standards_meant, standards_near

__all__ = [
    "Best", "Lesson", "Meant", "as_data", "best_of", "best_schema", "each_part", "page", "standards_meant",
    "standards_near",
]  # fmt: skip
