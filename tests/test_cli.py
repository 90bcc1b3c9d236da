"""The command line: what it prints, and with which status it ends."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kamerbrief.cli import main
from kamerbrief.letter import read_letter
from tests.ignoring import IGNORING

LETTER = read_letter().source


def write(folder: Path, content: str | bytes) -> str:
    """A file that stands for the letter."""
    path = folder / "letter.txt"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def test_the_packaged_ledger_and_letter_have_no_findings(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["check"]) == 0
    assert capsys.readouterr().out.startswith("No findings: ")


def test_a_copy_of_the_letter_has_no_findings_either(tmp_path: Path) -> None:
    assert main(["check", write(tmp_path, LETTER)]) == 0


def test_a_changed_figure_is_found_at_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path, LETTER.replace("135", "153"))
    assert main(["check", path]) == 1
    findings = capsys.readouterr().out.splitlines()
    assert [finding for finding in findings if finding.startswith(f"{path}:30: ")]
    assert all(finding.count(": ") >= 1 for finding in findings)


@pytest.mark.parametrize(
    ("content", "reason"),
    [("", "empty"), (" \n \n", "empty"), (LETTER.encode("cp1252"), "not UTF-8"), ("Dag.\n", "")],
)
def test_a_file_that_is_no_letter_is_one_finding(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str | bytes, reason: str
) -> None:
    path = write(tmp_path, content)
    assert main(["check", path]) == 1
    printed = capsys.readouterr().out
    assert printed.startswith(f"{path}:1: ")
    assert printed.count("\n") == 1
    assert reason in printed


def test_a_file_that_is_not_there_is_a_wrong_request(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(tmp_path / "nowhere.txt")]) == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("arguments", [[], ["chekc"], ["check", "a", "b"], ["claims", "--xml"]])
def test_a_usage_error_is_one_line_and_status_two(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_the_ledger_prints_as_json_with_computed_lines(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["claims", "--json"]) == 0
    ledger = json.loads(capsys.readouterr().out)
    claims = {claim["id"]: claim for claim in ledger["claims"]}
    assert claims["teachers-disadvantaged"]["value"] == 135
    assert claims["teachers-disadvantaged"]["lines"] == [30]
    assert claims["letter-date"]["value"] == "2019-06-14"
    assert claims["budget-sum"]["range"] == [770e6, 790e6]
    assert claims["schools"]["url"].startswith("https://")
    assert {claim["kind"] for claim in ledger["claims"]} == {
        "letter",
        "derived",
        "source",
        "assumption",
    }


def test_whoever_stops_reading_the_ledger_sees_no_traceback() -> None:
    code = "from kamerbrief.cli import main; raise SystemExit(main(['claims']))"
    reader = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert reader.stdout is not None
    reader.stdout.readline()
    reader.stdout.close()
    assert reader.stderr is not None
    said = reader.stderr.read()
    reader.stderr.close()
    reader.wait(60)
    assert said == ""


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_the_writing_of_pages_can_be_interrupted_without_a_traceback(
    tmp_path: Path, end: signal.Signals
) -> None:
    code = "from kamerbrief.cli import main; raise SystemExit(main())"
    with subprocess.Popen(
        [*IGNORING, sys.executable, "-c", code, "pages", "-o", str(tmp_path / "pages")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as writer:
        try:
            while not (tmp_path / "pages").exists() and writer.poll() is None:
                time.sleep(0.05)
            writer.send_signal(end)
            said = writer.communicate(timeout=60)
        finally:
            writer.kill()
    assert (writer.returncode, *said) == (130, "", "")
