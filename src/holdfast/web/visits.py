"""Visits: who is signed in, with keys in memory for as long as somebody is there."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from threading import Lock
from time import monotonic

from holdfast.desk.analysts import Analysts
from holdfast.desk.changes import Changed
from holdfast.desk.seats import Seat, Sight
from holdfast.desk.talks import OpenTalks
from holdfast.web.refusal import Refusal
from holdfast.web.settings import Settings

MOST_VISITS = 2_000


@dataclass
class Visit:
    """One browser in which somebody signed in; ``seat`` is None while it is locked.

    ``through`` is the delegation's account as which a mediator looks; ``token`` is what every form
    of the visit carries. ``work`` is what its pages remember between requests, by page;
    ``analysts`` do what takes long. Whoever changes what a page remembers holds ``changing`` from
    reading it on: of two changes at once neither undoes the other.
    """

    name: str
    seat: Seat | None = field(repr=False)
    began: float
    seen: float
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    through: str = ""
    work: dict[str, object] = field(default_factory=dict, repr=False)
    analysts: Analysts = field(default_factory=Analysts, repr=False)
    changing: Lock = field(default_factory=Lock, repr=False)

    @property
    def is_locked(self) -> bool:
        """True when its keys are gone until the passphrase is given again."""
        return self.seat is None

    @property
    def is_masked(self) -> bool:
        """True while a mediator looks as a delegation."""
        return bool(self.through)

    def sight(self, until_ms: int = 0) -> Sight:
        """What this visit shows now."""
        if self.seat is None:
            raise Refusal(401, "locked")
        return self.seat.look(self.through, until_ms)

    def changed_since(self, since_ms: int) -> tuple[Changed, ...]:
        """What was corrected since, as far as this visit shows it."""
        if self.seat is None:
            raise Refusal(401, "locked")
        return self.seat.changed_since(since_ms, self.through)

    @property
    def talks(self) -> OpenTalks:
        """The talks as the account has them, to be written to; never restricted."""
        if self.seat is None:
            raise Refusal(401, "locked")
        return self.seat.talks

    def keep(self, page: str, what: object) -> None:
        """Remember it for a page; not where the visit was locked while it was being worked out."""
        self.work[page] = what
        if self.is_locked:
            self.work.pop(page, None)

    def lock(self) -> None:
        """Forget keys, and everything that was computed with them."""
        self.seat = None
        self.work.clear()


class Visits:
    """All visits, by a digest of the secret in their cookie."""

    def __init__(self, settings: Settings, clock: Callable[[], float] = monotonic) -> None:
        self.analysts = Analysts(settings.analysts)
        self._settings = settings
        self._clock = clock
        self._visits: dict[bytes, Visit] = {}
        self._lock = Lock()

    def begin(self, seat: Seat) -> tuple[str, Visit]:
        """A new visit, and the secret for its cookie."""
        secret = secrets.token_urlsafe(32)
        now = self._clock()
        visit = Visit(seat.name, seat, now, now, analysts=self.analysts)
        with self._lock:
            self._sweep(now)
            if len(self._visits) >= MOST_VISITS:
                oldest = min(self._visits, key=lambda key: self._visits[key].seen)
                del self._visits[oldest]
            self._visits[_key(secret)] = visit
        return secret, visit

    def find(self, secret: str, *, is_touch: bool = True) -> Visit | None:
        """The visit that a cookie's secret belongs to, locked if nobody was there for too long."""
        now, key = self._clock(), _key(secret)
        with self._lock:
            if key in self._visits:
                self._age(key, now)
            visit = self._visits.get(key)
            if visit is not None and is_touch:
                visit.seen = now
        return visit

    def unlock(self, visit: Visit, seat: Seat) -> None:
        """Somebody gave the passphrase again."""
        visit.seat = seat
        visit.seen = self._clock()

    def end(self, secret: str) -> None:
        """Forget a visit whole."""
        with self._lock:
            visit = self._visits.pop(_key(secret), None)
        if visit is not None:
            visit.lock()

    def sweep(self) -> None:
        """Lock what is idle and end what is old; called from time to time."""
        with self._lock:
            self._sweep(self._clock())

    def _sweep(self, now: float) -> None:
        for key in list(self._visits):
            self._age(key, now)

    def _age(self, key: bytes, now: float) -> None:
        """Lock a visit that is idle, and end one that is old."""
        visit = self._visits[key]
        if now - visit.began > self._settings.longest_seconds:
            visit.lock()
            del self._visits[key]
        elif not visit.is_locked and now - visit.seen > self._settings.idle_seconds:
            visit.lock()


def _key(secret: str) -> bytes:
    return sha256(secret.encode()).digest()
