"""Slips in quotations that are words themselves: silent beside the words that show them, told elsewhere."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tracker.compare import compare
from tracker.model import Document, FlagKind

_FRAMES = {"en": "“{},” she said.", "fr": "« {} », a-t-elle déclaré.", "de": "„{}“, sagte sie.", "es": "«{}», dijo.", "pt": "“{}”, disse ela."}  # fmt: skip


def changed(old: str, new: str, language: str) -> bool:
    texts = (_FRAMES[language].format(said) for said in (old, new))
    flags = compare(*(replace(Document.from_text(text), language=language) for text in texts)).flags
    return any(flag.kind is FlagKind.QUOTE_CHANGED for flag in flags)


@pytest.mark.parametrize(
    ("language", "old", "new"),
    [
        ("en", "We would of given it away", "We would have given it away"),
        ("en", "It is bigger then ours", "It is bigger than ours"),
        ("en", "We have nothing to loose", "We have nothing to lose"),
        ("en", "The bus was two late for us", "The bus was too late for us"),
        ("en", "She lead us home", "She led us home"),
        ("en", "It was a open gate", "It was an open gate"),
        ("fr", "Nous avons manger trop tard", "Nous avons mangé trop tard"),
        ("fr", "Il faut que sa change vite", "Il faut que ça change vite"),
        ("de", "Ihr seit alle da gewesen", "Ihr seid alle da gewesen"),
        ("es", "No sé si halla otra manera", "No sé si haya otra manera"),
        ("pt", "Fazem dois anos que não chove", "Faz dois anos que não chove"),
    ],
)
def test_a_plain_slip_is_no_other_quotation(language: str, old: str, new: str) -> None:
    assert not changed(old, new, language)
    assert not changed(new, old, language)


@pytest.mark.parametrize(
    ("language", "old", "new"),
    [
        ("en", "I thought of you all day", "I thought have you all day"),
        ("en", "They lead the league", "They led the league"),
        ("en", "We went there by bus", "We went then by bus"),
        ("en", "We were quite here", "We were quiet here"),
        ("fr", "Il faut parler", "Il faut parlé"),
        ("de", "Seit Montag ist er krank", "Bis Montag ist er krank"),
    ],
)
def test_another_word_is_another_quotation(language: str, old: str, new: str) -> None:
    assert changed(old, new, language)
