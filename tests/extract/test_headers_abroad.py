"""What stands above and below the texts of papers of forty countries, in their own scripts and calendars; names are made up."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from tests.extract.newsroom import FERRY, plain
from tests.extract.test_headers import house, ld, person
from tracker.extract import extract

_H = f"<h1>{FERRY.headline}</h1>"


class Header(NamedTuple):
    """One paper's habit, and what a reader takes from it: names (None for a house or a sign), and a day or a moment in UTC."""

    key: str
    lang: str
    url: str
    head: str
    top: str
    below: str
    authors: tuple[str, ...] | None
    at: str


_HEADERS = (
    Header("cz1","cs","https://paper.cz/a","",_H+"<div class='art-info'><span class='time'>3. července 2025&nbsp; 18:05</span> <span>Autor: Jana Horáková, Petr Malý</span></div>","",("Jana Horáková","Petr Malý"),"2025-07-03T16:05"),
    Header("cz2","cs","https://paper.cz/a","",_H+"<p class='autor'>(jho, ČTK)</p><time>14. listopadu 2025 6:30</time>","",None,"2025-11-14T05:30"),
    Header("sk1","sk","https://paper.sk/a","",_H+"<div class='meta'><span>Napísala Eva Kováčová</span> · <span>5. júla 2025 o 12:10</span></div>","",("Eva Kováčová",),"2025-07-05T10:10"),
    Header("pl1","pl","https://paper.pl/a","",_H+"<div class='info'><span>Opracowanie: Anna Zielińska</span><span>12.09.2025 14:22</span></div>","",("Anna Zielińska",),"2025-09-12T12:22"),
    Header("hr1","hr","https://paper.hr/a","",_H+"<div class='article-head'><span>Piše: Ivana Babić</span><span>14. listopada 2025. u 10:45</span></div>","",("Ivana Babić",),"2025-10-14T08:45"),
    Header("rs1","sr","https://paper.rs/a","",_H+"<div class='izvor'>Izvor: Glas, Jelena Marković</div><div>3. jul 2025. 09:12</div>","",None,"2025-07-03T07:12"),
    Header("si1","sl","https://paper.si/a","",_H+"<p>Avtor: Maja Kos</p><p>14. avgust 2025 ob 10.45</p>","",("Maja Kos",),"2025-08-14T08:45"),
    Header("lt1","lt","https://paper.lt/a","",_H+"<div class='author-line'>Rūta Petrauskienė</div><div class='date'>2025 m. liepos 4 d. 13:20</div>","",("Rūta Petrauskienė",),"2025-07-04T10:20"),
    Header("lv1","lv","https://paper.lv/a","",_H+"<div><span>Autors: Ilze Bērziņa</span> <span>2025. gada 4. jūlijs, 13:20</span></div>","",("Ilze Bērziņa",),"2025-07-04T10:20"),
    Header("ee1","et","https://paper.ee/a","",_H+"<div class='article-author'>Mari Tamm</div><div>4. juuli 2025, 13:20</div>","",("Mari Tamm",),"2025-07-04T10:20"),
    Header("is1","is","https://paper.is/a","",_H+"<div class='byline'><a href='/hofundur/1'>Guðrún Jónsdóttir</a></div><div>4. júlí 2025 kl. 13:20</div>","",("Guðrún Jónsdóttir",),"2025-07-04T13:20"),
    Header("gr1","el","https://paper.gr/a","",_H+"<div>Συντάκτης: Μαρία Παππά</div><div>4 Ιουλίου 2025, 13:20</div>","",("Μαρία Παππά",),"2025-07-04T10:20"),
    Header("bg1","bg","https://paper.bg/a","",_H+"<div class='art-info'>Автор: Елена Димитрова | 4 юли 2025, 13:20</div>","",("Елена Димитрова",),"2025-07-04T10:20"),
    Header("ge1","ka","https://paper.ge/a","",_H+"<div>ავტორი: ნინო ბერიძე</div><div>4 ივლისი 2025, 13:20</div>","",("ნინო ბერიძე",),"2025-07-04T09:20"),
    Header("ir1","fa","https://paper.ir/a","",_H+"<div class='news-info'><span>کد خبر: 4711</span><span>تاریخ انتشار: ۱۳ تیر ۱۴۰۴ - ۱۳:۲۰</span></div><p>خبرنگار: مریم احمدی</p>","",("مریم احمدی",),"2025-07-04T09:50"),
    Header("il1","he","https://paper.co.il/a","",_H+"<div class='art-author'>מאת: נועה לוי</div><div>4 ביולי 2025, 13:20</div>","",("נועה לוי",),"2025-07-04T10:20"),
    Header("tr1","tr","https://paper.com.tr/a","",_H+"<div class='haber-info'><span>Yayınlanma: 04.07.2025 13:20</span><span>Güncelleme: 04.07.2025 15:00</span></div><p>Haber: Elif Demir</p>","",("Elif Demir",),"2025-07-04T10:20"),
    Header("az1","az","https://paper.az/a","",_H+"<div>Müəllif: Leyla Məmmədova</div><div>4 iyul 2025, 13:20</div>","",("Leyla Məmmədova",),"2025-07-04T09:20"),
    Header("in1","hi","https://paper.in/a",ld(house("Samachar Desk"), "2025-07-04T13:20:00+05:30"),_H+"<div><span>लेखक: सीमा वर्मा</span></div>","",("सीमा वर्मा",),"2025-07-04T07:50"),
    Header("in2","mr","https://paper.in/a","",_H+"<div class='meta'>4 जुलै 2025, 13:20 IST</div><p>लेखक: स्मिता देशपांडे</p>","",("स्मिता देशपांडे",),"2025-07-04T07:50"),
    Header("in3","ta","https://paper.in/a","",_H+"<div><p>எழுதியவர்: மீனா ராஜன்</p><p>4 ஜூலை 2025, 13:20 IST</p></div>","",("மீனா ராஜன்",),"2025-07-04T07:50"),
    Header("bd1","bn","https://paper.com/a","",_H+"<div class='report'>প্রতিবেদক: রুমা আক্তার</div><div>প্রকাশ: ৪ জুলাই ২০২৫, ১৩:২০</div>","",("রুমা আক্তার",),"2025-07-04T13:20"),
    Header("pk1","ur","https://paper.pk/a","",_H+"<div>تحریر: عائشہ خان</div><div>4 جولائی 2025</div>","",("عائشہ خان",),"2025-07-04"),
    Header("th1","th","https://paper.co.th/a","",_H+"<div>โดย: สมศรี ใจดี</div><div>4 ก.ค. 2568 13:20 น.</div>","",("สมศรี ใจดี",),"2025-07-04T06:20"),
    Header("vn1","vi","https://paper.vn/a","",_H+"<div class='date'>Thứ sáu, 4/7/2025, 13:20 (GMT+7)</div>","<p style='text-align:right'><strong>Nguyễn Thị Hoa</strong></p>",("Nguyễn Thị Hoa",),"2025-07-04T06:20"),
    Header("id1","id","https://paper.co.id/a","",_H+"<div class='read__author'>Penulis: Siti Rahma</div><div class='read__time'>Kompas - 04/07/2025, 13:20 WIB</div>","",("Siti Rahma",),"2025-07-04T06:20"),
    Header("kr1","ko","https://paper.co.kr/a","",_H+"<div class='info'>한지우 선임기자·박서연 기자 <span>입력 2025.07.04 13:20</span></div>","",("한지우","박서연"),"2025-07-04T04:20"),
    Header("kr2","ko","https://paper.co.kr/a","",_H+"<div><span>등록 2025-07-04 13:20</span></div>","<p>부산=한지우 기자 jiwoo@x.co.kr</p>",("한지우",),"2025-07-04T04:20"),
    Header("jp1","ja","https://paper.jp/a","",_H+"<div><span>2025年7月4日 13時20分</span><span>有料記事</span></div><p>編集委員・山口恵子</p>","",("山口恵子",),"2025-07-04T04:20"),
    Header("jp2","ja","https://paper.jp/a","",_H+"<p class='date'>令和7年7月4日</p>","<p>【山口恵子】</p>",("山口恵子",),"2025-07-04"),
    Header("cn1","zh","https://paper.cn/a","",_H+"<div class='info'>2025年07月04日 13:20 来源：海港日报 作者：陈思远 编辑：李明</div>","",("陈思远",),"2025-07-04T05:20"),
    Header("tw1","zh-TW","https://paper.tw/a","",_H+"<div><span>2025/07/04 13:20</span></div><p>〔記者陳思遠／高雄報導〕</p>","",("陳思遠",),"2025-07-04T05:20"),
    Header("hk1","zh-HK","https://paper.hk/a","",_H+"<div>撰文：陳思遠</div><div>出版：2025-07-04 13:20</div>","",("陳思遠",),"2025-07-04T05:20"),
    Header("us1","en-US","https://paper.com/a","",_H+"<p class='byline'>By Dana Whitlock<br>Of the Tribune staff</p><p>July 4, 2025 1:20 pm CDT</p>","",("Dana Whitlock",),"2025-07-04T18:20"),
    Header("fr1","fr","https://paper.fr/a","",_H+"<p>Par Claire Morel, envoyée spéciale à Brest</p><p>Publié le 14 juillet 2025 à 18h05</p>","",("Claire Morel",),"2025-07-14T16:05"),
    Header("br1","pt-BR","https://paper.com.br/a","",_H+"<div>Por <b>Júlia Prado</b> — Recife</div><div>04/07/2025 13h20 Atualizado há 2 dias</div>","",("Júlia Prado",),"2025-07-04"),
    Header("mx1","es-MX","https://paper.mx/a","",_H+"<div><span>Texto: Lucía Ramos</span> <span>Fotos: Kurt Blom</span></div><div>4 de julio de 2025 - 13:20 hrs</div>","",("Lucía Ramos",),"2025-07-04"),
    Header("us2","en-US","https://paper.com/a","",_H+"<div class='story-byline'><a href='/staff/dana-whitlock'>Dana Whitlock</a>, Staff Writer</div><div>Published 1:20 p.m. PT July 4, 2025</div>","",("Dana Whitlock",),"2025-07-04T20:20"),
    Header("us3","en-US","https://paper.com/a",ld(person("Dana Whitlock"), "2025-07-04T13:20:00-0500"),_H+"<p>by DANA WHITLOCK, Harbor Today</p>","",("Dana Whitlock",),"2025-07-04T18:20"),
    Header("us4","en-US","https://paper.com/a","<meta name='pub_date' content='20250704132000'>",_H+"<p class='byline'>Dana Whitlock | Special to the Tribune</p>","",("Dana Whitlock",),"2025-07-04T13:20"),
    Header("uk1","en-GB","https://paper.co.uk/a","",_H+"<div class='author-section byline-plain'>By <a rel='author' href='/author/d'>DANA WHITLOCK</a>, SENIOR REPORTER</div><p class='byline-section'><span>Published: </span><time datetime='2025-07-04T13:20:00+0100'>13:20, 4 July 2025</time></p>","",("DANA WHITLOCK",),"2025-07-04T12:20"),
    Header("ie1","en-IE","https://paper.ie/a","",_H+"<div><span>Fri, 04 Jul, 2025 - 13:20</span></div><div><span>Aoife Brennan, Political Correspondent</span></div>","",("Aoife Brennan",),"2025-07-04T12:20"),
    Header("au1","en-AU","https://paper.com.au/a","",_H+"<div>By state political reporter <a href='/profile/1'>Dana Whitlock</a></div><div>Posted Fri 4 Jul 2025 at 1:20pm AEST</div>","",("Dana Whitlock",),"2025-07-04T03:20"),
    Header("nz1","en-NZ","https://paper.co.nz/a","",_H+"<div>Dana Whitlock</div><div>July 4, 2025 • 1:20pm NZST</div>","",("Dana Whitlock",),"2025-07-04T01:20"),
    Header("za1","en-ZA","https://paper.co.za/a","",_H+"<p>By Thandi Mokoena and Dana Whitlock</p><p>04 Jul 2025, 13:20 SAST</p>","",("Thandi Mokoena","Dana Whitlock"),"2025-07-04T11:20"),
    Header("ng1","en","https://paper.ng/a","",_H+"<div class='meta'>July 4, 2025 by <a href='/author/ada'>Ada Nwosu</a></div>","",("Ada Nwosu",),"2025-07-04"),
    Header("in4","en-IN","https://paper.in/a","",_H+"<div>Reported by: <a href='/by/1'>Meera Nair</a>, Edited by: <a href='/by/2'>Rohit Sen</a></div><div>Jul 04, 2025 13:20 pm IST</div>","",None,"2025-07-04T07:50"),
    Header("in5","hi","https://paper.in/a","",_H+"<div>Written by: सीमा वर्मा</div><div>प्रकाशित: जुलाई 04, 2025 13:20 pm IST</div>","",("सीमा वर्मा",),"2025-07-04T07:50"),
    Header("de1","de","https://paper.de/a","",_H+"<div>Von Anna Berger, Kiel</div><div>Stand: 04.07.2025 13:20 Uhr</div>","",("Anna Berger",),"2025-07-04T11:20"),
    Header("de2","de","https://paper.de/a","",_H+"<div>Ein Gastbeitrag von Anna Berger</div><div>4. Juli 2025, 13.20 Uhr</div>","",("Anna Berger",),"2025-07-04T11:20"),
    Header("at1","de-AT","https://paper.at/a","",_H+"<p>4. Jänner 2025, 13:20</p>","<p>(Anna Berger, 4.1.2025)</p>",("Anna Berger",),"2025-01-04T12:20"),
    Header("nl1","nl","https://paper.nl/a","",_H+"<div>Door onze verslaggever Anne Visser</div><div>4 juli 2025, 13:20</div>","",("Anne Visser",),"2025-07-04T11:20"),
    Header("be1","fr-BE","https://paper.be/a","",_H+"<div>Une enquête de Claire Morel</div><div>Publié le 04/07/2025 à 13:20</div>","",("Claire Morel",),"2025-07-04T11:20"),
    Header("fr2","fr","https://paper.fr/a","",_H+"<p class='auteur'>Propos recueillis par Claire Morel</p><p>Le 04 juil. 2025 à 13h20</p>","",("Claire Morel",),"2025-07-04T11:20"),
    Header("es1","es-ES","https://paper.es/a","",_H+"<div><a href='/autor/lucia-ramos/'>Lucía Ramos</a></div><div>Cádiz - 04 jul 2025 - 13:20 CEST</div>","",("Lucía Ramos",),"2025-07-04T11:20"),
    Header("ar1","es-AR","https://paper.com.ar/a","",_H+"<div>Por Lucía Ramos<br>Enviada especial</div><div>4 de julio de 2025 13:20</div>","",("Lucía Ramos",),"2025-07-04T16:20"),
    Header("ca1","ca","https://paper.cat/a","",_H+"<div>Marta Puig</div><div>4 de juliol de 2025, 13.20</div>","",("Marta Puig",),"2025-07-04T11:20"),
    Header("it1","it","https://paper.it/a","",_H+"<p>di <strong>Giulia Neri</strong></p><p>04 luglio 2025 alle 13:20</p>","",("Giulia Neri",),"2025-07-04T11:20"),
    Header("it2","it","https://paper.it/a","",_H+"<p>dalla nostra inviata Giulia Neri</p><p>4 luglio 2025 | 13.20</p>","",("Giulia Neri",),"2025-07-04T11:20"),
    Header("pt1","pt-PT","https://paper.pt/a","",_H+"<div>Texto de Inês Rocha</div><div>4 de Julho de 2025, 13:20</div>","",("Inês Rocha",),"2025-07-04T12:20"),
    Header("se1","sv","https://paper.se/a","",_H+"<div>Text: Karin Holm Foto: Kurt Blom</div><div>Publicerad 2025-07-04 13.20</div>","",("Karin Holm",),"2025-07-04T11:20"),
    Header("dk1","da","https://paper.dk/a","",_H+"<div>AF KARIN HOLM</div><div>4. jul. 2025, kl. 13:20</div>","",("KARIN HOLM",),"2025-07-04T11:20"),
    Header("no1","no","https://paper.no/a","",_H+"<div class='bylines'><div>Karin Holm</div><div>Journalist</div></div><div>Publisert 04.07.2025 kl. 13:20</div>","",("Karin Holm",),"2025-07-04T11:20"),
    Header("fi1","fi","https://paper.fi/a","",_H+"<div>Teksti: Aino Laine</div><div>4.7.2025 klo 13.20</div>","",("Aino Laine",),"2025-07-04T10:20"),
    Header("hu1","hu","https://paper.hu/a","",_H+"<div>Írta: Kovács Anna</div><div>2025. július 4. 13:20</div>","",("Kovács Anna",),"2025-07-04T11:20"),
    Header("ru1","ru","https://paper.ru/a","",_H+"<div>4 июля 2025, 13:20 (МСК)</div>","<p>Анна Орлова</p><p>© Газета</p>",("Анна Орлова",),"2025-07-04T10:20"),
    Header("by1","be","https://paper.by/a","",_H+"<div>Аўтар: Алена Новік</div><div>4 ліпеня 2025, 13:20</div>","",("Алена Новік",),"2025-07-04T10:20"),
    Header("eg1","ar","https://paper.eg/a","",_H+"<div>كتبت- ليلى حسن</div><div>الجمعة، 04 يوليو 2025 01:20 م</div>","",("ليلى حسن",),"2025-07-04T10:20"),
    Header("lb1","ar","https://paper.com.lb/a","",_H+"<div>بقلم: ليلى حسن</div><div>4 تموز 2025</div>","",("ليلى حسن",),"2025-07-04"),
    Header("kr3","ko","https://paper.kr/a","",_H+"<div class='writer'><a href='/r/1'>한지우</a><a href='/r/2'>박서연</a> 기자</div><div>2025.07.04. 오후 1:20</div>","",("한지우","박서연"),"2025-07-04T04:20"),
    Header("jp3","ja","https://paper.jp/a","",_H+"<div>取材・文：山口恵子　撮影：田中一郎</div><div>2025/07/04 13:20</div>","",("山口恵子",),"2025-07-04T04:20"),
    Header("cn2","zh-CN","https://paper.cn/a","",_H+"<div>海港晚报记者 陈思远 通讯员 李晚晴 摄影 王一鸣</div><div>2025-07-04 13:20</div>","",("陈思远","李晚晴"),"2025-07-04T05:20"),
    Header("tw2","zh-TW","https://paper.tw/a","",_H+"<div>發布：2025-07-04 13:20</div><p>（海報社記者陳思遠台北4日電）</p>","",("陳思遠",),"2025-07-04T05:20"),
)  # fmt: skip


@pytest.mark.parametrize("header", _HEADERS, ids=[header.key for header in _HEADERS])
def test_headers_of_many_countries_are_read(header: Header) -> None:
    body = f"<article>{header.top}<div class='t'>{plain(FERRY)}{header.below}</div></article>"
    html = f"<!doctype html><html lang='{header.lang}'><head><title>{FERRY.headline}</title>{header.head}</head><body>{body}</body></html>"
    document = extract(html, url=header.url)
    assert document.published_at is not None
    assert document.published_at.replace(tzinfo=None).isoformat(timespec="minutes").startswith(header.at)
    assert header.authors is None or document.authors == header.authors
