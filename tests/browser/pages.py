"""Pages of a real browser that speak to one local server only, and may not log an error."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Route, WebError

# Milliseconds that a busy machine may take for what should take one frame; fewer than the 30,000
# after which chart.js asks anew for plotly.js, lest that hides that it did not do so at once.
PATIENCE: Final = 20_000


class Pages:
    """Opens pages, and keeps what they asked of other servers and what errors they logged."""

    def __init__(self, browser: Browser) -> None:
        self.outside: list[str] = []
        self.errors: list[str] = []
        self._browser = browser
        self._contexts: list[BrowserContext] = []

    def open(self, origin: str, **options: Any) -> Page:
        """A blank page, fresh in everything, whose relative addresses start at ``origin``."""
        usual = {"base_url": origin, "service_workers": "block", "reduced_motion": "reduce"}
        context = self._browser.new_context(**{**usual, **options})
        self._contexts.append(context)
        host = origin.partition("://")[2]
        context.route(re.compile(rf"^(?!http://{re.escape(host)}/|data:|blob:)"), self._refuse)
        context.route_web_socket(re.compile(rf"^(?!ws://{re.escape(host)}/)"), self._refuse_socket)
        context.on("console", self._note_message)
        context.on("weberror", self._note_error)
        return context.new_page()

    def close(self) -> None:
        """Close all pages, after they have said what they had to say."""
        self._listen()
        for context in self._contexts:
            context.close()
        self._contexts.clear()

    def check(self, provoked: Sequence[str] = ()) -> None:
        """Fail if a page reached outside, or logged other errors than were provoked; then forget.

        Args:
            provoked: a pattern for each error that must have been logged.
        """
        self._listen()
        unexpected = [e for e in self.errors if not any(re.search(p, e) for p in provoked)]
        missing = [p for p in provoked if not any(re.search(p, e) for e in self.errors)]
        outside = self.outside.copy()
        self.errors.clear()
        self.outside.clear()
        assert not outside, f"a page asked something of other servers: {outside}"
        assert not unexpected, f"a page logged errors: {unexpected}"
        assert not missing, f"no page logged an error with: {missing}"

    def _listen(self) -> None:
        for context in self._contexts:
            for page in context.pages:
                page.evaluate("0")  # events that are under way arrive before its answer

    def _refuse(self, route: Route) -> None:
        self.outside.append(route.request.url)
        route.abort()

    def _refuse_socket(self, socket: Any) -> None:
        self.outside.append(socket.url)
        socket.close()

    def _note_message(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(f"{message.text} ({message.location.get('url')})")

    def _note_error(self, error: WebError) -> None:
        self.errors.append(str(error.error))


def rgb(colour: str) -> str:
    """A hex colour as a page computes it.

    >>> rgb("#00629b")
    'rgb(0, 98, 155)'
    """
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return f"rgb({red}, {green}, {blue})"
