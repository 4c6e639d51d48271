"""The stock phrases of publishers in several languages: lead-ins to other articles, appeals, labels, notes.

Every pattern runs on the first characters of a chunk only and has no nested repetition.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache
from typing import Any

HEAD = 240


class Phrases:
    """A pattern that is compiled when it is first needed: compiling them all takes longer than importing Tracker may."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern, re.IGNORECASE)

    @cached_property
    def match(self) -> Callable[[str], re.Match[str] | None]:
        """A match at the start of a text."""
        return self._compiled.match

    @cached_property
    def search(self) -> Callable[[str], re.Match[str] | None]:
        """The first match anywhere in a text."""
        return self._compiled.search


class Signs:
    """Phrases that may stand anywhere in a text, found in linear time by RE2; no upper or lower case where `folded`."""

    __slots__ = ("_compiled", "_folded", "pattern")

    def __init__(self, pattern: str, *, folded: bool = True) -> None:
        self.pattern = pattern
        self._folded = folded
        self._compiled: Any = None

    def found(self, text: str) -> bool:
        """Whether one of them stands in the text."""
        if self._compiled is None:
            self._compiled = _compiled([self.pattern], folded=self._folded)
        return bool(self._compiled.Match(text.encode("utf-8", "replace")))


_NO_NAMES: frozenset[str] = frozenset()


class SignSet:
    """Several signs by their names, without upper and lower case, looked for at once in a sixth of the time."""

    __slots__ = ("_compiled", "_names", "_patterns")

    def __init__(self, **signs: Signs) -> None:
        self._names = tuple(signs)
        self._patterns = [sign.pattern for sign in signs.values()]
        self._compiled: Any = None

    def found(self, text: str) -> frozenset[str]:
        """The names of those that stand in the text."""
        if self._compiled is None:
            self._compiled = _compiled(self._patterns, folded=True)
        hits = self._compiled.Match(text.encode("utf-8", "replace"))
        return frozenset(self._names[at] for at in hits) if hits else _NO_NAMES  # as for most


def _compiled(patterns: Iterable[str], *, folded: bool) -> Any:
    """A set of RE2's, for one pattern too: it says which of them are found and not where, in half the time."""
    import re2

    options = re2.Options()
    options.case_sensitive = not folded
    found = re2.Set.SearchSet(options)
    for pattern in patterns:
        found.Add(pattern)
    found.Compile()
    return found


_STARTS: list[Starts] = []
_NONE: frozenset[Starts] = frozenset()


class Starts:
    """Phrases that a line may start with. A line is asked for many kinds of them and starts with none, as a rule: which of
    `_STARTS` it may start with is told of all at once, in a twentieth of the time, and only those are looked for.
    """

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        _STARTS.append(self)

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern, re.IGNORECASE)

    def match(self, text: str) -> re.Match[str] | None:
        """A match at the start of a text."""
        return self._compiled.match(text) if self in _perhaps(text) else None


@lru_cache(maxsize=1_000)
def _perhaps(text: str) -> frozenset[Starts]:
    """Those of `_STARTS` with which a text may start: with none but these."""
    found = _loose_starts().Match(_undotted(text).encode("utf-8", "replace"))
    return frozenset(_STARTS[at] for at in found) if found else _NONE


@lru_cache(maxsize=1)
def _loose_starts() -> Any:
    import re2

    options = re2.Options()
    options.case_sensitive = False
    options.dot_nl = True
    found = re2.Set.MatchSet(options)
    for starts in _STARTS:
        found.Add(loosened(_undotted(starts.pattern)))
    found.Compile()
    return found


def loosened(pattern: str) -> str:
    """A pattern for RE2, whose words and digits are those of ASCII alone, that is found wherever the given one is."""
    return _CLASSES.sub(lambda found: _UNICODE.get(found[0], "."), pattern.replace(r"\b", ""))


def _undotted(text: str) -> str:
    """With one i for those of Turkish, which RE2 parts and Python does not where case is ignored."""
    return text if text.isascii() else text.replace("ı", "i").replace("İ", "i")


_CLASSES = re.compile(r"\[(?:[^]\\]|\\.)*\\[wWdDsS](?:[^]\\]|\\.)*\]|\\[wWdDsS]")
_UNICODE = {r"\w": r"[\pL\pN_]", r"\W": r"[^\pL\pN_]", r"\d": r"\p{Nd}", r"\s": r"[\s\pZ\x{1c}-\x{1f}\x{85}\x{b}]"}


