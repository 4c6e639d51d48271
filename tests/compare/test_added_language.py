"""A language is added by its two files alone: one that nobody speaks, in a copy of the package."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

import tracker

# What the page says of it: words for numbers, a unit, verbs of saying, hedges, and how it is told from others.
WORDS = """
decimal = ","
common = "ol oz ut zu"
hedges = "perhopu"
stops = "zu ut"
pronouns = "zil"
starters = "ol"
notes = ["mau bedauris", "nova"]
according = ["kunu oz"]

[numbers]
3 = "trel"
4 = "kvorl"

[scales]
1000 = "milk"

[units]
tonne = "tunk tunki"

[months]
5 = "majk"

[verbs]
say = "dikis kunu"

[detection]
small = "ol oz ut zu ilk dikis"

[own]
# How publishers label their notes.
labels = "korekto"
"""
# What single rules ask for.
ASKED = """
[words.facts]
# Between a day and its month: "3 zu majk".
of = "zu"

[words.facts.vague]
many = "multi"

[words.facts.clipped]
hour = "hu"
minute = "mi"

[words.quoting]
# Letters before the questions and the answers of an interview.
asking_letters = "K"
answering_letters = "V"
# With these people speak of themselves; answers begin with these; a verb ends so where somebody speaks of themselves.
first_person = "mau"
answer_openers = "jep"
self_endings = ["zik"]
# A question put to somebody and its answer in one paragraph.
put_to = "tauv"
told_by = "maum"
# Behind one of these two words in marks are a name.
articles = "ol"
# What says that somebody is quoted as a verb of saying does.
crediting = "lautu"
# "Absurd" is what she called it.
be = "estu"
so_called = "kiol"
# A dash may set an aside off; dialogue stands behind a short one, too.
other_dashes = "asides"
short_dashes = ["- "]
narration_openers = "ol"
# Who speaks stands within the marks.
inserted_pronouns = ["zil"]

[words.speaking]
# A pronoun that stands for no body.
one_person = "zil"
# The end of a name that makes something theirs.
genitives = ["'oz"]
# A small word of questions, and a denial that is one word in a quotation.
asking = "verdu"
contracted = "nolt"

[words.speaking.told_as]
"kunu oz" = "kunu"

[words.sourcing]
# A word cut short before a name, whose point ends no sentence.
cut = "malo"
# Behind one of these, somebody else stands than the one described.
apart = "kon"

[words.notes]
# What opens a note only with a word for a mistake, or before a colon.
regretting = "mau_bedauris"
mistakes = "erar"
updates = "nova"
# Small words, by which no note speaks of an edit.
small = "multi"
"""
SPEECH = """
[phrases]
before_verb = "oz"
articles = "ol"
views = "opu"
sayings = "klamo"

[sources]
definite = "ol"
"""
# The small words and the endings around sources.
SOURCES = """
[phrases]
before_verb = "oz"
articles = "ol"
views = "opu"
sayings = "klamo"
# "In the view of", "citing", "according to".
viewing = "em"
the = "lu"
of = "su"
citing = "rezum"
attributing = "per_ze"
# "Her claim that".
that = "ke"

