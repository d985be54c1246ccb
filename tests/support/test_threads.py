"""A ticket from the question to its end, and whom either side tells."""

from datetime import timedelta

import pytest

from chalicelib.clients.model.groups import GROUPS, STANDARD, ClientGroup
from chalicelib.core.actor import system
from chalicelib.core.clock import FixedClock
from chalicelib.core.errors import Forbidden, NotFound
from chalicelib.core.paging import PageRequest
from chalicelib.documents import public as documents
from chalicelib.documents.model import DocumentMissing, Purpose, UploadDraft
from chalicelib.settings import public as settings
from chalicelib.storage import audit
from chalicelib.storage.idempotency import AlreadyDone
from chalicelib.support.model import (
    CATEGORIES,
    Party,
    ReopenTooLate,
    TicketCategory,
    TicketIsResolved,
    TicketStatus,
)
from chalicelib.support.service import answering, asking, reading, silence
from chalicelib.support.service.asking import TicketDraft
from tests.gateways.files.samples import pdf
from tests.kit import files
from tests.kit.courier import Courier
from tests.kit.funds import command
from tests.support.desk import (
    ALL,
    QUESTION,
    Desk,
    answered,
    changed,
    now,
    own_thread,
    replied,
    subjects,
    thread,
    told,
)

SYSTEM = system("tickets-sweep")


def sweep() -> int:
    return silence.sweep(SYSTEM, lambda: 60)


def attached(desk: Desk) -> str:
    """A file of Lin's, for a ticket."""
    content = pdf()
    draft = UploadDraft(Purpose.TICKET, "statement.pdf", files.PDF, len(content))
    form = documents.start_upload_for(desk.lin, desk.lin.id, draft)
    files.send(form, content)
    return documents.accept_for(desk.lin, desk.lin.id, form.file_id).file_id


def test_a_question_is_answered_replied_to_and_closed(desk: Desk):
    ticket = desk.asked()
    answered(desk.kay, ticket)
    replied(desk.lin, ticket)
    answered(desk.kay, ticket, "It is there now.", status_after=TicketStatus.RESOLVED)
    texts = ["I paid on Monday.", "We look.", "Thank you.", "It is there now."]
    assert own_thread(desk.lin, ticket) == texts
    assert (now(ticket).status, now(ticket).resolved_by) == (TicketStatus.RESOLVED, Party.STAFF)


def test_opening_is_done_once_per_intention(desk: Desk):
    same = command("one")
    asking.open_ticket(desk.lin, QUESTION, same)
    with pytest.raises(AlreadyDone):
        asking.open_ticket(desk.lin, QUESTION, same)
    assert len(reading.own_tickets(desk.lin, reading.TicketFilter(), ALL).items) == 1


def test_a_new_ticket_goes_to_its_category_then_to_the_clients_owner_then_to_nobody(desk: Desk):
    assert desk.asked().assignee_id == desk.kay_id
    assert desk.asked(desk.sam).assignee_id == ""
    toms = TicketCategory("money", {"en": "Money"}, desk.tom_id)
    settings.adopt(SYSTEM, CATEGORIES, (toms,))
    assert desk.asked().assignee_id == desk.tom_id


def test_a_category_does_not_give_a_ticket_to_who_does_not_see_the_client(desk: Desk):
    olas = TicketCategory("money", {"en": "Money"}, desk.ola_id)
    settings.adopt(SYSTEM, CATEGORIES, (olas,))
    assert desk.asked().assignee_id == desk.kay_id


def test_notes_and_moves_are_between_staff(desk: Desk):
    ticket = desk.asked()
    answered(desk.kay, ticket, "Ask the bank.", is_note=True)
    changed(desk.kay, ticket, category_id="other")
    assert own_thread(desk.lin, ticket) == ["I paid on Monday."]
    assert thread(ticket) == ["I paid on Monday.", "Ask the bank.", "category_changed"]
    assert now(ticket).posted_by is Party.CLIENT


def test_the_client_closes_and_reopens_and_both_stand_in_the_thread(desk: Desk, clock: FixedClock):
    ticket = desk.asked()
    asking.close(desk.lin, ticket.id)
    asking.close(desk.lin, ticket.id)
    clock.advance(days=14)
    asking.reopen(desk.lin, ticket.id)
    assert own_thread(desk.lin, ticket)[1:] == ["resolved", "reopened"]
    assert now(ticket).status is TicketStatus.IN_PROGRESS


