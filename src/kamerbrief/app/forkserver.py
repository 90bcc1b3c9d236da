"""A process that has run a notebook once, and forks a kernel for each visitor of its page.

To start Python, import what a notebook needs and run its cells takes a kernel more than a second
of work; to fork one that has done so takes some hundredths, and most memory stays shared. What
the cells showed is the same for every visitor, down to the names of the widgets, so the page is
made once too.

The server and this process talk over one socket, in lines of JSON. `python -m` runs it.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import socket
import subprocess
import sys
import traceback
from pathlib import Path
from typing import Any, NoReturn

Cells = list[list[dict[str, Any]]]
"""The outputs of each cell, as a notebook stores them."""


class ForkServer:
    """What the server holds of such a process.

    Args:
        notebook: the file that it runs.
    """

    def __init__(self, notebook: Path) -> None:
        self._ours, theirs = socket.socketpair()
        command = [sys.executable, "-m", __name__, str(notebook), str(theirs.fileno())]
        with theirs:
            self.process = subprocess.Popen(
                command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL
            )
        self._lines = self._ours.makefile("r", encoding="utf-8")

    def outputs(self) -> Cells:
        """What the notebook's cells showed; waits until it has run."""
        cells: Cells = json.loads(self._lines.readline())
        return cells

    def fork(self, connection_file: str) -> int:
        """The process id of a new kernel, which reads how to be reached from a file."""
        self._ours.sendall(f"{json.dumps(connection_file)}\n".encode())
        return int(self._lines.readline())

    def close(self) -> None:
        """End the process, and with it its kernels."""
        self._lines.close()
        self._ours.close()
        self.process.wait()


def serve(notebook: Path, channel: socket.socket) -> None:
    """Run the notebook, say what it showed, and fork a kernel for each line that comes."""
    cells = run(notebook)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the system clears away kernels that end
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server
    gc.collect()
    gc.freeze()  # so that no kernel's collector touches, and thereby copies, what all share
    with channel.makefile("rw", encoding="utf-8") as lines:
        print(json.dumps(cells), file=lines, flush=True)
        for line in lines:
            kernel = os.fork()
            if not kernel:
                channel.close()
                become_kernel(json.loads(line))
            print(kernel, file=lines, flush=True)


def run(notebook: Path) -> Cells:
    """Run a notebook's cells as a kernel would, up to one that raises, and keep what they show."""
    import ipykernel.ipkernel  # noqa: F401 (widgets then open the comms that a kernel can use)
    import ipywidgets
    from IPython.core.interactiveshell import InteractiveShell
    from IPython.utils.capture import capture_output
    from traitlets.config import Config

    quiet = Config({"HistoryManager": {"enabled": False}})  # its thread would not survive a fork
    shell: Any = InteractiveShell.instance(config=quiet)
    cells: Cells = []
    for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] != "code":
            cells.append([])
            continue
        with capture_output() as shown:
            result = shell.run_cell("".join(cell["source"]))
        bundles = [(each.data, each.metadata or {}) for each in shown.outputs]
        if result.result is not None:
            bundles.append(shell.display_formatter.format(result.result))
        cells.append(
            [
                {"output_type": "display_data", "data": data, "metadata": metadata}
                for data, metadata in bundles
            ]
        )
        if error := result.error_before_exec or result.error_in_exec:
            print(f"{notebook.name}: {shown.stdout}{shown.stderr}", file=sys.stderr, flush=True)
            traceback.print_exception(error)
            cells[-1].append({"output_type": "error", "ename": "", "evalue": "", "traceback": []})
            break
    ipywidgets.register_comm_target()
    InteractiveShell.clear_instance()
    return cells


def become_kernel(connection_file: str) -> NoReturn:
    """Serve as the kernel that a connection file describes, until told to end."""
    from comm import get_comm_manager
    from ipykernel.kernelapp import IPKernelApp
    from traitlets.config import Config

    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    app: Any = IPKernelApp.instance(
        parent_handle=os.getppid(),  # ends when this process ends
        config=Config({"HistoryManager": {"enabled": False}}),
    )
    app.initialize(["-f", connection_file])
    comms: dict[str, Any] = get_comm_manager().comms
    for comm in comms.values():
        comm.kernel = app.kernel  # opened before there was one
    app.start()
    os._exit(0)


if __name__ == "__main__":
    serve(Path(sys.argv[1]), socket.socket(fileno=int(sys.argv[2])))
