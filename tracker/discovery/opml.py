"""OPML lists of feeds, as feed readers export them (opml.org 2.0)."""

from __future__ import annotations

from tracker.discovery.addresses import MAX_URL, absolute
from tracker.discovery.characters import decoded, local, plain, root_name, unpacked, xml_root
from tracker.errors import UsageError

MAX_SOURCES = 10_000


def read_opml(body: bytes) -> tuple[tuple[str, str], ...]:
    """The title and address of each feed that an OPML file names, in its order, each address once; one that is no address
    of the web as it stands there, so that whoever follows it can say so.

    Raises UsageError for what is no OPML, declares entities, or names more than `MAX_SOURCES` feeds.
    """
    text = decoded(unpacked(body))
    if root_name(text) != "opml":
        raise UsageError("the file is no OPML", hint="Export the subscriptions of a feed reader as OPML")
    sources: dict[str, str] = {}
    for outline in xml_root(text).iter():
        if local(outline) != "outline":
            continue
        named = {name.lower(): value for name, value in outline.attrib.items()}
        written = named.get("xmlurl", "")
        address = absolute(written, "") or written.strip()[:MAX_URL]
        if address:
            sources.setdefault(address, plain(named.get("title") or named.get("text") or ""))
    if len(sources) > MAX_SOURCES:
        raise UsageError(f"the file names {len(sources):,} feeds; {MAX_SOURCES:,} at a time are read")
    return tuple((title, address) for address, title in sources.items())
