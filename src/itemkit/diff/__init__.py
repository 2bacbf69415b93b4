"""Differences between two items, and what they mean for the people who apply."""
