"""Plans in the store: versions from a date, two people, and nothing that cannot be computed."""

from dataclasses import replace
from datetime import timedelta

import pytest
from pydantic import ValidationError

from chalicelib import ports
from chalicelib.core.clock import FixedClock
from chalicelib.core.errors import Conflict, Forbidden, Invalid, NotFound
from chalicelib.core.paging import PageRequest
from chalicelib.partners.model.plans import (
    Alias,
    FixedScheme,
    PlanKind,
    RankStructure,
    SymbolGroup,
)
from chalicelib.partners.model.versions import PlanState, Proposal
from chalicelib.partners.schemas.plans import PlanForm
from chalicelib.partners.service import plan_reading, plans
from chalicelib.storage import audit
from tests.kit.clients import command
from tests.kit.partners import MAJORS, RANKS, basic, decimals, scheme
from tests.kit.plans import ANN, BOB, agreed, majors, proposed, ranks, standard, with_server

pytestmark = pytest.mark.usefixtures("store", "clock")
RANK, GROUP, FIXED = PlanKind.RANK_STRUCTURE, PlanKind.SYMBOL_GROUP, PlanKind.FIXED_SCHEME


def now_says(plan_id: str) -> object:
    found = plan_reading.in_force(plan_id, ports.now())
    return None if found is None else found.plan


def test_a_plan_counts_once_a_second_person_has_agreed():
    head = proposed(RANK, RANKS).head
    assert now_says(head.id) is None
    sheet = plans.decide(BOB, RANK, head.id, PlanState.APPROVED, "as discussed")
    assert now_says(head.id) == RANKS
    assert (sheet.head.pending, sheet.versions[0].decided_by_name) == (None, "Bob")
    acts = audit.of_object("commission_plan", head.id, PageRequest()).items
    assert [one.action for one in acts] == ["commission_plan_approved", "commission_plan_proposed"]


def test_nobody_agrees_to_their_own_plan_but_they_may_take_it_back():
    head = proposed(RANK, RANKS).head
    with pytest.raises(Forbidden) as refusal:
        plans.decide(ANN, RANK, head.id, PlanState.APPROVED, "")
    assert refusal.value.code == "own_change"
    sheet = plans.decide(ANN, RANK, head.id, PlanState.REJECTED, "mistyped")
    assert sheet.versions[0].state is PlanState.REJECTED
    assert now_says(head.id) is None
    with pytest.raises(Conflict) as again:
        plans.decide(BOB, RANK, head.id, PlanState.APPROVED, "")
    assert again.value.code == "nothing_pending"


def test_a_version_counts_from_its_date_and_the_past_keeps_what_it_had(clock: FixedClock):
    plan_id = standard()
    before = clock.now()
    old = now_says(plan_id)
    assert isinstance(old, FixedScheme)
    new = replace(old, name="Better", same_rank=decimals(10))
    later = before + timedelta(days=7)
    plans.propose(ANN, FIXED, plan_id, Proposal(new, later), command())
    plans.decide(BOB, FIXED, plan_id, PlanState.APPROVED, "")
    assert now_says(plan_id) == old
    clock.advance(days=8)
    assert now_says(plan_id) == new
    past = plan_reading.in_force(plan_id, before)
    assert past is not None
    assert (past.number, past.plan) == (1, old)


def test_what_is_agreed_to_late_counts_from_then_and_not_before(clock: FixedClock):
    head = proposed(RANK, RANKS, clock.now() + timedelta(hours=1)).head
    clock.advance(days=1)
    plans.decide(BOB, RANK, head.id, PlanState.APPROVED, "")
    assert plan_reading.in_force(head.id, clock.now() - timedelta(hours=1)) is None
    assert now_says(head.id) == RANKS


def test_the_past_cannot_be_changed(clock: FixedClock):
    with pytest.raises(Invalid) as refusal:
        proposed(RANK, RANKS, clock.now() - timedelta(hours=1))
    assert refusal.value.code == "effective_in_the_past"


def test_one_change_waits_at_a_time():
    head = proposed(RANK, RANKS).head
    with pytest.raises(Conflict) as refusal:
        plans.propose(ANN, RANK, head.id, Proposal(RANKS), command())
    assert refusal.value.code == "change_pending"


