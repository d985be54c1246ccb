"""What a client of the demonstration does in the portal, and what staff do about it."""

from __future__ import annotations

import re
import urllib.request
import uuid
from dataclasses import dataclass
from typing import Any

from infra.local.demo.broker import COLLEAGUES, OWNER, PASSWORD, SERVER_ID
from infra.local.demo.cast import Person
from infra.local.demo.house import DemoCallFailed, House

_FINANCE, _CARE, _ = COLLEAGUES
_PDF = (
    b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
    b"2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"
    b"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 120] >>\nendobj\n"
    b"xref\n0 4\n0000000000 65535 f \n0000000009 00000 n \n0000000058 00000 n \n"
    b"0000000115 00000 n \ntrailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n187\n%%EOF\n"
)


@dataclass
class Client:
    """One person at the portal."""

    house: House
    person: Person
    client_id: str = ""
    referral_code: str = ""
    account_id: str = ""
    login: int = 0
    details_id: str = ""

    @property
    def token(self) -> str:
        """A fresh access token: the story moves on by days."""
        return self.house.sign_in("portal", self.person.email, PASSWORD)

    @property
    def ip(self) -> str:
        """Where they sit."""
        return f"198.51.100.{self.person.index + 1}"

    def register(self, referral_code: str) -> str:
        """Register with the code from the mail; returns the request's id."""
        house, person = self.house, self.person
        house.call(
            "POST",
            "/api/portal/registrations/codes",
            {
                "email": person.email,
                "language": person.language,
                "slide": house.slid("registration", self.ip),
            },
            ip=self.ip,
        )
        house.deliver()
        code = self._code()
        purposes = ("registration", "ib") if person.kind == "ib" else ("registration",)
        agreements = [
            one
            for purpose in purposes
            for one in house.call("GET", f"/api/portal/agreements?purpose={purpose}")["items"]
        ]
        body = {
            "kind": person.kind,
            "name": person.name,
            "nationality": person.nationality,
            "phone": {"country_code": person.country_code, "number": person.phone},
            "email": person.email,
            "email_code": code,
            "password": PASSWORD,
            "language": person.language,
            "consents": [
                {"document": one["document"], "version": one["version"]} for one in agreements
            ],
        }
        if referral_code:
            body["referral_code"] = referral_code
        answer = house.call("POST", "/api/portal/registrations", body, ip=self.ip)
        house.deliver()
        return str(answer["request_id"])

    def _code(self) -> str:
        text = self.house.mails_to(self.person.email)[-1]["BodyText"]
        found = re.search(r"\b(\d{6})\b", text)
        if found is None:
            raise DemoCallFailed(f"no code in the mail to {self.person.email}")
        return found[1]

    def look_up(self) -> None:
        """Learn one's own client id and referral code."""
        me = self.house.call("GET", "/api/portal/me", token=self.token)
        self.client_id, self.referral_code = me["client_id"], me["referral_code"] or ""

    def ask_for_account(self, type_id: str = "standard-usd", server_id: str = SERVER_ID) -> str:
        """Ask for a trading account; returns the request's id."""
        token = self.token
        options = self.house.call("GET", "/api/portal/account-options", token=token)
        body = {
            "server_id": server_id,
            "account_type_id": type_id,
            "leverage": 100,
            "agreements": [
                {"document": one["document"], "version": one["version"]}
                for one in options["agreements"]
            ],
        }
        asked = self.house.call("POST", "/api/portal/accounts", body, token=token)
        self.house.deliver()
        return str(asked["id"])

    def take_account(self) -> None:
        """Learn which account was opened last: it is the one that counts from now on."""
        accounts = self.house.call("GET", "/api/portal/accounts", token=self.token)["items"]
        self.account_id, self.login = accounts[0]["id"], int(accounts[0]["login"])

    def pay_by_card(self, amount: int) -> None:
        """Deposit through the payment provider's page."""
        self.house.set_stripe_clock()
        token = self.token
        body = {"method_id": "card", "amount": str(amount), "currency": "USD", "fields": {}}
        deposit = self.house.call("POST", "/api/portal/deposits", body, token=token)
        session = deposit["redirect_url"].split("#", maxsplit=1)[0].rsplit("/", 1)[-1]
        self.house.post(
            f"{self.house.stripe_url}/sim/sessions/{session}/pay",
            {"how": "pay", "name": self.person.name, "last4": self.person.card},
        )
        self.house.wait_for(f"/api/portal/deposits/{deposit['id']}", token, status="approved")

    def wire(self, amount: int) -> str:
        """Ask for a deposit by bank wire, with a proof; returns the request's id."""
        token = self.token
        body = {
            "method_id": "bank_wire",
            "amount": str(amount),
            "currency": "USD",
            "fields": {"proof": self._upload(token), "reference": f"Wire {self.client_id}"},
        }
        deposit = self.house.call("POST", "/api/portal/deposits", body, token=token)
        self.house.deliver()
        return str(deposit["id"])

    def _upload(self, token: str) -> str:
        name = f"confirmation-{self.client_id}.pdf"
        body = {
            "purpose": "deposit_proof",
            "file_name": name,
            "content_type": "application/pdf",
            "size_bytes": len(_PDF),
        }
        upload = self.house.call("POST", "/api/portal/uploads", body, token=token)
        _post_file(upload["url"], upload["fields"], name, _PDF)
        self.house.call("POST", f"/api/portal/uploads/{upload['file_id']}/checks", token=token)
        return str(upload["file_id"])

    def fund_account(self, amount: int) -> None:
        """Move money from the wallet to the trading account."""
        self._transfer(
            {"type": "wallet", "currency": "USD"},
            {"type": "account", "account_id": self.account_id},
            amount,
        )

    def take_from_account(self, amount: int) -> None:
        """Move money from the trading account back to the wallet."""
        self._transfer(
            {"type": "account", "account_id": self.account_id},
            {"type": "wallet", "currency": "USD"},
            amount,
        )

    def _transfer(self, source: dict[str, str], target: dict[str, str], amount: int) -> None:
        token = self.token
        body = {"source": source, "target": target, "amount": str(amount), "currency": "USD"}
        transfer = self.house.call("POST", "/api/portal/transfers", body, token=token)
        path = f"/api/portal/transfers/{transfer['id']}"
        self.house.wait_for(path, token, status="approved")

    def save_bank_account(self) -> None:
        """Save where to be paid; nobody has to approve it here."""
        body = {
            "method_id": "bank_wire",
            "label": "My bank",
            "fields": {
                "account_holder": self.person.name,
                "bank_name": "Harbour Bank",
                "iban": self.person.iban,
                "bic": "WESTGB2LXXX",
            },
        }
        saved = self.house.call("POST", "/api/portal/withdrawal-details", body, token=self.token)
        self.details_id = saved["id"]
        self.house.deliver()

    def withdraw(self, amount: int) -> str:
        """Ask for a withdrawal; returns the request's id."""
        body = {
            "source": {"type": "wallet", "currency": "USD"},
            "amount": str(amount),
            "method_id": "bank_wire",
            "details_id": self.details_id,
        }
        asked = self.house.call("POST", "/api/portal/withdrawals", body, token=self.token)
        self.house.deliver()
        return str(asked["id"])


