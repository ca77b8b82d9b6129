"""Candidate cases from what people said of answers in the window, for a person to finish.

What is right of an answer is kept: of a right one its words and its evidence, of one with the wrong evidence its
words. The points of a right answer are always left to a person, so that no draft passes for a case as it stands.
"""

import json
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ValidationError

from assistant.records import Status
from corpus.errors import MinutebookError
from corpus.records import Document
from eval.cases import CaseType
from eval.matching import places
from eval.metrics import statements


class Verdict(StrEnum):
    """What somebody said of an answer."""

    RIGHT = "right"
    WRONG_ANSWER = "wrong answer"
    WRONG_EVIDENCE = "wrong evidence"


class _Cited(BaseModel):
    source: str
    quote: str


class _Remark(BaseModel):
    question: str
    turns: tuple[str, ...] = ()
    answer: str = ""
    status: Status = Status.ANSWERED
    verdict: Verdict
    asked_at: str = ""
    note: str = ""
    citations: tuple[_Cited, ...] = ()


def drafts_of(file: Path, papers: Mapping[str, Document]) -> Iterator[str]:
    """Yield a draft as a JSON line for each remark of a file that ``minutebook feedback`` wrote.

    Raises MinutebookError where the file cannot be read or a line is no remark.
    """
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
        remarks = [_Remark.model_validate(json.loads(line)) for line in lines if line.strip()]
    except OSError as error:
        msg = f"The feedback {file} cannot be read ({error.strerror}); write it with `minutebook feedback`."
        raise MinutebookError(msg) from error
    except (ValueError, ValidationError) as error:
        msg = f"{file} holds a line that is no feedback ({error}); write it with `minutebook feedback`."
        raise MinutebookError(msg) from error
    for number, remark in enumerate(remarks, 1):
        yield _draft(number, remark, papers)


def _draft(number: int, remark: _Remark, papers: Mapping[str, Document]) -> str:
    answered, right = remark.status is Status.ANSWERED, remark.verdict is Verdict.RIGHT
    said = " ".join(words for words, _ in statements(remark.answer))
    case = {
        "id": f"feedback-{number:03d}",
        "type": (CaseType.FACT if answered or not right else CaseType.UNANSWERABLE).value,
        "turns": [*remark.turns, remark.question],
        "replies": [""] * len(remark.turns),
        "status": (remark.status if right else Status.ANSWERED).value,
        "answer": said if answered and remark.verdict is not Verdict.WRONG_ANSWER else "",
        "points": [],
        "evidence": [one.model_dump() for one in remark.citations if _stands(one, papers)] if right else [],
        "held": number % 2 == 0,
        "note": f"{remark.verdict.value.capitalize()}, said of the answer of {remark.asked_at}: {remark.note}",
    }
    return json.dumps(case | ({"standalone": ""} if remark.turns else {}), ensure_ascii=False)


def _stands(one: _Cited, papers: Mapping[str, Document]) -> bool:
    return one.source in papers and len(places(one.quote, papers[one.source].source.text)) == 1
