"""The Chalice app: which faces it has, who authenticates, and the one HTTP middleware."""

from chalice.app import Chalice

from chalicelib.core.actor import Realm
from chalicelib.core.seams import Late, assembly
from chalicelib.edge import auth, confirming, faces, http, sight
from chalicelib.identity import public as identity

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
    "chalicelib.partners.desk.onward",
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
app = Chalice(app_name="fairlead")
app.api.binary_types = []
app.register_middleware(http.serve, "http")

auth.install(Realm.CLIENT, identity.authenticate_client)
auth.install(Realm.STAFF, identity.authenticate_staff)
confirming.install(identity.confirm)
sight.install(Late("chalicelib.clients.public", "veils_over"))

# Read now, so that where all faces are imported a name that does not exist is found out.
assembly()
ANSWERING = faces.put_on(app, FACES)
