"""From an application to an account on the server: once, whatever happens on the way."""

import pytest

from chalicelib import ports
from chalicelib.accounts import public as accounts
from chalicelib.accounts.events import accounts_events
from chalicelib.accounts.model import (
    ACCOUNT_LIMITS,
    AccountKind,
    AccountLimits,
    ApplicationForm,
    ApplicationStatus,
)
from chalicelib.accounts.service import applications, opening
from chalicelib.accounts.store import applications as application_rows
from chalicelib.approvals import public as approvals
from chalicelib.approvals.model import Verdict
from chalicelib.approvals.public import Mode, Request, RequestStatus, RequestType
from chalicelib.approvals.rules import Review
from chalicelib.approvals.service import decisions
from chalicelib.clients.model import AGREEMENTS, AgreementPurpose, ClientStatus
from chalicelib.clients.service import suspension
from chalicelib.core.actor import system
from chalicelib.core.consent import Acceptance
from chalicelib.core.errors import FairleadError, OutcomeUnknown, VendorUnavailable
from chalicelib.gateways.trading.model import PasswordKind
from chalicelib.settings import public as settings
from chalicelib.storage import aws, sealing
from tests.kit import trading
from tests.kit.approvals import automate, member
from tests.kit.clients import acting, active_client, command, published
from tests.kit.courier import Courier

ACCEPTED = tuple(
    Acceptance(one.document, one.version)
    for one in AGREEMENTS.default
    if one.purpose is AgreementPurpose.ACCOUNT
)
COURIER = Courier((accounts_events,))


def form(account_type_id: str = trading.LIVE, leverage: int | None = 200) -> ApplicationForm:
    return ApplicationForm(trading.SERVER, account_type_id, leverage, ACCEPTED)


def applied(client, **changes) -> Request:
    return applications.apply(acting(client), form(**changes), command())


def approved(client, **changes) -> Request:
    request = applied(client, **changes)
    decisions.decide(member("Ada"), request.id, Review(Verdict.APPROVED))
    return approvals.read(request.id)


def status(request: Request) -> RequestStatus:
    return approvals.read(request.id).status


def open_now(request: Request) -> None:
    opening.open_account(system("accounts-events"), request.id, command())


def logins_on_the_server(simulator, client) -> list[int]:
    """The accounts that the server has in this client's name."""
    every = simulator.lever("state", method="GET")["accounts"]
    mine = [one["user"] for one in every if one["user"]["Email"] == client.email]
    return [int(user["Login"]) for user in mine]


def test_an_application_waits_for_approval(simulator, client):
    request = applied(client)
    assert (request.type, request.status) == (RequestType.OPEN_ACCOUNT, RequestStatus.PENDING)
    assert request.summary == {
        "server": "Meridian Live",
        "account_type": "Standard",
        "kind": "live",
        "currency": "USD",
        "leverage": 200,
    }
    assert logins_on_the_server(simulator, client) == []


def test_an_approved_application_becomes_an_account(simulator, client):
    request = approved(client)
    COURIER.deliver_all()
    (account,) = accounts.accounts_of(client.id)
    assert logins_on_the_server(simulator, client) == [account.login]
    assert (account.kind, account.currency, account.leverage) == (AccountKind.LIVE, "USD", 200)
    assert account.group == "real\\standard-usd"
    done = approvals.read(request.id)
    assert done.status is RequestStatus.APPROVED
    assert done.summary["account"] == str(account.login)


def test_the_passwords_go_out_sealed_and_once_and_work(simulator, client):
    request = approved(client)
    COURIER.deliver_all()
    (told,) = published("accounts.account_opened")
    login = told.body["login"]
    for kind, sealed in (
        (PasswordKind.MAIN, told.body["sealed_main_password"]),
        (PasswordKind.INVESTOR, told.body["sealed_investor_password"]),
    ):
        password = sealing.unseal(sealed, purpose=opening.SEALED_FOR, context=request.id)
        accounts.server(trading.SERVER).check_password(login, kind, password)
        assert password not in everything_stored()
    application = application_rows.find_application(request.id)
    assert application is not None
    assert application.opening is None


def everything_stored() -> str:
    tables = ("accounts", "approvals", "audit", "outbox", "idempotency")
    dynamodb = aws.client("dynamodb")
    return str([dynamodb.scan(TableName=aws.resource(table))["Items"] for table in tables])


