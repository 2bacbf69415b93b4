"""Certificates: what can be obtained, what is asked for in a circle or twice, and what to cut.

`obtain` says what a person who starts with nothing can get; `graph` makes that question out of the index.
"""
