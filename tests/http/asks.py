"""For each route that writes, a request that is fine: the tests spoil it in one way at a time.

A new route has to be given one here before the tests let it pass.
"""

import json
from collections.abc import Callable
from typing import Any

from twilio.request_validator import RequestValidator

from app import app
from chalicelib.approvals.model import Node, RequestType
from chalicelib.clients import public as clients
from chalicelib.core.actor import system
from chalicelib.core.consent import Acceptance
from chalicelib.core.money import Money
from chalicelib.funds.model.deposits import DepositMethod, DepositMethodKind
from chalicelib.funds.model.methods import MethodCurrency
from chalicelib.funds.model.psps import OPEN_PSPS, OpenPsp
from chalicelib.funds.model.settings import DEPOSIT_METHODS
from chalicelib.funds.service import psps
from chalicelib.gateways.files.port import PresignedUpload
from chalicelib.identity.model.factors import (
    CLIENT_FACTOR_RULES,
    STAFF_FACTOR_RULES,
    ClientFactorRules,
    StaffFactorRules,
)
from chalicelib.partners.model.earnings import Cause, CommissionState, PayoutFailure
from chalicelib.partners.model.onward import PAYOUTS_TO_ACCOUNTS
from chalicelib.partners.service import tier_settling
from chalicelib.phones import public as phones
from chalicelib.phones.service.texting import report_url
from chalicelib.settings import public as settings
from chalicelib.storage import sealing
from infra.simulators.btcpay.webhooks import sign as btcpay_signature
from infra.simulators.psp.notices import signed
from tests.http.contract import Checked, Route
from tests.http.parameters import (
    SETTING,
    SPAN,
    planned_move,
    promotional_link,
    rank_plan,
    ranks_form,
    recalculation,
    referred,
    simulation,
)
from tests.http.world import (
    PROOF,
    STATEMENT_FORM,
    Ask,
    World,
    address,
    application,
    details,
    document,
    mobile,
    off_account,
    task,
    transfer,
    unique,
    unwanted,
    upgrade,
    upload,
    wire,
)
from tests.kit import factors, files, people, reviews, tiers, trading
from tests.kit.approvals import publish_flow
from tests.kit.clients import ACCEPTED, IB_AGREEMENT, active_client, proof_of, published, sent_code
from tests.kit.earnings import settled
from tests.kit.http import Caller
from tests.kit.mails import came_back
from tests.kit.opened import binding, existing
from tests.kit.people import PASSWORD, Person
from tests.kit.promotions import form as link_form
from tests.kit.settings import settings_of
from tests.kit.slides import REALMS, hole, slid_at
from tests.kit.trading import SERVER
from tests.simulators.btcpay.kit import SECRET as BTCPAY_SECRET
from tests.simulators.twilio.kit import TOKEN

Prepare = Callable[[World], Ask]
ASKS: dict[str, Prepare] = {}
NEW_PASSWORD = "another Harbour 8"
CSRF = {"X-Fairlead-Csrf": "1"}
READ = {"read": True}


def prepared(world: World, route: Route) -> Ask:
    """The request for ``route``."""
    return world.ask(route.name, ASKS[route.name])


def asks(*names: str) -> Callable[[Prepare], Prepare]:
    """Enter what prepares the requests for the routes called ``names``."""

    def enter(prepare: Prepare) -> Prepare:
        ASKS.update(dict.fromkeys(names, prepare))
        return prepare

    return enter


def simple(name: str, by: str, body: Any = None, **ids: str) -> None:
    """Enter a request that needs nothing made ready."""
    ASKS[name] = lambda world: Ask(getattr(world, by), ids, body)


# ---- signing in, in both realms


def _person(world: World, face: str) -> Person:
    return world.newcomer() if face == "portal" else world.colleague()


def _for_face(face: str) -> None:
    @asks(f"{face}_sign_in")
    def sign_in(world: World) -> Ask:
        return Ask(world.anyone, body={"email": _person(world, face).email, "password": PASSWORD})

    @asks(f"{face}_refresh", f"{face}_sign_out")
    def by_cookie(world: World) -> Ask:
        person = world.signed_in(face, _person(world, face))
        return Ask(Checked(app, headers=dict(person.headers)), headers=CSRF)

    @asks(f"{face}_sign_out_everywhere")
    def sign_out_everywhere(world: World) -> Ask:
        return Ask(world.signed_in(face, _person(world, face)))

    @asks(f"{face}_send_reset_code")
    def send_reset_code(world: World) -> Ask:
        slide = slid_at(world.anyone, face, "password_reset")
        return Ask(world.anyone, body={"email": address(), "slide": slide})

    @asks(f"{face}_draw_slide")
    def draw_slide(world: World) -> Ask:
        return Ask(world.anyone, body={"purpose": "sign_in"})

    @asks(f"{face}_solve_slide")
    def solve_slide(world: World) -> Ask:
        sent = {"purpose": "sign_in"}
        drawn = world.done(world.anyone.post(f"/api/{face}/slides", sent)).body
        left = hole(REALMS[face], drawn["id"])
        return Ask(world.anyone, {"slide_id": drawn["id"]}, {"left": left})

    @asks(f"{face}_reset_password")
    def reset_password(world: World) -> Ask:
        email = _person(world, face).email
        sent = {"email": email, "slide": slid_at(world.anyone, face, "password_reset")}
        world.done(world.anyone.post(f"/api/{face}/password-resets/codes", sent))
        body = {"email": email, "code": sent_code(email), "password": NEW_PASSWORD}
        return Ask(world.anyone, body=body)

    @asks(f"{face}_change_password")
    def change_password(world: World) -> Ask:
        caller = world.signed_in(face, _person(world, face))
        return Ask(caller, body={"current": PASSWORD, "password": NEW_PASSWORD})

    @asks(f"{face}_sign_out_one")
    def sign_out_one(world: World) -> Ask:
        caller = world.signed_in(face, _person(world, face))
        found = world.done(caller.get(f"/api/{face}/sessions")).body["items"]
        return Ask(caller, {"session_id": found[0]["id"]})

    simple(f"{face}_change_me", "lin_caller" if face == "portal" else "owner", {"language": "zh"})


