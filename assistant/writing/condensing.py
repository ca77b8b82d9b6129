"""A follow-up said so that it stands alone, by a language model; the rules' own question is the fallback."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.records import Query, Turn
from assistant.support.likeness import figures, words
from assistant.writing.llm import LanguageModel
from assistant.writing.writing import neutral
from corpus.errors import MinutebookError
from corpus.words import stems
from prompts.library import load

# How much of the conversation is told: the last turns, and of each answer its beginning.
TURNS_TOLD = 4
ANSWER_TOLD = 400
# A question is one sentence; what is longer is an answer or a lecture.
LONGEST = 60
_NAME = re.compile(r"(?<=[\w,;] )[A-Z][\w'’-]+")
_LABELS = re.compile(r"\s*\[\d{1,3}\]")


def condense(query: Query, turns: Sequence[Turn], model: LanguageModel) -> Query:
    """Let a model write the question that is searched, where the last one leans on what was said before.

    What it writes is used only if it is one question that adds no name and no figure to the conversation; else,
    and where the model fails, the query stays as it is.
    """
    if not turns or not query.carried:
        return query
    told = turns[-TURNS_TOLD:]
    lines = [line for turn in told for line in (f"Question: {turn.question}", f"Answer: {_begun(turn.answer)}")]
    conversation = "\n".join(neutral(line) for line in lines)
    filled = load("condense").fill({"conversation": conversation, "question": neutral(query.asked)})
    try:
        written = " ".join(model.reply(filled).split()).strip('"“” ')
    except MinutebookError:  # the question is understood by rule, and the answer will say what failed
        return query
    return replace(query, text=written) if _is_sound(written, query, told) else query


def _is_sound(written: str, query: Query, turns: Sequence[Turn]) -> bool:
    said = " ".join((query.asked, *(f"{turn.question} {turn.answer}" for turn in turns)))
    named = {word for name in _NAME.findall(written) for word in words(name)}
    return (
        0 < len(written.split()) <= LONGEST
        and figures(written) <= figures(said)
        and named <= set(words(said))
        and bool(set(stems(written)) & set(stems(said)))
    )


def _begun(answer: str) -> str:
    return _LABELS.sub("", answer)[:ANSWER_TOLD]
