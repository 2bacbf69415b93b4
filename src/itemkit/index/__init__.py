"""What a catalog says, as rows of tables: facts of each file, and SQL over all of them."""
