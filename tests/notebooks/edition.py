"""Begins an edition in another language: `python -m tests.notebooks.edition LANGUAGE`.

It has all that the English one has, still in English: each message is marked as fuzzy, as
translators' tools show what is to be done, and no cell has been read beside its twin yet. The
tests say what is left.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from pathlib import Path
from typing import Final

from babel import Locale, UnknownLocaleError
from babel.messages.plurals import get_plural

from tests.notebooks.prose import ENGLISH, write
from tests.notebooks.refresh import ROOT

MESSAGE: Final = re.compile(r'^msgid "(.+)"$', re.MULTILINE)
FORM: Final = re.compile(r'^msgstr\[\d\] (".*")$', re.MULTILINE)


def begin(name: str, root: Path = ROOT) -> Path:
    """Write the messages, notebooks and guide of a new edition, and give its file of messages.

    Args:
        name: the language, by its code, such as ``"fr"``.
        root: the checkout.

    Raises:
        SystemExit: there is no such language, or an edition in it.
    """
    try:
        locale = Locale.parse(name)
    except (ValueError, UnknownLocaleError):
        raise SystemExit(f"{name!r} is no code of a language; one is 'fr' or 'pt_BR'.") from None
    name = str(locale)
    folder = root / "src" / "kamerbrief" / "editions"
    if (folder / name).exists():
        raise SystemExit(f"There is an edition {name!r} already, in {folder / name}.")
    english = (folder / ENGLISH / "messages.po").read_text(encoding="utf-8")
    (folder / name).mkdir()
    file = folder / name / "messages.po"
    file.write_text(_begun(english, locale), encoding="utf-8")
    notebooks = shutil.copytree(root / "notebooks" / ENGLISH, root / "notebooks" / name)
    for path in Path(notebooks).glob("*.ipynb"):
        notebook = json.loads(path.read_text(encoding="utf-8"))
        for cell in notebook["cells"]:
            cell["source"] = [
                line.replace(f'open_edition("{ENGLISH}")', f'open_edition("{name}")')
                for line in cell["source"]
            ]
        write(notebook, path)
    return file


def _begun(english: str, locale: Locale) -> str:
    """A catalogue with the plural forms of a language, in English and all of it fuzzy."""
    rule = get_plural(str(locale))
    forms = f'"Plural-Forms: {rule.plural_forms}\\n"'
    head, *blocks = english.split("\n\n")
    head = re.sub(r"^# .*", f"# {locale.english_name} edition of kamerbrief.", head)
    head = re.sub(r'"Language: [^"]*"', f'"Language: {locale}\\\\n"', head)
    head = re.sub(r'"Plural-Forms: [^"]*"', lambda _: forms, head)
    return "\n\n".join([head, *(_fuzzy(block, rule.num_plurals) for block in blocks)])


def _fuzzy(block: str, forms: int) -> str:
    block = MESSAGE.sub(r"#, fuzzy\n\g<0>", block)
    if english := FORM.findall(block):
        lines = [f"msgstr[{i}] {english[min(i, 1)]}" for i in range(forms)]
        start = FORM.search(block)
        assert start
        block = block[: start.start()] + "\n".join(lines)
    return block


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    print(f"Begun: {begin(sys.argv[1])}, and its notebooks. Translate, then run: make notebooks")
