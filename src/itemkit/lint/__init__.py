"""The runner: which files are examined, in how many processes, and what is concluded from them all."""
