"""What is the same everywhere and what differs: standards beside regions."""