def test_a_rank_structure_in_use_is_not_changed():
    metals = ranks()
    plans.propose(ANN, RANK, metals, Proposal(RankStructure("Metals", ("Tin",))), command())
    plans.decide(ANN, RANK, metals, PlanState.REJECTED, "")
    standard(metals)
    with pytest.raises(Conflict) as refusal:
        plans.propose(ANN, RANK, metals, Proposal(RankStructure("Metals", ("Tin",))), command())
    assert refusal.value.code == "rank_structure_in_use"


def test_a_scheme_may_refer_only_to_what_counts_by_then(clock: FixedClock):
    group = majors()
    later = agreed(RANK, RANKS, clock.now() + timedelta(days=2))
    plan = scheme(basic(symbol_group_id=group), rank_structure_id=later)
    with pytest.raises(Invalid) as refusal:
        proposed(FIXED, plan)
    assert (refusal.value.code, refusal.value.field) == ("plan_not_in_force", "rank_structure_id")
    proposed(FIXED, plan, clock.now() + timedelta(days=3))
    with pytest.raises(Invalid) as unknown:
        proposed(FIXED, scheme(rank_structure_id=ranks()))
    assert unknown.value.field == "basics.0.symbol_group_id"


def test_a_table_by_rank_has_an_amount_for_each_tier():
    plan = scheme(
        basic(symbol_group_id=majors(), amounts=decimals(1, 2)), rank_structure_id=ranks()
    )
    with pytest.raises(Invalid) as refusal:
        proposed(FIXED, plan)
    assert (refusal.value.code, refusal.value.facts) == ("amounts_do_not_fit", {"tiers": 5})


def test_what_a_scheme_refers_to_is_looked_at_again_when_it_is_agreed_to():
    metals = ranks()
    plan = scheme(basic(symbol_group_id=majors()), rank_structure_id=metals)
    waiting = proposed(FIXED, plan).head.id
    plans.propose(ANN, RANK, metals, Proposal(RankStructure("Metals", ("Tin",))), command())
    plans.decide(BOB, RANK, metals, PlanState.APPROVED, "")
    with pytest.raises(Invalid) as refusal:
        plans.decide(BOB, FIXED, waiting, PlanState.APPROVED, "")
    assert refusal.value.code == "amounts_do_not_fit"


def test_a_symbol_group_is_of_a_server_that_there_is():
    with_server("elsewhere")
    with pytest.raises(Invalid) as refusal:
        proposed(GROUP, MAJORS)
    assert refusal.value.code == "server_unknown"


def test_a_plan_is_found_under_its_own_kind_alone():
    metals = ranks()
    assert [one.head.name for one in plans.listed(RANK, PageRequest()).items] == ["Metals"]
    assert plans.listed(FIXED, PageRequest()).items == ()
    with pytest.raises(NotFound):
        plans.sheet(FIXED, metals)
    with pytest.raises(Invalid) as refusal:
        proposed(FIXED, RANKS)
    assert refusal.value.code == "plan_of_another_kind"


def test_tiers_of_one_name_are_refused_where_the_second_stands() -> None:
    with pytest.raises(Invalid) as refused:
        proposed(PlanKind.RANK_STRUCTURE, RankStructure("Metals", ("Gold", "Silver", " gold ")))
    assert (refused.value.code, refused.value.field) == ("tier_named_twice", "tiers.2")


def test_another_name_is_of_a_symbol_of_the_group() -> None:
    with_server("mt5")
    oil = SymbolGroup("Oil", "mt5", ("USOIL",), aliases=(Alias("WTI", "BRENT"),))
    with pytest.raises(Invalid) as refused:
        proposed(PlanKind.SYMBOL_GROUP, oil)
    assert (refused.value.code, refused.value.field) == ("alias_of_a_stranger", "aliases.0.symbol")


def test_what_is_wrong_with_a_plan_is_told_of_its_own_kind_alone() -> None:
    with pytest.raises(ValidationError) as refused:
        PlanForm.model_validate_json('{"plan": {"name": "Oil", "server_id": "", "symbols": []}}')
    places = [".".join(map(str, one["loc"])) for one in refused.value.errors()]
    assert places == ["plan.symbol_group.server_id", "plan.symbol_group.symbols"]
