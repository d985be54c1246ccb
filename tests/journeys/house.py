"""The broker's house as people outside the browser see it: its mailbox and its trading server.

Owns the addresses of a running stack, the few questions that a test asks beside the pages, and
what the owner and the world outside have done before a story begins.
"""

from __future__ import annotations

import json
import re
import time
import urllib.request
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

from infra.local.aws import Clients
from infra.local.demo.broker import OWNER, PASSWORD
from infra.local.layout import HOST, Layout
from infra.local.testing import RunningStack, eventually

MT5, STRIPE, TWILIO, BTCPAY = 0, 1, 4, 5
# Settings are read anew after five seconds.
_SETTINGS_KNOWN_SECONDS = 5.5


@dataclass(frozen=True)
class House:
    """One running stack."""

    running: RunningStack

    @property
    def layout(self) -> Layout:
        """Its addresses."""
        return self.running.layout

    def mails(self, address: str) -> list[dict[str, Any]]:
        """Everything sent to an address, oldest first."""
        found = _ask(f"{self.layout.mailbox_url}/messages?to={quote(address)}")
        mails: list[dict[str, Any]] = found["messages"]
        return mails

    def mail(self, address: str, subject: str) -> str:
        """The text of the newest mail whose subject contains that; waits for it."""

        def those() -> list[dict[str, Any]]:
            return [mail for mail in self.mails(address) if subject in mail["subject"]]

        eventually(lambda: bool(those()), f"a mail about {subject!r} to {address}", 30)
        return str(those()[-1]["text"])

    def code(self, address: str) -> str:
        """The registration code that the address was sent."""
        found = re.search(r"\b(\d{6})\b", self.mail(address, "registration code"))
        assert found
        return found[1]

    def texted_code(self, number: str) -> str:
        """The code in the newest text to a number; waits for it."""
        url = f"{self.simulator(TWILIO)}/sim/texts?to={quote(number)}"
        eventually(lambda: bool(_ask(url)["texts"]), f"a text to {number}", 30)
        found = re.search(r"\b(\d{6})\b", _ask(url)["texts"][0]["body"])
        assert found
        return found[1]

    def hole(self, slide_id: str, realm: str = "client") -> int:
        """Where the piece of a slide puzzle belongs, as the store knows it."""
        key = {"pk": {"S": f"SLIDE#{realm}#{slide_id}"}, "sk": {"S": "SLIDE"}}
        table = f"fairlead-{self.layout.stage}-identity"
        answer = self._database().get_item(TableName=table, Key=key)
        return int(answer["Item"]["left"]["N"])

    def move_earlier_sign_ins(self, email: str, city: str) -> None:
        """Let a member's sign-ins up to now have been somewhere else, with something else."""
        database, table = self._database(), f"fairlead-{self.layout.stage}-identity"
        claim = {"pk": {"S": f"EMAIL#staff#{email}"}, "sk": {"S": "EMAIL"}}
        found = database.get_item(TableName=table, Key=claim)
        subject = found["Item"]["subject_id"]["S"]
        lines = database.query(
            TableName=table,
            KeyConditionExpression="pk = :whose AND begins_with(sk, :event)",
            ExpressionAttributeValues={
                ":whose": {"S": f"LOGIN#staff#{subject}"},
                ":event": {"S": "EVENT#"},
            },
        )["Items"]
        for line in lines:
            database.update_item(
                TableName=table,
                Key={"pk": line["pk"], "sk": line["sk"]},
                UpdateExpression="SET city = :city, device = :device",
                ExpressionAttributeValues={":city": {"S": city}, ":device": {"S": "Firefox/1"}},
            )

    def adopt(self, key: str, value: object) -> None:
        """Have the owner change a setting; it holds everywhere within seconds."""
        path = f"/api/desk/settings/{key}"
        self._as_owner("PUT", path, {"value": value})
        time.sleep(_SETTINGS_KNOWN_SECONDS)

    def hire(self, name: str, email: str, password: str) -> str:
        """Have the owner give somebody a login whose password they must change first."""
        roles = self._as_owner("GET", "/api/desk/roles")["items"]
        member = {
            "name": name,
            "email": email,
            "role_id": roles[0]["id"],
            "password": password,
            "must_change_password": True,
        }
        self._as_owner("POST", "/api/desk/staff", member)
        return email

    def add_to_wallet(self, client_id: str, amount: str) -> None:
        """Have the owner add dollars to a client's wallet."""
        wish = {"currency": "USD", "amount": amount, "comment": "for the journey"}
        self._as_owner("POST", f"/api/desk/clients/{client_id}/wallet-adjustments", wish)

    def fill_hot_wallet(self, coins: str) -> None:
        """Let the wallet that pays in bitcoin hold so much."""
        _ask(f"{self.simulator(BTCPAY)}/sim/wallet", "POST", {"coins": coins})

    def coin_payouts(self) -> list[dict[str, Any]]:
        """Every payout as BTCPay knows it."""
        found: list[dict[str, Any]] = _ask(f"{self.simulator(BTCPAY)}/sim/payouts")
        return found

    def order(self, order: dict[str, object]) -> str:
        """Have the owner order something for many clients; the job's id."""
        return str(self._as_owner("POST", "/api/desk/client-jobs", order)["id"])

    def order_for_account(self, account_id: str) -> str:
        """Have the owner give an account the leverage 1:200, as a batch of one; the batch's id."""
        order = {"kind": "leverage", "leverage": 200, "account_ids": [account_id]}
        return str(self._as_owner("POST", "/api/desk/account-jobs", order)["id"])

    def keep_out(self, nationality: str) -> None:
        """Have the owner put a nationality on the blacklist."""
        entry = {"key": "nationality", "value": nationality, "reason": "other"}
        self._as_owner("POST", "/api/desk/blacklist", entry)

    def take_on(self, name: str, email: str, **role: object) -> str:
        """Have the owner give somebody a login and a role made for them; the staff id."""
        made = self._as_owner("POST", "/api/desk/roles", {"name": f"{name}'s", **role})
        member = {"name": name, "email": email, "role_id": made["id"], "password": PASSWORD}
        return str(self._as_owner("POST", "/api/desk/staff", member)["id"])

    def bring_in(self, name: str, email: str, phone: str, **more: object) -> str:
        """Have the owner bring in a client whose password is everybody's; the client's id."""
        client = {
            "kind": "trader",
            "name": name,
            "email": email,
            "phone": {"country_code": "+44", "number": phone},
            "password": PASSWORD,
            "must_change_password": False,
            "tells": False,
            **more,
        }
        return str(self._as_owner("POST", "/api/desk/clients", client)["id"])

    def publish_flow(self, kind: str, second: str, *approvers: str) -> None:
        """Have the owner lead requests of a kind past these people, one after another; without
        any, past whoever may decide them. ``second`` agrees to it.
        """
        staff = self._as_owner("GET", "/api/desk/staff")["items"]
        ids = {one["email"]: one["id"] for one in staff}
        nodes = [{"user_ids": [ids[email]], "role_ids": []} for email in approvers]
        self.adopt_by_two(f"approvals.flow.{kind}", {"nodes": nodes}, second)

    def adopt_by_two(self, key: str, value: object, second: str) -> None:
        """Have the owner change a setting that ``second`` has to agree to, who does."""
        path = f"/api/desk/settings/{key}"
        self._as_owner("PUT", path, {"value": value})
        self._as(second, "PATCH", path, {"decision": "approved"})
        time.sleep(_SETTINGS_KNOWN_SECONDS)

    def rule_tiers(self, name: str, deposits: str) -> None:
        """Have the owner give the second tier to whoever's clients have deposited so much."""
        structure = self._as_owner("GET", "/api/desk/commission-plans/rank_structure")["items"][0]
        rules = self._as_owner("GET", "/api/desk/tier-rules")["items"]
        seen = [one["number"] for one in rules if one["structure_id"] == structure["id"]]
        goal = {"currency": "USD", "total": deposits}
        rule = {
            "name": name,
            "method": "automatic",
            "tiers": [{"tier": 2, "deposits": [goal]}],
            "expected": seen[0] if seen else 0,
        }
        self._as_owner("PUT", f"/api/desk/tier-rules/{structure['id']}", rule)

    def give(self, client_id: str, amount: str) -> None:
        """Have the owner put dollars into a client's wallet."""
        gift = {"currency": "USD", "amount": amount, "comment": "Goodwill"}
        self._as_owner("POST", f"/api/desk/clients/{client_id}/wallet-adjustments", gift)

    def give_tier(self, client_id: str, tier: int) -> None:
        """Have the owner raise a broker to a tier, from now on."""
        self._as_owner("POST", f"/api/desk/clients/{client_id}/commission-terms", {"tier": tier})

    def plan_move(self, client_id: str, referrer: str, seconds: int) -> None:
        """Have the owner plan a move for so many seconds from now; pages plan for whole days."""
        moment = datetime.now(UTC) + timedelta(seconds=seconds)
        wish = {"referrer": referrer, "bring_downlines": True, "effective_at": moment.isoformat()}
        self._as_owner("POST", f"/api/desk/clients/{client_id}/moves", wish)

    def _as_owner(self, method: str, path: str, body: object = None) -> Any:
        return self._as(OWNER.email, method, path, body)

    def _as(self, email: str, method: str, path: str, body: object = None) -> Any:
        return _ask(self.layout.desk_url + path, method, body, self._token(email))

    def _token(self, email: str) -> str:
        who = {"email": email, "password": PASSWORD}
        path = "/api/desk/session"
        return str(_ask(self.layout.desk_url + path, "POST", who)["access_token"])

    def _database(self) -> Any:
        return Clients(self.layout.endpoint)("dynamodb")

    def on_server(self, login: str) -> dict[str, Any]:
        """The trading server's own view of an account: user, figures, deals, positions."""
        found = _ask(f"{self.simulator(MT5)}/sim/state?login={login}")
        account: dict[str, Any] = found["accounts"][0]
        return account

    def deal_by_hand(self, login: str, amount: str) -> None:
        """What a dealer does on the server, past us: money on an account, or off it."""
        deal = {"login": int(login), "amount": amount, "comment": "goodwill"}
        _ask(f"{self.simulator(MT5)}/sim/deals", "POST", deal)

    def trade(self, login: str, symbol: str) -> None:
        """What a client does on the server: a tenth of a lot, opened and closed."""
        order = {"login": int(login), "symbol": symbol, "side": "buy", "lots": "0.10"}
        position = _ask(f"{self.simulator(MT5)}/sim/positions", "POST", order)["position"]
        closing = {"position": position}
        _ask(f"{self.simulator(MT5)}/sim/positions/close", "POST", closing)

    def found_break(self, login: str) -> str:
        """The id of what reconciliation has found of a dealer's change; waits for it."""
        url = f"{self.layout.desk_url}/api/desk/reconciliation/breaks"
        self.deal_by_hand(login, "12.00")
        # Signing in anew for each look would soon be refused.
        token = self._token(OWNER.email)

        def those() -> list[dict[str, Any]]:
            items: list[dict[str, Any]] = _ask(url, token=token)["items"]
            return items

        eventually(lambda: bool(those()), "a break", 180)
        return str(those()[0]["id"])

    def terminal(self, login: str) -> str:
        """The address of the trading terminal for an account."""
        return f"{self.simulator(MT5)}/sim/terminal?login={login}"

    def break_vendor(self, vendor: int, **fault: object) -> None:
        """Let a simulator misbehave, in its own words."""
        _ask(f"{self.simulator(vendor)}/sim/faults", "POST", fault)

    def mend_vendor(self, vendor: int) -> None:
        """Let it behave again."""
        _ask(f"{self.simulator(vendor)}/sim/faults", "DELETE")

    def simulator(self, vendor: int) -> str:
        """A simulator's address."""
        return f"http://{HOST}:{self.layout.simulator_port(vendor)}"


def _ask(url: str, method: str = "GET", body: object = None, token: str = "") -> Any:
    headers = {"Content-Type": "application/json", "Idempotency-Key": str(uuid.uuid4())}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    request = urllib.request.Request(
        url,
        json.dumps(body).encode() if body is not None else None,
        headers,
        method=method,
    )
    with urllib.request.urlopen(request, timeout=20) as answer:
        return json.loads(answer.read() or "null")
