"""Papers kept with the talks: parts of the dossier, and corrections of what was written."""

from pydantic.dataclasses import dataclass

from holdfast.talks.values import FROZEN, Hex, Id, Paper, Text


@dataclass(frozen=True, slots=True, kw_only=True, config=FROZEN)
class DossierPart:
    """A part of the dossier as its file's text; filed again under the same name, it is replaced.

    Whoever can open the compartment has it in the own dossier; nobody else has.
    """

    name: Id
    text: Paper

    @property
    def subject(self) -> str:
        """The part's name."""
        return self.name


@dataclass(frozen=True, slots=True, kw_only=True, config=FROZEN)
class Correction:
    """An entry of the same compartment no longer counts; it stays in the record.

    Only its own writer, or a mediator of the compartment, can strike it out.
    """

    entry: Hex
    why: Text

    @property
    def subject(self) -> str:
        """The entry that was struck out."""
        return self.entry
