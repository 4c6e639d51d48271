"""The documentation against the program: every command, option, key and exit code, and every link."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from typer.main import get_command

import tracker
from tracker import config, errors
from tracker.cli import app
from tracker.cli.reports import report_to_dict
from tracker.model import (
    Article,
    ArticleState,
    Cause,
    Check,
    Document,
    EditWindow,
    Outcome,
    Revision,
    Severity,
    StoredFlag,
    Verdict,
)
from tracker.render.data import (
    article_to_dict,
    check_to_dict,
    disclosure_to_dict,
    document_to_dict,
    flag_to_dict,
    revision_to_dict,
    stored_flag_to_dict,
    to_dict,
    window_to_dict,
)
from tracker.turn.check import CheckReport

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted([ROOT / "README.md", *DOCS.rglob("*.md")])
COMMAND_PAGES = DOCS / "commands"
LINK = re.compile(r"(?<!!)\[[^\]\n]*\]\(([^)\s]+)\)")
TYPED = re.compile(r"(?:^\$ |`)tracker ([^`\n|]+)", re.MULTILINE)


class Documented(NamedTuple):
    """One command of the real tree: the words typed for it, its options and its arguments."""

    words: str
    options: frozenset[str]
    arguments: tuple[str, ...]

    @property
    def page(self) -> Path:
        return COMMAND_PAGES / f"{self.words.replace(' ', '-') or 'tracker'}.md"


def commands() -> Iterator[Documented]:
    """Every command that can be typed, and the root with the options of all."""
    root: Any = get_command(app)
    yield _documented("", root)
    yield from _below(root, "")


def _below(group: Any, path: str) -> Iterator[Documented]:
    for name, command in group.commands.items():
        words = f"{path} {name}".strip()
        if hasattr(command, "commands"):
            yield from _below(command, words)
        else:
            yield _documented(words, command)


def _documented(words: str, command: Any) -> Documented:
    options = [param for param in command.params if param.param_type_name == "option" and not param.hidden]
    names = {name for option in options for name in (*option.opts, *option.secondary_opts)}
    arguments = [param for param in command.params if param.param_type_name == "argument"]
    return Documented(words, frozenset(names - {"--help", "-h"}), tuple(a.metavar or a.name.upper() for a in arguments))


COMMANDS = list(commands())
BY_WORDS = {command.words: command for command in COMMANDS}
each_command = pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.words or "tracker")
each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))


@each_command
def test_every_command_has_a_page_with_a_sentence_a_usage_line_and_an_example(command: Documented) -> None:
    text = command.page.read_text(encoding="utf-8")
    name = f"tracker {command.words}".strip()
    assert text.startswith(f"# {name}\n\n")
    assert text.split("\n\n")[1].rstrip().endswith(".")
    assert f"\n    {name} " in text or f"\n    {name}\n" in text
    assert "## Example" in text
    assert "## Exit codes" in text


@each_command
def test_a_page_lists_exactly_the_options_of_its_command(command: Documented) -> None:
    assert set(_options_listed(command.page)) == set(command.options)


@each_command
def test_a_page_lists_exactly_the_arguments_of_its_command(command: Documented) -> None:
    rows = re.findall(r"^\| `([^`-][^`]*)` \|", _section(command.page, "Arguments"), re.MULTILINE)
    assert tuple(row.replace("\\|", "|") for row in rows) == command.arguments


@each_command
def test_a_page_tells_the_keys_where_there_is_json(command: Documented) -> None:
    assert ("## JSON" in command.page.read_text(encoding="utf-8")) == ("--json" in command.options)


def test_no_page_is_about_a_command_that_does_not_exist() -> None:
    assert {path.name for path in COMMAND_PAGES.glob("*.md")} == {command.page.name for command in COMMANDS}


@each_page
def test_every_command_that_is_shown_can_be_typed(page: Path) -> None:
    for typed in TYPED.findall(page.read_text(encoding="utf-8")):
        words, options = _taken_apart(typed)
        assert words in BY_WORDS, f"{page.name}: tracker {typed}"
        known = BY_WORDS[words].options | BY_WORDS[""].options | {"--help", "-h"}
        assert options <= known, f"{page.name}: tracker {typed}"


def test_the_configuration_page_lists_exactly_the_keys_in_their_order() -> None:
    assert tuple(_keys_listed()) == config.keys()


@pytest.mark.parametrize("key", config.keys())
def test_the_configuration_page_tells_the_real_default_and_variable(key: str) -> None:
    section, name = key.split(".")
    default, variable = _keys_listed()[key]
    written = tomllib.loads(f"value = {default}")["value"]
    told = config.Settings.model_validate({section: {name: written}})
    assert getattr(getattr(told, section), name) == getattr(getattr(config.Settings(), section), name)
    assert variable == f"TRACKER_{section}__{name}".upper()


def test_the_default_file_holds_the_keys_that_the_page_lists() -> None:
    text = config.default_file().read_text(encoding="utf-8")
    written = [f"{section}.{name}" for section, table in tomllib.loads(text).items() for name in table]
    known = config.keys()
    assert [key for key in known if key != "mail.password"] == written


def test_the_page_of_exit_codes_is_the_tree_of_errors() -> None:
    text = (DOCS / "exit-codes.md").read_text(encoding="utf-8")
    told = {(int(code), name) for code, name in re.findall(r"^\| (\d+) \| `(\w+)` \|", text, re.MULTILINE)}
    assert told == {(error.exit_code, error.__name__) for error in _tree(errors.TrackerError)}


def _samples() -> dict[str, Mapping[str, Any]]:
    """One of each object that docs/json.md describes, as it is printed."""
    moment = datetime(2026, 3, 4, tzinfo=UTC)
    window = EditWindow(after_at=moment, until_at=moment)
    change = tracker.compare(Document.from_text("She is 41."), Document.from_text("She is 42."))
    article = Article(
        id=1,
        url="https://paper.example/a",
        host="paper.example",
        source="Paper",
        headline="A",
        state=ArticleState.LIVE,
        added_at=moment,
        next_check_at=None,
        last_checked_at=None,
        last_changed_at=None,
        last_outcome=None,
        last_detail="",
        failures=0,
        revisions=1,
    )
    revision = Revision(
        id=1,
        article_id=1,
        number=1,
        cause=Cause.FIRST,
        first_seen_at=moment,
        last_seen_at=moment,
        window=window,
        snapshot_sha256="",
        text_sha256="",
        extractor="",
        headline="A",
        words=3,
        severity=Severity.SILENT,
        disclosure=Verdict.NONE,
        note="",
    )
    check = Check(1, 1, moment, moment, Outcome.UNCHANGED, 200, "", "")
    report = CheckReport(
        article_id=1,
        url="https://paper.example/a",
        headline="A",
        finished_at=moment,
        outcome=Outcome.UNCHANGED,
        detail="",
        revision=None,
        next_check_at=None,
        promised=0,
        next_allowed_at=moment,
    )
    flag = flag_to_dict(change.flags[0])
    stored = stored_flag_to_dict(StoredFlag(1, article, 1, window, change.flags[0], Verdict.NONE))
    return {
        "Article": article_to_dict(article),
        "Revision": revision_to_dict(revision),
        "Edit window": window_to_dict(window),
        "Flag": flag,
        "Flag with its place": {key: value for key, value in stored.items() if key not in flag},
        "Disclosure": disclosure_to_dict(change.disclosure),
        "Passage": to_dict(change)["passages"][0],
        "Document": document_to_dict(change.old),
        "Check": check_to_dict(check),
        "Report of a check": report_to_dict(report),
    }


SAMPLES = _samples()


@pytest.mark.parametrize("name", SAMPLES)
def test_the_page_of_json_lists_exactly_the_keys_in_their_order(name: str) -> None:
    assert _keys_of(DOCS / "json.md", name) == list(SAMPLES[name])


def test_the_page_of_json_describes_nothing_else() -> None:
    titles = re.findall(r"^## (.+)$", (DOCS / "json.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert titles == list(SAMPLES)


@each_page
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        if re.match(r"[a-z][a-z+.-]*:", target):
            continue
        path, _, anchor = target.partition("#")
        found = (page.parent / path).resolve() if path else page
        assert found.exists(), f"{page.name} links to {target}"
        if anchor:
            assert anchor in _anchors(found), f"{page.name} links to {target}"


def test_every_page_can_be_found_from_the_readme_or_the_index() -> None:
    linked = {
        (index.parent / target.partition("#")[0]).resolve()
        for index in (ROOT / "README.md", DOCS / "README.md", DOCS / "decisions" / "README.md")
        for target in LINK.findall(index.read_text(encoding="utf-8"))
    }
    assert sorted(str(path.relative_to(DOCS)) for path in set(DOCS.rglob("*.md")) - linked) == []


def _options_listed(page: Path) -> list[str]:
    """The names in the first cells of the table of options; what follows a name is its value."""
    cells = re.findall(r"^\| (`-[^|]*)\|", _section(page, "Options"), re.MULTILINE)
    return [words.split()[0] for cell in cells for words in re.findall(r"`([^`]+)`", cell)]


def _section(page: Path, title: str) -> str:
    parts = re.split(r"^## (.+)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return next((body for name, body in zip(parts[1::2], parts[2::2], strict=True) if name == title), "")


def _keys_of(page: Path, title: str) -> list[str]:
    """The keys in the first cells of the tables of a section."""
    cells = re.findall(r"^\| (`[^|]*)\|", _section(page, title), re.MULTILINE)
    return [key for cell in cells for key in re.findall(r"`([^`]+)`", cell)]


def _keys_listed() -> dict[str, tuple[str, str]]:
    """Key by key, the default and the environment variable that docs/configuration.md tells."""
    text = (DOCS / "configuration.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+\.\w+)` \| `([^`]*)` \|.*\| `(TRACKER_\w+)` \|", text, re.MULTILINE)
    return {key: (default, variable) for key, default, variable in rows}


def _taken_apart(typed: str) -> tuple[str, set[str]]:
    """The command and the options in a line that is typed; pipes, comments and values fall away."""
    tokens = re.split(r"\s[|<>#;&]|\s\\|\)", f" {typed}")[0].split()
    options = {token.partition("=")[0].rstrip(".,;:") for token in tokens if token.startswith("-") and token != "-"}
    words = [token.rstrip(".,;:") for token in tokens if re.fullmatch(r"[a-z]+[.,;:]?", token)]
    for length in (2, 1):
        if " ".join(words[:length]) in BY_WORDS and words:
            return " ".join(words[:length]), options
    return words[0] if words else "", options


def _tree(error: type[errors.TrackerError]) -> Iterator[type[errors.TrackerError]]:
    for below in error.__subclasses__():
        if below.__module__ == errors.__name__:
            yield below
            yield from _tree(below)


def _anchors(page: Path) -> set[str]:
    """What headings can be linked by: lower case, punctuation gone, spaces as hyphens."""
    titles = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-") for title in titles}
