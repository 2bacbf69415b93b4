"""Files on disk: finding them, reading them fast and exactly, their positions, surgical edits, atomic writes."""
