"""Tasks: who sees which, what is told of them, and their times."""

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib import ports
from chalicelib.core.actor import system
from chalicelib.core.clock import FixedClock
from chalicelib.core.errors import Invalid, NotFound
from chalicelib.core.paging import PageRequest
from chalicelib.notifications.service import bell
from chalicelib.sales.model import TaskFilter, TaskKind, TaskPriority, TaskStatus
from chalicelib.sales.service import keeping, planning, reading, reminding
from chalicelib.storage import audit
from chalicelib.storage.idempotency import AlreadyDone
from tests.kit.clients import give_to
from tests.kit.courier import Courier
from tests.kit.funds import command
from tests.sales.team import ALL, LIN, Team, draft, due, planned, titles

SYSTEM = system("tasks-sweep")
OPEN, DONE = TaskStatus.OPEN, TaskStatus.DONE


def told(team: Team, who: str) -> list[tuple[str, dict[str, str | int]]]:
    """What stands in somebody's bell, the oldest first: code and facts."""
    items = bell.listed(getattr(team, who), ALL).items
    return [(one.item.code, one.item.facts) for one in reversed(items)]


def sweep(at_once: int = 100) -> int:
    return reminding.sweep(SYSTEM, lambda: 60, at_once)


def test_a_task_is_planned_once_per_intention(team: Team):
    same = command("one")
    planning.create(team.kay, draft(team.kay_id), same)
    with pytest.raises(AlreadyDone):
        planning.create(team.kay, draft(team.kay_id), same)
    assert titles(team.kay) == ["Call Lin"]


def test_tasks_are_seen_up_the_reporting_line_and_not_beside_or_below_it(team: Team):
    planned(team.kay, title="Kay's")
    planned(team.tom, title="Tom's")
    planned(team.ola, title="Ola's")
    assert titles(team.kay) == ["Kay's"]
    assert titles(team.tom) == ["Kay's", "Tom's"]
    assert titles(team.ola) == ["Ola's"]
    assert titles(team.mia) == ["Kay's", "Tom's", "Ola's"]


def test_a_task_is_seen_by_whoever_sees_the_client(team: Team):
    planned(team.mia, title="About Lin", client_id=LIN)
    planned(team.mia, title="About nobody")
    assert (titles(team.kay), titles(team.ola)) == (["About Lin"], [])


def test_who_has_a_task_about_a_client_they_do_not_see_reads_no_name(team: Team):
    planned(team.mia, team.ola_id, client_id=LIN)
    (hers,) = reading.tasks(team.ola, TaskFilter(), ALL).items
    (his,) = reading.tasks(team.mia, TaskFilter(), ALL).items
    assert (hers.client_name, his.client_name) == ("", "Lin Wei 1")


def test_what_is_not_seen_does_not_exist(team: Team):
    task = planned(team.kay)
    for act in (
        lambda: reading.seen(team.ola, task.id),
        lambda: planning.change(team.ola, task.id, draft(team.ola_id)),
        lambda: planning.mark(team.ola, task.id, done=True),
        lambda: planning.delete(team.ola, task.id),
        lambda: reading.tasks(team.ola, TaskFilter(client_id=LIN), ALL),
        lambda: planned(team.ola, client_id=LIN),
    ):
        with pytest.raises(NotFound):
            act()


def test_what_is_due_first_stands_first_and_what_was_done_last(team: Team):
    for hours in (30, 10, 20):
        planned(team.kay, title=f"in {hours}", due_at=due(hours))
    late = planned(team.kay, title="in 5", due_at=due(5))
    planning.mark(team.kay, late.id, done=True)
    early = planned(team.kay, title="in 1", due_at=due(1))
    planning.mark(team.kay, early.id, done=True)
    assert titles(team.kay, status=OPEN) == ["in 10", "in 20", "in 30"]
    assert titles(team.kay, status=DONE) == ["in 5", "in 1"]
    assert titles(team.kay) == ["in 1", "in 5", "in 10", "in 20", "in 30"]


