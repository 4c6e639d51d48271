"""Who signs an article beside a house, an office or a word of another script, and who is only named beside it."""

from __future__ import annotations

import json

import pytest

from tests.extract.newsroom import FERRY, authors_of
from tracker.extract.authors.roles import credited

_HOLT, _ELVANG = "Maren Holt", "Tor Elvang"


@pytest.mark.parametrize(
    ("top", "expected"),
    [
        ("<p class='byline'>By Maren Holt<br><i>Of the Weekly staff</i></p>",(_HOLT,)),
        ("<p class='byline'>By Maren Holt<br>Of The Harbour Herald</p>",(_HOLT,)),
        ("<p class='byline'>BY MAREN HOLT<br><i>Of the Courier Staff</i></p>",("MAREN HOLT",)),
        ("<p class='byline'>By Maren Holt<br/>of the Gazette staff</p>",(_HOLT,)),
        ("<p>By Maren Holt<br><em>Of our staff</em></p>",(_HOLT,)),
        ("<p>By Maren Holt<br><i>Of the Weekly staff</i></p>",(_HOLT,)),
        ("<p class='byline'>By Maren Holt<br><i>Weekly Staff</i></p>",(_HOLT,)),
        ("<p class='byline'>By Maren Holt<br><i>For the Weekly</i></p>",(_HOLT,)),
        ("<p class='byline'>By Maren Holt<br><i>Special to the Weekly</i></p>",(_HOLT,)),
        ("<p class='byline'>By Maren Holt<br><i>Managing editor</i></p>",(_HOLT,)),
        ("<p class='byline'>By Maren Holt<br><i>Staff photographer</i></p>",(_HOLT,)),
        ("<p class='byline'>By Maren Holt and Tor Elvang<br><i>Of the Weekly staff</i></p>",(_HOLT,_ELVANG)),
        ("<p class='byline'>By Maren Holt <span>Of the Tribune's Lisbon bureau</span></p>",(_HOLT,)),
        ("<p class='byline'>By Staff of the Herald</p>",("Staff of the Herald",)),
        ("<div class='byline'><p>By Maren Holt</p><p>Of the Weekly staff</p></div>",(_HOLT,)),
        ("<p class='byline'>Por Maren Holt<br><i>De la redacción</i></p>",(_HOLT,)),
        ("<p class='byline'>Par Maren Holt<br><i>De notre rédaction</i></p>",(_HOLT,)),
        ("<p class='byline'>Von Maren Holt<br><i>Aus unserer Redaktion</i></p>",(_HOLT,)),
        ("<p class='byline'>Di Maren Holt<br><i>Della nostra redazione</i></p>",(_HOLT,)),
    ],
)  # fmt: skip
def test_the_house_in_the_line_below_a_name_is_no_part_of_it(top: str, expected: tuple[str, ...]) -> None:
    assert authors_of(top=top) == expected


@pytest.mark.parametrize(
    ("top", "expected"),
    [
        ("<div>海港新闻记者 陆行舟 实习生 夏晚晴</div><div>2024-04-03 07:12</div>",("陆行舟","夏晚晴")),
        ("<div>海港新闻记者 陆行舟 通讯员 夏晚晴</div><div>2024-04-03 07:12</div>",("陆行舟","夏晚晴")),
        ("<div class='author'>海港新闻记者 陆行舟 实习生 夏晚晴</div>",("陆行舟","夏晚晴")),
        ("<div>本报记者 陆行舟 摄影记者 王一鸣</div><div>2024-04-03 07:12</div>",("陆行舟",)),
        ("<div>文/海港周刊记者 陆行舟</div><div>2024-04-03 07:12</div>",("陆行舟",)),
        ("<div>海港周刊首席记者 陆行舟 见习记者 夏晚晴 编辑 李明</div><div>2024-04-03 07:12</div>",("陆行舟","夏晚晴")),
        ("<div>记者：陆行舟 实习生：夏晚晴 编辑：李明</div><div>2024-04-03 07:12</div>",("陆行舟","夏晚晴")),
        ("<div>海港新闻记者 陆行舟 发自 南京</div><div>2024-04-03 07:12</div>",("陆行舟",)),
        ("<div>海港报系记者 陆行舟、李晚晴</div><div>2024-04-03 07:12</div>",("陆行舟","李晚晴")),
        ("<div>記者陸行舟／台北報導</div><div>2024-04-03 07:12</div>",("陸行舟",)),
        ("<div>海港新聞 記者 陸行舟 報導</div><div>2024-04-03 07:12</div>",("陸行舟",)),
        ("<div>〔記者陸行舟／高雄報導〕</div><div>2024/04/03 07:12</div>",("陸行舟",)),
        ("<div>海港网记者 陆行舟 责任编辑 李明</div><div>2024-04-03 07:12</div>",("陆行舟",)),
    ],
)  # fmt: skip
def test_names_between_words_for_what_chinese_reporters_do_are_told_apart(top: str, expected: tuple[str, ...]) -> None:
    assert authors_of(top=top) == expected