def test_in_automatic_mode_nobody_has_to_approve(simulator, client):
    automate(RequestType.OPEN_ACCOUNT, Mode.AUTOMATIC)
    request = applied(client)
    COURIER.deliver_all()
    assert status(request) is RequestStatus.APPROVED
    assert len(accounts.accounts_of(client.id)) == 1


def test_an_approval_delivered_twice_and_backwards_opens_one_account(simulator, client):
    request = approved(client)
    COURIER.deliver_all(twice=True, reverse=True)
    open_now(request)
    assert len(logins_on_the_server(simulator, client)) == 1
    assert len(accounts.accounts_of(client.id)) == 1
    assert len(published("accounts.account_opened")) == 1


@pytest.mark.parametrize("fault", ["drop_after_commit", "drop_midway", "lost_trade_server"])
def test_after_a_lost_answer_the_account_is_found_and_no_second_one_made(
    simulator, client, clock, fault
):
    request = approved(client)
    simulator.lever("faults", fault=fault, path="/api/user/add")
    with pytest.raises(OutcomeUnknown):
        open_now(request)
    assert len(logins_on_the_server(simulator, client)) == 1
    assert status(request) is RequestStatus.EXECUTING
    with pytest.raises(OutcomeUnknown):  # the server may still be at work: nobody asks again yet
        open_now(request)
    trading.advance(simulator, clock, 31)
    open_now(request)
    assert status(request) is RequestStatus.APPROVED
    assert logins_on_the_server(simulator, client) == [
        account.login for account in accounts.accounts_of(client.id)
    ]


def test_the_passwords_told_after_a_lost_answer_are_those_of_the_account(simulator, client, clock):
    request = approved(client)
    simulator.lever("faults", fault="drop_after_commit", path="/api/user/add")
    with pytest.raises(OutcomeUnknown):
        open_now(request)
    trading.advance(simulator, clock, 31)
    open_now(request)
    (told,) = published("accounts.account_opened")
    password = sealing.unseal(
        told.body["sealed_main_password"], purpose=opening.SEALED_FOR, context=request.id
    )
    accounts.server(trading.SERVER).check_password(told.body["login"], PasswordKind.MAIN, password)


def test_a_question_that_never_arrived_is_asked_again(simulator, client, clock):
    request = approved(client)
    simulator.lever("faults", fault="drop_before", path="/api/user/add")
    with pytest.raises(OutcomeUnknown):
        open_now(request)
    assert logins_on_the_server(simulator, client) == []
    trading.advance(simulator, clock, 31)
    open_now(request)
    assert len(logins_on_the_server(simulator, client)) == 1
    assert status(request) is RequestStatus.APPROVED


def test_while_the_server_is_away_the_request_waits(simulator, client, clock):
    request = approved(client)
    simulator.lever("faults", fault="unavailable", path="/api/", times=50)
    with pytest.raises(VendorUnavailable):
        open_now(request)
    assert status(request) is RequestStatus.EXECUTING
    simulator.lever("faults", method="DELETE")
    trading.advance(simulator, clock, 31)
    open_now(request)
    assert status(request) is RequestStatus.APPROVED


def test_a_refusal_returns_the_request_to_staff_who_may_approve_again(simulator, client, clock):
    trading.configure(simulator, clock, trading.account_type(group="real\\no-such-group"))
    request = approved(client)
    COURIER.deliver_all()
    returned = approvals.read(request.id)
    assert (returned.status, returned.returned_code) == (RequestStatus.PENDING, "group_unknown")
    application = application_rows.find_application(request.id)
    assert application is not None
    assert (application.status, application.refusal_code) == (
        ApplicationStatus.SUBMITTED,
        "group_unknown",
    )
    simulator.lever(
        "groups",
        name="real\\no-such-group",
        currency="USD",
        digits=2,
        first_login=700001,
        last_login=700100,
    )
    decisions.decide(member("Ada"), request.id, Review(Verdict.APPROVED))
    COURIER.deliver_all()
    assert status(request) is RequestStatus.APPROVED
    assert logins_on_the_server(simulator, client) == [700001]


def test_not_being_let_look_is_not_taken_for_not_done(simulator, client, clock):
    request = approved(client)
    simulator.lever("faults", fault="drop_after_commit", path="/api/user/add")
    with pytest.raises(OutcomeUnknown):
        open_now(request)
    trading.advance(simulator, clock, 31)
    with trading.without_rights(simulator), pytest.raises(VendorUnavailable):
        open_now(request)
    assert status(request) is RequestStatus.EXECUTING
    open_now(request)
    assert len(logins_on_the_server(simulator, client)) == 1


