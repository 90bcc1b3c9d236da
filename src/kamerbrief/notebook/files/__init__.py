"""Files between the kernel and whoever reads the page: handed out, and taken in."""

from kamerbrief.notebook.files.widgets import Giving, Taking

__all__ = ["Giving", "Taking"]
