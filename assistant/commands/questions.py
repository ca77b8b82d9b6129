"""The commands that ask: ask and search, one question or a batch."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.commands import options
from corpus.errors import MinutebookError

if TYPE_CHECKING:
    from assistant.building import Assistant
    from assistant.records import Answer
    from assistant.terminal.batch import BadLine, Request
    from assistant.terminal.printing import AnswerLine, SearchLine
    from indexes.records import Hit

LIMIT = 50
SHOWN = 10  # passages on a screen where no --limit is given


def ask(
    question: Annotated[str | None, typer.Argument(help="The question, in quotes.", show_default=False)] = None,
    batch: options.Batch = None,
    body: options.Body = None,
    date_from: options.From = None,
    date_to: options.To = None,
    source: options.Source = None,
    kind: options.Kind = None,
    speaker: options.Speaker = None,
    exempt: options.Exempt = False,
    as_json: options.Json = False,
    data: options.Data = None,
    verbose: options.Verbose = False,
) -> None:
    """Answer a question from the papers, each sentence cited to its page."""
    _one_or_batch(question, batch, 'minutebook ask "When was the plan agreed?"')
    filters = options.make_filters(body, date_from, date_to, source, kind, speaker)
    settings = options.start(data, verbose=verbose)
    scope, person = options.scope_of(settings, exempt=exempt), options.operator()
    with options.opened_with_papers(settings) as assistant:
        from assistant.terminal import batch as batches
        from assistant.terminal import display, printing

        text_of = options.texts_of(assistant, scope)

        def answers(request: "Request") -> "Iterator[Answer]":
            where, answer = options.narrowed(request.filters, filters), None
            for answer in assistant.asking(request.turns, request.words, where, scope):
                yield answer
            assistant.note(person, "ask", request.words, answer.status if answer else "failed", scope)

        def respond(request: "Request") -> "AnswerLine":
            *_, answer = answers(request)
            return printing.answer_line(answer, request.id, text_of)

        if batch is not None:
            _run_batch(batches.read_questions(batch), respond, assistant)
        elif as_json:
            typer.echo(printing.to_json(respond(batches.Request(None, question or ""))))
        else:
            display.show_growing(options.console(), answers(batches.Request(None, question or "")))


def search(
    words: Annotated[str | None, typer.Argument(help="What to look for, in quotes.", show_default=False)] = None,
    batch: options.Batch = None,
    limit: Annotated[
        int | None,
        typer.Option("--limit", metavar="N", min=1, help=f"Most passages; {SHOWN} on a screen, {LIMIT} as JSON."),
    ] = None,
    body: options.Body = None,
    date_from: options.From = None,
    date_to: options.To = None,
    source: options.Source = None,
    kind: options.Kind = None,
    speaker: options.Speaker = None,
    exempt: options.Exempt = False,
    as_json: options.Json = False,
    data: options.Data = None,
    verbose: options.Verbose = False,
) -> None:
    """Find passages, best first."""
    _one_or_batch(words, batch, 'minutebook search "response times"')
    filters = options.make_filters(body, date_from, date_to, source, kind, speaker)
    settings = options.start(data, verbose=verbose)
    scope, person = options.scope_of(settings, exempt=exempt), options.operator()
    with options.opened_with_papers(settings) as assistant:
        from assistant.terminal import batch as batches
        from assistant.terminal import display, printing

        text_of = options.texts_of(assistant, scope)

        def found(request: "Request", most: int) -> "tuple[Hit, ...]":
            where = options.narrowed(request.filters, filters)
            hits = assistant.search(request.words, request.turns, where, request.limit or limit or most, scope)
            assistant.note(person, "search", request.words, "done", scope)
            return hits

        def respond(request: "Request") -> "SearchLine":
            started = time.perf_counter()
            hits = found(request, LIMIT)
            elapsed = (time.perf_counter() - started) * 1000
            return printing.search_line(hits, request.id, elapsed, text_of)

        if batch is not None:
            _run_batch(batches.read_searches(batch), respond, assistant)
        elif as_json:
            typer.echo(printing.to_json(respond(batches.Request(None, words or ""))))
        else:
            hits = found(batches.Request(None, words or ""), SHOWN)
            texts = [line["text"] for line in printing.hit_lines(hits, text_of)]
            display.show_hits(options.console(), hits, texts)


def _one_or_batch(words: str | None, batch: Path | None, example: str) -> None:
    """Check that there is one thing to do, in words that can be searched."""
    if words is not None and not words.isprintable() and any("\ud800" <= c <= "\udfff" for c in words):
        raise MinutebookError("The words are not in this terminal's encoding: use UTF-8.")
    if words is not None and batch is not None:
        raise MinutebookError("Give either one question or --batch IN.jsonl, not both.")
    if batch is None and not (words or "").strip():
        raise MinutebookError(f"There is nothing to look for: write it in quotes, as in {example}.")


def _run_batch(
    lines: "Iterator[Request | BadLine]", respond: "Callable[[Request], object]", assistant: "Assistant"
) -> None:
    """Answer each line as it comes, in order; a line that cannot be used gets its own error and the rest runs."""
    from assistant.terminal import batch as batches
    from assistant.terminal import printing

    assistant.embedder.load()  # here, so that the first line's time is that of a question
    bad = total = 0
    for line in lines:
        total += 1
        outcome = line if isinstance(line, batches.BadLine) else _responded(line, respond)
        if isinstance(outcome, batches.BadLine):
            bad += 1
            outcome = printing.error_line(outcome)
        typer.echo(printing.to_json(outcome))
    if bad:
        raise MinutebookError(
            f'{bad} of {total} lines could not be used: look for "status": "error" in the output.'
        )


def _responded(request: "Request", respond: "Callable[[Request], object]") -> object:
    from assistant.terminal.batch import BadLine

    try:
        return respond(request)
    except MinutebookError as error:
        return BadLine(request.id, str(error))
