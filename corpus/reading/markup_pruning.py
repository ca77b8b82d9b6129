"""What of a web page is the paper, and what is the site around it.

Left out by what an element says it is: scripts, navigation, forms' controls, dialogs, banners of the site. Left
out by name (class or id) only where the element also looks the part: mostly links, or a short cookie notice. The
words are counted, so that a page whose wrapper has an unlucky name is never emptied.

One pass decides, from the inside out, and the tree is not changed: hostile pages nest thousands deep, and taking
out a node whose parent is gone already crashes the parser.
"""

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from corpus.reading.composing import clean

_NEVER_TAGS = frozenset({
    "script", "style", "noscript", "template", "svg", "canvas", "iframe", "object", "embed", "audio",
    "video", "map", "button", "select", "datalist", "input", "textarea", "nav", "dialog",
})  # fmt: skip
_NEVER_ROLES = frozenset({
    "navigation", "search", "dialog", "alertdialog", "menu", "menubar",
})  # fmt: skip
_BANNER_TAGS = frozenset({"header", "footer"})
_BANNER_ROLES = frozenset({"banner", "contentinfo"})
_BANNER_NAMES = frozenset({
    "header", "footer", "masthead", "banner", "site-header", "site-footer", "page-footer", "siteHeader",
    "siteFooter", "pageFooter", "page-header", "pageHeader",
})  # fmt: skip
_LONGEST_BANNER = 120
"""Words; a wrapper of that name that holds the paper itself is longer, or holds a title or table."""

_MAIN_NAMES = frozenset({"main-content", "maincontent", "mainContent", "main", "content", "page-content"})
_CONTENT_TAGS = frozenset({"main", "h1", "table"})
_NAME_PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_COOKIES = frozenset({"cookie", "cookies", "consent", "gdpr", "ccc"})
_SITE_LINKS = frozenset({
    "nav", "navbar", "navigation", "menu", "submenu", "sidebar", "skip", "skiplink", "social", "share",
    "sharing", "pagination", "toolbar", "related", "footer",
})  # fmt: skip
_TRAIL = frozenset({"breadcrumb", "breadcrumbs", "crumb", "crumbs", "crumbtrail"})
_HIDDEN_STYLE = re.compile(r"\b(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))", re.IGNORECASE)
_LONGEST_NOTICE = 250
"""Words; cookie notices with their tables of settings are longer, but those are dialogs or hidden."""

_LONGEST_HIDDEN = 30
"""Words; pages hide whole minutes behind "view the full text", and small hints for screen readers."""

_MOST_LINKS = 0.6
_LEAST_IN_MAIN = 0.5
_LONGEST_TRAIL = 400
_MOST_TRAILS = 10


@dataclass(frozen=True, slots=True)
class Content:
    """The element that holds the paper, the trail of links to it, and the nodes to leave out (by id)."""

    root: LexborNode
    trail: str
    left_out: frozenset[int]


@dataclass(slots=True)
class _Measure:
    """What stands below an element: words, characters (of those, in links), whether a table or title."""

    words: int = 0
    characters: int = 0
    linked: int = 0
    holds_content: bool = False

    def add(self, other: "_Measure") -> None:
        self.words += other.words
        self.characters += other.characters
        self.linked += other.linked
        self.holds_content = self.holds_content or other.holds_content


@dataclass(slots=True)
class _Survey:
    """What one pass over the page finds: the nodes to leave out, and the elements that may hold the paper."""

    never: set[int] = field(default_factory=set)
    site: set[int] = field(default_factory=set)
    mains: list[tuple[int, bool, LexborNode]] = field(default_factory=list)  # words, by its tag or role, element
    words: int = 0


def content_of(tree: LexborHTMLParser) -> Content | None:
    """Choose what to read of a page; None for one without any element."""
    body = tree.body or tree.root
    if body is None:
        return None
    trail_node, trail = _find_trail(body)
    survey = _survey(body, trail_node)
    if not survey.words:  # everything looked like a site: better to read it all
        return Content(body, trail, frozenset(survey.never))
    for by_tag in (True, False):
        for words, is_by_tag, node in survey.mains:
            if is_by_tag is by_tag and words >= _LEAST_IN_MAIN * survey.words:
                return Content(node, trail, frozenset(survey.never | survey.site))
    return Content(body, trail, frozenset(survey.never | survey.site))


def _survey(body: LexborNode, trail: int | None) -> _Survey:
    survey = _Survey()
    measures = [_Measure()]
    stack: list[tuple[LexborNode, bool]] = [(body, False)]
    within = links = 0  # open elements that are content (main, article), and links
    while stack:
        node, leaving = stack.pop()
        tag = node.tag or ""
        if node.is_text_node:
            text = node.text_content or ""
            length = len(text.strip())
            measures[-1].add(_Measure(len(text.split()), length, length if links else 0))
        elif not node.is_element_node:
            continue
        elif not leaving:
            if tag in _NEVER_TAGS or _role(node) in _NEVER_ROLES or node.mem_id == trail:
                survey.never.add(node.mem_id)
                continue
            within += tag in ("main", "article")
            links += tag == "a"
            measures.append(_Measure(holds_content=tag in _CONTENT_TAGS))
            stack.append((node, True))
            stack.extend((child, False) for child in node.iter(include_text=True))
        else:
            within -= tag in ("main", "article")
            links -= tag == "a"
            measure = measures.pop()
            if node.mem_id != body.mem_id and _is_site(node, measure, is_inside=within > 0):
                survey.site.add(node.mem_id)
                continue
            measures[-1].add(measure)
            is_main = tag == "main" or _role(node) == "main"
            if is_main or node.attributes.get("id") in _MAIN_NAMES:
                survey.mains.append((measure.words, is_main, node))
    survey.words = measures[0].words
    return survey


def _is_site(node: LexborNode, measure: _Measure, *, is_inside: bool) -> bool:
    attributes = node.attributes
    if "hidden" in attributes or _HIDDEN_STYLE.search(attributes.get("style") or ""):
        return measure.words <= _LONGEST_HIDDEN
    if measure.holds_content:
        return False
    if not is_inside and (node.tag in _BANNER_TAGS or _role(node) in _BANNER_ROLES):
        return True
    if not is_inside and measure.words <= _LONGEST_BANNER and node.attributes.get("id") in _BANNER_NAMES:
        return True
    names = _names(node)
    if names & _COOKIES:
        return measure.words <= _LONGEST_NOTICE
    return bool(names & _SITE_LINKS) and measure.linked >= _MOST_LINKS * max(measure.characters, 1)


def _find_trail(body: LexborNode) -> tuple[int | None, str]:
    """Find the trail of links to the page ("Home > Committees > ..."): its node's id, its steps on one line."""
    candidates = body.css("[aria-label*=readcrumb], [class*=rumb], [id*=rumb]")
    for node in candidates[:_MOST_TRAILS]:
        if not (_names(node) & _TRAIL or "readcrumb" in (node.attributes.get("aria-label") or "")):
            continue
        steps = [clean(step) for step in node.text(separator="\n").split("\n")]
        trail = " > ".join(step for step in steps if any(map(str.isalnum, step)))
        if 0 < len(trail) <= _LONGEST_TRAIL:
            return node.mem_id, trail
    return None, ""


def _names(node: LexborNode) -> set[str]:
    named = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"
    return {part.lower() for part in _NAME_PARTS.findall(named)}


def _role(node: LexborNode) -> str:
    return (node.attributes.get("role") or "").lower()
