"""What there is to choose from in a form of the table, for whoever fills it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from holdfast.desk.act import Field, Of
from holdfast.desk.viewer import Viewer
from holdfast.dossier import Terms
from holdfast.talks.rounds import Form, Round
from holdfast.talks.setting import Purpose
from holdfast.talks.settled import Level
from holdfast.talks.sought import Grade, Paper
from holdfast.talks.tasks import open_tasks
from holdfast.talks.values import Caveat


@dataclass(frozen=True)
class Choice:
    """One of them; ``title`` is empty where the pages have a text of their own for it."""

    value: str
    title: str = ""
    group: str = ""

    @property
    def group_id(self) -> str:
        """The issue of an option, where its value names both."""
        return self.value.partition(":")[0]


OWN_WORDS = frozenset({"party", "sender", "owner"})
OTHERS = frozenset({"to", "may_go_to"})


def choices(viewer: Viewer, field: Field) -> tuple[Choice, ...]:
    """What there is to choose from in a field; empty where it is no choice.

    A delegate speaks for the own party alone, and of others as those it speaks to.
    """
    if field.of is None:
        return ()
    found = tuple(each for each in _CHOICES[field.of](viewer) if each.value not in field.but)
    if viewer.is_mediator:
        return found
    if field.name in OWN_WORDS:
        return tuple(each for each in found if each.value == viewer.party)
    if field.name in OTHERS:
        return tuple(each for each in found if each.value != viewer.party)
    return found


def _sides(viewer: Viewer) -> Iterator[Choice]:
    for party in viewer.own_rooms():
        yield Choice(party, viewer.party_name(party))


def _owners(viewer: Viewer) -> Iterator[Choice]:
    for party in viewer.at_the_table():
        yield Choice(party, viewer.party_name(party))


def _signers(viewer: Viewer) -> Iterator[Choice]:
    for party in viewer.signers():
        yield Choice(party, viewer.party_name(party))


def _rooms(viewer: Viewer) -> Iterator[Choice]:
    for name, compartment in viewer.rooms.items():
        yield Choice(name, viewer.record.charters[compartment].title)


def _issues(viewer: Viewer) -> Iterator[Choice]:
    for issue in viewer.dossier.issues.values() if viewer.dossier else ():
        yield Choice(issue.id, issue.title)


def _settled(viewer: Viewer) -> Iterator[Choice]:
    for issue in viewer.dossier.issues.values() if viewer.dossier else ():
        for option in issue.options.values():
            yield Choice(f"{issue.id}:{option.id}", option.title, issue.title)


def _levels(viewer: Viewer) -> Iterator[Choice]:
    for issue in viewer.dossier.issues.values() if viewer.dossier else ():
        for level in (Level.AD_REFERENDUM, Level.AGREED):
            yield Choice(f"{issue.id}:{level}", "", issue.title)


def _tasks(viewer: Viewer) -> Iterator[Choice]:
    for owed in open_tasks(viewer.record):
        task = owed.task.content
        yield Choice(task.id, f"{task.title} ({viewer.party_name(task.owner)})")


def _tracks(viewer: Viewer) -> Iterator[Choice]:
    for track in viewer.dossier.tracks.values() if viewer.dossier else ():
        yield Choice(track.id, track.title)


def _rounds(viewer: Viewer) -> Iterator[Choice]:
    for entry in viewer.record.latest(Round):
        if viewer.record.charters[entry.compartment].purpose is Purpose.JOINT:
            yield Choice(entry.content.id, entry.content.title)


_CHOICES: Mapping[Of, Callable[[Viewer], Iterator[Choice]]] = MappingProxyType(
    {
        Of.SIDES: _sides,
        Of.OWNERS: _owners,
        Of.SIGNERS: _signers,
        Of.ROOMS: _rooms,
        Of.ISSUES: _issues,
        Of.SETTLED: _settled,
        Of.LEVELS: _levels,
        Of.TASKS: _tasks,
        Of.TRACKS: _tracks,
        Of.ROUNDS: _rounds,
        Of.CAVEATS: lambda _: (Choice(each) for each in Caveat),
        Of.GRADES: lambda _: (Choice(each) for each in Grade),
        Of.PAPERS: lambda _: (Choice(each) for each in Paper),
        Of.FORMS: lambda _: (Choice(each) for each in Form),
        Of.TERMS: lambda _: (Choice(each) for each in Terms),
    }
)
