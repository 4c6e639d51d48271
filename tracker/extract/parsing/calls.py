"""Lines that call readers to the publisher's own letters and channels, in many languages: "Sign up for our newsletter",
"Follow us on WhatsApp", wherever in a short paragraph the call stands.

A call begins a sentence and speaks to the reader. What people in the news say or do about letters and channels is the
article's, and so is every line with a quotation.
"""

from __future__ import annotations

import re

from tracker.extract.parsing.wording import PITCH, Signs, SignSet

_LONGEST = 48.0  # words
_QUOTED = frozenset('“”„«»"「『')

_TITLES = re.compile(r"[“„][^“”„]{1,30}[“”]|«[^«»]{1,30}»|\"[^\"]{1,30}\"|「[^」]{1,20}」|『[^』]{1,20}』")

_TOPICS = Signs(  # a word that each call holds, told quickly
    r"newsletter|briefing|bulletin|alert|readers\b|subscribers\b|members\b|letter\b|whats ?app|telegram|viber|zalo|google news|infolettre|lettre|bolet[ií]n|rundbrief|nieuwsbrief|nyhetsbrev|nyhedsbrev|uutiskirje|naver|네이버|카카오|微信|公众号|公眾號|line公式|व्हाट्सऐप|व्हाट्सएप|واتساب|تلغرام|تليغرام|تيليجرام|телеграм"
)
_CHANNEL = r"(?:whats ?app|telegram|viber|google news)"
_OFFER = r"(?:to|for|if|per|para|pour|um|wenn|se|si|voor|om|aby|чтобы|untuk|för|for at)"
_START = rf"(?:^|[.!?…:–—|।؟] ?|^{_OFFER} [^.!?,]{{3,60}}, )\W{{0,4}}"  # of a sentence, or of what follows a colon
_LETTER = r"(?:newsletters?|briefings?|bulletins?|alerts?|e-?mails?|letter)\b"
_CALLS = Signs(
    rf"(?:{_START}"
    r"(?:(?:please )?(?:sign up|register|subscribe)(?: (?:here|now|today|free|for free))? (?:for|to) (?:our|the|my|this|its) [^.!?]{0,60}"
    + _LETTER
    + r"|join (?:over |more than |some |our |the )?\d[\d,.]*k?\+? (?:other |fellow |paying )?(?:readers|subscribers|members)\b"
    r"|you(?:['’]re| are) reading [^.!?]{2,60}\b(?:newsletter|briefing|bulletin|our (?:weekly|daily|monthly) \w+|(?:a|every|each) (?:day|week|month))\b"
    rf"|(?:find|follow|join) (?:us|our|the|[^\W\d_][\w’'-]*(?: [^\W\d_][\w’'-]*)?) (?:(?:channel )?on {_CHANNEL}\b|{_CHANNEL} (?:channel|group|community))"
    rf"|(?:folgen sie|folge|folgt|abonnieren sie|abonniere) (?:uns|unse\w+|dem|den) [^.!?]{{0,30}}\b{_CHANNEL}"
    r"|melden sie sich [^.!?]{0,20}(?:für|zu) (?:unse\w+|den) [^.!?]{0,40}(?:newsletter|rundbrief)"
    r"|(?:inscrivez-vous|abonnez-vous|inscris-toi|abonne-toi)[^.!?]{0,24} à (?:notre|nos|la|cette) (?:newsletters?|infolettre|lettre)"
    rf"|(?:rejoignez|suivez)(?:-nous)? [^.!?]{{0,30}}\b{_CHANNEL}"
    rf"|(?:únete|súmate|sígue(?:nos|los)?|síganos|suscríbete|apúntate) [^.!?]{{0,30}}(?:\b{_CHANNEL}|newsletter|bolet[ií]n)"
    rf"|(?:entre|participe|siga(?:-nos)?|inscreva-se|acompanhe|clique) [^.!?]{{0,40}}\b(?:canal|grupo|comunidade|no) [^.!?]{{0,24}}{_CHANNEL}"
    rf"|(?:seguici|iscriviti|unisciti) [^.!?]{{0,40}}\b{_CHANNEL}"
    rf"|(?:volg|abonneer) (?:ons|je|u) [^.!?]{{0,30}}\b{_CHANNEL}"
    rf"|(?:obserwuj(?:cie)?|śledź(?:cie)?|dołącz(?:cie)?) [^.!?]{{0,30}}\b{_CHANNEL}"
    rf"|(?:sledujte|sleduj|přidejte se) [^.!?]{{0,30}}\b{_CHANNEL}"
    rf"|(?:följ|følg|seuraa|kövess|kövessen|urmărește|urmăriți)(?:-ne)? [^.!?]{{0,30}}\b{_CHANNEL}"
    rf"|(?:читайте|следите|смотрите|присоединяйтесь|читай) [^.!?]{{0,40}}\b(?:{_CHANNEL}|телеграм)"
    rf"|(?:simak|ikuti|dapatkan|baca|pilih|gabung|sertai) [^.!?]{{0,80}}(?:di ponselmu|{_CHANNEL}))"
    rf"|{_START}[^.!?]{{0,60}}\b{_CHANNEL} (?:kanalımız|grubumuz)\w*|{_CHANNEL}['’]?(?:ta|tan|da|dan) (?:takip edin|bizi takip)|हमारे (?:व्हाट्सऐप|व्हाट्सएप|टेलीग्राम|whatsapp) (?:चैनल|ग्रुप)"
    r"|(?:تابعوا|تابعونا|تابع|اشتركوا|انضموا|اشترك|انضم)[^.!؟]{0,40}(?:واتساب|تلغرام|تليغرام|تيليجرام)|theo dõi [^.!?]{0,30} (?:trên|qua) (?:zalo|google news|telegram)"
    r"|line公式[^。]{0,16}(?:友だち追加|友達追加)|(?:关注|關注)(?:我们的|我們的|本报|本報)[^。]{0,12}(?:微信|公众号|公眾號)|(?:네이버|카카오(?:톡)?)에서 [^.]{1,20}(?:구독|추가)하세요)"
)  # fmt: skip


_PERHAPS = SignSet(pitch=PITCH, topic=_TOPICS)


def asks_readers(text: str, words: float) -> bool:
    """Whether a line of so many words is a pitch, or calls readers to a letter or a channel of the publisher."""
    found = _PERHAPS.found(text)
    if "pitch" in found:
        return True
    if not found or words >= _LONGEST:
        return False
    unquoted = text if _QUOTED.isdisjoint(text) else _TITLES.sub("…", text)  # a letter's name is no quotation
    return _QUOTED.isdisjoint(unquoted) and _CALLS.found(unquoted)
