"""What the reader has guessed, for the explorers that come after: kept in this process alone."""

from kamerbrief.scenes.guess import Guess

guesses: dict[str, Guess] = {}
"""The last guess by topic; nothing before a reader has made one, and never written anywhere."""