def _factor_for_face(face: str) -> None:
    @asks(f"{face}_confirm_sign_in")
    def confirm_sign_in(world: World) -> Ask:
        person = _person(world, face)
        app = factors.enrol(world.signed_in(face, person), face, world.clock.now())
        code = factors.totp(app.secret, world.clock.now(), 1)
        return Ask(
            world.anyone,
            body={"ticket": _ticket(world, face, person), "method": "totp", "answer": code},
        )

    @asks(f"{face}_start_sign_in_setup")
    def start_sign_in_setup(world: World) -> Ask:
        return Ask(world.anyone, body={"ticket": _ticket_to_set_up(world, face)})

    @asks(f"{face}_finish_sign_in_setup")
    def finish_sign_in_setup(world: World) -> Ask:
        sent = {"ticket": _ticket_to_set_up(world, face)}
        setup = world.done(world.anyone.post(f"/api/{face}/session/factor", sent)).body
        return Ask(
            world.anyone, body=sent | {"code": factors.totp(setup["secret"], world.clock.now())}
        )

    @asks(f"{face}_start_totp", f"{face}_start_passkey")
    def start_totp(world: World) -> Ask:
        caller = world.signed_in(face, _person(world, face))
        return Ask(caller, body={"password": PASSWORD})

    @asks(f"{face}_finish_totp")
    def finish_totp(world: World) -> Ask:
        ask = start_totp(world)
        setup = world.done(ask.by.post(f"/api/{face}/factor/totp", ask.body)).body
        return Ask(ask.by, body={"code": factors.totp(setup["secret"], world.clock.now())})

    @asks(f"{face}_finish_passkey")
    def finish_passkey(world: World) -> Ask:
        ask = start_totp(world)
        options = world.done(ask.by.post(f"/api/{face}/factor/passkeys", ask.body)).body["options"]
        key = factors.SoftKey(factors.PORTAL if face == "portal" else factors.DESK)
        return Ask(ask.by, body={"name": "Phone", "credential": key.make(options)})

    @asks(f"{face}_renew_recovery_codes")
    def renew_recovery_codes(world: World) -> Ask:
        caller = world.signed_in(face, _person(world, face))
        app = factors.enrol(caller, face, world.clock.now())
        shown = factors.header("recovery_code", app.recovery_codes[0])
        return Ask(caller, body={"password": PASSWORD}, headers=shown)

    @asks(f"{face}_remove_factor")
    def remove_factor(world: World) -> Ask:
        ask = renew_recovery_codes(world)
        return Ask(ask.by, body={"method": "totp", **ask.body}, headers=ask.headers)


def _ticket(world: World, face: str, person: Person) -> str:
    """The ticket of somebody whose password was right and who is asked for more."""
    sent = {"email": person.email, "password": PASSWORD}
    return str(world.anyone.post(f"/api/{face}/session", sent).body["facts"]["ticket"])


def _ticket_to_set_up(world: World, face: str) -> str:
    """The ticket of somebody who must have a second factor and has none."""
    if face == "portal":
        with settings_of(CLIENT_FACTOR_RULES, ClientFactorRules(mandatory=True)):
            return _ticket(world, face, _person(world, face))
    with settings_of(STAFF_FACTOR_RULES, StaffFactorRules(mandatory=True)):
        return _ticket(world, face, _person(world, face))


for _face in ("portal", "desk"):
    _for_face(_face)
    _factor_for_face(_face)


# ---- the portal


@asks("register_client")
def _register(world: World) -> Ask:
    email = address()
    slide = slid_at(world.anyone, "portal", "registration")
    sent = {"email": email, "language": "en", "slide": slide}
    world.done(world.anyone.post("/api/portal/registrations/codes", sent))
    number = "".join(digit for digit in email if digit.isdigit()).rjust(4, "0")
    body = {
        "kind": "trader",
        "name": "Nan New",
        "nationality": "SG",
        "phone": {"country_code": "+65", "number": f"9123 {number}"},
        "email": email,
        "email_code": sent_code(email),
        "phone_proof": proof_of(f"+659123{number}"),
        "password": PASSWORD,
        "language": "en",
        "consents": [{"document": one.document, "version": one.version} for one in ACCEPTED],
    }
    return Ask(world.anyone, body=body)


@asks("send_registration_code")
def _send_code(world: World) -> Ask:
    slide = slid_at(world.anyone, "portal", "registration")
    return Ask(world.anyone, body={"email": address(), "language": "en", "slide": slide})


@asks("send_phone_code")
def _send_phone_code(world: World) -> Ask:
    return Ask(world.lin.caller, body={"phone": mobile()})


@asks("send_email_code")
def _send_email_code(world: World) -> Ask:
    return Ask(world.lin.caller, body={"email": address()})


@asks("change_email")
def _change_email(world: World) -> Ask:
    email = address()
    caller = world.signed_in("portal", world.newcomer())
    world.done(caller.post("/api/portal/email/codes", {"email": email}))
    return Ask(caller, body={"email": email, "code": sent_code(email), "password": PASSWORD})


@asks("object_to_email")
def _object_to_email(world: World) -> Ask:
    put = _change_email(world)
    world.done(put.by.call("PUT", "/api/portal/email", put.body))
    told = published("identity.email_changed")[-1].body
    link = sealing.unseal(told["sealed_link"], purpose="mail-secrets", context=told["old_email"])
    return Ask(world.anyone, body={"token": link.partition("#")[2]})


simple(
    "give_consents",
    "lin_caller",
    {"consents": [{"document": one.document, "version": one.version} for one in ACCEPTED]},
)


def _begin(world: World) -> dict[str, Any]:
    """Whoever has been sent a code, and begins to register in steps."""
    email = address()
    slide = slid_at(world.anyone, "portal", "registration")
    sent = {"email": email, "language": "en", "slide": slide}
    world.done(world.anyone.post("/api/portal/registrations/codes", sent))
    return {"email": email, "code": sent_code(email), "kind": "ib", "language": "en"}


_DRAFTS = "/api/portal/registrations/drafts"


def _draft(world: World) -> str:
    """The token of a registration that is under way."""
    return str(world.done(world.anyone.post(_DRAFTS, _begin(world))).body["token"])


def _filled_in(token: str) -> dict[str, Any]:
    mobile_of = mobile()
    return {
        "token": token,
        "details": {
            "name": "Nan New",
            "nationality": "SG",
            "country_code": mobile_of["country_code"],
            "phone_number": mobile_of["number"],
            "answers": {"company": "Harbour Partners"},
        },
        "phone_proof": proof_of(mobile_of["country_code"] + mobile_of["number"].replace(" ", "")),
        "identity": {"form_id": "company", "answers": {"number": unique("HRB")}},
        "account": application(),
    }


@asks("begin_registration")
def _begin_registration(world: World) -> Ask:
    return Ask(world.anyone, body=_begin(world))


@asks("fill_in_registration")
def _fill_in_registration(world: World) -> Ask:
    return Ask(world.anyone, body=_filled_in(_draft(world)))


@asks("start_newcomers_upload")
def _start_newcomers_upload(world: World) -> Ask:
    return Ask(world.anyone, body={"token": _draft(world), **document()})


