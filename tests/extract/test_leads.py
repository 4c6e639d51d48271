"""Openings of two or three short paragraphs in a box between headline and text, and other boxes that stand there."""

from __future__ import annotations

import pytest

from tests.extract.newsroom import FERRY, page
from tracker.extract import extract
from tracker.model import BlockKind

_URL = "https://paper.example/story"
_TEXTS = [text for kind, text in FERRY.pieces if kind is BlockKind.PARAGRAPH]
_META = "<div class='m-3'><span>Updated 19.36</span> | <time datetime='2024-10-02T12:03:51Z'>2 Oct 2024</time></div>"
_BODY = f"<div class='m-body'>{''.join(f'<p>{text}</p>' for text in _TEXTS)}</div>"


def _lines(between: str, *, head: str = "", body: str = _BODY) -> list[str]:
    inner = f"{head or f'<h1>{FERRY.headline}</h1>'}{_META}{between}{body}"
    return [block.text for block in extract(page(f"<main><article>{inner}</article></main>", FERRY), url=_URL).blocks]


_LEADS = {
    "swedish": ("TJOCKÖ. Först trodde matrosen att det var en hästtransport.", "Sedan vände sig passageraren om."),
    "norwegian": ("Fergen lå stille i ti minutter ved kaien i Skarvoy.", "Da sto elgen allerede på dekket og ventet."),
    "german": ("Zuerst sah der Matrose nur ein Geweih über dem Geländer.", "Dann drehte sich der Fahrgast zu ihm um."),
    "english": (
        "First there was the horn.",
        "Then nothing came out of the fog for ten minutes.",
        "It was the last boat.",
    ),
    "spanish": ("El marinero creyó que era un caballo en la bodega.", "Luego el pasajero se dio la vuelta y lo miró."),
}
_WRAPPERS = (
    "<div class='css-lead'>{}</div>",
    "<section>{}</section>",
    "<div class='x-intro'>{}</div>",
    "<div><div class='ingress'>{}</div></div>",
)


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("wrapper", _WRAPPERS)
@pytest.mark.parametrize("lead", _LEADS)
def test_short_opening_paragraphs_are_read(lead: str, wrapper: str, bold: bool) -> None:  # noqa: FBT001 -- how it is set
    texts = _LEADS[lead]
    inner = "".join(f"<p><strong>{text}</strong></p>" if bold else f"<p>{text}</p>" for text in texts)
    assert _lines(wrapper.format(inner)) == [*texts, *_TEXTS]


@pytest.mark.parametrize(
    "between",
    [
        "<div><p>Maren Holt</p><p>Reports from the islands</p></div>",
        "<div class='x'><p><a href='/1'>The horn that would not stop blowing all night long.</a></p><p><a href='/2'>The orchard that gave twice in one year.</a></p></div>",
        "<div class='x'><p>Share it with those who would like to know of it.</p><p>Print it.</p><button>Print</button></div>",
        "<div class='dek'><p>Its owners say that nine passengers a day are too few.</p><p>The islanders say that nobody asked them.</p></div>",
        "<div class='newsletter'><p>The coast in your inbox every Friday at six.</p><p>You can leave whenever you want to.</p></div>",
        "<div class='x'><h3>Weather</h3><p>Fog until noon, then wind from the west of force six.</p><p>Three degrees at night on the coast.</p></div>",
        "<div class='x'><img src='a.jpg' alt=''><p>The last boat lies at the pier of Skarvoy.</p><p>Photograph by Ida Roe.</p></div>",
        "<aside><p>This paper belongs to those who read it in the harbours.</p><p>Nobody else owns a share of it.</p></aside>",
    ],
)
def test_other_boxes_between_headline_and_text_are_not(between: str) -> None:
    assert _lines(between) == _TEXTS


def test_a_lead_far_from_the_text_is_not_read() -> None:
    lead = "".join(f"<p>{text}</p>" for text in _LEADS["english"])
    between = f"<div>{lead}</div><div><p><a href='/1'>The horn that would not stop blowing all night</a></p></div>"
    assert _lines(between) == _TEXTS
