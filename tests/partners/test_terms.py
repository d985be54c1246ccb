"""Commission terms: given once with the role of an IB, changed by staff from a date on."""

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib import ports
from chalicelib.approvals.model import Verdict
from chalicelib.approvals.public import Mode, RequestType
from chalicelib.approvals.rules import Review
from chalicelib.approvals.service import decisions
from chalicelib.clients.events import clients_events
from chalicelib.clients.model import Client, ClientKind
from chalicelib.clients.model.answers import UpgradeForm
from chalicelib.clients.model.changes import Assignment
from chalicelib.clients.service import assigning, upgrading
from chalicelib.core.actor import EVERYTHING, NOTHING
from chalicelib.core.clock import FixedClock
from chalicelib.core.consent import Acceptance
from chalicelib.core.errors import Conflict, Invalid, NotFound
from chalicelib.core.paging import PageRequest
from chalicelib.partners.model.plans import (
    FlexibleRate,
    FlexibleScheme,
    PlanKind,
    RankStructure,
    RateType,
)
from chalicelib.partners.model.terms import Origin, TermsChange, TermsSheet
from chalicelib.partners.schemas.terms import TermsView
from chalicelib.partners.service import terms
from chalicelib.partners.service.keeping import KEEPER
from chalicelib.storage import audit
from tests.kit.approvals import automate, member
from tests.kit.clients import (
    IB_AGREEMENT,
    acting,
    active_client,
    command,
    registered,
)
from tests.kit.courier import Courier
from tests.kit.partners import basic, decimals, scheme
from tests.kit.plans import ANN, agreed, majors, own, standard_for_all

pytestmark = pytest.mark.usefixtures("store", "clock")
COURIER = Courier((clients_events,))
ADA = replace(member("Ada"), scope=EVERYTHING)


@pytest.fixture
def by_default() -> str:
    """The default scheme of new IBs."""
    return standard_for_all()


def of(client: Client) -> TermsSheet:
    return terms.sheet(ANN, client.id)


def ib(above: Client | None = None) -> Client:
    code = above.referral_code if above else None
    return active_client(kind=ClientKind.IB, referral_code=code)


def change(client: Client, **wanted: object) -> TermsSheet:
    return terms.change(ANN, client.id, TermsChange(**wanted), command())  # type: ignore[arg-type]


def given(client: Client) -> tuple[str, int | None, int]:
    """The tree's scheme, the tier, and how often terms were given."""
    sheet = of(client)
    return sheet.covering.scheme_id, sheet.tier, len(sheet.steps)


# ---- first terms, by every way in which somebody becomes an IB


def test_a_registered_ib_at_the_top_gets_the_default_scheme_and_the_lowest_tier(by_default: str):
    client = ib()
    assert given(client) == (by_default, 1, 1)
    sheet = of(client)
    assert sheet.is_top
    assert sheet.step is not None
    assert sheet.step.origin is Origin.DEFAULT
    acts = audit.of_client(client.id, PageRequest()).items
    assert [one.action for one in acts].count("commission_terms_begun") == 1


def test_an_approved_registration_gives_them_and_a_repeated_decision_gives_nothing_more(
    by_default: str,
):
    automate(RequestType.IB_REGISTRATION, Mode.MANUAL)
    made = registered(kind=ClientKind.IB)
    decisions.decide(ADA, made.request_id, Review(Verdict.APPROVED, ""))
    COURIER.deliver_all()
    COURIER.deliver_all()
    sheet = terms.sheet(ANN, made.client_id)
    assert (sheet.covering.scheme_id, sheet.tier, len(sheet.steps)) == (by_default, 1, 1)


def test_an_approved_wish_gives_them_in_the_same_unit(by_default: str):
    automate(RequestType.UPGRADE_TO_IB, Mode.AUTOMATIC)
    client = active_client()
    accepted = (Acceptance(IB_AGREEMENT.document, IB_AGREEMENT.version),)
    upgrading.ask(acting(client), UpgradeForm({}, accepted), command())
    assert given(client) == (by_default, 1, 1)


def test_staff_who_change_what_a_client_is_give_them_too(by_default: str):
    client = active_client()
    assert given(client) == ("", None, 0)
    assigning.assign(ANN, client.id, Assignment(kind=ClientKind.IB))
    assert given(client) == (by_default, 1, 1)


def test_whoever_becomes_an_ib_again_keeps_what_they_had(by_default: str):
    client = ib()
    change(client, tier=3)
    assigning.assign(ANN, client.id, Assignment(kind=ClientKind.TRADER))
    assigning.assign(ANN, client.id, Assignment(kind=ClientKind.IB))
    assert given(client) == (by_default, 3, 2)


def test_below_an_ib_the_tree_decides_and_only_the_lowest_tier_is_given(by_default: str):
    metals = agreed(PlanKind.RANK_STRUCTURE, RankStructure("Two", ("Low", "High")))
    other = agreed(
        PlanKind.FIXED_SCHEME,
        scheme(basic(symbol_group_id=majors(), amounts=decimals(1, 2)), rank_structure_id=metals),
    )
    top = ib()
    change(top, scheme_id=other, tier=2, resets_tiers=True)
    trader_between = active_client(referral_code=top.referral_code)
    below = ib(trader_between)
    assert given(below) == (other, 1, 1)
    step = of(below).step
    assert step is not None
    assert (step.scheme_id, step.structure_id) == ("", metals)


