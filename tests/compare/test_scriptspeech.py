"""Who speaks in scripts without capitals, and in Russian and Ukrainian: by name in the ledger, and told when another does."""

from __future__ import annotations

import pytest

from tracker.compare import compare, quotes
from tracker.model import Document, FlagKind


def flagged(old: str, new: str) -> list[tuple[str, str]]:
    found = compare(Document.from_text(old), Document.from_text(new)).flags
    return [(flag.before, flag.after) for flag in found if flag.kind is FlagKind.ATTRIBUTION_CHANGED]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("市长陈立说：“我们不会退缩。”", "陈立"),
        ("“我们不会退缩。”市长陈立说。", "陈立"),
        ("据新华社报道，李明表示：“我们不会放弃。”", "李明"),
        ("“我们不会退缩。”市长说。", "市长"),
        ("佐藤市長は10日、「引き下がらない」と述べた。", "佐藤"),
        ("「引き下がらない」と佐藤市長は述べた。", "佐藤"),
        ("قال الوزير سامي حداد: «لن نتراجع».", "سامي حداد"),
        ("«لن نتراجع»، قال الوزير سامي حداد.", "سامي حداد"),
        ("وأضافت النائبة ليلى منصور أن «القرار خاطئ».", "ليلى منصور"),
        ("मेयर अनिल वर्मा ने कहा, “हम पीछे नहीं हटेंगे।”", "अनिल वर्मा"),
        ("“हम पीछे नहीं हटेंगे,” मेयर अनिल वर्मा ने कहा।", "अनिल वर्मा"),
        ("Марина Окли опоздала. «Я его пропустила», — сказала Окли.", "Марина Окли"),
        ("Марина Оклі запізнилася. «Я його пропустила», — сказала Оклі.", "Марина Оклі"),
        ("Разговор Марины Окли с депутатом. Марина Окли опоздала. «Я его пропустила», — сказала Окли.", "Марина Окли"),
    ],
)
def test_who_stands_beside_a_quotation_says_it(text: str, speaker: str) -> None:
    assert [quote.speaker for quote in quotes(Document.from_text(text))] == [speaker]


@pytest.mark.parametrize(
    ("old", "new", "sources"),
    [
        ("市长陈立说：“我们不会退缩。”", "议员王芳说：“我们不会退缩。”", ("市长陈立", "议员王芳")),
        ("“我们不会退缩。”市长说。", "“我们不会退缩。”省长说。", ("市长", "省长")),
        ("“我们不会退缩。”市长说。", "“我们不会退缩。”省长王芳说。", ("市长", "省长王芳")),
        ("佐藤市長は「引き下がらない」と述べた。", "田中市長は「引き下がらない」と述べた。", ("佐藤市長", "田中市長")),
        (
            "قال الوزير سامي حداد: «لن نتراجع».",
            "قالت النائبة ليلى منصور: «لن نتراجع».",
            ("الوزير سامي حداد", "النائبة ليلى منصور"),
        ),
        ("मेयर अनिल वर्मा ने कहा, “हम हटेंगे।”", "सांसद रीना दास ने कहा, “हम हटेंगे।”", ("मेयर अनिल वर्मा", "सांसद रीना दास")),
        ("«Мы не отступим», — сказал мэр.", "«Мы не отступим», — сказал губернатор.", ("мэр", "губернатор")),
        ("«Ми не відступимо», — сказав мер.", "«Ми не відступимо», — сказав губернатор.", ("мер", "губернатор")),
    ],
)
def test_another_source_is_told(old: str, new: str, sources: tuple[str, str]) -> None:
    assert flagged(old, new) == [sources]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("市长陈立说：“我们不会退缩。”", "“我们不会退缩。”陈立表示。"),
        ("市长陈立说：“我们不会退缩。”", "“我们不会退缩。”他说。"),
        ("市长陈立来了。“我们不会退缩。”陈立说。", "市长陈立来了。“我们不会退缩。”市长说。"),
        ("佐藤市長は「引き下がらない」と述べた。", "「引き下がらない」と佐藤氏は語った。"),
        ("قال الوزير سامي حداد: «لن نتراجع».", "«لن نتراجع»، قال حداد."),
        ("मेयर अनिल वर्मा ने कहा, “हम हटेंगे।”", "“हम हटेंगे,” वर्मा ने बताया।"),
        ("«Мы не отступим», — сказал мэр Олег Титов.", "«Мы не отступим», — заявил Титов."),
        ("«Ми не відступимо», — сказав мер Іван Коваль.", "«Ми не відступимо», — наголосив Коваль."),
    ],
)
def test_the_same_source_in_other_words_is_none(old: str, new: str) -> None:
    assert flagged(old, new) == []


@pytest.mark.parametrize(
    "text",
    [
        "“我们不会退缩。”",
        "「引き下がらない」と書かれた。",
        "«لن نتراجع».",
        "“हम पीछे नहीं हटेंगे।”",
    ],
)
def test_words_that_nobody_is_named_beside_are_nobodys(text: str) -> None:
    assert {quote.speaker for quote in quotes(Document.from_text(text))} <= {""}
