"""The page that says under which licences the parts of the site may be used, with their texts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.parser import Parser
from pathlib import Path
from typing import Any, Final

import jinja2

from kamerbrief.site.tools import Tools

HERE: Final = Path(__file__).parent
AROUND: Final = HERE.parent / "pages" / "template"
FILES: Final = re.compile(r"(?i)^(licen[cs]e|copying|notice|authors)")


@dataclass(frozen=True)
class Part:
    """Something that the site holds and that others have made."""

    name: str
    version: str
    licence: str
    home: str
    texts: list[str] = field(default_factory=list)


def write(tools: Tools, site: Path, assets: str) -> None:
    """Write the page of licences.

    Args:
        tools: what they have fetched and packed.
        site: where to.
        assets: the name of the folder of what all pages share.
    """
    parts = [*_of_npm(tools.out), *_of_python(tools.packages)]
    templates = jinja2.Environment(
        loader=jinja2.FileSystemLoader([HERE / "template", AROUND]),
        autoescape=True,
        trim_blocks=True,
    )
    page = templates.get_template("licences.html.j2").render(
        parts=sorted(parts, key=lambda part: part.name.lower()),
        own=(HERE.parents[2] / "LICENSE").read_text(encoding="utf-8"),
        assets=f"{assets}/",
    )
    (site / "licences.html").write_text(page, encoding="utf-8")


def _of_npm(out: Path) -> Iterator[Part]:
    modules = out / "web" / "node_modules"
    taken = json.loads((out / "web" / "package.json").read_text(encoding="utf-8"))
    for name in taken["dependencies"]:
        about: dict[str, Any] = json.loads((modules / name / "package.json").read_text("utf-8"))
        home = about.get("homepage") or about.get("repository", {})
        address = home if isinstance(home, str) else home.get("url", "")
        yield Part(
            name,
            about["version"],
            str(about.get("license", "")),
            _address(address),
            _texts(modules / name),
        )


def _address(said: str) -> str:
    """Where a package of npm is at home, of which its metadata may say only a part.

    >>> _address("git+https://github.com/lukeed/uuid.git"), _address("lukeed/uuid")
    ('https://github.com/lukeed/uuid', 'https://github.com/lukeed/uuid')
    """
    plain = re.sub(r"^git\+|\.git$", "", said)
    plain = re.sub(r"^(git|ssh)://(git@)?", "https://", plain)
    return f"https://github.com/{plain}" if re.fullmatch(r"[\w.-]+/[\w.-]+", plain) else plain


def _of_python(packages: Path) -> Iterator[Part]:
    for folder in sorted(packages.glob("*.dist-info")):
        about = Parser().parsestr((folder / "METADATA").read_text(encoding="utf-8"))
        if about["Name"] == "kamerbrief":
            continue
        classified = [
            value.rpartition(" :: ")[2]
            for value in about.get_all("Classifier", [])
            if value.startswith("License ::")
        ]
        pages = dict(value.split(", ", 1) for value in about.get_all("Project-URL", []))
        yield Part(
            about["Name"],
            about["Version"],
            about["License-Expression"] or ", ".join(classified) or (about["License"] or "")[:80],
            about["Home-page"] or next(iter(pages.values()), ""),
            _texts(folder),
        )


def _texts(folder: Path) -> list[str]:
    """The texts of licences in a folder of a package."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    own = [path for path in files if "node_modules" not in path.relative_to(folder).parts]
    return [
        path.read_text(encoding="utf-8", errors="replace").strip()
        for path in own
        if FILES.match(path.name) and path.suffix in ("", ".txt", ".md", ".rst")
    ]
