"""The fixed words and symbols of the renderer: severities, kinds, verdicts, parts, counts. Nothing here reads a text."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.model import ArticleName, BlockKind, Cause, Flag, FlagKind, Part, Severity, Verdict

SYMBOLS = {
    Severity.CRITICAL: "!!",
    Severity.HIGH: "!",
    Severity.MEDIUM: "~",
    Severity.LOW: "·",
    Severity.SILENT: "=",
}

PART_LABELS = {
    Part.HEADLINE: "Headline",
    Part.STANDFIRST: "Standfirst",
    Part.BYLINE: "Byline",
    Part.BODY: "Text",
    Part.CAPTIONS: "Captions",
}

BLOCK_LABELS = {
    BlockKind.CAPTION: "Caption",
    BlockKind.CORRECTION: "Correction",
    BlockKind.UPDATE: "Update",
    BlockKind.QUESTION: "Question",
    BlockKind.ANSWER: "Answer",
}

VERDICT_WORDS = {
    Verdict.NONE: "nothing changed that calls for a note",
    Verdict.DISCLOSED: "disclosed, a note says what changed",
    Verdict.PARTIAL: "partial, a note does not speak of all of it",
    Verdict.LATE: "late, the note came after the edit",
    Verdict.SILENT: "silent, the publisher does not say so",
}

CAUSE_WORDS = {
    Cause.FIRST: "first seen",
    Cause.EDIT: "edit",
    Cause.REVERT: "revert",
    Cause.RE_EXTRACTION: "read again by a newer Tracker or other rules, not an edit",
}


def kind_words(flag: Flag) -> str:
    """What kind of flag this is and, outside the text, where: "quote changed", "fact changed (age)", "paragraph added",
    "fact changed (date), in the headline".
    """
    words = flag.kind.value.replace("_", " ")
    words = words.replace("para ", "paragraph ").replace("sent ", "sentence ")
    if flag.kind is FlagKind.STYLE:
        words = "style only"
    if flag.sub:
        words = f"{words} ({flag.sub})"
    span = flag.after_span or flag.before_span
    if span is None or span.part is Part.BODY or flag.kind.value.startswith(span.part.value.removesuffix("s")):
        return words
    return f"{words}, in the {PART_LABELS[span.part].lower()}"


def counted(number: int, singular: str, plural: str = "") -> str:
    """A number with its noun: "1 sentence", "1,234 sentences"."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def severity_counts(severities: Iterable[Severity]) -> str:
    """How many of each, the worst first: "1 critical, 2 high". Empty where there is none."""
    found = list(severities)
    return ", ".join(
        f"{found.count(severity)} {severity.value}" for severity in reversed(Severity) if severity in found
    )


def article_name(article: ArticleName) -> str:
    """What an article is called: its headline, its address where it has none."""
    return article.headline.strip() or article.url


def size_text(number: int) -> str:
    """Bytes for people, in decimal units (IEC 80000-13)."""
    size, unit = float(number), "bytes"
    for larger in ("kB", "MB", "GB", "TB"):
        if size < 1000:  # noqa: PLR2004 - what decimal units are steps of
            break
        size, unit = size / 1000, larger
    return f"{size:.0f} {unit}" if unit == "bytes" else f"{size:.1f} {unit}"


def listing_kind_words(kind: str) -> str:
    """What an address that lists articles turned out to be."""
    words = {"json_feed": "JSON feed", "sitemap_index": "index of sitemaps", "": "not known yet"}
    return words.get(kind, kind)
