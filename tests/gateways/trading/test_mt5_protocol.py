"""What is MT5's alone: the handshake, the session on one connection, return codes, TLS."""

import json
import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from chalicelib.core.clock import FixedClock
from chalicelib.core.errors import OutcomeUnknown, VendorRefused, VendorUnavailable
from chalicelib.core.lots import Lots
from chalicelib.core.money import Money
from chalicelib.gateways.trading import errors
from chalicelib.gateways.trading.model import MarketOrder, PasswordKind, Side
from chalicelib.gateways.trading.mt5 import Mt5Settings, Mt5TradingServer
from chalicelib.gateways.trading.mt5.codes import code_of, refusal
from chalicelib.gateways.trading.mt5.handshake import password_hash, proof
from chalicelib.gateways.trading.mt5.rows import Row, rows
from chalicelib.gateways.trading.mt5.session import Mt5Session
from infra.simulators.mt5.sessions import expected_answer
from tests.gateways.trading.conftest import START, Mt5Platform, new_account, operation
from tests.simulators.mt5.kit import MANAGER, PASSWORD, Simulator

VECTORS = json.loads(
    (Path(__file__).parents[2] / "contract/vectors/mt5.json").read_text(encoding="utf-8")
)


@pytest.fixture
def far_side(mt5: Simulator) -> Iterator[Mt5Platform]:
    platform = Mt5Platform(mt5)
    yield platform
    mt5.lever("manager", permissions=["manager", "accountant", "accounts", "personal", "orders"])
    platform.server.close()


def connect(url: str, **changes: Any) -> Mt5TradingServer:
    members = {"base_url": url, "manager_login": MANAGER, "manager_password": PASSWORD}
    return Mt5TradingServer(Mt5Settings(**(members | changes)), FixedClock(START))


@pytest.mark.parametrize("vector", VECTORS["handshake"])
def test_the_handshake_matches_the_golden_vectors(vector: dict[str, str]):
    secret = password_hash(vector["password"])
    assert secret.hex() == vector["h2"]
    assert proof(secret, bytes.fromhex(vector["srv_rand"])) == vector["answer"]


@pytest.mark.parametrize("vector", VECTORS["handshake"])
def test_the_simulator_computes_the_same_with_its_own_code(vector: dict[str, str]):
    assert expected_answer(vector["password"], vector["srv_rand"]) == vector["answer"]


@pytest.mark.parametrize("vector", VECTORS["retcodes"])
def test_a_return_code_is_its_leading_number(vector: dict[str, Any]):
    assert code_of(vector["text"]) == vector["code"]


@pytest.mark.parametrize(
    ("code", "changing", "expected"),
    [
        (3, True, errors.TradingServerRefused),
        (7, True, OutcomeUnknown),
        (7, False, VendorUnavailable),
        (8, True, errors.NotPermitted),
        (9, True, OutcomeUnknown),
        (10, True, errors.TradingServerBusy),
        (12, True, errors.TradingServerBusy),
        (13, False, errors.TradingAccountUnknown),
        (1001, True, errors.ManagerRefused),
        (1034, True, errors.ManagerRefused),
        (3002, True, errors.LoginsExhausted),
        (3004, True, errors.AccountExists),
        (3006, False, errors.WrongPassword),
        (3008, True, errors.OpenTradesInTheWay),
        (3010, True, errors.CurrencyMismatch),
        (4005, True, errors.AmountTooLarge),
        (10012, True, OutcomeUnknown),
        (10013, True, errors.OrderInvalid),
        (10018, True, errors.MarketClosed),
        (10019, True, errors.InsufficientFundsOnServer),
        (10021, True, errors.MarketClosed),
        (99999, True, errors.TradingServerRefused),
    ],
)
def test_each_code_has_one_meaning(code: int, changing: bool, expected: type[Exception]):
    assert type(refusal(code, "text", vendor="mt5", changing=changing)) is expected


def test_nothing_is_asked_before_it_is_needed():
    connect("http://127.0.0.1:9")


def test_an_address_without_encryption_is_not_accepted():
    with pytest.raises(ValueError, match="https"):
        connect("http://mt5.example.com")


def test_a_server_that_is_not_there_is_unavailable():
    with pytest.raises(VendorUnavailable):
        connect("http://127.0.0.1:9").groups()


