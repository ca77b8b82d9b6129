"""The errors that are safe to show to a user."""


class MinutebookError(Exception):
    """An expected failure, said in one sentence: what failed and what to do next."""

    def __init__(self, said: str = "") -> None:
        # Names and values that are quoted in it may hold the ends of lines.
        super().__init__(" ".join(said.splitlines()))


class UnreadablePaperError(MinutebookError):
    """A file that cannot become a document: encrypted, empty, scanned, damaged, or of an unknown kind."""
