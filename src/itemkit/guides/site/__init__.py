"""The site: every page of a catalog, made in processes, again only where something has changed."""

from itemkit.guides.site.folder import FolderError
from itemkit.guides.site.options import PublishOptions
from itemkit.guides.site.run import PublishSummary, publish

__all__ = ["FolderError", "PublishOptions", "PublishSummary", "publish"]
