"""Writes the pages of the app: `python -m kamerbrief.pages NOTEBOOKS FOLDER`."""

import sys
from pathlib import Path

from kamerbrief.pages.build import APP, Pages

if __name__ == "__main__":
    Pages(Path(sys.argv[1]), APP).write(Path(sys.argv[2]))
