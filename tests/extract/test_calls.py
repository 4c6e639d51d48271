"""Lines that call readers to the publisher's own letters and channels, and sentences of an article about such things."""

from __future__ import annotations

import pytest

from tests.extract.newsroom import FERRY, page
from tracker.extract import extract
from tracker.model import BlockKind

_URL = "https://paper.example/story"
_TEXTS = [text for kind, text in FERRY.pieces if kind is BlockKind.PARAGRAPH]
_HEAD = f"<h1>{FERRY.headline}</h1><p class='byline'>By <a rel='author' href='/a'>{FERRY.author}</a></p>"

_CALLS = (
    "You’re reading Slow Tides, one long story a week. <a href='#/signup'>Join 14,000 readers.</a>",
    "You are reading The Low Road, our weekly letter from the coast.",
    "Join more than 20,000 subscribers who start Sunday with us.",
    "<b><i>Start the day with a summary of the day’s most important stories, analysis and insights. <a href='#'>Sign up for our Morning Edition newsletter</a>.</i></b>",
    "The best of the coast, every Friday. Subscribe to our Low Water newsletter here.",
    "Get the news from the harbour first. <a href='/wa'>Follow our WhatsApp channel</a>.",
    "<em>Find the Chronicle on WhatsApp and stay up to date</em>",
    "Join us on Telegram for the tides of the day.",
    "Simak breaking news dan berita pilihan kami langsung di ponselmu. Pilih saluran andalanmu akses berita Pantaikabar WhatsApp Channel. Pastikan kamu sudah install aplikasi WhatsApp ya.",
    "Dapatkan update berita pilihan setiap hari. Ikuti saluran WhatsApp Pantaikabar di sini.",
    "Ikuti berita terkini Harian Pantai di Google News, klik di sini.",
    "Die wichtigsten Nachrichten von der Küste direkt aufs Handy: Folgen Sie unserem WhatsApp-Kanal.",
    "Der Tag im Überblick. Melden Sie sich hier für unseren Newsletter „Küstenpost“ an.",
    "Chaque matin, l’essentiel de la côte. Inscrivez-vous à notre infolettre.",
    "Recevez les alertes du port : rejoignez notre chaîne WhatsApp.",
    "Toda la información del puerto en tu móvil. Únete a nuestro canal de WhatsApp.",
    "Apúntate a nuestra newsletter y no te pierdas nada.",
    "Receba as notícias do litoral no seu celular. Entre no nosso canal do WhatsApp.",
    "Per restare aggiornato, iscriviti al nostro canale Telegram.",
    "Altijd op de hoogte? Volg ons ook via WhatsApp.",
    "Bądź na bieżąco! Obserwuj nas w Google News.",
    "Читайте нас в Telegram и узнавайте о новостях первыми.",
    "Son dakika haberleri için WhatsApp kanalımıza katılın.",
    "ताज़ा ख़बरों के लिए हमारे व्हाट्सऐप चैनल से जुड़ें।",
    "للمزيد من الأخبار تابعوا قناتنا على واتساب.",
    "Theo dõi Báo Biển trên Zalo để cập nhật tin mới.",
    "最新ニュースはLINE公式アカウントを友だち追加してご覧ください。",
    "想看更多港口新闻，请关注我们的微信公众号。",
    "네이버에서 바다신문을 구독하세요.",
    "Missa inget från hamnen. Följ oss på Whatsapp.",
    "Sledujte nás na WhatsAppu a nic vám neuteče.",
)
_SENTENCES = (
    "The county opened a WhatsApp channel in March, and 4,000 people follow it by now.",
    "“Join 14,000 readers,” said the leaflet that the brothers had printed in Bergen.",
    "The newsletter of the line went to nine hundred passengers, and only nine wrote back.",
    "She joined 14,000 readers of the weekly when she was nine years old, and never left.",
    "You are reading too much into a timetable, the mayor told the islanders at the quay.",
    "In Telegram-Kanälen hatte die Reederei seit März vor dem Ende der Fahrten gewarnt.",
    "Polisi meminta warga mengikuti saluran WhatsApp resmi pelabuhan sejak Senin pagi.",
    "La mairie a ouvert une chaîne WhatsApp, que suivent déjà quatre mille habitants.",
    "El ayuntamiento pidió a los vecinos que se unieran a su canal de WhatsApp el lunes.",
    "Администрация порта читает сообщения жителей в Telegram каждое утро с шести часов.",
    "市は三月、LINE公式アカウントで欠航を知らせる仕組みを始めたという。",
    "港务局三月起在微信公众号上公布航班，约有四千人关注。",
    "The letter of the fund begins “Sign up for our newsletter”, and goes on about boats.",
    "Find the rope on the pier and follow it to the boathouse, the leaflet told visitors.",
    "Start the day with a walk along the quay, and end it in the tavern of the two brothers.",
    "Kommissionen följer fartygen på Whatsapp, berättar han för länsstyrelsens utredare.",
)


def _lines(line: str, *, last: bool) -> list[str]:
    texts = [*_TEXTS, line] if last else [*_TEXTS[:2], line, *_TEXTS[2:]]
    body = "".join(f"<p>{text}</p>" for text in texts)
    html = f"<main><article>{_HEAD}<div class='text'>{body}</div></article></main>"
    return [block.text for block in extract(page(html, FERRY), url=_URL).blocks]


@pytest.mark.parametrize("last", [False, True])
@pytest.mark.parametrize("line", _CALLS)
def test_calls_to_letters_and_channels_are_cut(line: str, last: bool) -> None:  # noqa: FBT001 -- a place in the text
    assert _lines(line, last=last) == _TEXTS


@pytest.mark.parametrize("last", [False, True])
@pytest.mark.parametrize("line", _SENTENCES)
def test_sentences_about_letters_and_channels_are_kept(line: str, last: bool) -> None:  # noqa: FBT001 -- as above
    assert line in _lines(line, last=last)
