"""The form of a subscription: what its fields hold, as a wish; and a subscription as what its fields would hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tracker.desk.replies import subscription_to_dict
from tracker.desk.wishing import Wish
from tracker.model import Cadence, Severity, Subscription, Verdict
from tracker.store.newest import kinds_of
from tracker.web.choices import CADENCES, FAMILIES, FLOORS, SAID, chosen_one

_ROOM: Final = 4_000
_WORDS: Final = ("article", "source", "words", "drops", "adds", "languages", "at", "zone", "quiet")
_GIVEN: Final = "yes"


def fresh_fields(address: str) -> dict[str, str]:
    """An empty form for somebody whose mail address is this."""
    return {"address": address, "severity": "", "cadence": Cadence.AT_ONCE.value, "troubles": _GIVEN}


def fields_of(one: Subscription) -> dict[str, str]:
    """A form that asks for what a subscription asks for."""
    told = subscription_to_dict(one)
    digested = told["cadence"] in {Cadence.DAILY, Cadence.WEEKLY}
    kinds = set(told["kinds"])
    families = {name: set(kinds_of([name]) or ()) for name in FAMILIES}
    whole = [name for name, own in families.items() if own and own <= kinds]
    single = kinds.difference(*(families[name] for name in whole))
    return {
        **{name: str(told[name]) for name in ("address", "source", "words", "drops", "adds", "zone", "quiet")},
        "article": str(told["article"] or ""),
        "severity": told["severity"].value,
        "cadence": told["cadence"].value,
        "at": told["at"] if digested else "",
        "languages": ", ".join(told["languages"]),
        "kinds": ", ".join(sorted(single)),
        "troubles": _GIVEN if one.troubles else "",
        **{f"kind-{name}": _GIVEN for name in whole},
        **{f"disclosure-{verdict.value}": _GIVEN for verdict in one.disclosures},
    }


def wish_of(fields: Mapping[str, str]) -> Wish:
    """What a form that was sent asks for. Raises UsageError for a choice that it does not offer."""
    words = {name: fields.get(name, "").strip()[:_ROOM] for name in _WORDS}
    languages = _listed(words.pop("languages"))
    floor = chosen_one(fields.get("severity", ""), FLOORS)
    kinds = [name for name in FAMILIES if fields.get(f"kind-{name}")]
    return Wish(
        address=fields.get("address", "").strip(),
        severity=Severity(floor) if floor else None,
        kinds=kinds + _listed(fields.get("kinds", "")[:_ROOM]),
        disclosures=[Verdict(name) for name in SAID if fields.get(f"disclosure-{name}")],
        languages=languages,
        cadence=Cadence(chosen_one(fields.get("cadence", Cadence.AT_ONCE.value), CADENCES)),
        troubles=bool(fields.get("troubles")),
        **words,
    )


def _listed(text: str) -> list[str]:
    return text.replace(",", " ").replace(";", " ").split()
