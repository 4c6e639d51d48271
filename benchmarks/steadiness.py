"""How steady reading is over several fetches, as the daemon fetches: alerts about nothing, and edits that were seen.

    python -m benchmarks.steadiness FOLDER [--seed 1] [--hosts 100] [--fetches 5] [--show]

FOLDER is laid out as for extraction.py. Each page there is the template of one host with three articles: the page's own,
and two with the bodies of other pages put in. At each fetch all furniture is drawn anew (boxes with telling and with hashed
names, counts, advertisements, comments, class names). A fifth of the hosts are *hard*: they also print one or two
promotional paragraphs among the body's, as plain <p>, drawn anew each time. From the second fetch on three articles in ten
are edited, in eight ways in turn, and stay so. Every fetch goes through `examine` and `decide` with the host's memory, and
what they hold back is fetched again at once, as the daemon does after minutes.

*chain* is the same for a program of one's own: extract(…, previous=last, host_memory=memory), remember(memory, document).
"""

from __future__ import annotations

import argparse
import copy
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import lxml.html

from benchmarks.extraction import Page, read_pages, shingles, words
from tracker.decide import decide
from tracker.decision import Decision, Latest, Look, Standing
from tracker.examining.examine import Job, examine
from tracker.examining.examine import Page as Captured
from tracker.extract import HostMemory, extract, remember
from tracker.model import Article, ArticleState, Capture, Document, Outcome
from tracker.schedule import Ladder, Life

ARTICLES, EDITED, HARD = 3, 0.3, 5
_LEAVES = {"p", "li", "h2", "h3", "h4", "blockquote", "div", "td"}
_LADDER = Ladder(rungs=((timedelta(days=1), timedelta(hours=1)),))
_START_AT = datetime(2026, 3, 1, 6, tzinfo=UTC)

# ------------------------------------------------------------------ what is printed around and between
_HEADS = """Harbour pilots vote to end a nine-week strike|Old mill to become 40 flats despite 212 objections
“It was the noise first,” says woman who fled the landslide|Why the last bus leaves before the film ends
Minister defends £3m bill for a bridge that stayed shut|Orchestra without a hall plays in a car park
Four towns, one dentist: a day in the queue|Teenager finds a coin older than the city
Fishing quota cut by 14 percent from January|The village that sold its own church
Police drop case against market trader|Snow closes two passes for a third night""".replace("\n", "|").split("|")
_PROMOS: dict[str, list[str]] = {
    "lead-in with a link": [
        "<p>{label} <a href='/n/{n}'>{head}</a></p>",
        "<p><strong>{label}</strong> <a href='/n/{n}'>{head}</a></p>",
        "<p><em>{label} <a href='/n/{n}'>{head}</a></em></p>",
    ],
    "lead-in without a link": ["<p>{label} {head}</p>", "<p><b>{label}</b> {head}</p>"],
    "a link alone": ["<p><a href='/n/{n}'>{head}</a></p>", "<p>» <a href='/n/{n}'>{head}</a></p>"],
    "an appeal": [f"<p>{text}</p>" for text in ["Sign up to Morning Post, {n} words a day that explain the region", "Our newsroom has no owner but you. <a href='/give'>Chip in from £{m} a month</a>.", "Want more like this? <a href='/nl'>Put your address on our Saturday list</a>.", "Download the app and hear about storms before they arrive.", "Take out a subscription before Sunday and pay {m} euros for the first three months.", "Join {n} readers who start their day with The Quay, our free daily letter.", "Get unlimited access to every story for £{m}.", "Tickets for our debate evening in the town hall are on sale now.", "You can listen to this week’s episode of Tidelines wherever you find podcasts.", "Follow our WhatsApp channel for the latest from the coast.", "Support local reporting: become a member today.", "Play today’s crossword and see how you compare with {n} others!"]],
    "a teaser": [f"<p>{text}</p>" for text in ["Also in today’s paper: {head}", "Editor’s choice: {head} (<a href='/n/{n}'>{m} min</a>)", "From the archive: {head}", "{head}: the full story is <a href='/n/{n}'>here</a>.", "In pictures: {head}", "Explainer | {head}"]],
}  # fmt: skip
_LABELS = ["READ MORE:", "Read also:", "RELATED:", "See also:", "More on this:", "Read this next:", "MUST READ –", "Don’t miss:", "Further reading:", "Keep reading »", "ALSO ON THE PAPER:", "More from the coast:"]  # fmt: skip
_BOXES = [
    "<div class='{c}'><h3>{t}</h3><ul>{items}</ul></div>", "<aside class='{c}'><h4>{t}</h4><p>{pitch}</p><form><input type='email'><button>OK</button></form></aside>",
    "<div class='{c}'><span>Advertisement</span><iframe src='https://ads.example/{n}'></iframe></div>", "<section class='{c}'><p>{pitch}</p><a href='/join'>Yes please</a></section>",
    "<div class='{c}'><a href='/n/{n}'><b>{head}</b></a><p>{pitch}</p></div>",
]  # fmt: skip
_PITCHES = ["The week in one letter, every Friday at seven.", "Five stories, one coffee. Free for ever.", "We write it, you decide what it is worth.", "Our app rings when the siren does.", "Half price until the clocks change."]  # fmt: skip
_NAMES = ["related-box", "newsletter-teaser", "promo-unit", "", "", "", ""]
_NEW = [
    "The harbour board had been told of the fault in April, according to minutes that were read out on Monday, but asked for a second opinion before it closed the gate.",
    "A spokesman for the ministry declined to say when the results would be known.",
    "Two of the five members voted against the plan, and a third left the room before the vote was taken.",
    "“Nobody asked us what we had seen that night,” said Ida Brekke, whose house stands nearest to the lock.",
    "Repairs are expected to take until the end of next year and to cost more than the 14 million that were set aside.",
    "The court will hear the case again in November.",
]
_NOTE = "Correction: An earlier version of this article misstated the number of members who voted for the plan."


