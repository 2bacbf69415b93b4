"""Looking at a site while it is being written: published on each change, served to this machine alone, reloaded."""

from itemkit.guides.preview.gate import Gate
from itemkit.guides.preview.server import LOOPBACK, PreviewServer
from itemkit.guides.preview.watching import Watch, can_watch

__all__ = ["LOOPBACK", "Gate", "PreviewServer", "Watch", "can_watch"]
