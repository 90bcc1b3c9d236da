"""Which test finds each of the breaks, tried one by one on a copy of this checkout.

python -m tests.breaks                 all of them; an hour or two
python -m tests.breaks margin Dutch    those whose names hold one of these words
python -m tests.breaks --all-tests     what its own tests do not find, looked for by all there are
"""

from __future__ import annotations

import argparse
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Final

from tests.breaks import Break, Stale, breaks

ROOT: Final = Path(__file__).parents[2]
ALL: Final = "src tests notebooks"
PATIENCE: Final = 900  # seconds for the tests of a break, which may build the site
PATIENCE_FOR_ALL: Final = 7200
FAILED: Final = re.compile(r"^(?:FAILED|ERROR) (.+?)(?: - .*)?$", re.MULTILINE)


class Copy:
    """A copy of the checkout as it lies there, whose tests run on its own sources and notebooks.

    Args:
        folder: an empty one, for the copy and for what its tests write.
    """

    def __init__(self, folder: Path) -> None:
        self._folder, self._root = folder, folder / "checkout"
        self._unbroken: dict[str, str] = {}
        listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        names = subprocess.check_output(listed, cwd=ROOT, text=True).split("\0")
        for name in filter(lambda name: (ROOT / name).is_file(), names):
            (self._root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, self._root / name)
        path = os.pathsep.join([str(self._root / "src"), str(self._root)])
        ours = {"PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}
        ours["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        self._environment = {**os.environ, **ours}
        which = [sys.executable, "-c", "import kamerbrief; print(kamerbrief.__file__)"]
        found = subprocess.check_output(which, cwd=folder, env=self._environment, text=True)
        assert Path(found).is_relative_to(self._root), f"the tests would run on {found}"

    def failing(self, tests: str) -> str:
        """The first of some tests that fails, or why there is none; empty where all pass."""
        options = ["-x", "-q", "-n", "0", "-p", "no:cacheprovider", "--nbval"]
        pytest = [sys.executable, "-m", "pytest", *options, f"--basetemp={self._folder / 'temp'}"]
        command = [] if tests.startswith("node ") else pytest
        log = self._folder / "log"
        with log.open("w") as output:
            run = subprocess.Popen(
                [*command, *shlex.split(tests)],
                cwd=self._root,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        patience = PATIENCE_FOR_ALL if tests == ALL else PATIENCE
        try:
            status = run.wait(patience)
        except subprocess.TimeoutExpired:
            return f"no end within {patience} s"
        finally:
            if run.poll() is None:
                os.killpg(run.pid, signal.SIGKILL)
                run.wait()
        said = log.read_text(encoding="utf-8", errors="replace").strip()
        found = FAILED.search(said)
        return (found[1] if found else said[-300:]) if status else ""

    def unbroken(self, tests: str) -> str:
        """The same while nothing is broken."""
        if tests not in self._unbroken:
            self._unbroken[tests] = self.failing(tests)
        return self._unbroken[tests]

    def tried(self, each: Break, selections: list[str]) -> tuple[str, str]:
        """What became of a break, in a word and in full; the copy is whole again at the end."""
        file = self._root / each.path
        try:
            whole = file.read_text(encoding="utf-8")
            broken = each.broken(whole)
        except (OSError, Stale) as problem:
            return "STALE", str(problem)
        for tests in selections:
            if failing := self.unbroken(tests):
                return "UNFIT", f"without the break too: {failing}"
            file.write_text(broken, encoding="utf-8")
            began = monotonic()
            try:
                failing = self.failing(tests)
            finally:
                file.write_text(whole, encoding="utf-8")
            if failing:
                return "found", f"in {monotonic() - began:.0f} s by {failing}"
        return "NOT FOUND", f"by {' or '.join(selections)}"


def main() -> int:
    """Print a row a break, and how many there are of each kind; 1 where one was not found."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.breaks",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("words", nargs="*", metavar="WORD", help="part of a break's name")
    parser.add_argument("--all-tests", action="store_true", help="look further than its own tests")
    asked = parser.parse_args()
    words, more = asked.words or [""], [ALL] if asked.all_tests else []
    chosen = [each for each in breaks() if any(word in each.id for word in words)]
    if not chosen:
        parser.error(f"no break has a name with {' or '.join(words)} in it")
    verdicts: Counter[str] = Counter()
    with TemporaryDirectory(prefix="kamerbrief-breaks-") as folder:
        copy = Copy(Path(folder).resolve())
        for each in chosen:
            verdict, said = copy.tried(each, [each.selection, *more])
            verdicts[verdict] += 1
            print(f"{verdict:<9} make {each.command:<5} {each.id}: {said}", flush=True)
    print(", ".join(f"{number} {verdict}" for verdict, number in sorted(verdicts.items())))
    return 0 if verdicts.keys() == {"found"} else 1


if __name__ == "__main__":
    sys.exit(main())
