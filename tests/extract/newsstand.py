"""More stories (an interview, one in Chinese, one from right to left) and more layouts; see `newsroom`."""

from __future__ import annotations

from collections.abc import Callable

from tests.extract.newsroom import LAYOUTS, STORIES, H, P, Story, page, plain
from tracker.model import BlockKind

A, Q = BlockKind.ANSWER, BlockKind.QUESTION

SKIPPER = Story(
    "“The fog teaches you to listen”",
    "Ilka Brandt",
    (
        (
            P,
            "Gunnar Moe has steered the ferry to Skarvoy for thirty-one years, and will hand over the wheel on Sunday.",
        ),
        (Q, "Mr Moe, how many times have you crossed the sound?"),
        (A, "I stopped counting when my daughter was born, and that was crossing number forty thousand or so."),
        (A, "My wife kept a list in the kitchen for a while, until the second kitchen was too small for it as well."),
        (Q, "Were you ever afraid?"),
        (
            A,
            "Twice, both times in fog, and both times it was somebody in a rowing boat who should have stayed at home.",
        ),
        (Q, "What will you do on Monday?"),
        (A, "Sleep until seven, have breakfast, and take the nine o’clock boat to see what the new one does wrong."),
    ),
)
BRIDGE = Story(
    "老桥将于下月关闭维修",
    "林若溪",
    (
        (P, "市政府星期三宣布，横跨西河的老桥将于下月一日起关闭，维修工程预计持续十四个月，费用约为两千三百万元。"),
        (P, "“桥墩已经开裂，我们不能再等了。”负责工程的周启明在新闻发布会上说，他还公布了去年的检测报告。"),
        (H, "居民的担心"),
        (P, "住在东岸的居民说，关闭期间他们上班要绕行九公里，希望政府增加早晚高峰的公共汽车班次。"),
        (P, "交通部门回应说，从下周起将增加三条临时线路，票价不变，学生凭证件可以免费乘坐。"),
    ),
    language="zh",
)
QUAY = Story(
    "إغلاق رصيف الميناء القديم",
    "سلمى حداد",
    (
        (P, "قرر مجلس المدينة يوم الثلاثاء إغلاق رصيف الميناء القديم ابتداء من الشهر المقبل بعد أن أظهر تقرير هندسي تآكل أعمدته."),
        (P, "وقالت رئيسة المجلس نادية الخطيب: «لم يعد بإمكاننا أن نؤجل هذا القرار، فسلامة الناس أهم من المواعيد»."),
        (H, "ماذا يقول التجار"),
        (P, "ويخشى أصحاب المتاجر القريبة من الرصيف أن يخسروا زبائنهم خلال أعمال الترميم التي قد تستمر عاما كاملا."),
        (P, "ووعد المجلس بدفع تعويضات تبلغ نحو مليوني دينار، على أن تنشر شروطها قبل نهاية الأسبوع الجاري."),
    ),
    language="ar",
)  # fmt: skip
PRINTED = (*STORIES, SKIPPER, BRIDGE, QUAY)


def _body(story: Story, between: str = "") -> str:
    """The pieces as `plain` has them, questions as bold paragraphs."""
    shown = Story("", "", tuple((kind, f"<b>{text}</b>" if kind is Q else text) for kind, text in story.pieces))
    return plain(shown, between)


def microdata(story: Story) -> str:
    """Everything marked up in schema.org's terms, a box of facts about the publisher behind the text."""
    return page(
        f"<div itemscope itemtype='https://schema.org/NewsArticle'><h1 itemprop='headline'>{story.headline}</h1>"
        f"<span itemprop='author'>{story.author}</span><div itemprop='articleBody'>{_body(story)}</div>"
        "<div itemprop='publisher' itemscope><span itemprop='name'>The Paper</span></div></div>"
        "<div class='teaser-list'><a href='/1'>Lost letter found</a><a href='/2'>Night train late</a></div>",
        story,
    )


def components(story: Story) -> str:
    """Custom elements all over, with a player and a poll in the text."""
    between = "<news-player src='/a.mp3'><span>Listen to this story</span></news-player>"
    return page(
        f"<site-header><a href='/'>The Paper</a></site-header><news-article><h1 slot='title'>{story.headline}</h1>"
        f"<article-body>{_body(story, between)}</article-body></news-article><site-footer>© 2026 The Paper</site-footer>",
        story,
    )


def blocks(story: Story) -> str:
    """A block editor's page: groups, spacers, a list of the latest posts and a sign-up between the paragraphs."""
    between = (
        "<div class='wp-block-spacer'></div><ul class='wp-block-latest-posts'><li><a href='/1'>Lost letter found</a></li>"
        "<li><a href='/2'>Night train late</a></li></ul><div class='wp-block-group newsletter'><p>Sign up for our letter</p></div>"
    )
    return page(
        f"<div class='wp-site-blocks'><header><a href='/'>The Paper</a></header><main class='wp-block-group'><h1 class='wp-block-post-title'>"
        f"{story.headline}</h1><div class='entry-content wp-block-post-content'>{_body(story, between)}</div></main></div>",
        story,
    )


def sections(story: Story) -> str:
    """Each heading with its paragraphs in a section of its own, a table of contents before them."""
    parts: list[list[tuple[BlockKind, str]]] = [[]]
    for piece in story.pieces:
        if piece[0] is H:
            parts.append([])
        parts[-1].append(piece)
    shown = "".join(
        f"<section id='s{at}'>{_body(Story('', '', tuple(part)))}</section>" for at, part in enumerate(parts)
    )
    contents = "".join(f"<li><a href='#s{at}'>Part {at + 1}</a></li>" for at in range(len(parts)))
    return page(
        f"<nav><a href='/'>Home</a></nav><main><h1>{story.headline}</h1><nav class='toc'><ol>{contents}</ol></nav>{shown}</main>",
        story,
    )


MORE_LAYOUTS: tuple[Callable[[Story], str], ...] = (microdata, components, blocks, sections)
PAGES = [
    *((layout, story) for layout in LAYOUTS for story in STORIES),
    *((layout, story) for layout in MORE_LAYOUTS for story in PRINTED),
]
