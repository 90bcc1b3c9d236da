"""JavaScript in several files becomes the one module of a widget, and the one script of a page."""

from __future__ import annotations

import subprocess
import sysconfig
from pathlib import Path
from typing import Final

import pytest

from kamerbrief.notebook.chart import Chart
from kamerbrief.notebook.files.widgets import Giving, Taking
from kamerbrief.notebook.javascript import IMPORT, joined
from kamerbrief.notebook.letter import LetterPage
from kamerbrief.notebook.number import Number
from kamerbrief.pages.scripts import explorers_script

NODE: Final = Path(sysconfig.get_path("scripts"), "node")
SCRIPTS: Final = {
    "page.cjs": explorers_script(),
    **{f"{w.__name__}.mjs": str(w._esm) for w in (Chart, Giving, LetterPage, Number, Taking)},
}


def test_a_module_stands_behind_all_that_it_imports_and_each_file_once(tmp_path: Path) -> None:
    imports = 'import { b } from "./b.js";\nimport {\n  c,\n} from "./c.js";\n'
    (tmp_path / "a.js").write_text(f"// a\n\n{imports}\nexport const a = b + c;\n", "utf-8")
    (tmp_path / "b.js").write_text('import { c } from "./c.js";\nexport const b = c;\n', "utf-8")
    (tmp_path / "c.js").write_text("export const c = 1;\n", "utf-8")
    c, b, a = (
        "export const c = 1;\n",
        "export const b = c;\n",
        "// a\n\n\nexport const a = b + c;\n",
    )
    assert joined(tmp_path / "a.js") == f"{c}\n{b}\n{a}"


@pytest.mark.parametrize("name", SCRIPTS)
def test_what_is_joined_imports_nothing_and_says_no_name_twice(name: str, tmp_path: Path) -> None:
    """Node.js refuses a name that two of the files declare at their outermost."""
    file = tmp_path / name
    file.write_text(SCRIPTS[name], "utf-8")
    assert not IMPORT.search(SCRIPTS[name])
    done = subprocess.run([NODE, "--check", file], capture_output=True, text=True, check=False)
    assert done.stderr == ""
