"""The whole site at any epoch, the same in every process that is given the same numbers: hosts, articles, edits."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from benchmarks.site import templates, zoo
from benchmarks.site.stories import KINDS, Story, edited, write_story
from benchmarks.site.templates import Template

EDITED = 0.3
HARD_EVERY = 5


@dataclass(frozen=True, slots=True)
class Scenario:
    """What is served: how many articles on how many hosts, and whether every fifth host prints promotional paragraphs
    among an article's own, which share of the hosts answers 304, and whether misbehaving hosts stand beside.
    """

    articles: int = 200
    hosts: int = 50
    seed: int = 1
    hard: bool = False
    caches: float = 0.25
    zoo: bool = False
    pages: str = ""
    port: int = 8900
    delay: float = 0.0
    """Seconds that a host takes before it answers with an article."""

    @classmethod
    def of(cls, facts: dict[str, Any]) -> Scenario:
        """The scenario that another process wrote down."""
        return cls(**facts)

    def facts(self) -> dict[str, Any]:
        """To be written down for another process."""
        return asdict(self)


@dataclass(slots=True)
class Article:
    """One article: where it stands, what it says now, and how often it was edited."""

    number: int
    host: str
    path: str
    template: Template
    story: Story
    version: int = 0
    fetches: int = 0
    kinds: list[str] = field(default_factory=list)
    cached: bool = False
    misbehaviour: str = ""

    @property
    def etag(self) -> str:
        return f'"{sha256(f"{self.host}{self.path}{self.version}".encode()).hexdigest()[:16]}"'


class World:
    """All articles as they stand. `advance` publishes the edits of the next epoch and tells what they were."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.epoch = 0
        self.articles = [*self._ordinary(), *(self._zoo() if scenario.zoo else ())]
        self._by_address = {(one.host, one.path): one for one in self.articles}
        self._wild = {one.host: one for one in self.articles if one.misbehaviour}
        self._turn = scenario.seed

    def find(self, host: str, path: str) -> Article | None:
        """The article at an address."""
        return self._by_address.get((host, path))

    def wild(self, host: str) -> Article | None:
        """A misbehaving host's article, whatever is asked of it."""
        return self._wild.get(host)

    def url(self, article: Article) -> str:
        """Its address."""
        port = self.scenario.port + (article.misbehaviour == "refused")
        return f"http://{article.host}:{port}{article.path}"

    def body(self, article: Article) -> bytes:
        """The page as one fetch gets it: drawn anew each time, or at each version where the host is a cache."""
        article.fetches += 1
        draw = f"{self.scenario.seed} {article.number} {article.version if article.cached else article.fetches}"
        return article.template.page(article.story, random.Random(draw)).encode()

    def advance(self) -> dict[int, str]:
        """Edit what is edited in the next epoch; gives the kind of each edit by the article's number."""
        self.epoch += 1
        chance = random.Random(f"{self.scenario.seed} epoch {self.epoch}")
        made: dict[int, str] = {}
        for article in self.articles:
            wild = bool(article.misbehaviour)
            if self.epoch != 2 if wild else chance.random() >= EDITED:  # the zoo is edited once its outage is over
                continue
            self._turn += 1
            story, kind = edited(article.story, KINDS[self._turn % len(KINDS)], chance)
            article.story, article.version = story, article.version + 1
            article.kinds.append(kind)
            made[article.number] = kind
        return made

    def _ordinary(self) -> Iterator[Article]:
        scenario = self.scenario
        made = list(self._templates())
        for number in range(scenario.articles):
            host = number % scenario.hosts
            template, story = made[host % len(made)]
            if story is None or number >= scenario.hosts:
                story = write_story(random.Random(f"{scenario.seed} story {number}"))
            cached = host * scenario.caches % 1 < scenario.caches
            yield Article(number, address(host), f"/news/story-{number}", template, story, cached=cached)

    def _templates(self) -> Iterator[tuple[Template, Story | None]]:
        seed, hosts = self.scenario.seed, self.scenario.hosts
        hard = [self.scenario.hard and host % HARD_EVERY == 0 for host in range(hosts)]
        if not self.scenario.pages:
            yield from ((templates.own(seed, host, hard=hard[host]), None) for host in range(min(hosts, 60)))
            return
        pages = templates.read_pages(Path(self.scenario.pages))
        for host, page in enumerate(pages[:hosts]):
            found = templates.real(page, seed, host, hard=hard[host])
            if found is not None:
                yield found

    def _zoo(self) -> Iterator[Article]:
        first = self.scenario.articles
        for place, kind in enumerate(kind for kind in zoo.KINDS for _ in range(2)):
            host = 5000 + place // 2
            story = write_story(random.Random(f"{self.scenario.seed} zoo {place}"))
            template = templates.own(self.scenario.seed, host, hard=False)
            name = "nowhere.invalid" if kind == "no such name" else address(host)
            yield Article(first + place, name, f"/news/wild-{place}", template, story, misbehaviour=kind)


def address(host: int) -> str:
    """A loopback address of its own for each host."""
    return f"127.{1 + host // 62500}.{host // 250 % 250}.{host % 250 + 1}"
