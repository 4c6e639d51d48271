"""Rules for single hosts, as data: what to keep, what to cut, where correction notes stand, and for which days.

Selectors are CSS as Beautiful Soup (soupsieve) understands it. Beautiful Soup is slow beside the hot path, so that only
pages of hosts with a rule pass through it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from tracker.errors import ConfigError
from tracker.extract.body.furniture import Verdict, kind_of
from tracker.extract.parsing.addresses import host_of
from tracker.extract.parsing.charset import decode
from tracker.extract.parsing.segment import Box

MARK = "data-tracker-rule"
_FIELDS = ("keep", "cut", "notes")
_HOST = re.compile(r"[a-z0-9][a-z0-9.-]{0,250}")


@dataclass(frozen=True, slots=True)
class Rule:
    """How to read one host during some days; `valid_from` and `valid_until` are days that belong to them."""

    host: str
    keep: tuple[str, ...] = ()
    cut: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_until: date | None = None

    def holds_on(self, day: date | None) -> bool:
        """Whether the rule is for that day; None asks for the design of today, whose end nobody knows yet."""
        if day is None:
            return self.valid_until is None
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )


def parse_rules(text: str, host: str) -> tuple[Rule, ...]:
    """The rules of a TOML text for one host. Raises ConfigError, which names what is wrong and where."""
    import tomllib

    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"rules for {host} are not TOML: {error}") from None
    tables = found.pop("rule", [])
    if found:
        raise ConfigError(
            f"rules for {host}: {next(iter(found))} stands outside of a rule", hint="write [[rule]] above it"
        )
    if not isinstance(tables, list):
        raise ConfigError(f"rules for {host}: write [[rule]], with two brackets")
    return tuple(_rule(table, host, number) for number, table in enumerate(tables, 1))


@lru_cache(maxsize=4096)
def packaged_rules(host: str) -> tuple[Rule, ...]:
    """The rules that come with Tracker for a host; none for most."""
    from importlib.resources import files

    if not _HOST.fullmatch(host):
        return ()
    file = files("tracker.extract").joinpath("rules", f"{host}.toml")
    return parse_rules(file.read_text("utf-8"), host) if file.is_file() else ()


def rule_for(url: str, rules: tuple[Rule, ...] | None, day: date | None) -> Rule | None:
    """The rule for the page at `url`: one of `rules`, or of the packaged ones where `rules` is None."""
    hosts = names_of(url)
    known = packaged_rules(hosts[0]) if rules is None else rules
    return next((rule for rule in known if rule.host in hosts and rule.holds_on(day)), None)


def names_of(url: str) -> tuple[str, str]:
    """What a rule for the host of that address may be named after: the host, and the host without its port."""
    host = host_of(url)
    return host, host.partition(":")[0]


def idle(html: bytes, content_type: str, rule: Rule) -> tuple[str, ...]:
    """The selectors of a rule that find nothing on a page, each after its field: "cut div.promo"."""
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(decode(html, content_type), "lxml")
    told = ((field, selector) for field in _FIELDS for selector in getattr(rule, field))
    return tuple(f"{field} {selector}" for field, selector in told if soup.select_one(selector) is None)


def marked(text: str, rule: Rule) -> str:
    """The page with an attribute on every element that the rule speaks of."""
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(text, "lxml")
    for forged in soup.find_all(lambda tag: tag.has_attr(MARK)):
        del forged[MARK]
    for field in _FIELDS:
        for selector in getattr(rule, field):
            for element in soup.select(selector):
                element[MARK] = field
    return str(soup)


def apply_marks(verdicts: list[Verdict], root: Box) -> list[Verdict]:
    """The verdicts as the marked elements want them. A rule that keeps nothing of the page is not obeyed."""
    marks: dict[Box, str] = {}
    wanted = [_mark(verdict.chunk.box, marks) for verdict in verdicts]
    narrow = "keep" in wanted
    done = []
    for verdict, mark in zip(verdicts, wanted, strict=True):
        chunk = verdict.chunk
        match mark:
            case "cut":
                done.append(Verdict(chunk, "site-rule"))
            case "notes":
                done.append(Verdict(chunk, "", "correction"))
            case "keep":
                done.append(Verdict(chunk, "", verdict.kind or kind_of(chunk, root)))
            case _ if narrow and not verdict.rule and verdict.kind not in ("correction", "update"):
                done.append(Verdict(chunk, "site-rule"))
            case _:
                done.append(verdict)
    return done


def _mark(box: Box | None, known: dict[Box, str]) -> str:
    """The mark of the nearest marked element around a box."""
    if box is None:
        return ""
    if box not in known:
        known[box] = box.element.get(MARK) or _mark(box.parent, known)
    return known[box]


def _rule(table: Any, host: str, number: int) -> Rule:
    where = f"rules for {host}, rule {number}"
    if not isinstance(table, dict):
        raise ConfigError(f"{where}: write [[rule]], with two brackets")
    unknown = sorted(set(table) - {*_FIELDS, "valid_from", "valid_until"})
    if unknown:
        raise ConfigError(
            f"{where}: {unknown[0]} is no setting", hint=f"there are {', '.join(_FIELDS)}, valid_from, valid_until"
        )
    for name in ("valid_from", "valid_until"):
        if name in table and type(table[name]) is not date:
            raise ConfigError(f"{where}: {name} has to be a day such as 2026-01-31")
    if table.get("valid_from", date.min) > table.get("valid_until", date.max):
        raise ConfigError(f"{where}: valid_from is after valid_until, so that it never holds")
    for name in _FIELDS:
        if not isinstance(table.get(name, []), list):
            raise ConfigError(f"{where}: {name} has to be a list of CSS selectors")
    selectors = {name: tuple(_selector(value, f"{where}: {name}") for value in table.get(name, ())) for name in _FIELDS}
    return Rule(host, **selectors, valid_from=table.get("valid_from"), valid_until=table.get("valid_until"))


def _selector(value: Any, where: str) -> str:
    import soupsieve

    if not isinstance(value, str):
        raise ConfigError(f"{where}: {value!r} is no CSS selector, which is a text")
    try:
        soupsieve.compile(value)
    except soupsieve.SelectorSyntaxError as error:
        raise ConfigError(f"{where}: {value!r} is no CSS selector: {str(error).splitlines()[0]}") from None
    return value
