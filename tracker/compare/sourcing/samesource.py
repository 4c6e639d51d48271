"""Tells whether two sources can be one: a pronoun, a surname, a role that the article gives to the name."""

# ruff: noqa: PLR0911 - each return is one rule of who can be whom

from __future__ import annotations

from dataclasses import replace

from tracker.compare.sourcing.aliases import Aliases
from tracker.compare.sourcing.capitals import capitals_all, same_calling
from tracker.compare.sourcing.seats import by_another_name
from tracker.compare.sourcing.sources import Sort, Source
from tracker.compare.sourcing.speech import Callings, callings, saying
from tracker.compare.sourcing.spokenfor import for_somebody_elses
from tracker.compare.text.families import bearers
from tracker.compare.text.language import Language
from tracker.compare.text.spelling import american, folded, name_slip, same_spelling, slip_apart, without_end

_Nouns = frozenset[str]


def same_source(one: Source, two: Source, aliases: Aliases, words: Language) -> bool:
    """Whether two phrases can mean one source; in doubt between a role and a name, the article's own words decide."""
    known = callings(words.code)
    if Sort.PRONOUN in (one.sort, two.sort) or not one.text or not two.text:
        return not any(
            _other_sex(*pair, known) or _no_person(*pair, known, words) or _close_to_them(*pair, known)
            for pair in ((one, two), (two, one))
        )
    if _letters(one, words) == _letters(two, words) or by_another_name(one, two, known) or _turned(one, two, known):
        return True
    if any(apart(one, two, known) or apart(two, one, known) for apart in (_close_to_name, _of_name)):
        return False
    if any(reads(one, two, known) or reads(two, one, known) for reads in (_speaks_for, _stands_for)):
        return True
    if _same_writers(one, two, words) or _compounded(one, two, words):
        return True
    if one.sort is Sort.NAME and two.sort is Sort.NAME:
        apart = _near_name(one, two, words) or _called_otherwise(one, two, known)
        return not apart and _same_name(one, two, words)
    if Sort.NAME in (one.sort, two.sort):
        named, other = (one, two) if one.sort is Sort.NAME else (two, one)
        if other.sort is Sort.UNNAMED:
            described = other.nouns <= (named.nouns - named.behalf) | frozenset(named.name)
            return bool(other.nouns) and (described or aliases.says(other.nouns - named.nouns, named.name))
        shared = _family(other.nouns, known) & named.nouns
        # Two writings are one only where no more than one of them has an author: "a report by MPs".
        if (shared and not (other.behalf and shared <= known.documents)) or _last_words(other, named, known):
            return True
        return _can_be(other, named, aliases, words) or _exchanged(other, named, aliases, known)
    return _same_roles(one, two, aliases, words)


def _can_be(role: Source, named: Source, aliases: Aliases, words: Language) -> bool:
    """Whether a name can have a role; that of a body with a field, "the agriculture ministry", only where the text says so."""
    known = callings(words.code)
    # A press secretary is no minister.
    nouns = _family(role.nouns & known.spokesmen or _written_out(role.nouns, known), known)
    if _fields(role, words) and role.nouns & (known.bodies | known.institutions | known.general):
        return aliases.says(nouns, named.name)
    return aliases.can_be(nouns, named.name)


def _close_to_name(one: Source, two: Source, known: Callings) -> bool:
    """Whether one is a relative or another person of the other's name: "Holm's mother", "la mère de Holm", beside "Holm"."""
    said = [folded(word) for word in one.text.lower().split()]
    place = next((n for n, word in enumerate(said) if word in known.close_to), -1)
    if (
        place < 0
        or two.sort is not Sort.NAME
        or any(folded(word) in known.close_to for word in two.text.lower().split())
    ):
        return False
    if said[place + 1 : place + 2] and said[place + 1] in two.name:
        return False  # "Tate's son Leo", "Leo Tate"
    owners = {word.rpartition("'")[0] for word in said[:place] if word.endswith(known.owners_ends)}
    if place and one.text.split()[place][0].isupper():
        owners.add(without_end(said[place - 1], known.genitive_ends))  # "Brandts Mutter"
    behind = said[place + 1 :]
    if behind and (behind[0] in known.behalf or (known.elided and behind[0].startswith(known.elided))):
        owners |= {word.rpartition("'")[2] for word in behind}
    return not owners.isdisjoint(two.name)