@dataclass(slots=True)
class Story:
    """One article as its publisher has it: a tree with its body's elements, which edits change for good."""

    url: str
    tree: Any
    body: list[Any]
    title: Any
    slots: list[int]
    edits: int = 0


@dataclass(slots=True)
class Edit:
    """What an edit of one kind put in and took out, in words."""

    kind: str
    new: str = ""
    old: str = ""

    def is_in(self, document: Document) -> bool:
        text = " ".join(words(f"{document.headlines.h1} {document.headline} {document.text}"))
        new, old = (" ".join(words(piece)) for piece in (self.new, self.old))
        return (not new or new in text) and (not old or old not in text)


@dataclass(slots=True)
class Follower:
    """An article as the daemon knows it between two looks."""

    url: str
    latest: Document | None = None
    mark: str = ""
    held: str = ""
    failures: int = 0
    earlier: dict[str, int] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)

    def look(self, html: bytes, memory: bytes, now: datetime) -> tuple[Decision, bytes]:
        """One check, and the host's memory after it."""
        job = Job(Captured(html, self.url, 200, ()), latest=self.latest, memory=memory, seen_at=now)
        finding = examine(job)
        got = Capture(requested_url=self.url, url=self.url, status=200, headers=(), body=html, started_at=now, finished_at=now)  # fmt: skip
        article = _article(self.url, self.failures)
        latest = Latest(1, 1, self.mark, "", self.latest, now, "") if self.latest else None
        standing = Standing(
            article, latest, "", self.held, 0, frozenset((self.url,)), self.earlier, life=Life(article.added_at)
        )
        decision = decide(standing, Look(got, "x", finding, self.url), ladder=_LADDER, now=now, chance=0.5)
        self.held, self.failures = decision.held_fingerprint, decision.failures
        for read in (decision.reread, decision.revision):
            if read is not None:
                self.told = _differences(self.latest, read.document)
                self.latest, self.mark = read.document, read.fingerprint
                self.earlier.setdefault(self.mark, len(self.earlier) + 1)
        return decision, finding.memory or memory


def _differences(old: Document | None, new: Document) -> list[str]:
    before, after = ([block.text for block in document.blocks] if document else [] for document in (old, new))
    gone = [f"    - {text[:200]}" for text in before if text not in after]
    return gone + [f"    + {text[:200]}" for text in after if text not in before]


def _article(url: str, failures: int) -> Article:
    return Article(
        id=1,
        url=url,
        host="",
        source="",
        headline="",
        state=ArticleState.LIVE,
        added_at=_START_AT,
        next_check_at=None,
        last_checked_at=None,
        last_changed_at=None,
        last_outcome=None,
        last_detail="",
        failures=failures,
        revisions=1,
    )


