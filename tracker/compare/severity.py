"""How much each kind of finding matters, as one table; rules may raise a finding to a named reason, nothing else may."""

from __future__ import annotations

from tracker.model import FactSub, FlagKind, Severity

_C, _H, _M, _L, _S = Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM, Severity.LOW, Severity.SILENT

# The kinds, in the order they are read; design notes, SEMANTICS §8.
BY_KIND: dict[FlagKind, Severity] = {
    FlagKind.QUOTE_CHANGED: _H,
    FlagKind.QUOTE_REMOVED: _H,
    FlagKind.QUOTE_ADDED: _M,
    FlagKind.ATTRIBUTION_CHANGED: _C,
    FlagKind.FACT_CHANGED: _H,
    FlagKind.HEADLINE_CHANGED: _M,
    FlagKind.CORRECTION_ADDED: _M,
    FlagKind.CORRECTION_CHANGED: _M,
    FlagKind.CORRECTION_REMOVED: _H,
    FlagKind.BYLINE_CHANGED: _M,
    FlagKind.DATELINE_CHANGED: _M,
    FlagKind.HEDGING_ADDED: _M,
    FlagKind.HEDGING_REMOVED: _H,
    FlagKind.NEGATION_CHANGED: _C,
    FlagKind.FACT_ADDED: _L,
    FlagKind.FACT_REMOVED: _L,
    FlagKind.PARA_ADDED: _L,
    FlagKind.PARA_REMOVED: _M,
    FlagKind.PARA_MOVED: _L,
    FlagKind.SENT_ADDED: _L,
    FlagKind.SENT_REMOVED: _L,
    FlagKind.STANDFIRST_CHANGED: _M,
    FlagKind.CAPTION_CHANGED: _L,
    FlagKind.LINK_CHANGED: _L,
    FlagKind.DATES_CHANGED: _L,
    FlagKind.LABEL_CHANGED: _M,
    FlagKind.VERB_CHANGED: _L,
    FlagKind.AGENCY_CHANGED: _L,
    FlagKind.INTENSITY_CHANGED: _L,
    FlagKind.FACTS_UNREAD: _M,
    FlagKind.STYLE: _S,
}

BY_FACT: dict[FactSub, Severity] = {
    FactSub.CASUALTY: _C,
    FactSub.MONEY: _H,
    FactSub.PERCENT: _H,
    FactSub.DATE: _H,
    FactSub.PERSON: _H,
    FactSub.ORG: _H,
    FactSub.PLACE: _H,
    FactSub.NUMBER: _H,
    FactSub.AGE: _H,
    FactSub.ORDINAL: _M,
    FactSub.TIME: _M,
    FactSub.TITLE: _M,
    FactSub.OTHER: _H,
}

# What a rule may name to raise or lower its finding, and what it then weighs.
BY_REASON: dict[str, Severity] = {
    "offence": _C,  # another charge, plea or verdict
    "fate": _C,  # killed or injured
    "accused": _C,  # "allegedly" was dropped
    "reversed": _C,  # a negation or a number inside a quotation
    "trimmed": _M,  # a quotation lost or gained its end, the rest stands
    "unnamed": _H,  # another source, but neither is a named person
    "named only": _M,  # the source was named more or less exactly
    "exchanged": _M,  # another thing, which a lexicon of things tells apart
    "spelling": _L,  # the same name in another spelling
    "bracketed": _L,  # an insertion in brackets inside a quotation
    "metadata": _L,  # a title that search engines and feeds show, not the page
    "figure": _H,  # a number or name in a headline
}


def severity_of(kind: FlagKind, sub: str = "", reason: str = "") -> Severity:
    """The severity of a finding: by its reason where it has one, by the sort of fact, else by its kind."""
    if reason:
        return BY_REASON[reason]
    if kind is FlagKind.FACT_CHANGED and sub:
        return BY_FACT[FactSub(sub)]
    return BY_KIND[kind]