def _called_otherwise(one: Source, two: Source, known: Callings) -> bool:
    """Whether one is called a man and the other a woman: "Mrs Hale", "Mr Hale"."""
    sexes = known.not_for.values()
    left, right = ([bool(source.nouns & nouns) for nouns in sexes] for source in (one, two))
    return any(left) and any(right) and not any(a and b for a, b in zip(left, right, strict=True))


def _of_name(one: Source, two: Source, known: Callings) -> bool:
    """Whether one is somebody of the other's name: "Holm's trainer", beside "Holm", but not who speaks for a body or for
    whoever has an office.
    """
    if one.sort is not Sort.ROLE or two.sort is not Sort.NAME or two.nouns or one.name or two.name[0] in bearers():
        return False  # a country speaks by its ministries
    speaks = known.spokesmen | known.documents | known.staff | known.office | known.general
    heads = one.nouns - one.behalf
    owned = frozenset(word.rpartition("'")[0] for word in one.text.lower().split() if word.endswith(known.owners_ends))
    return bool(heads) and heads.isdisjoint(speaks) and not owned.isdisjoint(two.name)


def _near_name(one: Source, two: Source, words: Language) -> bool:
    """Whether but one of two is close to a name: "a source close to Hale", beside "Hale" or "a representative for Hale"."""
    close = saying(words.code).close
    return close.isdisjoint(one.nouns) is not close.isdisjoint(two.nouns)


def _last_words(role: Source, named: Source, known: Callings) -> bool:
    """Whether a body is called by a word of its name or by what that makes it: "the Royal College of Nursing", "the
    college"; "West Yorkshire Police", "the force".
    """
    body = known.general | known.institutions | known.bodies
    if role.text.lower().split()[0] not in known.definite or len(role.nouns) != 1:
        return False
    name = named.nouns.union(named.name)
    called = any(role.nouns <= noun and parts & name for noun, parts in known.called)
    return called or (role.nouns <= body and role.nouns <= set(named.name))


def _other_sex(pronoun: Source, other: Source, known: Callings) -> bool:
    """Whether "he" cannot stand for a woman, "she" for a man, as their nouns and honorifics say."""
    if pronoun.sort is not Sort.PRONOUN:
        return False
    said = {pronoun.text.lower(), other.text.lower()}
    if len(said) > 1 and said <= known.sexed:
        return True
    nouns = known.not_for.get(pronoun.text.lower(), frozenset())
    return bool((other.nouns - other.behalf) & nouns)


def _close_to_them(pronoun: Source, other: Source, known: Callings) -> bool:
    """Whether somebody close to one who is spoken of cannot be "the 41-year-old": "a friend of the star"."""
    aged = pronoun.sort is Sort.PRONOUN and any(word[0].isdigit() for word in pronoun.text.split())
    return aged and bool(other.behalf and other.nouns & known.close_to)


def _no_person(pronoun: Source, other: Source, known: Callings, words: Language) -> bool:
    """Whether "he" or "she" cannot stand for a body or a paper that speaks: "he said", "the council said", "the magazine
    Aura reported", "the Sun reported".
    """
    if pronoun.sort is not Sort.PRONOUN or pronoun.text.lower() not in known.persons:
        return False
    said, bodies = other.text.lower().split(), known.bodies | known.institutions
    leads = said[0] in known.definite
    if other.sort is Sort.NAME:
        papers = words.of("framing", "sites_named") | words.of("framing", "sites_last")
        called = bool(other.nouns) and other.nouns <= bodies
        return called or (leads and said[-1] in papers) or other.name[-1] in words.of("framing", "sites_alone")
    return other.sort is Sort.ROLE and leads and said[-1] in bodies


