"""The briefing: the letter on one page to take along, as HTML or as PDF."""

from kamerbrief.explorers.briefing.page import BriefingError, briefing, explorers_at
from kamerbrief.explorers.briefing.printing import NoPrinter, printed

__all__ = ["BriefingError", "NoPrinter", "briefing", "explorers_at", "printed"]
