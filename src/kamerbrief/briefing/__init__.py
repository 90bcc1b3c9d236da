"""The briefing: the letter on one page to take along, as HTML or as PDF."""

from kamerbrief.briefing.page import BriefingError, briefing, scenes_at
from kamerbrief.briefing.printing import NoPrinter, printed

__all__ = ["BriefingError", "NoPrinter", "briefing", "printed", "scenes_at"]