def _letters(source: Source, words: Language) -> str:
    """The letters of a phrase without small words and spaces, each word in one spelling: "the coast guard", "the coastguard";
    "State TV", "state television"; without endings of a case.
    """
    known = callings(words.code)
    said = (_uninflected(word, known) for word in source.text.lower().split() if word not in known.small)
    return "".join(words.variants.get(word, word) for word in said).replace("-", "")


def _uninflected(word: str, known: Callings) -> str:
    """A word without its endings of a case, as far as they can be told: "des Ministeriums", "dem Ministerium"."""
    for end in known.case_ends:
        word = word.removesuffix(end) if len(word) - len(end) >= _SHORTEST_NAME else word
    return word


def _turned(one: Source, two: Source, known: Callings) -> bool:
    """Whether two bodies are called by the same words in another order: "the Labor Department", "the Department of Labor"."""
    left, right = (
        sorted(word for word in source.text.lower().split() if word not in known.small) for source in (one, two)
    )
    return left == right and not (known.bodies | known.institutions | known.general).isdisjoint(left)


def _exchanged(role: Source, named: Source, aliases: Aliases, known: Callings) -> bool:
    """Whether both versions speak of "the company" and none says what the name is, so that one stands for the other."""
    return bool(role.nouns & known.anaphors & aliases.in_both) and aliases.described.isdisjoint(named.name)


def _speaks_for(one: Source, two: Source, known: Callings) -> bool:
    """Whether one stands for the other: "a spokesman for the hospital", "a report by the hospital", "the hospital"."""
    body = (two.nouns if two.nouns and not one.name else two.nouns | set(two.name)) - known.small
    speaks = bool(one.nouns & (known.spokesmen | known.documents | known.staff))
    # The mayor's spokesman is not the mayor, but a hospital speaks by nobody else.
    if one.nouns & known.spokesmen and not body.isdisjoint(known.holders):
        return False
    return speaks and bool(body) and two.behalf <= one.behalf and body <= (one.behalf | set(one.name))


def _other_office(one: Source, two: Source, known: Callings, words: Language) -> bool:
    """Whether one is the other's deputy, has another field, or speaks for somebody of whom the other speaks for."""
    lower = (one.nouns ^ two.nouns) & known.deputies
    return bool(lower) or other_portfolio(one, two, words) or for_somebody_elses(one, two, known)


def other_portfolio(one: Source, two: Source, words: Language) -> bool:
    """Whether two offices differ in what they are for: the defence secretary, the foreign secretary."""
    left, right = _fields(one, words), _fields(two, words)
    return bool(left and right) and not left & right and not _kin(left, right, callings(words.code))


def _fields(source: Source, words: Language) -> _Nouns:
    """What an office is for: "defence", "of works"."""
    fields = words.contrasts.get("portfolio", {})
    said = source.text.lower().split()
    runs = (" ".join(said[n : n + size]) for size in (2, 3) for n in range(len(said) - size + 1))
    return frozenset(fields[word] for word in (*source.nouns, *runs) if word in fields)


def _other_camp(one: Source, two: Source, known: Callings) -> bool:
    """Whether sources without a name speak for different camps: "banking sources", "union sources"."""
    if Sort.ROLE in (one.sort, two.sort) or (one.nouns | two.nouns) & known.spokesmen:
        return False
    left, right = ({n for n, camp in enumerate(known.camps) if camp & source.nouns} for source in (one, two))
    return bool(left and right) and not left & right


