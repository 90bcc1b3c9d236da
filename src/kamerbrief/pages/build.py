"""Writes the pages: each notebook with its scenes, the lists of all, the teacher's guides."""

from __future__ import annotations

import ast
import base64
import hashlib
import json
import struct
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import jinja2
import nbconvert
import nbformat
from nbconvert.filters import markdown2html

from kamerbrief.editions import Words
from kamerbrief.lab.saving import PICTURE, is_poster
from kamerbrief.notebook.chart import SAYS as CHART
from kamerbrief.pages.answers import opening
from kamerbrief.pages.frame import context, to_pages
from kamerbrief.pages.scripts import assets
from kamerbrief.pages.stored import stored_script
from kamerbrief.pages.walk import Stop, Walk, walks
from kamerbrief.scenes import theme
from kamerbrief.scenes.language import said
from kamerbrief.scenes.plans import PLANS, plan
from kamerbrief.scenes.questions import check_scene, guess_control, prediction_scene
from kamerbrief.scenes.scenarios import LARGEST
from kamerbrief.scenes.walk import topic

HERE: Final = Path(__file__).parent
GUIDE: Final = "teachers-guide"
SAYS: Final = {
    "reset": "explorer.reset",
    "code": "explorer.as-code",
    "calculating": "page.calculating",
    "silent": "page.silent",
    "alone": "page.alone",
}
SHELF: Final = ("lead", "save", "open", "show", "remove", "csv", "json")
PLACES: Final = ("first", "second", "third")


@dataclass(frozen=True)
class Host:
    """Where pages stand: who answers what is not stored, and what else there is, seen from a page.

    Args:
        server: the folder at which a server answers, if one does.
        python: the folder with Python, and ``worker`` the script that runs it, if it can come into the tab.
        keep: the service worker that keeps pages for when there is no network.
        lab: the folder with JupyterLab.
        licences: whether there is a page of licences.
    """

    server: str = ""
    python: str = ""
    worker: str = ""
    keep: str = ""
    lab: str = ""
    licences: bool = False


APP: Final = Host(server="../answers/")


