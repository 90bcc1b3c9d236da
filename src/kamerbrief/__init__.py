"""An explorable explanation of one Dutch ministerial letter, 14 June 2019, Nr. 104.

``show, explore, ask = open_edition("en")`` is all that a notebook needs. Whoever only wants an
explorer, in English: ``from kamerbrief import explore; explore.sample_size(n=2000)``.
"""

from importlib import import_module
from typing import Any

__all__ = ["ask", "explore", "open_edition", "show"]


def __getattr__(name: str) -> Any:
    # Imported at first use, so that `import kamerbrief` alone costs next to nothing.
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    open_edition = import_module("kamerbrief.notebook").open_edition
    return open_edition if name == "open_edition" else getattr(open_edition("en"), name)
