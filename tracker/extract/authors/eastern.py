"""Names of persons that are written without spaces, as Chinese, Japanese and Korean papers write them: what may be one, and
which labels they stand behind.
"""

from __future__ import annotations

import re

_HAN = r"\u4e00-\u9fff々"
_KANA = r"\u3041-\u3096\u30a1-\u30fa"
_JAPANESE = rf"[{_HAN}]{{1,3}}[{_HAN}{_KANA}]{{1,4}}"
_NAME = re.compile(rf"{_JAPANESE}|[가-힣]{{2,4}}")
# What papers write beside a date where others write a name: sections, marks, papers and agencies.
_NO_NAME = re.compile(
    r"社会|政治|経済|经济|国際|国际|国内|新聞|新闻|通信|通讯|時事|时事|記事|速報|会員|朝刊|夕刊|特集|連載|有料|無料|限定|独自|解説|社説|写真|照片|図片|图片|動画|视频"
    r"|提供|撮影|摄影|編集|编辑|編輯|来源|來源|責任|责任|文化|科学|科技|技術|财经|财政|金融|娱乐|娛樂|体育|軍事|军事|房产|汽车|教育|健康|生活|地域|地方|全国|世界|天気"
    r"|本报|本報|日报|日報|晚报|晚報|早报|早報|時報|时报|電子版|敬称|終わ|おわり|評論|投稿|更新|公開|发布|發布|発表|原創|原创|转载|轉載|記者会|共有|保存|印刷"
    r"|[部局社課班面版網网台站司報报版号回頃前後時分日月年]$|^[今昨本毎第]"
    r"|입력|수정|뉴스|신문|경제|사회|정치|국제|문화|스포츠|기사|연예|등록|승인|댓글|공유"
)
# Begin nine in ten Chinese names: by the census of 2020, the hundred commonest, and some of papers' own.
SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
    "張劉陳楊黃趙吳孫馬羅鄭謝許韓馮鄧蕭葉蘇呂盧鐘譚陸賈韋鄒閻龍賀顧龔萬錢嚴湯"
)
_LABELLED = re.compile(
    rf"(?:^|[\s|｜（(【・])(?:本[报報刊网網]|特[约約派]|[见見][习習]|实习|首席|[资資]深)?(?:记者|記者|作者|撰文|撰稿|采写|採訪|编译|編譯|整理|文|取材|通讯员|通訊員)"
    rf"(?:\s?[:：／/｜|・·＝=]\s?|\s)((?:[\u4e00-\u9fff·]{{2,4}}|{_JAPANESE})(?:[ 、，][\u4e00-\u9fff]{{2,4}}(?![：:／/｜|＝=\u4e00-\u9fff])){{0,4}})(?=[\s|｜/、，,）)】]|$)"
)
_PAPER = re.compile(rf"[{_HAN}]{{2,12}}(?:[报報网網]|[日晚早]报社|通讯社|通訊社|电视台|電視台|客户端|新闻|新聞)")
_OFFICE = re.compile(r"^(?:編集委員|論説委員|解説委員|専門記者|特派員|記者|記者・?|本报记者)[・\s]")
_BRACKETS = re.compile(r"[（(【]([^（(【）)】]{2,30})[）)】]$")
_TEXT_FIRST = re.compile(r"[（(【]?(?:取材・?)?(?:構成・)?(?:文|撰文|作者|记者|記者|取材)\s?[:：／/｜|＝=]")
_LETTERS = re.compile(rf"[{_HAN}{_KANA}\uac00-\ud7a3]")
_BETWEEN = re.compile(r"[、,，・\s/／]+")


def is_eastern(text: str) -> bool:
    """Whether a text has letters of a script in which names stand without spaces."""
    return not text.isascii() and _LETTERS.search(text) is not None


def is_eastern_name(text: str) -> bool:
    """Whether a short text without spaces may be a person's name."""
    return _NAME.fullmatch(text) is not None and _NO_NAME.search(text) is None


def eastern_names(line: str) -> str:
    """The names that are all of a line, behind an office at most, parted by commas; empty where it says anything else."""
    names = [name for name in _BETWEEN.split(_OFFICE.sub("", line.strip())) if name]
    fits = 0 < len(names) <= 5 and all(map(is_eastern_name, names)) and len(names[0]) > 2  # noqa: PLR2004 -- 社会
    return ", ".join(names) if fits else ""


def before_time(line: str) -> str:
    """The Chinese name that ends a line of sections and papers, before its date; known by its surname."""
    last = line.rpartition(" ")[2] if line.rpartition(" ")[0] else ""
    fits = 2 <= len(last) <= 3 and last[0] in SURNAMES and is_eastern_name(last)  # noqa: PLR2004 -- characters of a name
    return last if fits else ""


def is_paper(name: str) -> bool:
    """Whether a name is that of a Chinese paper, agency or channel: "江湾晚报"."""
    return _PAPER.fullmatch(name) is not None


def labelled(line: str) -> str:
    """The names behind a word such as 记者 or 文, in a short line; parted by commas."""
    found = _LABELLED.search(line)
    names = [name for name in _BETWEEN.split(found[1]) if _NO_NAME.search(name) is None] if found else []
    return ", ".join(names)


def begins_with_text(line: str) -> bool:
    """Whether a line opens with a word for the text and a sign that parts it from a name."""
    return _TEXT_FIRST.match(line) is not None


def in_brackets(line: str) -> str:
    """The names in brackets that end a line of text, as Japanese papers sign their articles; parted by commas."""
    found = _BRACKETS.search(line[-40:])
    return (labelled(found[1]) or eastern_names(found[1])) if found else ""
