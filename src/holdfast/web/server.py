"""The workbench on a port: on this machine alone, or behind TLS."""

import logging
import re
import socket
import ssl
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from holdfast.desk.seats import House
from holdfast.errors import InputError, display_path
from holdfast.web.application import make_application
from holdfast.web.settings import loopback_settings, tls_settings

ANALYSTS = 2
"""As many as work at a time: one may be at something long while the other answers."""

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_ORIGIN = re.compile(r"https://([a-z0-9.-]+|\[[0-9a-f:]+\])(:[0-9]+)?")


@dataclass(frozen=True)
class Reach:
    """Where the workbench can be reached.

    ``origin`` is its public address where TLS ends before it, or at it with ``certificate`` and
    ``key``; empty on loopback. ``port`` 0 takes any that is free.
    """

    host: str = "127.0.0.1"
    port: int = 8765
    origin: str = ""
    certificate: Path | None = None
    key: Path | None = None
    idle_seconds: int = 15 * 60


def serve(house: House, reach: Reach, told: Callable[[str], None]) -> None:
    """Serve until stopped; ``told`` is given the address as soon as it answers.

    Raises:
        InputError: ``needs-tls`` where it would be reached from elsewhere without TLS;
            ``bad-certificate``; ``port-taken``; ``parts-missing``.
    """
    import uvicorn

    _hold_reach(reach)
    listener = _listener(reach)
    port = listener.getsockname()[1]
    settings = (
        tls_settings(reach.origin, idle_seconds=reach.idle_seconds)
        if reach.origin
        else loopback_settings(port, idle_seconds=reach.idle_seconds)
    )
    application = make_application(house, replace(settings, analysts=ANALYSTS))
    _log_to_the_terminal()
    config = uvicorn.Config(
        application,
        access_log=False,  # an address in a log would say who looked at what
        log_config=None,
        lifespan="on",
        server_header=False,
        date_header=False,
        # A server on this machine that ends TLS says for whom it asks; nobody else is believed.
        proxy_headers=bool(reach.origin) and reach.certificate is None,
        forwarded_allow_ips="127.0.0.1",
        ssl_certfile=str(reach.certificate) if reach.certificate else None,
        ssl_keyfile=str(reach.key) if reach.key else None,
        h11_max_incomplete_event_size=32 * 1024,
        timeout_keep_alive=15,
        limit_concurrency=512,
    )
    told(reach.origin or f"http://127.0.0.1:{port}")
    with listener:
        uvicorn.Server(config).run(sockets=[listener])


def is_free(port: int) -> bool:
    """True when nothing listens on a port of this machine."""
    try:
        _listener(Reach(port=port)).close()
    except InputError:
        return False
    return True


def _hold_reach(reach: Reach) -> None:
    if reach.origin and not _ORIGIN.fullmatch(reach.origin):
        message = (
            f"The address {reach.origin!r} is not one under https, so whoever listens on the way "
            "could read everything. Name the address that people use, without anything after the "
            "host, such as https://talks.example."
        )
        raise InputError(message, code="needs-tls")
    if reach.host not in LOOPBACK and not (reach.origin and reach.certificate and reach.key):
        message = (
            f"On {reach.host} the workbench would be reached from other machines without TLS. "
            "Give --address, --certificate and --key; or leave it on 127.0.0.1 and let a server "
            "that ends TLS pass requests on to it."
        )
        raise InputError(message, code="needs-tls")
    if (reach.certificate or reach.key) and not (reach.certificate and reach.key and reach.origin):
        message = (
            "A certificate serves with its key and under one address, and one of the three is "
            "missing. Give --certificate, --key and --address, such as https://talks.example."
        )
        raise InputError(message, code="needs-tls")
    if reach.certificate and reach.key:
        _hold_certificate(reach.certificate, reach.key)


def _hold_certificate(certificate: Path, key: Path) -> None:
    try:
        # A key under a passphrase would be asked for at the terminal: an empty one is refused.
        ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(
            certificate, key, password=""
        )
    except OSError as error:
        message = (
            f"{display_path(certificate)} and {display_path(key)} cannot be used for TLS "
            f"({error.strerror or 'not read'}). Both are files in PEM; the key has no passphrase, "
            "and is the one that belongs to the certificate."
        )
        raise InputError(message, code="bad-certificate") from error


def _listener(reach: Reach) -> socket.socket:
    family = socket.AF_INET6 if ":" in reach.host else socket.AF_INET
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((reach.host, reach.port))
        listener.listen(512)
    except (OSError, OverflowError) as error:
        listener.close()
        reason = getattr(error, "strerror", None) or "a port is a number up to 65535"
        message = (
            f"Port {reach.port} of {reach.host} cannot be used: {reason}. "
            "Name another with --port, or --port 0 for any that is free."
        )
        raise InputError(message, code="port-taken") from error
    return listener


def _log_to_the_terminal() -> None:
    """Defects are noted by kind and line of code on standard error; requests never are."""
    log = logging.getLogger("holdfast.web")
    if not log.handlers:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
        log.addHandler(handler)
        log.propagate = False