@pytest.mark.parametrize(
    ("top", "expected"),
    [
        ("<div class='by'>लेखक: प्रभा जोगलेकर</div>",("प्रभा जोगलेकर",)),
        ("<div class='x'>लेखक: प्रभा जोगलेकर</div>",("प्रभा जोगलेकर",)),
        ("<span class='by'>लेखक: <a href='/author/1'>प्रभा जोगलेकर</a></span>",("प्रभा जोगलेकर",)),
        ("<p>Written by: प्रभा जोगलेकर</p>",("प्रभा जोगलेकर",)),
        ("<p>द्वारा: प्रभा जोगलेकर</p>",("प्रभा जोगलेकर",)),
        ("<p>रिपोर्टर: प्रभा जोगलेकर</p>",("प्रभा जोगलेकर",)),
        ("<p>लेखिका : प्रभा जोगलेकर</p>",("प्रभा जोगलेकर",)),
        ("<p>संवाददाता: प्रभा जोगलेकर</p>",("प्रभा जोगलेकर",)),
        ("<p>লেখক: প্রভা সেন</p>",("প্রভা সেন",)),
        ("<p>প্রতিবেদক: প্রভা সেন</p>",("প্রভা সেন",)),
        ("<p>எழுதியவர்: பிரபா சேகர்</p>",("பிரபா சேகர்",)),
        ("<p>రచయిత: ప్రభా రావు</p>",("ప్రభా రావు",)),
        ("<p>લેખક: પ્રભા જોશી</p>",("પ્રભા જોશી",)),
        ("<p>ಲೇಖಕ: ಪ್ರಭಾ ರಾವ್</p>",("ಪ್ರಭಾ ರಾವ್",)),
        ("<p>എഴുത്ത്: പ്രഭ നായർ</p>",("പ്രഭ നായർ",)),
        ("<p>ਲੇਖਕ: ਪ੍ਰਭਾ ਸਿੰਘ</p>",("ਪ੍ਰਭਾ ਸਿੰਘ",)),
        ("<p>लेखक : प्रभा जोगलेकर | संपादक: सुनील राव</p>",("प्रभा जोगलेकर",)),
        ("<div class='by'>संपादक: सुनील राव</div>",()),
        ("<p>Edited by: सुनील राव</p>",()),
    ],
)  # fmt: skip
def test_a_word_for_the_author_before_a_colon_is_known_in_indian_languages(top: str, expected: tuple[str, ...]) -> None:
    assert authors_of(top=top) == expected


@pytest.mark.parametrize(
    ("opening", "expected"),
    [
        ("海湾晚报讯(记者 陆行舟 实习生 夏晚晴)", ("陆行舟", "夏晚晴")),
        ("本报讯（记者 陆行舟）", ("陆行舟",)),
        ("本报讯（首席记者 陆行舟、夏晚晴）", ("陆行舟", "夏晚晴")),
        ("海港网讯（记者：陆行舟 摄影：夏晚晴）", ("陆行舟",)),
        ("本报讯", ("海湾晚报",)),
    ],
)
def test_reporters_whom_a_chinese_opening_names_go_before_the_paper_that_the_head_does(
    opening: str, expected: tuple[str, ...]
) -> None:
    head = "<meta name='author' content='海湾晚报'>"
    text = (
        f"<div class='t'><p>{opening}昨天清晨七点，修鞋摊还没支起来，老杨的手机已经响了十一下，门口排起了队。</p></div>"
    )
    assert authors_of(head=head, top=text) == expected


def test_two_links_to_the_pages_of_reporters_are_the_authors() -> None:
    links = "<a href='/reporter-bio/{}'>{}</a>"
    names = f"<span>{links.format('a', '早川澄佳')}</span> <span>{links.format('b', '門馬亮一')}</span>"
    assert authors_of(top=f"<div class='Ks3'>{names} <time>2025年5月1日</time></div>") == ("早川澄佳", "門馬亮一")


