"""Catalogs in and out: other people's records become items, by profiles that are data."""

from itemkit.exchange.importer import ImportSummary, import_file
from itemkit.exchange.profile import PROFILES, Profile, ProfileError, load_profile

__all__ = ["PROFILES", "ImportSummary", "Profile", "ProfileError", "import_file", "load_profile"]
