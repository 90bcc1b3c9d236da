"""`kamerbrief app`: what it refuses, what it answers over HTTP, and how it ends."""

from __future__ import annotations

import gzip
import http.client
import json
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final
from urllib.parse import quote, urljoin

import pytest

from kamerbrief import app, lab
from kamerbrief.app import server
from kamerbrief.app.server import BURST, HEADERS, MOST, RATE, Rates
from kamerbrief.cli import main, parser
from tests.ignoring import IGNORING
from tests.serving import Serving, serving

SURVEY: Final = "/en/02-survey.html"
ENDING: Final = 60  # seconds that a busy machine may take to begin, and to end


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as other:
        other.bind((app.HOST, 0))
        other.listen()
        yield other.getsockname()[1]


# ── the command ───────────────────────────────────────────────────────────────────────────────


def test_the_app_listens_to_this_machine_only_unless_told_otherwise() -> None:
    assert parser().parse_args(["app"]).host == "127.0.0.1"
    assert parser().parse_args(["app", "--host", "0.0.0.0"]).host == "0.0.0.0"


@pytest.mark.parametrize(
    "arguments", [["app", "--port", "0"], ["app", "--port", "many"], ["app", "notebook.ipynb"]]
)
def test_a_usage_error_is_one_line_and_status_2(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert end.value.code == 2
    assert re.fullmatch(r"kamerbrief( app)?: .+ --help\n", capsys.readouterr().err)


def test_without_its_packages_the_command_says_how_to_get_them(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert main(["app"]) == 2
    assert capsys.readouterr().err == (
        "kamerbrief app: tornado is not installed; run: pip install 'kamerbrief[app]'\n"
    )


def test_a_taken_port_is_refused_in_one_line_with_the_way_out(
    taken_port: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["app", "--port", str(taken_port)]) == 2
    assert capsys.readouterr().err == (
        f"kamerbrief app: port {taken_port} is taken; stop what runs there, or choose another: "
        f"make app PORT={taken_port + 1} or kamerbrief app --port {taken_port + 1}\n"
    )


def test_without_notebooks_the_command_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(lab, "__file__", str(tmp_path / "src" / "kamerbrief" / "lab" / "x.py"))
    assert main(["app"]) == 2
    assert "kamerbrief app: no notebook en/00-letter.ipynb was found" in capsys.readouterr().err


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_when_it_is_told_once_or_twice_also_where_a_shell_has_let_it_be_ignored(
    end: signal.Signals,
) -> None:
    port = free_port()
    command = [
        sys.executable,
        "-c",
        "import sys; from kamerbrief.cli import main; sys.exit(main())",
    ]
    with subprocess.Popen(
        [*IGNORING, *command, "app", f"--port={port}", "--no-browser"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as started:
        try:
            assert started.stdout
            assert f"http://127.0.0.1:{port}/" in started.stdout.readline()
            for _ in range(2):  # as `timeout` does
                started.send_signal(end)
            _, said = started.communicate(timeout=ENDING)
        finally:
            started.kill()
    assert (started.returncode, said) == (0, "")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((app.HOST, 0))
        return int(probe.getsockname()[1])


# ── over HTTP ─────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def served(written: Path) -> Iterator[Serving]:
    with serving(written) as found:
        yield found


def get(served: Serving, path: str, method: str = "GET", body: Any = None, **headers: str) -> Any:
    """The answer as it comes: no redirect followed, nothing unpacked."""
    connection = http.client.HTTPConnection(app.HOST, served.port, timeout=60)
    connection.putrequest(method, path, skip_accept_encoding=True)
    for name, value in headers.items():
        connection.putheader(name.replace("_", "-"), value)
    if body is not None:
        connection.putheader("Content-Length", str(len(body)))
    connection.endheaders(body)
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return SimpleNamespace(status=answer.status, headers=answer.headers, content=content)


def ask(served: Serving, name: str, question: Any, edition: str = "en") -> Any:
    return get(served, f"/answers/{edition}/{name}?q={quote(json.dumps(question))}")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 302),
        (SURVEY, 200),
        ("/assets/page.js", 200),
        ("/assets/scenes/en/sample_size.js", 200),
        ("/answers/en/sample_size", 200),
        ("/answers/en/nonsense", 400),
        ("/voila/render/en/02-survey.ipynb", 301),
        ("/nowhere", 404),
        ("/answers/en/sample_size?q=%FF", 400),
    ],
)
def test_every_answer_says_what_a_browser_may_do_with_it(
    served: Serving, path: str, status: int
) -> None:
    answer = get(served, path)
    assert answer.status == status
    for name, value in HEADERS.items():
        assert answer.headers[name] == value
    for unsafe in ("unsafe-eval", "script-src 'self' 'unsafe-inline'", "ws:", "*"):
        assert unsafe not in answer.headers["Content-Security-Policy"]
    assert not answer.headers["Set-Cookie"]
    assert b"Traceback" not in answer.content


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_nothing_can_be_changed(served: Serving, method: str) -> None:
    for path in ("/", SURVEY, "/assets/page.js"):
        answer = get(served, path, method, b"")
        assert answer.status == 405
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("asked", "edition"),
    [
        ("nl-BE,nl;q=0.9,en;q=0.8", "nl"),
        ("en;q=0.1, fr, nl;q=0.5", "nl"),
        ("de", "en"),
        ("nln, enq;q=x, *;q=0.1", "en"),
        ("", "en"),
    ],
)
def test_a_visitor_is_met_in_the_language_of_the_browser(
    served: Serving, asked: str, edition: str
) -> None:
    answer = get(served, "/", Accept_Language=asked)
    assert (answer.status, answer.headers["Location"]) == (302, f"{edition}/index.html")
    assert "Accept-Language" in answer.headers["Vary"]