def test_a_type_with_a_range_gets_the_next_free_login_of_it(simulator, client, clock):
    ranged = trading.account_type(first_login=810_001, last_login=810_003)
    trading.configure(simulator, clock, ranged)
    taken = approved(client)
    COURIER.deliver_all()
    assert [one.login for one in accounts.accounts_of(client.id)] == [810_001]
    other = active_client()
    approved(other)
    COURIER.deliver_all()
    assert [one.login for one in accounts.accounts_of(other.id)] == [810_002]
    assert status(taken) is RequestStatus.APPROVED


def test_logins_taken_by_others_are_passed_over_and_a_used_up_range_is_said(
    simulator, client, clock
):
    first = trading.account_type("a", first_login=811_001, last_login=811_002)
    same = trading.account_type("b", first_login=811_001, last_login=811_002)
    trading.configure(simulator, clock, first, same)
    approved(client, account_type_id="a")
    COURIER.deliver_all()
    approved(client, account_type_id="b")
    COURIER.deliver_all()
    assert {one.login for one in accounts.accounts_of(client.id)} == {811_001, 811_002}
    request = approved(client, account_type_id="b")
    COURIER.deliver_all()
    assert approvals.read(request.id).returned_code == "logins_exhausted"


# ---- what can be asked for


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"account_type_id": "no-such-type"}, "account_type_not_offered"),
        ({"leverage": 500}, "leverage_not_offered"),
    ],
)
def test_only_what_is_offered_can_be_asked_for(simulator, client, changes, code):
    with pytest.raises(FairleadError) as refusal:
        applied(client, **changes)
    assert refusal.value.code == code


def test_agreements_must_be_acknowledged_in_their_version(simulator, client):
    for accepted in ((), (Acceptance("risk-disclosure", "0"),)):
        asked = ApplicationForm(trading.SERVER, trading.LIVE, 100, accepted)
        with pytest.raises(FairleadError) as refusal:
            applications.apply(acting(client), asked, command())
        assert refusal.value.code == "agreement_not_accepted"


def test_a_suspended_client_cannot_ask(simulator, client):
    suspension.suspend(member("Ada"), client.id, "papers expired")
    with pytest.raises(FairleadError) as refusal:
        applied(client)
    assert refusal.value.code == "client_not_active"
    assert refusal.value.facts["status"] == ClientStatus.SUSPENDED.value


def test_limits_count_what_is_open_and_what_is_asked_for(simulator, client):
    settings.adopt(system("test"), ACCOUNT_LIMITS, AccountLimits(live=1, demo=1))
    waiting = applied(client)
    with pytest.raises(FairleadError) as refusal:
        applied(client)
    assert refusal.value.code == "account_limit_reached"
    assert refusal.value.facts == {"kind": "live", "limit": 1}
    assert applied(client, account_type_id=trading.DEMO).status is RequestStatus.PENDING
    left = applications.options(client.id)
    assert (left.live_left, left.demo_left) == (0, 0)
    decisions.decide(member("Ada"), waiting.id, Review(Verdict.REJECTED, "not now"))
    COURIER.deliver_all(twice=True)
    assert applications.options(client.id).live_left == 1
    assert applied(client).status is RequestStatus.PENDING


def test_an_application_taken_back_is_not_opened_and_frees_its_place(simulator, client):
    settings.adopt(system("test"), ACCOUNT_LIMITS, AccountLimits(live=1))
    request = applied(client)
    decisions.take_back(acting(client), request.id)
    COURIER.deliver_all()
    application = application_rows.find_application(request.id)
    assert application is not None
    assert application.status is ApplicationStatus.CANCELLED
    open_now(request)
    assert logins_on_the_server(simulator, client) == []
    assert applications.options(client.id).live_left == 1


def test_the_options_show_visible_types_of_offered_servers(simulator, client, clock):
    hidden = trading.account_type("hidden", visible=False)
    elsewhere = trading.account_type("elsewhere", server_id="another")
    trading.configure(simulator, clock, trading.account_type(), hidden, elsewhere)
    (offer,) = applications.options(client.id).servers
    assert [kind.id for kind in offer.account_types] == [trading.LIVE]


def test_the_same_command_applies_once(simulator, client):
    intention = command()
    first = applications.apply(acting(client), form(), intention)
    answer = intention.answered()
    assert answer is not None
    assert first.id in answer.body
    assert ports.now() == first.submitted_at
