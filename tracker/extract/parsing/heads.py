"""What publishers put above a summary of the article that it belongs to: "Key points", "At a glance", "En bref"."""

from __future__ import annotations

LONGEST = 60  # characters
_EXACT = frozenset(
    ["key points", "key takeaways", "takeaways", "main points", "main takeaways", "key facts", "fast facts", "quick facts", "just the facts", "the facts", "key findings", "key details", "key developments", "at a glance", "in short", "in brief", "in a nutshell", "in summary", "summary", "quick summary", "quick read", "quick take", "article summary", "ai summary", "ai-generated summary", "summary by ai", "story summary", "story highlights", "article highlights", "highlights", "key highlights", "the gist", "the basics", "the essentials", "the details", "tl;dr", "tldr", "need to know", "the big picture", "why it matters", "by the numbers", "bullet points", "overview", "synopsis", "the story so far", "timeline", "who's who", "fact box", "factbox", "what happened", "what's new", "three key points", "the numbers", "das wichtigste", "das wichtigste in kürze", "das wichtigste auf einen blick", "auf einen blick", "in kürze", "kurz gefasst", "kurz & knapp", "kurz und knapp", "kurz erklärt", "zusammenfassung", "ki-zusammenfassung", "kurzfassung", "darum geht's", "darum geht es", "worum geht es", "worum es geht", "die wichtigsten punkte", "die wichtigsten fakten", "fakten", "daten und fakten", "zahlen und fakten", "überblick", "im überblick", "was bisher bekannt ist", "steckbrief", "chronologie", "l'essentiel", "en bref", "en résumé", "résumé", "le résumé", "à retenir", "les points clés", "points clés", "les points essentiels", "les faits", "en chiffres", "repères", "claves", "las claves", "puntos clave", "lo esencial", "en breve", "en resumen", "resumen", "lo más importante", "en síntesis", "datos clave", "las claves de la noticia", "aspectos clave", "cronología", "en cifras", "en resum", "les claus", "resum", "en poucas palabras", "in breve", "in sintesi", "in pillole", "punti chiave", "i punti chiave", "i punti salienti", "riassunto", "sintesi", "l'essenziale", "le cose da sapere", "riepilogo", "resumo", "em resumo", "pontos-chave", "pontos chave", "principais pontos", "destaques", "em síntese", "o essencial", "em poucas palavras", "em números", "in het kort", "samenvatting", "kort samengevat", "belangrijkste punten", "de belangrijkste punten", "het belangrijkste", "kernpunten", "op een rij", "in één oogopslag", "sammanfattning", "i korthet", "kort om", "det viktigaste", "snabbläsning", "fakta", "faktaruta", "detta har hänt", "oppsummert", "oppsummering", "kort fortalt", "kortversjonen", "hovedpunkter", "saken oppsummert", "sammendrag", "overblik", "kort sagt", "resumé", "lyhyesti", "tiivistelmä", "pääkohdat", "najważniejsze informacje", "najważniejsze", "w skrócie", "podsumowanie", "streszczenie", "kluczowe informacje", "najważniejsze fakty", "ve zkratce", "shrnutí", "hlavní body", "stručně", "to nejdůležitější", "v skratke", "zhrnutie", "röviden", "összefoglaló", "a lényeg", "pe scurt", "rezumat", "puncte cheie", "esențialul", "коротко", "кратко", "главное", "самое главное", "итоги", "ключевые моменты", "основные моменты", "головне", "стисло", "ключові моменти", "özet", "kısaca", "öne çıkanlar", "önemli noktalar", "με λίγα λόγια", "συνοπτικά", "περίληψη", "τα βασικά σημεία", "ringkasan", "poin penting", "intisari", "tóm tắt", "สรุป", "ملخص", "الملخص", "الخلاصة", "خلاصة", "أبرز النقاط", "النقاط الرئيسية", "باختصار", "خلاصه", "نکات کلیدی", "בקצרה", "תקציר", "עיקרי הדברים", "मुख्य बातें", "सारांश", "संक्षेप में", "要点", "要約", "概要", "ポイント", "まとめ", "この記事のポイント", "요약", "핵심 요약", "기사 요약", "한눈에 보기", "주요 내용", "핵심 포인트", "摘要", "要點", "重点", "重點", "核心提示", "核心要点", "内容提要"]
)
_OPENINGS = (
    *("what we know", "what you need to know", "what you should know", "what to know", "what we don't know", "here's what", "key points", "key takeaways"),
    *("what's happening", "five key", "five takeaways", "three takeaways", "key facts about", "who is who", "was wir wissen", "was wir über", "das wissen wir"),
    *("das wichtigste zu", "das wichtigste in", "ce qu'il faut", "ce que l'on sait", "ce qu'on sait", "ce que nous savons", "lo que debes saber", "lo que se sabe"),
    *("qué se sabe", "lo que sabemos", "cosa sappiamo", "cosa sapere", "che cosa sappiamo", "o que se sabe", "o que sabemos", "wat we weten", "dit weten we"),
    *("det här vet vi", "dette vet vi", "det ved vi", "co wiemy", "co víme", "что известно", "что мы знаем", "що відомо", "ne biliyoruz"),
)  # fmt: skip
_BEGINNING = 7  # characters, as many as the shortest of them
_BEGINNINGS = frozenset(opening[:_BEGINNING] for opening in _OPENINGS)
_AROUND = " :：.…!?|–—-•*#【】[]()「」✨⚡"


def is_summary_head(text: str) -> bool:
    """Whether a line is what stands above a summary."""
    if len(text) > LONGEST:
        return False
    said = text.casefold().strip(_AROUND).replace("’", "'")
    return said in _EXACT or (said[:_BEGINNING] in _BEGINNINGS and said.startswith(_OPENINGS))