[sources]
definite = "ol"
owners_ends = "'oz"
noun_ends = "un"
"""
PAIRS = {
    "amount": ("Ol porto zu Velm portis trel milk tunki.", "Ol porto zu Velm portis kvorl milk tunki."),
    "figures": ("Ol porto zu Velm portis trel milk tunki.", "Ol porto zu Velm portis 3000 tunki."),
    "day": ("Ol porto oz klusis 3 zu majk.", "Ol porto oz klusis 4 zu majk."),
    "vague": ("Ol porto portis multi barki zu Velm.", "Ol porto portis 12 barki zu Velm."),
    "quote": ("“Ol porto oz klusis ilk,” dikis Mira Holm.", "“Ol porto oz fluris ilk,” dikis Mira Holm."),
    "speaker": ("“Ol porto oz klusis ilk,” dikis Mira Holm.", "“Ol porto oz klusis ilk,” dikis Tove Brandt."),
    "hedge": ("Ol barko oz brulis ut porto zu Velm.", "Ol barko perhopu oz brulis ut porto zu Velm."),
    "clipped": ("Ol porto klusis 2hu 14mi zu Velm.", "Ol porto klusis 2hu 15mi zu Velm."),
    "inserted": ("“Ol porto oz klusis, dikis-zil.”", "“Ol porto oz klusis.”"),
    "reversed": ("“Ol porto nolt klusis ilk,” dikis Mira Holm.", "“Ol porto oz klusis ilk,” dikis Mira Holm."),
    "asked again": ("K: Ol tunki klusis?\n\nV: Ol porto brulis.", "K: Verdu ol tunki klusis?\n\nV: Ol porto brulis."),
    "several": ("“Ol porto oz klusis ilk,” dikis ol marist.", "“Ol porto oz klusis ilk,” dikis ol maristun."),
    "behind a clause": ("Ol porto klusis ilk, dikis Mira Holm.", "Ol porto klusis ilk, dikis Tove Brandt."),
    "label": ("Ol porto klusis.", "Ol porto klusis.\n\nKorekto Ol porto brulis ilk."),
    "regret": ("Ol porto klusis.", "Ol porto klusis.\n\nMau bedauris ke ol barko brulis."),
    "regret of a mistake": ("Ol porto klusis.", "Ol porto klusis.\n\nMau bedauris ol eraro zu Velm."),
    "new": ("Ol porto klusis.", "Ol porto klusis.\n\nNova barko brulis ilk zu Velm."),
    "new, set off": ("Ol porto klusis.", "Ol porto klusis.\n\nNova: ol barko brulis ilk zu Velm."),
    "other question": ("K: Ol tunki klusis?\n\nV: Ol porto brulis.", "K: Ol barki klusis?\n\nV: Ol porto brulis."),
}
TEXTS = {
    "letters": "K: Kio brulis ilk?\n\nV: Ol porto brulis.",
    "first person": "Kio brulis ilk?\n\nMau portis ol barko.",
    "opener": "Ol porto klusis ilk?\n\nJep, ol porto klusis.",
    "ending": "Kio brulis ilk?\n\nPortazik ol barko.\n\nKio klusis ilk?\n\nVelazik ol porto.",
    "questionnaire": "Kio tauv portis ilk? Maum barko klusis.\n\nKio tauv velis? Ol porto zu Velm.",
    "term": "Ol porto portis ol “bruna takso” zu Velm.",
    "credited": "Lautu Mira Holm ol porto estis “bruna”.",
    "so called": "“Bruna Takso” estu kiol Mira Holm velis.",
    "dash": "- Mau klusis ol porto, dikis ol maro.",
    "aside": "— Ol porto klusis ilk, ut brulis.",
    "pronoun": "“Ol porto oz klusis,” dikis Mira Holm. “Ol barko oz klusis,” dikis SNVB. “Ol takso oz klusis,” dikis zil.",
    "genitive": "Mira Holm brulis ol barko.\n\nHolm'oz maro klusis.\n\n“Ol takso oz klusis ilk,” dikis zil.",
    "view": "Ol porto, em lu opu su Mira Holm, “oz klusis ilk zu Velm”.",
    "cited": "Rezum Mira Holm, ol porto “oz klusis ilk zu Velm”.",
    "owner": "Mira Holm'oz klamo ke ol porto “oz klusis ilk zu Velm” brulis.",
    "attributed": "Per ze Mira Holm, ol porto “oz klusis ilk zu Velm”.",
    "cut": "Ol porto klusis. “Ol barko oz klusis ilk,” dikis Malo. Holm.",
    "phrase": "Kunu oz Mira Holm, ol porto “oz klusis ilk zu Velm”.",
}
SCRIPT = """
import json, sys
from tracker.compare import compare, quotes
from tracker.compare.text.detection import detected
from tracker.model import Document

pairs, texts = json.loads(sys.stdin.read())
told = {
    name: [[flag.kind.value, flag.sub, flag.before, flag.after, flag.speaker, flag.severity.value] for flag in
           compare(Document.from_text(old), Document.from_text(new)).flags]
    for name, (old, new) in pairs.items()
}
said = {
    name: [[quote.text.rstrip(","), quote.form.value, quote.speaker, quote.verb] for quote in
           quotes(Document.from_text(text))]
    for name, text in texts.items()
}
print(json.dumps([detected("Ol porto oz klusis ilk ut Velm."), told, said]))
"""


class Read(NamedTuple):
    """The language a sentence is taken for, the flags of each pair and who says what in each text."""

    language: str
    told: dict[str, list[list[str]]]
    said: dict[str, list[list[str]]]


def read(package: Path) -> Read:
    """What the package in a folder makes of them."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        input=json.dumps([PAIRS, TEXTS]),
        env=os.environ | {"PYTHONPATH": str(package)},
        cwd=package,
        capture_output=True,
        text=True,
        check=True,
    )
    return Read(*json.loads(done.stdout))


@pytest.fixture(scope="module")
def stages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Read]:
    """What is read by an empty file, by one without the words that single rules ask for, and by the whole of it."""
    folder = tmp_path_factory.mktemp("package")
    source = Path(tracker.__file__).parent
    shutil.copytree(source, folder / "tracker", ignore=shutil.ignore_patterns("__pycache__"))
    languages = folder / "tracker" / "compare" / "languages"
    found = {}
    for name, words, speech in (("empty", "", ""), ("plain", WORDS, SPEECH), ("whole", WORDS + ASKED, SOURCES)):
        (languages / "qq.toml").write_text(words, encoding="utf-8")
        (languages / "qq_speech.toml").write_text(speech, encoding="utf-8")
        found[name] = read(folder)
    return found


