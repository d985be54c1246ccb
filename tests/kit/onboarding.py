"""Registrations in steps for tests: a broker who wants them, and newcomers on their way."""

from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

from chalicelib.clients.model import (
    REGISTRATION_STEPS,
    Client,
    ClientKind,
    RegistrationSteps,
)
from chalicelib.core.actor import Actor, system
from chalicelib.onboarding import store
from chalicelib.onboarding.model import (
    Changes,
    Details,
    Draft,
    Finish,
    Identity,
    Opened,
    Opening,
    Submitted,
    WantedAccount,
)
from chalicelib.onboarding.service import drafts, files, submitting
from chalicelib.settings import public as settings
from tests.gateways.files.samples import photo
from tests.kit import opened, trading
from tests.kit.clients import ACCEPTED, active_client, command, emailed_code, newcomer
from tests.kit.files import send
from tests.kit.kyc import answers
from tests.kit.people import PASSWORD

_numbers = count(5000)


def ask_for_steps(**changes: Any) -> None:
    """Let traders register in steps: form, identity and account unless ``changes`` say less."""
    wanted = replace(RegistrationSteps(kinds=(ClientKind.TRADER,)), **changes)
    settings.adopt(system("test"), REGISTRATION_STEPS, wanted)


def known(**facts: Any) -> Client:
    """A client who came in before there were steps."""
    ask_for_steps(kinds=())
    client = active_client(**facts)
    ask_for_steps()
    return client


def details(**changes: Any) -> Details:
    """A form that is fine, with a number of its own."""
    number = f"8123 {next(_numbers):04d}"
    return replace(Details("Nan New", "SG", "+65", number), **changes)


def wanted_account(account_type_id: str = trading.LIVE) -> WantedAccount:
    """An account that is offered."""
    return WantedAccount(trading.SERVER, account_type_id, 100, opened.ACCEPTED)


@dataclass
class Newcomer:
    """Somebody with a browser, who fills in a draft."""

    email: str = field(default_factory=lambda: f"nan{next(_numbers)}@example.com")
    actor: Actor = field(default_factory=newcomer)
    token: str = ""

    def begin(self, kind: str = "trader") -> Opened:
        """Prove the address, and begin or go on."""
        code = emailed_code(self.email, self.actor)
        begun = drafts.begin(self.actor, Opening(self.email, code, kind, "en"))
        self.token = begun.token
        return begun

    def fill_in(self, **changes: Any) -> Draft:
        """Save what is given."""
        return drafts.fill_in(self.actor, self.token, Changes(**changes)).draft

    def announce(self, content: bytes, name: str = "passport.jpg") -> str:
        """Send a file to quarantine; its id."""
        form = files.start_upload(self.actor, self.token, name, "image/jpeg", len(content))
        assert send(form, content).status < 300
        return form.file_id

    def picture(self) -> str:
        """The id of a picture that has passed its checks."""
        file_id = self.announce(photo())
        return files.check_upload(self.actor, self.token, file_id).file_id

    def submit(self, **changes: Any) -> Submitted:
        """Send everything in."""
        finish = replace(Finish(PASSWORD, "en", ACCEPTED), **changes)
        return submitting.submit(self.actor, self.token, finish, command())

    def read(self) -> Draft | None:
        """The draft as it is stored."""
        return store.find(self.token.partition(".")[0])


def whole(**more: Any) -> Newcomer:
    """Somebody who has filled in everything, with a picture of their passport."""
    nan = Newcomer()
    nan.begin()
    given = answers(f"E {next(_numbers)}", picture=nan.picture())
    nan.fill_in(
        details=details(**more),
        identity=Identity("passport", given),
        account=wanted_account(),
    )
    return nan