def _same_roles(one: Source, two: Source, aliases: Aliases, words: Language) -> bool:
    """Whether two roles can be one: of the same office, on the same behalf, or a body and what it is called."""
    known = callings(words.code)
    if one.name and two.name and not set(one.name) & set(two.name) and one.nouns == two.nouns:
        return False
    if one.behalf and two.behalf and not _same_role(one.behalf, two.behalf, known):
        return False
    if _other_office(one, two, known, words) or _other_camp(one, two, known):
        return False
    if one.name and not one.nouns and two.nouns and not two.name:
        return _bears(one, two, aliases, known)
    if two.name and not two.nouns and one.nouns and not one.name:
        return _bears(two, one, aliases, known)
    heads = one.nouns - one.behalf, two.nouns - two.behalf
    if all(head and head <= known.documents for head in heads):
        return True
    if not all(heads):
        return _same_role(one.nouns, two.nouns, known)
    close = saying(words.code).close
    if _close_to(one, heads[1], close) or _close_to(two, heads[0], close):
        return False
    if any(head <= known.anyone for head in heads) and Sort.ROLE not in (one.sort, two.sort):
        return True
    return _same_role(*heads, known) or (not (one.behalf and two.behalf) and _kin(*_of_no_one(one, two), known))


def _same_writers(one: Source, two: Source, words: Language) -> bool:
    """Whether two writings have one author, once by initials: "a survey by the NEU", "by the National Education Union"."""
    known = callings(words.code)
    for by in saying(words.code).by:
        (left, found, author), (right, _, other) = (side.text.partition(f" {by} ") for side in (one, two))
        if found and left.lower() == right.lower():
            writer, writing = replace(one, text=author), replace(two, text=other)
            return _stands_for(writer, writing, known) or _stands_for(writing, writer, known)
    return False


def _compounded(one: Source, two: Source, words: Language) -> bool:
    """Whether one calling says in the same word for whom: "ein Sprecher", "ein Bahnsprecher"."""
    if not capitals_all(words):
        return False
    left, right = ({*source.name, *source.nouns} for source in (one, two))
    return any(same_calling(a, b, words) for a in left for b in right)


def _of_no_one(one: Source, two: Source) -> tuple[_Nouns, _Nouns]:
    """The nouns of both, without those of whom one is somebody's: "the singer", "the singer's mother"."""
    left, right = one.nouns, two.nouns
    return left - one.behalf if one.behalf & right else left, right - two.behalf if two.behalf & left else right


def _close_to(source: Source, head: _Nouns, close: _Nouns) -> bool:
    """Whether one is somebody of the other's: "a source close to the actress", "the actress"."""
    return bool(close & source.nouns) and head <= source.behalf


def _written_out(nouns: _Nouns, known: Callings) -> _Nouns:
    """Nouns with the words of offices that are told by their letters: "the PM"."""
    return nouns.union(*(known.initials[word].split() for word in nouns if word in known.initials))


def _family(nouns: _Nouns, known: Callings) -> _Nouns:
    """Nouns with those that can stand for them: a lawyer is a solicitor."""
    families = (general | particular for general, particular in known.kinds if nouns & (general | particular))
    return nouns.union(*families)


def _bears(named: Source, role: Source, aliases: Aliases, known: Callings) -> bool:
    """Whether a body named with an article can be what a role says: "the Highways Agency" is an agency, no contractor."""
    called = frozenset(named.name) | known.bodies | known.general
    return bool(role.nouns & called) or aliases.can_be(role.nouns, named.name)


def _same_name(left: Source, right: Source, words: Language) -> bool:
    one, two = left.name, right.name
    if _other_field(left, right, words) or _other_body(left, right, callings(words.code)):
        return False
    shorter, longer = sorted((one, two), key=len)
    # Another first name is a correction of the name, told as a fact; a party before the name is no part of it.
    turned = left.nouns == right.nouns and (set(one[:-1]) & set(two[1:]) or set(two[:-1]) & set(one[1:]))
    if len(shorter) > 1 and (one[-1] == two[-1] or turned) and one[-1] not in _bodies(words):
        return True
    return all(
        any(same_spelling(a, b, words) or name_slip(a, b, words) or _misspelt(a, b, words) for b in longer)
        for a in shorter
    )


def _bodies(words: Language) -> _Nouns:
    """Last words of names that are no surnames: "Greater Manchester Police", "Kensington Palace"."""
    return words.organisations | words.place_words | callings(words.code).bodies


