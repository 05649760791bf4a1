"""The page of red lines: what is said of crossing one agrees with what its owner says it costs."""

from dataclasses import replace
from pathlib import Path

from holdfast.dossier import Dossier, Pattern, Range, RedLine
from workbenches import browsing, cheap_house, small_talks


def with_price(dossier: Dossier, price: int) -> Dossier:
    """The north keeps the dam where it is, at a price, which leaves the south too little."""
    line = RedLine("stays", Pattern({"dam": ("move", "share")}), Range.exactly(price))
    north = replace(dossier.views["north"], red_lines=(line,))
    return replace(dossier, views={**dossier.views, "north": north})


def page(folder: Path, price: int) -> str:
    """What the mediator reads."""
    folder.mkdir()
    with browsing(cheap_house(folder, with_price(small_talks(no_deal="55"), price))) as browser:
        return browser.enter("Mediator").get("/red-lines/whole").text


def test_a_line_that_costs_something_is_not_said_to_be_no_loss_alone(tmp_path: Path) -> None:
    """The cost is named, and what crossing is compared with; without one it is no loss."""
    told = page(tmp_path / "cost", 4)
    assert "At a cost of 4 to its owner, crossing it is still no worse than no deal." in told
    assert "no loss, the 4 that crossing costs taken off" in told
    assert "the 4 that crossing costs taken off, no less than by walking away" in told
    assert "Crossing it is no loss to its owner.</span>" not in told
    assert "Crossing it is no loss to its owner.</span>" in page(tmp_path / "free", 0)
