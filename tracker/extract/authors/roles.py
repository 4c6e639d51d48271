"""Bylines of Chinese and Korean papers, in which words for what somebody does stand before or behind names without spaces:
"海港新闻记者 陆行舟 实习生 夏晚晴", "서다온·표은채 기자".
"""

from __future__ import annotations

import re

from tracker.extract.authors.eastern import SURNAMES, is_eastern_name, labelled

_HAN = r"\u4e00-\u9fff"
_WRITES = r"(?:记者|記者|实习生|實習生|通讯员|通訊員|特派员|特派員|评论员|評論員|撰稿人?|撰文|作者|文字|采写|採訪|采访|编译|編譯|主笔|主筆|特约撰稿人?|报道员)"
_OTHERS = r"(?:摄影|攝影|摄|攝|图片?|圖片?|供图|制图|视频|視頻|剪辑|编辑|編輯|责编|責編|校对|校對|审核|審核|监制|監製|美编|来源|來源|统筹|策划|初审|复审|终审|签发|设计|翻译|翻譯|核稿|責任編輯|责任编辑)"
_OTHER = re.compile(rf"[{_HAN}]{{0,6}}{_OTHERS}(?:记者|記者)?")
_WRITER = re.compile(rf"[{_HAN}A-Za-z\d]{{0,14}}{_WRITES}|文")
_JOINED = re.compile(rf"[{_HAN}A-Za-z]{{0,8}}(?:记者|記者)([{_HAN}]{{2,4}})")
_DATELINE = re.compile(  # "中央社記者陸行舟高雄3日電"
    rf"[{_HAN}]{{0,8}}(?:记者|記者)([{_HAN}]{{3}}|[{_HAN}]{{2}}|[{_HAN}]{{4}})(?:台北|臺北|新北|桃園|新竹|苗栗|台中|臺中|彰化|南投|雲林|嘉義|台南|臺南|高雄|屏東|宜蘭|花蓮|台東|臺東|澎湖|金門|[{_HAN}]{{2,6}})?\d{{1,2}}日"
)
_PARTS = re.compile(r"[^\s／/|｜丨∣、，,；;：:（）()【】〔〕\[\]]+")
_ROLE = re.compile(r"记者|記者|[实實][习習]生|通[讯訊][员員]|撰稿|[采採][写訪访]")
_KOREAN_ROLE = re.compile("기자|특파원|위원")
_LINE = 120  # characters
_OPENING = re.compile(r"[\s\u3000]*[\u4e00-\u9fff\d\s]{0,20}[（(]((?:[\u4e00-\u9fff]{0,6})记者[^）)]{2,40})[）)]")

_OFFICES = (
    r"(?:(?:선임|수석|인턴|전문|객원|대|교육|의학|환경|여행|스포츠|종교|국제|논설|군사|북한|과학|문화|경제|정치|사회|디지털|[가-힣]{2,4}전문)?"
    r"기자|[가-힣]{0,8}특파원|논설위원|편집위원|칼럼니스트|통신원|에디터|편집장|도쿄지국장|평론가)"
)
_OFFICE = re.compile(_OFFICES)
_KOREAN = re.compile(
    rf"(?:^|[\s=/|(\[·ㆍ・,])((?:[가-힣]{{2,4}}(?:(?:\s?[·ㆍ・,/]\s?)|\s))*[가-힣]{{2,4}}) ?{_OFFICES}(?=$|[\s=·ㆍ,|/(\[)\]])"
)
_SPLIT = re.compile(r"\s?[·ㆍ・,/]\s?")
_KOREAN_SURNAMES = frozenset(
    "김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구민나진지엄채원천방공현함변염여추도소석선설마길연위표명기반라왕금옥육인맹제모탁국어은편용예봉경사부"
)


def credited(line: str) -> tuple[str, ...]:
    """The names that a line gives to those who wrote; none where it has no word for them. Most lines are told quickly."""
    if not is_credit(line):
        return ()
    return _korean(line[:_LINE]) if _KOREAN_ROLE.search(line) else _chinese(line[:_LINE])


def in_opening(text: str) -> str:
    """The reporters whom the opening of a Chinese report names: "本报讯（记者 …）", "(记者 … 实习生 …)"; parted by commas."""
    found = _OPENING.match(text[:80])
    return (", ".join(credited(found[1])) or labelled(found[1])) if found else ""


def is_credit(line: str) -> bool:
    """Whether a line has a word for those who write in Chinese or Korean; told quickly."""
    return not line.isascii() and (_KOREAN_ROLE.search(line) or _ROLE.search(line[:_LINE])) is not None


def _chinese(line: str) -> tuple[str, ...]:
    names: list[str] = []
    writes = named = False
    for part in _PARTS.findall(line):
        if _OTHER.fullmatch(part):
            writes = False
        elif _WRITER.fullmatch(part):
            writes, named = True, False
        elif (found := _DATELINE.match(part) or _JOINED.fullmatch(part)) and found[1][0] in SURNAMES:
            names.append(found[1])
        elif writes and is_eastern_name(part) and (part[0] in SURNAMES or not named):
            names.append(part)
            named = True
        else:
            writes = False
    return tuple(names[:6])


def _korean(line: str) -> tuple[str, ...]:
    names: list[str] = []
    for found in _KOREAN.finditer(line):
        for piece in _SPLIT.split(found[1]):
            *before, last = [
                word for word in piece.split(" ") if word not in _RANKS and not _OFFICE.fullmatch(word)
            ] or [""]
            names += [one for one in before if len(one) == len("서다온") and _is_korean(one)]
            names += [last] if is_eastern_name(last) else []
    return tuple(names[:6])


def _is_korean(name: str) -> bool:
    """Whether a word before a name is another one, not a paper or a place."""
    return name[0] in _KOREAN_SURNAMES and is_eastern_name(name) and not name.endswith(_PAPERS)


_RANKS = ("선임", "수석", "인턴", "전문", "객원", "의학전문", "대학생")
_PAPERS = ("일보", "신문", "뉴스", "경제", "방송", "통신", "닷컴", "타임스", "미디어", "투데이", "저널", "매일")
