"""What files of any format come to: issues, and for each party a sheet of what they are worth.

Every importer ends here, so that ids, sources, evidence and exactness are made in one place.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from holdfast.dossier.model import Dossier, Role
from holdfast.errors import Fault
from holdfast.exchange.figures import read_figure
from holdfast.exchange.files import File

MOST_OPTIONS = 5_000
"""The most options of one issue; more could neither be discussed nor shown."""

MOST_JOINED = 2_000_000
"""The most options that the combinations of one party's sheet may name, all taken together."""


@dataclass(frozen=True, slots=True)
class Imported:
    """A dossier made from files of another program, and what its reader should know of the making.

    ``warnings`` go file by file and line by line; empty when all was read as it stands.
    """

    dossier: Dossier
    warnings: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """One issue under the names that the other program gave it and its options.

    ``about`` and ``says`` (by the option's place) are its descriptions of them; ``numbers`` holds
    the number that an option is, None for one that is a name.
    """

    name: str
    options: tuple[str, ...]
    track: str = ""
    about: str = ""
    says: Mapping[int, str] = field(default_factory=dict)
    numbers: tuple[Fraction | None, ...] = field(default=(), init=False, repr=False)
    _places: dict[str | Fraction, int] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "numbers", tuple(map(read_figure, self.options)))
        for place, (option, number) in enumerate(zip(self.options, self.numbers, strict=True)):
            self._places.setdefault(option, place)
            if number is not None:
                self._places.setdefault(number, place)

    def place_of(self, option: str) -> int | None:
        """The place of an option by its name, or by its number where both are numbers."""
        place = self._places.get(option)
        number = read_figure(option) if place is None else None
        return place if number is None else self._places.get(number)


@dataclass(frozen=True, slots=True)
class Joint:
    """Points for a combination: for each topic (by its place), any of the options (by theirs)."""

    when: Mapping[int, tuple[int, ...]]
    points: Fraction


@dataclass(frozen=True, slots=True)
class Sheet:
    """What packages are worth to one party: the sum of weight x worth, the joints and a constant.

    ``weights`` and ``worths`` go by a topic's place, worths then by the option's. ``no_deal`` is on
    the same scale, None when the file does not say.
    """

    party: str
    file: File
    weights: Mapping[int, Fraction] = field(default_factory=dict)
    worths: Mapping[int, Mapping[int, Fraction]] = field(default_factory=dict)
    joints: tuple[Joint, ...] = ()
    constant: Fraction = Fraction(0)
    no_deal: Fraction | None = None
    about: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """One negotiation as files tell it; ``origin`` names its issues, ``role`` is every party's."""

    title: str
    about: str
    origin: File
    topics: tuple[Topic, ...]
    sheets: tuple[Sheet, ...]
    role: Role = Role.PRINCIPAL
