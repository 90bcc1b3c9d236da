"""What `make site` runs: it builds the site, and says where it is and how to look at it."""

import argparse
import sys
from pathlib import Path

from kamerbrief.site.build import build
from kamerbrief.site.tools import SiteError

CHECKOUT = Path(__file__).resolve().parents[3]


def main() -> int:
    """Build; 0 when the site is there, 2 when it could not be built."""
    parser = argparse.ArgumentParser(prog="python -m kamerbrief.site", description=__doc__)
    parser.add_argument("-o", "--output", default="site", metavar="FOLDER", help="where to (site)")
    folder = Path(parser.parse_args().output).resolve()
    if not (CHECKOUT / "uv.lock").is_file():
        print("The site is built from a clone of the repository: make site there.", file=sys.stderr)
        return 2
    try:
        build(CHECKOUT, folder)
    except (SiteError, OSError) as reason:
        print(f"The site was not built: {reason}", file=sys.stderr)
        return 2
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    print(f"Written: {folder}, {size / 1e6:.1f} MB. Put it on any web server; to look at it here:")
    print(f"{sys.executable} -m http.server --bind 127.0.0.1 --directory {folder} 8000")
    return 0


if __name__ == "__main__":
    sys.exit(main())
