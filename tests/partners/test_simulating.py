"""A plan that waits for its second person, tried on past deals before it counts."""

from dataclasses import replace

import pytest

from chalicelib import ports
from chalicelib.core.clock import FixedClock
from chalicelib.core.errors import Conflict, Invalid
from chalicelib.core.paging import PageRequest
from chalicelib.partners.model.plans import PlanKind
from chalicelib.partners.model.runs import Draft, RunAction, RunKind, RunState, Subject
from chalicelib.partners.service import plan_reading, plans, run_names, runs
from tests.kit.clients import command
from tests.kit.earnings import account, chain, traded, trader, wallet
from tests.kit.partners import decimals
from tests.kit.plans import ANN, majors, standard_for_all
from tests.kit.runs import (
    CARRIER,
    agreed,
    applied,
    drafted,
    last_month,
    looked,
    rows,
    simulated,
    sums,
)

pytestmark = pytest.mark.usefixtures("store", "clock")


@pytest.fixture
def by_rank() -> str:
    return standard_for_all()


def draft(scheme_id: str, *amounts: int) -> None:
    """Another version of the scheme with these amounts by tier, which waits."""
    found = plan_reading.in_force(scheme_id, ports.now())
    assert found is not None
    table = replace(found.plan.basics[0], amounts=decimals(*amounts))
    drafted(PlanKind.FIXED_SCHEME, scheme_id, replace(found.plan, basics=(table,)))


def test_what_is_simulated_is_to_the_minor_unit_what_it_pays_once_it_counts(
    by_rank: str, clock: FixedClock
):
    above = chain("Bronze", "Silver", "Gold")
    held = account(trader(above[0]))
    for ticket, volume in ((7002, 10_000), (7102, 3_300), (7202, 123)):
        traded(held, ticket, volume_ten_thousandths=volume)
    CARRIER.deliver_all()
    clock.advance(hours=1)
    draft(by_rank, 2, 1, 7, 7, 7)
    run = simulated(by_rank)
    would = {one: s.after for one, s in sums(run).items()}
    paid = [wallet(one) for one in above]
    assert (run.state, run.looked) == (RunState.READY, 3)
    assert paid == ["1.34", "2.68", "4.02"]
    agreed(PlanKind.FIXED_SCHEME, by_rank)
    again = applied(last_month(as_of=ports.now()))
    assert {one: s.after for one, s in sums(again).items()} == would
    gained = {one.id: s for one in above for s in [sums(run)[one.id]]}
    assert str(gained[above[1].id].less) == "1.34"
    assert [wallet(above[0]), wallet(above[2])] == [
        str(would[above[0].id]),
        str(would[above[2].id]),
    ]
    later = account(trader(above[0]), 5002)
    for ticket, volume in ((8002, 10_000), (8102, 3_300), (8202, 123)):
        traded(later, ticket, volume_ten_thousandths=volume)
    CARRIER.deliver_all()
    assert wallet(above[2]) == str(would[above[2].id] + would[above[2].id])


def test_a_simulation_pays_nobody_and_changes_nothing(by_rank: str):
    (gold,) = chain("Gold")
    traded(account(trader(gold)))
    CARRIER.deliver_all()
    draft(by_rank, 9, 9, 9, 9, 9)
    run = simulated(by_rank)
    assert str(sums(run, Subject.WHOLE)[""].more) == "21.00"
    assert [row.deal_id for row in rows(run)] == ["7002"]
    with pytest.raises(Conflict) as refused:
        runs.act(ANN, run.kind, run.id, RunAction.APPLY)
    assert refused.value.code == "run_not_there"
    assert wallet(gold) == "6.00"
    assert looked(last_month()).found == 0


def test_brokers_and_traders_are_named_and_symbol_groups_are_not(by_rank: str):
    (gold,) = chain("Gold")
    held = account(trader(gold))
    traded(held)
    CARRIER.deliver_all()
    draft(by_rank, 9, 9, 9, 9, 9)
    run = simulated(by_rank)
    everybody = PageRequest(50)
    (by_broker,) = run_names.sums(ANN, run.kind, run.id, Subject.RECIPIENT, everybody).items
    assert (by_broker.sum.subject_id, by_broker.name) == (gold.id, gold.name)
    (by_group,) = run_names.sums(ANN, run.kind, run.id, Subject.GROUP, everybody).items
    assert by_group.name == ""
    (deal,) = run_names.rows(ANN, run.kind, run.id, everybody).items
    assert deal.names[gold.id] == gold.name
    assert deal.names[held.client_id] != ""


def test_the_cost_is_told_by_symbol_group_too(by_rank: str):
    (gold,) = chain("Gold")
    traded(account(trader(gold)))
    CARRIER.deliver_all()
    draft(by_rank, 2, 2, 2, 2, 2)
    found = plan_reading.in_force(by_rank, ports.now())
    assert found is not None
    group = found.plan.basics[0].symbol_group_id
    run = simulated(by_rank)
    assert {one: str(s.after) for one, s in sums(run, Subject.GROUP).items()} == {group: "6.00"}


def test_a_new_scheme_can_be_tried_in_place_of_the_one_that_counts(by_rank: str):
    (gold,) = chain("Gold")
    traded(account(trader(gold)))
    CARRIER.deliver_all()
    found = plan_reading.in_force(by_rank, ports.now())
    assert found is not None
    table = replace(found.plan.basics[0], amounts=decimals(5, 5, 5, 5, 5))
    new = plans.create(
        ANN,
        PlanKind.FIXED_SCHEME,
        plans.Proposal(replace(found.plan, name="New", basics=(table,))),
        command(),
    ).head.id
    wanted = last_month(draft=Draft(new, 0, by_rank))
    run = looked(wanted, RunKind.SIMULATION)
    assert str(sums(run)[gold.id].after) == "15.00"


def test_only_a_version_that_waits_can_be_tried_and_only_for_its_own_kind(by_rank: str):
    for plan, code in (
        (Draft(by_rank, 0, by_rank), "nothing_to_simulate"),
        (Draft("fix_nowhere", 0, by_rank), "nothing_to_simulate"),
    ):
        with pytest.raises(Invalid) as refused:
            runs.order(ANN, RunKind.SIMULATION, last_month(draft=plan), command())
        assert refused.value.code == code
    draft(by_rank, 2, 2, 2, 2, 2)
    other = replace(last_month(), draft=Draft(by_rank, 0, majors()))
    with pytest.raises(Invalid) as refused:
        runs.order(ANN, RunKind.SIMULATION, other, command())
    assert refused.value.code == "plan_of_another_kind"