@asks("check_newcomers_upload")
def _check_newcomers_upload(world: World) -> Ask:
    wanted = {"token": _draft(world), **document()}
    form = world.done(world.anyone.post(f"{_DRAFTS}/uploads", wanted)).body
    target = PresignedUpload(form["file_id"], form["url"], form["fields"], world.clock.now())
    assert files.send(target, PROOF).status < 300
    return Ask(world.anyone, body={"token": wanted["token"], "file_id": form["file_id"]})


@asks("submit_registration")
def _submit_registration(world: World) -> Ask:
    token = _draft(world)
    world.done(world.anyone.patch(_DRAFTS, _filled_in(token)))
    accepted = [*ACCEPTED, Acceptance(IB_AGREEMENT.document, IB_AGREEMENT.version)]
    consents = [{"document": one.document, "version": one.version} for one in accepted]
    body = {"token": token, "password": PASSWORD, "language": "en", "consents": consents}
    return Ask(world.anyone, body=body)


@asks("send_newcomers_phone_code")
def _send_newcomers_code(world: World) -> Ask:
    slide = slid_at(world.anyone, "portal", "registration")
    return Ask(world.anyone, body={"phone": mobile(), "language": "en", "slide": slide})


@asks("prove_newcomers_phone")
def _prove_newcomers_phone(world: World) -> Ask:
    phone = mobile()
    number = phone["country_code"] + phone["number"].replace(" ", "")
    phones.send_code(system("test"), number, "en")
    return Ask(world.anyone, body={"phone": phone, "code": world.phones.code(number)})


@asks("change_phone")
def _change_phone(world: World) -> Ask:
    phone = mobile()
    caller = world.signed_in("portal", world.newcomer())
    world.done(caller.post("/api/portal/phone/codes", {"phone": phone}))
    code = world.phones.code(phone["country_code"] + phone["number"].replace(" ", ""))
    return Ask(caller, body={"phone": phone, "code": code, "password": PASSWORD})


@asks("ask_for_upgrade")
def _ask_for_upgrade(world: World) -> Ask:
    return Ask(world.signed_in("portal", world.newcomer()), body=upgrade())


simple("apply_for_account", "lin_caller", application())
simple("start_upload", "lin_caller", upload())


@asks("bind_own_account")
def _bind_own_account(world: World) -> Ask:
    return Ask(world.lin.caller, body=binding(existing("Lin Chen", world.lin.email)))


@asks("bind_account")
def _bind_account(world: World) -> Ask:
    login = existing("Lin Chen", world.lin.email)
    body = {"client_id": world.lin.id, "server_id": trading.SERVER, "login": login}
    return Ask(world.owner, body=body)


@asks("unbind_account")
def _unbind_account(world: World) -> Ask:
    asked = _bind_account(world)
    bound = world.done(asked.by.post("/api/desk/accounts", asked.body)).body
    return Ask(world.owner, {"account_id": bound["id"]}, {"reason": "It was the brother's."})


@asks("switch_account_flags")
def _switch_account_flags(world: World) -> Ask:
    uses = dict.fromkeys(("deposit", "withdrawal", "transfer", "commission"), True)
    return Ask(world.owner, {"account_id": world.lin.first["account_id"]}, uses)


@asks("change_rebate_customer")
def _change_rebate_customer(world: World) -> Ask:
    account = {"account_id": world.lin.first["account_id"]}
    return Ask(world.owner, account, {"client_id": world.lin.id, "comment": unique("Back to Lin")})


@asks("edit_platform")
def _edit_platform(world: World) -> Ask:
    account = {"account_id": world.lin.first["account_id"]}
    return Ask(world.owner, account, {"comment": unique("VIP")[:32]})


@asks("give_new_password")
def _give_new_password(world: World) -> Ask:
    account = {"account_id": world.lin.first["account_id"]}
    return Ask(world.owner, account, {"kind": "investor_password"})


def _demo_accounts(world: World) -> list[dict[str, Any]]:
    found = world.done(world.lin.caller.get("/api/portal/accounts?kind=demo"))
    items: list[dict[str, Any]] = found.body["items"]
    return items


@asks("top_up_account")
def _top_up_account(world: World) -> Ask:
    found = _demo_accounts(world)
    if not found:
        wanted = application() | {"account_type_id": trading.DEMO}
        world.done(world.lin.caller.post("/api/portal/accounts", wanted))
        world.courier.deliver_all()
        found = _demo_accounts(world)
    world.courier.deliver_all()
    body = {"amount": "100.00", "currency": "USD"}
    return Ask(world.lin.caller, {"account_id": found[0]["id"]}, body)


@asks("ask_for_change")
def _change_of_account(world: World) -> Ask:
    account = {"account_id": world.lin.first["account_id"]}
    return Ask(world.lin.caller, account, {"kind": "main_password"})


simple("read_all_portal_notifications", "lin_caller", READ)


@asks("read_portal_notification")
def _read_notice(world: World) -> Ask:
    return Ask(world.lin.caller, {"notification_id": world.lin.first["notification_id"]}, READ)


@asks("check_upload")
def _check_upload(world: World) -> Ask:
    return Ask(world.lin.caller, {"file_id": world.sent_file(world.lin)})


@asks("submit_deposit")
def _deposit(world: World) -> Ask:
    onward = {"account_id": world.lin.first["account_id"]}
    return Ask(world.lin.caller, body=wire(world.lin.first["file_id"]) | onward)


@asks("submit_transfer")
def _transfer(world: World) -> Ask:
    return Ask(world.lin.caller, body=transfer(world.lin.first["account_id"]))


@asks("look_up_recipient")
def _look_up_recipient(world: World) -> Ask:
    return Ask(world.lin.caller, body={"by": "client", "number": world.sam.id})


@asks("ask_for_account")
def _account_for_client(world: World) -> Ask:
    body = {name: value for name, value in application().items() if name != "agreements"}
    return Ask(world.owner, {"client_id": world.lin.id}, body)


@asks("ask_for_leverage")
def _leverage_for_client(world: World) -> Ask:
    return Ask(world.owner, {"account_id": world.lin.first["account_id"]}, {"leverage": 200})


@asks("ask_for_deposit")
def _deposit_for_client(world: World) -> Ask:
    onward = {"account_id": world.lin.first["account_id"]}
    body = wire("") | {"fields": {"reference": "W 4711"}} | onward
    return Ask(world.owner, {"client_id": world.lin.id}, body)


@asks("ask_for_withdrawal")
def _withdrawal_for_client(world: World) -> Ask:
    return Ask(world.owner, {"client_id": world.lin.id}, _off_account(world))


def _off_account(world: World) -> dict[str, Any]:
    """What Lin can withdraw straight from her account, which has enough for it."""
    account_id, details_id = (world.lin.first[name] for name in ("account_id", "details_id"))
    login = world.done(world.owner.get(f"/api/desk/accounts/{account_id}")).body["login"]
    world.mt5.lever("deals", login=login, amount="60.00", comment="by hand")
    return off_account(account_id, details_id)


