"""What a mediator may want to know of a sound dossier; a notice never fails a check."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction

from holdfast.dossier.checks import Draft
from holdfast.dossier.day_after import NONE, Breach
from holdfast.dossier.findings import KeyPath, Mention, Refusal, listed, shown
from holdfast.dossier.model import Basis, Role, View
from holdfast.dossier.number import exact_decimal
from holdfast.errors import Fault

Noticed = Iterator[tuple[KeyPath, Refusal]]


def notices(draft: Draft) -> tuple[Fault, ...]:
    """Every notice, in the order of the files."""
    order = {file: rank for rank, file in enumerate(draft.findings.files)}
    found = [
        refusal.at(draft.findings.place(path), path)
        for notice in NOTICES
        for path, refusal in notice(draft)
    ]
    return tuple(sorted(found, key=lambda n: (order.get(n.place.file, 0), n.place.line)))


def assumed_figures(draft: Draft) -> Noticed:
    """Views with figures that nothing stands behind."""
    for party, view in draft.dossier.views.items():
        figures = list(_figures(view))
        assumed = sum(1 for basis in figures if basis.is_assumed)
        if assumed:
            yield (
                ("views", party),
                Refusal(
                    "assumed-figures",
                    f"{assumed} of the {len(figures)} figures in the view of {shown(party)} are"
                    " assumed",
                    "results that rest on them say so",
                    "Name the evidence under `because` or `numbers` where there is some.",
                ),
            )


def _figures(view: View) -> Iterator[Basis]:
    """Where each figure of a view comes from, one for each number that is written."""
    if view.no_deal is not None:
        yield view.no_deal_numbers
    for values in view.values.values():
        yield from (values.numbers for _ in range(1 + len(values.worth or values.order)))
    yield from (together.numbers for together in view.together)
    yield from (cost.numbers for cost in view.political_costs)
    yield from (line.numbers for line in view.red_lines if line.price is not None)


def partial_worths(draft: Draft) -> Noticed:
    """Options that are left out of an issue's worths, and so are worth 0."""
    for party, view in draft.dossier.views.items():
        for issue, values in view.values.items():
            options = draft.ids("option", issue) or ()
            if values.worth and (left := [each for each in options if each not in values.worth]):
                yield (
                    ("views", party, "values", issue, "worth"),
                    Refusal(
                        "partial-worth",
                        f"{shown(party)} says nothing of {listed(left)}",
                        "that is worth 0 to it",
                        "Name every option, if it is worth something else.",
                    ),
                )


def unviewed_issues(draft: Draft) -> Noticed:
    """Issues that no party has a view on."""
    viewed = {each.id for each in draft.findings.mentions if _is_in(each, "issue", "views")}
    for issue in draft.dossier.issues:
        if issue not in viewed:
            yield (
                ("issues", issue),
                Refusal(
                    "issue-without-view",
                    f"No party has a view on the issue {shown(issue)}",
                    "every option of it is as good as another",
                    "Give a party values, a red line or a stance on it, or leave it out.",
                ),
            )


def _is_in(mention: Mention, kind: str, section: str) -> bool:
    return mention.kind == kind and mention.path[0] == section


def unused_parts(draft: Draft) -> Noticed:
    """Evidence, sources, tracks and measures that nothing names."""
    named = {(each.kind, each.id) for each in draft.findings.mentions}
    for kind, (section, refusal) in _UNUSED.items():
        for id_ in getattr(draft.dossier, section):
            if (kind, id_) not in named:
                what = f"Nothing in the dossier names the {kind} {shown(id_)}"
                yield (section, id_), replace(refusal, what=what)


_NAME_IT = "Name it where it belongs, or leave it out."
_UNUSED = {
    "evidence": ("evidence", Refusal("evidence-unused", "", "it changes no result", _NAME_IT)),
    "source": ("sources", Refusal("source-unused", "", "it changes no result", _NAME_IT)),
    "track": ("tracks", Refusal("track-unused", "", "it changes no result", _NAME_IT)),
    "measure": ("measures", Refusal("measure-unused", "", "it changes no result", _NAME_IT)),
}


def silent_principals(draft: Draft) -> Noticed:
    """Principals without values, or with values and no no-deal value."""
    for party in draft.dossier.principals:
        view = draft.dossier.views.get(party)
        if view is None or not view.has_values:
            yield (
                ("parties", party),
                Refusal(
                    "principal-without-values",
                    f"Nothing says what packages are worth to {shown(party)}, a principal",
                    "it takes no part in the frontier",
                    "Give it a view with `values`.",
                ),
            )
        elif view.no_deal is None:
            yield (
                ("views", party),
                Refusal(
                    "no-deal-missing",
                    f"Nothing says what walking away is worth to {shown(party)}",
                    "every package that crosses none of its `never` lines counts as acceptable",
                    "Give its view a `no_deal`.",
                ),
            )


