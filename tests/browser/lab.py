"""A JupyterLab of the test's own, over a copy of the notebooks, and how a reader runs one."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import psutil
from playwright.sync_api import Page

from kamerbrief import lab

NOTEBOOKS: Final = Path(__file__).parents[2] / "notebooks"
START: Final = 120  # seconds that a busy machine may take to serve Lab, the app or a peer
# Beyond how the project serves Lab: the app object in the page for the tests to read, and an end
# after a quarter of an hour without work, in case the tests were killed.
OURS: Final = (
    "--expose-app-in-browser",
    "--MappingKernelManager.cull_connected=True",
    "--MappingKernelManager.cull_idle_timeout=900",
    "--ServerApp.shutdown_no_activity_timeout=900",
)
RUN: Final = 180_000  # milliseconds that a busy machine may take to run a notebook

# The notebook that is open, once its kernel waits for work. From then on it notes every error
# the kernel publishes, also one in a callback of a control, which no cell would show.
READY: Final = """path => {
  const panel = window.jupyterapp?.shell.currentWidget;
  const session = panel?.sessionContext;
  if (panel?.context?.path !== path || !panel.context.isReady || !session?.isReady) return false;
  if (session.session?.kernel?.status !== "idle") return false;
  window.kernelErrors = [];
  session.iopubMessage.connect((_, { header, content }) => {
    if (header.msg_type === "error") {
      window.kernelErrors.push(`${content.ename}: ${content.evalue}`);
    }
  });
  return true;
}"""

CELLS: Final = """() => Array.from(window.jupyterapp.shell.currentWidget.content.model.cells)
  .filter((cell) => cell.type === "code" && cell.sharedModel.source.trim())"""

# Lab gives a cell its number when the kernel has answered and all its output is there.
RAN: Final = f"""() => {{
  if (window.kernelErrors.length) return true;
  const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
  return kernel.status === "idle" && ({CELLS})().every((cell) => cell.executionCount !== null);
}}"""

ERRORS: Final = f"""() => ({CELLS})()
  .flatMap((cell) => cell.outputs.toJSON())
  .filter((output) => output.output_type === "error")
  .map((output) => `${{output.ename}}: ${{output.evalue}}`)"""


@dataclass(frozen=True)
class Lab:
    """A JupyterLab that runs: its address, the token to get in, the folder it serves, its process."""

    origin: str
    token: str
    root: Path
    process: subprocess.Popen[bytes]

    def kernels(self) -> list[psutil.Process]:
        """The processes of its kernels."""
        return psutil.Process(self.process.pid).children()

    def request(self, path: str, method: str = "GET") -> Any:
        """What the server's REST interface answers."""
        headers = {"Authorization": f"token {self.token}"}
        asked = urllib.request.Request(f"{self.origin}{path}", headers=headers, method=method)
        with urllib.request.urlopen(asked, timeout=60) as answer:
            return json.loads(answer.read() or b"null")

    def stop_kernels(self) -> None:
        """End every kernel, so that the next notebook has the machine to itself."""
        for kernel in self.request("/api/kernels"):
            self.request(f"/api/kernels/{kernel['id']}", "DELETE")


@contextmanager
def serve(folder: Path) -> Iterator[Lab]:
    """Serve a copy of the notebooks from a folder that also holds all Lab writes."""
    root = folder / "notebooks"
    shutil.copytree(NOTEBOOKS, root, ignore=passing)
    port = free_port()
    token = secrets.token_hex(16)
    command = [*lab.command(root, port, browser=False, root=True), *OURS]
    log = folder / "lab.log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            command, env=environment(folder, token), stdout=output, stderr=output
        )
    served = Lab(f"http://{lab.HOST}:{port}", token, root, server)
    try:
        wait_until_it_answers(lambda: served.request("/api/status"), server, log)
        yield served
    finally:
        stop(server)


def passing(folder: str, names: list[str]) -> list[str]:
    """What in a folder is not to be copied: what an editor hides, and the sockets of kernels."""
    paths = {name: Path(folder, name) for name in names}
    return [
        name
        for name, path in paths.items()
        if name.startswith(".") or not (path.is_dir() or path.is_file())
    ]


def free_port() -> int:
    """A port that nothing serves at this moment."""
    with socket.socket() as probe:
        probe.bind((lab.HOST, 0))
        return int(probe.getsockname()[1])


def environment(folder: Path, token: str) -> dict[str, str]:
    """The environment, with nothing of the user's own Jupyter or IPython in it."""
    mine = {
        name: str(folder / name.lower())
        for name in (
            *("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR"),
            *("JUPYTERLAB_SETTINGS_DIR", "JUPYTERLAB_WORKSPACES_DIR", "IPYTHONDIR"),
        )
    }
    kept = {name: value for name, value in os.environ.items() if not name.startswith("JUPYTER")}
    return {**kept, **mine, "JUPYTER_TOKEN": token}


def wait_until_it_answers(
    ask: Callable[[], object], server: subprocess.Popen[bytes], log: Path
) -> None:
    """Wait for a server's first answer, or say what its log says.

    Args:
        ask: asks it something, and raises ``OSError`` while it does not answer.
        server: its process.
        log: where it writes.
    """
    deadline = time.monotonic() + START
    while time.monotonic() < deadline and server.poll() is None:
        try:
            ask()
        except OSError:
            time.sleep(0.1)
        else:
            return
    tail = "\n".join(log.read_text(errors="replace").splitlines()[-20:])
    raise RuntimeError(f"{server.args!r} did not answer; its log ends with:\n{tail}")


def stop(server: subprocess.Popen[Any]) -> None:
    """End the server and every kernel it leaves."""
    if server.poll() is not None:
        return
    kernels = psutil.Process(server.pid).children(recursive=True)
    server.terminate()
    try:
        server.wait(20)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
    for kernel in kernels:
        with suppress(psutil.NoSuchProcess):
            kernel.kill()


def run_all(page: Page, notebook: str) -> None:
    """Open a notebook, run it through the menu, and wait until every cell has run without error.

    Args:
        page: a page that is logged in at Lab, as the fixture ``lab_page``.
        notebook: its path below the served folder, such as ``en/02-survey.ipynb``.
    """
    page.goto(f"/lab/tree/{quote(notebook)}?reset")
    page.wait_for_function(READY, arg=notebook, timeout=RUN)
    page.locator("#jupyterlab-splash").wait_for(state="detached")
    choose(page, "Edit", "editmenu:clear-all")  # lest stored outputs pass for new ones
    choose(page, "Run", "runmenu:run-all")
    page.wait_for_function(RAN, timeout=RUN)
    errors = page.evaluate(ERRORS) or kernel_errors(page)
    assert not errors, f"{notebook} raised: {errors}"


def choose(page: Page, menu: str, command: str) -> None:
    """Choose an entry of Lab's menu bar, by the name of its command."""
    page.locator("#jp-MainMenu").get_by_role("menuitem", name=menu, exact=True).click()
    page.locator(f'.lm-Menu-item[data-command="{command}"]').click()


def kernel_errors(page: Page) -> list[str]:
    """Every error the kernel published since the notebook was opened, in callbacks too."""
    errors: list[str] = page.evaluate("window.kernelErrors")
    return errors
