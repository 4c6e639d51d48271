"""Kinds of edits that blind sets showed to be missed or told wrongly, each in several variants of our own: those that are
told, and those beside them that have to stay silent. Both are read both ways.
"""

from __future__ import annotations

import pytest

from tracker.compare import compare
from tracker.model import Document, Flag, FlagKind, Severity

ALERTS = {
    FlagKind.QUOTE_CHANGED,
    FlagKind.QUOTE_ADDED,
    FlagKind.QUOTE_REMOVED,
    FlagKind.ATTRIBUTION_CHANGED,
    FlagKind.FACT_CHANGED,
    FlagKind.HEDGING_ADDED,
    FlagKind.HEDGING_REMOVED,
    FlagKind.NEGATION_CHANGED,
    FlagKind.DATELINE_CHANGED,
}
SILENT = [
    # a slip of the pen within a quotation
    ("“I saw teh car and and ran,” he said.", "“I saw the car and ran,” he said."),
    ("“It was recieved late,” she said.", "“It was received late,” she said."),
    ("She said: ‘I nearly fell of the hosptial bed.’", "She said: ‘I nearly fell of the hospital bed.’"),
    ("“We waited to long,” said Mr Ede.", "“We waited too long,” said Mr Ede."),
    ("“Your right,” Ann Roe told him.", "“You’re right,” Ann Roe told him."),
    ("“They shut the dorr,” a boy said.", "“They shut the door,” a boy said."),
    ("„Ich habe es nciht gewusst“, sagte er.", "„Ich habe es nicht gewusst“, sagte er."),
    ('"It was definately him," the guard said.', '"It was definitely him," the guard said.'),
    ("« C’était un probleme ancien », dit-elle.", "« C’était un problème ancien », dit-elle."),
    # titles of works that lost their marks
    ("Her column, ‘Notes from a Shed’, ran for years.", "Her column, Notes from a Shed, ran for years."),
    ("She published “Letters to a Young Miner” in 1990.", "She published Letters to a Young Miner in 1990."),
    ("Her first film, “The Long Ditch,” was short.", "Her first film, The Long Ditch, was short."),
    ("Sein Buch „Briefe über den Wald“ ist dick.", "Sein Buch Briefe über den Wald ist dick."),
    ("The novel “A Walk With the Dead” sold well.", "The novel A Walk With the Dead sold well."),
    ("«Cartas desde el Puerto» ganó el premio.", "Cartas desde el Puerto ganó el premio."),
    ("The band played “Home Before Morning” twice.", "The band played Home Before Morning twice."),
    ("‘The Sea Between Us’ opens on Friday.", "The Sea Between Us opens on Friday."),
    # the labels of an interview in other clothes
    ("Ede: We fish.\n\nMarsh: Still?\n\nEde: Daily.", "Ede – We fish.\n\nMarsh – Still?\n\nEde – Daily."),
    ("Marsh: And now?\n\nEde: I fish.", "Marsh — And now?\n\nEde — I fish."),
    # amounts in other clothes
    ("The dividend is 75 cents a share.", "The dividend is €0.75 a share."),
    ("A stamp costs 60 cents.", "A stamp costs $0.60."),
    ("A stamp costs 60 US cents.", "A stamp costs US$0.60."),
    ("Das Ei kostet 40 Cent.", "Das Ei kostet 0,40 Euro."),
    ("Le timbre coûte 80 centimes.", "Le timbre coûte 0,80 euro."),
    ("It took her 11½ hours.", "It took her eleven and a half hours."),
    ("He ran ½ mile.", "He ran half a mile."),
    ("The plank is 2¾ inches thick.", "The plank is 2.75 inches thick."),
    ("La dette atteint 3 milliards d’euros.", "La dette atteint 3 Md€."),
    # said otherwise, and the same
    ("Three engines attended the blaze.", "Three fire engines attended the blaze."),
    ("The committee could find no evidence of it.", "The committee found no evidence of it."),
    ("State television said the road was shut.", "State TV said the road was shut."),
    ("Officials at the ministry said it was shut.", "The ministry said it was shut."),
    ("Elle a annoncé que le pont serait fermé.", "Elle a annoncé la fermeture du pont."),
    ("“We waited,” a passenger said.", "“We waited,” Ann Roe, a passenger, said."),
    ("“We waited,” one passenger said.", "“We waited,” Ann Roe, one of the passengers, said."),
    ("Der 34 Jahre alte Verdächtige schwieg.", "Der Verdächtige, 34, schwieg."),
    # figures in other clothes within quotations
    ("“We lost £3 million,” said Ann Roe.", "“We lost £3m,” said Ann Roe."),
    ("“We met on March 3,” said Ann Roe.", "“We met on 3 March,” said Ann Roe."),
    ("« Il faut vingt pour cent de plus », a dit Ana Roux.", "« Il faut 20 % de plus », a dit Ana Roux."),
    # words that only left a quotation
    ("He said: “I don’t get lost there.”", "He said: “I don’t get lost there”."),
    # sums, scores and lists in other clothes
    ("Six men and four boys were held.", "Ten people, four of them boys, were held."),
    ("The club were 98 for 2 at lunch.", "The club were 98-2 at lunch."),
    ("She made a hundred and twelve.", "She made 112."),
    ("The bank will raise Rs 40 crore.", "The bank will raise ₹40 crore."),
    ("Buses run on Mondays and Fridays.", "Buses run on Monday and Friday."),
    ("She lives in Boise, ID, with her son.", "She lives in Boise, Idaho, with her son."),
    ("The cat and the dog slept.", "The dog and the cat slept."),
    ("O museu tem cento e vinte peças.", "O museu reúne 120 peças."),
    # one name from another script
    ("Dmitri Volkonskiy won.", "Dmitry Volkonsky won."),
    ("Muhammad Haddad won.", "Mohammed Haddad won."),
    # said otherwise, and the same
    ("Police suspect him of setting the fire.", "He is suspected by police of setting the fire."),
    ("Police have not ruled out arson.", "Police say arson is a possibility."),
    ("The lift is out of order.", "The lift is not working."),
    ("A report by the TUC found gaps.", "A report by the Trades Union Congress found gaps."),
    ("Inflation, said Petra Vold, was “a guest”.", "Petra Vold said inflation was “a guest”."),
    ("Follow us on Facebook for more news.", "Follow us on TikTok and Threads for more news."),
    (
        "It was on 9th May.\n\nThis article was amended on 9th May.",
        "It was on 9 May.\n\nThis article was amended on 9 May.",
    ),
]
TOLD = [
    # one letter makes another word, or another name
    (FlagKind.QUOTE_CHANGED, "“We serve the county,” he said.", "“We serve the country,” he said."),
    (FlagKind.QUOTE_CHANGED, "“It was a threat,” he said.", "“It was a treat,” he said."),
    (FlagKind.QUOTE_CHANGED, "“Ask Kelly,” said the guard.", "“Ask Kelley,” said the guard."),
    (FlagKind.QUOTE_CHANGED, "“Ask for Dorr today,” she said.", "“Ask for Door today,” she said."),
    (FlagKind.QUOTE_CHANGED, "‘They signed it,’ said Mr Ede.", "‘They singed it,’ said Mr Ede."),
    (FlagKind.QUOTE_CHANGED, "“It was tired of us,” he said.", "“It was tried of us,” he said."),
    (FlagKind.QUOTE_CHANGED, "“I want to go,” said Ann Roe.", "“I wanted to go,” said Ann Roe."),
    (FlagKind.QUOTE_REMOVED, "“No Way Out,” she said.", "No Way Out, she said."),
    (FlagKind.FACT_CHANGED, "The dividend is 75 cents a share.", "The dividend is €0.57 a share."),
    (FlagKind.FACT_CHANGED, "It took her 11½ hours.", "It took her twelve and a half hours."),
    (FlagKind.FACT_CHANGED, "Jonas Tarr pleaded guilty.", "Jonas Tarr pleaded no contest."),
    (FlagKind.FACT_CHANGED, "He pleaded no contest in May.", "He pleaded not guilty in May."),
    (FlagKind.FACT_CHANGED, "Governor Lois Farrant led them.", "Senator Lois Farrant led them."),
    (FlagKind.FACT_CHANGED, "Deputy mayor Carla Voss spoke.", "Acting mayor Carla Voss spoke."),
    (FlagKind.FACT_CHANGED, "Der Innenminister Karl Othmer sprach.", "Der Justizminister Karl Othmer sprach."),
    (FlagKind.FACT_CHANGED, "It is half as bright as the sun.", "It is twice as bright as the sun."),
    (FlagKind.FACT_CHANGED, "He often spoke of it.", "He rarely spoke of it."),
    (FlagKind.NEGATION_CHANGED, "He often spoke of the war.", "He never spoke of the war."),
    (FlagKind.NEGATION_CHANGED, "He sometimes drank with them.", "He never drank with them."),
    (FlagKind.DATELINE_CHANGED, "Lübeck (dpa) - Die Fähre liegt still.", "Rostock (dpa) - Die Fähre liegt still."),
    (
        FlagKind.DATELINE_CHANGED,
        "Velmar, 6 May (Transpress) — The ministers agreed.",
        "Ostrin, 6 May (Transpress) — The ministers agreed.",
    ),
    (FlagKind.ATTRIBUTION_CHANGED, "“We waited,” said Tom Roe.", "“We waited,” said his daughter, Ann Roe."),
    (FlagKind.FACT_CHANGED, "The nurse slapped the patient twice.", "The patient slapped the nurse twice."),
    (
        FlagKind.FACT_CHANGED,
        "It covers the army, the prison service and the police.",
        "It covers the army and the police.",
    ),
    (FlagKind.FACT_CHANGED, "She was convicted of handling stolen goods.", "She was convicted of burglary."),
    (FlagKind.FACT_CHANGED, "It rose by half a percentage point to 5%.", "It rose by half a percent to 5%."),
    (FlagKind.FACT_CHANGED, "The owner, Costa Andreou, said it burned.", "The owner, Andreas Costa, said it burned."),
    (FlagKind.FACT_CHANGED, "Kelly Marsh won.", "Kelli Marsh won."),
    (FlagKind.FACT_CHANGED, "Ola Benn will miss the final.", "Ola Benn will play in the final."),
    (FlagKind.ATTRIBUTION_CHANGED, "“It shuts,” the bishop’s spokesman said.", "“It shuts,” the bishop said."),
    (FlagKind.QUOTE_CHANGED, "— I never signed it, she said.", "— I never read it, she said."),
    (FlagKind.QUOTE_CHANGED, "— Did you ask?\n\n— I asked twice.", "— Did you ask?\n\n— I asked once."),
    (FlagKind.QUOTE_CHANGED, "“We lost £3 million,” said Ann Roe.", "“We lost £3bn,” said Ann Roe."),
    (
        FlagKind.ATTRIBUTION_CHANGED,
        "“We waited,” a passenger said.",
        "“We waited,” Ann Roe, the wife of a passenger, said.",
    ),
]
TURNED = {FlagKind.QUOTE_REMOVED: FlagKind.QUOTE_ADDED}


