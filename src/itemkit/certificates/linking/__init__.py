"""Which certificate the name of a material or a result means, and writing it into the files."""
