"""From resolved items to the office guides (办事指南) that people read: page model → HTML, and the site around it."""

from itemkit.guides.build import page_of
from itemkit.guides.context import GuideContext
from itemkit.guides.page import Page
from itemkit.guides.site import FolderError, PublishOptions, PublishSummary, publish
from itemkit.guides.uncoded import Uncoded

__all__ = ["FolderError", "GuideContext", "Page", "PublishOptions", "PublishSummary", "Uncoded", "page_of", "publish"]