@dataclass(slots=True)
class Tally:
    """What was counted for one set of hosts."""

    quiet: int = 0
    false: int = 0
    again: int = 0
    chained: int = 0
    made: Counter[str] = field(default_factory=Counter)
    seen: Counter[str] = field(default_factory=Counter)


def main() -> int:
    arguments = _arguments()
    pages = read_pages(arguments.folder)[: arguments.hosts]
    tallies = {False: Tally(), True: Tally()}
    for number, page in enumerate(pages):
        others = [pages[(number + step) % len(pages)] for step in range(1, ARTICLES)]
        hard = number % HARD == arguments.seed % HARD
        play(page, others, tallies[hard], Draw(arguments.seed, number, hard=hard), arguments)
    for hard, tally in tallies.items():
        _print("hard" if hard else "normal", tally)
    return 0


def play(page: Page, others: list[Page], tally: Tally, draw: Draw, arguments: argparse.Namespace) -> None:
    """All fetches of one host's articles."""
    stories = list(_stories(page, others, draw))
    followers = [Follower(story.url) for story in stories]
    last: list[Document | None] = [None] * len(stories)
    memory, chained = b"", None
    for fetch in range(arguments.fetches):
        for at, (story, follower) in enumerate(zip(stories, followers, strict=True)):
            now = _START_AT + timedelta(hours=fetch)
            edit = draw.edit(story) if fetch and draw.chance.random() < EDITED else None
            html = draw.print(story)
            if not edit:
                chained, last[at] = _chain(tally, html, story.url, last[at], chained)
            decision, memory = follower.look(html, memory, now)
            if decision.outcome is Outcome.SUSPECT:
                tally.again += 1
                decision, memory = follower.look(draw.print(story), memory, now + timedelta(minutes=5))
            if edit:
                chained, last[at] = _read(html, story.url, last[at], chained)
            _count(tally, decision, edit, follower, fetch, show=arguments.show)


def _count(tally: Tally, decision: Decision, edit: Edit | None, follower: Follower, fetch: int, *, show: bool) -> None:
    if not fetch:
        return
    told = decision.revision
    if edit is None:
        tally.quiet += 1
        tally.false += (wrong := told is not None)
    else:
        tally.made[edit.kind] += 1
        tally.seen[edit.kind] += not (wrong := told is None or not edit.is_in(told.document))
    if show and wrong:
        print(f"{edit or 'FALSE'} {follower.url} fetch {fetch} {decision.outcome} {decision.detail}")
        print(*(follower.told if told else ()), sep="\n")


def _chain(tally: Tally, html: bytes, url: str, last: Document | None, memory: HostMemory | None) -> tuple[HostMemory, Document]:  # fmt: skip
    memory, document = _read(html, url, last, memory)
    tally.chained += last is not None and document.text != last.text
    return memory, document


def _read(html: bytes, url: str, last: Document | None, memory: HostMemory | None) -> tuple[HostMemory, Document]:
    document = extract(html, url=url, previous=last, host_memory=memory)
    return remember(memory, document), document


def _print(name: str, tally: Tally) -> None:
    share = tally.false / max(1, tally.quiet)
    print(f"{name:<7} {tally.quiet} looks without an edit: false alerts {tally.false} ({share:.2%}), looked again {tally.again},", end=" ")  # fmt: skip
    print(f"chain: text changed {tally.chained} ({tally.chained / max(1, tally.quiet):.2%})")
    print(f"        edits seen {sum(tally.seen.values())} of {sum(tally.made.values())}:", end=" ")
    print(", ".join(f"{kind} {tally.seen[kind]}/{made}" for kind, made in sorted(tally.made.items())))


