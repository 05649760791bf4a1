"""How long a mediator waits for the answers to the talks of the example, one step in a process."""

import argparse
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from measuring import measured

TALKS = Path(__file__).parents[1] / "examples" / "abu-dhabi" / "dossier.yaml"

STEPS = {
    "help": "the command starts: holdfast --help",
    "read": "the dossier is read",
    "zone": "zone",
    "frontier": "frontier",
    "settlements": "all settlements, frontier included",
    "redlines": "every red line's price and elasticity",
    "trades": "trades from a draft",
    "views": "1,000 admissible views: who accepts what",
    "outlook": "1,000 admissible views: each worked out anew",
    "again": "one number changed: zone, frontier, settlements",
    "all": "all of these together, but for the outlook",
    "brief": "the command: holdfast brief, from start to end",
}


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("step", choices=list(STEPS))
    step = options.parse_args().step
    if step in {"help", "brief"}:
        arguments = ["--help"] if step == "help" else ["brief", str(TALKS)]
        measured(lambda: _command(*arguments))
        return
    work = _work(step)
    measured(work)


def _command(*arguments: str) -> int:
    holdfast = Path(sys.executable).with_name("holdfast")
    # The brief is written where it is asked for.
    with TemporaryDirectory() as place:
        asked = [holdfast, *arguments]
        return subprocess.run(asked, capture_output=True, check=False, cwd=place).returncode


def _work(step: str) -> Callable[[], int]:
    """The step as a function; what it needs is imported and read before it is timed."""
    from holdfast.bargain import frontier, settlements, zone
    from holdfast.bargain.outlook import outlook
    from holdfast.bargain.red_lines import red_lines
    from holdfast.bargain.robustness import robustness
    from holdfast.bargain.trades import trades
    from holdfast.dossier import read

    dossier = read(TALKS)
    draft = {name: next(iter(issue.options)) for name, issue in dossier.issues.items()}

    def again() -> int:
        zone(dossier)
        return len(settlements(dossier, frontier=frontier(dossier)))

    def all_of_them() -> int:
        red_lines(dossier)
        trades(dossier, draft)
        robustness(dossier)
        return again()

    return {
        "read": lambda: len(read(TALKS).issues),
        "zone": lambda: zone(dossier).count,
        "frontier": lambda: frontier(dossier).count,
        "settlements": lambda: len(settlements(dossier)),
        "redlines": lambda: bool(red_lines(dossier)),
        "trades": lambda: bool(trades(dossier, draft)),
        "views": lambda: bool(robustness(dossier)),
        "outlook": lambda: bool(outlook(dossier)),
        "again": again,
        "all": all_of_them,
    }[step]


if __name__ == "__main__":
    main()