def test_a_client_who_comes_too_late_has_to_open_another(desk: Desk, clock: FixedClock):
    ticket = desk.asked()
    asking.close(desk.lin, ticket.id)
    clock.advance(days=14, seconds=1)
    shown = reading.as_own(now(ticket))
    assert not shown.can_reopen
    with pytest.raises(ReopenTooLate):
        asking.reopen(desk.lin, ticket.id)
    with pytest.raises(TicketIsResolved):
        replied(desk.lin, ticket)


def test_silence_of_seven_days_resolves_what_was_answered(
    desk: Desk, clock: FixedClock, courier: Courier
):
    ticket, unanswered = desk.asked(), desk.asked()
    answered(desk.kay, ticket)
    courier.deliver_all()
    clock.advance(days=6, hours=23)
    assert sweep() == 0
    clock.advance(hours=1)
    assert (sweep(), sweep()) == (1, 0)
    assert (now(ticket).resolved_by, now(unanswered).status) == (Party.SYSTEM, TicketStatus.OPEN)
    courier.deliver_all()
    assert told(desk.lin) == ["ticket_answered", "ticket_resolved"]


def test_silence_is_swept_past_what_a_page_holds(desk: Desk, clock: FixedClock):
    for _ in range(5):
        answered(desk.kay, desk.asked())
    clock.advance(days=8)
    assert silence.sweep(SYSTEM, lambda: 60, at_once=2) == 5


def test_each_side_hears_of_the_other_once(desk: Desk, courier: Courier):
    ticket = desk.asked()
    courier.deliver_all(twice=True)
    answered(desk.kay, ticket)
    courier.deliver_all(twice=True)
    replied(desk.lin, ticket)
    courier.deliver_all(twice=True)
    assert told(desk.kay) == ["ticket_new", "ticket_replied"]
    assert told(desk.lin) == ["ticket_answered"]
    assert told(desk.tom) == []


def test_while_nobody_has_it_all_who_could_hear_of_a_question(desk: Desk, courier: Courier):
    desk.asked(desk.sam)
    courier.deliver_all()
    assert (told(desk.tom), told(desk.kay)) == (["ticket_new"], [])


def test_who_is_given_a_ticket_hears_of_it_and_who_takes_one_does_not(desk: Desk, courier: Courier):
    ticket = desk.asked(desk.sam)
    changed(desk.tom, ticket, assignee_id=desk.tom_id)
    mine = desk.asked()
    changed(desk.tom, mine, assignee_id=desk.tom_id)
    changed(desk.tom, mine, assignee_id=desk.kay_id)
    courier.deliver_all()
    assert "ticket_assigned" not in told(desk.tom)
    assert told(desk.kay)[-1] == "ticket_assigned"


def test_a_file_of_the_clients_hangs_on_the_message_and_staff_open_it(desk: Desk):
    file_id = attached(desk)
    draft = TicketDraft("money", "See this", "Attached.", (file_id, file_id))
    ticket = desk.asked(draft=draft)
    (post,) = reading.posts(desk.kay, ticket.id, ALL).items
    assert [one.file_name for one in post.files] == ["statement.pdf"]
    link = documents.open_as_staff(desk.kay, documents.document(file_id))
    assert link.url


def test_a_file_for_something_else_or_of_another_does_not_hang_on_a_ticket(desk: Desk):
    proof = files.proof(desk.lin).file_id
    with pytest.raises(DocumentMissing):
        desk.asked(draft=TicketDraft("money", "See", "this", (proof,)))
    with pytest.raises(DocumentMissing):
        desk.asked(desk.sam, TicketDraft("money", "See", "this", (attached(desk),)))


