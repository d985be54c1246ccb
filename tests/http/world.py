"""A small broker as the routes show it: two clients with everything a client can have, and staff.

Everything is made through the routes, and through the queues behind them; the far sides are the
simulated trading server and payment provider. Lin is the client whose things everybody else must
not get at. Her owner Kay sees her and nobody else; Otto may do everything, to nobody's clients.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from app import app
from chalicelib import ports
from chalicelib.accounts.events import accounts_events
from chalicelib.accounts.model import ACCOUNT_LIMITS, AccountLimits
from chalicelib.approvals.public import Mode, RequestType
from chalicelib.bulk.events import bulk_events
from chalicelib.clients.events import clients_events, search_events
from chalicelib.clients.model import (
    OWNER_ASSIGNMENT,
    Client,
    ClientKind,
    OwnerAssignment,
    OwnerRule,
)
from chalicelib.core.actor import system
from chalicelib.core.clock import FixedClock
from chalicelib.core.money import Money
from chalicelib.core.permissions import Permission
from chalicelib.funds.events import funds_events, payments_webhooks
from chalicelib.funds.model.client_transfers import THIRD_PARTY, ThirdPartyRules
from chalicelib.funds.model.settings import (
    MAX_PENDING_DEPOSITS,
    MAX_PENDING_WITHDRAWALS,
    MAX_WITHDRAWAL_DETAILS,
    WITHDRAWAL_HOLD_HOURS,
)
from chalicelib.funds.service import payout_orders
from chalicelib.funds.service.suspense import put_aside_stray
from chalicelib.gateways.files.port import PresignedUpload
from chalicelib.kyc.events import kyc_events
from chalicelib.notifications.events import notifications_events
from chalicelib.phones.events import phones_events
from chalicelib.privacy.events import privacy_events
from chalicelib.reconciliation.service import recent
from chalicelib.reports.events import reports_events
from chalicelib.sales.events import sales_events
from chalicelib.settings import public as settings
from chalicelib.staff.public import DataScope
from chalicelib.storage import aws
from chalicelib.support.events import support_events
from tests.gateways.files.samples import pdf
from tests.http.contract import Checked, Ids
from tests.kit import files, kyc, people, reviews, tiers, trading
from tests.kit.approvals import automate
from tests.kit.btcpay import PAYOUT_FIELDS, BtcpaySide, offer_bitcoin_payouts
from tests.kit.clients import IB_AGREEMENT, active_client
from tests.kit.courier import Courier
from tests.kit.earnings import settled
from tests.kit.http import Answer
from tests.kit.kyc import VendorSide
from tests.kit.onboarding import ask_for_steps
from tests.kit.opened import ACCEPTED
from tests.kit.payments import PaymentSide, knock
from tests.kit.people import PASSWORD, Person
from tests.kit.phones import PhoneSide
from tests.simulators.mt5.kit import Simulator
from tests.simulators.stripe.kit import Letter

PLENTY = 10_000
SYSTEM = system("test")
PROOF = pdf()
IDENTITY = "HRB"
STATEMENT_FORM = {"from": "2026-02-01", "to": "2026-02-28", "format": "xlsx", "language": "en"}
# Ids of what is no request.
_NO_REQUESTS = ("account_id", "file_id", "copy_id", "statement_id")
_numbers = count(1)


@dataclass
class Party:
    """A client who is signed in, and the ids of what is theirs by the names that paths use."""

    id: str
    email: str
    phone: str
    caller: Checked
    ids: dict[str, list[str]] = field(default_factory=dict)

    @property
    def payout(self) -> list[str]:
        """What stands in their payout profiles."""
        return [text for name, text in details()["fields"].items() if name in ("iban", "bic")]

    @property
    def first(self) -> Ids:
        """One id of each kind."""
        return {name: found[0] for name, found in self.ids.items()}

    @property
    def marks(self) -> list[str]:
        """Whatever gives the client away where it appears."""
        ids = [one for name, found in self.ids.items() if name != "currency" for one in found]
        return [*ids, self.email, self.phone]


@dataclass(frozen=True)
class Ask:
    """A request that is fine as it is: by whom, about what, saying what."""

    by: Checked
    ids: Ids = field(default_factory=dict)
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)


class World:
    """The broker, and everybody who calls."""

    def __init__(
        self,
        mt5: Simulator,
        psp: PaymentSide,
        coins: BtcpaySide,
        verifier: VendorSide,
        phones: PhoneSide,
        clock: FixedClock,
    ) -> None:
        self.mt5, self.psp, self.clock = mt5, psp, clock
        self.coins, self.verifier, self.phones = coins, verifier, phones
        self.anyone = Checked(app)
        self.courier = Courier(
            (
                clients_events,
                search_events,
                kyc_events,
                accounts_events,
                funds_events,
                payments_webhooks,
                notifications_events,
                phones_events,
                reports_events,
                privacy_events,
                bulk_events,
                support_events,
                sales_events,
            )
        )
        self._asks: dict[str, Ask] = {}
        self._gone: dict[str, Checked] = {}
        self.matrix: list[str] = []
        self._job = ""
        self._batch = ""
        self.letter: Letter
        self._set_up()
        self._hire()
        self.lin = self.client("Lin Chen", owner=self.keeper)
        self.sam = self.client("Sam Reed")
        self._live(self.lin, self.sam)
        self.job()
        self.batch()
        self.courier.deliver_all()

    @property
    def is_there(self) -> bool:
        """Whether nobody has emptied the store since."""
        return self.owner.get("/api/desk/me").status == 200

    @property
    def lin_caller(self) -> Checked:
        """Lin, who calls."""
        return self.lin.caller

    # ---- people

    def _set_up(self) -> None:
        trading.configure(self.mt5, self.clock)
        self.psp.connect()
        self.coins.connect()
        offer_bitcoin_payouts()
        self.phones.connect()
        self.verifier.connect()
        kyc.offer(kyc.COMPANY)
        kyc.use_vendor()
        ask_for_steps(kinds=(ClientKind.IB,))
        for limit in (MAX_PENDING_DEPOSITS, MAX_PENDING_WITHDRAWALS, MAX_WITHDRAWAL_DETAILS):
            settings.adopt(SYSTEM, limit, PLENTY)
        settings.adopt(SYSTEM, ACCOUNT_LIMITS, AccountLimits(live=PLENTY, demo=PLENTY))
        settings.adopt(SYSTEM, WITHDRAWAL_HOLD_HOURS, 0)  # some tests change ways in
        allowed = ThirdPartyRules(enabled=True, transfers_a_day=PLENTY, lookups_a_day=PLENTY)
        settings.adopt(SYSTEM, THIRD_PARTY, allowed)
        automate(RequestType.OPEN_ACCOUNT, Mode.AUTOMATIC)
        automate(RequestType.WITHDRAWAL_DETAILS, Mode.MANUAL)

    def _hire(self) -> None:
        own = DataScope(own=True)
        owner = people.owner()
        self.owner_id = owner.id
        self.owner = self.signed_in("desk", owner)
        self.powerful = people.role(*Permission, scope=own, name="Everything, of one's own")
        self.keeper = people.member(self.powerful, name="Kay Keeper")
        self.kay = self.signed_in("desk", self.keeper)
        self.otto = self.signed_in("desk", people.member(self.powerful, name="Otto Outsider"))
        powerless = people.role(name="Nothing at all")
        self.pia = self.signed_in("desk", people.member(powerless, name="Pia Poor"))

    def signed_in(self, face: str, person: Person) -> Checked:
        """Somebody's checked calls, with the refresh cookie of their session."""
        sent = {"email": person.email, "password": PASSWORD}
        caller = Checked(app)
        answer = self.done(caller.post(f"/api/{face}/session", sent))
        caller.token = answer.body["access_token"]
        caller.headers["Cookie"] = str(answer.headers["Set-Cookie"]).partition(";")[0]
        return caller

    def colleague(self) -> Person:
        """Somebody new on the staff."""
        return people.member(self.powerful, name="Nia New")

    def somebody_new(self) -> Checked:
        """Somebody new on the staff who sees everybody and may do everything."""
        role = people.role(*Permission, name=unique("Everything, of everybody"))
        return self.signed_in("desk", people.member(role, name="Nia New"))

    def newcomer(self) -> Person:
        """A new client of Kay's who has nothing."""
        made = self._registered(unique("Mia Mar"), self.keeper)
        return Person(made.id, made.email)

    def _registered(self, name: str, owner: Person | None) -> Client:
        rule = OwnerAssignment(OwnerRule.FIXED, owner.id) if owner else OwnerAssignment()
        settings.adopt(SYSTEM, OWNER_ASSIGNMENT, rule)
        return active_client(name=name)

    def client(self, name: str, owner: Person | None = None) -> Party:
        """A new client who is signed in."""
        made = self._registered(name, owner)
        caller = self.signed_in("portal", Person(made.id, made.email))
        session = self.done(caller.get("/api/portal/sessions")).body["items"][0]["id"]
        ids = {
            "client_id": [made.id],
            "request_id": [made.request_id],
            "currency": ["USD"],
            "session_id": [session],
        }
        return Party(made.id, made.email, made.phone, caller, ids)

    def gone(self, face: str) -> Checked:
        """Somebody who has signed out and kept the token."""
        if face not in self._gone:
            person = self.newcomer() if face == "portal" else self.colleague()
            caller = self._gone[face] = self.signed_in(face, person)
            self.done(caller.call("DELETE", f"/api/{face}/sessions"))
        return self._gone[face]

    # ---- what clients do

    def done(self, answer: Answer) -> Answer:
        """``answer``, which must be a good one."""
        assert answer.status < 300, answer
        return answer

    def _live(self, *parties: Party) -> None:
        """One of everything for each, with as few rounds of the queues as will do."""
        for party in parties:
            self.done(party.caller.post("/api/portal/accounts", application()))
            self.keep(party, "file_id", self.proof(party))
            self.keep(party, "deposit_id", self.asked_to_deposit(party, "5000.00"))
            self.approve(party.first["deposit_id"])
            self.keep(party, "deposit_id", self.paid(party, "200.00"))
            self.keep(party, "record_id", self.handed_in(party.caller))
            self.approve(party.first["record_id"])
        self.courier.deliver_all()
        for party in parties:
            found = self.done(party.caller.get("/api/portal/accounts")).body["items"]
            self.keep(party, "account_id", found[0]["id"])
            self.keep(party, "transfer_id", self.asked_to_transfer(party, "1000.00"))
            self.keep(party, "details_id", self.asked_to_save_details(party))
            self.approve(party.first["details_id"])
            self.keep(party, "upgrade_id", self.asked_to_upgrade(party))
        self.courier.deliver_all()
        for party in parties:
            self.keep(party, "withdrawal_id", self.asked_to_withdraw(party, "100.00"))
            self.approve(party.first["withdrawal_id"])
            self.keep(party, "withdrawal_id", self.asked_to_withdraw(party, "60.00"))
            self.keep(party, "payout_id", self.paid_in_coins(party))
            self.keep(party, "copy_id", self.asked_for_a_copy(party.caller))
            self.keep(party, "statement_id", self.asked_for_a_statement(party.caller))
        self.courier.deliver_all()
        for party in parties:
            lines = self.done(party.caller.get("/api/portal/wallets/USD/entries")).body["items"]
            party.ids["entry_id"] = list(dict.fromkeys(line["entry_id"] for line in lines))
            mails = self.done(self.owner.get(f"/api/desk/clients/{party.id}/mails")).body["items"]
            party.ids["mail_id"] = [one["id"] for one in mails if one["repeatable"]]
            told = self.done(party.caller.get("/api/portal/notifications")).body["items"]
            party.ids["notification_id"] = [one["id"] for one in told]
            party.ids["ticket_id"] = [self.asked_support(party)]
            party.ids["task_id"] = [self.planned(party)]
            party.ids["deal_key"] = [self.earned(party)]
            party.ids["settlement_id"] = [tiers.waiting(party.id)]
            party.ids["review_id"] = [reviews.opened(party.id)]
            party.ids["break_id"] = [self.dealt(party)]
            party.ids["repair_id"] = [self.proposed(party.first["break_id"])]

    def asked_support(self, party: Party) -> str:
        """A ticket of the client's that somebody has looked at, with a note on it; its id."""
        body = {"category_id": "money", "subject": unique("Money"), "text": "Where is it?"}
        made = str(self.done(party.caller.post("/api/portal/tickets", body)).body["id"])
        note = {"text": "Ask the bank.", "is_note": True}
        self.done(self.owner.post(f"/api/desk/tickets/{made}/posts", note))
        return made

    def planned(self, party: Party) -> str:
        """A task of the owner's about the client; its id."""
        made = self.owner.post("/api/desk/tasks", task(self.owner_id, party.id))
        return str(self.done(made).body["id"])

    def earned(self, party: Party, **changes: Any) -> str:
        """A deal of the client's that paid a commission to themself; its key."""
        ticket = 7_000_000 + int(party.id) % 1_000_000
        return settled(party.id, party.id, ticket, **changes)

    def dealt(self, party: Party) -> str:
        """A dealer's change of the client's account, found by reconciliation; the break's id."""
        url = f"/api/desk/accounts/{party.first['account_id']}"
        login = self.done(self.owner.get(url)).body["login"]
        recent.run(SYSTEM, lambda: 60)  # what other tests have put on the account by hand
        known = self._breaks()
        self.mt5.lever("deals", login=login, amount="7.00", comment="by hand")
        recent.run(SYSTEM, lambda: 60)
        (found,) = self._breaks() - known
        return found

    def _breaks(self) -> set[str]:
        found = self.done(self.owner.get("/api/desk/reconciliation/breaks?limit=100")).body
        return {str(one["id"]) for one in found["items"]}

    def proposed(self, break_id: str) -> str:
        """The owner's proposal what to do about a break; its id."""
        body = {"action": "book", "against": "suspense", "reason": "a correction by the dealer"}
        url = f"/api/desk/reconciliation/breaks/{break_id}/repairs"
        return str(self.done(self.owner.post(url, body)).body["id"])

    def paid_in_coins(self, party: Party) -> str:
        """A withdrawal in bitcoin that is approved and waits for its second person."""
        profile = {"method_id": "bitcoin", "label": unique("Wallet"), "fields": PAYOUT_FIELDS}
        saved = self.done(party.caller.post("/api/portal/withdrawal-details", profile)).body
        self.approve(saved["id"])
        self.courier.deliver_all()
        wanted = withdrawal(saved["id"]) | {"method_id": "bitcoin", "amount": "50.00"}
        asked = self.done(party.caller.post("/api/portal/withdrawals", wanted)).body
        self.approve(asked["id"])
        self.courier.deliver_all()
        return str(asked["id"])

    def pay_in_coins(self, payout_id: str) -> None:
        """Kay is the second person, and the server has sent the coins."""
        confirmed = {"act": "confirm", "attempt": 1}
        self.done(self.kay.patch(f"/api/desk/payouts/{payout_id}", confirmed))
        self.courier.deliver_all()
        (row,) = [
            one
            for one in self.coins.simulator.rows("payouts")
            if one["metadata"]["withdrawalId"] == payout_id
        ]
        self.coins.simulator.lever(f"payouts/{row['id']}/complete")
        payout_orders.execute(SYSTEM, payout_id)

    def export(self) -> str:
        """The owner's export of a list, whose file is there."""
        asked = self.done(self.owner.post("/api/desk/exports", {"kind": "staff_logins"}))
        self.courier.deliver_all()
        return str(asked.body["id"])

    def keep(self, party: Party, name: str, found: str) -> str:
        """Note an id; those of requests are known by both their names."""
        for one in {name} if name in _NO_REQUESTS else {name, "request_id"}:
            party.ids.setdefault(one, []).append(found)
        return found

    def proof(self, party: Party) -> str:
        """A file that has passed its checks."""
        file_id = self.sent_file(party)
        self.done(party.caller.post(f"/api/portal/uploads/{file_id}/checks"))
        return file_id

    def sent_file(self, party: Party) -> str:
        """A file that lies in quarantine."""
        form = self.done(party.caller.post("/api/portal/uploads", upload())).body
        target = PresignedUpload(form["file_id"], form["url"], form["fields"], self.clock.now())
        assert files.send(target, PROOF).status < 300
        return str(form["file_id"])

    def asked_to_deposit(self, party: Party, amount: str = "70.00") -> str:
        """A deposit by wire that waits for staff."""
        wanted = wire(party.first["file_id"], amount)
        return str(self.done(party.caller.post("/api/portal/deposits", wanted)).body["id"])

    def paid(self, party: Party, amount: str) -> str:
        """A deposit by card; it is paid, and the news of that is at our door."""
        wanted = {"method_id": "card", "amount": amount, "currency": "USD"}
        made = self.done(party.caller.post("/api/portal/deposits", wanted)).body
        reference = self.psp.sessions()[0]["id"]
        self.psp.simulator.lever(f"sessions/{reference}/pay", how="pay", name="A Client")
        (self.letter,) = self.psp.inbox.wait_for(1)
        self.psp.inbox.letters.clear()
        assert knock(self.letter).status == 200
        return str(made["id"])

    def stray(self) -> str:
        """A payment of nobody that lies in suspense."""
        reference, money = unique("cs"), Money(5_000, "USD")
        ports.transact(
            system("test"), lambda unit: put_aside_stray(unit, "stripe", reference, money, None)
        )
        listed = self.done(self.owner.get("/api/desk/unmatched-payments")).body["items"]
        return str(next(one["id"] for one in listed if one["psp_reference"] == reference))

    def asked_to_transfer(self, party: Party, amount: str) -> str:
        """A transfer to the account, on its way."""
        wanted = transfer(party.first["account_id"], amount)
        return str(self.done(party.caller.post("/api/portal/transfers", wanted)).body["id"])

    def asked_to_save_details(self, party: Party) -> str:
        """A payout profile that waits for staff."""
        answer = party.caller.post("/api/portal/withdrawal-details", details())
        return str(self.done(answer).body["id"])

    def asked_to_withdraw(self, party: Party, amount: str = "60.00") -> str:
        """A withdrawal that waits for staff."""
        wanted = withdrawal(party.first["details_id"], amount)
        return str(self.done(party.caller.post("/api/portal/withdrawals", wanted)).body["id"])

    def withdrawn(self, party: Party, amount: str = "60.00") -> str:
        """A withdrawal that staff have approved and that has been posted."""
        made = self.asked_to_withdraw(party, amount)
        self.approve(made)
        self.courier.deliver_all()
        return made

    def asked_to_upgrade(self, party: Party) -> str:
        """A wish to become an introducing broker that waits for staff."""
        answer = self.done(party.caller.post("/api/portal/upgrade", upgrade()))
        return str(answer.body["latest"]["id"])

    def blacklist(self) -> str:
        """Somebody on the blacklist; the entry's id."""
        return str(self.done(self.owner.post("/api/desk/blacklist", unwanted())).body["id"])

    def approve(self, request_id: str) -> None:
        """Let staff approve a request; the queues carry it out."""
        notify = {"email": True, "popup": True}
        decision = {"decision": "approved", "notify": notify}
        self.done(self.owner.patch(f"/api/desk/requests/{request_id}", decision))

    def asked_for_a_copy(self, caller: Checked) -> str:
        """A copy of a client's data, which the queues will pack."""
        return str(self.done(caller.post("/api/portal/data-copies", {"language": "en"})).body["id"])

    def asked_for_a_statement(self, caller: Checked) -> str:
        """A statement of commissions, which the queues will write."""
        path = "/api/portal/commission-statements"
        return str(self.done(caller.post(path, STATEMENT_FORM)).body["id"])

    def handed_in(self, caller: Checked) -> str:
        """An identity that waits for staff."""
        wanted = {"form_id": "company", "answers": {"number": unique(IDENTITY)}}
        return str(self.done(caller.post("/api/portal/kyc/records", wanted)).body["id"])

    def verified(self) -> tuple[Person, Checked]:
        """A new client of Kay's whose identity is approved, and their calls."""
        person = self.newcomer()
        caller = self.signed_in("portal", person)
        self.approve(self.handed_in(caller))
        self.courier.deliver_all()
        return person, caller

    def sent_document(self, client_id: str) -> str:
        """A document of a client that Kay has sent; it lies in quarantine."""
        wanted = document()
        url = f"/api/desk/clients/{client_id}/uploads"
        form = self.done(self.kay.post(url, wanted)).body
        target = PresignedUpload(form["file_id"], form["url"], form["fields"], self.clock.now())
        assert files.send(target, PROOF).status < 300
        return str(form["file_id"])

    def park(self) -> str:
        """A message that nobody can read, parked; its id."""
        sqs = aws.client("sqs")
        url = sqs.get_queue_url(QueueName=aws.resource("funds-events"))["QueueUrl"]
        sqs.send_message(QueueUrl=url, MessageBody="not a message")
        self.courier.deliver_all()
        return str(self.done(self.owner.get("/api/desk/parked-events")).body["items"][0]["id"])

    @property
    def account_order(self) -> dict[str, Any]:
        """An order for Lin's account."""
        ids = [self.lin.first["account_id"]]
        return {"kind": "credit_in", "amount_each": "1.00", "comment": "bonus", "account_ids": ids}

    def new_batch(self) -> str:
        """An order of the owner's for accounts that has not begun."""
        body = self.account_order | {"repeat": True}
        return str(self.done(self.owner.post("/api/desk/account-jobs", body)).body["id"])

    def batch(self) -> str:
        """An order of the owner's for accounts; made the first time."""
        if not self._batch:
            self._batch = self.new_batch()
        return self._batch

    def job(self) -> str:
        """A job of the owner's; the first time it is made, for somebody new."""
        if not self._job:
            body = {"assign": {"kind": "ib"}, "client_ids": [self.newcomer().id]}
            made = self.done(self.owner.post("/api/desk/client-jobs", body)).body
            self._job = str(made["id"])
        return self._job

    # ---- requests that are fine

    def ask(self, name: str, prepare: Callable[["World"], Ask]) -> Ask:
        """The request prepared for a route: made once, until somebody has used it up."""
        if name not in self._asks:
            self._asks[name] = prepare(self)
        return self._asks[name]

    def use_up(self, name: str) -> None:
        """Note that the prepared request has been carried out."""
        self._asks.pop(name, None)