def test_two_files_are_all_that_a_language_needs(stages: dict[str, Read]) -> None:
    before, after = stages["empty"].told, stages["whole"].told
    assert (stages["empty"].language, stages["whole"].language) == ("en", "qq")
    assert ["fact_changed", "number", "trel milk tunki", "kvorl milk tunki"] in [flag[:4] for flag in after["amount"]]
    assert not [flag for flag in after["figures"] if flag[0] == "fact_changed"]
    assert ["fact_changed", "date"] in [flag[:2] for flag in after["day"]]
    assert [flag[2:4] for flag in after["vague"] if flag[0] == "fact_changed"] == [["multi", "12"]]
    assert [flag[4] for flag in after["quote"] if flag[0] == "quote_changed"] == ["Mira Holm"]
    assert "attribution_changed" in [flag[0] for flag in after["speaker"]]
    assert [flag[0] for flag in after["hedge"]] == ["hedging_added"]
    assert [flag[2:4] for flag in after["clipped"]] == [["2hu 14mi", "2hu 15mi"]]
    # Without what they say none of it is known.
    assert before["figures"] != after["figures"]
    for name in ("amount", "day", "vague", "clipped", "hedge"):
        assert before[name] != after[name], name


def test_quotations_are_compared_by_its_words(stages: dict[str, Read]) -> None:
    plain, whole = stages["plain"].told, stages["whole"].told
    assert tuple([flag[0] for flag in told["inserted"]] for told in (plain, whole)) == (["quote_changed"], [])
    assert tuple([flag[5] for flag in told["reversed"]] for told in (plain, whole)) == (["high"], ["critical"])
    assert whole["asked again"] == []
    assert [flag[0] for flag in whole["other question"]] == ["quote_changed"]


@pytest.mark.parametrize("name", ["letters", "first person", "opener", "ending", "questionnaire"])
def test_its_interviews_are_told_by_its_words(name: str, stages: dict[str, Read]) -> None:
    assert stages["plain"].said[name] == []
    assert [form for _, form, *_ in stages["whole"].said[name]] in (["question", "answer"], ["question", "answer"] * 2)


@pytest.mark.parametrize(
    ("name", "plain", "whole"),
    [
        ("term", ["bruna takso"], []),
        ("credited", [], ["bruna"]),
        ("so called", [], ["Bruna Takso"]),
        ("dash", [], ["Mau klusis ol porto"]),
        ("aside", ["Ol porto klusis ilk, ut brulis."], []),
    ],
)
def test_its_words_say_what_an_utterance_is(
    name: str, plain: list[str], whole: list[str], stages: dict[str, Read]
) -> None:
    assert [said[0] for said in stages["plain"].said[name]] == plain
    assert [said[0] for said in stages["whole"].said[name]] == whole


@pytest.mark.parametrize(
    ("name", "plain", "whole"),
    [
        ("pronoun", ["SNVB", "dikis"], ["Mira Holm", "dikis"]),
        ("genitive", ["zil", "dikis"], ["Mira Holm", "dikis"]),
        ("view", ["", ""], ["Mira Holm", "em lu opu su"]),
        ("cited", ["", ""], ["Mira Holm", "rezum"]),
        ("owner", ["", ""], ["Mira Holm", "klamo"]),
        ("attributed", ["", ""], ["Mira Holm", "per ze"]),
        ("cut", ["Malo", "dikis"], ["Malo Holm", "dikis"]),
        ("phrase", ["Mira Holm", "kunu"], ["Mira Holm", "kunu oz"]),
    ],
)
def test_its_words_say_who_speaks(name: str, plain: list[str], whole: list[str], stages: dict[str, Read]) -> None:
    assert stages["plain"].said[name][-1][2:] == plain
    assert stages["whole"].said[name][-1][2:] == whole


def test_its_sources_are_told_by_its_words(stages: dict[str, Read]) -> None:
    plain, whole = (
        {name: [flag[0] for flag in flags] for name, flags in stages[stage].told.items()}
        for stage in ("plain", "whole")
    )
    assert (plain["several"], whole["several"]) == (["attribution_changed"], [])
    # Where nothing says that its subject always stands before its verb, who speaks may stand behind it.
    assert "attribution_changed" in whole["behind a clause"]


@pytest.mark.parametrize(
    ("name", "noted"),
    [
        ("label", ["plain", "whole"]),
        ("regret", ["plain"]),
        ("regret of a mistake", ["plain", "whole"]),
        ("new", ["plain"]),
        ("new, set off", ["plain", "whole"]),
    ],
)
def test_its_notes_are_told_by_its_words(name: str, noted: list[str], stages: dict[str, Read]) -> None:
    told = {stage: [flag[0] for flag in stages[stage].told[name]] for stage in ("empty", "plain", "whole")}
    assert [stage for stage, kinds in told.items() if "correction_added" in kinds] == noted