def _at_start(*phrases: str) -> str:
    return r"\W{0,6}(?:" + "|".join(phrases) + ")"


def _starts(*phrases: str) -> Starts:
    return Starts(_at_start(*phrases))


LEAD_IN = _starts(
    r"(?:read|see|watch|listen|learn|find out)(?: also| more| next| this| it){0,2}\s?(?:here)?\s?[:：»>|–—-]",
    r"(?:also|further) (?:read|see|on)\b.{0,3}[:：»>|–—-]?", r"(?:more|related)(?: [\w']+){0,3}\s?[:：»>|]",
    r"related(?: (?:articles?|stories|story|posts?|content|coverage|links?|news|topics?|video))?$",
    r"read (?:more|next|also)\b", r"see also\b", r"recommended(?: for you| stories| reading)?\s?:?$",
    r"(?:more|other) (?:great )?(?:[\w']+ ){0,3}stories\b.{0,20}$", r"(?:você|voce) (?:pode|também)", r"das könnte sie auch", r"вам (?:может|также)", r"ti potrebbe", r"vous aimerez", r"don[’']?t miss\b",
    r"you (?:may|might) (?:also )?(?:like|be interested)", r"(?:most|more) (?:read|popular|viewed|from|on|stories|news)\b.{0,40}$",
    r"don'?t miss\b.{0,30}$", r"click here\b.{0,40}$", r"(?:trending|top stories|latest news|up next|editor'?s'? picks?|popular now)\b.{0,30}$",
    r"(?:continue|keep) reading\b", r"(?:lees|lesen|lies) (?:ook|sie auch|auch|mehr|meer)\b", r"mehr zum thema", r"auch (?:interessant|spannend|lesenswert)",
    r"weiterlesen\b.{0,40}$", r"(?:ähnliche|verwandte|weitere|passende) (?:beiträge|artikel|themen|meldungen|nachrichten)\b.{0,30}$", r"das könnte (?:dich|euch|ihnen)\b", r"mehr (?:dazu|zu diesem thema)\b.{0,40}$",
    r"(?:articles|entradas|noticias|artículos|articoli|artigos|notícias) (?:similaires|similares|simili|relacionadas|relacionados)\b.{0,20}$", r"sur le même thème\b", r"potrebbe(?:ro)? interessarti", r"gerelateerde? (?:artikelen|berichten)\b.{0,20}$", r"เรื่องที่เกี่ยวข้อง", r"ข่าวที่เกี่ยวข้อง",
    r"(?:lea|lee|leia|leggi|lire|à lire|a lire|voir|ver|veja|vedi)(?: también| tambien| también| também| anche| aussi| más| mais| altro| pure)\b",
    r"(?:te puede|podría) interesar", r"(?:artículos|artigos|articoli|articles|artikel) (?:relacionados|correlati|liés|terkait)",
    r"leia mais", r"saiba mais", r"sur le même sujet", r"(?:читайте|смотрите)(?: также| ещё| еще|\\s?:)", r"см\. также", r"(?:материалы |новости |ещё |еще )?по теме\b", r"другие (?:новости|материалы)", r"baca juga", r"läs (?:också|även|mer)",
    r"(?:اقرأ|اقرئي|اقرأوا|شاهد|طالع|للمزيد)(?: أيض|ي أيض| المزيد|\s?[:：])", r"(?:مواضيع|أخبار) ذات صلة", r"(?:यह|ये|इसे) भी (?:पढ़|देख)", r"(?:और|ज़रूर) पढ़", r"(?:читайте|дивіться) також", r"διαβάστε (?:επίσης|ακόμη|ακόμα|περισσότερα|και)", r"(?:קראו|ראו) (?:גם|עוד)",
    r"(?:بیشتر|همچنین) بخوانید", r"(?:مزید|یہ بھی) پڑھ", r"আরও পড়ুন", r"อ่าน(?:เพิ่มเติม|ต่อ|ข่าว)", r"(?:xem|đọc) thêm", r"(?:citește|citeşte|citiți|citiţi) (?:și|şi|mai)", r"olvassa el", r"(?:čtěte|čítajte) (?:také|tiež|i|aj)", r"lue (?:lisää|myös)", r"(?:bunu da|ayrıca) (?:oku|bakın)", r"ilgili haber",
    r"(?:llegi[ru]?|llegeix) també", r"(?:あわせて|合わせて|こちらも|関連)(?:読みたい|記事|読む)?[】：: ]", r"함께 (?:보면|읽)", r"(?:更多|延伸)(?:新闻|新聞|阅读|閱讀)", r"les også", r"læs også", r"lue myös", r"zobacz (?:też|także)", r"czytaj (?:też|także|więcej)", r"přečtěte si", r"devamını oku", r"관련 ?기사", r"関連記事", r"相关(?:阅读|新闻)", r"延伸閱讀",
)  # fmt: skip
APPEAL = _starts(
    r"sign (?:up|in)\b", r"subscribe\b", r"log ?in\b", r"register (?:now|here|for|to)\b", r"(?:please )?support (?:our|us|independent|the)\b.{0,60}(?:journal|report|work|newsroom|site|member)",
    r"(?:get|receive) (?:the|our|all|daily|breaking|more|free|email|news|updates)\b.{0,80}(?:inbox|newsletter|email|alerts?|app|phone|updates|day)",
    r"(?:join|follow|like|find|tweet|contact|email|add) (?:us|me|him|her|them|the author|the conversation|our)\b", r"follow @?[\w.]+ on\b", r"follow .{1,60} on (?:twitter|facebook|instagram|x|linkedin|youtube)",
    r"download (?:the|our)\b.{0,40}\bapps?\b", r"stay (?:informed|connected|up.to.date|tuned)\b.{0,40}$", r"your (?:support|donation|contribution) (?:helps|makes|keeps|means)\b", r"support us\b", r"(?:have you )?(?:heard|listen to) our (?:new |latest )?podcast", r"become a (?:member|subscriber|supporter|patron)",
    r"(?:this|our) (?:site|website) uses? cookies", r"we use cookies", r"by (?:signing up|subscribing|clicking|continuing|submitting)", r"(?:enter|type) your (?:email|e-mail)", r"your email (?:address )?(?:will|is)",
    r"you (?:can|may) unsubscribe", r"unsubscribe at any time", r"thank you for (?:subscribing|signing|your (?:subscri|inter))", r"thank you for reading(?:[^.!?,]{0,40}[.!]?$| (?:this|our|my|us)\b)", r"like what you(?:'re| are) reading", r"enjoy(?:ed|ing) this (?:article|story|post)",
    r"have (?:a )?(?:tips?|story|something to)\b.{0,60}\?", r"got a (?:tip|story|confidential)", r"do you (?:have|know) .{0,60}(?:tip|story|more|get in touch|email|contact)", r"send (?:tips|us)\b", r"(?:image|photo|picture|video|media|featured image)s? (?:credits?|source|courtesy|by|via)\b",
    r"abonn(?:ieren|ez|eer|ier)", r"jetzt (?:abonnieren|registrieren|anmelden)", r"suscr[ií]b", r"iscriviti", r"inscreva-se", r"assine\b", r"síguenos", r"seguici", r"siga[- ]nos", r"подпис(?:ывайтесь|аться|ка)\b", r"folgen sie uns", r"suivez-nous", r"prenumerera", r"zapisz się",
    r"(?:diese[nr]? )?(?:artikel|beitrag|seite|eintrag) (?:teilen|drucken|empfehlen|merken|kommentieren)\b.{0,30}$", r"teile? (?:diesen|den) (?:artikel|beitrag)\b.{0,40}$", r"auf (?:facebook|twitter|whatsapp) teilen", r"gefällt mir\b.{0,30}$", r"dieser (?:eintrag|beitrag|artikel) wurde (?:veröffentlicht|geschrieben|gepostet|verfasst|abgelegt|am)\b.{0,160}$",
    r"(?:kategorien?|schlagw(?:orte|örter)|stichw(?:orte|örter)|abgelegt unter|veröffentlicht (?:in|unter))\b.{0,80}$",
    r"share (?:this|on|via|with)\b", r"(?:partager|teilen|compartir|compartilhe|condividi|поделиться)\b.{0,40}$", r"(?:print|email) this\b", r"(?:leave|post|write|add) (?:a|your) (?:comment|reply|review)", r"(?:view|show|load|see|read|hide|join)(?: all| the)?(?: \d+)? (?:comments?|discussion|replies|conversation)\b.{0,20}$",
    r"advert(?:isement|isment|ising|s)?\b.{0,24}$", r"(?:werbung|anzeige|publicidad|publicité|pubblicità|publicidade|реклама|reklama|annons|advertentie)\b.{0,12}$", r"sponsored\b.{0,30}$", r"story continues below", r"article continues (?:below|after)", r"(?:loading|please wait)\W*$", r"scroll (?:down )?(?:to|for) continue",
    r"(?:skip|jump|go) to\b", r"back to top", r"(?:this|the) (?:document|material|work|article|text) is (?:subject to|protected by) copyright", r"(?:all rights reserved|copyright|©|\(c\) ?\d{4})", r"(?:material|content) from .{0,60}may not be", r"(?:tags?|topics?|filed under|categor(?:y|ies)|posted in|keywords|labels)\s?[:：]", r"tags\b", r"(?:источник|теги|метки|рубрика|fonte|fuente|source|quelle)\s?[:：].{0,80}$",
)  # fmt: skip
COMMENT_HEAD = _starts(
    r"(?:\d+\s)?(?:comments?|responses?|replies|kommentare?|comentarios?|comentários?|commentaires?|commenti|комментари[ий]|reacties|thoughts on)\b.{0,60}$",
    r"(?:(?:einen |dein(?:en)? )?kommentar (?:schreiben|verfassen|hinterlassen|abgeben)|schreibe? (?:einen|deinen) kommentar|hinterlasse eine|laisser un commentaire|lascia un commento|deja una respuesta|(?:geef|plaats) een reactie|skriv en kommentar)\b.{0,40}$",
    r"(?:leave a (?:reply|comment)|join the (?:discussion|conversation)|what do you think|dein kommentar|deja un comentario|deixe (?:um|seu) comentário)\b.{0,40}$",
)
COMMENT_COUNT = _starts(
    r"(?:\d{1,5} (?:readers?['’] )?(?:comments?|kommentare?|comentarios?|comentários?|commentaires?|commenti|reacties|kommentarer?|komentarz[ey]?|komentarzy|yorum)|(?:comments?|kommentare|comentarios|comentários|commentaires|commenti|reacties|kommentarer|komentarze|yorumlar|комментарии|коментарі) ?\(\d{1,5}\)|\d{1,5} (?:комментари[йяе]в?|коментар(?:і|ів)))\W{0,3}$"
)
NEWSLETTER = Signs(
    r"newsletter|infolettre|rundbrief|bolet[ií]n\b|nyhetsbrev|nyhedsbrev|nieuwsbrief|uutiskirje|biuletyn|bülten|рассылк|розсилк|ニュースレター|メルマガ|뉴스레터|النشرة البريدية|نشرتنا|न्यूज़लेटर|न्यूज़लेटर"
)
PITCH = Signs(
    r"ctrl ?\+ ?enter\b|(?:in|into|to) your (?:inbox|mailbox|e-?mail)\b|unsubscribe (?:at any ?time|any ?time|when(?:ever)? you)|newsletter (?:abonnieren|bestellen)|in (?:ihr|dein|euer) (?:e-?mail-?)?postfach|(?:jederzeit|formlos) (?:wieder )?(?:abmelden|abbestellen|kündigen)"
    r"|dans votre bo[iî]te (?:mail|e-?mail|aux lettres|de réception)|vous désabonner|vous désinscrire|en (?:tu|su) (?:correo|bandeja|buz[oó]n|e-?mail)\b|darte de baja|nella (?:tua|vostra|sua) (?:casella|mail|e-?mail|posta|inbox)|iscriviti alla|iscriversi alla newsletter"
    r"|no (?:seu|teu) e-?mail\b|assine (?:a|nossa) newsletter|in (?:je|uw) (?:mailbox|inbox|mail)\b|i (?:din|innboksen din) (?:inkorg|innboks|indbakke)|na (?:twoją|twój|swoją) (?:skrzynkę|mail)|подпи(?:шитесь|сывайтесь) на|підпи(?:шіться|суйтесь) на|إلى بريدك"
)
ANSWER = Signs(  # what asks readers to answer the publisher: polls, surveys, calls for letters; no question of an interview
    r"have your say\b|vote (?:now|below|here|in (?:our|the) poll)\b|take part in (?:our|the) (?:poll|survey|vote)\b|(?:take|answer|fill in|complete) our (?:\w+ )?(?:poll|survey|questionnaire)\b"
    r"|(?:tell|write to|e-?mail|message) us (?:at\b|below|your\b|what you think|in the comments|on \S+@)|let us know (?:below|your|at\b|what you think|in the comments)|(?:comments?(?: section)?|form|poll|survey|box) below\b|share your (?:\w+ )?(?:thoughts|views|opinions?|stor(?:y|ies)|experiences?|memories|photos)\b"
    r"|(?:jetzt abstimmen|stimmen sie (?:jetzt |hier |mit )?ab\b|stimme? (?:jetzt |hier )ab\b|ihre meinung ist gefragt|schreiben sie uns\b|diskutieren sie mit|sagen sie uns (?:ihre|was sie)|(?:unserer|der) umfrage teil\b)"
    r"|donnez votre avis|votez (?:maintenant|ici|dans notre)|participez (?:à notre|au) (?:sondage|débat|enquête)|dites-nous (?:ce que vous en pensez|en commentaires?|dans les)|écrivez-nous|répondez à notre"
    r"|vota (?:ahora|aquí|en nuestra)|participa en (?:nuestra|la) encuesta|danos tu opinión|déjanos tu (?:comentario|opinión)|escríbenos (?:a\b|en\b)|vota (?:ora|qui|il nostro)|dicci la tua|di['’] la tua|dite la vostra|partecipa al (?:nostro )?sondaggio|scriv(?:ici|eteci) (?:a\b|all)"
    r"|vote (?:agora|aqui)\b|participe d[ae] (?:nossa )?enquete|(?:deixe|dê) (?:a )?sua opinião|stem (?:nu|hier|mee)\b|laat (?:het )?ons weten|geef (?:je|uw) mening|rösta (?:här|nu)\b|tyck till\b|säg din mening|si(?:g)? din mening|giv din mening"
    r"|zagłosuj w|weź udział w (?:naszej )?(?:ankiecie|sondzie)|napisz do nas|podziel się (?:swoją )?opinią|примите участие в (?:нашем )?опросе|голосуйте (?:здесь|ниже|в нашем)|поделитесь (?:своим )?мнением|напишите нам"
    r"|ご意見をお寄せ|アンケートに(?:ご協力|お答え)|의견을 (?:남겨|들려)|参与投票|欢迎(?:在评论区)?留言|شارك(?:نا)? (?:ب)?رأيك|صوّت الآن|anketimize katıl|görüşlerinizi (?:paylaş|yaz)"
)
TERMS = Signs(  # what only those say who sell
    r"\boffers? (?:ends|expires|closes|(?:is )?(?:only )?(?:valid|available) (?:until|till|to))\b|(?:limited[- ]time|introductory|special|exclusive|half-price) offer\b|cancel any ?time|terms (?:and conditions )?apply\b|(?:angebot (?:gilt|endet|nur)|jederzeit kündbar)|offre (?:valable|limitée|spéciale)|sans engagement"
    r"|oferta (?:válida|limitada|especial)|cancela cuando quieras|offerta (?:valida|limitata|speciale)|disdici quando vuoi|cancele quando quiser|op elk moment opzegbaar|zrezygnuj w każdej chwili|отменить в любой момент"
)
BUTTON = Starts(
    r"\W{0,3}(?:share(?: (?:this|it|article|story))?|tweet|e-?mail|print|save|copy link|like|reply|listen|follow|teilen|drucken|merken|partager|imprimer|enregistrer|compartir|guardar|condividi|stampa|salva|compartilhar|compartilhe|delen|del|jaa|dela|udostępnij|sdílet|paylaş|поделиться|поділитися|شارك|مشاركة|शेयर करें|分享|シェア|공유)\W{0,3}$"
)
_ON_A_DAY = (
    r"[^:：!?\d]{0,24}\d[^:：!?]{0,32}(?::\d\d[^:：!?]{0,12})?[:：–—](?:\D|$)"  # "… of 20 November 2026, 14:30 GMT:"
)
_UPDATES = "aktualisierung|aktualisiert|update vom|mise à jour|actualización|actualizado|aggiornamento|aggiornato|atualização|atualizado|uppdatering|uppdaterad|oppdatering|oppdatert|opdatering|обновлено|обновление|aktualizacja"
CORRECTION = _starts(
    r"(?:corrected|correcting|amend(?:ed|ment)|retraction|erratum|errata|for the record)\b[\w ,./:]{0,30}[:：–—-]", r"(?:corrected|amended) (?:on|at|to|by)\b", r"in an? (?:earlier|previous|original) (?:version|edition)\b",
    r"(?:note|update)\s?[:：–—-]\s?(?:this|an|the) (?:article|story|post|earlier|previous|piece|headline).{0,60}(?:correct|amend|version|clarif)", r"we (?:have )?(?:corrected|amended|updated) (?:this|the|an)\b", r"(?:this|the) (?:article|story|post|piece|headline)\b.{0,40}(?:was|has been) changed\b",
    r"(?:article|texte|papier) (?:corrigé|modifié|rectifié)\b", r"(?:diese[rs]?|der) (?:artikel|text|beitrag)\b.{0,60}(?:korrigiert|berichtigt|geändert|aktualisiert)", r"(?:este|el) (?:artículo|texto)\b.{0,60}(?:corregido|modificado|actualizado)", r"(?:questo|l['’]) ?articolo\b.{0,60}(?:corretto|modificato)",
    r"corrections?\s?[:：–—-]", r"corrections?(?: and clarifications?)?,?\s(?:appended|\w+\.? \d)", r"(?:corrections?|updates?) (?:and|&) (?:corrections?|clarifications?)\s?[:：–—-]", r"clarifications?\s?[:：–—-]",
    rf"(?:corrections?(?: (?:and|&) clarifications?)?|clarifications?|korrektur|berichtigung|richtigstellung|rettifica|correzione|correção|retificação|correcci[oó]n)\b{_ON_A_DAY}", r"correction(?: to this (?:story|article))?$",
    r"editor[’']?s?[’']?\s(?:note|correction)s?\b\s?[:：–—-]?.{0,200}(?:earlier|previous|original|correct|updated|amended|clarif|version|misstated|incorrect|error|changed|removed)",
    r"(?:this|the) (?:article|story|post|piece|report|column|headline|caption|version|page)\b.{0,60}\b(?:was|has been|have been|is) (?:corrected|amended|clarified|revised|edited|updated to (?:correct|clarify|reflect|remove|fix|include))",
    r"(?:an|a|the) (?:earlier|previous|prior|original|older|initial) (?:version|edition|draft)(?: of (?:this|our|the (?:article|story|post|piece|report|headline|column|caption|interview|review))\b|,| (?:said|stated|gave|had|named|incorrectly|wrongly|mistakenly|mis[a-z]+|contained|included|omitted|referred|implied|suggested)\b)", r"this (?:article|story|post|piece|report|column) (?:originally|previously|initially|incorrectly|mistakenly|erroneously) ", r"due to an? (?:editing|production|reporting) error",
    r"(?:berichtigung|korrektur|richtigstellung|korrigiert|korrekturhinweis)\b.{0,20}[:：]", r"hinweis(?: der redaktion)?\s?[:：] ?in einer (?:früheren|vorherigen|ersten) (?:version|fassung)", r"anmerkung der redaktion", r"in einer (?:früheren|vorherigen|ersten) (?:version|fassung)", r"rectificati(?:on|f)\b", r"(?:fe de err(?:atas|ata|ores)|nota de correcci[oó]n|correcci[oó]n|rectificaci[oó]n|aclaraci[oó]n)\b.{0,20}[:：]?", r"una versi[oó]n (?:anterior|previa)", r"(?:correção|errata|retificação|erramos)\b.{0,6}[:：]", r"uma versão anterior", r"(?:dans )?une (?:première |précédente )?version (?:de cet|du présent|antérieure|précédente|initiale)", r"(?:rettifica|correzione|errata corrige)\b", r"una versione precedente", r"(?:correctie|rectificatie|rättelse|rettelse|oikaisu|sprostowanie|исправление|уточнение|düzeltme|訂正|更正|정정)\b.{0,20}[:：]", r"in een eerdere versie", r"en tidigare version", r"en tidligere versjon",
)  # fmt: skip
UPDATE = _starts(
    r"(?:this (?:article|story|post|report|page) (?:was|has been|is being) (?:last )?updated)\b", r"updat(?:e|ed)\s?(?:\(?[\w ,.:/]{0,40}\)?)?\s?[:：–—]", r"editor[’']?s?[’']?\snotes?\b\s?[:：–—-]", r"(?:actualización|atualização|aggiornamento|mise à jour|aktualisierung|aktualisiert|обновлено|uppdatering|oppdatering|更新|nachtrag)\s?[:：]",
    rf"(?:{_UPDATES}){_ON_A_DAY}", r"updated (?:at |on )?\(?(?:[\w.,:]+ ){1,8}(?:to (?:add|include|reflect|clarify|say)|with)\b",
)  # fmt: skip
FOOTER = Phrases(
    r"©|\(c\) ?(?:19|20)\d\d|copyright\b|all rights reserved|alle rechte vorbehalten|todos los derechos|todos os direitos|tous droits réservés|tutti i diritti|все права защищены"
)
YEAR = Phrases(r"\b(?:19|20)\d\d\b")
CLOCK = re.compile(r"\b\d{1,2}[:.h]\d\d\b|\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b|\b\d{1,2} ?[ap]\.?m\b")
DATELINE = Phrases(
    r"[^\W\d_][\w .,'’-]{1,40}\((?:[A-Z]{2,}|Reuters|dpa|CNN)[^)]{0,30}\)|[A-ZÀ-ÖØ-Þ]{3,}[A-ZÀ-ÖØ-Þ .,'’-]{0,40}(?:, [\w .]{2,20})?\s?(?:\([\w .]{2,20}\)\s?)?[–—-]{1,2}\s"
)
AGO = Signs(
    r"\b\d{1,3}\s?(?:minutes?|mins?|hours?|hrs?|days?|weeks?|months?|h|m|d) ago\b|\bvor \d{1,3} (?:[Mm]inuten?|[Ss]tunden?|[Tt]agen?)|\bhace \d{1,3} (?:minutos?|horas?|días?)|\bil y a \d{1,3} |\bhá \d{1,3} (?:minutos?|horas?|dias?)"
    r"|\b\d{1,3} (?:minut[io]|or[ae]|giorn[io]) fa\b|\b\d{1,3} (?:minuten|minuut|uur|dagen|dag) geleden\b|\b\d{1,3} (?:minut\w*|godzin\w*|dni|dzień) temu\b|\bför \d{1,3} \w+ sedan\b|\bfor \d{1,3} \w+ siden\b|\d{1,3} (?:минут\w*|час\w*|д(?:ень|ня|ней)) назад|\b\d{1,3} (?:dakika|saat|gün) önce\b|\d{1,3} ?(?:分|時間|日|분|시간|일|分钟|小时|分鐘|小時) ?(?:前|전)|منذ \d{1,3} ",
    folded=False,
)
COUNT = Starts(
    r"\W{0,3}\d[\d,.]{0,8}\s?[km]?\+?\s?(?:comments?|shares?|views?|likes?|reads?|votes?|replies|followers|reactions?|tweets?|retweets?|min(?:ute)?s? read|min\b)"
)
BYLINE = _starts(
    r"(?:by|von|par|por|di|door|av|af|автор|текст|written by|answered by|asked by|replied by|story by|text by|reporting by|posted by|published by|author)\s?[:：]?\s+[\w“\"'@]", r"(?:published|posted|updated|last (?:updated|modified)|created|first published|publié|publicado|veröffentlicht|pubblicato|опубликовано|дата|aktualisiert|mis à jour|actualizado|aggiornato|atualizado)\b.{0,130}$", r"(?:this|the) (?:entry|post|article) was (?:posted|published|written)\b.{0,130}(?:filed under|(?:19|20)\d\d)",
)  # fmt: skip
_CREDIT_START = Starts(
    r"[\(\[]?\s?(?:(?:featured |file |stock )?(?:photos?|images?|pictures?|illustration|graphic)|fotos?|bild(?:er)?|credits?|video|фото|crédits?|photograph|imagem|imagen)(?: (?:credits?|source|by|courtesy|via|from|of))?\s?[:：/|©]|(?:photo|image|picture|illustration|graphic|photograph)s? (?:by|courtesy)\b|courtesy (?:of|photo)\b|getty images\b|©|in this .{4,90}(?:photo|image|picture|video frame|frame grab|file)\b"
)
_CREDIT_END = Phrases(
    r"(?:[.!?”] ?(?:photograph|photo|picture|image|illustration|foto|bild|fotograf[ií]a|crédit|imagen?)\b(?: by| credit)? ?[:：] ?[^.!?]{2,70}$|(?:[/|(–—-]|\bvia|\bby|[.!?”])\s?(?:getty(?: images)?|shutterstock|ap|associated press|afp(?: photo)?|reuters|epa|bloomberg|istock|alamy|wireimage|rex features)|getty images|\bap photo.{0,40}|file photo|\((?:images?|photos?|pictures?|credits?|foto|bild|source|crédit|pic|via|courtesy).{0,60})\W{0,3}$"
)
_IN_CREDIT_ENDS = Signs(  # a word that each of them holds, told quickly
    r"photo|picture|image|illustration|foto|bild|crédit|getty|shutterstock|ap\W{0,4}$|press|afp|reuters|epa|bloomberg|istock|alamy|rex features|\("
)
SIGN_OFF = Phrases(_at_start(  # no Starts: many begin with any words, which costs RE2 much
    r"(?:责任编辑|責任編輯|编辑|編輯)\s?[:：].{1,30}$", r"(?:der|die) autor(?:in)? (?:ist|war|arbeitet|schreibt|lebt)\b", r"über (?:den|die) autor(?:in)?\b.{0,40}$",
    r"(?:follow|reach|contact|email|write to|e-mail|tweet)\b.{1,120}(?:@|twitter|facebook|\.com)", r"[\w.]{2,40}@[\w.-]{3,60}$", r"(?:https?://)?(?:www\.)?twitter\.com/\w+$", r"@\w{2,20}$",
    r"[\w.'’ -]{4,50}\b(?:is|was|are) (?:an? |the )?(?:[\w'&,-]+ ){0,8}(?:reporter|writer|editor|journalist|correspondent|columnist|contributor|curator|producer|author|fellow|professor|freelance\w*|commentator|blogger)s?\b",
    r"[\w.'’ -]{4,50}\b(?:covers|writes (?:about|for|on)|reports on|contributed to this|contributed reporting)\b", r"(?:reporting|additional reporting|writing|editing|edited|compiled|translated) by\b", r"(?:associated press|ap|reuters) (?:\w+ ){0,4}(?:writer|reporter|journalist)s?\b.{0,120}(?:contributed|reported)", r"copyright\b", r"this (?:article|story|post|piece) (?:originally|first) appeared", r"an? version of this article (?:appears|appeared) in print\b", r"order reprints\b", r"our standards\s?[:：]", r"more (?:great )?[\w']+ stories",
))  # fmt: skip

