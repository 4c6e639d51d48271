"""Articles in other scripts, in three layouts (plain, AMP, tables and line breaks) and in the encodings of their countries:
declared, declared wrongly, or not at all.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tracker.extract import extract

_AR = [
    "قالت الشرطة يوم الاثنين إن ثلاثة أشخاص قتلوا في انهيار سد فوق قرية صغيرة مساء الأحد.",
    "وأصيب اثنا عشر شخصا آخرون بجروح، اثنان منهم في حالة خطيرة، وغمرت المياه نحو أربعين منزلا في الوادي.",
    "وقال رئيس البلدية إن السد بني قبل تسعين عاما وكان من المقرر إصلاحه في الربيع المقبل.",
    "وأضاف أن السكان سمعوا صوت المياه قبل أن يروها، وأن المدارس ستبقى مغلقة حتى نهاية الأسبوع.",
]
_HE = [
    "המשטרה מסרה ביום שני כי שלושה בני אדם נהרגו בקריסת סכר מעל כפר קטן ביום ראשון בערב.",
    "שנים עשר בני אדם נוספים נפצעו, שניים מהם באורח קשה, וכארבעים בתים הוצפו בעמק.",
    "ראש המועצה אמר כי הסכר נבנה לפני תשעים שנה ותיקונו תוכנן לאביב הקרוב.",
    "התושבים שמעו את המים לפני שראו אותם, ובתי הספר יישארו סגורים עד סוף השבוע.",
]
_FA = [
    "پلیس روز دوشنبه گفت که سه نفر در پی شکستن سدی بالای روستایی کوچک در شامگاه یکشنبه کشته شدند.",
    "دوازده نفر دیگر زخمی شدند که حال دو نفر از آنها وخیم است و حدود چهل خانه زیر آب رفت.",
    "شهردار گفت که این سد نود سال پیش ساخته شده و قرار بود در بهار آینده تعمیر شود.",
    "ساکنان می‌گویند صدای آب را پیش از دیدن آن شنیدند و مدرسه‌ها تا پایان هفته بسته می‌ماند.",
]
_JA = [
    "警察は月曜日、日曜日の夜に小さな村の上流にあるダムが決壊し、三人が死亡したと発表した。",
    "ほかに十二人がけがをし、うち二人は重傷で、谷のおよそ四十軒の家が浸水した。",
    "村長によると、ダムは九十年前に造られ、来年の春に修理される予定だったという。",
    "住民は水を見る前にその音を聞いたと話しており、学校は週末まで休みになる。",
]
_ZH = [
    "警方周一表示，周日晚上一座小村庄上方的水坝决堤，造成三人死亡。",
    "另有十二人受伤，其中两人伤势严重，山谷中约有四十所房屋被淹。",
    "村长说，这座水坝建于九十年前，原定明年春天进行维修。",
    "居民说他们在看到洪水之前就听到了声音，学校将停课到周末。",
]
_KO = [
    "경찰은 월요일, 일요일 저녁 작은 마을 위쪽의 댐이 무너져 세 명이 숨졌다고 밝혔다.",
    "또 열두 명이 다쳤고 이 가운데 두 명은 중태이며 계곡의 집 마흔여 채가 물에 잠겼다.",
    "촌장은 이 댐이 구십 년 전에 지어졌고 내년 봄에 고칠 예정이었다고 말했다.",
    "주민들은 물을 보기 전에 소리를 먼저 들었다고 했고 학교는 주말까지 문을 닫는다.",
]
_RU = [
    "Полиция сообщила в понедельник, что в воскресенье вечером прорвало плотину над небольшой деревней.",
    "Погибли три человека, ещё двенадцать пострадали, двое из них в тяжёлом состоянии.",
    "По словам главы района, плотину построили девяносто лет назад, а весной её собирались чинить.",
    "Жители говорят, что услышали воду раньше, чем увидели её, и школы закрыты до конца недели.",
]
_PL = [
    "Policja podała w poniedziałek, że w niedzielę wieczorem pękła zapora powyżej niewielkiej wsi.",
    "Zginęły trzy osoby, dwanaście zostało rannych, a około czterdziestu domów znalazło się pod wodą.",
    "Wójt powiedział, że zaporę zbudowano dziewięćdziesiąt lat temu i miała być naprawiona wiosną.",
    "Mieszkańcy mówią, że usłyszeli wodę, zanim ją zobaczyli, a szkoły będą zamknięte do końca tygodnia.",
]


def _head(lines: list[str], meta: str) -> str:
    return f"<head>{meta}<title>{lines[0][:20]}</title></head>"


def _p(lines: list[str]) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def plain(lines: list[str], language: str, direction: str, meta: str) -> str:
    text = f"<article><h1>{lines[0][:20]}</h1><div class=body>{_p(lines)}</div></article><footer><p>©</p></footer>"
    return f"<!doctype html><html lang={language} dir={direction}>{_head(lines, meta)}<body><nav><a href=/>1</a></nav>{text}</body></html>"


def amp(lines: list[str], language: str, direction: str, meta: str) -> str:
    rest = f"<amp-ad><div>ad</div></amp-ad><amp-accordion><section expanded><h4></h4><div>{_p(lines[2:])}</div></section></amp-accordion>"
    text = f"<h1>{lines[0][:20]}</h1><amp-img src=a></amp-img><section amp-access='granted'>{_p(lines[:2])}{rest}</section>"
    side = "<amp-sidebar id=s><ul><li><a href=/>x</a></li></ul></amp-sidebar>"
    return f"<!doctype html><html amp lang={language} dir={direction}>{_head(lines, meta)}<body>{side}<article>{text}</article></body></html>"


def table(lines: list[str], language: str, direction: str, meta: str) -> str:
    text = f"<h1>{lines[0][:20]}</h1><div dir={direction}>{'<br><br>'.join(lines)}</div>"
    cells = f"<tr><td width=150><a href=/>m</a></td><td>{text}</td></tr>"
    return f"<html lang={language}>{_head(lines, meta)}<body><table>{cells}</table></body></html>"


_CASES = [
    ("ar", _AR, "cp1256"), ("he", _HE, "cp1255"), ("fa", _FA, "utf-8"), ("ja", _JA, "cp932"), ("ja", _JA, "euc_jp"),
    ("ja", _JA, "iso2022_jp"), ("zh", _ZH, "gb18030"), ("ko", _KO, "cp949"), ("ru", _RU, "cp1251"), ("ru", _RU, "koi8-r"),
    ("pl", _PL, "cp1250"), ("pl", _PL, "iso8859-2"),
]  # fmt: skip
_DECLARED = {
    "absent": ("", ""),
    "utf-8": ("<meta charset=utf-8>", ""),
    "latin": ("<meta charset=iso-8859-1>", "text/html; charset=iso-8859-1"),
}


@pytest.mark.parametrize("declared", _DECLARED)
@pytest.mark.parametrize("layout", [plain, amp, table], ids=lambda layout: layout.__name__)
@pytest.mark.parametrize(("language", "lines", "encoding"), _CASES, ids=lambda one: one if isinstance(one, str) else "")
def test_each_paragraph_is_read_in_its_own_letters(
    language: str, lines: list[str], encoding: str, layout: Callable[[list[str], str, str, str], str], declared: str
) -> None:
    meta, content_type = _DECLARED[declared]
    direction = "rtl" if language in ("ar", "he", "fa") else "ltr"
    body = layout(lines, language, direction, meta).encode(encoding, "replace")
    blocks = extract(body, url="https://paper.example/a", content_type=content_type).blocks
    assert [block.text for block in blocks] == [line.encode(encoding, "replace").decode(encoding) for line in lines]
