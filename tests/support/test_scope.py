"""Who finds which tickets: the scope of whoever looks, filters, and clients who change hands."""

from dataclasses import replace

import pytest

from chalicelib import ports
from chalicelib.core.actor import system
from chalicelib.core.errors import Forbidden, Invalid, NotFound
from chalicelib.core.keeping import Run
from chalicelib.core.paging import PageRequest
from chalicelib.core.permissions import Permission
from chalicelib.privacy.service.keepers import KEEPERS
from chalicelib.support.model import TicketFilter, TicketStatus
from chalicelib.support.service import answering, keeping, reading
from chalicelib.support.service.asking import TicketDraft
from tests.kit.clients import give_to
from tests.kit.courier import Courier
from tests.support.desk import (
    ALL,
    Desk,
    answered,
    changed,
    now,
    own_thread,
    subjects,
    thread,
)


def about(subject: str, category: str = "money") -> TicketDraft:
    return TicketDraft(category, subject, "Please look.")


def test_staff_find_the_tickets_of_the_clients_they_see(desk: Desk):
    desk.asked(draft=about("Lin's"))
    desk.asked(desk.sam, about("Sam's"))
    assert subjects(desk.tom) == ["Sam's", "Lin's"]
    assert (subjects(desk.kay), subjects(desk.ola)) == (["Lin's"], [])


def test_what_is_outside_the_scope_does_not_exist(desk: Desk):
    ticket = desk.asked(desk.sam)
    for act in (
        lambda: reading.seen(desk.kay, ticket.id),
        lambda: reading.posts(desk.kay, ticket.id, ALL),
        lambda: answered(desk.kay, ticket),
        lambda: changed(desk.kay, ticket, status=TicketStatus.RESOLVED),
        lambda: answering.assignable(desk.kay, ticket.id),
        lambda: reading.tickets_of_client(desk.kay, desk.sam.id, TicketFilter(), ALL),
    ):
        with pytest.raises(NotFound):
            act()


@pytest.mark.parametrize("who", ["tom", "kay"])
def test_lists_are_cut_by_state_category_and_assignee(desk: Desk, who: str):
    actor = getattr(desk, who)
    desk.asked(draft=about("new"))
    waiting = desk.asked(draft=about("waiting", "identity"))
    answered(desk.kay, waiting)
    resolved = desk.asked(draft=about("resolved"))
    changed(desk.kay, resolved, status=TicketStatus.RESOLVED)
    taken = desk.asked(draft=about("Tom's"))
    changed(desk.tom, taken, assignee_id=desk.tom_id)
    free = desk.asked(draft=about("nobody's"))
    changed(desk.kay, free, assignee_id="")
    assert subjects(actor, resolved=False) == ["nobody's", "Tom's", "waiting", "new"]
    assert subjects(actor, resolved=True) == ["resolved"]
    assert subjects(actor, status=TicketStatus.WAITING) == ["waiting"]
    assert subjects(actor, category_id="identity") == ["waiting"]
    assert subjects(actor, assignee_id=desk.tom_id) == ["Tom's"]
    assert subjects(actor, assignee_id="") == ["nobody's"]
    assert subjects(actor, assignee_id=desk.kay_id, resolved=True) == ["resolved"]
    assert subjects(actor, assignee_id=desk.kay_id, category_id="identity") == ["waiting"]


def test_a_list_is_read_page_by_page_with_nothing_twice_and_nothing_left_out(desk: Desk):
    wanted = [f"number {number}" for number in range(7)]
    for subject in wanted:
        ticket = desk.asked(draft=about(subject))
        if subject in wanted[::2]:
            answered(desk.kay, ticket)
    for actor in (desk.tom, desk.kay):
        found, cursor = [], None
        while True:
            page = reading.tickets(actor, TicketFilter(resolved=False), PageRequest(3, cursor))
            found += [one.ticket.subject for one in page.items]
            cursor = page.next_cursor
            if cursor is None:
                break
        assert found == wanted[::-1]


