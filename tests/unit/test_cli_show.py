"""A page is shown on this machine alone, under its own address alone."""

import contextlib
import http.client
import socket
import threading
from collections.abc import Iterator

import pytest

from holdfast.cli import show
from holdfast.errors import InputError

PATIENCE = 60


@pytest.fixture
def address(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """A page being served; the port it stands on."""
    ports: list[int] = []
    told = threading.Event()

    def echo(text: str) -> None:
        ports.append(int(text.partition("127.0.0.1:")[2].partition("/")[0]))
        told.set()

    monkeypatch.setattr("click.echo", echo)
    server = threading.Thread(
        target=show.serve_page, args=("<p>here</p>", 0), kwargs={"once": True}
    )
    server.start()
    assert told.wait(PATIENCE)
    yield ports[0]
    with contextlib.suppress(OSError):
        get(ports[0], "/")
    server.join(PATIENCE)


def get(port: int, path: str, host: str | None = None) -> http.client.HTTPResponse:
    """What is answered to a request under a host's name."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request("GET", path, headers={"Host": host or f"127.0.0.1:{port}"})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer


def test_only_the_page_is_there_and_nothing_is_kept(address: int) -> None:
    """Another path is not found; the page may not be stored, framed or scripted."""
    assert get(address, "/etc/passwd").status == 404
    assert get(address, "/", host="elsewhere.example").status == 404
    answer = get(address, "/")
    assert answer.status == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in (answer.headers["Content-Security-Policy"] or "")


def test_a_port_that_is_taken_is_said() -> None:
    """The port that was named is in use: one clear error."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(InputError) as refused:
            show.serve_page("", other.getsockname()[1])
    assert refused.value.code == "port-taken"
