"""Showing a page in the browser of this machine, over the loopback address alone."""

import contextlib
import os
import sys
import threading

import click

from holdfast.errors import InputError

HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
}


def serve_page(page: str, port: int, *, once: bool = False) -> None:
    """Serve one page on 127.0.0.1 until stopped, and open it where there is a screen.

    Raises:
        InputError: ``port-taken`` when the port is not free.
    """
    import webbrowser
    from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

    body = page.encode()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path != "/":
                self.send_error(404)
                return
            self.send_response(200)
            for name, value in HEADERS.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            if once:
                threading.Thread(target=server.shutdown).start()

        def log_message(self, *_: object) -> None:
            """Nothing is logged: what is read here is nobody else's business."""

    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    except OSError as error:
        message = (
            f"Port {port} cannot be used: {error.strerror}. "
            "Name another with --port, or --port 0 for any that is free."
        )
        raise InputError(message, code="port-taken") from error
    address = f"http://127.0.0.1:{server.server_port}/"
    click.echo(f"\nThe page: {address}\nStop with Ctrl-C.")
    if has_screen():
        with contextlib.suppress(webbrowser.Error):
            webbrowser.open(address)
    with server, contextlib.suppress(KeyboardInterrupt):
        server.serve_forever(poll_interval=0.2)


def has_screen() -> bool:
    """True where a browser window could be opened."""
    if not sys.stdout.isatty():
        return False
    if sys.platform in {"darwin", "win32"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