def test_a_wrong_manager_password_is_a_matter_of_settings(mt5: Simulator):
    with pytest.raises(errors.ManagerRefused) as refused:
        connect(mt5.url, manager_password="Password2").groups()
    assert refused.value.code == "trading_server_sign_in_refused"
    with pytest.raises(errors.ManagerRefused):
        connect(mt5.url, manager_login=1001).groups()


def test_a_server_that_cannot_prove_itself_gets_no_command(far_side: Mt5Platform):
    account = far_side.server.open_account(new_account(far_side.group()))
    far_side.simulator.lever("faults", fault="impostor", path="/api/auth/answer")
    with connecting(far_side) as fresh, pytest.raises(errors.ServerNotAuthentic) as refused:
        fresh.move_money(account.login, Money(100, "USD"), operation())
    assert refused.value.code == "trading_server_not_authentic"
    assert far_side.simulator.state(account.login)["deals"] == []


@pytest.mark.parametrize("path", ["/api/auth/start", "/api/auth/answer"])
def test_a_sign_in_that_makes_no_sense_is_an_outage(far_side: Mt5Platform, path: str):
    far_side.simulator.lever("faults", fault="garbled", path=path)
    with connecting(far_side) as fresh, pytest.raises(VendorUnavailable):
        fresh.groups()


@contextmanager
def connecting(far_side: Mt5Platform) -> Iterator[Mt5TradingServer]:
    """A second adapter, not signed in yet."""
    fresh = connect(far_side.simulator.url)
    yield fresh
    fresh.close()


def test_the_manager_password_does_not_show(mt5: Simulator):
    assert PASSWORD not in repr(Mt5Settings(mt5.url, MANAGER, PASSWORD))


def test_a_session_is_reused_and_renewed_when_it_grows_old(mt5: Simulator):
    seconds = [0.0]
    Mt5Platform(mt5)
    session = Mt5Session(Mt5Settings(mt5.url, MANAGER, PASSWORD), now=lambda: seconds[0])
    session.read("/api/test/access")
    cookie = dict(session._cookies)
    seconds[0] = 149
    session.read("/api/test/access")
    assert session._cookies == cookie
    seconds[0] = 149 + 151
    session.read("/api/test/access")
    assert session._cookies != cookie
    session.close()


def test_a_change_after_some_silence_first_makes_sure_of_the_connection(far_side: Mt5Platform):
    """Without the sign of life the drop would hit the change itself and leave it unknown."""
    account = far_side.server.open_account(new_account(far_side.group()))
    seconds = [0.0]
    session = Mt5Session(
        Mt5Settings(far_side.simulator.url, MANAGER, PASSWORD), now=lambda: seconds[0]
    )
    session.read("/api/test/access")
    far_side.simulator.lever("faults", fault="drop_before", path="/api/")
    seconds[0] = 21
    query = {"login": account.login, "type": 2, "balance": "1.00", "comment": operation()}
    assert session.change("/api/trade/balance", query)["Ticket"]
    session.close()


def test_callers_on_many_threads_share_one_session(far_side: Mt5Platform):
    account = far_side.server.open_account(new_account(far_side.group()))
    far_side.simulator.lever("faults", fault="signed_out", path="/api/trade/balance", after=3)

    def deposit(_number: int) -> int:
        return far_side.server.move_money(account.login, Money(100, "USD"), operation())

    with ThreadPoolExecutor(8) as pool:
        tickets = list(pool.map(deposit, range(24)))
    assert len(set(tickets)) == 24
    assert far_side.simulator.state(account.login)["figures"]["Balance"] == "24.00"


def test_a_session_that_the_server_let_die_is_renewed(far_side: Mt5Platform):
    group = far_side.group()
    account = far_side.server.open_account(new_account(group))
    far_side.advance(181)
    ticket = far_side.server.move_money(account.login, Money(100, "USD"), operation())
    assert len(far_side.simulator.state(account.login)["deals"]) == 1
    assert ticket


def test_a_broken_connection_takes_the_session_along_and_both_come_back(far_side: Mt5Platform):
    far_side.server.groups()
    far_side.simulator.lever("faults", fault="drop_before", path="/api/group/total")
    assert far_side.server.groups()


