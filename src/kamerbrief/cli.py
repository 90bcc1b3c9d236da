"""The command line: `kamerbrief lab` and its sisters.

Each command imports what it needs inside its own function, so that `--help` and a
usage error answer at once.
"""

import argparse
import os
import sys
from typing import NoReturn


class Parser(argparse.ArgumentParser):
    """An argument parser that reports a usage error in one line."""

    def error(self, message: str) -> NoReturn:
        """End with status 2 after one line that says what was wrong and where help is."""
        self.exit(2, f"{self.prog}: {message}; see {self.prog} --help\n")


class Version(argparse.Action):
    """Prints the version that is installed, looked up only when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        """Print the name and the version, and end with status 0."""
        from importlib.metadata import version

        print(parser.prog, version("kamerbrief"))
        parser.exit()


def parser() -> Parser:
    """The parser of the whole command line; each command says what runs it."""
    root = Parser(prog="kamerbrief", description="Explore one Dutch ministerial letter.")
    root.add_argument("--version", action=Version, nargs=0, help="print the version, and end")
    commands = root.add_subparsers(title="commands", metavar="COMMAND", required=True)

    lab = commands.add_parser("lab", help="open the notebooks in JupyterLab")
    lab.add_argument("--port", type=port, default=8888, help="the port to serve on (8888)")
    lab.add_argument("--host", default="127.0.0.1", help="the address to listen at (127.0.0.1)")
    lab.add_argument("--no-browser", action="store_true", help="only print the address")
    lab.set_defaults(run=run_lab)

    app = commands.add_parser("app", help="serve the notebooks as pages without code")
    app.add_argument("--port", type=port, default=8866, help="the port to serve on (8866)")
    app.add_argument("--host", default="127.0.0.1", help="the address to listen at (127.0.0.1)")
    app.add_argument("--no-browser", action="store_true", help="only print the address")
    app.set_defaults(run=run_app)

    check = commands.add_parser("check", help="hold the ledger against the letter")
    check.add_argument("file", nargs="?", metavar="FILE", help="another text of the letter")
    check.set_defaults(run=run_check)

    claims = commands.add_parser("claims", help="print the ledger")
    claims.add_argument("--json", action="store_true", help="as JSON, with all there is to know")
    claims.set_defaults(run=run_claims)

    brief = commands.add_parser("briefing", help="write the letter on one page, HTML or PDF")
    brief.add_argument("--edition", default="en", help="its language (en)")
    brief.add_argument(
        "-o",
        "--output",
        required=True,
        metavar="FILE",
        help="where to; what ends in .pdf becomes a PDF",
    )
    brief.add_argument(
        "settings",
        nargs="*",
        metavar="EXPLORER.CONTROL=VALUE",
        help="assumptions of your own, as in a page's address: sample_size.n=2000",
    )
    brief.set_defaults(run=run_briefing)

    pages = commands.add_parser("pages", help="write the pages as files, for a stick")
    pages.add_argument("-o", "--output", default="pages", metavar="FOLDER", help="where to (pages)")
    pages.set_defaults(run=run_pages)

    return root


def port(text: str) -> int:
    """A port number from what was typed."""
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"must be a whole number from 1 to 65535, not {text!r}")
    return int(text)


def run_lab(arguments: argparse.Namespace) -> int:
    """Serve the notebooks in JupyterLab until it is stopped."""
    from kamerbrief import lab

    try:
        return lab.serve(arguments.port, host=arguments.host, browser=not arguments.no_browser)
    except lab.LabError as reason:
        print(f"kamerbrief lab: {reason}", file=sys.stderr)
        return 2


def run_app(arguments: argparse.Namespace) -> int:
    """Serve the notebooks as pages until it is stopped."""
    from kamerbrief import app

    try:
        return app.serve(
            arguments.port,
            host=arguments.host,
            browser=not arguments.no_browser,
        )
    except app.AppError as reason:
        print(f"kamerbrief app: {reason}", file=sys.stderr)
        return 2


def run_check(arguments: argparse.Namespace) -> int:
    """Print what is wrong between ledger and letter, a finding a line; 1 if there is any."""
    from pathlib import Path

    from kamerbrief.claims import Figure, inspect
    from kamerbrief.letter import LetterError, read_letter

    path = Path(arguments.file) if arguments.file else None
    name = str(path or "letter")
    if path and not path.is_file():
        print(
            f"kamerbrief check: there is no file {name}; name a text of the letter", file=sys.stderr
        )
        return 2
    try:
        ledger, findings = inspect(read_letter(path), name=name)
    except LetterError as reason:
        print(f"{name}:1: {reason}")
        return 1
    for finding in findings:
        print(finding)
    if not findings:
        print(
            f"No findings: {len(ledger.of(Figure))} figures, and every digit of the letter has one."
        )
    return 1 if findings else 0


def run_claims(arguments: argparse.Namespace) -> int:
    """Print the ledger, for people or as JSON."""
    from kamerbrief.claims import Figure, read_ledger

    ledger = read_ledger()
    if arguments.json:
        import json

        from kamerbrief.claims.export import plain

        print(json.dumps(plain(ledger), ensure_ascii=False, indent=2))
        return 0
    for figure in ledger.of(Figure):
        print(f"{figure.kind:<12}{figure.id:<38}{figure.value} {figure.unit}")
    return 0


def run_briefing(arguments: argparse.Namespace) -> int:
    """Write the briefing; where no PDF can be made, say why, and what to do instead."""
    from pathlib import Path

    from kamerbrief.briefing import (
        BriefingError,
        NoPrinter,
        briefing,
        printed,
        scenes_at,
    )
    from kamerbrief.editions import Words

    settings: dict[str, dict[str, str]] = {}
    for setting in arguments.settings:
        place, equals, value = setting.partition("=")
        explorer, dot, control = place.partition(".")
        if not (equals and dot and explorer and control):
            print(
                f"kamerbrief briefing: {setting!r} is no setting; write one like sample_size.n=2000",
                file=sys.stderr,
            )
            return 2
        settings.setdefault(explorer, {})[control] = value
    file = Path(arguments.output)
    try:
        words = Words(arguments.edition)
        html = briefing(words, scenes_at(settings, words))
        pdf = file.suffix.lower() == ".pdf"
        file.write_bytes(printed(html) if pdf else html.encode("utf-8"))
    except (BriefingError, NoPrinter, OSError, ValueError) as reason:
        print(f"kamerbrief briefing: {reason}", file=sys.stderr)
        return 2
    print(f"Written: {file}")
    return 0


def run_pages(arguments: argparse.Namespace) -> int:
    """Write the pages, and say what works there."""
    from pathlib import Path

    from kamerbrief import lab

    lab.at_end(lab.interrupt)
    folder = Path(arguments.output)
    try:
        from kamerbrief.pages.build import Host, Pages

        Pages(lab.notebooks(), Host()).write(folder)
    except ImportError as reason:
        print(
            f"kamerbrief pages: {reason.name} is not installed; run: pip install 'kamerbrief[app]'",
            file=sys.stderr,
        )
        return 2
    except (lab.LabError, OSError) as reason:
        print(f"kamerbrief pages: {reason}", file=sys.stderr)
        return 2
    print(f"Written: open {folder / 'index.html'}. One control at a time moves, from the start.")
    return 0


def main(argv: list[str] | None = None) -> int:
    """Run one command; 0 is clean, 1 means findings, 2 what cannot be met, 130 an interrupt."""
    arguments = parser().parse_args(argv)
    try:
        status: int = arguments.run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever reads has seen enough, as in `kamerbrief claims | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    return status
