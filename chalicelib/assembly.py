"""What the application is put together of: who takes part where, and who declares settings.

Tables of names only, read by whichever function comes to need them; see `core.seams`. A capability
that has a part in what one below it does writes the function here, and nowhere else.
"""

from chalicelib.core.seams import Late

_CLIENTS, _KYC = "chalicelib.clients.public", "chalicelib.kyc.public"
_ACCOUNTS, _FUNDS = "chalicelib.accounts.public", "chalicelib.funds.public"
_PROMOTIONS = "chalicelib.promotions.public"

PARTS: dict[str, tuple[Late, ...]] = {
    "identity.describing_clients": (Late(_CLIENTS, "profile"),),
    "identity.recognising_clients": (Late(_ACCOUNTS, "directory"),),
    "identity.departures": (
        Late(_CLIENTS, "check_owns_nobody"),
        Late("chalicelib.approvals.public", "check_named_nowhere"),
    ),
    "clients.deleting": (
        Late(_FUNDS, "check_nothing_left"),
        Late(_ACCOUNTS, "check_nothing_left"),
    ),
    "clients.equipping_ibs": (Late(_PROMOTIONS, "begin"),),
    "clients.attributing": (Late(_PROMOTIONS, "mark_of"),),
    "kyc.knowing_clients": (Late(_CLIENTS, "client"),),
    "kyc.seeing_clients": (Late(_CLIENTS, "seeing"),),
    "approvals.opening": (Late(_KYC, "guard"),),
    # Who shows the payload of a request on the review screen.
    "approvals.details.trader_registration": (Late(_CLIENTS, "registration_details"),),
    "approvals.details.ib_registration": (Late(_CLIENTS, "registration_details"),),
    "approvals.details.upgrade_to_ib": (Late(_CLIENTS, "upgrade_details"),),
    "approvals.details.kyc": (Late(_KYC, "details"),),
    "approvals.details.open_account": (Late(_ACCOUNTS, "application_details"),),
    "approvals.details.update_leverage": (Late(_ACCOUNTS, "change_details"),),
    "approvals.details.reset_password": (Late(_ACCOUNTS, "change_details"),),
    "approvals.details.deposit": (Late(_FUNDS, "deposit_details"),),
    "approvals.details.transfer": (Late(_FUNDS, "transfer_details"),),
    "approvals.details.withdrawal": (Late(_FUNDS, "withdrawal_details"),),
    "approvals.details.withdrawal_details": (Late(_FUNDS, "saved_details"),),
    # Who lets a payload be corrected before it is decided, and carries the correction out.
    "approvals.fields.open_account": (Late(_ACCOUNTS, "application_fields"),),
    "approvals.edits.open_account": (Late(_ACCOUNTS, "amend_application"),),
    "approvals.fields.deposit": (Late(_FUNDS, "deposit_fields"),),
    "approvals.edits.deposit": (Late(_FUNDS, "amend_deposit"),),
    "approvals.fields.withdrawal": (Late(_FUNDS, "withdrawal_fields"),),
    "approvals.edits.withdrawal": (Late(_FUNDS, "amend_withdrawal"),),
}

# Where a list of all settings, or of the public ones, finds them.
SETTINGS = (
    "chalicelib.settings.model",
    "chalicelib.phones.model",
    "chalicelib.identity.model.settings",
    "chalicelib.identity.model.factors",
    "chalicelib.identity.model.ways_in",
    "chalicelib.notifications.model",
    "chalicelib.approvals.model.settings",
    "chalicelib.kyc.model.settings",
    "chalicelib.clients.model",
    "chalicelib.clients.model.agreements",
    "chalicelib.clients.model.answers",
    "chalicelib.clients.model.groups",
    "chalicelib.clients.model.jobs",
    "chalicelib.clients.model.news",
    "chalicelib.clients.model.tags",
    "chalicelib.clients.model.uplines",
    "chalicelib.accounts.model.changes",
    "chalicelib.accounts.model.deals",
    "chalicelib.accounts.model.demo",
    "chalicelib.accounts.model.offer",
    "chalicelib.accounts.model.rebates",
    "chalicelib.accounts.model.symbols",
    "chalicelib.funds.model.client_transfers",
    "chalicelib.funds.model.psps",
    "chalicelib.funds.model.settings",
    "chalicelib.partners.model.onward",
    "chalicelib.partners.model.plans",
    "chalicelib.partners.model.reviews",
    "chalicelib.partners.model.tiers",
    "chalicelib.promotions.model",
    "chalicelib.reconciliation.model.runs",
    "chalicelib.support.model",
)
