"""How a shell starts what runs in the background: with interrupts ignored, here polite kills too."""

from __future__ import annotations

from typing import Final

IGNORING: Final = ("sh", "-c", 'trap "" INT TERM; exec "$@"', "sh")  # before the command's words
