"""How the workbench is reached, and how long it stays open unattended."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Settings:
    """What depends on where the workbench runs.

    ``origins`` are the addresses under which browsers know it, such as ``https://talks.example``;
    a request that says it comes from elsewhere is refused. After ``idle_seconds`` without a request
    from its owner a visit is locked and its keys are forgotten; after ``longest_seconds`` it ends.
    Long work is done in ``analysts`` processes of its own; with none, in the one that serves pages.
    """

    origins: frozenset[str]
    cookie: str
    idle_seconds: int = 15 * 60
    longest_seconds: int = 12 * 3600
    body_bytes: int = 64 * 1024
    requests_a_minute: int = 600
    tries_a_minute: int = 30
    analysts: int = 0

    @property
    def hosts(self) -> frozenset[str]:
        """What the Host header may say."""
        return frozenset(origin.partition("://")[2] for origin in self.origins)

    @property
    def is_tls(self) -> bool:
        """True when browsers reach it over TLS alone."""
        return all(origin.startswith("https://") for origin in self.origins)


def loopback_settings(port: int, *, idle_seconds: int = 15 * 60) -> Settings:
    """For this machine alone, without TLS.

    The cookie's name holds the port, for browsers do not keep the cookies of two ports apart.
    """
    names = ("127.0.0.1", "localhost", "[::1]")
    origins = frozenset(f"http://{name}:{port}" for name in names)
    return Settings(origins, cookie=f"holdfast-{port}", idle_seconds=idle_seconds)


def tls_settings(origin: str, *, idle_seconds: int = 15 * 60) -> Settings:
    """For a public address behind TLS, such as ``https://talks.example``."""
    return Settings(frozenset({origin}), cookie="__Host-holdfast", idle_seconds=idle_seconds)