def test_tickets_follow_a_client_who_gets_another_owner(desk: Desk, courier: Courier):
    mine, done = desk.asked(draft=about("open")), desk.asked(draft=about("done"))
    changed(desk.kay, done, status=TicketStatus.RESOLVED)
    give_to(desk.lin.id, desk.ola_id)
    courier.deliver_all(twice=True)
    assert (subjects(desk.kay), subjects(desk.ola)) == ([], ["done", "open"])
    assert (now(mine).assignee_id, now(done).assignee_id) == ("", desk.kay_id)
    assert thread(mine)[-1] == "released"


def test_anybody_who_answers_takes_a_ticket_and_lets_go_but_only_some_give_one(desk: Desk):
    ticket = desk.asked()
    changed(desk.kay, ticket, assignee_id="")
    changed(desk.kay, ticket, assignee_id=desk.kay_id)
    with pytest.raises(Forbidden) as refused:
        changed(desk.kay, ticket, assignee_id=desk.tom_id)
    assert refused.value.facts == {"permission": "assign_tickets"}
    assert changed(desk.tom, ticket, assignee_id=desk.tom_id).assignee_id == desk.tom_id
    with pytest.raises(Forbidden):
        changed(desk.kay, ticket, assignee_id=desk.kay_id)


def test_nobody_is_put_in_charge_who_could_not_answer(desk: Desk):
    ticket = desk.asked()
    for unfit in (desk.ola_id, "stf_nobody"):
        with pytest.raises(Invalid) as refused:
            changed(desk.tom, ticket, assignee_id=unfit)
        assert (refused.value.code, refused.value.field) == ("assignee_unfit", "assignee_id")
    names = [one.name for one in answering.assignable(desk.tom, ticket.id)]
    assert names == ["Kay", "Tom"]


def test_the_tab_of_a_client_shows_titles_to_all_who_see_the_client(desk: Desk):
    desk.asked(draft=about("open"))
    changed(desk.kay, desk.asked(draft=about("done")), status=TicketStatus.RESOLVED)
    reader = replace(desk.kay, permissions=frozenset({Permission.READ_CLIENTS}))
    for resolved, subject in ((False, "open"), (True, "done")):
        wanted = TicketFilter(resolved=resolved)
        (found,) = reading.tickets_of_client(reader, desk.lin.id, wanted, ALL).items
        assert (found.ticket.subject, found.assignee_name) == (subject, "Kay")


def test_moving_a_ticket_to_where_it_is_changes_nothing(desk: Desk):
    ticket = desk.asked()
    same = changed(desk.kay, ticket, assignee_id=desk.kay_id, status=TicketStatus.OPEN)
    assert (same.version, thread(ticket)) == (1, ["I paid on Monday."])


def test_a_copy_has_the_messages_of_both_sides_and_no_notes(desk: Desk):
    ticket = desk.asked()
    answered(desk.kay, ticket)
    answered(desk.kay, ticket, "Ask the bank.", is_note=True)
    assert keeping.KEEPER in KEEPERS
    assert keeping.KEEPER.copy is not None
    tickets, messages = keeping.KEEPER.copy(desk.lin.id)
    assert [one["subject"] for one in tickets.lines] == [ticket.subject]
    assert sorted(one["text"] for one in messages.lines) == sorted(own_thread(desk.lin, ticket))
    assert "Kay" not in str(messages.lines)


def test_erasing_a_client_leaves_nothing_of_their_tickets_and_all_of_others(desk: Desk):
    mine, theirs = desk.asked(), desk.asked(desk.sam)
    for _ in range(30):
        answered(desk.kay, mine, is_note=True)
    run: Run = lambda work: ports.transact(system("privacy"), work)  # noqa: E731
    (erase,) = keeping.KEEPER.erasers
    while erase(run, desk.lin.id, None):
        pass
    assert subjects(desk.tom) == [theirs.subject]
    assert thread(theirs) == ["I paid on Monday."]
    with pytest.raises(NotFound):
        now(mine)