@asks("ask_for_transfer")
def _transfer_for_client(world: World) -> Ask:
    body = transfer(world.lin.first["account_id"])
    return Ask(world.owner, {"client_id": world.lin.id}, body)


@asks("save_details")
def _save_details(world: World) -> Ask:
    return Ask(world.lin.caller, body=details())


@asks("ask_for_data_copy")
def _ask_for_data_copy(world: World) -> Ask:
    return Ask(world.signed_in("portal", world.newcomer()), body={"language": "en"})


@asks("ask_for_commission_statement")
def _ask_for_commission_statement(world: World) -> Ask:
    return Ask(world.signed_in("portal", world.newcomer()), body=STATEMENT_FORM)


@asks("open_commission_statement")
def _open_commission_statement(world: World) -> Ask:
    return Ask(world.lin.caller, {"statement_id": world.lin.first["statement_id"]})


@asks("open_data_copy")
def _open_data_copy(world: World) -> Ask:
    return Ask(world.lin.caller, {"copy_id": world.lin.first["copy_id"]})


@asks("ask_for_erasure")
def _ask_for_erasure(world: World) -> Ask:
    return Ask(world.signed_in("portal", world.newcomer()), body={"password": PASSWORD})


@asks("prefer_details")
def _prefer_details(world: World) -> Ask:
    return Ask(
        world.lin.caller, {"details_id": world.lin.first["details_id"]}, {"is_default": True}
    )


@asks("delete_details")
def _delete_details(world: World) -> Ask:
    return Ask(world.lin.caller, {"details_id": world.asked_to_save_details(world.lin)})


@asks("submit_withdrawal")
def _withdrawal(world: World) -> Ask:
    return Ask(world.lin.caller, body=_off_account(world))


@asks("take_back_request")
def _take_back(world: World) -> Ask:
    ids = {"request_id": world.asked_to_withdraw(world.lin)}
    return Ask(world.lin.caller, ids, {"status": "cancelled"})


@asks("submit_kyc")
def _submit_kyc(world: World) -> Ask:
    caller = world.signed_in("portal", world.newcomer())
    return Ask(caller, body={"form_id": "company", "answers": {"number": unique("HRB")}})


@asks("start_kyc_check")
def _start_check(world: World) -> Ask:
    caller = world.signed_in("portal", world.newcomer())
    world.handed_in(caller)
    return Ask(caller)


# ---- the desk


@asks("take_back_client_kyc")
def _take_back_kyc(world: World) -> Ask:
    person, _ = world.verified()
    return Ask(world.kay, {"client_id": person.id}, {"status": "expired", "reason": "stolen"})


@asks("submit_client_kyc")
def _submit_for(world: World) -> Ask:
    body = {"form_id": "company", "answers": {"number": unique("HRB")}}
    return Ask(world.kay, {"client_id": world.newcomer().id}, body)


@asks("start_client_upload")
def _start_client_upload(world: World) -> Ask:
    return Ask(world.kay, {"client_id": world.lin.id}, document())


@asks("check_client_upload")
def _check_client_upload(world: World) -> Ask:
    ids = {"client_id": world.lin.id, "file_id": world.sent_document(world.lin.id)}
    return Ask(world.kay, ids)


@asks("correct_kyc_record")
def _correct_kyc(world: World) -> Ask:
    caller = world.signed_in("portal", world.newcomer())
    ids = {"record_id": world.handed_in(caller)}
    return Ask(world.kay, ids, {"answers": {"number": unique("HRB")}})


@asks("suspend_client")
def _suspend(world: World) -> Ask:
    return Ask(
        world.kay, {"client_id": world.newcomer().id}, {"suspended": True, "reason": "papers"}
    )


@asks("reset_client_factor")
def _reset_client_factor(world: World) -> Ask:
    mia = world.newcomer()
    factors.enrol(world.signed_in("portal", mia), "portal", world.clock.now())
    body = {"enrolled": False, "reason": "lost telephone"}
    return Ask(world.somebody_new(), {"client_id": mia.id}, body)


@asks("reset_staff_factor")
def _reset_staff_factor(world: World) -> Ask:
    nia = world.colleague()
    factors.enrol(world.signed_in("desk", nia), "desk", world.clock.now())
    body = {"enrolled": False, "reason": "lost telephone"}
    return Ask(world.signed_in("desk", world.colleague()), {"staff_id": nia.id}, body)


@asks("reset_staff_password")
def _reset_staff_password(world: World) -> Ask:
    other = world.signed_in("desk", world.colleague())
    return Ask(other, {"staff_id": world.colleague().id}, {"reason": "a password was seen"})


@asks("delete_staff")
def _delete_staff(world: World) -> Ask:
    return Ask(world.owner, {"staff_id": world.colleague().id})


@asks("assign_client")
def _assign(world: World) -> Ask:
    return Ask(world.kay, {"client_id": world.newcomer().id}, {"kind": "ib"})


@asks("correct_client")
def _correct(world: World) -> Ask:
    body = {"name": unique("Mia Marr"), "phone": mobile(), "email": address()}
    return Ask(world.kay, {"client_id": world.newcomer().id}, body)


@asks("tag_client")
def _tag(world: World) -> Ask:
    body = {"public": [], "private": [unique("Tag")]}
    return Ask(world.kay, {"client_id": world.newcomer().id}, body)


@asks("change_client_referrer")
def _refer(world: World) -> Ask:
    body = {"referrer": world.lin.id, "bring_downlines": True}
    return Ask(world.kay, {"client_id": world.newcomer().id}, body)


@asks("change_client_referral_code")
def _recode(world: World) -> Ask:
    client = world.newcomer()
    former = clients.client_for_system(client.id).referral_code
    chosen = unique("CODE").replace(" ", "")
    body = {"referral_code": chosen, "replaces": former, "tells": True}
    return Ask(world.kay, {"client_id": client.id}, body)


@asks("create_client")
def _create(world: World) -> Ask:
    email = address()
    number = "".join(digit for digit in email if digit.isdigit()).rjust(4, "0")
    body = {
        "kind": "trader",
        "name": "Noa New",
        "email": email,
        "phone": {"country_code": "+65", "number": f"8765 {number}"},
        "owner_id": world.keeper.id,
    }
    return Ask(world.kay, body=body)


@asks("review_client_import", "start_client_import")
def _import_clients(world: World) -> Ask:
    name = address()
    number = "".join(digit for digit in name if digit.isdigit()).rjust(4, "0")
    csv = f"name,email,phone\nIda Import,{name},+65 8654 {number}\n"
    return Ask(world.kay, body={"kind": "trader", "csv": csv, "owner_id": world.keeper.id})


