"""Tells what language a text is written in by its commonest small words and its letters; a detector is loaded only for
longer texts that these leave open.
"""

from __future__ import annotations

DEFAULT = "en"
ENOUGH_TO_DETECT = 200
_READ = 4000
_PLENTY = 8
# Letters that only one of the languages writes (or hardly another one) count as much as several words.
_LETTERS = {"nl": "ĳ", "sv": "å", "pl": "ąęłśżźćń", "de": "ß„", "es": "ñ¿¡", "pt": "ãõ", "fr": "œêëîû", "it": "ìò"}
_WORTH = 2
# Letters that a language writes much more than the others.
_OFTEN = {"fr": "éè", "es": "óí", "pt": "çáêí", "it": "èàù", "de": "üäö", "sv": "äö"}
# What stands before an apostrophe in place of a vowel.
_ELIDED = {
    "fr": frozenset(["l", "d", "s", "c", "j", "n", "m", "qu"]),
    "it": frozenset(["l", "d", "un", "dell", "all", "nell", "sull", "dall", "c"]),
}


def detected(text: str, *, ask: bool = True) -> str:
    """The code of the language a text is most likely written in; English where nothing speaks for another one. Unless
    `ask` the detector is left alone.
    """
    head = text[:_READ].lower().replace("\u2019", "'")
    words = {word.strip(".,;:!?()\"'«»“”„") for word in head.split()}
    counts = {code: len(words & small) for code, small in _SMALL_WORDS.items()}
    for code, letters in _LETTERS.items():
        counts[code] += _WORTH * sum(letter in head for letter in letters)
    for code, letters in _OFTEN.items():
        counts[code] += any(letter in head for letter in letters)
    for lead in [word.partition("'")[0] for word in words if "'" in word]:
        for code, elided in _ELIDED.items():
            counts[code] += lead in elided
    best = max(counts, key=lambda code: counts[code])
    if counts[best] <= counts[DEFAULT] or (counts[best] == 1 and len(words) > _PLENTY):
        best = DEFAULT
    others = max(count for code, count in counts.items() if code != best)
    sure = counts[best] >= _PLENTY and 3 * others <= 2 * counts[best]
    if not ask or len(text) < ENOUGH_TO_DETECT or sure or _elsewhere(head):
        return best
    from py3langid import classify

    return str(classify(head)[0])


def _elsewhere(text: str) -> bool:
    """Whether a text is written in a script none of our languages uses: its words are nobody's then."""
    letters = [char for char in text[:400] if char.isalpha()]
    return bool(letters) and sum(char > "\u024f" for char in letters) * 2 > len(letters)


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SMALL_WORDS = {
    "en": _set(
        """
        a about after also an and are as at be been but by could first five for four from had has have he
        her his if in into is it its more new no not of on one or over people police said seven she six
        than that the their them there they this three to two was we were what when which who will with
        would year years you
        """
    ),
    "fr": _set(
        """
        a affaires ainsi annoncé porté plainte ans après au aux avait avant avec c'est ces cette cinq d'un d'une dans des deux
        dimanche dix dont douze du déclaré elle elles est et fait huit il ils jeudi l'a la le les leur
        lundi mais mardi mercredi n'a ne neuf nous ont onze ou où pas personnes pour qu'il
        quatre que qui samedi sans seize selon sept ses six sont trois un une vendredi vingt
        vous était été être
        """
    ),
    "de": _set(
        """
        aber acht als auch auf aus bei bis das dass dem den der des die dienstag donnerstag drei
        ein eine einem einen einer elf er es freitag fünf für gegen haben ich im ist jahre kein
        keine laut menschen mit mittwoch montag nach neun nicht noch nur oder rund sagte samstag sechs
        seit sich sie sieben sind sonntag und unter vier vom von waren werden wie wir wird wurde
        wurden zehn zu zum zur zwei zwölf über
        """
    ),
    "es": _set(
        """
        que y e al antes ayer años cinco como con cuando cuatro de del después diez dijo doce domingo
        el en entre era es esta este está fue fueron ha han hoy jueves la las le les lo los lunes
        martes miércoles muy más nueve nunca ocho once para pero personas por que se según seis
        siete sobre su sus sábado también tres un una viernes y ya
        """
    ),
    "pt": _set(
        """
        o um do no ao vai que e acidente às ficaram feridas teria fugiu fugido suspeito morreram pé anos antes ao aos cinco com como da das de depois dez dezoito disse dois domingo
        doze duas ela ele em entre esta este está foi foram hoje já mais mas na nas nos nove num
        numa não oito ontem onze os para pela pelo pessoas por quando quarta quatro que quinta se
        segunda segundo seis sem sete seu sexta sobre sábado são também terça três uma à é
        """
    ),
    "nl": _set(
        """
        aan aangehouden al als bij dat de deze die dit door een en er geen haar heeft het hij hun iets is jaar kan maar meer men met na naar
        niet nog nu of om onder ook op over te tegen toen tot uit van veel volgens voor waar was wat weer werd wie wij wordt zei zich zij zijn zo
        zonder zou mensen maandag dinsdag woensdag donderdag vrijdag zaterdag zondag noemde raakten volgt
        """
    ),
    "sv": _set(
        """
        alla att av blev bli den det där efter eller en enligt ett från för han har hon hur inte kan med men mot mycket nu när och om
        på sade sedan sig sin ska skulle som så till under upp utan var vid vi är år åt över måndag tisdag onsdag torsdag fredag människor fredags
        """
    ),
    "pl": _set(
        """
        ale był była było być co dla do gdzie gdy jak jest jego jej już który która lub ma na nie od oraz osób po pod przed przez przy się są
        tak także to tylko w we według wiele z za ze że został została roku lat poniedziałek wtorek środę czwartek piątek będzie odbędzie mówi zginęło
        """
    ),
    "it": _set(
        """
        e che gli avrebbe rubato ai al alla anche anni che ci cinque circa con da dal dalla dei del della delle detto di
        dieci dodici domenica dopo due ed era giovedì già gli ha hanno ieri il l'ha la le lei lo
        lui lunedì ma martedì mercoledì nel nella non nove oggi otto persone più prima quando
        quattro questa questo quindici sabato secondo sei senza sette si sono stata stati stato sul
        sulla tra tre un una undici venerdì è
        """
    ),
}
