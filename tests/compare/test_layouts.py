"""German pages laid out or told otherwise in several paragraphs: interviews with and without labels, and notes of publishers."""

from __future__ import annotations

import pytest

from tracker.compare import compare
from tracker.model import Document, Severity


def severities(old: str, new: str) -> set[Severity]:
    return {flag.severity for flag in compare(Document.from_text(old), Document.from_text(new)).flags}


NOTES = [
    (
        "silent",
        "Die Molkerei beschäftigt 210 Menschen.\n\nAnmerkung: In einer früheren Version hieß es, die Molkerei beschäftige 120 Menschen. Wir haben das korrigiert.",
        "Die Molkerei beschäftigt 210 Menschen.\n\nKorrekturhinweis: In einer früheren Fassung dieses Textes war von 120 Beschäftigten die Rede. Das haben wir berichtigt.",
    ),
    (
        "silent",
        "Der Ort hat 900 Einwohner.\n\nKorrektur: In einer früheren Version stand, der Ort habe 9000 Einwohner. Das ist falsch.",
        "Der Ort hat 900 Einwohner.\n\nBerichtigung: In einer ersten Fassung war von 9000 Einwohnern die Rede. Das war falsch.",
    ),
    (
        "silent",
        "Der Ort hat 900 Einwohner.\n\nHinweis der Redaktion: In einer früheren Version hieß es, der Ort habe 9000 Einwohner. Wir haben den Fehler korrigiert.",
        "Der Ort hat 900 Einwohner.\n\nAnm. d. Red.: Zunächst hieß es hier, der Ort habe 9000 Einwohner. Wir haben den Fehler berichtigt.",
    ),
    (
        "silent",
        "Das Werk liegt in Lohr.\n\nKorrektur: In einer früheren Version hatten wir das Werk in Lahr verortet.",
        "Das Werk liegt in Lohr.\n\nKorrektur: Eine frühere Fassung verortete das Werk in Lahr.",
    ),
    (
        "silent",
        "Die Brücke ist 40 Meter lang.\n\nKorrekturhinweis: In einer früheren Fassung war von 400 Metern die Rede.",
        "Die Brücke ist 40 Meter lang.\n\nKorrektur: In einer früheren Fassung hieß es, die Brücke sei 400 Meter lang.",
    ),
    (
        "silent",
        "Die Brücke ist 40 Meter lang.\n\nAnmerkung der Redaktion: Wir hatten irrtümlich 400 Meter geschrieben.",
        "Die Brücke ist 40 Meter lang.\n\nAnmerkung der Redaktion: Irrtümlich hatten wir zunächst 400 Meter geschrieben.",
    ),
    (
        "told",
        "Die Molkerei beschäftigt 210 Menschen.\n\nAnmerkung: In einer früheren Version hieß es, die Molkerei beschäftige 120 Menschen. Wir haben das korrigiert.",
        "Die Molkerei beschäftigt 210 Menschen.\n\nKorrekturhinweis: In einer früheren Fassung dieses Textes war von 180 Beschäftigten die Rede. Das haben wir berichtigt.",
    ),
    (
        "told",
        "Der Ort hat 900 Einwohner.\n\nKorrektur: In einer früheren Version stand, der Ort habe 9000 Einwohner.",
        "Der Ort hat 900 Einwohner.\n\nKorrektur: In einer früheren Version stand, der Ort habe 9000 Häuser.",
    ),
    (
        "told",
        "Das Werk liegt in Lohr.\n\nKorrektur: In einer früheren Version hieß es, das Werk liege in Lahr.",
        "Das Werk liegt in Lohr.\n\nKorrektur: In einer früheren Fassung war von einem Werk in Mainz die Rede.",
    ),
    (
        "told",
        "Das Werk liegt in Lohr.\n\nKorrektur: In einer früheren Version hieß es, das Werk liege in Lahr.",
        "Das Werk liegt in Lohr.\n\nKorrektur: In einer früheren Version hieß es, das Werk liege in Lahr. Auch der Name des Chefs war falsch.",
    ),
    (
        "told",
        "Das Werk liegt in Lohr.\n\nKorrektur: In einer früheren Version hieß es, das Werk liege in Lahr.",
        "Das Werk liegt in Lohr.",
    ),
]
INTERVIEWS = [
    (
        "silent",
        "Ruth Amberg im Gespräch\n\nFrage: Haben Sie je ans Aufhören gedacht?\nAntwort: Nur einmal, nach dem Sturz in Davos.",
        "Ruth Amberg im Gespräch\n\nHaben Sie je ans Aufhören gedacht?\n\nRuth Amberg: Nur einmal, nach dem Sturz in Davos.",
    ),
    (
        "silent",
        "Interview mit Jan Holt\n\nFrage: Wann kommt das neue Buch?\n\nAntwort: Im Herbst, wenn alles gut geht.",
        "Interview mit Jan Holt\n\nWann kommt das neue Buch?\n\nIm Herbst, wenn alles gut geht.",
    ),
    (
        "silent",
        "Interview mit Jan Holt\n\nWann kommt das neue Buch?\n\nJan Holt: Im Herbst, wenn alles gut geht.\n\nUnd dann?\n\nHolt: Dann fahre ich ans Meer.",
        "Interview mit Jan Holt\n\nFrage: Wann kommt das neue Buch?\n\nAntwort: Im Herbst, wenn alles gut geht.\n\nFrage: Und dann?\n\nAntwort: Dann fahre ich ans Meer.",
    ),
    (
        "silent",
        "Interview mit Jan Holt\n\nTagblatt: Wann kommt das neue Buch?\n\nJan Holt: Im Herbst, wenn alles gut geht.",
        "Interview mit Jan Holt\n\nWann kommt das neue Buch?\n\nJan Holt: Im Herbst, wenn alles gut geht.",
    ),
    (
        "silent",
        "Interview mit Jan Holt\n\nF: Wann kommt das neue Buch?\n\nA: Im Herbst, wenn alles gut geht.",
        "Interview mit Jan Holt\n\nFrage: Wann kommt das neue Buch?\n\nAntwort: Im Herbst, wenn alles gut geht.",
    ),
    (
        "silent",
        "Ina Holt im Gespräch\n\nFrage: Wie geht es Ihnen?\nAntwort: Mir geht es wieder gut.",
        "Ina Holt im Gespräch\n\nWie geht es Ihnen?\n\nHolt: Mir geht es wieder gut.",
    ),
    (
        "told",
        "Ruth Amberg im Gespräch\n\nFrage: Haben Sie je ans Aufhören gedacht?\nAntwort: Nur einmal, nach dem Sturz in Davos.",
        "Ruth Amberg im Gespräch\n\nHaben Sie je ans Aufhören gedacht?\n\nRuth Amberg: Nie, auch nicht nach dem Sturz in Davos.",
    ),
    (
        "told",
        "Ruth Amberg im Gespräch\n\nFrage: Haben Sie je ans Aufhören gedacht?\nAntwort: Nur einmal, nach dem Sturz in Davos.",
        "Ruth Amberg im Gespräch\n\nHaben Sie je ans Aufhören gedacht?\n\nRuth Amberg: Nur einmal, nach dem Sturz in Chur.",
    ),
    (
        "told",
        "Interview mit Jan Holt\n\nFrage: Wann kommt das neue Buch?\n\nAntwort: Im Herbst, wenn alles gut geht.",
        "Interview mit Jan Holt\n\nWann kommt das neue Buch?\n\nJan Holt: Im Winter, wenn alles gut geht.",
    ),
    (
        "told",
        "Interview mit Jan Holt und Ina Dorn\n\nWann kommt das neue Buch?\n\nJan Holt: Im Herbst, wenn alles gut geht.",
        "Interview mit Jan Holt und Ina Dorn\n\nWann kommt das neue Buch?\n\nIna Dorn: Im Herbst, wenn alles gut geht.",
    ),
]


@pytest.mark.parametrize(("part", "old", "new"), [*NOTES, *INTERVIEWS])
def test_what_is_told_in_several_paragraphs(part: str, old: str, new: str) -> None:
    told = severities(old, new) - {Severity.SILENT, Severity.LOW}
    assert bool(told) is (part == "told")
