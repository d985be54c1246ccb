"""Money on trading servers: what an account may do, and the minutes in which a saga goes on."""

from dataclasses import replace

from chalicelib import ports
from chalicelib.accounts import store as accounts_store
from chalicelib.accounts.model import TradingAccount
from chalicelib.funds.service import transfer_saga
from chalicelib.storage.unit import Unit
from tests.kit.courier import Courier
from tests.kit.funds import SYSTEM, TradingSide


def allow(account: TradingAccount, **flags: bool) -> None:
    """Switch what an account may do, as its settings do."""

    def work(unit: Unit) -> None:
        before = accounts_store.find(account.id)
        assert before is not None
        accounts_store.change(unit, before, replace(before, flags=replace(before.flags, **flags)))

    ports.transact(SYSTEM, work)


def time_passes(trading: TradingSide, courier: Courier) -> None:
    """Six minutes go by, and whatever waits for its server is taken up again."""
    for _ in range(6):
        trading.advance(minutes=1)
        transfer_saga.sweep(SYSTEM, ports.now(), lambda: 60.0)
        courier.deliver_all()
