"""Sheets brought to what a dossier can hold: issues with a choice, numbers of finite length."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from math import gcd, lcm

from holdfast.exchange.figures import common_multiple, is_writable
from holdfast.exchange.files import File
from holdfast.exchange.findings import Findings
from holdfast.exchange.sheet import Joint, Sheet, Topic

MOST_TENFOLD = 40
"""How often points are multiplied by ten, at the most, to make their decimals short enough."""


def settle_single(sheet: Sheet, topics: Sequence[Topic]) -> Sheet:
    """The sheet without the topics that have one option: what they are worth becomes constant."""
    single = {place for place, topic in enumerate(topics) if len(topic.options) < 2}
    constant = sheet.constant + sum(
        sheet.weights[place] * worths.get(0, Fraction(0))
        for place, worths in sheet.worths.items()
        if place in single
    )
    joints = []
    for joint in sheet.joints:
        when = {place: options for place, options in joint.when.items() if place not in single}
        if when:
            joints.append(Joint(when, joint.points))
        else:
            constant += joint.points
    kept = {place: worths for place, worths in sheet.worths.items() if place not in single}
    return replace(sheet, worths=kept, joints=tuple(joints), constant=constant)


def fit(sheets: Sequence[Sheet], origin: File, findings: Findings) -> list[Sheet]:
    """The sheets on the least common scale on which a dossier can hold every number.

    One scale for all, so that even an answer that adds up the points of different parties stays
    what it was.
    """
    whole = [_whole_worths(_turn_weights(sheet)) for sheet in sheets]
    multiple = common_multiple(figure for sheet in whole for figure in _figures(sheet))
    for tenfold in range(MOST_TENFOLD + 1):
        factor = multiple * 10**tenfold
        scaled = [_scale(sheet, factor) for sheet in whole]
        if all(is_writable(figure) for sheet in scaled for figure in _figures(sheet)):
            if factor > 1:
                what = "Some points have no decimals that a dossier can hold"
                why = f"those of all parties, no-deal values included, were multiplied by {factor}"
                do = "No answer depends on it."
                findings.warn("scaled", what, why, do, origin.at())
            return scaled
    what = "Some numbers are too long or too far apart for a dossier's decimals"
    why, do = "they would lose digits", "Round them in the files."
    findings.fault("number-too-long", what, why, do, origin.at())
    return list(sheets)


def _turn_weights(sheet: Sheet) -> Sheet:
    """Weights from zero up, as a dossier has them: where one is below, its worths turn instead."""
    turned = {place for place in sheet.worths if sheet.weights[place] < 0}
    return replace(
        sheet,
        weights={place: abs(weight) for place, weight in sheet.weights.items()},
        worths={
            place: {option: -worth for option, worth in worths.items()}
            if place in turned
            else worths
            for place, worths in sheet.worths.items()
        },
    )


def _whole_worths(sheet: Sheet) -> Sheet:
    """Worths that no dossier can hold, as whole numbers in the same proportion; weights make up."""
    weights, worths = dict(sheet.weights), dict(sheet.worths)
    for place, each in sheet.worths.items():
        if not all(is_writable(worth) for worth in each.values()):
            below = lcm(*(worth.denominator for worth in each.values()))
            above = gcd(*(int(worth * below) for worth in each.values()))
            worths[place] = {option: worth * below / above for option, worth in each.items()}
            weights[place] *= Fraction(above, below)
    return replace(sheet, weights=weights, worths=worths)


def _figures(sheet: Sheet) -> list[Fraction]:
    figures = [100 * sheet.weights[place] for place in sheet.worths]
    figures += [worth for worths in sheet.worths.values() for worth in worths.values()]
    figures += [joint.points for joint in sheet.joints]
    figures.append(sheet.constant)
    return figures if sheet.no_deal is None else [*figures, sheet.no_deal]


def _scale(sheet: Sheet, factor: int) -> Sheet:
    return replace(
        sheet,
        weights={place: weight * factor for place, weight in sheet.weights.items()},
        joints=tuple(Joint(joint.when, joint.points * factor) for joint in sheet.joints),
        constant=sheet.constant * factor,
        no_deal=None if sheet.no_deal is None else sheet.no_deal * factor,
    )
