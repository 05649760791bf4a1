"""One timed question to NegMAS, in a process of its own: seconds, peak memory and count."""

import argparse

from negmas.outcomes import make_issue, make_os
from negmas.preferences import LinearAdditiveUtilityFunction, TableFun, pareto_frontier
from negmas.preferences.pareto_sampler import MOBANOSParetoSampler

from measuring import measured
from opposed import Worths, opposed


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("method", choices=["frontier", "mobanos"])
    options.add_argument("issues", type=int)
    options.add_argument("parties", type=int)
    asked = options.parse_args()
    # A small question first, so that what is compiled on first use is not counted.
    answer(asked.method, opposed(3, asked.parties))
    worths = opposed(asked.issues, asked.parties)
    measured(lambda: answer(asked.method, worths))


def answer(method: str, worths: Worths) -> int:
    """Ask NegMAS; building its ufuns is timed, as compiling a dossier is for Holdfast."""
    issues = [
        make_issue([str(option) for option in range(len(own))], f"i{n}")
        for n, own in enumerate(worths[0])
    ]
    space = make_os(issues)
    ufuns = [
        LinearAdditiveUtilityFunction(
            values=[TableFun({str(o): float(v) for o, v in enumerate(own)}) for own in rows],
            weights=[1.0] * len(rows),
            outcome_space=space,
        )
        for rows in worths
    ]
    if method == "frontier":
        return len(set(pareto_frontier(ufuns, issues=issues)[0]))
    sampler = MOBANOSParetoSampler()
    sampler.init(ufuns[0], ufuns[1])
    return len({(ufuns[0](o), ufuns[1](o)) for o in sampler.pareto_outcomes()})


if __name__ == "__main__":
    main()
