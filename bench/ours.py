"""One timed question to Holdfast, in a process of its own: seconds, peak memory and count."""

import argparse

from domains import opposed_dossier, rectangles
from holdfast.bargain import frontier
from holdfast.dossier import Dossier
from measuring import measured
from opposed import opposed


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("method", choices=["frontier", "read", "rectangles"])
    options.add_argument("issues", type=int, nargs="?", default=0)
    options.add_argument("parties", type=int, nargs="?", default=2)
    asked = options.parse_args()
    # A small question first, so that what is imported on first use is not counted.
    answer(opposed_dossier(opposed(3, asked.parties)), is_read=True)
    if asked.method == "rectangles":
        from ortools.sat.python import cp_model  # noqa: F401

        dossier = rectangles()
    else:
        dossier = opposed_dossier(opposed(asked.issues, asked.parties))
    measured(lambda: answer(dossier, is_read=asked.method == "read"))


def answer(dossier: Dossier, *, is_read: bool = False) -> int:
    """The whole frontier with a package for each point, checked; its number of points.

    Packages are kept as columns, and each becomes an object when it is read.
    """
    found = frontier(dossier)
    assert found.proof.complete
    assert found.proof.checked
    return len([package.options for package in found.packages]) if is_read else found.count


if __name__ == "__main__":
    main()
