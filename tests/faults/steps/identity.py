"""Proving who one is: a record handed in, and the verdict of the simulated vendor."""

from typing import Any

from chalicelib.kyc import store
from chalicelib.kyc.model.cases import KycStatus
from chalicelib.kyc.model.settings import VerdictUse
from chalicelib.ports import checks
from tests.faults.ground import Ground
from tests.faults.harness import Scenario, Watch, Watched
from tests.faults.steps.step import step
from tests.faults.world import LIN, PEOPLES_QUEUES, NotDone, World, done_or
from tests.kit.funds import status_of
from tests.kit.kyc import COMPANY, VendorSide, knock, offer, use_vendor

GATEWAY = "identity_verifier.sumsub"
FORM = {"form_id": COMPANY.id, "answers": {"number": "HRB 4711"}}
_PASSED = "applicantReviewed"
_AN_HOUR = 3_700.0


def hand_in(world: World) -> None:
    """Lin says who she is."""
    world.notes["record"] = world.asks("kyc/records", FORM, "identity-1")["id"]


def verdict_heard(ground: Ground, vendor: VendorSide) -> Scenario[World]:
    """The vendor calls until it is heard; one approval comes of it."""

    def resume(world: World) -> None:
        _deliver(world)
        world.time_passes()

    return _checked(ground, vendor, "identity: the vendor's verdict", resume)


def verdict_unheard(ground: Ground, vendor: VendorSide) -> Scenario[World]:
    """The same when no callback ever reaches us: we ask by ourselves after an hour."""

    def resume(world: World) -> None:
        world.time_passes(61, _AN_HOUR, 61)

    return _checked(ground, vendor, "identity: the verdict's callback lost", resume)


def _checked(ground: Ground, vendor: VendorSide, name: str, resume: Any) -> Scenario[World]:
    def enter(world: World) -> None:
        vendor.connect()
        lever = vendor.simulator.lever
        world.vendors.append(lambda seconds: lever("clock", advance_seconds=seconds))
        offer(COMPANY)
        use_vendor(VerdictUse.SETTLE)

    def act(world: World) -> None:
        hand_in(world)
        done_or(world.lin.caller.post("/api/portal/kyc/checks"), "kyc_not_pending")
        with world.unseen():
            _pass_once(world, vendor)

    def promise(world: World) -> None:
        case = store.case_of(LIN)
        assert (case.status, case.approved_id) == (KycStatus.APPROVED, world.notes["record"])
        assert len(world.rows("kyc", "Record")) == 1
        assert status_of(world.notes["record"])[0] == "approved"
        assert world.told("approvals.request_approved") == 1 + _earlier(world)

    return step(
        ground,
        name,
        enter=enter,
        act=act,
        promise=promise,
        resume=resume,
        vendors=_verifier,
        queues=PEOPLES_QUEUES,
    )


def _earlier(world: World) -> int:
    """What was approved before the scenario began."""
    return sum(row["id"]["S"] != world.notes["record"] for row in _approved(world))


def _approved(world: World) -> list[Any]:
    rows = world.rows("approvals", "Request")
    return [one for one in rows if one["status"]["S"] == "approved"]


def _pass_once(world: World, vendor: VendorSide) -> None:
    """Lin shows her passport on the vendor's page, unless she has; the news is on its way."""
    if "letter" in world.notes:
        return
    vendor.inbox.letters.clear()
    vendor.simulator.submit(LIN)
    vendor.simulator.review(LIN, "GREEN")
    world.notes["letter"] = _news(vendor)
    world.notes["unheard"] = True


def _news(vendor: VendorSide) -> Any:
    """The callback that tells of the verdict, those before it passed over."""
    count = 1
    while (letter := vendor.inbox.wait_for(count)[-1]).event["type"] != _PASSED:
        count += 1
    return letter


def _deliver(world: World) -> None:
    """The vendor calls until we have said that we heard."""
    if not world.notes.get("unheard"):
        return
    answer = knock(world.notes["letter"])
    if answer.status != 200:
        raise NotDone(answer.body["code"])
    world.notes["unheard"] = False


def _verifier(_world: World, watch: Watch) -> dict[str, Any]:
    return {GATEWAY: Watched(GATEWAY, checks.identity_verifier("sumsub"), watch)}
