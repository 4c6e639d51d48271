"""What researchers script against: `import tracker` stays small, typed and quick, and its two verbs stay functions."""

from __future__ import annotations

import inspect
import json
import pkgutil
import subprocess
import sys
import typing
import zipfile
from importlib.resources import files
from pathlib import Path

import pytest

import tracker
from tracker import Change, Document, Flag, FlagKind, Severity

HEAVY = frozenset(
    {
        "alembic",
        "apscheduler",
        "css_inline",
        "fastapi",
        "httpx",
        "jinja2",
        "numpy",
        "pydantic",
        "py3langid",
        "spellchecker",
        "rich",
        "sqlalchemy",
        "starlette",
        "typer",
        "uvicorn",
    }
)
ROOT = Path(__file__).parents[1]
PAGE = """<!doctype html><html lang="en"><head><title>Bridge stays shut</title></head><body><article>
<h1>Bridge stays shut</h1><p>The footbridge at Low Weir stays shut until the spring, the county said on Monday.</p>
<p>“We will not open it before the piers are sound,” said Marta Quill, who answers for the county's bridges.</p>
<p>Repairs began in October after a walker saw that one of the four piers leaned.</p></article></body></html>"""


def fresh(code: str) -> object:
    """What a new interpreter prints as JSON after running the code."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    return json.loads(done.stdout)


def test_importing_tracker_loads_no_heavy_library() -> None:
    loaded = fresh("import tracker, sys, json; print(json.dumps(sorted({m.partition('.')[0] for m in sys.modules})))")
    assert isinstance(loaded, list)
    assert "tracker" in loaded
    assert HEAVY.isdisjoint(loaded)


@pytest.mark.parametrize("first", ["import tracker", "import tracker.app", "from tracker.compare import *"])
def test_the_two_verbs_are_functions_whatever_else_is_imported(first: str) -> None:
    modules = [
        f"import tracker.{package}.{info.name}"
        for package in ("compare", "extract")
        for info in pkgutil.iter_modules([str(ROOT / "tracker" / package)])
    ]
    assert len(modules) > 10
    everything = "\n".join(modules)
    tail = "import tracker, json; print(json.dumps([callable(tracker.compare), callable(tracker.extract)]))"
    assert fresh(f"{first}\n{everything}\n{tail}") == [True, True]


def test_every_public_name_is_there_and_says_what_it_is() -> None:
    for name in tracker.__all__:
        value = getattr(tracker, name)
        assert isinstance(value, str) or inspect.getdoc(value), f"tracker.{name} has no docstring"


def test_the_signatures_are_the_promised_ones() -> None:
    compare, extract = inspect.signature(tracker.compare), inspect.signature(tracker.extract)
    from_text = inspect.signature(Document.from_text)
    assert list(compare.parameters)[:2] == ["old", "new"]
    assert extract.parameters["url"].kind is inspect.Parameter.KEYWORD_ONLY
    assert {"headline", "byline"} <= set(from_text.parameters)
    hints = typing.get_type_hints(tracker.compare)
    assert (hints["old"], hints["new"], hints["return"]) == (Document, Document, Change)
    assert typing.get_type_hints(tracker.extract)["return"] is Document


def test_a_page_is_read_from_bytes_and_from_text_alike() -> None:
    url = "https://paper.example/bridge"
    of_text, of_bytes = tracker.extract(PAGE, url=url), tracker.extract(PAGE.encode(), url=url)
    assert of_text.text == of_bytes.text
    assert of_text.headline == "Bridge stays shut"
    paragraphs = of_text.text.split("\n\n")
    assert len(paragraphs) == 3
    assert "Bridge stays shut" not in paragraphs


def test_an_edited_quotation_is_flagged_with_the_characters_of_both_sides() -> None:
    old = tracker.extract(PAGE, url="https://paper.example/bridge")
    new = tracker.extract(PAGE.replace("before the piers", "until the piers"), url="https://paper.example/bridge")
    change = tracker.compare(old, new)
    flag = next(flag for flag in change.flags if flag.kind is FlagKind.QUOTE_CHANGED)
    assert flag.before in old.text
    assert flag.after in new.text
    assert flag.severity.rank >= Severity.MEDIUM.rank
    assert flag.rule
    assert flag.explanation


def test_a_document_of_plain_text_keeps_what_it_was_given() -> None:
    document = Document.from_text("One paragraph.\n\nAnother.", headline="A headline", byline="A. Writer")
    assert (document.headline, document.byline) == ("A headline", "A. Writer")
    assert document.text == "One paragraph.\n\nAnother."
    assert [block.text for block in document.blocks] == ["One paragraph.", "Another."]


def test_a_document_compared_with_itself_has_nothing_to_flag() -> None:
    document = Document.from_text("She was 41.\n\n“It is done,” he said.")
    change = tracker.compare(document, document)
    assert not change.flags
    assert not change.edits


def test_a_flag_has_every_promised_field() -> None:
    promised = {"kind", "sub", "severity", "before", "after", "before_span", "after_span", "rule", "explanation"}
    assert promised <= set(Flag.__dataclass_fields__)


def test_the_package_says_that_it_is_typed() -> None:
    assert files("tracker").joinpath("py.typed").is_file()


def test_the_wheel_carries_the_types_the_migrations_and_the_default_settings(tmp_path: Path) -> None:
    hatchling = pytest.importorskip("hatchling.builders.wheel", reason="the build backend is not installed here")
    builder = hatchling.WheelBuilder(str(ROOT))
    wheel = next(iter(builder.build(directory=str(tmp_path), versions=["standard"])))
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert {"tracker/py.typed", "tracker/default.toml", "tracker/migrations/env.py"} <= names
    assert any(name.startswith("tracker/web/static/") for name in names)
    assert any(name.startswith("tracker/demo/stories/") for name in names)
    assert not {name for name in names if name.startswith(("tests/", "docs/", "snapshots/"))}


@pytest.mark.parametrize("module", ["tracker.app", "tracker.cli", "tracker.cli.follow", "tracker.cli.read"])
def test_commands_that_read_what_is_there_load_nothing_that_works_on_pages(module: str) -> None:
    """Else every command would start as slowly as the one that compares."""
    loaded = fresh(f"import {module}, sys, json; print(json.dumps(sorted(sys.modules)))")
    assert isinstance(loaded, list)
    needless = (
        "tracker.compare",
        "tracker.extract",
        "tracker.discovery",
        "tracker.store.snapshots",
        "alembic",
        "httpx",
    )
    assert [name for name in loaded if name.startswith((*needless, "sqlalchemy.dialects.postgresql"))] == []
