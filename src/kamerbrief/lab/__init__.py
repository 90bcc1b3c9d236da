"""JupyterLab on the letter, ready to read: no question asked, nothing of the reader's touched.

What Lab should do without asking stands in `overrides.json` beside this file.
"""

import importlib.util
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any, NoReturn

HOST = "127.0.0.1"
FIRST = "en/00-letter.ipynb"


class LabError(Exception):
    """JupyterLab cannot be started; the message says why and the way out."""


def notebooks() -> Path:
    """The folder of the notebooks: in the installed package, else in the checkout."""
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "notebooks", package.parents[1] / "notebooks"):
        if (folder / FIRST).is_file():
            return folder
    raise LabError(f"no notebook {FIRST} was found; install kamerbrief again, or clone it anew")


def readers(folder: Path, home: Path) -> Path:
    """The folder in which a reader may write: copies of the package's notebooks, or a clone's own.

    What is installed belongs to all who use it, and the next version replaces it. So each reader gets
    copies, for each version; one that is there already stays as the reader left it.

    Args:
        folder: of the notebooks. Where the installed one is a link, somebody has put it elsewhere to
            be written in, as the Dockerfile does.
        home: the reader's.
    """
    if folder != Path(__file__).resolve().parents[1] / "notebooks" or folder.is_symlink():
        return folder
    own = home / "kamerbrief" / version("kamerbrief")
    for file in (file for file in sorted(folder.rglob("*")) if file.is_file()):
        copy = own / file.relative_to(folder)
        if not copy.exists():
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, copy)
    return own


def command(folder: Path, port: int, *, host: str = HOST, browser: bool, root: bool) -> list[str]:
    """The command line that serves a folder of notebooks in JupyterLab."""
    return [
        *(sys.executable, "-m", "jupyterlab", "--Application.log_level=ERROR"),
        *(f"--ServerApp.ip={host}", f"--ServerApp.port={port}", "--ServerApp.port_retries=0"),
        f"--ServerApp.root_dir={folder}",
        f"--LabApp.default_url=/lab/tree/{FIRST}",
        f"--LabApp.app_settings_dir={Path(__file__).parent}",
        "--FileContentsManager.pre_save_hook=kamerbrief.lab.saving.keep_portable",
        "--MappingKernelManager.transport_encryption=auto",
        "--LabApp.extension_manager=readonly",
        "--LanguageServerManager.autodetect=False",  # spares the start a search through npm
        "--ServerApp.answer_yes=True",  # Ctrl-C stops it without asking back
        *([] if browser else ["--no-browser"]),
        *(["--allow-root"] if root else []),
    ]


def environment(given: Mapping[str, str], own: Path, token: str) -> dict[str, str]:
    """The environment in which Lab runs.

    Server settings of the reader's (another address, a password) would make the printed
    address wrong, and an old session would open instead of the letter: both stay aside,
    in a folder of our own. How the reader likes Lab to look is still read where it was.
    """
    from jupyter_core.paths import jupyter_config_dir

    return {
        "JUPYTERLAB_SETTINGS_DIR": str(Path(jupyter_config_dir(), "lab", "user-settings")),
        **given,
        "JUPYTER_CONFIG_DIR": str(own / "config"),
        "JUPYTERLAB_WORKSPACES_DIR": str(own / "workspaces"),
        "JUPYTER_TOKEN": token,  # not on the command line, which every user can list
    }


def address(port: int, token: str, *, host: str = HOST) -> str:
    """Where a browser on this machine finds the first notebook."""
    return f"http://{reached(host)}:{port}/lab/tree/{FIRST}?token={token}"


def reached(host: str) -> str:
    """The address at which this machine itself reaches a server that listens at a host.

    >>> reached("0.0.0.0"), reached("192.0.2.7")
    ('127.0.0.1', '192.0.2.7')
    """
    return HOST if host == "0.0.0.0" else host


def has_display(given: Mapping[str, str], platform: str) -> bool:
    """Whether a browser window could open here; on Linux a variable tells."""
    return platform in ("darwin", "win32") or bool(
        given.get("DISPLAY") or given.get("WAYLAND_DISPLAY")
    )


def require_free(port: int, *, host: str = HOST, name: str = "lab") -> None:
    """Refuse a port that something else already serves.

    Args:
        port: to look at.
        host: the address it is to be served at.
        name: of the command, for the way out.
    """
    with socket.socket() as probe:
        if os.name == "posix":  # a port just left counts as free, as it does for Lab
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            raise LabError(
                f"port {port} is not open to you; choose one above 1023, such as --port 8890"
            ) from None
        except OSError:
            raise LabError(
                f"port {port} is taken; stop what runs there, or choose another: "
                f"make {name} PORT={port + 1} or kamerbrief {name} --port {port + 1}"
            ) from None


def serve(port: int, *, host: str = HOST, browser: bool = True) -> int:
    """Serve the notebooks until Ctrl-C or a polite kill, and return the exit status.

    Args:
        port: to serve on.
        host: the address to listen at; only this machine unless told otherwise.
        browser: whether to open one, where one can be opened.
    """
    if importlib.util.find_spec("jupyterlab") is None:
        raise LabError("JupyterLab is not installed; run: pip install 'kamerbrief[lab]'")
    try:
        installed = notebooks()
        folder = readers(installed, Path.home())
    except OSError as problem:
        raise LabError(f"{problem.filename} cannot be written: {problem.strerror}") from None
    require_free(port, host=host)
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    browser = browser and not root and has_display(os.environ, sys.platform)
    token = secrets.token_hex(24)
    at_end(interrupt)
    with tempfile.TemporaryDirectory(prefix="kamerbrief-") as own:
        server = subprocess.Popen(
            command(folder, port, host=host, browser=browser, root=root),
            env=environment(os.environ, Path(own), token),
        )
        try:
            if not answers(server, port, host=host):
                raise LabError("JupyterLab did not start; what it said stands above")
            where = address(port, token, host=host)
            print(f"The letter is at {where} (Ctrl-C here stops it).", flush=True)
            if folder != installed:
                print(f"The notebooks are in {folder}; what you change stays there.", flush=True)
            return server.wait()
        except KeyboardInterrupt:
            stop(server)
            return 0


def at_end(handler: Callable[[int, Any], Any] | signal.Handlers) -> None:
    """What to do at Ctrl-C and at a polite kill, also where a shell has let them be ignored."""
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, handler)


def interrupt(*_: object) -> NoReturn:
    """Raise what Ctrl-C raises, once: a second one must not disturb the end."""
    at_end(signal.SIG_IGN)
    raise KeyboardInterrupt


def answers(server: subprocess.Popen[bytes], port: int, *, host: str = HOST) -> bool:
    """Wait for the server; whether it came up rather than ended."""
    while server.poll() is None:
        try:
            socket.create_connection((reached(host), port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return True
    return False


def stop(server: subprocess.Popen[bytes]) -> None:
    """End the server and its kernels, whether or not the same Ctrl-C has reached it."""
    server.terminate()
    try:
        server.wait(timeout=10)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
