"""Catalogs in and out: other people's records become items, by profiles that are data."""

from itemkit.exchange.importer import ImportSummary, Kept, Superseded, import_file
from itemkit.exchange.mapping import Reason
from itemkit.exchange.profile import PROFILES, Profile, ProfileError, load_profile
from itemkit.exchange.target import Outcome, TargetError

__all__ = [
    "PROFILES",
    "ImportSummary",
    "Kept",
    "Outcome",
    "Profile",
    "ProfileError",
    "Reason",
    "Superseded",
    "TargetError",
    "import_file",
    "load_profile",
]
