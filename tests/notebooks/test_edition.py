"""An edition in another language is begun with all that there is to translate."""

from __future__ import annotations

import json
import shutil
from gettext import c2py
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from tests.notebooks.edition import begin
from tests.notebooks.refresh import NOTEBOOKS, ROOT

EDITIONS = Path("src", "kamerbrief", "editions")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with the English edition in it, and nothing else."""
    shutil.copytree(ROOT / EDITIONS / "en", tmp_path / EDITIONS / "en")
    shutil.copytree(NOTEBOOKS / "en", tmp_path / "notebooks" / "en")
    return tmp_path


@pytest.mark.parametrize(("language", "forms"), [("fr", 2), ("pl", 3), ("ja", 1), ("pt_BR", 2)])
def test_all_messages_are_there_with_the_plural_forms_of_the_language(
    checkout: Path, language: str, forms: int
) -> None:
    begun, english = (
        read_po(BytesIO(file.read_bytes()), abort_invalid=True)
        for file in (begin(language, checkout), checkout / EDITIONS / "en" / "messages.po")
    )
    assert str(begun.locale) == language
    assert begun.num_plurals == forms
    assert 0 <= c2py(begun.plural_expr)(5) < forms  # which gettext can read
    assert [message.id for message in begun] == [message.id for message in english]
    wanted = [message for message in begun if message.id]
    assert all(message.fuzzy for message in wanted)
    assert {len(m.string or ()) for m in wanted if not isinstance(m.id, str)} == {forms}


def test_its_notebooks_open_it_and_hold_the_same_cells(checkout: Path) -> None:
    begin("fr", checkout)
    for path in sorted((checkout / "notebooks" / "en").iterdir()):
        twin = checkout / "notebooks" / "fr" / path.name
        text = path.read_text(encoding="utf-8")
        assert twin.read_text(encoding="utf-8").split() == (
            text.replace('open_edition(\\"en\\")', 'open_edition(\\"fr\\")').split()
        )
        if path.suffix == ".ipynb":
            assert json.loads(text)["cells"]


@pytest.mark.parametrize(
    ("language", "said"), [("en", "is an edition 'en' already"), ("klingon", "no code"), ("", "no")]
)
def test_a_language_that_cannot_be_begun_is_named(checkout: Path, language: str, said: str) -> None:
    with pytest.raises(SystemExit, match=said):
        begin(language, checkout)
    assert sorted(path.name for path in (checkout / EDITIONS).iterdir()) == ["en"]