@pytest.mark.parametrize("who", ["kay", "mia"])
def test_lists_are_cut_by_whom_client_kind_priority_and_time(team: Team, who: str):
    actor = getattr(team, who)
    planned(team.kay, title="hers", priority=TaskPriority.HIGH)
    planned(team.kay, team.tom_id, title="his", kind=TaskKind.EMAIL, due_at=due(48))
    planned(team.kay, title="Lin's", client_id=LIN, due_at=due(72))
    assert titles(actor, assignee_id=team.tom_id) == ["his"]
    assert titles(actor, assignee_id=team.kay_id) == ["hers", "Lin's"]
    assert titles(actor, client_id=LIN) == ["Lin's"]
    assert titles(actor, kind=TaskKind.EMAIL) == ["his"]
    assert titles(actor, priority=TaskPriority.HIGH) == ["hers"]
    assert titles(actor, since=due(40), until=due(60)) == ["his"]


def test_the_end_of_a_period_is_not_in_it_and_its_beginning_is(team: Team):
    planned(team.kay, title="begins", due_at=due(24))
    planned(team.kay, title="ends", due_at=due(48))
    assert titles(team.kay, since=due(24), until=due(48)) == ["begins"]


def test_a_task_is_overdue_from_its_time_on_until_it_is_done(team: Team, clock: FixedClock):
    task = planned(team.kay, due_at=due(1))
    planned(team.kay, title="later", due_at=due(9))
    assert titles(team.kay, overdue=True) == []
    clock.advance(hours=1, seconds=1)
    assert titles(team.kay, overdue=True) == ["Call Lin"]
    assert reading.named(team.kay, reading.seen(team.kay, task.id)).is_overdue
    planning.mark(team.kay, task.id, done=True)
    assert titles(team.kay, overdue=True) == []


def test_a_list_is_read_page_by_page_with_nothing_twice_and_nothing_left_out(team: Team):
    wanted = [f"number {number}" for number in range(7)]
    for number, title in enumerate(wanted):
        about = LIN if number % 2 else ""
        planned(team.kay, team.tom_id, title=title, client_id=about, due_at=due(number + 1))
    for actor in (team.mia, team.kay, team.tom):
        found, cursor = [], None
        while True:
            page = reading.tasks(actor, TaskFilter(status=OPEN), PageRequest(2, cursor))
            found += [one.task.title for one in page.items]
            cursor = page.next_cursor
            if cursor is None:
                break
        assert found == wanted


def test_whoever_is_given_a_task_hears_of_it_once_and_who_makes_one_for_themself_does_not(
    team: Team, courier: Courier
):
    task = planned(team.tom, team.tom_id, team.kay_id, title="Plan")
    courier.deliver_all(twice=True)
    both = draft(team.tom_id, team.kay_id, team.ola_id, title="Plan")
    planning.change(team.tom, task.id, both)
    courier.deliver_all(twice=True)
    assert told(team, "tom") == []
    (code, facts) = told(team, "kay")[0]
    assert (code, facts["title"], len(told(team, "kay"))) == ("task_assigned", "Plan", 1)
    assert [one for one, _ in told(team, "ola")] == ["task_assigned"]


def test_a_notice_names_the_client_and_never_quotes_a_title_about_one(team: Team, courier: Courier):
    planned(team.mia, team.kay_id, title="Call Mrs Lin", client_id=LIN)
    courier.deliver_all()
    ((_, facts),) = told(team, "kay")
    assert "title" not in facts
    assert facts["client_name"] == "Lin Chen"


def test_assignees_are_reminded_at_the_time_and_only_once(
    team: Team, clock: FixedClock, courier: Courier
):
    at = due(23)
    planned(team.kay, team.kay_id, team.tom_id, remind_at=at)
    clock.advance(hours=22, minutes=59)
    assert sweep() == 0
    clock.advance(minutes=1)
    assert (sweep(), sweep()) == (1, 0)
    courier.deliver_all(twice=True)
    for who in ("kay", "tom"):
        assert [one for one, _ in told(team, who)].count("task_due") == 1


