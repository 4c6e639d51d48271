"""Whether another capture of a page still reads the same, told by the page's sketch without reading it.

The verdict errs on one side only: what cannot be shown to be furniture is a doubt, and then the page has to be read.
"""

from __future__ import annotations

from tracker.extract.parsing.charset import decode
from tracker.extract.quality import Source, is_cut_short
from tracker.extract.sketches.arrivals import Arrivals
from tracker.extract.sketches.boxes import MARK, Boxed, without
from tracker.extract.sketches.cut import Cut, Unclear, cut
from tracker.extract.sketches.headfacts import digest_as_it_stands, digest_of_data, digest_of_told, telling
from tracker.extract.sketches.sketch import FORM, MAX_LENGTH, Sketch
from tracker.extract.sketches.surroundings import Surroundings, shorts, unpacked, zone

_ENDS = (b"</html", b"</body")


def doubt(sketch: Sketch, body: bytes, url: str, headers: tuple[tuple[str, str], ...] = ()) -> str:
    """Why a page may read otherwise than the one that was sketched, or not be believed; empty where it certainly reads
    the same. `url` is the address that gave it, `headers` came with it. Takes time in proportion to the page's length,
    and does not look at a page of more than `MAX_LENGTH` bytes.
    """
    if why := _doubt_of_bytes(sketch, body, headers):
        return why
    text = decode(body, Source("", 200, headers, len(body)).header("content-type"))
    try:
        return _doubt_of_page(sketch, *without(text, sketch.boxes), url)
    except Boxed:
        return _doubt_of_page(sketch, text, 0, url)


def _doubt_of_page(sketch: Sketch, text: str, boxed: int, url: str) -> str:
    try:
        page = cut(text)
    except Unclear as unclear:
        if boxed:
            raise Boxed from unclear
        return str(unclear)
    head = telling(page)
    if digest_as_it_stands(page, url, head) != sketch.raw:
        if digest_of_told(page, url, head) != sketch.head:
            return "the head says something else"
        if digest_of_data(page) != sketch.data:
            return "the linked data say something else"
    return _doubt_of_texts(sketch, page, boxed, url)


def _doubt_of_bytes(sketch: Sketch, body: bytes, headers: tuple[tuple[str, str], ...]) -> str:
    if sketch.form != FORM:
        return "the sketch is of another form"
    if len(body) > MAX_LENGTH or b"\x00" in body:
        return "the page is too long, or holds NUL characters"
    end = body[-2000:].lower()
    if is_cut_short(Source("", 200, headers, len(body))) or not any(map(end.__contains__, _ENDS)):
        return "the page may be cut short"
    return ""


def _doubt_of_texts(sketch: Sketch, page: Cut, boxed: int, url: str) -> str:
    wanted = unpacked(sketch.texts)
    counting, known = frozenset(wanted), frozenset(unpacked(sketch.known))
    fixed: list[int] = []
    found: list[int] = []
    others: list[tuple[int, str, int, int]] = []
    texts = page.texts()
    for at, (text, name) in enumerate(zip(texts, shorts(texts), strict=True)):
        if not text:
            continue  # nothing but white space that was written as entities
        if name in counting:
            fixed.append(at)
            found.append(name)
        else:
            others.append((at, text, name, len(found)))
    if boxed and sum(text[0] == MARK for _, text, _, _ in others) != boxed:
        raise Boxed  # one stands in a script or the like
    if tuple(found) != wanted:
        return "a text is another one, or stands elsewhere"
    around = Surroundings(page, url)
    pieces = [page.pieces[at] for at in fixed]
    around.enclose(pieces)
    if around.build(pieces) != sketch.build:
        return "a text is wrapped or linked in another way"
    arrivals = Arrivals(around, sketch, fixed, texts)
    for at, text, name, place in others:
        if around.known_as(page.pieces[at].element, name, zone(place, len(wanted))) not in known and (
            why := arrivals.doubt(at, text, place)
        ):
            return why
    return ""
