"""How critics print what they think of a work in a line of its own: "4 out of 5", "8/10", "★★★★☆", and the words above it."""

from __future__ import annotations

import re

from tracker.extract.parsing.wording import Phrases

LONGEST = 40  # characters
_STARS = "★☆⭐✩✪✭✮⯨½●○◐"
_OF = r"/|out of|of|von|sur|de|di|van|av|uit|из|от|з|na|z|su|από|üzerinden|من|מתוך"
_SCALE = r"(?:5|6|10|20|100)"
_UNIT = r"(?:\s?(?:stars?|points?|sterne[n]?|punkte?n?|étoiles?|estrellas?|estrelas?|stelle|puntos|pontos|punti|sterren|punten|stjerner?|poeng|point|stjärnor|tähteä|gwiazdk\w+|punkt\w*|hvězd\w*|звёзд\w*|звезд\w*|балл\w*|نجوم|כוכבים|点|점|分|星))"
_NUMBER = r"\d{1,3}(?:[.,]\d{1,2}|½)?"
_SCORE = rf"(?:{_NUMBER}\s?(?:{_OF})\s?{_SCALE}{_UNIT}?|[1-6]{_UNIT}|[{_STARS}]{{3,10}}|{_NUMBER}\s?{_UNIT}\s?(?:{_OF})\s?{_SCALE})"
_WHOSE = r"(?:(?:our |the |final |overall |critic(?:['’]?s|s['’]) )+)?"
_WORD = (
    r"(?:verdict|rating|score|review score|stars?|total|overall|fazit|wertung|bewertung|gesamtnote|note|notre (?:note|avis)|il voto|voto|giudizio|il giudizio|veredicto|nuestra (?:nota|valoración)|valoración|calificación|puntuación|nota|nossa nota"
    r"|avaliação|classificação|oordeel|beoordeling|ons oordeel|betyg|karakter|terningkast|anmeldelse|vurdering|arvosana|ocena|nasza ocena|hodnocení|hodnotenie|értékelés|оценка|наша оценка|оцінка|puan|βαθμολογία|التقييم|ציון|評価|総合評価|평점|评分|評分)"
)
_HEAD = rf"\W{{0,3}}{_WHOSE}{_WORD}\W{{0,3}}"
_HEADS = Phrases(rf"{_HEAD}$")
_WHOLE = Phrases(rf"(?:(?:{_HEAD}\s?)?\W{{0,2}}{_SCORE}\W{{0,2}}|[{_STARS}\s]{{3,12}})$")
COUNTED = Phrases(  # what says that it is readers' ratings
    r"\d\s?(?:ratings?|votes?|reviews?|bewertungen|stimmen|avis|notes|votos|opiniones|valoraciones|avaliações|voti|recensioni|stemmen|beoordelingen|röster|omdömen|ocen|głosów|hodnocení|оценок|голос\w+|oy|件|개|条)\b|rate (?:this|it)\b",
)
_BARE = re.compile(rf"{_NUMBER}")


def is_rating(text: str) -> bool:
    """Whether a line is nothing but what a work is worth, on a scale that it names: "Rating: 4 out of 5"."""
    return len(text) <= LONGEST and _WHOLE.match(text) is not None


def is_bare(text: str) -> bool:
    """Whether a line is a number that is a rating where its head says so."""
    return _BARE.fullmatch(text) is not None


def is_head(text: str) -> bool:
    """Whether a line is what is put above a rating: "Our verdict"."""
    return len(text) <= LONGEST and _HEADS.match(text) is not None
