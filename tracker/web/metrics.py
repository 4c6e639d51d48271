"""What Prometheus reads: counters of what this process did since it began, gauges of how the store stands now."""

from __future__ import annotations

from collections.abc import Iterable

from prometheus_client import CollectorRegistry, Counter, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric

from tracker.app import Tracker
from tracker.model import AlertState, Outcome, Severity
from tracker.model.trouble import TroubleKind
from tracker.turn.check import CheckReport

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Metrics:
    """The metrics of one store and of the process that follows it."""

    def __init__(self, tracker: Tracker) -> None:
        self._registry = CollectorRegistry()
        self._checks = Counter("tracker_checks", "Checks done, by outcome.", ["outcome"], registry=self._registry)
        self._revisions = Counter("tracker_revisions", "Revisions recorded.", registry=self._registry)
        self._flags = Counter("tracker_flags", "Flags raised, by severity.", ["severity"], registry=self._registry)
        for outcome in Outcome:  # a counter that is not there until it is needed hides its first step
            self._checks.labels(outcome.value)
        for severity in Severity:
            self._flags.labels(severity.value)
        self._registry.register(_Standing(tracker))

    def count(self, report: CheckReport) -> None:
        """Count a check and what it found."""
        self._checks.labels(report.outcome.value).inc()
        if report.revision is not None:
            self._revisions.inc()
            for flag in report.revision.flags:
                self._flags.labels(flag.severity.value).inc()

    def text(self) -> bytes:
        """All of it, in Prometheus' text format. Raises StoreError."""
        return generate_latest(self._registry)


class _Standing:
    """How the store stands, asked each time."""

    def __init__(self, tracker: Tracker) -> None:
        self._tracker = tracker

    def describe(self) -> Iterable[Metric]:
        """Nothing beforehand, so that registering asks no store."""
        return ()

    def collect(self) -> Iterable[Metric]:
        """The gauges."""
        vitals = self._tracker.vitals()
        yield _one("tracker_articles", "Articles followed.", vitals.articles)
        yield _one("tracker_due_articles", "Articles due now.", vitals.due)
        yield _one("tracker_late_seconds", "How long the most overdue article has waited.", vitals.late.total_seconds())
        age = vitals.check_age
        yield _one(
            "tracker_last_check_age_seconds",
            "How long ago the last check ended.",
            None if age is None else age.total_seconds(),
        )
        yield _one("tracker_checks_go_on", "1 while checks go on, 0 while they have stopped.", vitals.goes_on)
        yield _by(
            "tracker_alerts", "Alerts, by state.", "state", {one.value: vitals.alerts.get(one, 0) for one in AlertState}
        )
        broken = {one.value: sum(trouble.what is one for trouble in vitals.troubles) for one in TroubleKind}
        yield _by("tracker_troubles", "Hosts and sources that cannot be read, by kind.", "kind", broken)


def _one(name: str, help_text: str, value: float | None) -> Metric:
    """A gauge; without a value where there is none yet."""
    family = GaugeMetricFamily(name, help_text)
    if value is not None:
        family.add_metric([], value)
    return family


def _by(name: str, help_text: str, label: str, values: dict[str, int]) -> Metric:
    family = GaugeMetricFamily(name, help_text, labels=[label])
    for word, value in values.items():
        family.add_metric([word], value)
    return family
