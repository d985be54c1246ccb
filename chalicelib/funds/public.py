"""What other capabilities may call of funds.

Booking is for capabilities above (partners, prop, competitions): they build an entry with
`ledger.entry` and book it with `ledger.post` in the unit of their own effect. Holds likewise.
"""

from typing import TYPE_CHECKING

from chalicelib.core.on_demand import on_demand

if TYPE_CHECKING:
    from chalicelib.funds.model.deposits import Deposit
    from chalicelib.funds.model.ledger import (
        BANK_CLEARING,
        CONVERSION,
        FEE_INCOME,
        IB_COMMISSION_EXPENSE,
        SUSPENSE,
        AccountKind,
        Cause,
        CauseType,
        Entry,
        EntryExists,
        EntryKind,
        LedgerAccount,
        Posting,
        RateLeg,
        available,
        held,
        psp_clearing,
        trading_clearing,
    )
    from chalicelib.funds.model.movements import Reported as ReportedMovement
    from chalicelib.funds.model.onward import DaysCommissions, OnwardState, Stays
    from chalicelib.funds.model.operations import OperationDraft, OperationKind
    from chalicelib.funds.model.rates import Quote, RateDirection, RateMissing, RateStale
    from chalicelib.funds.model.transactions import Total, Transaction, TransactionKind
    from chalicelib.funds.model.wallets import InsufficientFunds, Wallet
    from chalicelib.funds.service import holds, ledger, operations, rates
    from chalicelib.funds.service.amending import (
        amend_deposit,
        amend_withdrawal,
        deposit_fields,
        withdrawal_fields,
    )
    from chalicelib.funds.service.at_instant import OpenHold, WalletThen, wallets_at
    from chalicelib.funds.service.booked import (
        awaits_decision,
        booked,
        deposits_of,
        journal_parts,
        payment_providers,
    )
    from chalicelib.funds.service.deposit_details import of_deposit as deposit_details
    from chalicelib.funds.service.descriptions import of_transfer as transfer_details
    from chalicelib.funds.service.descriptions import of_withdrawal as withdrawal_details
    from chalicelib.funds.service.descriptions import of_withdrawal_details as saved_details
    from chalicelib.funds.service.export import exported
    from chalicelib.funds.service.fingerprints import Means, accounts_of, card_of
    from chalicelib.funds.service.invariants.passes import run_to_the_end as check_invariants
    from chalicelib.funds.service.keeping import KEEPER
    from chalicelib.funds.service.leaving import check_nothing_left
    from chalicelib.funds.service.movement_filters import TransactionFilters
    from chalicelib.funds.service.movements import page as movements
    from chalicelib.funds.service.onward_commissions import account_for as account_for_commissions
    from chalicelib.funds.service.onward_commissions import pass_on as pass_on_commissions
    from chalicelib.funds.service.onward_commissions import problem_with as problem_with_account
    from chalicelib.funds.service.onward_commissions import states_of as onward_states
    from chalicelib.funds.service.rates import Found as FoundRate
    from chalicelib.funds.service.rates import at_moment as rates_at
    from chalicelib.funds.service.reading import (
        MovementFilter,
        in_wallet,
        wallets_of,
        wallets_of_many,
    )
    from chalicelib.funds.service.reading import totals as transaction_totals
    from chalicelib.funds.service.reading import transactions as transactions_of
else:
    __getattr__ = on_demand(__name__)

__all__ = [
    "BANK_CLEARING",
    "CONVERSION",
    "FEE_INCOME",
    "IB_COMMISSION_EXPENSE",
    "KEEPER",
    "SUSPENSE",
    "AccountKind",
    "Cause",
    "CauseType",
    "DaysCommissions",
    "Deposit",
    "Entry",
    "EntryExists",
    "EntryKind",
    "FoundRate",
    "InsufficientFunds",
    "LedgerAccount",
    "Means",
    "MovementFilter",
    "OnwardState",
    "OpenHold",
    "OperationDraft",
    "OperationKind",
    "Posting",
    "Quote",
    "RateDirection",
    "RateLeg",
    "RateMissing",
    "RateStale",
    "ReportedMovement",
    "Stays",
    "Total",
    "Transaction",
    "TransactionFilters",
    "TransactionKind",
    "Wallet",
    "WalletThen",
    "account_for_commissions",
    "accounts_of",
    "amend_deposit",
    "amend_withdrawal",
    "available",
    "awaits_decision",
    "booked",
    "card_of",
    "check_invariants",
    "check_nothing_left",
    "deposit_details",
    "deposit_fields",
    "deposits_of",
    "exported",
    "held",
    "holds",
    "in_wallet",
    "journal_parts",
    "ledger",
    "movements",
    "onward_states",
    "operations",
    "pass_on_commissions",
    "payment_providers",
    "problem_with_account",
    "psp_clearing",
    "rates",
    "rates_at",
    "saved_details",
    "trading_clearing",
    "transaction_totals",
    "transactions_of",
    "transfer_details",
    "wallets_at",
    "wallets_of",
    "wallets_of_many",
    "withdrawal_details",
    "withdrawal_fields",
]
