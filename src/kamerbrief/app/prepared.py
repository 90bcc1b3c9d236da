"""Pages that are made once, and kernels that are forked for each visitor of one."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, ClassVar

import psutil
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from voila.notebook_renderer import NotebookRenderer

from kamerbrief.app.forkserver import ForkServer

NOTEBOOK = "KAMERBRIEF_NOTEBOOK"  # in a kernel's environment: which notebook it is of
KERNEL = "kernel-of-this-visitor"  # in a page that is made, until it is somebody's


class Renderer(NotebookRenderer):
    """Voilà's, for a notebook whose outputs are there already."""

    async def _jinja_kernel_start(self, *_: Any, **__: Any) -> str:
        return KERNEL

    async def _jinja_cell_generator(self, nb: Any, kernel_id: str) -> AsyncIterator[Any]:
        for cell in nb.cells:
            yield cell


class Prepared:
    """One page, made when it is first wanted.

    Args:
        notebook: its file.
        renderer: what makes a page of it.
    """

    def __init__(self, notebook: Path, renderer: Renderer) -> None:
        self._notebook = notebook
        self._renderer = renderer
        self._made: asyncio.Task[str] | None = None
        self._forks: ForkServer | None = None

    async def html(self, kernel: str) -> str:
        """The page for the visitor who has this kernel."""
        return (await self.ready()).replace(KERNEL, kernel)

    async def ready(self) -> str:
        """Make the page unless it is made; one whose process has died is made anew."""
        if self._forks and self._forks.process.poll() is not None:
            self.close()
        if not self._made:
            self._made = asyncio.ensure_future(self._make())
        try:
            return await self._made
        except Exception:
            self.close()
            raise

    async def fork(self, connection_file: str) -> int:
        """The process id of a kernel of this page, which is made anew if its process is gone."""
        try:
            return self._fork(connection_file)
        except (OSError, ValueError):  # it died, and was not yet seen to be dead
            self.close()
            await self.ready()
            return self._fork(connection_file)

    def _fork(self, connection_file: str) -> int:
        assert self._forks, "a page is made before its kernels"
        return self._forks.fork(connection_file)

    def close(self) -> None:
        """End the process and all its kernels."""
        if self._forks:
            self._forks.close()
        self._forks = self._made = None

    async def _make(self) -> str:
        self._forks = ForkServer(self._notebook)
        shown = await asyncio.get_running_loop().run_in_executor(None, self._forks.outputs)
        await self._renderer.initialize()
        for cell, outputs in zip(self._renderer.notebook.cells, shown, strict=False):
            if cell.cell_type == "code":
                cell.outputs = outputs
        html: str = await self._renderer.generate_content_str()
        return html


class Process(psutil.Process):
    """A process that is nobody's child here, with what a provisioner wants of one."""

    stdin = stdout = stderr = None

    def poll(self) -> int | None:
        """None while it runs."""
        return None if self.is_running() else 0


class Forked(LocalProvisioner):
    """Gives kernels that are forked from the process that has run their notebook."""

    pages: ClassVar[dict[str, Prepared]] = {}
    process: Any
    parent: Any

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Fork a kernel of the notebook that the environment names."""
        page = self.pages[kwargs["env"][NOTEBOOK]]
        self.process = Process(await page.fork(self.parent.connection_file))
        self.pid = self.process.pid
        return self.connection_info


def possible() -> bool:
    """Whether this system can fork; Windows cannot, and Voilà then starts each kernel anew."""
    return hasattr(os, "fork")
