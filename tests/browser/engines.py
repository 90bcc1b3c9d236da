"""Firefox and WebKit, each behind the few things that a test of our pages does in a browser.

Debian has a driver of WebKit, but none of Firefox; so the latter is told in its own WebDriver BiDi,
over Selenium's connection. (Playwright's asks for more than the Firefox of Debian knows.)
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import DEVNULL
from typing import Any, Final

from selenium.webdriver import ActionChains, Keys, WebKitGTK
from selenium.webdriver.remote.websocket_connection import WebSocketConnection
from selenium.webdriver.webkitgtk.service import Service

HEIGHT: Final = 900
WIDE: Final = 1280
PATIENCE: Final = 60  # seconds that a busy machine may take, also to start Python in a tab
KEYS: Final = {"ArrowRight": Keys.ARROW_RIGHT, "End": Keys.END, "Enter": Keys.ENTER}


class Tab(ABC):
    """A page in some engine, with a home for what is downloaded; it is moved by keys."""

    def __init__(self, home: Path) -> None:
        self.home = home

    @abstractmethod
    def open(self, address: str) -> None:
        """Go to an address, and wait until its page is loaded."""

    @abstractmethod
    def ask(self, expression: str) -> Any:
        """The value of an expression of JavaScript, or of the promise that it gives."""

    @abstractmethod
    def key(self, key: str) -> None:
        """Press a key, a character or one of ``KEYS``."""

    @abstractmethod
    def resize(self, width: int) -> None:
        """Make the page this many CSS pixels wide."""

    def press(self, selector: str, *keys: str) -> None:
        """Press keys in an element."""
        self.ask(f"document.querySelector({json.dumps(selector)}).focus()")
        for key in keys:
            self.key(key)

    def until(self, expression: str, wanted: Any = True) -> None:
        """Wait until an expression has a value, and fail with the one that it has instead."""
        end = time.monotonic() + PATIENCE
        while (seen := self.ask(expression)) != wanted and time.monotonic() < end:
            time.sleep(0.05)
        assert seen == wanted, f"{expression} stays {seen!r} instead of {wanted!r}"


class Firefox(Tab):
    """Firefox, which speaks WebDriver BiDi itself."""

    def __init__(self, connection: WebSocketConnection, home: Path) -> None:
        super().__init__(home)
        self._connection = connection
        self._send("session.new", capabilities={})
        self._context = self._send("browsingContext.create", type="tab")["context"]

    def open(self, address: str) -> None:
        self._send("browsingContext.navigate", context=self._context, url=address, wait="complete")

    def ask(self, expression: str) -> Any:
        asked = f"(async () => JSON.stringify((await ({expression})) ?? null))()"
        said = self._send(
            "script.evaluate",
            expression=asked,
            target={"context": self._context},
            awaitPromise=True,
        )
        assert said["type"] == "success", said["exceptionDetails"]["text"]
        return json.loads(said["result"]["value"])

    def key(self, key: str) -> None:
        value = KEYS.get(key, key)
        pressed = [{"type": type_, "value": value} for type_ in ("keyDown", "keyUp")]
        keys = {"type": "key", "id": "keyboard", "actions": pressed}
        self._send("input.performActions", context=self._context, actions=[keys])

    def resize(self, width: int) -> None:
        viewport = {"width": width, "height": HEIGHT}
        self._send("browsingContext.setViewport", context=self._context, viewport=viewport)

    def _send(self, command: str, **parameters: Any) -> Any:
        said = self._connection.send_cmd(command, parameters)
        assert "result" in said, said
        return said["result"]


class WebKit(Tab):
    """WebKitGTK's MiniBrowser, which Selenium drives by WebDriver."""

    def __init__(self, driver: WebKitGTK, home: Path) -> None:
        super().__init__(home)
        self._driver = driver

    def open(self, address: str) -> None:
        self._driver.get(address)

    def ask(self, expression: str) -> Any:
        return self._driver.execute_script(f"return ({expression})")

    def key(self, key: str) -> None:
        ActionChains(self._driver, 0).send_keys(KEYS.get(key, key)).perform()

    def resize(self, width: int) -> None:
        self._driver.set_window_rect(0, 0, width, HEIGHT)


@contextmanager
def firefox(path: str, home: Path, dark: bool = False) -> Iterator[Tab]:
    """A tab in the Firefox at a path, with a fresh profile in a folder of the test's own."""
    settings = {
        "browser.download.dir": str(home),
        "browser.download.alwaysOpenPanel": False,  # it would take the next key
        "browser.download.folderList": 2,
        "layout.css.prefers-color-scheme.content-override": 0 if dark else 1,
        "ui.useOverlayScrollbars": 1,  # as on a phone
    }
    lines = [
        f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in settings.items()
    ]
    (home / "user.js").write_text("\n".join(lines), encoding="utf-8")
    command = [path, "--headless", "--profile", str(home), "--remote-debugging-port=0"]
    with subprocess.Popen(command, stdout=DEVNULL, stderr=DEVNULL) as process:
        listening = home / "WebDriverBiDiServer.json"
        while not (listening.exists() and listening.stat().st_size):
            assert process.poll() is None, "Firefox has ended"
            time.sleep(0.05)
        port = json.loads(listening.read_text(encoding="utf-8"))["ws_port"]
        connection = WebSocketConnection(f"ws://127.0.0.1:{port}/session", PATIENCE, 0.005)
        try:
            tab = Firefox(connection, home)
            tab.resize(WIDE)
            yield tab
        finally:
            connection.close()
            process.terminate()


@contextmanager
def webkit(path: str, home: Path, dark: bool = False) -> Iterator[Tab]:
    """A tab in the browser of the driver at a path, on a screen and in a home of its own."""
    look = home / ".config" / "gtk-3.0" / "gtk.css"
    look.parent.mkdir(parents=True)
    look.write_text("* { padding: 0; }", encoding="utf-8")  # else no window is as narrow as a phone
    theme = "Adwaita:dark" if dark else "Adwaita"
    with screen() as display:
        settings = {"DISPLAY": display, "GTK_THEME": theme, "HOME": str(home)}
        driver = WebKitGTK(service=Service(path, env={**os.environ, **settings}))
        try:
            tab = WebKit(driver, home)
            tab.resize(WIDE)
            yield tab
        finally:
            driver.quit()


@contextmanager
def screen() -> Iterator[str]:
    """A screen that nobody sees: what DISPLAY says of it."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1400x1000x24"]
    with subprocess.Popen(command, pass_fds=[write], stderr=DEVNULL) as server:
        os.close(write)
        try:
            with open(read) as said:
                yield f":{said.readline().strip()}"
        finally:
            server.terminate()


def find_firefox() -> str | None:
    """Where Firefox is."""
    return shutil.which("firefox-esr") or shutil.which("firefox")


def find_webkit() -> str | None:
    """Where WebKitGTK's driver is, which knows where its browser is; None too where there is no Xvfb."""
    return shutil.which("WebKitWebDriver") if shutil.which("Xvfb") else None
