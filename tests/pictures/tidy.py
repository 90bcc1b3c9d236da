"""Makes an SVG of plotly.js one to keep: only what is seen, an element a line, and nothing random."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from kamerbrief.scenes import theme

SVG: Final = "http://www.w3.org/2000/svg"
CONTAINERS: Final = {"g", "defs", "clipPath", "pattern"}  # an empty one shows nothing
SHAPES: Final = {"path", "rect", "circle"}
UNSAID: Final = {"class", "unselectable", "font-family"}
# What plotly.js says of every element: it is so anyway, is not seen, or stands once, at the root.
USUAL: Final = re.compile(
    r"(font-family|font-style|font-variant|line-height|pointer-events|text-decoration"
    r"|text-shadow|text-transform|user-select|vector-effect|stroke-miterlimit): .*"
    r"|(opacity|fill-opacity|stroke-opacity): 1|font-weight: (normal|400)|stroke-dasharray: none"
)
RGB: Final = re.compile(r"rgb\((\d+), ?(\d+), ?(\d+)\)")
NUMBER: Final = re.compile(r"-?\d+\.\d+")
POINTER: Final = re.compile(r"""url\(['"]?#([\w-]+)['"]?\)""")


def tidy(drawing: str, stamp: str) -> str:
    """The drawing with a stamp in the place of its metadata."""
    ElementTree.register_namespace("", SVG)
    root = ElementTree.fromstring(drawing)
    pointed = dict.fromkeys(POINTER.findall(drawing.replace("&quot;", "")))
    ids = {name: f"part-{number}" for number, name in enumerate(pointed, start=1)}
    for element in root.iter():
        _say_less(element, {"title": "title", "alt": "alt"} | ids)
    _prune(root)
    root.set("font-family", theme.FONT)
    for metadata in root.iter(f"{{{SVG}}}metadata"):
        metadata.text = stamp
    text = ElementTree.tostring(root, encoding="unicode")
    return re.sub(r"><(?!/?tspan|/text)", ">\n<", text) + "\n"


def _say_less(element: Element, ids: Mapping[str, str]) -> None:
    for key, value in [*element.attrib.items()]:
        if key == "style":
            said = filter(None, map(str.strip, value.split(";")))
            value = "; ".join(each for each in said if not USUAL.fullmatch(each))
        value = RGB.sub(lambda rgb: "#" + bytes(map(int, rgb.groups())).hex(), value)
        value = NUMBER.sub(lambda number: f"{round(float(number[0]), 2):g}", value)
        value = POINTER.sub(lambda pointer: f"url(#{ids[pointer[1]]})", value)
        value = ids.get(value, "") if key == "id" else value
        if value and key not in UNSAID and not key.startswith("data-") and "rotate(0," not in value:
            element.set(key, value)
        else:
            del element.attrib[key]


def _prune(element: Element) -> None:
    """Take away what is not seen, and groups that group nothing."""
    kept: list[Element] = []
    for child in element:
        _prune(child)
        name = child.tag.rpartition("}")[2]
        if name == "g" and not child.attrib:
            kept += child
        elif name in CONTAINERS:
            kept += [child] if len(child) and (child.attrib or name == "defs") else []
        elif name not in SHAPES or _is_seen(child):
            kept.append(child)
    element[:] = kept


def _is_seen(shape: Element) -> bool:
    """Whether a shape has an area or a line."""
    style = dict(re.findall(r"([\w-]+): ([^;]+)", shape.get("style", "")))
    area = style.get("fill") != "none" and style.get("fill-opacity") != "0"
    edge = style.get("stroke", "none") != "none" and style.get("stroke-opacity") != "0"
    thick = style.get("stroke-width") != "0px"
    return style.get("opacity") != "0" and (area or (edge and thick))