def test_what_staff_attach_to_an_answer_is_the_clients_to_open_and_a_notes_is_not(desk: Desk):
    ticket = desk.asked()
    content = pdf()
    opened = []
    for for_note in (False, True):
        draft = ("letter.pdf", files.PDF, len(content))
        form = answering.start_upload(desk.kay, ticket.id, draft, for_note=for_note)
        files.send(form, content)
        answered(desk.kay, ticket, "See this.", file_ids=(form.file_id,), is_note=for_note)
        opened.append(form.file_id)
    sent, kept = (documents.document(one).purpose for one in opened)
    assert (sent, kept) == (Purpose.TICKET, Purpose.TICKET_NOTE)
    assert [one.file_id for one in documents.files_of(desk.lin.id)] == [opened[0]]


def test_a_group_without_tickets_reads_what_there_is_and_asks_nothing(desk: Desk):
    ticket = desk.asked()
    settings.adopt(SYSTEM, GROUPS, (ClientGroup(STANDARD, {"en": "Standard"}, modules=()),))
    for refused in (desk.asked, lambda: replied(desk.lin, ticket)):
        with pytest.raises(Forbidden) as refusal:
            refused()
        assert refusal.value.code == "module_off"
    assert own_thread(desk.lin, ticket) == ["I paid on Monday."]


def test_another_clients_ticket_does_not_exist(desk: Desk):
    ticket = desk.asked()
    for act in (
        lambda: reading.own(desk.sam, ticket.id),
        lambda: replied(desk.sam, ticket),
        lambda: asking.close(desk.sam, ticket.id),
        lambda: reading.own_posts(desk.sam, ticket.id, ALL),
    ):
        with pytest.raises(NotFound):
            act()


def test_what_happens_is_on_record(desk: Desk):
    ticket = desk.asked()
    answered(desk.kay, ticket)
    changed(desk.tom, ticket, status=TicketStatus.RESOLVED, assignee_id=desk.tom_id)
    lines = audit.of_object("ticket", ticket.id, PageRequest()).items
    assert [one.action for one in reversed(lines)] == [
        "ticket_opened",
        "ticket_answered",
        "ticket_changed",
    ]
    assert lines[0].before["assignee_id"] == desk.kay_id
    assert lines[0].after == {
        "status": "resolved",
        "assignee_id": desk.tom_id,
        "category_id": "money",
    }


def test_an_answer_of_staff_after_days_counts_silence_from_then(desk: Desk, clock: FixedClock):
    ticket = desk.asked()
    answered(desk.kay, ticket)
    clock.advance(days=5)
    answered(desk.kay, ticket, "Are you there?")
    clock.advance(days=5)
    assert sweep() == 0
    assert reading.as_own(now(ticket)).resolves_at == now(ticket).waiting_since + timedelta(days=7)


def test_staff_write_to_a_client_who_answers(desk: Desk, courier: Courier):
    draft = TicketDraft("money", "Your deposit", "Which bank was it?")
    ticket = answering.start(desk.kay, desk.lin.id, draft, command()).ticket
    assert ticket.status is TicketStatus.WAITING
    assert (ticket.posted_by, ticket.assignee_id) == (Party.STAFF, desk.kay_id)
    courier.deliver_all(twice=True)
    assert told(desk.lin) == ["ticket_started"]
    assert told(desk.kay) == []
    replied(desk.lin, ticket, "The blue one.")
    assert now(ticket).status is TicketStatus.IN_PROGRESS
    assert own_thread(desk.lin, ticket) == ["Which bank was it?", "The blue one."]


def test_staff_start_one_ticket_for_each_command(desk: Desk):
    draft, once = TicketDraft("money", "Your deposit", "Which bank was it?"), command()
    answering.start(desk.kay, desk.lin.id, draft, once)
    with pytest.raises(AlreadyDone):
        answering.start(desk.kay, desk.lin.id, draft, once)
    assert subjects(desk.kay) == ["Your deposit"]


def test_staff_write_to_nobody_outside_their_scope(desk: Desk):
    with pytest.raises(NotFound):
        answering.start(desk.ola, desk.lin.id, TicketDraft("money", "A", "B"), command())


def test_staff_write_to_nobody_who_could_not_answer(desk: Desk):
    settings.adopt(SYSTEM, GROUPS, (ClientGroup(STANDARD, {"en": "Standard"}, modules=()),))
    with pytest.raises(Forbidden) as refused:
        answering.start(desk.kay, desk.lin.id, TicketDraft("money", "A", "B"), command())
    assert refused.value.code == "module_off"