@pytest.mark.parametrize(
    ("top", "expected"),
    [
        ("<p class='editors'><a href='/reporter/77'>서다온</a><a href='/reporter/81'>표은채 기자</a></p>",("서다온","표은채")),
        ("<p class='reporter'><a href='/journalist/77'>서다온 기자</a> <a href='/journalist/81'>표은채 기자</a></p>",("서다온","표은채")),
        ("<p class='writer'>서다온, 표은채 기자</p>",("서다온","표은채")),
        ("<p class='byline'>서다온·표은채 기자</p>",("서다온","표은채")),
        ("<p>서다온 표은채 기자</p><p>입력 2024.03.08 14:02</p>",("서다온","표은채")),
        ("<p class='byline'>햇살일보 서다온 기자</p>",("서다온",)),
        ("<p class='byline'>서다온 선임기자</p>",("서다온",)),
        ("<p class='byline'>부산=서다온 기자</p>",("서다온",)),
        ("<p class='byline'>서다온 논설위원</p>",("서다온",)),
        ("<p class='byline'>서다온 기자 daon@paper.example</p>",("서다온",)),
    ],
)  # fmt: skip
def test_names_before_the_office_of_korean_reporters_are_told_apart(top: str, expected: tuple[str, ...]) -> None:
    assert authors_of(top=top) == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("<meta property='article:author' content='서다온·표은채 기자'>",("서다온","표은채")),
    ],
)  # fmt: skip
def test_they_are_in_the_head_too(head: str, expected: tuple[str, ...]) -> None:
    assert authors_of(head=head) == expected


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("<p>Media contact: Maren Holt, +47 22 00 00 00, maren.holt@harbour.example</p>",()),
        ("<p><strong>Press contact</strong><br>Maren Holt<br>maren.holt@harbour.example</p>",()),
        ("<h3>Contact</h3><p>Maren Holt<br>Head of communications<br>maren.holt@harbour.example</p>",()),
        ("<h3>Media contacts</h3><p>Maren Holt</p><p>maren.holt@harbour.example</p>",()),
        ("<h4>For media enquiries</h4><p>Maren Holt, maren.holt@harbour.example</p>",()),
        ("<p>Pressekontakt:<br>Maren Holt<br>Telefon: 030 1234<br>E-Mail: holt@harbour.example</p>",()),
        ("<p>Pressekontakt:</p><p>Harbour AG, Maren Holt, holt@harbour.example</p>",()),
        ("<p>Contact presse : Maren Holt - maren@harbour.example</p>",()),
        ("<p>Contacto de prensa: Maren Holt | maren@harbour.example</p>",()),
        ("<p>Ufficio stampa: Maren Holt - maren@harbour.example</p>",()),
        ("<div class='press-contact'><p>Maren Holt</p><p>maren@harbour.example</p></div>",()),
        ("<div class='contact'><h4>Contact</h4><a href='/people/maren-holt'>Maren Holt</a><p>Press officer</p></div>",()),
        ("<p>For more information, contact Maren Holt at maren@harbour.example.</p>",()),
        ("<p>Investor relations: Maren Holt, ir@harbour.example</p>",()),
        ("<p>SOURCE Harbour Lines</p><p>Contact: Maren Holt, 555-0100</p>",()),
        ("<p>Maren Holt can be reached at maren@paper.example.</p>",(_HOLT,)),
        ("<p>Contact reporter Maren Holt at maren@paper.example.</p>",(_HOLT,)),
    ],
)  # fmt: skip
def test_whom_the_press_may_ask_is_no_author(last: str, expected: tuple[str, ...]) -> None:
    assert authors_of(last=last) == expected


_ISSUER = {"@type": "Organization", "name": "Department for Coastal Transport"}


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ("From:", ("Department for Coastal Transport",)),
        ("Issued by", ("Department for Coastal Transport",)),
        ("Author", (_HOLT,)),
    ],
)
def test_a_person_among_those_who_issued_a_release_is_its_author_only_under_a_word_for_that(
    term: str, expected: tuple[str, ...]
) -> None:
    data = {"@type": "NewsArticle", "headline": FERRY.headline, "author": _ISSUER}
    head = f"<script type='application/ld+json'>{json.dumps(data)}</script>"
    top = f"<dl><dt>{term}</dt><dd><a href='/people/maren-holt'>{_HOLT}</a></dd><dt>Published</dt><dd>6 July 2022</dd></dl>"
    assert authors_of(head=head, top=top) == expected


@pytest.mark.parametrize(
    "line", ["記者会見の全文", "기자회견 전문", "记者会在下午举行，多名市民到场。", "作者简介", "Redaksi", "编辑：李明"]
)
def test_a_line_that_only_has_such_a_word_names_nobody(line: str) -> None:
    assert credited(line) == ()
