"""Blocks of a message as its two parts, text and HTML, which say the same in the same order.

In the HTML part styles stand on the elements, nothing is loaded from anywhere, and nothing is said by colour alone.
"""

from __future__ import annotations

import functools
import textwrap
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from markupsafe import Markup, escape

from tracker.alert.body import Block, Gap, Tone, Words
from tracker.render.page import change_fragment, flags_fragment, web_address
from tracker.render.plain import plain_change, plain_flags
from tracker.render.style import MAIL_CSS
from tracker.render.view import ChangeView, FlagView

if TYPE_CHECKING:
    from css_inline import CSSInliner

_WIDTH: Final = 72
_RULE: Final = "=" * 24


def text_part(blocks: Iterable[Block]) -> str:
    """The blocks as plain text of 72 columns; words, and so addresses, are never broken."""
    return "".join(_text(block) for block in blocks)


def html_part(blocks: Iterable[Block], *, title: str, links: Sequence[str]) -> str:
    """The blocks as a whole HTML document. Besides those of the renderer only the addresses in `links` become links,
    and of these only web addresses; every other address is text.
    """
    targets = sorted({link for link in links if web_address(link)}, key=len, reverse=True)
    body = Markup("\n").join(_html(block, number, targets) for number, block in enumerate(blocks))
    page = _inliner().inline(str(_PAGE.format(title=title, body=body)))
    return page.replace("</head>", f"<style>{_DARK}</style></head>", 1)


def _text(block: Block) -> str:
    match block:
        case Gap.ROOM:
            return "\n"
        case Gap.RULE:
            return f"{_RULE}\n\n"
        case ChangeView():
            return plain_change(block, width=_WIDTH)
        case FlagView():
            return plain_flags([block], width=_WIDTH)
        case Words():
            indent = 2 if block.indented else 0
            lines = textwrap.wrap(
                block.strong + block.text,
                _WIDTH,
                initial_indent=" " * indent,
                subsequent_indent=" " * (indent + 2),
                break_long_words=False,
                break_on_hyphens=False,
            )
            return "\n".join(lines) + "\n"


def _html(block: Block, number: int, targets: Sequence[str]) -> Markup:
    match block:
        case Gap.ROOM:
            return Markup('<div class="gap">&nbsp;</div>')
        case Gap.RULE:
            return Markup('<hr class="rule">')
        case ChangeView():
            return change_fragment(block, ident=f"change-{number}")
        case FlagView():
            return Markup('<div class="change">{}</div>').format(flags_fragment([block]))
        case Words():
            strong = Markup("<b>{}</b>").format(block.strong) if block.strong else Markup("")
            words = strong + _linked(block.text, targets)
            classes = _CLASSES[block.tone] + (" inner" if block.indented else "")
            return Markup('<p dir="auto" class="{}">{}</p>').format(classes, words)


def _linked(text: str, targets: Sequence[str]) -> Markup:
    """The text with the longest known address that stands in it, the first time, as a link."""
    for target in targets:
        before, found, after = text.partition(target)
        if found:
            return escape(before) + Markup('<a href="{0}">{0}</a>').format(target) + escape(after)
    return escape(text)


@functools.cache
def _inliner() -> CSSInliner:
    from css_inline import CSSInliner

    return CSSInliner(load_remote_stylesheets=False, extra_css=MAIL_CSS + _CSS)


_CLASSES: Final = {
    Tone.TITLE: "change-title strong",
    Tone.LABEL: "label strong",
    Tone.SAID: "said next",
    Tone.FAINT: "faint",
}
_CSS: Final = """
.all { background-color: #ffffff; margin: 0; padding: 0; }
.mail { color: #1b1b1b; font-family: Arial, Helvetica, sans-serif; font-size: 15px; line-height: 1.5; \
margin: 0 auto; max-width: 640px; overflow-wrap: anywhere; padding: 16px; }
.gap { font-size: 8px; line-height: 16px; }
.rule { border: 0; border-top: 2px solid #bbbbbb; margin: 16px 0; }
.strong { font-weight: bold; }
.next { font-size: 14px; overflow-wrap: anywhere; }
.inner { padding-left: 14px; }
del, ins { text-decoration: none; }
.faint { color: #666666; font-size: 13px; margin: 0 0 4px 0; overflow-wrap: anywhere; }
"""
_DARK: Final = """
@media (prefers-color-scheme: dark) {
.all, .mail { background-color: #161514 !important; }
.mail, .change { color: #e8e6e3 !important; }
.mail a { color: #9cc1f2 !important; }
.faint, .change-where, .kind, .reasons, .remark, .fold { color: #aaa59e !important; }
.flag-critical, .flag-high { border-left-color: #ff9d7a !important; }
.flag-medium { border-left-color: #e9b35e !important; }
.flag-low { border-left-color: #8fb8e0 !important; }
.severity-critical, .severity-high, .severity-medium { color: #ffb38f !important; }
.severity-low { color: #9dc3e8 !important; }
.deleted { background-color: #4d1713 !important; color: #ffc9c2 !important; }
.inserted { background-color: #12401d !important; color: #c3f2cb !important; }
.moved { background-color: #1e3157 !important; color: #c9dcff !important; }
.sign-deleted { color: #ffb3aa !important; }
.sign-inserted { color: #a5e6b1 !important; }
}
"""
_PAGE: Final = Markup(
    '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    '<meta name="color-scheme" content="light dark"><title>{title}</title></head>'
    '<body class="all"><div class="mail">{body}</div></body></html>'
)