class Pages:
    """The pages of all editions, each as a text.

    Args:
        notebooks: the folder that holds the editions' folders.
        host: where they stand.
        assets: the folder of what they share, seen from the root.
    """

    def __init__(self, notebooks: Path, host: Host, assets: str = "assets") -> None:
        self.walks: Mapping[str, Walk] = walks(notebooks)
        self._notebooks, self._host, self._assets = notebooks, host, assets
        self._templates = jinja2.Environment(
            loader=jinja2.FileSystemLoader(HERE / "template"), autoescape=True, trim_blocks=True
        )

    def names(self) -> list[str]:
        """Where the pages stand, below the root."""
        inside = [
            f"{edition}/{name}.html"
            for edition, walk in self.walks.items()
            for name in ("index", *(stop.name for stop in walk.stops), GUIDE)
        ]
        return ["index.html", *inside]

    def shared(self) -> list[str]:
        """Where what the pages share stands, below the root."""
        return [
            f"{self._assets}/{name}" for name in (*assets(), *self._pictures(), *self._scenes())
        ]

    def _pictures(self) -> dict[str, bytes]:
        return {f"pictures/{name}": data for name, data in pictures(self._notebooks).items()}

    def _scenes(self) -> dict[str, tuple[Words, str]]:
        return {
            f"scenes/{edition}/{name}.js": (walk.words, name)
            for edition, walk in self.walks.items()
            for name in PLANS
        }

    def write(self, folder: Path) -> None:
        """Write all of them into a folder, what a first page needs first; no file is ever half there."""
        self.write_shared(folder / self._assets)
        self.write_pages(folder)
        self.write_scenes(folder / self._assets)

    def write_shared(self, folder: Path) -> None:
        """Write what all pages share, but for the scenes, into its own folder."""
        for name, content in (assets() | self._pictures()).items():
            _write(folder / name, content)

    def write_pages(self, folder: Path) -> None:
        """Write the pages alone."""
        for name in self.names():
            _write(folder / name, self.page(name).encode("utf-8"))

    def write_scenes(self, folder: Path) -> None:
        """Write the stored scenes into the folder of what all pages share."""
        for name, (words, explorer) in self._scenes().items():
            _write(folder / name, stored_script(words, explorer).encode("utf-8"))

    def elsewhere(self, walk: Walk, root: str) -> str:
        """What stands at an address where there is nothing."""
        return self._render("elsewhere.html.j2", root, walk=walk)

    def page(self, name: str) -> str:
        """A page by its name.

        Raises:
            KeyError: there is none.
        """
        edition, _, file = name.removesuffix(".html").rpartition("/")
        if name not in self.names():
            raise KeyError(name)
        if file == "index":
            return self._list([self.walks[edition]] if edition else list(self.walks.values()))
        walk = self.walks[edition]
        if file == GUIDE:
            return self._guide(walk)
        return self._page(walk, next(stop for stop in walk.stops if stop.name == file))

    def _list(self, shown: list[Walk]) -> str:
        others = [walk for walk in self.walks.values() if walk not in shown]
        root = "../" if others or len(self.walks) == 1 else ""
        return self._render(
            "front.html.j2", root, walks=shown, others=others, guide=GUIDE, host=self._host
        )

    def _guide(self, walk: Walk) -> str:
        source = (self._notebooks / walk.words.name / f"{GUIDE}.md").read_text(encoding="utf-8")
        html = markdown2html(to_pages(source))
        return self._render("guide.html.j2", "../", walk=walk, body=html)

    def _render(self, template: str, root: str, **more: Any) -> str:
        around = {"root": root, "assets": f"{root}{self._assets}/"}
        return self._templates.get_template(template).render(**around, **more)

    def _page(self, walk: Walk, stop: Stop) -> str:
        notebook: Any = nbformat.reads(
            (self._notebooks / stop.path).read_text("utf-8"), as_version=4
        )
        asked: dict[str, list[Any]] = {}
        for cell in notebook.cells:
            if cell.cell_type == "markdown":
                cell.source = to_pages(cell.source)
                continue
            kind, name = place(cell.source)
            if kind:
                asked.setdefault(kind, []).append(name)
                cell.metadata["kamerbrief"] = {"kind": kind, "name": name}
        exporter = nbconvert.HTMLExporter(
            template_name="page",
            extra_template_basedirs=[str(HERE / "notebook")],
            extra_template_paths=[str(HERE / "template")],
            exclude_output_prompt=True,
            exclude_input_prompt=True,
            exclude_anchor_links=True,
            filters={"picture": picture, "lines": lines},
        )
        about = {
            "page": context(walk, stop, self.walks),
            "says": {name: walk.words.text(f"site.{name}") for name in ("code", "lab", "lab-how")},
            "data": json.dumps(
                self._data(walk.words, asked), separators=(",", ":"), sort_keys=True
            ),
            "lab": self._host.lab and f"{self._host.lab}lab/index.html?path={stop.path}",
            "assets": f"../{self._assets}/",
        }
        html: str = exporter.from_notebook_node(notebook, {"site": about})[0]
        return html

    def _data(self, words: Words, asked: Mapping[str, list[Any]]) -> dict[str, Any]:
        """All that the page's script needs to know."""
        explorers = {name: plan(words, name) for name in asked.get("explorer", [])}
        guessed = {name: each.guessed[0] for name, each in explorers.items() if each.guessed}
        stored = f"../{self._assets}/scenes/{words.name}/"
        return asdict(self._host) | {
            "edition": words.name,
            "lang": words.lang,
            "openings": {name: opening(words, name) for name in explorers},
            "settles": [name for name, each in explorers.items() if each.settle],
            "guessed": guessed,
            "stored": {name: f"{stored}{name}.js" for name in explorers},
            "predictions": {name: prediction(words, name) for name in asked.get("predict", [])},
            "checks": {check: self_check(words, check) for check in asked.get("check", [])},
            "shelf": {"says": shelf(words), "most": LARGEST} if "scenarios" in asked else None,
            "briefing": {name: words.text(f"briefing.{name}") for name in ("take", "html")},
            "says": {name: words.text(key) for name, key in SAYS.items()},
            "chart": {name: words.text(f"chart.{name}") for name in CHART},
            "template": theme.template(),
            "dark": theme.dark_colours(),
            "plotly": version("plotly"),
        }


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    half = file.with_name(f"{file.name}.half")
    half.write_bytes(content)
    half.replace(file)


