"""What the sections of the format share: where a judgment comes from, which packages it is of."""

from holdfast.dossier.kinds import mention
from holdfast.dossier.model import ASSUMED, Basis, Pattern
from holdfast.dossier.record import As, Field, Or
from holdfast.dossier.shape import ListOf, MapOf

UNSAID = Basis(("unsaid",))
"""Stands where nothing is said of where figures come from, until the view as a whole is known."""

BASIS = Or(
    "assumed",
    ASSUMED,
    As(ListOf(mention("evidence"), or_one=True, least=1), Basis, lambda b: b.evidence),
)
PATTERN = As(
    MapOf(
        ListOf(mention("option"), or_one=True, least=1),
        "issues, each with an option or several",
        mention("issue"),
        1,
    ),
    Pattern,
    lambda pattern: pattern.options,
)

BECAUSE = Field(
    BASIS,
    "Where this judgment comes from: evidence ids, or `assumed`. Without it, it counts as assumed.",
    into="basis",
)
NUMBERS = Field(
    BASIS,
    "Where the figures come from, if from elsewhere than the judgment: evidence ids, or `assumed`.",
    absent=UNSAID,
)
