"""A month of looks at one article: alerts about nothing, and edits that were seen, while everything around the text moves.

    python -m benchmarks.month FOLDER [--seed 1] [--articles 40] [--looks 40] [--show]

FOLDER is laid out as for extraction.py. Each article is looked at forty times with its host's memory, through `examine` and
`decide` as in steadiness.py. All furniture is drawn anew at each look; beside it, by article: a consent banner at some of the
looks, boxes for one reader or another, parts that are there at some looks and at others are still to be loaded (pictures,
a list of stories, a share bar), two headlines by turns, and lines of teasers between paragraphs, of which there are none,
one or two (promotions.py). Every fifth look or so the publisher edits the text, in eight ways in turn.

An article with two headlines may alert for the first look at each; any more are counted as false.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import lxml.html

from benchmarks import promotions
from benchmarks.extraction import read_pages
from benchmarks.steadiness import _START_AT, Draw, Edit, Follower, Story, _put_after, _stories
from tracker.decision import Decision
from tracker.model import Outcome

EDITED = 0.2
_HABITS = ("consent", "personal", "lazy", "headlines", "teasers")
_CONSENT = [
    "<div class='sc-{h}' role='dialog'><p>We and our {n} partners keep information on your device. You may refuse.</p><button>Accept all</button><button>Settings</button></div>",
    "<div id='cmp-{h}'><h2>Your privacy</h2><p>This site measures what is read. Choose what you allow.</p><a href='/privacy'>Details</a><button>OK</button></div>",
    "<section class='banner-{h}'><p>By going on you agree to our cookies.</p><button>Got it</button></section>",
]  # fmt: skip
_PERSONAL = [
    "<div class='sc-{h}'><p>Good evening, reader {n}. You have {m} articles left this month.</p><a href='/plans'>Plans</a></div>",
    "<aside class='sc-{h}'><h4>Because you read {head}</h4><ul><li><a href='/n/{n}'>{head}</a></li><li><a href='/n/{m}'>{other}</a></li></ul></aside>",
    "<div class='for-you-{h}'><b>In your region</b><p>{m} degrees, wind from the west, {n} metres of cloud.</p></div>",
    "<div class='sc-{h}'><span>Your reading list ({m})</span><a href='/list'>Open</a></div>",
]  # fmt: skip
_LOADED = [
    ("<figure class='sc-{h}'><img src='/i/{n}.jpg' alt=''></figure>", "<figure class='sc-{h}'><img data-src='/i/{n}.jpg' src='data:,' alt=''><noscript><img src='/i/{n}.jpg'></noscript></figure>"),
    ("<div class='sc-{h}'><h4>More</h4><ul><li><a href='/n/{n}'>{head}</a></li><li><a href='/n/{m}'>{other}</a></li></ul></div>", "<div class='sc-{h}' data-load='/more'><span>Loading…</span></div>"),
    ("<div class='sc-{h}'><a href='#c'>{n} comments</a> <a href='/s'>Share</a></div>", "<div class='sc-{h}'></div>"),
]  # fmt: skip


@dataclass(slots=True)
class Tally:
    """What was counted."""

    articles: int = 0
    quiet: int = 0
    false: Counter[str] = field(default_factory=Counter)
    again: int = 0
    waited: int = 0
    made: Counter[str] = field(default_factory=Counter)
    seen: Counter[str] = field(default_factory=Counter)


class Month(Draw):
    """All that is drawn for one article."""

    def __init__(self, seed: int, number: int) -> None:
        super().__init__(seed, number, hard=False)
        self.teasers = self.chance.choice((0, 0, 1, 2))
        self.second = f"{self.chance.choice(('Revealed', 'Inside', 'Exclusive'))}: {self._head()}"
        self.habits = {habit for habit in _HABITS if self.chance.random() < 0.5}
        self.kinds = self.chance.sample(promotions.KINDS, 2)
        self.shown: set[str] = set()

    def _head(self) -> str:
        return self.chance.choice(promotions.HEADS["en"].replace("\n", "|").split("|"))

    def _fill(self, template: str) -> Any:
        number, minute = self.chance.randrange(100, 9999), self.chance.randrange(2, 59)
        filled = template.format(h=f"{self.chance.getrandbits(24):06x}", n=number, m=minute, head=self._head(), other=self._head())  # fmt: skip
        return lxml.html.fragment_fromstring(filled)

    def _furnish(self, tree: Any, body: list[Any]) -> None:
        super()._furnish(tree, body)
        top = tree.find("body") if tree.find("body") is not None else tree
        if "consent" in self.habits and self.chance.random() < 0.5:
            top.insert(0 if self.chance.random() < 0.5 else len(top), self._fill(self.chance.choice(_CONSENT)))
        if "personal" in self.habits:
            _put_after(self.chance.choice(body[:-1]), self._fill(self.chance.choice(_PERSONAL)))
            top.append(self._fill(self.chance.choice(_PERSONAL)))
        for at, (loaded, waiting) in enumerate(_LOADED if "lazy" in self.habits else ()):
            _put_after(body[min(at + 1, len(body) - 2)], self._fill(loaded if self.chance.random() < 0.5 else waiting))
        if "teasers" in self.habits:
            for at, kind in zip((2, len(body) - 2), self.kinds[: self.teasers], strict=False):
                line = promotions.draw(kind, "en", self.chance)
                _put_after(body[min(at, len(body) - 2)], lxml.html.fragment_fromstring(line))
        self._head_line(tree)

    def _head_line(self, tree: Any) -> None:
        """The other headline, at half of the looks."""
        self.headline = "first"
        if "headlines" in self.habits and self.chance.random() < 0.5:
            for title in [one for one in tree.iter("h1") if one.get("data-h") is not None]:
                for child in list(title):
                    title.remove(child)
                title.text, self.headline = self.second, "second"


def main() -> int:
    arguments = _arguments()
    pages = read_pages(arguments.folder)
    tally = Tally()
    for number, page in enumerate(random.Random(arguments.seed).sample(pages, min(len(pages), arguments.articles))):
        draw = Month(arguments.seed, number)
        for story in list(_stories(page, [], draw))[:1]:
            follow(story, draw, tally, arguments)
    _print(tally)
    return 0


def follow(story: Story, draw: Month, tally: Tally, arguments: argparse.Namespace) -> None:
    """All looks of one article."""
    if story.title is not None:
        story.title.set("data-h", "")
    follower, memory = Follower(story.url), b""
    tally.articles += 1
    owed: Edit | None = None
    for look in range(arguments.looks):
        now = _START_AT + timedelta(hours=18 * look)
        edit = draw.edit(story) if look and owed is None and draw.chance.random() < EDITED else None
        decision, memory = follower.look(draw.print(story), memory, now)
        if decision.outcome is Outcome.SUSPECT:
            tally.again += 1
            decision, memory = follower.look(draw.print(story), memory, now + timedelta(minutes=5))
        new = draw.headline not in draw.shown
        draw.shown.add(draw.headline)
        owed = _count(tally, decision, edit or owed, follower, new=new or not look, made=edit is not None)
        if arguments.show and decision.revision and not edit and look and not new:
            print(f"{story.url} look {look} {sorted(draw.habits)} {draw.teasers}", *follower.told, sep="\n")
    if owed:
        print(f"never seen: {owed} {story.url}")


def _count(
    tally: Tally, decision: Decision, edit: Edit | None, follower: Follower, *, new: bool, made: bool
) -> Edit | None:
    """Count a look; the edit that is still to be seen after it."""
    told = decision.revision
    if edit:
        tally.made[edit.kind] += made
        if told and follower.latest and edit.is_in(follower.latest):
            tally.seen[edit.kind] += 1
            tally.waited += not made
            return None
        if follower.latest and edit.kind == "headline" and edit.is_in(follower.latest):
            return None
        return edit
    tally.quiet += not new
    if told and not new:
        tally.false["by turns" if decision.detail else decision.outcome.value] += 1
    return None


def _print(tally: Tally) -> None:
    false = tally.false.total()
    print(f"{tally.articles} articles, {tally.quiet} looks without an edit: false alerts {false} ({false / max(1, tally.quiet):.2%}) {dict(tally.false)}, looked again {tally.again}")  # fmt: skip
    print(f"edits seen {tally.seen.total()} of {tally.made.total()}, {tally.waited} of them later:", end=" ")
    print(", ".join(f"{kind} {tally.seen[kind]}/{made}" for kind, made in sorted(tally.made.items())))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="where ground-truth.json and html/ are")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--articles", type=int, default=40)
    parser.add_argument("--looks", type=int, default=40)
    parser.add_argument("--show", action="store_true", help="each false alert")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
