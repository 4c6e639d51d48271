"""The HTML face: a change as a fragment for the web page and the mail, and as one standalone file.

Everything that comes from a page is inert before it gets here and escaped by the template on its way out. The looks
are in style.py; without any the signs and words still say all.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from markupsafe import Markup

from tracker.render.style import DOCUMENT_CSS
from tracker.render.view import ChangeView, FlagView

if TYPE_CHECKING:
    from jinja2.environment import TemplateModule


def change_fragment(
    view: ChangeView, *, ident: str = "change", level: int = 2, side_by_side: bool = False, explain: bool = False
) -> Markup:
    """A whole change as one <div class="change">, with its headings from `level` on. `ident` is its id and begins
    those inside it: it must differ between the changes of one page. `explain` says of each flag why it was raised.
    """
    return _macro("change", view, ident, level, web_address(view.header.url), side_by_side, explain)


def flags_fragment(flags: Sequence[FlagView], *, explain: bool = False) -> Markup:
    """Flags alone as a <ul class="flags">, as they stand above a change; put it inside a <div class="change">."""
    return _macro("flag_list", flags, explain)


def change_document(view: ChangeView, *, side_by_side: bool = False, explain: bool = False) -> str:
    """A whole change as one HTML file: styles inside, no script, nothing loaded from anywhere."""
    href = web_address(view.header.url)
    css = Markup(DOCUMENT_CSS)  # noqa: S704 - our own constant, nothing of a page in it
    return str(_macro("document", view, href, side_by_side, explain, css))


def web_address(url: str) -> str:
    """The address if a browser may be sent there (http or https), else an empty string."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in {"http", "https"} and parts.netloc else ""


def _macro(name: str, *arguments: object) -> Markup:
    return Markup(getattr(_module(), name)(*arguments))  # noqa: S704 - the template has escaped its arguments


@cache
def _module() -> TemplateModule:
    """The template compiled, once per process; jinja2 is loaded when the first page is made."""
    from jinja2 import Environment, StrictUndefined

    from tracker.render.template import TEMPLATE

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(TEMPLATE).module
