"""The hosted page: what the browser of an applicant sees, and what its buttons do.

A person plays both sides here: they send the documents, and then decide as the reviewer would.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs

from infra.simulators.kit.exchange import Question, Reply
from infra.simulators.kit.store import simulated_time
from infra.simulators.sumsub import applicants, pages
from infra.simulators.sumsub.store import Store
from infra.simulators.sumsub.world import Settings, SumsubRefusal, World

_COMMENTS = {
    "RETRY": "We could not read the document. Please take the picture again in good light.",
    "FINAL": "We are unable to verify you.",
}


class Hosted:
    """Everything under ``/websdk/p/``."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store = store
        self._settings = settings

    def answer(self, question: Question) -> Reply:
        """Show the page, or do what its button says."""
        token = question.path.rsplit("/", 1)[-1]
        form = parse_qs(question.body.decode("utf-8", "replace"))
        try:
            with self._store.work() as work:
                world = World(work, simulated_time(work), self._settings)
                link = _link(world, token)
                if question.method == "POST":
                    _act(world, link, form)
                return pages.hosted(link, _applicant(world, link))
        except SumsubRefusal as refusal:
            return pages.notice("This page cannot be used", str(refusal), refusal.status)


def _link(world: World, token: str) -> dict[str, Any]:
    for link in world.work.rows("SELECT * FROM links WHERE token = ?", token):
        if link["expires_at"] <= world.now:
            raise SumsubRefusal(410, "The link has expired. Go back and start again.")
        return link
    raise SumsubRefusal(404, "There is no such page.")


def _applicant(world: World, link: Mapping[str, Any]) -> dict[str, Any]:
    """Whose page it is; made now if nobody was yet."""
    known = world.work.applicant_of(link["external_id"])
    if known is not None:
        return known
    return applicants.create(world, link["level"], {"externalUserId": link["external_id"]})


def _act(world: World, link: Mapping[str, Any], form: Mapping[str, list[str]]) -> None:
    applicant = _applicant(world, link)
    act = form.get("act", [""])[0]
    if act == "submit":
        applicants.submit(world, applicant)
    elif act == "approve":
        applicants.decide(world, applicant, {"answer": "GREEN"})
    elif act in {"retry", "final"}:
        kind = act.upper()
        labels = [one for one in form.get("label", []) if one in applicants.LABELS[kind]]
        verdict = {"answer": "RED", "reject_type": kind, "labels": labels}
        applicants.decide(world, applicant, verdict | {"comment": _COMMENTS[kind]})