@asks("review_blacklist_import", "start_blacklist_import")
def _import_entries(world: World) -> Ask:
    return Ask(world.owner, body={"csv": f"key,value,reason\nemail,{address()},other\n"})


@asks("delete_client")
def _newcomer(world: World) -> Ask:
    return Ask(world.kay, {"client_id": world.newcomer().id})


@asks("reset_client_password")
def _reset_client_password(world: World) -> Ask:
    mia = world.newcomer()
    return Ask(world.somebody_new(), {"client_id": mia.id})


@asks("write_to_client_again")
def _write_again(world: World) -> Ask:
    return Ask(world.kay, {"client_id": came_back(world.newcomer())})


@asks("review_client_job", "start_client_job")
def _order_for_many(world: World) -> Ask:
    body = {"assign": {"kind": "ib"}, "client_ids": [world.newcomer().id]}
    return Ask(world.kay, body=body)


@asks("save_views")
def _save_views(world: World) -> Ask:
    view = {"name": unique("View"), "search": {"kind": "ib"}, "columns": {}}
    return Ask(world.owner, {"list_name": "desk.clients"}, {"items": [view]})


@asks("comment_on_client")
def _note(world: World) -> Ask:
    return Ask(world.kay, {"client_id": world.lin.id}, {"text": unique("called")})


@asks("correct_registration_answers")
def _correct_answers(world: World) -> Ask:
    return Ask(world.kay, {"client_id": world.lin.id}, {"kind": "trader", "answers": {}})


@asks("correct_upgrade_answers")
def _correct_upgrade(world: World) -> Ask:
    ids = {"upgrade_id": world.lin.first["upgrade_id"]}
    return Ask(world.kay, ids, {"answers": {"company": unique("Harbour")}})


@asks("add_to_blacklist")
def _add_to_blacklist(world: World) -> Ask:
    return Ask(world.owner, body=unwanted())


@asks("remove_from_blacklist")
def _remove_from_blacklist(world: World) -> Ask:
    return Ask(world.owner, {"blacklisted_id": world.blacklist()})


@asks("adjust_wallet")
def _adjust(world: World) -> Ask:
    body = {"currency": "USD", "amount": "5.00", "comment": "goodwill"}
    return Ask(world.kay, {"client_id": world.lin.id}, body)


@asks("review_account_job", "start_account_job")
def _account_job(world: World) -> Ask:
    return Ask(world.owner, body=world.account_order | {"repeat": True})


@asks("review_account_import", "start_account_import")
def _account_import(world: World) -> Ask:
    body = {"kind": "deposit", "comment": "goodwill", "csv": "login,amount\n12,5.00\n"}
    return Ask(world.owner, body=body)


@asks("review_request_job")
def _review_decisions(world: World) -> Ask:
    return Ask(world.owner, body={"request_ids": [world.asked_to_deposit(world.lin)]})


@asks("start_request_job")
def _decisions(world: World) -> Ask:
    seen = {"id": world.asked_to_deposit(world.lin), "node": 1, "round": 1}
    return Ask(world.kay, body={"decision": "rejected", "reason": "no", "requests": [seen]})


@asks("cancel_job")
def _cancel_job(world: World) -> Ask:
    return Ask(world.owner, {"batch_id": world.new_batch()}, {"status": "cancelled"})


@asks("start_account_operation")
def _operate(world: World) -> Ask:
    money = {"amount": "5.00", "currency": "USD"}
    body = {"kind": "deposit", **money, "comment": "goodwill", "repeat": True}
    return Ask(world.kay, {"account_id": world.lin.first["account_id"]}, body)


@asks("switch_wallet_flags")
def _switch_flags(world: World) -> Ask:
    body = {"deposit": True, "withdrawal": True, "transfer": False}
    return Ask(world.kay, {"client_id": world.lin.id, "currency": "EUR"}, body)


simple("request_invariants_run", "owner")
simple("test_rate_source", "owner", {"source_id": "ecb"})
simple("request_reconciliation", "owner")


# ---- tasks


@asks("create_task")
def _create_task(world: World) -> Ask:
    return Ask(world.kay, body=task(world.keeper.id, world.lin.id))


@asks("change_task")
def _change_task(world: World) -> Ask:
    body = task(world.keeper.id, world.lin.id) | {"priority": "high"}
    return Ask(world.kay, {"task_id": world.planned(world.lin)}, body)


@asks("mark_task")
def _mark_task(world: World) -> Ask:
    return Ask(world.kay, {"task_id": world.planned(world.lin)}, {"status": "done"})


@asks("delete_task")
def _delete_task(world: World) -> Ask:
    return Ask(world.kay, {"task_id": world.planned(world.lin)})


# ---- tickets


@asks("open_ticket")
def _open_ticket(world: World) -> Ask:
    body = {"category_id": "money", "subject": "A deposit", "text": "Where is it?", "files": []}
    return Ask(world.lin.caller, body=body)


@asks("start_ticket")
def _start_ticket(world: World) -> Ask:
    body = {"category_id": "money", "subject": "Your deposit", "text": "Which bank was it?"}
    return Ask(world.kay, {"client_id": world.lin.id}, body)


@asks("answer_own_ticket")
def _answer_own_ticket(world: World) -> Ask:
    ids = {"ticket_id": world.lin.first["ticket_id"]}
    return Ask(world.lin.caller, ids, {"text": "It was Monday."})


@asks("close_own_ticket")
def _close_own_ticket(world: World) -> Ask:
    ids = {"ticket_id": world.asked_support(world.lin)}
    return Ask(world.lin.caller, ids, {"resolved": True})


@asks("post_to_ticket")
def _post_to_ticket(world: World) -> Ask:
    body = {"text": "It has arrived.", "files": [], "status_after": "in_progress"}
    return Ask(world.kay, {"ticket_id": world.asked_support(world.lin)}, body)


@asks("change_ticket")
def _change_ticket(world: World) -> Ask:
    body = {"category_id": "other", "status": "in_progress"}
    return Ask(world.kay, {"ticket_id": world.asked_support(world.lin)}, body)


@asks("start_ticket_upload")
def _start_ticket_upload(world: World) -> Ask:
    body = {"file_name": "call.pdf", "content_type": "application/pdf", "size_bytes": len(PROOF)}
    return Ask(world.kay, {"ticket_id": world.lin.first["ticket_id"]}, body)


@asks("assign_break")
def _assign_break(world: World) -> Ask:
    return Ask(world.kay, {"break_id": world.lin.first["break_id"]}, {"owner_id": ""})


@asks("propose_repair")
def _propose_repair(world: World) -> Ask:
    body = {"action": "accept", "reason": "agreed with the dealer"}
    return Ask(world.kay, {"break_id": world.dealt(world.lin)}, body)