def unique(word: str) -> str:
    """``word`` with a number that no other has."""
    return f"{word} {next(_numbers)}"


def address() -> str:
    """An e-mail address that nobody has."""
    return f"somebody{next(_numbers)}@meridian.example"


def mobile() -> dict[str, str]:
    """A phone number that nobody has."""
    return {"country_code": "+44", "number": f"7911 {next(_numbers):06}"}


def application() -> dict[str, Any]:
    """For an account."""
    return {
        "server_id": trading.SERVER,
        "account_type_id": trading.LIVE,
        "leverage": 100,
        "agreements": [{"document": one.document, "version": one.version} for one in ACCEPTED],
    }


def task(assignee_id: str, client_id: str) -> dict[str, Any]:
    """A task to plan."""
    return {
        "title": "Call about the deposit",
        "kind": "call",
        "assignee_ids": [assignee_id],
        "due_at": "2026-03-09T09:00:00Z",
        "client_id": client_id,
        "note": "She asked twice.",
    }


def upgrade() -> dict[str, Any]:
    """For becoming an introducing broker."""
    agreement = {"document": IB_AGREEMENT.document, "version": IB_AGREEMENT.version}
    return {"answers": {"company": "Harbour Partners"}, "consents": [agreement]}


def unwanted() -> dict[str, Any]:
    """For the blacklist: somebody who is no client."""
    return {"key": "email", "value": address(), "reason": "other"}


