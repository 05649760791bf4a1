"""Whether the parts of a dossier fit together; each check is one function, run on what was read.

A check yields what it refuses with the way to it. Whatever is in doubt already is left alone, so
that one slip raises one fault (``raise_faults``).
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from holdfast.dossier.day_after_checks import day_after_faults
from holdfast.dossier.day_after_counted import uncounted_faults
from holdfast.dossier.findings import Findings, KeyPath, Mention, Refusal, advice, listed, shown
from holdfast.dossier.model import Dossier, Pattern

Refused = Iterator[tuple[KeyPath, Refusal]]
WORD_LIMIT = 12


@dataclass(frozen=True, slots=True)
class Draft:
    """A dossier as far as it could be read, with what was found while reading it."""

    dossier: Dossier
    findings: Findings

    def ids(self, kind: str, issue: str = "") -> Mapping[str, object] | None:
        """The ids of a kind of thing; None when they are not known for certain."""
        if kind == "option":
            path: KeyPath = ("issues", issue, "options")
            known = self.dossier.issues.get(issue)
            if known is None or self.findings.is_torn or not self.findings.trusts(path):
                return None
            return known.options
        section = _SECTIONS[kind]
        whole: KeyPath = (section,)
        is_whole = not self.findings.is_torn and whole not in self.findings.partial
        if not is_whole or not self.findings.trusts(whole):
            return None
        found: Mapping[str, object] = getattr(self.dossier, section)
        return found


_SECTIONS = {
    "source": "sources",
    "evidence": "evidence",
    "party": "parties",
    "track": "tracks",
    "measure": "measures",
    "issue": "issues",
}


def raise_faults(draft: Draft) -> None:
    """Run every check; what they refuse goes into the draft's findings."""
    findings = draft.findings
    for mention, refusal in unknown_names(draft):
        findings.fault(refusal.at(mention.place, mention.path))
    for check in CHECKS:
        for path, refusal in check(draft):
            if findings.trusts_all_of(path):
                findings.fault(refusal.at(findings.place(path), path))


def unknown_names(draft: Draft) -> Iterator[tuple[Mention, Refusal]]:
    """Ids that name nothing in the dossier."""
    for mention in draft.findings.mentions:
        ids = draft.ids(mention.kind, mention.issue)
        if ids is None or mention.id in ids:
            continue
        refusal = _UNKNOWN[mention.kind]
        is_option = mention.kind == "option"
        subject = f"The issue {shown(mention.issue)} has" if is_option else "There is"
        what = f"{subject} {refusal.what} {shown(mention.id)}"
        do = "" if draft.findings.is_full else advice(mention.id, ids)
        yield mention, replace(refusal, what=what, do=do)


_UNKNOWN = {
    "source": Refusal("unknown-source", "no source", "the evidence leads nowhere", ""),
    "evidence": Refusal("unknown-evidence", "no evidence", "nothing stands behind this", ""),
    "party": Refusal("unknown-party", "no party", "nobody is meant", ""),
    "track": Refusal("unknown-track", "no track", "nobody works on the issue", ""),
    "measure": Refusal("unknown-measure", "no measure", "its amount has no unit", ""),
    "issue": Refusal("unknown-issue", "no issue", "what is said of it would never count", ""),
    "option": Refusal("unknown-option", "no option", "what is said of it would never count", ""),
}
"""What is refused of each kind; the names and what to do are put in for each case."""


def incomplete_orders(draft: Draft) -> Refused:
    """Orders that leave out an option or name one twice."""
    for party, view in draft.dossier.views.items():
        for issue, values in view.values.items():
            options = draft.ids("option", issue)
            if not values.order or options is None:
                continue
            path = ("views", party, "values", issue, "order")
            counts = Counter(option for group in values.order for option in group)
            ranks = {option: rank for rank, group in enumerate(values.order) for option in group}
            if missing := [option for option in options if option not in counts]:
                yield (
                    path,
                    Refusal(
                        "order-incomplete",
                        f"The order of {shown(issue)} leaves out {listed(missing)}",
                        "it is not known how good that would be",
                        "Name every option once, ties in a list of their own.",
                    ),
                )
            for option in (each for each, count in counts.items() if count > 1):
                yield (
                    (*path, ranks[option]),
                    Refusal(
                        "order-repeats",
                        f"The order of {shown(issue)} names {shown(option)} more than once",
                        "an option has one place in an order",
                        "Name every option once, ties in a list of their own.",
                    ),
                )


def repeated_ids(draft: Draft) -> Refused:
    """Links, or red lines of one view, with the same id."""
    lists: list[tuple[KeyPath, list[str]]] = [
        (("links",), [link.id for link in draft.dossier.links])
    ]
    for party, view in draft.dossier.views.items():
        lists.append((("views", party, "red_lines"), [line.id for line in view.red_lines]))
    for path, ids in lists:
        first: dict[str, int] = {}
        for index, id_ in enumerate(ids):
            here = (*path, index, "id")
            if not draft.findings.trusts(here):
                continue
            if id_ in first:
                place = draft.findings.place((*path, first[id_], "id"))
                yield (
                    here,
                    Refusal(
                        "duplicate-id",
                        f"The id {shown(id_)} is given twice, first in {place}",
                        "results could not say which of the two they mean",
                        "Give each an id of its own.",
                    ),
                )
            first.setdefault(id_, index)


def bars_on_everything(draft: Draft) -> Refused:
    """Links and ``never`` lines that alone rule out every package."""
    bars: list[tuple[KeyPath, Pattern]] = [
        (("links", index, "never"), link.never) for index, link in enumerate(draft.dossier.links)
    ]
    for party, view in draft.dossier.views.items():
        for index, line in enumerate(view.red_lines):
            path: KeyPath = ("views", party, "red_lines", index)
            if line.price is None and draft.findings.trusts((*path, "price")):
                bars.append(((*path, "never"), line.never))
    for path, never in bars:
        options = {issue: draft.ids("option", issue) for issue in never.options}
        if never.options and all(
            ids is not None and ids.keys() <= set(never.options[issue])
            for issue, ids in options.items()
        ):
            yield (
                path,
                Refusal(
                    "bars-everything",
                    f"Every option of {listed(never.options)} is barred here",
                    "no package at all could be agreed",
                    "Leave at least one option open, or put a price on the line.",
                ),
            )


def long_quotations(draft: Draft) -> Refused:
    """Quotations of more than a dozen words, or of none."""
    for id_, evidence in draft.dossier.evidence.items():
        count = len(evidence.words.replace("...", " ").replace("\u2026", " ").split())
        path = ("evidence", id_, "words")
        if count > WORD_LIMIT:
            yield (
                path,
                Refusal(
                    "too-many-words",
                    f"{count} words are quoted, where a dozen are the most",
                    "more of another's text would be passed on than a quotation needs",
                    "Keep the words that matter, with ... for the rest; say it in your own words"
                    " under `says`.",
                ),
            )
        if evidence.words and not count:
            yield (
                path,
                Refusal(
                    "no-words",
                    "The quotation holds no word",
                    "nothing can be looked for in the source",
                    "Quote a few words exactly as they stand there, or remove the key.",
                ),
            )


def day_after_that_does_not_fit(draft: Draft) -> Refused:
    """What is wrong with the day after as a whole."""
    yield from day_after_faults(draft.dossier)
    if draft.dossier.day_after is not None:
        yield from uncounted_faults(draft.dossier.day_after, draft.findings)


CHECKS: tuple[Callable[[Draft], Refused], ...] = (
    incomplete_orders,
    repeated_ids,
    bars_on_everything,
    long_quotations,
    day_after_that_does_not_fit,
)
