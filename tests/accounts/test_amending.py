"""What staff correct of an application: the type among its like, the leverage of the type."""

import pytest

import app
from chalicelib.accounts import public as accounts
from chalicelib.accounts.model import ACCOUNT_TYPES
from chalicelib.accounts.store import applications as application_rows
from chalicelib.approvals import public as approvals
from chalicelib.approvals.model import Verdict
from chalicelib.approvals.rules import Review
from chalicelib.approvals.service import decisions, editing
from chalicelib.core.actor import system
from chalicelib.core.errors import Invalid
from chalicelib.core.permissions import Permission
from chalicelib.settings import public as settings
from tests.accounts.test_opening import COURIER, applied
from tests.kit import trading
from tests.kit.approvals import DECIDING, member

EVA = member("Eva", permissions=DECIDING | {Permission.UPDATE_REQUESTS})
assert app.app  # puts the editors in their places


@pytest.fixture
def request_id(simulator, client) -> str:
    offered = (
        trading.account_type(),
        trading.account_type(
            "pro-usd", name={"en": "Pro"}, leverages=(10, 20), default_leverage=20
        ),
        trading.account_type("euro", currency="EUR", name={"en": "Euro"}),
        trading.account_type(trading.DEMO),
    )
    settings.adopt(system("test"), ACCOUNT_TYPES, offered)
    return applied(client).id


def edit(request_id: str, **values: str) -> approvals.Request:
    round_ = approvals.read(request_id).round
    return editing.edit(EVA, request_id, values, round_, "")


def test_types_of_the_same_server_kind_and_currency_are_offered(request_id: str):
    kind, leverage = editing.fields_of(EVA, approvals.read(request_id))
    assert [one.value for one in kind.choices] == [trading.LIVE, "pro-usd"]
    assert [one.label for one in leverage.choices] == ["1:50", "1:100", "1:200"]


def test_the_account_is_opened_as_corrected(request_id: str, client):
    request = edit(request_id, leverage="50")
    assert (request.summary["leverage"], request.first_asked["leverage"]) == (50, 200)
    decisions.decide(member("Ada"), request_id, Review(Verdict.APPROVED))
    COURIER.deliver_all()
    (account,) = accounts.accounts_of(client.id)
    assert account.leverage == 50


def test_another_type_brings_its_own_leverage(request_id: str):
    request = edit(request_id, account_type="pro-usd")
    assert (request.summary["account_type"], request.summary["leverage"]) == ("Pro", 20)
    application = application_rows.find_application(request_id)
    assert application is not None
    assert (application.account_type.id, application.leverage) == ("pro-usd", 20)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"leverage": "500"}, "leverage_not_offered"),
        ({"account_type": "euro"}, "account_type_not_offered"),
        ({"account_type": "pro-usd", "leverage": "100"}, "leverage_not_offered"),
    ],
)
def test_what_the_broker_does_not_offer_is_refused(
    request_id: str, values: dict[str, str], code: str
):
    with pytest.raises(Invalid) as refusal:
        edit(request_id, **values)
    assert refusal.value.code == code
    assert approvals.read(request_id).round == 1