def upload() -> dict[str, Any]:
    """For sending a proof."""
    return {
        "purpose": "deposit_proof",
        "file_name": "proof.pdf",
        "content_type": "application/pdf",
        "size_bytes": len(PROOF),
    }


def document() -> dict[str, Any]:
    """For sending a document of a client."""
    wanted = upload()
    del wanted["purpose"]
    return wanted


def wire(file_id: str, amount: str = "70.00") -> dict[str, Any]:
    """For a deposit by bank."""
    return {
        "method_id": "bank_wire",
        "amount": amount,
        "currency": "USD",
        "fields": {"proof": file_id},
    }


def transfer(account_id: str, amount: str = "10.00") -> dict[str, Any]:
    """For a transfer from the wallet."""
    return {
        "source": {"type": "wallet", "currency": "USD"},
        "target": {"type": "account", "account_id": account_id},
        "amount": amount,
        "currency": "USD",
    }


def details() -> dict[str, Any]:
    """For a payout profile."""
    return {
        "method_id": "bank_wire",
        "label": unique("My bank"),
        "fields": {
            "account_holder": "Lin Chen",
            "bank_name": "Harbour Bank",
            "iban": "GB82WEST12345698765432",
            "bic": "WESTGB22",
        },
    }


def off_account(account_id: str, details_id: str) -> dict[str, Any]:
    """For a withdrawal straight from a trading account."""
    source = {"type": "account", "account_id": account_id, "currency": "USD"}
    return withdrawal(details_id) | {"source": source}


def withdrawal(details_id: str, amount: str = "60.00") -> dict[str, Any]:
    """For a withdrawal."""
    return {
        "source": {"type": "wallet", "currency": "USD"},
        "amount": amount,
        "method_id": "bank_wire",
        "details_id": details_id,
    }
