"""What people who write for papers are called, in many languages: the line below a name that makes it an author's."""

from __future__ import annotations

import re

from tracker.extract.authors.signatures import NAME

_TRADES = (
    r"(?:reporter|correspondent|columnist|critic|writer|editor|journalist|contributor|commentator|reporter(?:in)?|redakteur(?:in)?|korrespondent(?:in)?"
    r"|kolumnist(?:in)?|volontär(?:in)?|journalist(?:in)?|autorin|\w{3,20}(?:redakteur|korrespondent|reporter)(?:in)?|journaliste|correspondante?|chroniqueu(?:r|se)"
    r"|rédact(?:eur|rice)|éditorialiste|envoyée? spéciale?|periodista|redactora?|corresponsal|columnista|reportera?|cronista|enviad[oa] especial|giornalista|inviat[oa]"
    r"|corrispondente|redattore|redattrice|editorialista|repórter|jornalista|correspondente|redatora?|colunista|editora?|enviad[oa] especial|verslag(?:gever|geefster)"
    r"|\w{0,20}redacteur|\w{0,20}redactrice|\w{0,20}correspondente?|columniste|\w{0,20}verslag(?:gever|geefster)|kr[öø]nikør|krönikör|ledarskribent|redaktør|kommentator|dziennikar(?:z|ka)"
    r"|publicyst(?:a|ka)|korespondent(?:ka)?|redaktor(?:ka)?|muhabiri?|yazarı?|editörü?|gazeteci|toimittaja|újságíró|журналист(?:ка)?|корреспондент|обозреватель|редактор)"
)
_TRADE = re.compile(rf"[\s,|·•/(–—-]*(?:[\w’'&.-]{{1,30}},? ){{0,4}}?{_TRADES}(?!\w)[^.!?:«»“”]{{0,60}}", re.IGNORECASE)
_OF_TRADE = re.compile(
    rf"({NAME}?)(?: ?[,|·•/(–—-]+ ?| |\n)(?i:(?:[\w’'&-]{{1,20}} ){{0,3}}?{_TRADES})(?!\w)(?![^.]*[.!?] \w)"
)
_VERBS = (
    r"(?:covers|writes (?:about|for|on)|reports (?:on|for|from)|schreibt (?:über|für)|berichtet (?:über|für|aus)|écrit (?:pour|sur)|couvre"
    r"|escribe (?:sobre|para)|cubre|scrive (?:per|di)|escreve (?:sobre|para)|cobre|schrijft (?:over|voor)|skriver (?:om|för)|pisze o)"
)
_ABOUT = re.compile(  # "Ann Example is a reporter who …", "Ann Example, a historian, is …"
    rf"({NAME}) (?:{_VERBS}|(?i:is|ist|est|es|è|é|er|är|jest) (?i:an? |the |our |eine? |une? |una? |um[a]? |en |et |el |la )?(?:[\w’'-]+,? ){{0,8}}?(?i:{_TRADES}"
    r"|author|auteure?|autora?|autore|autrice|author|redakteur(?:in)?|historian|professor|lecturer|economist|novelist|poet|researcher|fellow|scientist|essayist"
    r"|historiker(?:in)?|professorin|schriftsteller(?:in)?|historienne?|professeure?|économiste|écrivaine?|professora?|profesora?|historiadora?|escritora?|economista"
    r"|scrittore|scrittrice|storic[oa]|hoogleraar|schrijver|schrijfster|författare|forfatter|pisarz|pisarka))(?!\w)"
)
_WORKS = re.compile(
    rf"{NAME} (?:{_VERBS}|(?i:is|ist|est|es|è|é|er|är|jest) (?i:an? |the |our |eine? |une? |una? |um[a]? |en |et |el |la )?(?:[\w’'-]+,? ){{0,4}}?(?i:{_TRADES}))(?!\w)"
)


def about_author(text: str) -> str:
    """The name that opens what a text says of its owner's trade: "Ann Example is a reporter who …"; empty where none does."""
    found = _ABOUT.match(text[:200])
    return found[1] if found else ""


def is_worker(text: str) -> bool:
    """Whether a text says right at its start that its owner works for a paper: "Ann Example is a reporter", "… covers"."""
    return _WORKS.match(text[:200]) is not None


def is_trade(line: str) -> bool:
    """Whether a short line says nothing but what somebody does for a paper: "Local government reporter"."""
    return len(line) <= 100 and _TRADE.fullmatch(line) is not None  # noqa: PLR2004 -- characters


def of_trade(line: str) -> str:
    """The name that opens a line and that a trade follows: "Ann Example - Reporter / …"; empty where none does."""
    found = _OF_TRADE.match(line[:160])
    return found[1] if found else ""
