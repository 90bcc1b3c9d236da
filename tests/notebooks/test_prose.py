"""What is kept up in the prose of notebooks, and how a cell remembers its English twin."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from kamerbrief.editions import Words
from tests.notebooks.prose import kept_up, markdown, remember, source_of, stale, terms_of, written
from tests.notebooks.refresh import NOTEBOOKS

SURVEY = NOTEBOOKS / "en" / "02-survey.ipynb"
MEANING = Words("en").text("term.steekproef.meaning")
LINKED = f'[random samples](#term-steekproef "{MEANING}")'


def cells(*texts: str) -> list[dict[str, object]]:
    """Cells of Markdown with these texts."""
    return [
        {"cell_type": "markdown", "id": str(i), "metadata": {}, "source": text}
        for i, text in enumerate(texts)
    ]


def kept(*texts: str) -> list[str]:
    """What these texts become in the English notebook on the survey."""
    return list(kept_up(cells(*texts), "en", "02-survey"))


def test_a_term_is_explained_where_it_is_met_first_and_only_there() -> None:
    first, second = kept("Of two random samples one misses.", "A sample of a sample.")
    assert first == f"Of two {LINKED} one misses."
    assert second == "A sample of a sample."


@pytest.mark.parametrize(
    "elsewhere",
    ["# A random sample", "`sample`", "[a sample](01-occasion.ipynb)", '<div title="sample">'],
)
def test_a_heading_code_a_link_and_an_element_are_not_where_a_term_is_met(elsewhere: str) -> None:
    text = f"{elsewhere}\n\nRandom samples."
    (after,) = kept(text)
    assert after == f"{elsewhere}\n\n{LINKED.replace('[random', '[Random')}."


def test_a_term_of_another_notebook_is_left_as_it_is_and_told() -> None:
    assert kept("The Gini coefficient.") == ["The Gini coefficient."]
    assert terms_of("The Gini coefficient.", Words("en")) == {"gini"}


def test_what_is_kept_up_twice_is_as_it_was_and_can_be_taken_out_again() -> None:
    texts = [source_of(cell) for cell in markdown(json.loads(SURVEY.read_text("utf-8"))["cells"])]
    assert kept(*texts) == texts
    without = [written(text) for text in texts]
    assert without != texts
    assert kept(*without) == texts


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the Dutch notebook on the survey, beside its English twin."""
    for edition in ("en", "nl"):
        (tmp_path / edition).mkdir()
        shutil.copy(NOTEBOOKS / edition / SURVEY.name, tmp_path / edition)
    return tmp_path / "nl" / SURVEY.name


def test_whoever_has_read_a_pair_says_so_for_the_cells_that_were_read(copied: Path) -> None:
    english = copied.parents[1] / "en" / SURVEY.name
    text = english.read_text(encoding="utf-8")
    english.write_text(text.replace("Two controls need a word.", "Two controls."), "utf-8")

    def found() -> list[str]:
        pair = (json.loads(path.read_text("utf-8"))["cells"] for path in (copied, english))
        return list(stale(*pair))

    assert found() == ["Cell 'size-after' is stale: its English twin has changed since."]
    assert remember(copied, ["size-intro"]) == ["size-intro"]
    assert len(found()) == 1
    assert remember(copied, ["size-after"]) == ["size-after"]
    assert found() == []


def test_a_cell_that_is_not_there_is_named_beside_those_that_are(copied: Path) -> None:
    with pytest.raises(SystemExit, match=r"has no cell 'sise-after'; it has title, .*size-after"):
        remember(copied, ["sise-after"])