# ------------------------------------------------------------------ articles
def _stories(page: Page, others: list[Page], draw: Draw) -> Iterator[Story]:
    tree = lxml.html.fromstring(page.html.encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    for claim in tree.xpath(
        "//link[@rel='canonical'] | //meta[@property='og:url'] | //script[contains(@type,'ld+json')]"
    ):
        claim.getparent().remove(claim)
    blocks = _blocks(tree, page.body)
    if len(blocks) < 6 or blocks[0].getparent() is None:
        return
    for at, body in enumerate([page.body, *(other.body for other in others)]):
        marked = copy.deepcopy(tree)
        mine = _blocks(marked, page.body)
        if at:
            _replace(mine, body)
        mine = [block for block in mine if block.getparent() is not None]
        name = set(words("".join(marked.xpath("//meta[@property='og:title']/@content")[:1])))
        titles = [one for one in marked.iter("h1") if len(name & set(words(one.text_content()))) > 3]
        if len(mine) < 6:
            continue
        slots = draw.chance.sample(range(1, len(mine) - 1), draw.chance.choice((1, 2)))
        yield Story(f"https://host{draw.number}.example/{at}", marked, mine, next(iter(titles), None), slots)


def _blocks(tree: Any, body: str) -> list[Any]:
    """The paragraphs side by side that hold most of the body."""
    wanted = set(shingles(body))
    groups: dict[Any, list[Any]] = {}
    for element in tree.iter(*_LEAVES):
        if len(element) and any(child.tag in _LEAVES for child in element.iter() if child is not element):
            continue
        mine = shingles(element.text_content())
        if sum(mine.values()) > 4 and sum(shingle in wanted for shingle in mine) >= 0.9 * len(mine):
            groups.setdefault(element.getparent(), []).append(element)
    best = max(groups.values(), key=lambda group: sum(len(one.text_content()) for one in group), default=[])
    return [element for element in best if element.tag == "p"]


def _replace(blocks: list[Any], body: str) -> None:
    """Another article's sentences in the places of this one's."""
    lines = [line for line in body.split("\n") if len(line.split()) > 12]
    for block, line in zip(blocks, lines, strict=False):
        for child in list(block):
            block.remove(child)
        block.text = line
    for block in blocks[len(lines) :]:
        block.drop_tree()


# ------------------------------------------------------------------ chance: furniture and edits
class Draw:
    """All that is drawn for one host."""

    def __init__(self, seed: int, number: int, *, hard: bool) -> None:
        self.number = number
        self.hard = hard
        self.chance = random.Random(f"{seed}:{number}")
        self.style = list(_PROMOS)[(number // HARD) % len(_PROMOS)]
        self.moves = self.chance.random() < 0.25
        self.turn = self.chance.randrange(len(_EDITS))

    def print(self, story: Story) -> bytes:
        """The page of a story as one fetch gets it."""
        for element in story.body:
            element.set("data-b", "")
        tree = copy.deepcopy(story.tree)
        for element in story.body:
            del element.attrib["data-b"]
        body = tree.xpath("//*[@data-b]")
        for element in body:
            del element.attrib["data-b"]
        self._furnish(tree, body)
        if self.hard:
            for slot in self._slots(story, len(body)):
                _put_after(body[slot], self._promo())
        return bytes(lxml.html.tostring(tree, encoding="utf-8", doctype="<!DOCTYPE html>"))

    def edit(self, story: Story) -> Edit | None:
        """The next kind of edit that can be made in the story; None where there is none."""
        for _ in _EDITS:
            self.turn = (self.turn + 1) % len(_EDITS)
            kind, make = _EDITS[self.turn]
            if made := make(story, self.chance):
                story.edits += 1
                return Edit(kind, *made)
        return None

    def _slots(self, story: Story, length: int) -> list[int]:
        if self.moves:
            return [self.chance.randrange(1, length - 1) for _ in story.slots]
        return [min(slot, length - 2) for slot in story.slots]

    def _promo(self) -> Any:
        style = self.chance.choice(_PROMOS[self.style])
        return _fragment(style, self.chance)

    def _furnish(self, tree: Any, body: list[Any]) -> None:
        build = f"{self.chance.getrandbits(24):x}"
        for element in tree.iter("div", "section", "p", "span"):
            if names := element.get("class"):
                element.set("class", re.sub(r"(?<=[_-])(?=\w*\d)\w{5,}$", build, names))
        for _ in range(self.chance.randint(1, 3)):
            _put_after(self.chance.choice(body[:-1]), _fragment(self.chance.choice(_BOXES), self.chance))
        for _ in range(self.chance.randint(1, 4)):
            body[0].getparent().append(_fragment(self.chance.choice(_BOXES), self.chance))
        (tree.find("body") if tree.find("body") is not None else tree).append(
            _fragment("<div><span>{m} minutes ago</span> <a href='#c'>{n} comments</a></div>", self.chance)
        )


def _fragment(template: str, chance: random.Random) -> Any:
    items = "".join(f"<li><a href='/n/{chance.randrange(10**6)}'>{head}</a></li>" for head in chance.sample(_HEADS, 4))
    return lxml.html.fragment_fromstring(
        template.format(
            label=chance.choice(_LABELS), head=chance.choice(_HEADS), n=chance.randrange(100, 9999), m=chance.randrange(2, 59),
            c=chance.choice(_NAMES) or f"sc-{chance.getrandbits(24):06x}", t=chance.choice(("Most read", "More stories", "Now", "Picked for you")),
            pitch=chance.choice(_PITCHES), items=items,
        )
    )  # fmt: skip


def _put_after(element: Any, new: Any) -> None:
    new.tail, element.tail = element.tail, None
    element.addnext(new)


def _swap(story: Story, chance: random.Random, pattern: str, other: Callable[[str], str]) -> tuple[str, str] | None:
    """Change one place in the text of one paragraph; the words around it before and after."""
    for element in chance.sample(story.body, len(story.body)):
        whole = " ".join(words(" ".join(one.text_content() for one in story.body)))
        found = [match for match in re.finditer(pattern, element.text or "") if match.group(1)]
        if found:
            match, text = chance.choice(found), element.text
            before, after = text[: match.start(1)], text[match.end(1) :]
            element.text = before + other(match.group(1)) + after
            left, right = " ".join(words(before)[-3:]), " ".join(words(after)[:3])
            new = f"{left} {other(match.group(1))} {right}".strip()
            return None if f" {new} " in f" {whole} " else (new, "")
    return None


def _added(story: Story, chance: random.Random) -> tuple[str, str]:
    at = chance.randrange(len(story.body))
    new = lxml.html.fragment_fromstring("<p></p>")
    new.text = f"{chance.choice(_NEW)[:-1]}, it was said on day {chance.randrange(10**4)}."
    if name := story.body[at].get("class"):
        new.set("class", name)
    _put_after(story.body[at], new)
    story.body.insert(at + 1, new)
    return new.text, ""


def _removed(story: Story, chance: random.Random) -> tuple[str, str] | None:
    long = [element for element in story.body if len(words(element.text_content())) > 9]
    if len(story.body) < 6 or not long:
        return None
    element = chance.choice(long)
    story.body.remove(element)
    old = element.text_content()
    if any(old in other.text_content() for other in story.body):
        return None
    element.drop_tree()
    return "", old


def _headline(story: Story, chance: random.Random) -> tuple[str, str] | None:
    if story.title is None or len(words(story.title.text_content())) < 3:
        return None
    kept = words(story.title.text_content())[:-1]
    for child in list(story.title):
        story.title.remove(child)
    story.title.text = f"{' '.join(kept)} after inquiry {chance.randrange(10**4)}"
    return story.title.text, ""


def _noted(story: Story, _chance: random.Random) -> tuple[str, str] | None:
    if any(_NOTE in (element.text or "") for element in story.body):
        return None
    new = lxml.html.fragment_fromstring(f"<p><em>{_NOTE}</em></p>")
    _put_after(story.body[-1], new)
    story.body.append(new)
    return _NOTE, ""


_EDITS: tuple[tuple[str, Callable[[Story, random.Random], tuple[str, str] | None]], ...] = (
    ("number", lambda story, chance: _swap(story, chance, r"(?<![\w.,])(\d{1,5})(?![\w.,])", lambda old: str(int(old) + 3))),
    ("quote word", lambda story, chance: _swap(story, chance, r"[“\"][^”\"]{12,}?\b([a-z]{4,})\b[^”\"]*[”\"]", lambda _: "seldom")),
    ("speaker", lambda story, chance: _swap(story, chance, r"\bsaid ([A-Z][a-z]{3,})\b|\b([A-Z][a-z]{3,}) said\b", lambda _: "Quillon")),
    ("typo", lambda story, chance: _swap(story, chance, r"\b([a-z]{6,})\b", lambda old: old[:2] + old[3] + old[2] + old[4:] + "e")),
    ("added", _added),
    ("removed", _removed),
    ("headline", _headline),
    ("note", _noted),
)  # fmt: skip


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="where ground-truth.json and html/ are")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--hosts", type=int, default=100)
    parser.add_argument("--fetches", type=int, default=5)
    parser.add_argument("--show", action="store_true", help="each false alert and each edit that was not seen")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
