"""The tab of papers: what is indexed, what was understood of one paper, and papers added and removed."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Literal

import gradio as gr

from assistant.access.people import LOCAL, Right, person_of
from assistant.access.uploads import Limits
from assistant.window.exempt import CHOICE, may_choose
from assistant.window.lists import library
from assistant.window.lists.commitments import problem
from assistant.window.lists.shelving import Shelf
from assistant.window.lists.understood import understood
from assistant.window.markup import Html, element, joined
from assistant.window.tabs.pieces import FORM, LISTING, SHOWING, WIDE, html
from corpus.errors import MinutebookError

OF_A_FOLDER = Limits(files=500)
"""So much may come at a time."""

_CHOOSING: tuple[tuple[str, Literal["multiple", "directory"], str], ...] = (
    ("Choose papers and add them", "multiple", "papers-add"),
    ("Choose a folder and add its papers", "directory", "papers-add-folder"),
)

if TYPE_CHECKING:
    from assistant.building import Assistant


def build(assistant: "Assistant") -> list[Any]:
    """Lay out the tab; returns the events after which other papers may be there than before."""
    catalogue, shelf = assistant.store.catalogue, Shelf(assistant)

    def listing(request: gr.Request, view: str, words: str, exempt: bool) -> Html:
        scope = shelf.seen(person_of(request), exempt)
        return library.shown(view, words, catalogue.documents(scope), catalogue.meetings(scope))

    def one_paper(request: gr.Request, source: str, exempt: bool) -> Html:
        scope = shelf.seen(person_of(request), exempt)
        try:
            stored = shelf.stored(source, scope)
            return understood(catalogue.document(stored.id, scope), stored)
        except MinutebookError as error:
            return problem(error)

    with gr.Tab("Papers") as tab:
        html(library.welcome(), "papers-welcome", WIDE)
        with gr.Row(elem_id="papers-filters", elem_classes=[FORM, WIDE]):
            words = gr.Textbox(label="Find (title, body, file, kind or date)", max_lines=1)
            view = gr.Radio(list(library.VIEWS), value=library.LIST, label="Show")
        with gr.Row(elem_id="papers-exempt-row", elem_classes=[FORM, WIDE], visible=False) as choosing:
            exempt = gr.Checkbox(label=CHOICE, elem_id="papers-include-exempt")
        with gr.Row(elem_id="papers-show-row", elem_classes=[FORM, WIDE]):
            show = gr.Button("Show papers", variant="primary", elem_id="papers-show")
        listed = html("", "papers-list", WIDE)
        asked = [view, words, exempt]
        showing = [tab.select, show.click, words.submit, view.change, exempt.change]
        gr.on(showing, listing, asked, listed, **LISTING)
        with gr.Row(elem_id="papers-one", elem_classes=[FORM, WIDE]):
            source = gr.Textbox(label="File of one paper", max_lines=1, elem_id="paper-reference")
            opened = gr.Button("Show what was understood", elem_id="paper-open")
        one = html("", "paper-detail", WIDE)
        gr.on([opened.click, source.submit], one_paper, [source, exempt], one, **LISTING)
        exempt.change(lambda: "", None, one, **SHOWING)  # what is shown may not be among what is listed
        with gr.Column(elem_id="papers-officers", elem_classes=[FORM, WIDE], visible=False) as officers:
            changed = [*_changing(shelf, source, exempt), *_adding(shelf)]
            with gr.Row(visible=False) as local:
                changed.append(_reading_folder(shelf))
        for event in changed:
            event.then(listing, asked, listed, **SHOWING)

        def opening(request: gr.Request) -> tuple[Any, ...]:
            person = person_of(request)
            seen = person.may(Right.PAPERS), person == LOCAL, may_choose(person, assistant.settings)
            return tuple(gr.update(visible=one) for one in seen)

        tab.select(opening, None, [officers, local, choosing], **SHOWING)
    return changed


def _changing(shelf: Shelf, source: gr.Textbox, exempt: gr.Checkbox) -> list[Any]:
    """Lay out what may be done with the paper that is shown."""
    html(element("h3", "Read the paper named above again, or remove it"), "papers-change-title")
    with gr.Row():
        again = gr.Button("Read it again", elem_id="paper-again")
        sure = gr.Checkbox(label="Yes, remove it from the index", elem_id="paper-sure")
        gone = gr.Button("Remove it", elem_id="paper-remove")
    outcome = html("", "paper-outcome")

    def reading(request: gr.Request, name: str, withheld: bool) -> Iterator[Html]:
        yield from _told(shelf.read_again(person_of(request), name, exempt=withheld))

    def removing(request: gr.Request, name: str, withheld: bool, ticked: bool) -> tuple[Html, bool]:
        try:
            return shelf.remove(person_of(request), name, sure=ticked, exempt=withheld), False
        except MinutebookError as error:
            return problem(error), ticked

    return [
        again.click(reading, [source, exempt], outcome, **SHOWING),
        gone.click(removing, [source, exempt, sure], [outcome, sure], **SHOWING),
    ]


def _adding(shelf: Shelf) -> list[Any]:
    """Lay out what adds papers."""
    html(_adding_title(), "papers-add-title")
    exempt = gr.Checkbox(label="They are exempt from publication: withhold them", elem_id="papers-exempt")
    # Gradio's own field for files nests a control in another, which screen readers cannot tell.
    with gr.Row():
        add, whole = [
            gr.UploadButton(label, file_count=count, type="filepath", elem_id=elem_id, size="lg")
            for label, count, elem_id in _CHOOSING
        ]
    outcome = html("", "papers-outcome")

    def adding(request: gr.Request, chosen: list[str] | None, withheld: bool) -> Iterator[Html]:
        yield from _told(shelf.add(person_of(request), chosen or [], exempt=withheld, limits=OF_A_FOLDER))

    return [one.upload(adding, [one, exempt], outcome, **SHOWING) for one in (add, whole)]


def _reading_folder(shelf: Shelf) -> Any:
    """Lay out what reads a folder of this machine."""
    with gr.Column():
        folder = gr.Textbox(label="A folder on this machine, read where it lies", max_lines=1)
        read = gr.Button("Read this folder", elem_id="papers-folder-read")
        outcome = html("", "papers-folder-outcome")

    def reading(request: gr.Request, named: str) -> Iterator[Html]:
        yield from _told(shelf.add_folder(person_of(request), named))

    return gr.on([read.click, folder.submit], reading, folder, outcome, **SHOWING)


def _adding_title() -> Html:
    kinds = (
        "PDF, Word, HTML, Markdown and text files are read. They are kept in Minutebook's own folder. A folder is "
        "taken with the folders in it; what is no paper there is passed over."
    )
    return joined([element("h3", "Add papers"), element("p", kinds)])


def _told(happening: Iterator[Html]) -> Iterator[Html]:
    """Yield what happens, and at last why it could not, where it could not."""
    try:
        yield from happening
    except MinutebookError as error:
        yield problem(error)
