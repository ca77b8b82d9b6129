"""Blocks into the two kinds of page that a committee website shows: one agenda item, or a whole meeting."""

import re
from collections.abc import Mapping, Sequence
from html import escape

from corpus.sample.markup import SPAN_LEFT, SPAN_UP, Block

PAGE = """<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<title>{title}</title>
<link rel="stylesheet" href="/site/committee.css">
<script>window.siteData = {{"section": "committees"}};</script>
</head>
<body>
<a class="skip" href="#main">Skip to main content</a>
<div class="cookies">We use cookies to count visits to this site. <a href="/cookies">Accept</a> <a href="/cookies">Choose</a></div>
<header><a href="/">{council}</a>
<form action="/search"><label>Search this site <input name="q"></label><button>Search</button></form></header>
<nav><ul><li><a href="/">Home</a></li><li><a href="/councillors">Your councillors</a></li>
<li><a href="/committees">Committees</a></li><li><a href="/calendar">Meetings calendar</a></li>
<li><a href="/decisions">Decisions</a></li><li><a href="/petitions">Petitions</a></li></ul></nav>
{breadcrumb}<main id="main">
{body}
</main>
<aside><h2>In this section</h2><ul><li><a href="/committees/browse">Browse meetings</a></li>
<li><a href="/subscribe">Subscribe to updates</a></li></ul><p>Share this page</p></aside>
<footer><p>Accessibility</p><p>Privacy notice</p><p>Published by {council}. All rights reserved.</p></footer>
</body>
</html>
"""  # noqa: E501 - a page of HTML
BULLET = "·" + "&nbsp;" * 6
EMPTY = "<p>&nbsp;</p>"


def render(blocks: Sequence[Block], settings: Mapping[str, str]) -> bytes:
    """Sets the blocks as a page; ``layout`` "meeting" puts the items in a table with their numbers beside them."""
    body = "\n".join(_body(blocks, settings))
    trail = settings.get("breadcrumb")
    breadcrumb = f'<div class="breadcrumb">{escape(trail)}</div>\n' if trail else ""
    page = PAGE.format(
        title=escape(settings["title"]), council=escape(settings["council"]), breadcrumb=breadcrumb, body=body
    )
    return page.encode()


def _body(blocks: Sequence[Block], settings: Mapping[str, str]) -> list[str]:
    lines: list[str] = []
    open_list, in_items = "", False
    for block in blocks:
        kind = {"bullet": "ul", "auto": "ol"}.get(block.kind, "")
        kind = "" if kind == "ul" and settings.get("bullets") == "symbol" else kind
        if kind != open_list:
            lines += [f"</{open_list}>"] * bool(open_list) + [f"<{kind}>"] * bool(kind)
            open_list = kind
        if block.kind == "item":
            lines += ["</td></tr>"] if in_items else ['<table class="items"><tr><th>No.</th><th>Item</th></tr>']
            in_items = True
            lines += _item(block)
        else:
            lines += _block(block, symbols=settings.get("bullets") == "symbol")
    return [*lines, *[f"</{open_list}>"] * bool(open_list), *["</td></tr></table>"] * in_items]


def _item(block: Block) -> list[str]:
    pdf = ""
    if file := block.options.get("pdf"):
        name, size = file.split()
        pdf = f' <a href="/documents/{name}.pdf"><img alt="pdf icon"> PDF {size} KB</a>'
    return [
        f"<tr><td>{block.options.get('number', '')}</td><td>",
        f"<p><strong>{inline(block.options['title'])}</strong>{pdf}</p>",
        '<p class="share">Share this item</p>',
    ]


def _block(block: Block, *, symbols: bool) -> list[str]:
    if block.kind == "table":
        return _table(block)
    if block.kind == "documents":
        return ["<ul>", *(_file(name) for name in block.options["files"].split(";")), "</ul>"]
    return [_line(block, symbols=symbols)]


def _line(block: Block, *, symbols: bool) -> str:
    words = inline(block.text)
    if block.kind == "heading":
        return f"<h{block.level}>{words}</h{block.level}>"
    if block.kind in {"bullet", "auto"}:
        return f"<p>{BULLET}{words}</p>" if symbols and block.kind == "bullet" else f"<li>{words}</li>"
    if block.kind == "empty":
        return EMPTY
    return f'<p class="label">{words}</p>' if block.kind == "label" else f"<p>{words}</p>"


def _file(entry: str) -> str:
    name, size = entry.strip().rsplit(" ", 1)
    return f'<li><a href="/documents/{escape(name.replace(" ", "-"))}.pdf">{escape(name)}</a> PDF {size} KB</li>'


def _table(block: Block) -> list[str]:
    heads = int(block.options.get("header", "1"))
    lines = [f"<p><strong>{inline(block.options['title'])}</strong></p>"] if "title" in block.options else []
    lines.append("<table>")
    for y, row in enumerate(block.rows):
        tag = "th" if y < heads else "td"
        cells = [
            f"<{tag}{_span(block.rows, y, x)}>{_cell(cell)}</{tag}>"
            for x, cell in enumerate(row)
            if cell not in {SPAN_UP, SPAN_LEFT}
        ]
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return [*lines, "</table>"]


def _span(rows: tuple[tuple[str, ...], ...], y: int, x: int) -> str:
    down = right = 1
    while y + down < len(rows) and rows[y + down][x] == SPAN_UP:
        down += 1
    while x + right < len(rows[y]) and rows[y][x + right] == SPAN_LEFT:
        right += 1
    return (f' rowspan="{down}"' if down > 1 else "") + (f' colspan="{right}"' if right > 1 else "")


def _cell(cell: str) -> str:
    """A cell whose parts are divided by `` // `` holds a list, as cells pasted from a word processor do."""
    parts = cell.split(" // ")
    return inline(cell) if len(parts) == 1 else f"<ul>{''.join(f'<li>{inline(part)}</li>' for part in parts)}</ul>"


def inline(text: str) -> str:
    """The source's inline marks as HTML."""
    safe = escape(text, quote=False).replace("{br}", "<br>").replace("{nbsp}", "&nbsp;")
    safe = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", safe)
    safe = re.sub(r"(?<!\*)\*([^*\s][^*]*)\*", r"<em>\1</em>", safe)
    return re.sub(r"\^([0-9a-z]+)\^", r"<sup>\1</sup>", safe)
