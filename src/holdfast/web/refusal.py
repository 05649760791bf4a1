"""What is refused, as a short word that the pages put into sentences."""


class Refusal(Exception):  # noqa: N818  it is an answer, not a defect
    """A call that is not answered with what it asked for.

    ``reason`` names the sentence that says why, in ``texts``; nothing else is told.
    """

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason
