"""What is particular to a language, read from one TOML file each in `languages/`; adding a language needs no code."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from tracker.compare.text.detection import ENOUGH_TO_DETECT, detected
from tracker.compare.text.families import transliterated
from tracker.compare.text.files import CODES, DEFAULT, OTHERS, language_file, lines_of
from tracker.model import Document

# Signs of money mean the same in every language.
_SIGNS = {"$": "USD", "£": "GBP", "€": "EUR", "¥": "JPY", "₹": "INR", "₽": "RUB", "₩": "KRW"} | {
    code.lower(): code for code in ("AUD", "CAD", "NZD", "HKD", "SGD")
}


@dataclass(frozen=True, slots=True)
class SpokenClock:
    """How times of day are spoken: `leads` stand before the hour, `signs` behind it, `ahead` and `behind` map phrases to
    the minutes they add or take, `parts` map phrases to the half of the day ("am", "pm" or "night"), `spans` those
    for a part of today to its first and last minute, `never` are words that make a span of hours; one of the pieces named in `sure` makes an hour a time, of the others two must stand.
    """

    leads: frozenset[str]
    signs: frozenset[str]
    sure: frozenset[str]
    never: frozenset[str]
    ahead: dict[str, str]
    behind: dict[str, str]
    parts: dict[str, str]
    spans: dict[str, str]


@dataclass(frozen=True, slots=True)
class Language:
    """The words of one language that findings rest on, all lower case unless their case is the point.

    `numbers`, `scales`, `months`, `weekdays`, `ordinals`, `units` and `currencies` map a word to its value. `relations`
    says who of two names a phrase between them puts first, `weak` and `strong` are what evidence does to a claim,
    `intentions` are words for what is meant but not sure, `intensity` maps words of degree to what they do,
    `participles` irregular participles to their past, `minus` are words that deny without being negators, `qualifiers`
    make another offence of one. `contrasts` are closed classes of words that exclude each other: class -> word -> the
    sense it stands for; `senses` has the same by word or phrase, hyphens as spaces: (class, sense) in the order of the
    file. `relative` maps phrases such as "last week" to a unit and how many away it lies, `ago` and `ago_before` make a
    span of time one that lies back. `casualty` are words and phrases for people who came to harm, in which "#" is the
    figure, `uncounted` what a number near them may count instead. `stops` are words that end the phrase which names a
    source. `own` has the words with which publishers speak of their own articles, `terms` those that say what something
    is called. `joints` join tens and ones ("vingt et un"), `ones` are articles that count one, `clock` is how times are
    spoken, `loose_days` maps days to the weeks they say ("quinze jours"), `first` names the first day of a month, `feasts` map
    days with a name to month and day ("12-25"),
    `halves` are phrases for a half more ("and a half"), `degrees` say of a small word whether an amount behind it is a
    change ("by") or its end ("to"). `titled` are longer small words within titles of works, `agencies` are news
    agencies in small letters, `listed` what the number of a listicle counts, `futures` conditionals that tell what was
    said to come, `surnames` titles that people are called by as well, `of_titles` what may stand before these and is no
    given name, `homophones` words that sound the same, which a writer mixes up and a speaker cannot, `slips` rows of two
    words that are mixed up beside certain others ("of have | would"). `lacking` are the negators that say what is not
    there ("without"), `from_end` maps words such as "penultimate" to how many stand behind, `same_period` are phrases for a time
    named before, `proceedings` say that a charge is open, `every` stands before the time between
    two events and `per` between how many there are and the time they are in, `delays` are words before a time that a
    denial ends with (`until`, `for`), before the same time without one (`then`), behind it (`waited`), and `vague` times, `verdicts` are what
    clears, convicts, denies and admits, what stands before a charge and what ends it, `ranks` maps ranks in letters to their words, `ended` are
    participles that say who ended something by their voice alone ("retired", "was retired"), `bodies` nouns for bodies
    that one of `fields` behind them makes another ("commission des lois"). `words`, `rows` and `maps` hold what single
    rules ask for, by the package that asks and by name; they are read by `of`, `rows_of` and `map_of`.
    """

    code: str
    decimal: str
    abbreviations: frozenset[str]
    starters: frozenset[str]
    common: frozenset[str]
    numbers: dict[str, float]
    scales: dict[str, float]
    ordinals: dict[str, int]
    months: dict[str, int]
    weekdays: dict[str, int]
    feasts: dict[str, str]
    units: dict[str, str]
    currencies: dict[str, str]
    percent: tuple[str, ...]
    points: tuple[str, ...]
    basis: frozenset[str]
    tallied: frozenset[str]
    relations: dict[str, str]
    weak: frozenset[str]
    strong: frozenset[str]
    minus: frozenset[str]
    qualifiers: frozenset[str]
    intensity: dict[str, str]
    participles: dict[str, str]
    age: frozenset[str]
    casualty: frozenset[str]
    uncounted: frozenset[str]
    verbs: dict[str, str]
    according: tuple[str, ...]
    stops: frozenset[str]
    relative: dict[str, str]
    relative_heads: frozenset[str]
    ago: frozenset[str]
    ago_before: tuple[str, ...]
    pronouns: frozenset[str]
    titles: frozenset[str]
    honorifics: frozenset[str]
    surnames: frozenset[str]
    of_titles: frozenset[str]
    roles: frozenset[str]
    organisations: frozenset[str]
    places: frozenset[str]
    place_words: frozenset[str]
    hedges: frozenset[str]
    intentions: frozenset[str]
    negators: frozenset[str]
    joints: frozenset[str]
    ones: frozenset[str]
    first: frozenset[str]
    halves: tuple[tuple[str, ...], ...]
    contrasts: dict[str, dict[str, str]]
    senses: dict[str, tuple[tuple[str, str], ...]]
    variants: dict[str, str]
    notes: tuple[str, ...]
    own: dict[str, str]
    terms: dict[str, str]
    naming: frozenset[str]
    clock: SpokenClock | None
    loose_days: dict[int, int]
    degrees: dict[str, str]
    titled: frozenset[str]
    agencies: frozenset[str]
    futures: frozenset[str]
    homophones: frozenset[frozenset[str]]
    slips: tuple[str, ...]
    lacking: frozenset[str]
    from_end: dict[str, str]
    ended: frozenset[str]
    ranks: dict[str, str]
    same_period: frozenset[str]
    proceedings: frozenset[str]
    every: frozenset[str]
    per: frozenset[str]
    delays: dict[str, frozenset[str]]
    verdicts: dict[str, frozenset[str]]
    bodies: frozenset[str]
    fields: frozenset[str]
    listed: frozenset[str]
    words: dict[str, dict[str, frozenset[str]]]
    rows: dict[str, dict[str, tuple[str, ...]]]
    maps: dict[str, dict[str, dict[str, str]]]

    def of(self, package: str, name: str) -> frozenset[str]:
        """The words that the rules of a package ask for by a name, from its table in `[words]`; none if it has none."""
        return self.words.get(package, {}).get(name, _NONE)

    def rows_of(self, package: str, name: str) -> tuple[str, ...]:
        """The same for what is a list in the file, in its order, each row as it stands."""
        return self.rows.get(package, {}).get(name, ())

    def map_of(self, package: str, name: str) -> dict[str, str]:
        """The same for what is a table in the file, "value = words": each word with its value."""
        return self.maps.get(package, {}).get(name, {})


_NONE: frozenset[str] = frozenset()


@cache
def of_all(package: str, name: str) -> frozenset[str]:
    """The same words of all languages together, those without a file of their own too, for rules that do not know which
    language they read.
    """
    known = *(language(code).words for code in CODES), _asked(language_file(OTHERS), str, _words)
    return frozenset(word for words in known for word in words.get(package, {}).get(name, ()))


@cache
def rows_of_all(package: str, name: str) -> tuple[str, ...]:
    """The rows of all languages in turn."""
    known = *(language(code).rows for code in CODES), _asked(language_file(OTHERS), list, tuple)
    return tuple(row for rows in known for row in rows.get(package, {}).get(name, ()))


@cache
def map_of_all(package: str, name: str) -> dict[str, str]:
    """The words of all languages with their values."""
    known = *(language(code).maps for code in CODES), _asked(language_file(OTHERS), dict, _senses)
    return {word: value for maps in known for word, value in maps.get(package, {}).get(name, {}).items()}


@cache
def other_months() -> dict[str, int]:
    """The months of languages that have no file of their own, which no other language takes for anything else."""
    facts = language_file(OTHERS)["words"]["facts"]
    return {word: int(month) for month, listed in facts["other_months"].items() for word in listed.split()}


@cache
def language(code: str) -> Language:
    """The language of a code such as "en" or "pt-BR"; English for one that has no file."""
    short = code.lower().replace("_", "-").split("-")[0]
    name = short if short in CODES else DEFAULT
    data = language_file(name)
    return Language(
        code=name,
        decimal=data.get("decimal", "."),
        numbers=_values(data.get("numbers", {})),
        scales=_values(data.get("scales", {})),
        ordinals={word: int(value) for word, value in _values(data.get("ordinals", {})).items()},
        months=other_months() | {word: int(value) for word, value in _values(data.get("months", {})).items()},
        weekdays={word: int(value) for word, value in _values(data.get("weekdays", {})).items()},
        feasts=_senses(data.get("feasts", {})),
        units=_senses(data.get("units", {})),
        currencies=_SIGNS | _senses(data.get("currencies", {})),
        verbs=_senses(data.get("verbs", {})),
        contrasts=(
            contrasts := {name: _senses(senses) for name, senses in data.get("contrasts", {}).items()}
            | _opposites(name)
        ),
        senses=_by_word(contrasts),
        titled=_words(data.get("titled", "")),
        futures=_words(data.get("futures", "")),
        homophones=frozenset(frozenset(row.split()) for row in data.get("homophones", ())),
        slips=tuple(data.get("slips", ())),
        lacking=_words(data.get("lacking", "")),
        from_end=_senses(data.get("from_end", {})),
        ended=_words(data.get("ended", "")),
        same_period=_words(data.get("same_period", "")),
        proceedings=_words(data.get("proceedings", "")),
        delays={name: _words(listed) for name, listed in data.get("delays", {}).items()},
        verdicts={name: _words(listed) for name, listed in data.get("verdicts", {}).items()},
        every=_words(data.get("every", "")),
        per=_words(data.get("per", "")),
        ranks=dict(row.split(" ", 1) for row in data.get("ranks", ())),
        bodies=_words(data.get("bodies", "")),
        fields=_words(data.get("fields", "")),
        agencies=_words(data.get("agencies", "")),
        surnames=_words(data.get("surnames", "")),
        of_titles=_words(data.get("of_titles", "")),
        listed=_words(data.get("listed", "")),
        words=_asked(data, str, _words),
        rows=_asked(data, list, tuple),
        maps=_asked(data, dict, _senses),
        variants=transliterated() | {word: row.split()[0] for row in data.get("variants", ()) for word in row.split()},
        percent=tuple(data.get("percent", ())),
        points=tuple(data.get("points", ())),
        according=tuple(data.get("according", ())),
        notes=tuple(data.get("notes", ())),
        relative=(relative := _senses(data.get("relative", {}))),
        relative_heads=frozenset(phrase.split()[0] for phrase in relative),
        ago=_words(data.get("ago", "")),
        ago_before=tuple(data.get("ago_before", ())),
        stops=_words(data.get("stops", "")),
        own=data.get("own", {}),
        terms=data.get("terms", {}),
        basis=_words(data.get("basis", "")),
        tallied=_words(data.get("tallied", "")),
        relations=_senses(data.get("relations", {})),
        weak=_words(data.get("weak", "")),
        strong=_words(data.get("strong", "")),
        minus=_words(data.get("minus", "")),
        qualifiers=_words(data.get("qualifiers", "")),
        intensity=_senses(data.get("intensity", {})),
        participles=dict(pair.split("/") for pair in data.get("participles", "").split()),
        abbreviations=_words(data.get("abbreviations", "")),
        starters=_words(data.get("starters", "")),
        common=_words(data.get("common", "")),
        age=_words(data.get("age", "")),
        casualty=_words(data.get("casualty", "")),
        uncounted=_words(data.get("uncounted", "")),
        pronouns=_words(data.get("pronouns", "")),
        titles=_words(data.get("titles", "")),
        honorifics=_words(data.get("honorifics", "")),
        roles=_words(data.get("roles", "")),
        organisations=_words(data.get("organisations", "")),
        places=_words(data.get("places", "")),
        place_words=_words(data.get("place_words", "")),
        hedges=_words(data.get("hedges", "")),
        intentions=_words(data.get("intentions", "")),
        joints=_words(data.get("joints", "")),
        ones=_words(data.get("ones", "")),
        first=_words(data.get("first", "")),
        halves=tuple(tuple(phrase.split()) for phrase in data.get("halves", ())),
        negators=_words(data.get("negators", "")),
        naming=_words(data.get("naming", "")),
        loose_days={int(days): weeks for days, weeks in data.get("loose_days", {}).items()},
        degrees=_senses(data.get("degrees", {})),
        clock=_clock(data["clock"]) if "clock" in data else None,
    )


@cache
def speech_verbs() -> frozenset[str]:
    """The verbs of saying of all languages: whether someone speaks should not hang on knowing which one it is."""
    return frozenset(word for code in CODES for word in (*language(code).verbs, *language(code).naming))


@cache
def surname_joints() -> frozenset[str]:
    """Small words within the names of persons, of all languages: "van der Berg"."""
    return of_all("naming", "surname_joints")


@cache
def titled_words() -> frozenset[str]:
    """The longer small words of all languages that stand without a capital within titles of works."""
    return frozenset(word for code in CODES for word in language(code).titled)


def language_of(*documents: Document) -> Language:
    """The language the documents name, else the one their text is most likely written in, else English."""
    for document in documents:
        if document.language:
            return language(document.language)
    # In a short text every word counts, so all versions are read.
    texts = [document.text for document in documents]
    longest = max(texts, key=len, default="")
    short = len(longest) < ENOUGH_TO_DETECT
    return language(detected(" ".join(texts) if short else longest, ask=not short))


def _words(text: str) -> frozenset[str]:
    """Words separated by white space; an underscore stands for a space inside a phrase."""
    return frozenset(word.replace("_", " ") for word in text.split())


_Read = TypeVar("_Read")


def _asked(data: dict[str, Any], sort: type, read: Callable[[Any], _Read]) -> dict[str, dict[str, _Read]]:
    """What the tables in `[words]` have of one sort, by package and name: words, lists or tables."""
    return {
        package: {name: read(value) for name, value in table.items() if isinstance(value, sort)}
        for package, table in data.get("words", {}).items()
    }


def _clock(table: dict[str, Any]) -> SpokenClock:
    leads, signs, sure, never = (_words(table.get(name, "")) for name in ("leads", "signs", "sure", "never"))
    ahead, behind, parts, spans = (_senses(table.get(name, {})) for name in ("ahead", "behind", "parts", "spans"))
    return SpokenClock(leads, signs, sure, never, ahead, behind, parts, spans)


def _senses(table: dict[str, str]) -> dict[str, str]:
    return {word.replace("_", " "): sense for sense, words in table.items() for word in words.split()}


def _opposites(code: str) -> dict[str, dict[str, str]]:
    """The further classes of words that exclude each other, where a language has a list: a line for each, its senses
    parted by bars, named after the first word of each.
    """
    found: dict[str, dict[str, str]] = {}
    for line in lines_of(f"{code}_opposites.txt"):
        senses = {side.split()[0]: side for side in line.split("|")}
        name = "/".join(list(senses)[:2])
        found[f"{name} {len(found)}" if name in found else name] = _senses(senses)
    return found


def _by_word(contrasts: dict[str, dict[str, str]]) -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for group, senses in contrasts.items():
        for word, sense in senses.items():
            key = word.replace("-", " ")
            found[key] = (*found.get(key, ()), (group, sense))
    return found


def _values(table: dict[str, str]) -> dict[str, float]:
    return {word: float(value) for value, words in table.items() for word in words.split()}