_PAGE_NOUN = (
    r"pages?|pag(?:ina|inas|ine|g)?|páginas?|págs?|seiten?|sid(?:a|an|e|en|or)|stron[ay]|sayfa|страниц[аы]|стр|ページ"
)
_PAGE_WORD = (
    rf"{_PAGE_NOUN}|\d{{1,3}}|of|von|sur|de|di|van|av|af|z|из|part|teil|deel|parte|del|next|previous|prev|last|first|weiter|zurück|nächste|vorherige|suivante?"
    r"|précédente?|siguiente|anterior|próxima|seguinte|precedente|successiv[ao]|avanti|volgende|vorige|nästa|föregående|neste|næste|forrige|dalej|далее|次へ|次の|前へ|下一页|上一页|下一頁"
)
_PAGER = Phrases(rf"(?:\W*\b(?:{_PAGE_WORD})\b)+\W*$")
_NAMES_PAGES = Phrases(rf"\b(?:{_PAGE_NOUN})\b")
_DIGIT, _LETTER = re.compile(r"\d"), re.compile(r"[^\W\d_]")
_LONGEST_PAGER = 200  # characters


def is_pager(text: str, *, linked: bool, turned: bool = False) -> bool:
    """Whether a line is the row of an article's page numbers, "Page 1 of 3", or the way to the next page. Links have to
    show it, or the word for a page; where it is known that the article was `turned` into several pages, any of its words.
    """
    if len(text) > _LONGEST_PAGER or not (turned or _DIGIT.search(text)) or not _PAGER.match(text):
        return False
    if turned:
        return linked or _LETTER.search(text) is not None
    return linked or _NAMES_PAGES.search(text) is not None


def is_credit(text: str) -> bool:
    """Whether a short text says where a picture comes from, at its start or its end."""
    if _CREDIT_START.match(text[:140]) is not None:
        return True
    end = text[-90:]
    return end[-1] not in ".!?”" and _IN_CREDIT_ENDS.found(end) and _CREDIT_END.search(end) is not None