def decide(house: House, request_id: str, decision: str, reason: str = "") -> None:
    """Let the colleague in charge decide a request, and let the decision take effect."""
    is_care = request_id.startswith(("reg_", "acc_"))
    colleague = _CARE if is_care else _FINANCE
    body: dict[str, Any] = {
        "decision": decision,
        "notify": {"email": True, "popup": True},
    }
    if reason:
        body["reason"] = reason
    token = house.sign_in("desk", colleague.email, PASSWORD)
    house.call("PATCH", f"/api/desk/requests/{request_id}", body, token=token)
    house.deliver()


def note_paid(house: House, withdrawal_id: str) -> None:
    """Let finance note that a payout has reached the client's bank."""
    token = house.sign_in("desk", OWNER.email, PASSWORD)
    body = {"payment_status": "success"}
    house.call("PATCH", f"/api/desk/withdrawals/{withdrawal_id}", body, token=token)
    house.deliver()


def _post_file(url: str, fields: dict[str, str], name: str, content: bytes) -> None:
    """Post a file as a browser's form does."""
    line = f"--{uuid.uuid4().hex}"
    parts = [
        f'{line}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
        for key, value in fields.items()
    ]
    head = (
        f'{line}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
        "Content-Type: application/pdf\r\n\r\n"
    )
    body = "".join(parts).encode() + head.encode() + content + f"\r\n{line}--\r\n".encode()
    request = urllib.request.Request(  # noqa: S310 - loopback
        url, body, {"Content-Type": f"multipart/form-data; boundary={line[2:]}"}
    )
    urllib.request.urlopen(request, timeout=20).close()  # noqa: S310 - loopback
