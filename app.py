"""The Chalice app: which faces it has, who authenticates, and the one HTTP middleware."""

from chalice.app import Chalice

from chalicelib.approvals import public as approvals
from chalicelib.approvals.public import Editor, RequestType
from chalicelib.clients import public as clients
from chalicelib.core.actor import Realm
from chalicelib.edge import auth, confirming, faces, http, sight
from chalicelib.edge.faces import Late
from chalicelib.identity import public as identity
from chalicelib.kyc import public as kyc

FACES = (
    "chalicelib.edge.relay",
    "chalicelib.edge.audit_chain",
    "chalicelib.settings.desk",
    "chalicelib.settings.portal",
    "chalicelib.staff.desk",
    "chalicelib.phones.desk",
    "chalicelib.phones.events",
    "chalicelib.phones.hooks",
    "chalicelib.identity.desk",
    "chalicelib.identity.portal",
    "chalicelib.clients.portal.registration",
    "chalicelib.clients.portal.upgrades",
    "chalicelib.clients.desk",
    "chalicelib.clients.desk.registration",
    "chalicelib.clients.desk.blacklist",
    "chalicelib.clients.desk.changes",
    "chalicelib.clients.desk.moves",
    "chalicelib.clients.desk.jobs",
    "chalicelib.clients.desk.imports",
    "chalicelib.clients.events",
    "chalicelib.kyc.portal",
    "chalicelib.kyc.desk",
    "chalicelib.kyc.events",
    "chalicelib.kyc.hooks",
    "chalicelib.accounts.portal",
    "chalicelib.accounts.desk",
    "chalicelib.accounts.events",
    "chalicelib.onboarding.portal",
    "chalicelib.onboarding.events",
    "chalicelib.approvals.desk",
    "chalicelib.approvals.portal",
    "chalicelib.approvals.events",
    "chalicelib.notifications.desk",
    "chalicelib.notifications.events",
    "chalicelib.notifications.portal",
    "chalicelib.documents.portal",
    "chalicelib.funds.portal.wallets",
    "chalicelib.funds.portal.deposits",
    "chalicelib.funds.portal.quotes",
    "chalicelib.funds.portal.transfers",
    "chalicelib.funds.portal.recipients",
    "chalicelib.funds.portal.withdrawals",
    "chalicelib.funds.desk.wallets",
    "chalicelib.funds.desk.movements",
    "chalicelib.funds.desk.operations",
    "chalicelib.funds.desk.withdrawals",
    "chalicelib.funds.desk.payouts",
    "chalicelib.funds.desk.asking",
    "chalicelib.funds.desk.invariants",
    "chalicelib.funds.desk.rates",
    "chalicelib.funds.desk.providers",
    "chalicelib.funds.desk.unmatched",
    "chalicelib.funds.events",
    "chalicelib.funds.hooks",
    "chalicelib.jobs.desk",
    "chalicelib.bulk.desk",
    "chalicelib.bulk.events",
    "chalicelib.partners.desk",
    "chalicelib.reconciliation.desk",
    "chalicelib.reconciliation.events",
    "chalicelib.partners.desk.terms",
    "chalicelib.partners.desk.earnings",
    "chalicelib.partners.desk.tiers",
    "chalicelib.partners.desk.reviews",
    "chalicelib.partners.desk.reporting",
    "chalicelib.partners.desk.runs",
    "chalicelib.partners.portal",
    "chalicelib.partners.events",
    "chalicelib.sales.desk",
    "chalicelib.sales.events",
    "chalicelib.support.portal",
    "chalicelib.support.desk",
    "chalicelib.support.events",
    "chalicelib.downlines.portal",
    "chalicelib.downlines.desk",
    "chalicelib.promotions.desk",
    "chalicelib.promotions.portal",
    "chalicelib.promotions.events",
    "chalicelib.reports.desk",
    "chalicelib.reports.portal",
    "chalicelib.reports.events",
    "chalicelib.privacy.portal",
    "chalicelib.privacy.events",
)
# Who shows the payload of a request on the review screen.
_DETAILS = {
    RequestType.TRADER_REGISTRATION: Late("chalicelib.clients.public", "registration_details"),
    RequestType.IB_REGISTRATION: Late("chalicelib.clients.public", "registration_details"),
    RequestType.UPGRADE_TO_IB: Late("chalicelib.clients.public", "upgrade_details"),
    RequestType.KYC: Late("chalicelib.kyc.public", "details"),
    RequestType.OPEN_ACCOUNT: Late("chalicelib.accounts.public", "application_details"),
    RequestType.UPDATE_LEVERAGE: Late("chalicelib.accounts.public", "change_details"),
    RequestType.NEW_CREDENTIALS: Late("chalicelib.accounts.public", "change_details"),
    RequestType.DEPOSIT: Late("chalicelib.funds.public", "deposit_details"),
    RequestType.TRANSFER: Late("chalicelib.funds.public", "transfer_details"),
    RequestType.WITHDRAWAL: Late("chalicelib.funds.public", "withdrawal_details"),
    RequestType.WITHDRAWAL_DETAILS: Late("chalicelib.funds.public", "saved_details"),
}
# Who lets a payload be corrected before it is decided, and carries the correction out.
_EDITORS = {
    RequestType.OPEN_ACCOUNT: Editor(
        Late("chalicelib.accounts.public", "application_fields"),
        Late("chalicelib.accounts.public", "amend_application"),
    ),
    RequestType.DEPOSIT: Editor(
        Late("chalicelib.funds.public", "deposit_fields"),
        Late("chalicelib.funds.public", "amend_deposit"),
    ),
    RequestType.WITHDRAWAL: Editor(
        Late("chalicelib.funds.public", "withdrawal_fields"),
        Late("chalicelib.funds.public", "amend_withdrawal"),
    ),
}

app = Chalice(app_name="fairlead")
app.api.binary_types = []
app.register_middleware(http.serve, "http")

auth.install(Realm.CLIENT, identity.authenticate_client)
auth.install(Realm.STAFF, identity.authenticate_staff)
confirming.install(identity.confirm)
sight.install(clients.veils_over)
identity.describe_client(clients.profile)
identity.recognise_clients(Late("chalicelib.accounts.public", "directory"))
identity.guard_departure(clients.check_owns_nobody)
identity.guard_departure(approvals.check_named_nowhere)
clients.guard_deletion(Late("chalicelib.funds.public", "check_nothing_left"))
clients.guard_deletion(Late("chalicelib.accounts.public", "check_nothing_left"))
clients.equip_ibs(Late("chalicelib.promotions.public", "begin"))
clients.attribute_by(Late("chalicelib.promotions.public", "mark_of"))
kyc.introduce(clients.client, clients.seeing)
approvals.guard(kyc.guard)
for request_type, details in _DETAILS.items():
    approvals.describe(request_type, details)
for request_type, editor in _EDITORS.items():
    approvals.editable(request_type, editor)

ANSWERING = faces.put_on(app, FACES)
