"""From what a page asks to the answer, both as JSON; all that it depends on is in the question."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from kamerbrief.briefing import BriefingError, briefing, scenes_at
from kamerbrief.editions import Words, editions
from kamerbrief.pages.patches import patch, rounded
from kamerbrief.scenes.controls import OutOfRange
from kamerbrief.scenes.guess import Guess
from kamerbrief.scenes.plans import PLANS, plan
from kamerbrief.scenes.pool import pool_scene
from kamerbrief.scenes.questions import PREDICTIONS, prediction_scene
from kamerbrief.scenes.saved import File, saved_scene
from kamerbrief.scenes.scenarios import Refused
from kamerbrief.scenes.scene import Scene
from kamerbrief.scenes.wording import Wording

Asked = Mapping[str, Any]
Plain = dict[str, Any]


class Unanswerable(ValueError):
    """A question that no page of ours asks; the message says what is wrong with it."""


def answer(edition: str, name: str, question: str) -> str:
    """The answer to a question, both as JSON.

    Args:
        edition: of the page.
        name: of an explorer, or ``"predict"``, ``"pool"``, ``"saved"`` or ``"briefing"``.
        question: an object; the functions below say what is in it.

    Raises:
        Unanswerable: no page asks this.
    """
    if edition not in editions():
        raise Unanswerable(f"there is no edition {edition!r}; there are: {', '.join(editions())}")
    try:
        asked = json.loads(question)
    except (ValueError, RecursionError):
        raise Unanswerable("the question is no JSON") from None
    if not isinstance(asked, dict):
        raise Unanswerable("the question is no JSON object")
    words = _words(edition)
    try:
        if name in PLANS:
            found = explorer_answer(words, name, asked)
        elif name in ANSWERS:
            found = ANSWERS[name](words, asked)
        else:
            raise Unanswerable(f"there is no explorer {name!r}; there are: {', '.join(PLANS)}")
    except RecursionError:
        raise Unanswerable("the question is nested too deeply") from None
    text = json.dumps(found, separators=(",", ":"), ensure_ascii=False)
    return text.encode("utf-8", "replace").decode("utf-8")  # half a sign can be no answer


@cache
def opening(words: Words, name: str) -> Plain:
    """The scene in which an explorer opens, as a page holds it."""
    explorer = plan(words, name)
    return seen(explorer.scene(explorer.default, {}))


def seen(scene: Scene) -> Plain:
    """A scene as a page holds it."""
    plain = scene.plain()
    return plain | {"drawing": rounded(plain["drawing"])}


def explorer_answer(words: Words, name: str, asked: Asked) -> Plain:
    """The scene after a move, as what it changes in the opening one.

    Args:
        words: the edition.
        name: of the explorer.
        asked: ``at``, the settings of the page's address; then one of ``move``, values by control,
            ``type``, a control and a text, or neither; and ``guess``, a number, where there is one.
    """
    explorer = plan(words, name)
    guesses = _guesses(words, explorer.guessed[0] if explorer.guessed else "", asked.get("guess"))
    at = _texts(asked, "at")
    try:
        if "move" in asked:
            scene = explorer.after(explorer.addressed(at), _object(asked, "move"), guesses)
        elif "type" in asked:
            control, text = _pair(asked["type"])
            scene = explorer.typed(explorer.addressed(at), control, text, guesses)
        else:
            scene = explorer.opened(at, guesses)
    except OutOfRange as problem:
        raise Unanswerable(str(problem)) from None
    found: Plain = patch(opening(words, name), seen(scene))
    return found


def _predicted(words: Wording, asked: Asked) -> Plain:
    """A prediction: ``topic``, ``guess`` as a text or a number, ``pressed``."""
    guess, pressed = asked.get("guess"), asked.get("pressed")
    if pressed not in (None, "look", "skip") or not isinstance(
        guess, (str, int, float, type(None))
    ):
        raise Unanswerable("a prediction has a guess, and look or skip as what was pressed")
    return prediction_scene(words, _topic(asked), guess, pressed).plain()


def _pooled(words: Wording, asked: Asked) -> Plain:
    """A class's guesses: ``topic`` and ``typed``, their line."""
    return pool_scene(words, _topic(asked), _text(asked, "typed")).plain()


def _saved(words: Words, asked: Asked) -> Plain:
    """Saved divisions: ``kept``, ``chosen``, ``action``, the ``budget``, what it ``refused``."""
    match asked.get("action"):
        case ["save", str(name)]:
            action: Any = ("save", name)
        case ["open", str(content)]:
            try:
                action = ("open", base64.b64decode(content, validate=True))
            except ValueError:
                raise Unanswerable("the content of the file is no Base64") from None
        case ["none" | "show" | "remove" | "csv" | "json" as kind]:
            action = (kind,)
        case other:
            raise Unanswerable(f"there is no action {other!r}")
    kept = asked.get("kept", [])
    if not isinstance(kept, list) or not all(isinstance(one, dict) for one in kept):
        raise Unanswerable("kept is no list of objects")
    try:
        budget = plan(words, "budget_split").addressed(_texts(asked, "budget"))
        scene = saved_scene(
            words, kept, _text(asked, "chosen"), action, budget, _text(asked, "refused")
        )
    except (OutOfRange, Refused) as problem:
        raise Unanswerable(str(problem)) from None
    return scene.plain()


def _briefing(words: Words, asked: Asked) -> Plain:
    """The page to take along: ``scenes``, settings by explorer."""
    settings = {name: _texts(_object(asked, "scenes"), name) for name in _object(asked, "scenes")}
    try:
        html = briefing(words, scenes_at(settings, words))
    except BriefingError as problem:
        raise Unanswerable(str(problem)) from None
    file = File("briefing.html", "text/html; charset=utf-8", html.encode("utf-8"))
    return {"file": vars(file) | {"content": html}, "said": words.text("briefing.handed")}


ANSWERS: dict[str, Callable[[Words, Asked], Plain]] = {
    "predict": _predicted,
    "pool": _pooled,
    "saved": _saved,
    "briefing": _briefing,
}


@cache
def _words(edition: str) -> Words:
    return Words(edition)


def _guesses(words: Wording, topic: str, guess: Any) -> dict[str, Guess]:
    if guess is None or topic not in PREDICTIONS:
        return {}
    scene = prediction_scene(words, topic, guess, "look")
    return {topic: scene.guess} if scene.guess else {}


def _object(asked: Asked, name: str) -> dict[str, Any]:
    found = asked.get(name, {})
    if not isinstance(found, dict):
        raise Unanswerable(f"{name} is no object")
    return found


def _texts(asked: Asked, name: str) -> dict[str, str]:
    found = _object(asked, name)
    if not all(isinstance(text, str) for text in found.values()):
        raise Unanswerable(f"{name} holds something else than texts")
    return found


def _text(asked: Asked, name: str) -> str:
    found = asked.get(name, "")
    if not isinstance(found, str):
        raise Unanswerable(f"{name} is no text")
    return found


def _topic(asked: Asked) -> str:
    topic = _text(asked, "topic")
    if topic not in PREDICTIONS:
        raise Unanswerable(f"there is no prediction {topic!r}")
    return topic


def _pair(value: Any) -> tuple[str, str]:
    match value:
        case [str(control), str(text)]:
            return control, text
    raise Unanswerable("type holds a control and a text")