def test_passwords_travel_in_the_body_alone(far_side: Mt5Platform, caplog: Any):
    """The simulator refuses passwords in the query, so what succeeds has none there."""
    account = far_side.server.open_account(new_account(far_side.group()))
    with caplog.at_level(logging.DEBUG):
        far_side.server.change_password(account.login, PasswordKind.MAIN, "N3w-Secret")
        far_side.server.check_password(account.login, PasswordKind.MAIN, "N3w-Secret")
    assert "N3w-Secret" not in caplog.text
    assert all("N3w-Secret" not in str(vars(record)) for record in caplog.records)


def test_queries_stay_out_of_the_log(far_side: Mt5Platform, caplog: Any):
    account = far_side.server.open_account(new_account(far_side.group()))
    moved = operation()
    with caplog.at_level(logging.DEBUG):
        far_side.server.move_money(account.login, Money(12_345, "USD"), moved)
    said = " ".join(str(vars(record)) for record in caplog.records)
    assert "/api/trade/balance" in said
    assert moved not in said
    assert "123.45" not in said


def test_a_manager_without_the_right_is_told_so(far_side: Mt5Platform):
    account = far_side.server.open_account(new_account(far_side.group()))
    far_side.simulator.lever("manager", permissions=["manager", "accounts"])
    with pytest.raises(errors.NotPermitted) as refused:
        far_side.server.move_money(account.login, Money(100, "USD"), operation())
    assert refused.value.code == "trading_server_forbids"
    assert far_side.simulator.state(account.login)["deals"] == []


def test_a_trade_server_lost_behind_the_access_server_is_unknown(far_side: Mt5Platform):
    account = far_side.server.open_account(new_account(far_side.group()))
    far_side.simulator.lever("faults", fault="lost_trade_server", path="/api/trade/balance")
    with pytest.raises(OutcomeUnknown):
        far_side.server.move_money(account.login, Money(100, "USD"), operation())
    assert len(far_side.simulator.state(account.login)["deals"]) == 1


def test_an_order_whose_result_dies_with_the_connection_is_unknown(far_side: Mt5Platform):
    account = far_side.server.open_account(new_account(far_side.group()))
    far_side.server.move_money(account.login, Money(100_000, "USD"), operation())
    far_side.simulator.lever("faults", fault="drop_before", path="/api/dealer/get_request_result")
    with pytest.raises(OutcomeUnknown):
        far_side.server.place_order(MarketOrder(account.login, "EURUSD", Side.BUY, Lots(10)))
    assert len(far_side.server.open_positions(account.login)) == 1


def test_trading_disabled_leaves_the_other_rights_alone(far_side: Mt5Platform):
    account = far_side.server.open_account(new_account(far_side.group()))
    before = int(far_side.simulator.state(account.login)["user"]["Rights"])
    far_side.server.change_access(account.login, may_trade=False)
    after = int(far_side.simulator.state(account.login)["user"]["Rights"])
    assert after == before | 0x4


def test_waiting_orders_are_listed_until_they_fill(far_side: Mt5Platform):
    server = far_side.server
    account = server.open_account(new_account(far_side.group()))
    server.move_money(account.login, Money(1_000_000, "USD"), operation())
    far_side.pin("EURUSD", "1.10000")
    server._session.change(
        "/api/dealer/send_request",
        body={
            "Action": "201",
            "Login": str(account.login),
            "Symbol": "EURUSD",
            "Type": "2",
            "Volume": "1000",
            "PriceOrder": "1.09500",
        },
    )
    (waiting,) = server.orders(account.login)
    assert (waiting.kind, waiting.symbol, waiting.volume_ten_thousandths) == (
        "buy_limit",
        "EURUSD",
        1000,
    )
    assert waiting.placed_at == START
    far_side.pin("EURUSD", "1.09400")
    assert server.orders(account.login) == ()
    assert len(server.open_positions(account.login)) == 1


