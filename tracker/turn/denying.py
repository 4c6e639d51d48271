"""Whether a host denies with 304 what has changed: asked once more, in the only case where it could have."""

from __future__ import annotations

from tracker.decision import Decision
from tracker.fetch import FetchRequest
from tracker.model import Capture, FetchFailure, Outcome, Validators
from tracker.store.standing import Known
from tracker.turn.asking import Asking, HostRestsError

_NOT_MODIFIED = 304
_NONE = Validators()


async def denies(known: Known, got: Capture | FetchFailure, decision: Decision, asking: Asking) -> bool:
    """Whether the host answers 304 to what it has just shown to be changed, when it is asked with the validators that the
    page had before. It is asked only where the last look believed a 304, and this one, which set no conditions, saw a
    change, or a paragraph that another look is to confirm.

    Raises TurnLostError.
    """
    standing, was = known.standing, known.validators
    changed = decision.outcome is Outcome.CHANGED or decision.awaited
    if not changed or was == _NONE or standing.article.last_outcome is not Outcome.NOT_MODIFIED:
        return False
    if not isinstance(got, Capture):
        return False
    await asking.rest(standing.article.url)  # after the answer that showed the change
    try:
        again = await asking.ask(FetchRequest(url=standing.article.url, validators=was))
    except HostRestsError:
        return False
    return isinstance(again, Capture) and again.status == _NOT_MODIFIED