@asks("decide_repair")
def _decide_repair(world: World) -> Ask:
    broken = world.dealt(world.lin)
    ids = {"break_id": broken, "repair_id": world.proposed(broken)}
    return Ask(world.kay, ids, {"decision": "decline"})


simple("read_all_desk_notifications", "otto", READ)


@asks("read_desk_notification")
def _read_desk_notice(world: World) -> Ask:
    found = world.done(world.owner.get("/api/desk/notifications")).body["items"]
    return Ask(world.owner, {"notification_id": found[0]["id"]}, READ)


@asks("replay_parked_event")
def _replay(world: World) -> Ask:
    return Ask(world.owner, {"parked_id": world.park()}, {"status": "replayed"})


@asks("decide_request")
def _decide(world: World) -> Ask:
    ids = {"request_id": world.asked_to_deposit(world.lin)}
    return Ask(world.kay, ids, {"decision": "rejected", "reason": "not ours"})


@asks("restart_review")
def _restart(world: World) -> Ask:
    """A deposit that takes two, of which one has approved."""
    publish_flow(RequestType.DEPOSIT, Node(), Node())
    request_id = world.asked_to_deposit(world.lin)
    publish_flow(RequestType.DEPOSIT)
    world.done(world.kay.patch(f"/api/desk/requests/{request_id}", {"decision": "approved"}))
    return Ask(world.owner, {"request_id": request_id}, {"reason": "looked at the wrong proof"})


@asks("correct_request")
def _correct(world: World) -> Ask:
    request_id = world.asked_to_withdraw(world.lin)
    body = {"values": {"amount": "55.00"}, "round": 1, "reason": "as agreed by phone"}
    return Ask(world.owner, {"request_id": request_id}, body)


@asks("change_comment")
def _change_comment(world: World) -> Ask:
    return Ask(world.kay, _commented(world), {"text": "called twice"})


@asks("delete_comment")
def _delete_comment(world: World) -> Ask:
    return Ask(world.kay, _commented(world))


def _commented(world: World) -> dict[str, str]:
    """A comment of Kay's."""
    request_id = world.lin.first["deposit_id"]
    url = f"/api/desk/requests/{request_id}/comments"
    log = world.done(world.kay.post(url, {"text": unique("called")})).body["log"]
    mine = [line["id"] for line in log if not line["system"] and not line["deleted_at"]]
    return {"request_id": request_id, "comment_id": mine[-1]}


@asks("start_note_upload")
def _start_note_upload(world: World) -> Ask:
    body = {"file_name": "call.pdf", "content_type": "application/pdf", "size_bytes": len(PROOF)}
    return Ask(world.kay, {"request_id": world.lin.first["deposit_id"]}, body)


@asks("set_request_clock")
def _set_clock(world: World) -> Ask:
    ids = {"request_id": world.asked_to_deposit(world.lin)}
    return Ask(world.kay, ids, {"paused": "waiting_for_client", "note": "a better scan"})


@asks("comment_on_request")
def _comment(world: World) -> Ask:
    return Ask(world.kay, {"request_id": world.lin.first["deposit_id"]}, {"text": "called"})


@asks("follow_up_withdrawal")
def _follow_up(world: World) -> Ask:
    ids = {"withdrawal_id": world.withdrawn(world.lin)}
    return Ask(world.kay, ids, {"payment_status": "success"})


@asks("follow_payout")
def _follow_payout(world: World) -> Ask:
    ids = {"payout_id": world.paid_in_coins(world.lin)}
    return Ask(world.kay, ids, {"act": "confirm", "attempt": 1})


@asks("add_role")
def _add_role(world: World) -> Ask:
    body = {"name": unique("Role"), "permissions": ["read_clients"], "scope": {"own": True}}
    return Ask(world.owner, body=body)


@asks("remove_role")
def _remove_role(world: World) -> Ask:
    return Ask(world.owner, {"role_id": people.role(name=unique("Spare"))})


@asks("change_role")
def _change_role(world: World) -> Ask:
    return Ask(world.owner, {"role_id": people.role(name=unique("Spare"))}, {"description": "x"})


@asks("add_staff")
def _add_staff(world: World) -> Ask:
    body = {"name": "Nia New", "email": address(), "role_id": world.powerful}
    return Ask(world.owner, body=body)


@asks("change_staff")
def _change_staff(world: World) -> Ask:
    return Ask(world.owner, {"staff_id": world.colleague().id}, {"name": unique("Nia")})


@asks("change_setting")
def _change_setting(world: World) -> Ask:
    number = int(unique("").strip())
    return Ask(world.owner, {"key": SETTING}, {"value": 100 + number, "comment": "longer"})


@asks("roll_setting_back")
def _roll_back(world: World) -> Ask:
    put = _change_setting(world)
    world.done(world.owner.call("PUT", f"/api/desk/settings/{SETTING}", put.body))
    return Ask(world.owner, {"key": SETTING}, {"version": 0})


@asks("decide_setting")
def _decide_setting(world: World) -> Ask:
    key = "approvals.automation.transfer"
    proposed = {"value": {"mode": "manual", "threshold": "0"}}
    world.done(world.owner.call("PUT", f"/api/desk/settings/{key}", proposed))
    return Ask(world.kay, {"key": key}, {"decision": "rejected"})


# ---- commission plans


@asks("create_commission_plan")
def _create_plan(world: World) -> Ask:
    return Ask(world.owner, {"kind": "rank_structure"}, ranks_form())


@asks("propose_commission_plan")
def _propose_plan(world: World) -> Ask:
    return Ask(
        world.owner, {"kind": "rank_structure", "plan_id": _agreed_plan(world)}, ranks_form()
    )


@asks("decide_commission_plan")
def _decide_plan(world: World) -> Ask:
    ids = {"kind": "rank_structure", "plan_id": rank_plan(world)}
    return Ask(world.kay, ids, {"decision": "approved"})


def _agreed_plan(world: World) -> str:
    plan_id = rank_plan(world)
    path = f"/api/desk/commission-plans/rank_structure/{plan_id}"
    world.done(world.kay.call("PATCH", path, {"decision": "approved"}))
    return plan_id


def _symbol_group(world: World) -> str:
    path = "/api/desk/commission-plans/symbol_group"
    group = {"name": unique("Majors"), "server_id": SERVER, "symbols": ["EURUSD"]}
    plan_id = str(world.done(world.owner.post(path, {"plan": group})).body["id"])
    world.done(world.kay.call("PATCH", f"{path}/{plan_id}", {"decision": "approved"}))
    return plan_id


