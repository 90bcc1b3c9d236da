"""Files between the kernel and whoever reads the page: handed out, and taken in."""

from kamerbrief.explorers.files.widgets import Giving, Taking

__all__ = ["Giving", "Taking"]
