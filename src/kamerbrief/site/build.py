"""Builds the site from a clone of the repository."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from kamerbrief.pages.build import Host, Pages
from kamerbrief.site import licences, lite
from kamerbrief.site.tools import SiteError, Tools, when

WORKER: Final = Path(__file__).parent / "web" / "sw.js"
BESIDE: Final = ("explorers.js", "icon.svg", "page.css", "page.js", "plotly.js", "worker.js")


def build(checkout: Path, folder: Path) -> None:
    """Build the site into a folder, in the place of what was there.

    The same checkout gives the same bytes.

    Args:
        checkout: of the project, with its lock files.
        folder: where to; it is made anew once the site is complete.

    Raises:
        SiteError: something that is needed could not be had; the folder stays as it was.
    """
    if folder.exists() and not (folder / "licences.html").is_file() and any(folder.iterdir()):
        raise SiteError(f"{folder} holds something else than a site; name another folder")
    with TemporaryDirectory() as temporary:
        work = Path(temporary).resolve()
        site = work / "site"
        tools = Tools(checkout, work)
        tools.install()
        tools.fetch()
        tools.pack()
        python = _named(tools.out / "python", site)
        assets = _pages(checkout / "notebooks", tools.out / "assets", site, python)
        licences.write(tools, site, assets)
        lite.write(tools, site / "lite", python=python, made=when(checkout))
        _service_worker(site, assets, python)
        for file in site.rglob("*"):
            file.chmod(0o755 if file.is_dir() else 0o644)
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(site, folder)


def _pages(notebooks: Path, packed: Path, site: Path, python: str) -> str:
    """Write the pages and what they share, and give the name of the folder with the latter.

    What is packed for the site, a plotly.js with fewer kinds of charts, stands in for what the app has.
    """
    shared = packed.parent / "shared"
    pages = Pages(notebooks, Host())
    pages.write_shared(shared)
    pages.write_scenes(shared)
    shutil.copytree(packed, shared, dirs_exist_ok=True)
    assets = _named(shared, site, "assets")
    host = Host(
        python=f"../{python}/",
        worker=f"../{assets}/worker.js",
        keep="../sw.js",
        lab="../lite/",
        licences=True,
    )
    Pages(notebooks, host, assets).write_pages(site)
    return assets


def _named(folder: Path, site: Path, name: str = "") -> str:
    """Copy a folder into the site under a name that ends in a hash of all that is in it."""
    digest = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(f"{file.relative_to(folder).as_posix()}\0".encode() + file.read_bytes())
    named = f"{name or folder.name}-{digest.hexdigest()[:10]}"
    shutil.copytree(folder, site / named)
    return named


def _service_worker(site: Path, assets: str, python: str) -> None:
    """Write the script that keeps the site for when there is no network, with what it keeps."""
    own = [*site.glob("*.html"), *site.glob("*/*.html"), *(site / assets / "pictures").iterdir()]
    own += [site / assets / name for name in BESIDE]
    names = sorted(file.relative_to(site).as_posix() for file in own)
    lists = {
        "FIXED": [f"{assets}/", f"{python}/"],
        "PAGES": ["./", *(name for name in names if not name.startswith("lite/"))],
    }
    head = "\n".join(f"const {name} = {json.dumps(value)};" for name, value in lists.items())
    script = WORKER.read_text(encoding="utf-8")
    (site / "sw.js").write_text(f"{head}\n\n{script}", encoding="utf-8")