def _other_field(left: Source, right: Source, words: Language) -> bool:
    """Whether two bodies of one sort have names that differ in common words with a capital: "the World Health Organization",
    "the World Trade Organization".
    """
    shared = {american(word) for word in left.name} & {american(word) for word in right.name}
    if shared.isdisjoint(words.organisations) and shared.isdisjoint(callings(words.code).general):
        return False
    fields = [
        {folded(word.lower()) for word in source.text.split()[1:] if word[0].isupper()} & source.nouns - words.titles
        for source in (left, right)
    ]
    return all(fields) and fields[0].isdisjoint(fields[1])


def _other_body(left: Source, right: Source, known: Callings) -> bool:
    """Whether two bodies of one place are each called by a word of its own: "a Secretaria de Saúde de Rio Fundo", "a
    concessionária Águas de Rio Fundo".
    """
    said = [source.text.lower().split() for source in (left, right)]
    if any(len(text) < _BODY or text[0] not in known.definite or known.behalf.isdisjoint(text) for text in said):
        return False
    apart = left.name[0] not in right.name and right.name[0] not in left.name
    return apart and said[0][1] not in said[1] and said[1][1] not in said[0]


_BODY = 4  # article, head, "of", and of what


def _misspelt(one: str, two: str, words: Language) -> bool:
    """Whether two parts of names are a letter apart or have the same letters, so that the name is told as another one and
    the source is none: "Brühl", "Brehl"; "Yates", "Yeats".
    """
    if min(len(one), len(two)) < _SHORTEST_NAME or one[0] != two[0] or {one, two} & words.organisations:
        return False
    return slip_apart(one, two)


_SHORTEST_NAME = 4


def _stands_for(short: Source, long: Source, known: Callings) -> bool:
    """Whether a lone word is the other's initials, those of its small words counted or not: "the MoD", "the PM"."""
    letters = [word for word in short.text.lower().split() if word not in known.small]
    every = [word.rpartition("'")[2] if known.elided else word for word in _author(long, known)]
    if len(letters) != 1 or len(every) == 1:
        return False
    written, bare = short.text.split()[-1].rpartition("'")[2], letters[0].rpartition("'")[2]
    # Where articles lose their vowel, letters are written as a name, too: "l'Oms".
    as_name = bool(known.elided) and written[:1].isupper() and len(written) <= _LONGEST_LETTERS
    if not (written[-1:].isupper() or as_name):
        return False
    none: _Nouns = frozenset()
    heads = ["".join(word[0] for word in every if word not in small) for small in (none, known.definite, known.small)]
    return len(bare) > 1 and bare in heads


_LONGEST_LETTERS = 5


def _author(source: Source, known: Callings) -> list[str]:
    """The words of a source, without the writing in which it says something: "a statement from the Ministry of Defence"."""
    said = source.text.lower().split()
    by = next((n for n, word in enumerate(said) if word in known.behalf - known.documents_for), 0)
    return said[by + 1 :] if by and not known.documents.isdisjoint(said[:by]) else said


def _same_role(one: _Nouns, two: _Nouns, known: Callings) -> bool:
    plain = [nouns | {_plain(word, known) for word in nouns} for nouns in (one, two)]
    if not one or not two or not plain[0].isdisjoint(plain[1]):
        return True
    if any(len(left) == 1 and left <= known.office and right & known.seats for left, right in ((one, two), (two, one))):
        return True
    return _kin(one, two, known)


def _plain(noun: str, known: Callings) -> str:
    return american(without_end(noun, known.noun_ends))


def _kin(one: _Nouns, two: _Nouns, known: Callings) -> bool:
    """Whether nouns of one family stand on both sides: "family members", "relatives"."""
    return any(_of_kind(one, two, kind) or _of_kind(two, one, kind) for kind in known.kinds)


def _of_kind(one: _Nouns, two: _Nouns, kind: tuple[_Nouns, _Nouns]) -> bool:
    """Whether one is called by a general noun of a family and the other by any of it."""
    general, particular = kind
    return bool(one & general and two & (general | particular))
