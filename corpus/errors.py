"""The errors that are safe to show to a user."""


class MinutebookError(Exception):
    """An expected failure, said in one sentence: what failed and what to do next."""


class UnreadablePaperError(MinutebookError):
    """A file that cannot become a document: encrypted, empty, scanned, damaged, or of an unknown kind."""