def no_deals_out_of_reach(draft: Draft) -> Noticed:
    """No-deal values above all that the view's own points can add up to."""
    for party, view in draft.dossier.views.items():
        if view.no_deal is not None and (most := _most(draft, view)) < view.no_deal.low:
            yield (
                ("views", party, "no_deal"),
                Refusal(
                    "no-deal-out-of-reach",
                    f"Walking away is worth at least {exact_decimal(view.no_deal.low)} to"
                    f" {shown(party)}, and no package more than {exact_decimal(most)}",
                    "nothing can be acceptable to it, and there is no zone",
                    "Look at its weights and its no-deal value again.",
                ),
            )


def _most(draft: Draft, view: View) -> Fraction:
    """A bound on what any package can be worth: everything at its best, and nothing that costs."""
    most = sum((max(each.worth.high, Fraction(0)) for each in view.together), Fraction(0))
    for issue, values in view.values.items():
        options = draft.dossier.issues[issue].options
        worths = [worth.high for worth in values.worth.values()] or [Fraction(100)]
        if values.worth and len(values.worth) < len(options):
            worths.append(Fraction(0))  # what an option that is not named is worth
        most += max(max(worths) * values.weight.low, max(worths) * values.weight.high) / 100
    return most


def few_principals(draft: Draft) -> Noticed:
    """A dossier in which fewer than two parties are principals."""
    if len(draft.dossier.principals) < 2:
        yield (
            ("parties",),
            Refusal(
                "few-principals",
                f"{len(draft.dossier.principals)} of the parties are principals",
                "results are drawn between all parties that have values",
                f"Give the role `{Role.PRINCIPAL.value}` to those whose dispute this is.",
            ),
        )


def crossed_stances(draft: Draft) -> Noticed:
    """Public stances that cross the party's own ``never`` line."""
    for party, view in draft.dossier.views.items():
        lines = [line for line in view.red_lines if line.price is None]
        for line in (each for each in lines if len(each.never.options) == 1):
            [(issue, barred)] = line.never.options.items()
            if issue in view.stances and view.stances[issue].option in barred:
                yield (
                    ("views", party, "stance", issue),
                    Refusal(
                        "stance-crosses-line",
                        f"{shown(party)} defends in public what its red line {shown(line.id)} bars",
                        "one of the two may not be meant",
                        "Look at both again.",
                    ),
                )


def sources_without_sum(draft: Draft) -> Noticed:
    """Sources with a file and no sum to know it by."""
    for source in draft.dossier.sources.values():
        if source.file and not source.sha256:
            yield (
                ("sources", source.id),
                Refusal(
                    "source-without-sum",
                    f"The source {shown(source.id)} has a file and no `sha256`",
                    "nobody can tell whether another copy is the same text",
                    "Add the sum that `sha256sum FILE` prints.",
                ),
            )


def watched_attacks(draft: Draft) -> Noticed:
    """Chances that an attack is seen, or is reported falsely: it is open by nature."""
    told = draft.dossier.day_after
    if told is None:
        return
    attacks = {id_ for id_, each in told.violations.items() if each.kind is Breach.ATTACK}
    for id_ in told.violations.keys() & attacks:
        own = told.violations[id_]
        for key, chance in (("seen", own.seen), ("false_alarm", own.false_alarm)):
            if chance != NONE:
                yield ("day_after", "violations", id_, key), _open(id_)
    for name, instrument in told.instruments.items():
        for key, chances in (("sees", instrument.sees), ("false_alarm", instrument.false_alarm)):
            for id_ in chances.keys() & attacks:
                yield ("day_after", "instruments", name, key, id_), _open(id_)


def _open(attack: str) -> Refusal:
    return Refusal(
        "attack-in-the-open",
        f"A chance is given that the attack {shown(attack)} is seen, or reported falsely",
        "the chance changes nothing: an attack is always seen, and never imagined",
        "Leave it out, or make it a violation of another kind.",
    )


NOTICES: tuple[Callable[[Draft], Noticed], ...] = (
    assumed_figures,
    partial_worths,
    unviewed_issues,
    unused_parts,
    silent_principals,
    no_deals_out_of_reach,
    few_principals,
    crossed_stances,
    sources_without_sum,
    watched_attacks,
)
