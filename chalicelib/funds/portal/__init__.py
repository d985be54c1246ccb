"""What clients can do with their money: one thin blueprint per use case."""

from chalicelib.funds.portal.deposits import portal_deposits as deposits
from chalicelib.funds.portal.transfers import portal as transfers
from chalicelib.funds.portal.wallets import portal as wallets
from chalicelib.funds.portal.withdrawals import portal as withdrawals

BLUEPRINTS = (wallets, deposits, transfers, withdrawals)