def test_reminding_goes_on_past_what_is_read_at_once(team: Team, clock: FixedClock):
    for number in range(5):
        planned(team.kay, title=f"{number}", remind_at=due(1))
    clock.advance(hours=2)
    assert sweep(at_once=2) == 5


def test_nobody_is_reminded_of_what_is_done(team: Team, clock: FixedClock):
    task = planned(team.kay, remind_at=due(1))
    planning.mark(team.kay, task.id, done=True)
    clock.advance(hours=2)
    assert sweep() == 0


def test_a_reminder_that_could_not_ring_in_time_is_refused(team: Team):
    for hours, code in ((25, "reminder_after_due"), (-1, "reminder_in_the_past")):
        with pytest.raises(Invalid) as refused:
            planned(team.kay, remind_at=due(hours))
        assert (refused.value.code, refused.value.field) == (code, "remind_at")


def test_nobody_is_given_a_task_who_could_not_read_it(team: Team):
    for unfit in (team.ned_id, "stf_nobody"):
        with pytest.raises(Invalid) as refused:
            planned(team.kay, unfit)
        assert (refused.value.code, refused.value.facts) == ("assignee_unfit", {"staff_id": unfit})
    names = [one.name for one in reading.colleagues()]
    assert names == ["Kay", "Mia", "Ola", "Tom"]


def test_a_task_that_is_put_off_stands_where_its_new_time_puts_it(team: Team):
    task = planned(team.kay, title="first", due_at=due(1), client_id=LIN)
    planned(team.kay, title="second", due_at=due(2))
    planning.change(team.kay, task.id, draft(team.kay_id, title="first", due_at=due(3)))
    for actor in (team.kay, team.tom, team.mia):
        assert titles(actor) == ["second", "first"]
    assert titles(team.kay, client_id=LIN) == []


def test_done_is_said_once_and_can_be_taken_back(team: Team, clock: FixedClock):
    task = planned(team.kay)
    first = planning.mark(team.kay, task.id, done=True).task
    clock.advance(hours=1)
    again = planning.mark(team.tom, task.id, done=True).task
    assert (again.done_by, again.done_at) == (team.kay_id, first.done_at)
    reopened = planning.mark(team.tom, task.id, done=False).task
    assert (reopened.status, reopened.done_at, reopened.done_by) == (OPEN, None, "")


def test_tasks_follow_a_client_who_gets_another_owner(team: Team, courier: Courier):
    planned(team.mia, title="About Lin", client_id=LIN)
    give_to(LIN, team.ola_id)
    courier.deliver_all(twice=True)
    assert (titles(team.kay), titles(team.ola)) == ([], ["About Lin"])


def test_a_deleted_task_is_gone_from_every_list_and_stays_on_record(team: Team):
    task = planned(team.kay, team.tom_id, client_id=LIN)
    planning.delete(team.kay, task.id)
    assert [titles(getattr(team, who)) for who in ("kay", "tom", "mia")] == [[], [], []]
    lines = audit.of_object("task", task.id, PageRequest()).items
    assert [one.action for one in lines] == ["task_deleted", "task_created"]
    assert "Call Lin" not in str(lines)


def test_erasing_a_client_takes_the_tasks_about_them_and_no_others(team: Team):
    for number in range(30):
        planned(team.kay, title=f"{number}", client_id=LIN)
    planned(team.kay, title="Tidy up")
    (erase,) = keeping.KEEPER.erasers
    while erase(lambda work: ports.transact(SYSTEM, work), LIN, None):
        pass
    assert titles(team.mia) == ["Tidy up"]


def test_changing_a_task_to_what_it_is_changes_nothing(team: Team):
    task = planned(team.kay, due_at=due(5))
    same = draft(team.kay_id, due_at=task.due_at)
    assert planning.change(team.kay, task.id, same).task == task
    later = replace(same, due_at=task.due_at + timedelta(hours=1))
    assert planning.change(team.kay, task.id, later).task.version == task.version + 1
