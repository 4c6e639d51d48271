"""Promotional paragraphs as publishers print them among an article's own: templates by language and kind.

`{head}` is another article's headline, `{n}` and `{m}` are numbers. Written apart from the extractor's wording rules, in words
that these do not list, so that what is cut is cut for how it is built and how it moves.
"""

from __future__ import annotations

import random

HEADS = {
    "en": """Lighthouse keeper’s diary surfaces at an auction in Hull|The orchard that fruits twice a year
Tram drivers learn to knit on the night shift|How one street got its trees back
“I counted every brick,” says the man who bought a chapel|Council loses 4,000 library cards in the post
A choir of ferrymen takes on the opera|The last typewriter mechanic of the valley retires
Three bakers, one oven and a court order|Why the clock on the square runs backwards
School swaps bells for bird song|River pirates, or how a town lost its boats twice""",
    "de": """Das Tagebuch des Leuchtturmwärters taucht auf|Obstgarten trägt zweimal im Jahr
Straßenbahnfahrer stricken in der Nachtschicht|Wie eine Straße ihre Bäume zurückbekam
„Ich habe jeden Stein gezählt“, sagt der Käufer der Kapelle|Stadt verliert 4000 Büchereiausweise
Ein Chor aus Fährleuten probt die Oper|Der letzte Schreibmaschinenmechaniker geht in Rente""",
    "fr": """Le journal du gardien de phare refait surface|Le verger qui donne deux fois l’an
Des conducteurs de tram tricotent la nuit|Comment une rue a retrouvé ses arbres
« J’ai compté chaque brique », dit l’acheteur de la chapelle|La mairie égare 4 000 cartes de bibliothèque
Un chœur de passeurs s’attaque à l’opéra|Le dernier réparateur de machines à écrire s’en va""",
    "es": """Aparece el diario del farero|El huerto que da fruto dos veces al año
Los tranviarios tejen en el turno de noche|Cómo una calle recuperó sus árboles
«Conté cada ladrillo», dice quien compró la capilla|El ayuntamiento pierde 4.000 carnés de biblioteca
Un coro de barqueros se atreve con la ópera|Se jubila el último mecánico de máquinas de escribir""",
}  # fmt: skip
LINES: dict[str, dict[str, tuple[str, ...]]] = {
    "en": {
        "another story": (
            "<p>On our pages today: <a href='/s/{n}'>{head}</a></p>", "<p><i>You may have missed <a href='/s/{n}'>{head}</a></i></p>",
            "<p><a href='/s/{n}?src=inline'>{head}</a></p>", "<p><b>Our longer piece</b> {head}</p>", "<p>Elsewhere – {head}</p>",
            "<p>Now on the front page: {head}.</p>", "<p><strong><a href='/s/{n}'>{head}</a></strong> (paid)</p>", "<p>One click away: <a href='/s/{n}'>{head}</a>.</p>",
            "<p>{head} – <a href='/s/{n}'>our report</a></p>", "<p>→ {head}</p>",
        ),
        "the paper itself": (
            "<p>Nobody else sends a reporter to every council sitting. <a href='/back'>Back us with £{m}</a>.</p>", "<p>This desk is paid for by {n} households. Yours could be the next.</p>",
            "<p>Good reporting takes weeks. If you can spare a little, <a href='/back'>we will put it to work</a>.</p>", "<p>We have been printed here since 1871, and we would like to stay. Give what you can.</p>",
            "<p>The Courier is owned by those who read it: {n} of them so far. <a href='/own'>Own a share</a>.</p>", "<p>If this was worth your time, consider paying for the next one.</p>",
        ),
        "letters and sound": (
            "<p>Every evening at six the editor writes to {n} people. <a href='/post'>Be one of them</a>.</p>", "<p>The Tide Table lands on Sundays, with all that the week washed up. Put your name down.</p>",
            "<p>Hear the reporters behind these pages talk it over in Low Water, wherever you get your audio.</p>", "<p>In this week’s Low Water: {head}.</p>",
            "<p>Alerts for your street on your phone: <a href='/phone'>switch them on</a>.</p>", "<p>Our evening post goes to {n} readers. No charge, no spam.</p>",
        ),
        "things for sale": (
            "<p>The 2026 harbour calendar is here: {m} photographs, £14, posted anywhere.</p>", "<p>Three months for the price of one if you start before Monday.</p>",
            "<p>Seats for our evening with the pilots are going fast. <a href='/seats'>Reserve yours</a>.</p>", "<p>Read as much as you like for {m} pence a day.</p>",
            "<p>A year of the digital edition makes a present that needs no wrapping. <a href='/gift'>See how</a>.</p>", "<p>{m} walks along the estuary, collected in one book. At all good shops.</p>",
        ),
        "the reader": (
            "<p>Were you there? Send your pictures to desk@courier.example.</p>", "<p>Which bridge should be mended first? <a href='/ask/{n}'>Cast your ballot</a>.</p>",
            "<p>{n} people have said what they think. Add your voice.</p>", "<p>Do you know more? Our line is open day and night: 0555 {n}.</p>",
            "<p>Think you know the harbour? {m} questions, three minutes.</p>",
        ),
    },
    "de": {
        "another story": (
            "<p>Heute bei uns: <a href='/s/{n}'>{head}</a></p>", "<p><a href='/s/{n}'>{head}</a></p>", "<p><b>Aus der Region</b> {head}</p>",
            "<p>Schon gesehen? <a href='/s/{n}'>{head}</a></p>", "<p>{head} – <a href='/s/{n}'>zur Reportage</a></p>",
        ),
        "the paper itself": (
            "<p>Dieses Blatt gehört {n} Leserinnen und Lesern. <a href='/anteil'>Werden Sie Miteigentümer</a>.</p>", "<p>Guter Lokaljournalismus kostet Zeit. Helfen Sie mit {m} Euro im Monat.</p>",
            "<p>Seit 1871 berichten wir von hier, und so soll es bleiben. Geben Sie, was Sie können.</p>",
        ),
        "letters and sound": (
            "<p>Jeden Abend um sechs schreibt die Chefredakteurin an {n} Menschen. <a href='/post'>Gehören Sie dazu</a>.</p>", "<p>Im neuen „Niedrigwasser“: {head}.</p>",
            "<p>Meldungen für Ihre Straße auf Ihr Telefon: <a href='/telefon'>einschalten</a>.</p>",
        ),
        "things for sale": (
            "<p>Drei Monate lesen, einen zahlen: nur bis Montag.</p>", "<p>Der Hafenkalender 2026 ist da: {m} Fotografien, 14 Euro, portofrei.</p>",
            "<p>Plätze für unseren Abend mit den Lotsen sind knapp. <a href='/platz'>Jetzt sichern</a>.</p>",
        ),
        "the reader": (
            "<p>Waren Sie dabei? Schicken Sie Ihre Bilder an desk@bote.example.</p>", "<p>Welche Brücke zuerst? <a href='/frage/{n}'>Geben Sie Ihre Stimme ab</a>.</p>",
        ),
    },
    "fr": {
        "another story": (
            "<p>Dans nos pages : <a href='/s/{n}'>{head}</a></p>", "<p><a href='/s/{n}'>{head}</a></p>", "<p><i>{head}, <a href='/s/{n}'>notre récit</a></i></p>", "<p><b>Le grand format</b> {head}</p>",
        ),
        "the paper itself": (
            "<p>Ce journal appartient à {n} lecteurs. <a href='/part'>Prenez une part</a>.</p>", "<p>L’enquête coûte cher. Aidez-nous avec {m} euros par mois.</p>",
        ),
        "letters and sound": (
            "<p>Chaque soir à six heures, la rédactrice en chef écrit à {n} personnes. <a href='/lettre'>Soyez du nombre</a>.</p>", "<p>Cette semaine dans « Marée basse » : {head}.</p>",
        ),
        "things for sale": (
            "<p>Trois mois au prix d’un seul jusqu’à lundi.</p>", "<p>Le calendrier du port est arrivé : {m} photographies, 14 euros, port compris.</p>",
        ),
        "the reader": (
            "<p>Vous y étiez ? Envoyez vos images à desk@courrier.example.</p>", "<p>Quel pont d’abord ? <a href='/q/{n}'>Dites-le nous</a>.</p>",
        ),
    },
    "es": {
        "another story": (
            "<p>Hoy en portada: <a href='/s/{n}'>{head}</a></p>", "<p><a href='/s/{n}'>{head}</a></p>", "<p><b>El reportaje</b> {head}</p>", "<p>{head}: <a href='/s/{n}'>así lo contamos</a></p>",
        ),
        "the paper itself": (
            "<p>Este diario es de {n} lectores. <a href='/parte'>Compre una parte</a>.</p>", "<p>Investigar lleva tiempo. Ayúdenos con {m} euros al mes.</p>",
        ),
        "letters and sound": (
            "<p>Cada tarde a las seis la directora escribe a {n} personas. <a href='/carta'>Únase</a>.</p>", "<p>Esta semana en «Marea baja»: {head}.</p>",
        ),
        "things for sale": (
            "<p>Tres meses por el precio de uno, solo hasta el lunes.</p>", "<p>Ya está el calendario del puerto: {m} fotografías, 14 euros, envío incluido.</p>",
        ),
        "the reader": (
            "<p>¿Estuvo usted allí? Mande sus fotos a desk@correo.example.</p>", "<p>¿Qué puente primero? <a href='/p/{n}'>Díganos</a>.</p>",
        ),
    },
}  # fmt: skip
KINDS = tuple(LINES["en"])


def draw(kind: str, language: str, chance: random.Random) -> str:
    """One promotional paragraph of that kind, as HTML."""
    heads = HEADS[language].replace("\n", "|").split("|")
    template = chance.choice(LINES[language][kind])
    return template.format(head=chance.choice(heads), n=chance.randrange(100, 9999), m=chance.randrange(2, 59))
