"""Showing a page in the browser of this machine, over the loopback address alone."""

import contextlib
import os
import sys
import threading
from typing import TYPE_CHECKING

import click

from holdfast.errors import InputError

if TYPE_CHECKING:
    from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

USUAL_PORT = 8765

HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
}


def serve_page(page: str, port: int | None, *, once: bool = False) -> None:
    """Serve one page on 127.0.0.1 until stopped, and open it where there is a screen.

    Args:
        page: what is shown.
        port: where; None takes the usual one, or any free one where that is taken.
        once: stop after it was shown once.

    Raises:
        InputError: ``port-taken`` when the port that was named is not free.
    """
    import webbrowser
    from http.server import BaseHTTPRequestHandler

    body = page.encode()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            host = (self.headers.get("Host") or "").partition(":")[0]
            # Another name for this address would let a page elsewhere on the web read this one.
            if self.path != "/" or host not in {"127.0.0.1", "localhost"}:
                self.send_error(404)
                return
            self.send_response(200)
            for name, value in HEADERS.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            if once:
                threading.Thread(target=self.server.shutdown).start()

        def log_message(self, *_: object) -> None:
            """Nothing is logged: what is read here is nobody else's business."""

    server = _server(Handler, port)
    address = f"http://127.0.0.1:{server.server_port}/"
    click.echo(f"\nThe page: {address}\nStop with Ctrl-C.")
    if has_screen():
        with contextlib.suppress(webbrowser.Error):
            webbrowser.open(address)
    with server, contextlib.suppress(KeyboardInterrupt):
        server.serve_forever(poll_interval=0.2)


def _server(handler: "type[BaseHTTPRequestHandler]", port: int | None) -> "ThreadingHTTPServer":
    from http.server import ThreadingHTTPServer

    try:
        return ThreadingHTTPServer(("127.0.0.1", USUAL_PORT if port is None else port), handler)
    except (OSError, OverflowError) as error:
        if port is None:
            return _server(handler, 0)
        reason = getattr(error, "strerror", None) or str(error)
        message = f"Port {port} cannot be used: {reason}. Name another with --port."
        raise InputError(message, code="port-taken") from error


def has_screen() -> bool:
    """True where a browser window could be opened."""
    if not sys.stdout.isatty():
        return False
    if sys.platform in {"darwin", "win32"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
