"""Packs what Python in the browser has; runs in Pyodide, whose bytecode it is to be.

Node.js calls ``pack`` at build time. All that stands in an archive is sorted and undated, so that the
same packages give the same bytes on every machine.
"""

import _imp
import hashlib
import importlib._bootstrap_external as bytecode
import json
import sys
import zipfile
from importlib import import_module
from pathlib import Path

STDLIB = "/lib/python314.zip"
DATE = (1980, 1, 1, 0, 0, 0)

# What a page's Python needs; Lab gets the rest besides, and there shows it by widgets.
PAGE = ("babel", "kamerbrief")
OF_LAB = "kamerbrief/notebook/"
ALONE = ("micropip", "piplite")  # the kernel of JupyterLite asks for these by name
NEEDED_BY_ALONE = ("packaging",)

# Of no use in a browser: other languages' data, front ends that pages have already, tests, types,
# servers, and what an installer writes.
LEFT_OUT = (
    *("/tests/", "/test/", "/share/", "/etc/", "/bin/", "/kamerbrief/app/", "/kamerbrief/lab/"),
    *("/kamerbrief/notebooks/", "/kamerbrief/site/", "/kamerbrief/cli.py", "/labextension/"),
    *("/nbextension/", "/plotly/package_data/", "/RECORD"),
    *("/INSTALLER", "/REQUESTED", "/direct_url.json", "/uv_cache.json", "/uv_build.json"),
    *("/widgetsnbextension/static/", "/plotly/express/", "/plotly/figure_factory/"),
    "/IPython/sphinxext/",
    *("/plotly/matplotlylib/", "/plotly/labextension/", ".pyi", ".so", ".pyc"),
)
TRACES = ("_init__", "bar", "deprecations", "figure", "frame", "layout", "pie", "scatter")
BACKENDS = ("_compliant", "_utils")  # plotly asks for no more, where there are no data frames
LEXERS = {  # the languages that IPython colours, and what these are made of
    *(
        "__init__",
        "_mapping",
        "_css_builtins",
        "css",
        "data",
        "html",
        "javascript",
        "perl",
        "python",
    ),
    *("ruby", "shell", "special", "markup", "jvm", "dotnet", "xml", "text"),
}
PAGES = (
    "/__init__.py",
    "/answers.py",
    "/patches.py",
)  # all that answers; the rest writes the pages
STARTED = ("kamerbrief.pages.answers", "kamerbrief.notebook", "pyodide_kernel", "piplite.piplite")


def pack(python: str, out: str, plotly_js: str, languages: list[str]) -> None:
    """Write the archives, the standard library and the lock file.

    Args:
        python: the folder into which the packages were installed.
        out: where to.
        plotly_js: the plotly.js that stands in for the large one.
        languages: the locales of which Babel's data are kept.
    """
    folder, target = Path(python), Path(out)
    archives: dict[str, dict[str, bytes]] = {n: {} for n in ("explorers", "lab", *ALONE)}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and wanted(f"/{name}", languages):
            archives[archive(name)] |= contents(name, path.read_bytes())
    library = "plotly/package_data/plotly.min.js"
    archives["lab"][library] = Path(plotly_js).read_bytes()
    for archive_, files in archives.items():
        write(target / f"{archive_}.zip", files)
    write(target / "stdlib.zip", standard_library(folder))
    lock(target)


def wanted(name: str, languages: list[str]) -> bool:
    """Whether a file, by its path from a slash on, is of use in a browser."""
    if name.startswith("/babel/locale-data/"):
        locale = name.rpartition("/")[2].removesuffix(".dat")
        return locale == "root" or any(inherited(locale, name) for name in languages)
    if name.startswith("/kamerbrief/pages/"):
        return name.endswith(PAGES)
    if name.startswith("/plotly/graph_objs/"):
        return name.split("/")[3].removeprefix("_").removesuffix(".py") in TRACES
    if name.startswith("/narwhals/_") and name.count("/") > 2:
        return name.split("/")[2] in BACKENDS
    if name.startswith("/pygments/lexers/"):
        return name.rpartition("/")[2].removesuffix(".py") in LEXERS
    return not any(part in name for part in LEFT_OUT)


def inherited(locale: str, by: str) -> bool:
    """Whether Babel's data of a locale are part of another's: its own, its language's, its region's."""
    language = by.partition("_")[0]
    return locale in (by, language) or (locale.startswith(language) and locale[-3:].isdigit())


def archive(name: str) -> str:
    """The archive in which a file of an installed package stands."""
    top = name.partition("/")[0]
    dist = top.partition("-")[0].partition(".")[0]
    if dist in PAGE and not name.startswith(OF_LAB):
        return "explorers"
    if dist in (*ALONE, *NEEDED_BY_ALONE):
        return "piplite" if dist == "piplite" else "micropip"
    return "lab"


def contents(name: str, data: bytes) -> dict[str, bytes]:
    """What an archive holds of a file: bytecode of a module, and our own source for who looks it up."""
    if not name.endswith(".py"):
        return {name: data}
    if not name.startswith("kamerbrief/"):
        return {f"{name}c": compiled(data, name)}
    folder, _, module = name.rpartition("/")
    cached = f"{folder}/__pycache__/{module.removesuffix('.py')}.cpython-314.pyc"
    return {name: data, cached: compiled(data, name)}


def compiled(source: bytes, name: str) -> bytes:
    """The bytecode of a module, which is used without a look at its source."""
    code = compile(source, name, "exec", dont_inherit=True)
    token = _imp.source_hash(_imp.pyc_magic_number_token, source)  # type: ignore[attr-defined]
    return bytes(bytecode._code_to_hash_pyc(code, token, False))  # type: ignore[attr-defined]


def standard_library(packages: Path) -> dict[str, bytes]:
    """The standard library: what is imported at a start as bytecode, the rest as it was."""
    sys.path.append(str(packages))
    for module in STARTED:
        import_module(module)
    imported = {getattr(module, "__file__", None) for module in sys.modules.values()}
    with zipfile.ZipFile(STDLIB) as library:
        names = [info.filename for info in library.infolist() if not info.is_dir()]
        return dict(
            (f"{name}c", compiled(library.read(name), f"{STDLIB}/{name}"))
            if f"{STDLIB}/{name}" in imported
            else (name, library.read(name))
            for name in sorted(names)
        )


def write(path: Path, files: dict[str, bytes]) -> None:
    """Write an archive."""
    with zipfile.ZipFile(path, "w") as zipped:
        for name in sorted(files):
            info = zipfile.ZipInfo(name, DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            zipped.writestr(info, files[name], compresslevel=9)


def lock(target: Path) -> None:
    """Write the one list of what is there: nothing is resolved, or looked for elsewhere, at a start."""
    needs = {"kamerbrief": "explorers", "kamerbrief-lab": "lab", "micropip": "micropip"}
    packages = {}
    for name, file in {**needs, "piplite": "piplite"}.items():
        data = (target / f"{file}.zip").read_bytes()
        packages[name] = {
            "name": name,
            "version": "0",
            "file_name": f"{file}.zip",
            "install_dir": "site",
            "sha256": hashlib.sha256(data).hexdigest(),
            "package_type": "package",
            "imports": [],
            "depends": {"kamerbrief-lab": ["kamerbrief"], "piplite": ["micropip"]}.get(name, []),
            "unvendored_tests": False,
        }
    listed = target / "pyodide-lock.json"
    listed.write_text(json.dumps(json.loads(listed.read_text()) | {"packages": packages}))
