"""itemkit keeps a catalog of public service items (政务服务事项) as YAML files in git.

This package is the library behind the ``itemkit`` command. Importing it costs nothing: each room is imported
where it is used.
"""

__all__ = ["__version__"]

__version__ = "0.1.0"
