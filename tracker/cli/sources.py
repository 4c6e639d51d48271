"""Sources of articles: follow, sources, unfollow, source test."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli.console import JsonOption, complain, desk, progress_over, say, say_json, settings_of, show, store
from tracker.cli.waiting import finished
from tracker.desk.replies import source_to_dict
from tracker.errors import FetchError, UsageError
from tracker.model import LookOutcome, Source
from tracker.render.inert import one_line
from tracker.render.window import iso_utc, short_moment
from tracker.render.wording import counted, listing_kind_words

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from rich.console import RenderableType

    from tracker.app import Tracker
    from tracker.discovery import Item, Wanted
    from tracker.sources import Trial
    from tracker.turn.discover import LookReport
    from tracker.turn.sighting import Listing

source = typer.Typer(help="Addresses that list articles.", no_args_is_help=True)

IncludeOption = Annotated[
    list[str] | None, typer.Option(help="Only articles whose address holds this pattern; repeatable.")
]
ExcludeOption = Annotated[list[str] | None, typer.Option(help="No articles whose address holds this; repeatable.")]
CapOption = Annotated[
    int | None, typer.Option(help="How many articles one look considers, the newest; 200 where not given.")
]
SourceArgument = Annotated[str, typer.Argument(metavar="SOURCE", help="A source's number or address.")]

_MOST_SHOWN = 20
_NOTHING_YET = "No source is followed yet. Next: tracker follow URL"


def follow(
    context: typer.Context,
    addresses: Annotated[
        list[str] | None,
        typer.Argument(metavar="URL…", help="A home page, a feed, a sitemap, or a page that lists articles."),
    ] = None,
    file: Annotated[Path | None, typer.Option("--file", "-f", help="An OPML file, as feed readers export.")] = None,
    name: Annotated[str, typer.Option(help="Whose articles they are; the host where not given.")] = "",
    include: IncludeOption = None,
    exclude: ExcludeOption = None,
    cap: CapOption = None,
    later: Annotated[bool, typer.Option("--later", help="Do not look now; the daemon will.")] = False,
    json: JsonOption = False,
) -> None:
    """Follow sources: every article that a feed, a sitemap or a page lists, now and from now on."""
    from tracker import sources
    from tracker.making import terms_of

    wanted = _wanted(include, exclude, cap)
    with store(context) as tracker:
        if not later:
            terms_of(tracker.settings)  # what is missing is said before anything is followed
        added: list[tuple[Source, bool]] = []
        complaints: list[UsageError | FetchError] = []
        for title, address in _named(addresses or [], file, name):
            try:
                added.append(sources.follow(tracker, address, wanted, name=title))
            except UsageError as error:
                complaints.append(error)
        looks = [] if later else _look(tracker, [one for one, _ in added], quiet=json)
        complaints += _let_go(tracker, added, looks)
        if json:
            say_json({"sources": [_added(one, new, tracker) for one, new in added], "looks": [*map(_look_dict, looks)]})
        else:
            _tell(added, looks)
        for complaint in complaints:
            complain(complaint)
    raise typer.Exit(complaints[0].exit_code if complaints else 0)


def sources(context: typer.Context, json: JsonOption = False) -> None:
    """Show the sources that are followed."""
    with desk(context) as tracker:
        found = tracker.sources()
        if json:
            say_json([source_to_dict(one) for one in found])
        elif found:
            show(sources_table(found, tracker.zone, tracker.now()))
        else:
            say(_NOTHING_YET)


def unfollow(context: typer.Context, source: SourceArgument) -> None:
    """Stop looking at a source; the articles it led to stay followed."""
    from tracker.sources import find
    from tracker.sources import unfollow as forget

    with store(context) as tracker:
        found = find(tracker, source)
        forget(tracker, found)
        say(f"{found.url} is no longer looked at.")
        if found.articles:
            led_to = counted(found.articles, "article")
            say(f"{led_to} that it led to stay followed; `tracker list --source '{found.name}'` shows them.")


@source.command("test")
def source_test(
    context: typer.Context,
    address: Annotated[str, typer.Argument(metavar="URL", help="What would be followed.")],
    include: IncludeOption = None,
    exclude: ExcludeOption = None,
    cap: CapOption = None,
    json: JsonOption = False,
) -> None:
    """Show what following an address would find; nothing is stored."""
    from tracker.sources import try_out

    trials = finished(try_out(settings_of(context), address, _wanted(include, exclude, cap)))
    if json:
        say_json([_trial_dict(trial) for trial in trials])
    else:
        for trial in trials:
            _tell_trial(trial)
    last = trials[-1]
    if last.sight.listing is None:
        hint = "the page itself is read in its place" if len(trials) > 1 else "name a feed, a sitemap, or a page"
        raise FetchError(f"{last.url}: {last.sight.detail}", hint=hint)


def sources_table(found: Sequence[Source], zone: tzinfo, now: datetime) -> RenderableType:
    """Sources as a table for people."""
    from rich.table import Table

    table = Table("#", "Name", "Address", "Kind", "Articles", "Last look", box=None, header_style="bold")
    table.columns[2].overflow = "fold"  # an address is whole, or of no use
    for one in found:
        looked = short_moment(one.last_looked_at, zone) if one.last_looked_at else "not yet"
        trouble = f": {one.last_detail}" if one.failures else ""
        pushed = (
            f", pushed until {short_moment(one.pushed_until, zone)}"
            if one.pushed_until and one.pushed_until > now
            else ""
        )
        cells = (one.name, one.url, listing_kind_words(one.kind), str(one.articles), looked + trouble + pushed)
        table.add_row(str(one.id), *(one_line(cell) for cell in cells))
    return table


def _wanted(include: Sequence[str] | None, exclude: Sequence[str] | None, cap: int | None) -> Wanted:
    """The wishes that were typed. Raises UsageError."""
    from tracker.discovery import DEFAULT_CAP, Wanted

    return Wanted(tuple(include or ()), tuple(exclude or ()), DEFAULT_CAP if cap is None else cap)


def _named(addresses: Sequence[str], file: Path | None, name: str) -> list[tuple[str, str]]:
    """What to follow, each with its name: addresses as typed, and those of an OPML file with the titles there."""
    from tracker.discovery import read_opml

    for address in addresses:
        if "://" not in address and Path(address).is_file():
            raise UsageError(f"{address} is a file, not an address", hint=f"tracker follow -f {address}")
    named = [(name, address) for address in addresses]
    if file is not None:
        try:
            body = file.read_bytes()
        except OSError as error:
            raise UsageError(f"{file} cannot be read: {error.strerror}", hint="name an OPML file") from error
        named += [(name or title, address) for title, address in read_opml(body)]
    if not named:
        raise UsageError("no source was named", hint="tracker follow https://…, or -f FILE.opml")
    return named


def _look(tracker: Tracker, chosen: Sequence[Source], *, quiet: bool) -> list[LookReport]:
    """Look at sources with a progress bar on a terminal."""
    reports: list[LookReport] = []
    if not chosen:
        return reports
    from tracker.sources import look_now

    with progress_over("looking at sources", len(chosen), quiet=quiet) as advance:

        def on_look(report: LookReport) -> None:
            reports.append(report)
            advance(report.source.name)

        finished(look_now(tracker, chosen, on_look))
    return sorted(reports, key=lambda report: report.source.id)


def _let_go(
    tracker: Tracker, added: Sequence[tuple[Source, bool]], looks: Sequence[LookReport]
) -> list[UsageError | FetchError]:
    """What could not be read, as complaints. A new source that lists nothing, and will not at the next try, is let go."""
    from tracker.sources import unfollow as forget

    fresh = {one.id for one, new in added if new}
    complaints: list[UsageError | FetchError] = []
    for look in looks:
        if look.outcome is not LookOutcome.FAILED:
            continue
        if look.for_now or look.source.id not in fresh:
            hint = "it is followed, and asked for again; `tracker sources` shows how it goes"
            complaints.append(FetchError(f"{look.source.url}: {look.detail}", hint=hint))
        else:
            forget(tracker, look.source)
            hint = "nothing is followed; `tracker source test URL` shows what an address lists"
            complaints.append(UsageError(f"{look.source.url}: {look.detail}", hint=hint))
    return complaints


def _tell(added: Sequence[tuple[Source, bool]], looks: Sequence[LookReport]) -> None:
    by_source = {look.source.id: look for look in looks}
    for one, new in added:
        look = by_source.get(one.id)
        if look is None:
            say(f"source {one.id} is followed{'' if new else ' already'}: {one.url}")
        elif look.outcome is not LookOutcome.FAILED and look.listing is not None:
            say(_followed_line(look, look.listing))
    if any(look.new for look in looks):
        say("Next: `tracker check` looks at the articles now; `tracker run` follows all, and finds new ones.")


def _followed_line(look: LookReport, listing: Listing) -> str:
    one = look.source
    declared = f" (declared by {one.asked_url})" if one.asked_url != one.url else ""
    aside = sum(skipped.count for skipped in listing.skipped)
    left = f"; {aside} left aside, `tracker source test {one.url}` says why" if aside else ""
    return (
        f"source {one.id} followed as {one.name}: the {listing_kind_words(listing.kind)} {one.url}{declared} lists"
        f" {counted(len(listing.items), 'article')}, {len(look.new)} of them new{left}"
    )


def _tell_trial(trial: Trial) -> None:
    listing = trial.sight.listing
    if listing is None:
        return
    title = f" “{listing.title}”" if listing.title else ""
    kind = listing_kind_words(listing.kind)
    say(
        f"{trial.url} is {'an' if kind.startswith('index') else 'a'} {kind}{title} that lists {counted(len(listing.items), 'article')}"
    )
    if listing.feeds:
        say(f"It declares a feed, which would be followed in its place: {listing.feeds[0]}")
    for item in listing.items[:_MOST_SHOWN]:
        say(f"  {_item_line(item)}")
    if len(listing.items) > _MOST_SHOWN:
        say(f"  and {len(listing.items) - _MOST_SHOWN} more; --json shows all")
    for skipped in listing.skipped:
        example = f", such as {skipped.example}" if skipped.example else ""
        say(f"  left aside: {skipped.count} {skipped.reason}{example}")


def _item_line(item: Item) -> str:
    at = item.published_at or item.updated_at
    return " ".join(part for part in (iso_utc(at) if at else "", item.url, item.title) if part)


def _added(one: Source, new: bool, tracker: Tracker) -> dict[str, object]:  # noqa: FBT001 - a pair that `follow` gives
    now = next((known for known in tracker.sources() if known.id == one.id), None)
    return {**source_to_dict(now or one), "new": new, "followed": now is not None}


def _look_dict(look: LookReport) -> dict[str, object]:
    return {
        "source": look.source.id,
        "outcome": look.outcome.value,
        "detail": look.detail,
        "listed": len(look.listing.items) if look.listing else 0,
        "new": [article.id for article in look.new],
        "skipped": _skipped(look.listing),
    }


def _trial_dict(trial: Trial) -> dict[str, object]:
    listing = trial.sight.listing
    return {
        "url": trial.url,
        "outcome": trial.sight.outcome.value,
        "detail": trial.sight.detail,
        "kind": listing.kind.value if listing else "",
        "title": listing.title if listing else "",
        "items": [_item_dict(item) for item in (listing.items if listing else ())],
        "skipped": _skipped(listing),
        "feeds": list(listing.feeds) if listing else [],
    }


def _item_dict(item: Item) -> dict[str, object]:
    return {
        "url": item.url,
        "title": item.title,
        "published_at": iso_utc(item.published_at) if item.published_at else None,
        "updated_at": iso_utc(item.updated_at) if item.updated_at else None,
    }


def _skipped(listing: Listing | None) -> list[dict[str, object]]:
    return [{"reason": s.reason, "count": s.count, "example": s.example} for s in (listing.skipped if listing else ())]