@pytest.mark.parametrize(("one", "two"), SILENT)
def test_what_says_the_same_in_other_clothes_is_silent_both_ways(one: str, two: str) -> None:
    assert alerts(one, two) == []
    assert alerts(two, one) == []


@pytest.mark.parametrize(("kind", "one", "two"), TOLD)
def test_what_says_another_thing_is_told_once_both_ways(kind: FlagKind, one: str, two: str) -> None:
    assert [flag.kind for flag in alerts(one, two)] == [kind]
    assert [flag.kind for flag in alerts(two, one)] == [TURNED.get(kind, kind)]


@pytest.mark.parametrize(
    ("one", "two", "count"),
    [("Three regions under alert", "Five regions under alert", 1), ("9 things to know", "10 things to know", 0)],
)
def test_the_number_at_the_head_of_a_headline_is_a_fact_but_in_a_listicle(one: str, two: str, count: int) -> None:
    old, new = (Document.from_text("It rained.", headline=headline) for headline in (one, two))
    assert sum(flag.kind is FlagKind.FACT_CHANGED for flag in compare(old, new).flags) == count


def test_a_doubt_is_told_beside_another_source() -> None:
    told = {flag.kind for flag in alerts("Tea helps, experts say.", "Tea might help, doctors in Lyon say.")}
    assert told == {FlagKind.ATTRIBUTION_CHANGED, FlagKind.HEDGING_ADDED}


def test_sums_that_two_sentences_exchange_are_told() -> None:
    before = "The ministry put it at 2.3 billion crowns. The budget office said 3.1 billion."
    after = "The ministry put it at 3.1 billion crowns. The budget office said 2.3 billion."
    told = [(flag.before, flag.after) for flag in alerts(before, after)]
    assert told == [("2.3 billion", "3.1 billion"), ("3.1 billion", "2.3 billion")]


def alerts(before: str, after: str) -> list[Flag]:
    flags = compare(Document.from_text(before), Document.from_text(after)).flags
    return [flag for flag in flags if flag.kind in ALERTS and flag.severity is not Severity.SILENT]
