"""The Chalice app: which blueprints it has, who authenticates, and the one HTTP middleware."""

from chalice.app import Chalice

from chalicelib.accounts import public as accounts
from chalicelib.accounts.desk import desk as accounts_desk
from chalicelib.accounts.events import events as accounts_events
from chalicelib.accounts.portal import portal as accounts_portal
from chalicelib.approvals import public as approvals
from chalicelib.approvals.desk import desk as approvals_desk
from chalicelib.approvals.portal import portal as approvals_portal
from chalicelib.approvals.public import RequestType
from chalicelib.clients import public as clients
from chalicelib.clients.desk import desk as clients_desk
from chalicelib.clients.desk.blacklist import desk as clients_blacklist
from chalicelib.clients.desk.changes import changes as clients_changes
from chalicelib.clients.desk.jobs import client_jobs
from chalicelib.clients.desk.registration import desk as clients_registration
from chalicelib.clients.events import events as clients_events
from chalicelib.clients.portal import BLUEPRINTS as CLIENTS_PORTAL
from chalicelib.core.actor import Realm
from chalicelib.documents.portal import portal as documents_portal
from chalicelib.edge import auth, confirming, http
from chalicelib.edge.audit_chain import chain as audit_chain
from chalicelib.edge.relay import relay
from chalicelib.funds import public as funds
from chalicelib.funds.desk import BLUEPRINTS as FUNDS_DESK
from chalicelib.funds.events import events as funds_events
from chalicelib.funds.hooks import hooks as funds_hooks
from chalicelib.funds.portal import BLUEPRINTS as FUNDS_PORTAL
from chalicelib.identity import public as identity
from chalicelib.identity.desk import desk as identity_desk
from chalicelib.identity.portal import portal as identity_portal
from chalicelib.kyc import public as kyc
from chalicelib.kyc.desk import desk as kyc_desk
from chalicelib.kyc.events import events as kyc_events
from chalicelib.kyc.hooks import hooks as kyc_hooks
from chalicelib.kyc.portal import portal as kyc_portal
from chalicelib.notifications.desk import desk as notifications_desk
from chalicelib.notifications.events import events as notifications_events
from chalicelib.notifications.portal import portal as notifications_portal
from chalicelib.phones.desk import desk as phones_desk
from chalicelib.phones.events import events as phones_events
from chalicelib.phones.hooks import hooks as phones_hooks
from chalicelib.reports.desk import desk as reports_desk
from chalicelib.reports.events import events as reports_events
from chalicelib.settings.desk import desk as settings_desk
from chalicelib.settings.portal import portal as settings_portal
from chalicelib.staff.desk import desk as staff_desk

app = Chalice(app_name="fairlead")
app.api.binary_types = []
app.register_middleware(http.serve, "http")

clients.guard_deletion(funds.check_nothing_left)
auth.install(Realm.CLIENT, identity.authenticate_client)
auth.install(Realm.STAFF, identity.authenticate_staff)
confirming.install(identity.confirm)
identity.describe_client(clients.profile)
identity.recognise_clients(accounts.directory())
approvals.describe(RequestType.TRADER_REGISTRATION, clients.registration_details)
approvals.describe(RequestType.IB_REGISTRATION, clients.registration_details)
approvals.describe(RequestType.UPGRADE_TO_IB, clients.upgrade_details)
approvals.describe(RequestType.KYC, kyc.details)
approvals.guard(kyc.guard)
kyc.introduce(clients.client)
approvals.describe(RequestType.OPEN_ACCOUNT, accounts.application_details)
for request_type, provider in funds.PROVIDERS.items():
    approvals.describe(request_type, provider)

for blueprint in (
    relay,
    audit_chain,
    settings_desk,
    settings_portal,
    staff_desk,
    phones_desk,
    phones_events,
    phones_hooks,
    identity_desk,
    identity_portal,
    *CLIENTS_PORTAL,
    clients_desk,
    clients_registration,
    clients_blacklist,
    clients_changes,
    client_jobs,
    clients_events,
    kyc_portal,
    kyc_desk,
    kyc_events,
    kyc_hooks,
    accounts_portal,
    accounts_desk,
    accounts_events,
    approvals_desk,
    approvals_portal,
    notifications_desk,
    notifications_events,
    notifications_portal,
    documents_portal,
    *FUNDS_PORTAL,
    *FUNDS_DESK,
    funds_events,
    funds_hooks,
    reports_desk,
    reports_events,
):
    app.register_blueprint(blueprint)
