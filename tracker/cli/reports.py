"""How a check went, in one line with the next step, as data, and as an exit code."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo
from typing import TYPE_CHECKING

from rich.text import Text

from tracker.errors import FetchError, TrackerError, UnreadablePage
from tracker.model import Flag, Outcome, QualityVerdict, Severity
from tracker.render.data import revision_to_dict
from tracker.render.inert import clip_line, one_line
from tracker.render.window import iso_utc, short_moment
from tracker.render.wording import counted

if TYPE_CHECKING:
    from tracker.turn.check import CheckReport
    from tracker.turn.turns import Unasked

_STYLES = {
    Outcome.CHANGED: "bold yellow",
    Outcome.UNCHANGED: "green",
    Outcome.NOT_MODIFIED: "green",
    Outcome.BLOCKED: "red",
    Outcome.GONE: "red",
    Outcome.SUSPECT: "magenta",
    Outcome.FAILED: "red",
}
OF_YOUR_OWN = "cookies or headers of your own may open it: see docs/configuration.md#hosts"
_MOST_SUMMARIES = 3
_MOST_NUMBERS = 10
_NAME_ROOM = 200


def report_line(report: CheckReport, *, zone: tzinfo, stamped: bool = False) -> Text:
    """One check for people: what it found, and what to type next."""
    line = Text(overflow="fold")
    if stamped:
        line.append(f"{report.finished_at.astimezone(zone):%Y-%m-%d %H:%M:%S} ", style="dim")
    line.append(f"#{report.article_id} ")
    line.append(f"{_word(report)} ", style="cyan" if report.awaited else _STYLES[report.outcome])
    line.append(clip_line(report.headline or report.url, _NAME_ROOM))
    line.append(f" {rest}" if (rest := one_line(_rest(report, zone))) else "")
    return line


def report_to_dict(report: CheckReport) -> dict[str, object]:
    """One check for programs."""
    return {
        "article": report.article_id,
        "url": report.url,
        "outcome": report.outcome.value,
        "detail": report.detail,
        "headline": report.headline,
        "revision": revision_to_dict(report.revision) if report.revision else None,
        "next_check_at": iso_utc(report.next_check_at) if report.next_check_at else None,
        "alerts_promised": report.promised,
        "awaited": report.awaited,
        "glanced": report.glanced,
    }


def unasked_error(left: Unasked, zone: tzinfo) -> FetchError:
    """What to say of articles that were not looked at, because their host wants to be left alone or is somebody else's."""
    numbers = _numbers(left)
    if left.until is None:
        return FetchError(
            f"another Tracker took over {left.host}, so it was not asked for {numbers}",
            hint="ask once more, or let `tracker run` look at them",
        )
    return FetchError(
        f"{left.host} is left alone until {short_moment(left.until, zone)}, so it was not asked for {numbers}",
        hint="`tracker run` looks at them when it may; `tracker why ARTICLE` tells when that is",
    )


def unread_error(left: Unasked) -> TrackerError:
    """What to say of articles that were not read again, because their host is somebody else's."""
    return TrackerError(
        f"another Tracker took over {left.host}, so {_numbers(left)} was not read again", hint="run it once more"
    )


def _numbers(left: Unasked) -> str:
    numbers = ", ".join(f"#{number}" for number in left.article_ids[:_MOST_NUMBERS])
    more = len(left.article_ids) - _MOST_NUMBERS
    return f"{numbers} and {more} more" if more > 0 else numbers


def exit_code(reports: Sequence[CheckReport], left: Sequence[Unasked] = ()) -> int:
    """0 where every page could be read, though a paragraph may wait for a second look; the code of the worst trouble
    otherwise, which is also that something was left.
    """
    outcomes = {report.outcome for report in reports if not report.awaited}
    if left or outcomes & {Outcome.FAILED, Outcome.BLOCKED, Outcome.GONE}:
        return FetchError.exit_code
    return UnreadablePage.exit_code if Outcome.SUSPECT in outcomes else 0


def _word(report: CheckReport) -> str:
    if report.revision is not None and report.revision.number == 1:
        return "followed"
    return "to confirm" if report.awaited else report.outcome.value.replace("_", " ")


def _rest(report: CheckReport, zone: tzinfo) -> str:
    again = f"; looked at again {short_moment(report.next_check_at, zone)}" if report.next_check_at else ""
    match report.outcome:
        case Outcome.CHANGED if report.revision and report.revision.number > 1:
            return f"— {_found(report.revision.flags)}; next: tracker diff {report.article_id}{_doubt(report)}"
        case Outcome.CHANGED:
            words = report.revision.words if report.revision else 0
            return f"— {counted(words, 'word')}{_doubt(report)}"
        case Outcome.UNCHANGED | Outcome.NOT_MODIFIED:
            return f"— {report.detail}{_next_step(report)}" if report.detail else ""
        case Outcome.SUSPECT if report.awaited:
            return f"— {report.detail}, so it is awaited for a second look{again}"
        case Outcome.SUSPECT | Outcome.BLOCKED:
            return f"— {report.detail}{again}{_next_step(report)}"
        case _:
            return f"— {report.detail}{again}"


def _doubt(report: CheckReport) -> str:
    """What speaks for a part of the text that was not read, and how to see it."""
    doubt = report.detail.removeprefix("first look").removeprefix("; ")
    return f"; {doubt}{_next_step(report)}" if doubt else ""


def _next_step(report: CheckReport) -> str:
    """What to do about a page that is not believed, by the verdict that stands before its evidence."""
    verdict = report.detail.partition(":")[0].partition(" by ")[0]
    match verdict:
        case QualityVerdict.BLOCKED | QualityVerdict.CONSENT | QualityVerdict.LOGIN | QualityVerdict.PAYWALL:
            return f"; {OF_YOUR_OWN}"
        case QualityVerdict.NOT_HTML:
            return f"; `tracker rm {report.article_id}` stops following it"
        case QualityVerdict.EMPTY if "JavaScript" in report.detail:
            return "; docs/rendering.md says how such pages are read"
    if report.outcome is Outcome.BLOCKED:  # its robots.txt says it
        return ""
    return f"; `tracker extract {report.url} --explain` shows what is read"


def _found(flags: Sequence[Flag]) -> str:
    loud = sorted(
        (flag for flag in flags if flag.severity is not Severity.SILENT), key=lambda flag: -flag.severity.rank
    )
    if not loud:
        return "nothing that means anything"
    more = f" and {len(loud) - _MOST_SUMMARIES} more" if len(loud) > _MOST_SUMMARIES else ""
    return "; ".join(flag.summary for flag in loud[:_MOST_SUMMARIES]) + more