def place(source: str) -> tuple[str, str]:
    """What stands in the place of a cell's output on a page, and its name; both empty for what is read.

    >>> place("explore.sample_size()"), place('ask.check("survey", "second")'), place("show.badges()")
    (('explorer', 'sample_size'), ('check', 'survey-second'), ('', ''))
    """
    last = ast.parse(source).body[-1:]
    match last:
        case [ast.Expr(ast.Call(ast.Attribute(ast.Name(owner), called), arguments))]:
            given = [ast.literal_eval(argument) for argument in arguments]
        case _:
            return "", ""
    match owner, called, given:
        case "explore", name, [] if name in PLANS:
            return "explorer", name
        case "ask", "predict", [name]:
            return "predict", name
        case "ask", "check", [name, *rest]:
            return "check", "-".join([name, *(rest or PLACES[:1])])
        case "show", "scenarios" | "briefing", []:
            return called, called
    return "", ""


def prediction(words: Words, name: str) -> dict[str, Any]:
    """A prediction as it opens, with what each button says at each stop of its track."""
    looked = [
        prediction_scene(words, name, stop, "look") for stop in guess_control(name, words).stops()
    ]
    unit = guess_control(name, words).unit
    return prediction_scene(words, name).plain() | {
        "first": _revealed(prediction_scene(words, name, None, "look")),
        "skipped": _revealed(prediction_scene(words, name, None, "skip")),
        "looked": [_revealed(scene) for scene in looked],
        "pool": {
            "label": words.text("pool.label", unit=unit),
            "placeholder": words.text("pool.placeholder"),
            "show": words.text("pool.show"),
        },
    }


def _revealed(scene: Any) -> dict[str, Any]:
    control = {"value": scene.control["value"], "message": ""}
    return {"answer": scene.answer, "guess": scene.guess, "control": control}


def self_check(words: Words, name: str) -> dict[str, Any]:
    """A self-check by its place, such as ``"survey-second"``, with the feedback on every answer."""
    topic_name, _, at = name.rpartition("-")
    check = topic(topic_name).checks[PLACES.index(at)]
    scene = check_scene(words, check)
    feedback = [check_scene(words, check, number + 1).feedback for number in range(check.options)]
    return {"html": scene.html, "options": scene.options, "feedback": feedback}


def shelf(words: Words) -> dict[str, str]:
    """What stands at the fields and buttons of the saved divisions."""
    fields = {name: words.text(f"scenarios.{name}.label") for name in ("name", "choice")}
    return {name: words.text(f"scenarios.{name}") for name in SHELF} | fields


def lines(text: str) -> list[str]:
    """The lines of what a cell says as HTML, the first of which is its sentence."""
    return [said(line) for line in text.split("\n")]


def picture(output: Any) -> dict[str, Any]:
    """The picture of an explorer: the name of its file, its size and what it shows in words."""
    data = base64.b64decode(output.data[PICTURE])
    width, height = struct.unpack(">II", data[16:24])
    alt = output.metadata[PICTURE]["alt"]
    return {"name": picture_name(data), "width": width, "height": height, "alt": alt}


def picture_name(data: bytes) -> str:
    """The name of a picture's file, after what is in it."""
    return f"{hashlib.sha256(data).hexdigest()[:16]}.png"


def pictures(notebooks: Path) -> dict[str, bytes]:
    """All pictures of explorers in the notebooks of all editions, by the name of the file."""
    found = {}
    for file in sorted(notebooks.glob("*/*.ipynb")):
        for cell in json.loads(file.read_text(encoding="utf-8"))["cells"]:
            for output in filter(is_poster, cell.get("outputs", [])):
                data = base64.b64decode(output["data"][PICTURE])
                found[picture_name(data)] = data
    return found
