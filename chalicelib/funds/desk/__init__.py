"""What staff can do with clients' money: one thin blueprint per use case."""

from chalicelib.funds.desk.invariants import desk as invariants
from chalicelib.funds.desk.wallets import desk as wallets
from chalicelib.funds.desk.withdrawals import desk as withdrawals

BLUEPRINTS = (wallets, withdrawals, invariants)