def test_old_addresses_lead_to_where_the_page_is_now(served: Serving) -> None:
    for root in ("/", "/below/"):
        old = f"{root}voila/render/nl/05-budget.ipynb"
        location = get(served, "/voila/render/nl/05-budget.ipynb").headers["Location"]
        assert urljoin(old, location) == f"{root}nl/05-budget.html"


def test_files_are_packed_for_those_who_unpack_and_asked_for_anew(served: Serving) -> None:
    packed = get(served, SURVEY, Accept_Encoding="br, gzip")
    as_it_is = get(served, SURVEY)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert as_it_is.headers["Content-Encoding"] is None
    assert gzip.decompress(packed.content) == as_it_is.content
    assert len(packed.content) < len(as_it_is.content) / 2
    assert packed.headers["Vary"] == as_it_is.headers["Vary"] == "Accept-Encoding"
    assert packed.headers["Content-Type"] == "text/html; charset=utf-8"
    assert packed.headers["Cache-Control"] == "no-cache"
    tag = packed.headers["Etag"]
    again = get(served, SURVEY, If_None_Match=tag)
    assert (again.status, again.content) == (304, b"")
    assert get(served, SURVEY, If_None_Match='"other"').status == 200
    head = get(served, SURVEY, "HEAD")
    assert (head.status, head.content, head.headers["Etag"]) == (200, b"", tag)


@pytest.mark.parametrize(
    "path",
    [
        "/nl/no-such.html",
        "/nl/deep/down/",
        "/en/../../pyproject.toml",
        "/en/%2e%2e/%2e%2e/pyproject.toml",
        "/%2e%2e/%2e%2e/etc/passwd",
        "//etc/passwd",
        "/en/02-survey.ipynb",
        "/en/02-survey.html%00",
        "/en/02-survey.html.half",
        "/assets",
        "/api/kernels",
        "/voila/files/en/02-survey.ipynb",
        "/lab",
    ],
)
def test_where_there_is_nothing_a_page_leads_back(served: Serving, path: str) -> None:
    answer = get(served, path, Accept_Language="en")
    assert answer.status == 404
    text = answer.content.decode()
    edition = "nl" if path.startswith("/nl") else "en"
    assert f'<html lang="{edition}">' in text
    for link in re.findall(r'(?:href|src)="([^"]+)"', text):
        there = urljoin(f"http://host{path}" if path[1] != "/" else "http://host/x/y", link)
        assert get(served, there.removeprefix("http://host")).status == 200, link


def test_a_file_that_is_on_its_way_is_waited_for_and_one_that_never_comes_is_owned_up_to(
    tmp_path: Path,
) -> None:
    writer = SimpleNamespace(poll=lambda: None)
    with serving(tmp_path, writer) as early:
        slow = early.later(lambda: get(early, "/assets/page.js"))
        (tmp_path / "assets").mkdir()
        half = tmp_path / "assets" / "page.js.half"
        half.write_text("late", encoding="utf-8")
        half.rename(half.with_suffix(""))
        assert slow.result(30).content == b"late"
        for status in (1, 0):
            writer.poll = lambda status=status: status
            answer = get(early, "/assets/page.css")
            assert answer.status == 500
            assert "could not be written" in json.loads(answer.content)["error"]


# ── answers ───────────────────────────────────────────────────────────────────────────────────


def test_settings_are_answered_with_a_scene_in_the_address_and_in_the_body(served: Serving) -> None:
    question = {"at": {"bias": "0.05"}, "move": {"n": 2000}}
    short = ask(served, "sample_size", question)
    assert short.status == 200
    assert short.headers["Content-Type"] == "application/json; charset=utf-8"
    assert "2,000 answers" in json.loads(short.content)["reading"]
    assert short.headers["Cache-Control"] == "no-cache"
    long = get(served, "/answers/en/sample_size", "POST", json.dumps(question).encode())
    assert long.content == short.content
    assert long.headers["Cache-Control"] == "no-store"