def test_a_server_asked_too_often_has_done_nothing_and_is_asked_again(far_side: Mt5Platform):
    """Code 12: the money did not move, and the same operation may be asked again at once."""
    account = far_side.server.open_account(new_account(far_side.group()))
    moved = operation()
    far_side.simulator.lever("faults", fault="busy", path="/api/trade/balance")
    with pytest.raises(errors.TradingServerBusy) as busy:
        far_side.server.move_money(account.login, Money(100, "USD"), moved)
    assert (busy.value.code, busy.value.facts["server_code"]) == ("trading_server_busy", 12)
    assert far_side.simulator.state(account.login)["deals"] == []
    far_side.server.move_money(account.login, Money(100, "USD"), moved)
    assert len(far_side.simulator.state(account.login)["deals"]) == 1


def test_a_session_lost_in_the_midst_of_a_batch_changes_nothing_twice(far_side: Mt5Platform):
    """A 403 comes before a command is looked at, so the batch goes on where it was."""
    group = far_side.group()
    logins = [far_side.server.open_account(new_account(group)).login for _ in range(6)]
    far_side.simulator.lever("faults", fault="signed_out", path="/api/trade/balance", after=2)
    far_side.simulator.lever("faults", fault="signed_out", path="/api/trade/balance", after=4)
    for login in logins:
        far_side.server.move_money(login, Money(100, "USD"), operation())
    for login in logins:
        assert len(far_side.simulator.state(login)["deals"]) == 1


def test_a_session_lost_between_the_blocks_of_a_long_read_loses_no_account(
    far_side: Mt5Platform,
):
    group = far_side.group()
    logins = [far_side.server.open_account(new_account(group)).login for _ in range(105)]
    fresh = connect(far_side.simulator.url)
    far_side.simulator.lever("faults", fault="signed_out", path="/api/user/account/", after=1)
    assert [figures.login for figures in fresh.figures(logins)] == logins
    fresh.close()


def test_a_comment_is_no_longer_than_the_server_keeps(far_side: Mt5Platform):
    account = far_side.server.open_account(new_account(far_side.group()))
    far_side.server.move_money(account.login, Money(100, "USD"), operation(), comment="x" * 200)
    (deal,) = far_side.simulator.state(account.login)["deals"]
    assert len(deal["Comment"]) <= 31


def test_a_certificate_of_their_own_making_needs_their_bundle(tmp_path: Path):
    certificate, key = self_signed(tmp_path)
    simulator = Simulator(tmp_path / "state", "--certificate", certificate, "--key", key)
    simulator.start()
    try:
        with pytest.raises(VendorUnavailable, match="name the file that holds it") as refused:
            connect(simulator.url).groups()
        assert refused.value.facts["reason"] == "certificate"
        assert connect(simulator.url, ca_bundle=certificate).groups()
    finally:
        simulator.stop()


def self_signed(folder: Path) -> tuple[str, str]:
    """Files with a certificate for 127.0.0.1, good for a day around now, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    address = x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(address, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    (folder / "server.pem").write_bytes(certificate.public_bytes(pem))
    (folder / "server.key").write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return str(folder / "server.pem"), str(folder / "server.key")


def test_a_record_that_makes_no_sense_is_a_broken_answer():
    row = Row({"Login": "12a", "Price": "NaN", "Action": "9"})
    with pytest.raises(VendorUnavailable):
        row.integer("Login")
    with pytest.raises(VendorUnavailable):
        row.decimal("Price")
    with pytest.raises(VendorUnavailable):
        row.among("Action", {0: "buy"})
    with pytest.raises(VendorUnavailable):
        row.inner("result")
    with pytest.raises(OutcomeUnknown):
        next(rows(["not a record"], changing=True))


def test_missing_members_are_empty_and_zero_prices_are_none():
    row = Row({"PriceSL": "0.00000"})
    assert row.text("Comment") == ""
    assert row.integer("Volume", 0) == 0
    assert row.price("PriceSL") is None


def test_amounts_finer_than_the_currency_are_rounded_half_to_even():
    row = Row({"Profit": "0.125", "Storage": "-1.3350", "Yen": "1000.00"})
    assert row.money("Profit", "USD") == Money(12, "USD")
    assert row.money("Storage", "USD") == Money(-134, "USD")
    assert row.money("Yen", "JPY") == Money(1000, "JPY")


def test_a_refusal_is_not_an_outage(far_side: Mt5Platform):
    with pytest.raises(VendorRefused) as refused:
        far_side.server.account(1)
    assert not isinstance(refused.value, VendorUnavailable)
    assert refused.value.facts["server_code"] == 13
