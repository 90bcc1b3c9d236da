"""What charts and explorers need of an edition; ``kamerbrief.editions.Words`` provides it."""

from __future__ import annotations

from typing import Any, Protocol


class Wording(Protocol):
    """Says things in one language, with its own number and date formats."""

    @property
    def lang(self) -> str:
        """The language as a tag for HTML, such as ``"en"``."""

    @property
    def separators(self) -> str:
        """Decimal and thousands separator, as plotly wants them: ``".,"`` or ``",."``."""

    def __hash__(self) -> int:
        """Each edition's own: what is said can be remembered by who says it."""

    def text(self, key: str, /, **values: Any) -> str:
        """A message with its placeholders filled in, from these values or from the ledger."""

    def say(self, value: Any, spec: str) -> str:
        """A value as a reader of this language writes it, such as ``say(0.5, "percent")``."""

    def span(self, low: float, high: float, spec: str) -> str:
        """A range in words, such as "36.5% to 37.8%"."""

    def figure(self, figure_id: str) -> str:
        """A figure of the ledger with its unit, and with "circa" or its range where it has one."""

    def has(self, key: str) -> bool:
        """Whether there is a message under this key."""

    def parse(self, text: str) -> float:
        """The number a reader typed; ``ValueError`` when it is none."""