def test_who_asks_the_same_gets_one_answer_and_what_is_long_is_kept_for_nobody(
    served: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.known.cache_clear()
    for _ in range(3):
        assert ask(served, "sample_size", {"move": {"n": 321}}).status == 200
    info = server.known.cache_info()
    assert (info.hits, info.misses) == (2, 1)
    long = json.dumps({"type": ["n", "x" * 5_000]}).encode()
    assert get(served, "/answers/en/sample_size", "POST", long).status == 200
    assert ask(served, "briefing", {}).status == 200
    assert server.known.cache_info().currsize == 1


def test_two_who_ask_at_once_do_not_see_each_others_settings(served: Serving) -> None:
    sizes = [200, 700, 1_500] * 5
    moves = [{"move": {"n": size}} for size in sizes]
    coming = [served.later(partial(ask, served, "sample_size", move)) for move in moves]
    for size, one in zip(sizes, coming, strict=True):
        assert json.loads(one.result(60).content)["settings"] == {"n": str(size)}


@pytest.mark.parametrize(
    ("edition", "name", "question", "said"),
    [
        ("fr", "sample_size", "{}", "no edition 'fr'"),
        ("en", "nonsense", "{}", "no explorer 'nonsense'"),
        ("en", "sample_size", "100% of it", "no JSON"),
        ("en", "sample_size", '{"at": {"n": "50%"}, "move": {"n": 1}}', "“50%”|'50%'"),
        ("en", "predict", '{"topic": "\\ud800"}', "no prediction"),
    ],
)
def test_a_question_that_no_page_asks_gets_a_sentence_and_no_traceback(
    served: Serving,
    capfd: pytest.CaptureFixture[str],
    edition: str,
    name: str,
    question: str,
    said: str,
) -> None:
    by_address = get(served, f"/answers/{edition}/{name}?q={quote(question)}")
    by_body = get(served, f"/answers/{edition}/{name}", "POST", question.encode())
    for answer in (by_address, by_body):
        assert answer.status == 400
        sentence = json.loads(answer.content)["error"]
        assert re.search(said, sentence)
        assert "%%" not in sentence
    assert capfd.readouterr() == ("", "")


def test_bytes_that_are_no_text_and_half_signs_are_no_error_of_ours(served: Serving) -> None:
    assert get(served, "/answers/en/sample_size", "POST", b"\xff\xfe").status == 400
    assert ask(served, "sample_size", {"type": ["n", "\ud800"]}).status == 200


def test_a_question_that_is_too_long_gets_a_sentence_and_one_without_end_no_ear(
    served: Serving,
) -> None:
    answer = get(served, "/answers/en/sample_size", "POST", b" " * (MOST + 1))
    assert answer.status == 413
    assert "at most" in json.loads(answer.content)["error"]
    with socket.create_connection((app.HOST, served.port), timeout=60) as connection:
        connection.sendall(
            b"POST /answers/en/rounding HTTP/1.1\r\nContent-Length: 9999999999\r\n\r\n"
        )
        assert not connection.recv(1_000).startswith(b"HTTP/1.1 200")


def test_too_many_questions_are_refused_with_when_to_ask_again(
    served: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    rates = served.application.settings["rates"]
    monkeypatch.setattr(rates, "allow", lambda address: False)
    answer = ask(served, "sample_size", {})
    assert (answer.status, answer.headers["Retry-After"]) == (429, "1")
    assert "ask again in a second" in json.loads(answer.content)["error"]
    assert get(served, SURVEY).status == 200


def test_an_address_has_a_burst_then_a_rate_and_others_their_own() -> None:
    now = [0.0]
    rates = Rates(lambda: now[0])
    assert all(rates.allow("a") for _ in range(BURST))
    assert not rates.allow("a")
    assert rates.allow("b")
    now[0] += 1
    assert sum(rates.allow("a") for _ in range(2 * RATE)) == RATE
    now[0] += 3600
    assert sum(rates.allow("a") for _ in range(2 * BURST)) == BURST


def test_who_hammers_still_gets_the_rate() -> None:
    now = [0.0]
    rates = Rates(lambda: now[0])
    allowed = 0
    for _ in range(10 * RATE):  # in a second
        now[0] += 0.1 / RATE
        allowed += rates.allow("a")
    assert BURST <= allowed <= BURST + RATE + 1
    later = 0
    for _ in range(10 * RATE):
        now[0] += 0.1 / RATE
        later += rates.allow("a")
    assert abs(later - RATE) <= 2


def test_no_more_addresses_are_remembered_than_there_is_room_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(server, "ADDRESSES", 10)
    rates = Rates(lambda: 0.0)
    for number in range(100):
        rates.allow(str(number))
    assert len(rates._left) == 10


# ── its files ─────────────────────────────────────────────────────────────────────────────────


def test_no_file_of_the_pages_names_another_host(served: Serving) -> None:
    for name in ("page.js", "page.css", "explorers.js"):
        with urllib.request.urlopen(f"{served.origin}/assets/{name}", timeout=60) as answer:
            named = set(re.findall(r"https?://[\w.-]+\.\w+", answer.read().decode()))
        assert named <= {"http://www.w3.org"}, name  # the name of SVG, which nobody fetches
