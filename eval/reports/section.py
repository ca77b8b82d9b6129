"""README's section "How good is it?": what was asked, the figures and what they mean, in everybody's words.

It is written from a run between two marks of the page, and can be read back, so that a test can hold it to the
truth.
"""

import re
from collections.abc import Sequence
from textwrap import fill

from corpus.errors import MinutebookError
from eval.reports.figures import Figure, of_run
from eval.runs import Run

BEGIN, END = "<!-- how good: begin -->", "<!-- how good: end -->"
# What the figures are called where nobody knows their names, in the order of what a reader asks first.
_QUESTIONS = {
    "answered": "questions that the papers answer get an answer",
    "refused": "questions that the papers do not answer are refused or asked back",
    "quotes_verbatim": "quotes stand in the paper, to the letter, where the citation says",
    "figures_supported": "answers hold no figure that what they cite does not hold",
    "sentences_supported": "statements are carried, word for word, by what they cite",
    "answer_right": "answers hold everything that a right answer has to say, in their first words",
    "citation_recall": "passages that a right answer rests on are cited",
    "citation_precision": "citations are ones that a right answer rests on",
    "recall@750": "such passages are among the first 750 words found, about a page and a half",
    "stable_status": "questions put in other words, in short or with typing errors get the same decision",
    "repeatable": "questions asked twice get the same answer, to the letter",
    "commitments_found": "commitments that the papers record are found",
    "commitments_true": "of what is listed as agreed is a commitment",
}
_ROW = re.compile(r"^\| (?P<words>[^|]+) \| (?P<value>\d+) \| \d+ to \d+ \| (?P<n>\d+) \|$", re.MULTILINE)
# A kind of question is called strong or weak only where enough of them were asked.
_ENOUGH = 15
_WIDTH = 115


def written(run: Run) -> str:
    """Return the section for a run as Markdown, without its heading."""
    found = of_run(run)
    table = "| Out of 100 | so many | likely range | of how many |\n|---|---|---|---|\n"
    table += "\n".join(_row(words, one) for words, one in rows(found))
    return (
        "\n\n".join((fill(_asked(run), _WIDTH), table, fill(_meaning(found), _WIDTH), fill(_told(run), _WIDTH)))
        + "\n"
    )


def rows(found: Sequence[Figure]) -> list[tuple[str, Figure]]:
    """Return the figures that readers ask for first, in words, in that order."""
    whole = {one.name: one for one in found if not one.part}
    return [(words, whole[name]) for name, words in _QUESTIONS.items() if name in whole]


def _asked(run: Run) -> str:
    cases = [row.placed.case for row in run.rows]
    held, follow_ups = sum(case.held for case in cases), sum(len(case.turns) > 1 for case in cases)
    writer = f"written by {run.header.writer}" if run.header.writer else "made of the papers' own sentences"
    return f"""{len(cases)} questions were asked of the sample papers, {follow_ups} of them at the end of a
conversation. They were written beforehand, in the words of residents, members and officers, each with what a right
answer holds and where it stands; {held} were kept back and not looked at while the assistant was improved. The
answers were {writer}."""


def _meaning(found: Sequence[Figure]) -> str:
    return f"""The likely range says how far luck reaches: other questions of the same kind would give a figure
in there nineteen times out of twenty. {_strengths(found)} So a quote can be relied on to be the paper's, but that
it answers the question has to be read; and a question about something that the papers nearly say may be answered
beside the point."""


def _told(run: Run) -> str:
    header = run.header
    return f"""`python -m eval run` measures this again, without a network; `python -m eval report` shows every
question that went wrong; [eval/README.md](eval/README.md) says how to do both with papers and questions of your
own. Measured on papers `{header.papers}` with questions `{header.cases}` at commit
`{header.commit or "not known"}`."""


def into(page: str, words: str) -> str:
    """Return a page with the words between its two marks replaced.

    Raises MinutebookError where the page does not hold both marks.
    """
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        msg = f"The page has no place for the figures; put {BEGIN} and {END} on lines of their own."
        raise MinutebookError(msg)
    return f"{before}{BEGIN}\n\n{words}\n{END}{after}"


def stated(page: str) -> dict[str, tuple[int, int]]:
    """Return what a page states: by the name of each figure how many out of 100, and of how many."""
    names = {words: name for name, words in _QUESTIONS.items()}
    between = page.partition(BEGIN)[2].partition(END)[0]
    return {
        names[match["words"]]: (int(match["value"]), int(match["n"]))
        for match in _ROW.finditer(between)
        if match["words"] in names
    }


def rounded(figure: Figure) -> int:
    """Return how many out of 100 a figure is said to be."""
    return round(100 * figure.value)


def _row(words: str, one: Figure) -> str:
    return f"| {words} | {rounded(one)} | {100 * one.low:.0f} to {100 * one.high:.0f} | {one.n} |"


def _strengths(found: Sequence[Figure]) -> str:
    """Say which kinds of question come out best and worst, by the share answered with everything."""
    kinds = [
        one for one in found if one.name == "answer_right" and one.part.startswith("type: ") and one.n >= _ENOUGH
    ]
    if len(kinds) < 2:
        return ""
    ordered = sorted(kinds, key=lambda one: (-one.value, one.part))
    best, worst = ordered[0], ordered[-1]
    return f"""By kind of question, most answers hold everything where the kind is "{_kind(best)}" ({rounded(best)}
of 100), and fewest where it is "{_kind(worst)}" ({rounded(worst)} of 100)."""


def _kind(one: Figure) -> str:
    return one.part.removeprefix("type: ")
