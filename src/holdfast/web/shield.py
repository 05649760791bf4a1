"""What stands around every answer: headers, the host that was asked for, and how often."""

from typing import TYPE_CHECKING

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from holdfast.web.rates import Rates
from holdfast.web.settings import Settings
from holdfast.web.visits import Visits

if TYPE_CHECKING:
    from litestar.types import HTTPScope

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "font-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # Not "no-referrer": forms would then not say where they come from, and be refused.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}
STRICT_TRANSPORT = ("strict-transport-security", "max-age=31536000")
NEVER_KEPT, KEPT = "no-store", "public, max-age=31536000, immutable"
STATIC = "/static/"


class Shield:
    """Wraps the whole application, so that no answer leaves without it, errors included."""

    def __init__(self, app: ASGIApp, settings: Settings, visits: Visits) -> None:
        self._app = app
        self._settings = settings
        self._visits = visits
        self._calls = Rates(settings.requests_a_minute)
        headers = dict(HEADERS)
        if settings.is_tls:
            headers.update([STRICT_TRANSPORT])
        self._headers = [(name.encode(), value.encode()) for name, value in headers.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one call."""
        if scope["type"] != ScopeType.HTTP:
            await self._app(scope, receive, send)
            return
        is_static = scope["path"].startswith(STATIC)
        outward = self._outward(send, is_static=is_static)
        if _header(scope, b"host") not in self._settings.hosts:
            await _plain(outward, 421, "This address is not served here.")
        elif not is_static and self._calls.is_over(self._caller(scope)):
            await _plain(outward, 429, "Too many requests. Wait a minute, then try again.")
        else:
            await self._app(scope, receive, outward)

    def _caller(self, scope: "HTTPScope") -> str:
        """A visit where the cookie belongs to one; otherwise the address, for cookies are free."""
        for pair in _header(scope, b"cookie").split(";"):
            name, _, secret = pair.strip().partition("=")
            if name == self._settings.cookie and self._visits.find(secret, is_touch=False):
                return f"visit {secret}"
        client = scope.get("client")
        return f"address {client[0]}" if client else "address"

    def _outward(self, send: Send, *, is_static: bool) -> Send:
        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                is_kept = is_static and message["status"] == 200
                kept = (b"cache-control", (KEPT if is_kept else NEVER_KEPT).encode())
                ours = {name for name, _ in (*self._headers, kept)}
                theirs = [h for h in message["headers"] if bytes(h[0]).lower() not in ours]
                message["headers"] = [*theirs, *self._headers, kept]
            await send(message)

        return guarded


def _header(scope: "HTTPScope", name: bytes) -> str:
    return next((v.decode("latin-1") for n, v in scope["headers"] if n == name), "")


async def _plain(send: Send, status: int, text: str) -> None:
    body = text.encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    headers.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})