@asks("compute_commission_example")
def _example(world: World) -> Ask:
    basic = {
        "symbol_group_id": _symbol_group(world),
        "structure": "rank",
        "type": "per_lot",
        "amounts": ["1", "2"],
    }
    scheme = {
        "name": "Standard",
        "rank_structure_id": _agreed_plan(world),
        "basics": [basic],
    }
    trade = {"symbol": "EURUSD", "lots": "1.50"}
    return Ask(world.owner, body={"scheme": scheme, "trade": trade, "tiers": [1, 2]})


@asks("plan_move")
def _plan_move(world: World) -> Ask:
    body = {"referrer": None, "bring_downlines": True, "effective_at": "2031-01-01T00:00:00Z"}
    return Ask(world.kay, {"client_id": referred(world)}, body)


@asks("cancel_move")
def _cancel_move(world: World) -> Ask:
    return Ask(world.kay, {"client_id": planned_move(world)}, {"state": "cancelled"})


@asks("change_commission_terms")
def _change_terms(world: World) -> Ask:
    client_id = world.newcomer().id
    path = f"/api/desk/clients/{client_id}/assignment"
    world.done(world.kay.call("PATCH", path, {"kind": "ib"}))
    return Ask(world.kay, {"client_id": client_id}, {"tier": 0, "comment": unique("well done")})


@asks("pass_on_to_sub_broker")
def _pass_on(world: World) -> Ask:
    master = world.client(unique("Max Master"))
    code = clients.client_for_system(master.id).referral_code
    below = active_client(referral_code=code)
    assignment = f"/api/desk/clients/{below.id}/assignment"
    world.done(world.owner.call("PATCH", assignment, {"kind": "ib"}))
    return Ask(master.caller, {"sub_broker_id": below.id}, {"percent": "0"})


@asks("set_own_payout_target")
def _own_target(world: World) -> Ask:
    settings.adopt(system("test"), PAYOUTS_TO_ACCOUNTS, value=True)
    body = {"account_id": world.lin.first["account_id"]}
    return Ask(world.lin.caller, {"currency": "USD"}, body)


@asks("set_payout_target")
def _target(world: World) -> Ask:
    settings.adopt(system("test"), PAYOUTS_TO_ACCOUNTS, value=True)
    body = {"account_id": world.lin.first["account_id"]}
    return Ask(world.owner, {"client_id": world.lin.id, "currency": "USD"}, body)


@asks("follow_promotional_link")
def _follow_link(world: World) -> Ask:
    return Ask(world.anyone, body={"code": "nobodys-link", "referral_code": ""})


@asks("create_promotional_link")
def _create_link(world: World) -> Ask:
    return Ask(world.owner, body=link_form())


@asks("change_promotional_link")
def _change_link(world: World) -> Ask:
    changed = link_form(name=unique("Autumn"))
    del changed["code"]
    return Ask(world.owner, {"link_id": promotional_link(world)}, changed)


@asks("delete_promotional_link")
def _delete_link(world: World) -> Ask:
    return Ask(world.owner, {"link_id": promotional_link(world)})


@asks("handle_failed_commission")
def _handle_failed(world: World) -> Ask:
    recipient = world.newcomer()
    failed = {
        "state": CommissionState.FAILED,
        "failure": PayoutFailure.RECIPIENT_NOT_ACTIVE,
        "due_at": None,
    }
    key = settled(recipient.id, recipient.id, 8_000_000 + int(recipient.id) % 1_000_000, **failed)
    ids = {"client_id": recipient.id, "deal_key": key}
    return Ask(world.kay, ids, {"kind": "fixed", "action": "recycle"})


@asks("retry_failed_commissions")
def _retry_failed(world: World) -> Ask:
    return Ask(world.kay, {}, {"cursor": None})


# ---- tiers


def _tier_rule(world: World) -> str:
    """A rank structure with a rule that is on, and no settlement under way; its id."""
    tier_settling.run(system("test"), lambda: 60)
    plan_id = _agreed_plan(world)
    path = f"/api/desk/tier-rules/{plan_id}"
    world.done(world.owner.call("PUT", path, RULE))
    return plan_id


RULE: dict[str, Any] = {
    "name": "Growth",
    "method": "manual",
    "tiers": [{"tier": 2, "lots": "10", "deposits": [{"currency": "USD", "total": "100.00"}]}],
}


@asks("put_tier_rule")
def _put_tier_rule(world: World) -> Ask:
    return Ask(world.owner, {"plan_id": _tier_rule(world)}, {**RULE, "expected": 1})


@asks("remove_tier_rule")
def _remove_tier_rule(world: World) -> Ask:
    return Ask(world.owner, {"plan_id": _tier_rule(world)})


@asks("begin_tier_settlement")
def _begin_tier_settlement(world: World) -> Ask:
    _tier_rule(world)
    return Ask(world.owner)


@asks("decide_tier_outcome")
def _decide_tier_outcome(world: World) -> Ask:
    tier_settling.run(system("test"), lambda: 60)
    client_id = world.newcomer().id
    ids = {"client_id": client_id, "settlement_id": tiers.waiting(client_id)}
    return Ask(world.kay, ids, {"decision": "rejected", "comment": unique("not yet")})


@asks("decide_commission_review")
def _decide_review(world: World) -> Ask:
    ids = {"review_id": reviews.opened(world.newcomer().id)}
    return Ask(world.kay, ids, {"decision": "refused", "reason": unique("one and the same")})


@asks("decide_claw_back")
def _decide_claw_back(world: World) -> Ask:
    recipient = world.newcomer()
    less = {
        "state": CommissionState.TO_APPROVE,
        "amount": Money.parse("-2.00", "USD"),
        "due_at": None,
        "revision": 1,
        "cause": Cause.RECALCULATED,
    }
    key = settled(recipient.id, recipient.id, 9_000_000 + int(recipient.id) % 1_000_000, **less)
    body = {"kind": "fixed", "revision": 1, "currency": "USD", "verdict": "approve"}
    return Ask(world.kay, {"client_id": recipient.id, "deal_key": key}, body)


@asks("order_recalculation")
def _order_recalculation(world: World) -> Ask:
    return Ask(world.owner, body=SPAN)


@asks("review_ticket_sheet")
def _review_ticket_sheet(world: World) -> Ask:
    return Ask(world.owner, body={"server_id": SERVER, "csv": "deal_ticket\n7002\n"})


@asks("decide_recalculation")
def _decide_recalculation(world: World) -> Ask:
    return Ask(world.owner, {"recalculation_id": recalculation(world)}, {"action": "cancel"})


@asks("order_simulation")
def _order_simulation(world: World) -> Ask:
    return Ask(world.owner, body={**SPAN, "plan_id": rank_plan(world)})


@asks("cancel_simulation")
def _cancel_simulation(world: World) -> Ask:
    return Ask(world.owner, {"simulation_id": simulation(world)}, {"action": "cancel"})


