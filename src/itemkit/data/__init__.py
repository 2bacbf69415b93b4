"""Data files that come with itemkit; each says in its first lines where its facts are from."""
