"""Builds the site from a clone of the repository."""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from kamerbrief.app.page import sheet
from kamerbrief.app.walk import walks
from kamerbrief.site import licences, lite
from kamerbrief.site.pages import COUNTED, FETCHED, LATER, Pages, Parts, pictures
from kamerbrief.site.tools import SiteError, Tools, when

HERE: Final = Path(__file__).parent
APP: Final = HERE.parent / "app" / "static"
SCRIPTS: Final = ("page.js", "slides.js", "terms.js")
FIRST: Final = ("page.css", "page.js", "live.js", "icon.svg")  # what every page needs at once


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
    notebooks = checkout / "notebooks"
    with TemporaryDirectory() as temporary:
        work = Path(temporary).resolve()
        site = work / "site"
        site.mkdir()
        tools = Tools(checkout, work)
        tools.install()
        tools.fetch()
        tools.pack()
        _assets(notebooks, tools.out / "assets")
        named = {name: _named(tools.out / name, site) for name in ("assets", "python")}
        counted = sum((site / named["python"] / name).stat().st_size for name in COUNTED)
        parts = Parts(**named, counted=counted, sent=_sent(site, **named))
        Pages(notebooks, walks(notebooks), parts).write(site)
        licences.write(tools, site)
        lite.write(tools, site / "lite", python=named["python"], made=when(checkout))
        _service_worker(site, named)
        for file in site.rglob("*"):
            file.chmod(0o755 if file.is_dir() else 0o644)
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(site, folder)


def _assets(notebooks: Path, assets: Path) -> None:
    """Add the project's own scripts, styles and pictures to what is bundled."""
    styles = [assets / "widgets.css", HERE / "site.css"]
    bundled, own = (file.read_text(encoding="utf-8") for file in styles)
    (assets / "page.css").write_text(f"{bundled}\n{sheet()}\n{own}", encoding="utf-8")
    styles[0].unlink()
    scripts = "\n".join((APP / name).read_text(encoding="utf-8") for name in SCRIPTS)
    (assets / "page.js").write_text(scripts, encoding="utf-8")
    shutil.copy(APP / "icon.svg", assets)
    (assets / "pictures").mkdir()
    for name, data in pictures(notebooks).items():
        (assets / "pictures" / name).write_bytes(data)


def _named(folder: Path, site: Path) -> str:
    """Copy a folder into the site under a name that holds a hash of all that is in it."""
    digest = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(f"{file.relative_to(folder).as_posix()}\0".encode() + file.read_bytes())
    name = f"{folder.name}-{digest.hexdigest()[:10]}"
    shutil.copytree(folder, site / name)
    return name


def _sent(site: Path, assets: str, python: str) -> int:
    """The bytes of one live page, but for its pictures, from a server that packs what it sends."""
    files = [site / python / name for name in (*FETCHED, *COUNTED)]
    files += [site / assets / name for name in (*FIRST, *LATER)]
    return sum(min(len(gzip.compress(d := file.read_bytes(), 6)), len(d)) for file in files)


def _service_worker(site: Path, named: dict[str, str]) -> None:
    """Write the script that keeps the site for when there is no network, with what it keeps."""
    assets = site / named["assets"]
    own = [*site.glob("*.html"), *site.glob("*/*.html"), *(assets / "pictures").iterdir()]
    own += [assets / name for name in FIRST]
    names = sorted(file.relative_to(site).as_posix() for file in own)
    lists = {
        "FIXED": [f"{name}/" for name in named.values()],
        "PAGES": ["./", *(name for name in names if not name.startswith("lite/"))],
    }
    head = "\n".join(f"const {name} = {json.dumps(value)};" for name, value in lists.items())
    script = (HERE / "web" / "sw.js").read_text(encoding="utf-8")
    (site / "sw.js").write_text(f"{head}\n\n{script}", encoding="utf-8")