def test_without_a_default_scheme_there_is_nothing_to_give_and_it_shows():
    client = ib()
    sheet = of(client)
    assert (sheet.covering.scheme, sheet.tier, len(sheet.steps)) == (None, None, 1)


def test_a_trader_has_none(by_default: str):
    assert given(active_client()) == ("", None, 0)


# ---- what staff change


def test_a_tier_counts_from_its_date_on(by_default: str, clock: FixedClock):
    client = ib()
    change(client, tier=4, effective_at=ports.now() + timedelta(days=1), comment="a good month")
    assert of(client).tier == 1
    clock.advance(days=2)
    assert of(client).tier == 4


def test_a_scheme_is_given_at_the_top_alone(by_default: str):
    below = ib(ib())
    with pytest.raises(Invalid) as refusal:
        change(below, scheme_id=by_default)
    assert refusal.value.code == "scheme_at_the_top_only"


def test_another_rank_structure_resets_every_tier_of_the_tree(by_default: str):
    top = ib()
    below = ib(top)
    change(below, tier=3)
    two = agreed(PlanKind.RANK_STRUCTURE, RankStructure("Two", ("Low", "High")))
    plan = scheme(basic(symbol_group_id=majors(), amounts=decimals(1, 2)), rank_structure_id=two)
    other = agreed(PlanKind.FIXED_SCHEME, plan)
    with pytest.raises(Conflict) as refusal:
        change(top, scheme_id=other)
    assert refusal.value.code == "tiers_would_reset"
    change(top, scheme_id=other, resets_tiers=True)
    assert (of(top).tier, of(below).tier) == (None, None)
    change(below, tier=2)
    assert given(below)[:2] == (other, 2)
    with pytest.raises(Invalid) as unknown:
        change(below, tier=3)
    assert unknown.value.facts == {"tiers": 2}


def test_a_scheme_of_the_same_structure_keeps_the_tiers(by_default: str):
    top = ib()
    below = ib(top)
    change(below, tier=3)
    structure = of(top).covering.structure_id
    group = majors()
    plan = scheme(basic(symbol_group_id=group), name="Better", rank_structure_id=structure)
    better = agreed(PlanKind.FIXED_SCHEME, plan)
    change(top, scheme_id=better)
    assert given(below)[:2] == (better, 3)


def test_a_flexible_scheme_is_for_one_ib_beside_the_trees(by_default: str):
    plan = FlexibleScheme("Own", (FlexibleRate(majors(), RateType.PER_LOT, decimals(2)[0]),))
    flexible = own(plan)
    client = ib()
    change(client, flexible_id=flexible)
    sheet = of(client)
    assert (sheet.flexible, sheet.covering.scheme_id, sheet.tier) == (plan, by_default, 1)
    change(client, flexible_id="")
    assert of(client).flexible is None
    with pytest.raises(Invalid) as refusal:
        change(client, flexible_id=by_default)
    assert refusal.value.code == "plan_not_in_force"


def test_only_ibs_have_terms_and_only_who_sees_them_changes_them(by_default: str):
    with pytest.raises(Conflict) as refusal:
        change(active_client(), tier=1)
    assert refusal.value.code == "not_an_ib"
    stranger = replace(ANN, scope=NOTHING)
    with pytest.raises(NotFound):
        terms.change(stranger, ib().id, TermsChange(tier=2), command())


def test_without_a_scheme_above_there_is_no_tier_to_give():
    with pytest.raises(Invalid) as refusal:
        change(ib(), tier=1)
    assert refusal.value.code == "no_scheme_above"


# ---- what the IB sees, and keeps


def test_an_ib_sees_their_tier_and_schemes(by_default: str):
    client = ib()
    seen = terms.own(acting(client))
    assert (seen.tier, seen.covering.scheme is not None) == (1, True)


def test_an_ibs_copy_has_their_terms_without_who_gave_them(by_default: str):
    client = ib()
    change(client, tier=2, comment="for us alone")
    assert KEEPER.copy is not None
    part, *_ = KEEPER.copy(client.id)
    assert [line["tier"] for line in part.lines] == [1, 2]
    assert not {"by_id", "by_name", "comment"} & part.lines[0].keys()


def test_what_changes_nothing_is_no_step_unless_it_gives_up_a_plan(
    by_default: str, clock: FixedClock
) -> None:
    broker = ib()
    assert len(change(broker, tier=1, comment="as it was").steps) == 1
    later = clock.now() + timedelta(days=3)
    assert len(change(broker, tier=2, effective_at=later).steps) == 2
    assert [one.tier for one in change(broker, tier=1).steps] == [1, 1]


def test_staff_read_every_step_by_its_names_and_clients_read_none(by_default: str) -> None:
    broker = ib()
    rate = FlexibleRate(majors(), RateType.PER_LOT, *decimals(4))
    own_id = own(FlexibleScheme("Gold desk", (rate,)))
    change(broker, flexible_id=own_id)
    view = TermsView.of(of(broker))
    assert [one.tier_name for one in view.steps] == ["Bronze", "Bronze"]
    assert view.steps[0].flexible_scheme == view.flexible_scheme
    assert view.steps[1].flexible_scheme is None
    assert view.steps[1].fixed_scheme == view.fixed_scheme
    assert terms.own(acting(broker)).plan_names == {}