# ---- words of events

WORDS = {"subject": "Money", "heading": "It is there", "body": ["Use it, {{ name }}."]}
simple("preview_message_template", "owner", {"language": "en"}, event="deposit_approved")
simple("send_test_mail", "owner", {"language": "en"}, event="deposit_approved")


@asks("write_message_template")
def _write_template(world: World) -> Ask:
    path = "/api/desk/message-templates/transfer_approved"
    texts = world.done(world.owner.get(path)).body["texts"]
    form = {"words": {**WORDS, "subject": unique("Money")}, "edition": texts[0]["edition"]}
    return Ask(world.owner, {"event": "transfer_approved", "language": "en"}, form)


@asks("switch_message_template")
def _switch_template(world: World) -> Ask:
    path = "/api/desk/message-templates/transfer_approved"
    popup = world.done(world.owner.get(path)).body["event"]["popup"]
    return Ask(world.owner, {"event": "transfer_approved"}, {"popup": not popup})


# ---- logs and files of them

simple("ask_for_export", "owner", {"kind": "audit", "filters": {"action": "role_added"}})


@asks("open_export")
def _open_export(world: World) -> Ask:
    return Ask(world.owner, {"export_id": world.export()})


@asks("repeat_mail")
def _repeat_mail(world: World) -> Ask:
    return Ask(world.owner, {"mail_id": world.lin.first["mail_id"]})


# ---- looking at a client's portal


@asks("open_client_portal")
def _open_portal(world: World) -> Ask:
    return Ask(world.owner, {"client_id": world.lin.id})


def _visit(world: World) -> str:
    """The secret of a visit to Lin's portal that nobody has taken over."""
    path = f"/api/desk/clients/{world.lin.id}/portal-visits"
    return str(world.done(world.owner.post(path)).body["url"].partition("#")[2])


@asks("take_over_visit")
def _take_over(world: World) -> Ask:
    return Ask(world.anyone, body={"token": _visit(world)})


@asks("end_visit")
def _end_visit(world: World) -> Ask:
    taken = world.done(world.anyone.post("/api/portal/visit", {"token": _visit(world)}))
    caller = Checked(app)
    caller.token = taken.body["access_token"]
    return Ask(caller)


# ---- callbacks


@asks("receive_stripe_callback")
def _callback(world: World) -> Ask:
    caller = Checked(app, headers=dict(world.letter.headers))
    return Ask(caller, body=world.letter.body)


@asks("receive_btcpay_callback")
def _btcpay_callback(world: World) -> Ask:
    """A signed word about an invoice that nobody of us knows."""
    event = {"originalDeliveryId": unique("D"), "type": "InvoiceCreated", "timestamp": 1772442000}
    body = json.dumps(event).encode()
    return Ask(
        Checked(app, headers={"BTCPay-Sig": btcpay_signature(body, BTCPAY_SECRET)}), body=body
    )


HARBOUR = OpenPsp("psp_harbour", "Harbour Pay", "http://127.0.0.1:1")


@asks("receive_open_psp_notice")
def _psp_notice(world: World) -> Ask:
    """A payment under way of a deposit through an integration of the broker's own."""
    settings.adopt(system("test"), OPEN_PSPS, (HARBOUR,))
    made = psps.make_key(system("test"), HARBOUR.id)
    assert made.key is not None
    notice = {
        "merchant_id": made.key.merchant_id,
        "order_no": _asked_for_at_harbour(world),
        "transaction_id": "T1",
        "amount": "50.00",
        "currency": "USD",
        "time": 1772442000000,
        "status": 2,
    }
    token = str(made.token)
    body = json.dumps(signed(notice, token)).encode()
    return Ask(Checked(app, headers={"crm-pay-token": token}), body=body)


def _asked_for_at_harbour(world: World) -> str:
    """A deposit whose provider could not be reached for its page."""
    method = DepositMethod(
        id="harbour",
        kind=DepositMethodKind.ONLINE,
        provider=HARBOUR.id,
        name={"en": "Harbour Pay"},
        currencies=(MethodCurrency("USD", "10", "10000"),),
    )
    form = {"method_id": "harbour", "amount": "50.00", "currency": "USD", "fields": {}}
    lin = Caller(app)  # unchecked: what comes of it is no answer to a client
    lin.token = world.lin_caller.token
    with settings_of(DEPOSIT_METHODS, (method,)):
        assert lin.post("/api/portal/deposits", form).status >= 500
    listed = world.done(world.lin_caller.get("/api/portal/requests?type=deposit&limit=100"))
    own = (one for one in listed.body["items"] if one["summary"]["method"] == "harbour")
    return str(next(own)["id"])


@asks("settle_unmatched_payment")
def _settle_unmatched(world: World) -> Ask:
    body = {"act": "propose", "settlement": "return", "reason": "Not theirs"}
    return Ask(world.owner, {"unmatched_id": world.stray()}, body)


@asks("refund_deposit")
def _refund(world: World) -> Ask:
    deposit_id = world.paid(world.lin, "20.00")
    world.courier.deliver_all()
    body = {"amount": "1.00", "currency": "USD", "reason": "Paid by mistake"}
    return Ask(world.owner, {"deposit_id": deposit_id}, body)


@asks("make_integration_token")
def _integration_token(world: World) -> Ask:
    settings.adopt(system("test"), OPEN_PSPS, (HARBOUR,))
    return Ask(world.owner, body={"provider_id": HARBOUR.id})


@asks("receive_text_report")
def _text_report(world: World) -> Ask:
    """A signed report on the text that a change of number caused."""
    put = _change_phone(world)
    world.done(put.by.call("PUT", "/api/portal/phone", put.body))
    world.courier.deliver_all()
    text_id = published("phones.text_due")[-1].body["text_id"]
    body = b"MessageSid=SM1&MessageStatus=delivered"
    params = {"MessageSid": "SM1", "MessageStatus": "delivered"}
    signature = RequestValidator(TOKEN).compute_signature(report_url(text_id), params)
    headers = {
        "X-Twilio-Signature": signature,
        "Content-Type": "application/x-www-form-urlencoded",
    }
    return Ask(Checked(app, headers=headers), {"text_id": text_id}, body)


@asks("receive_sumsub_callback")
def _verdict(world: World) -> Ask:
    caller = world.signed_in("portal", world.newcomer())
    world.handed_in(caller)
    world.done(caller.post("/api/portal/kyc/checks"))
    (letter,) = world.verifier.keep(1)
    return Ask(Checked(app, headers=dict(letter.headers)), body=letter.body)


def as_bytes(body: Any) -> bytes:
    """A body as it goes over the wire."""
    return body if isinstance(body, bytes) else json.dumps(body).encode()
