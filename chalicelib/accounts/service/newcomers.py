"""A newcomer's account: asked for with the registration, opened when that is approved."""

from dataclasses import replace

from chalicelib.accounts.model import (
    ACCOUNT_TYPES,
    AccountType,
    Application,
    ApplicationForm,
)
from chalicelib.accounts.service.applications import (
    Options,
    asked,
    described,
    draft_of,
    offered_to,
)
from chalicelib.accounts.store import applications as application_rows
from chalicelib.approvals.public import Link, RequestDraft, RequestType
from chalicelib.clients import public as clients
from chalicelib.clients.public import Newcomer
from chalicelib.core.actor import Actor
from chalicelib.kyc import public as kyc
from chalicelib.settings import public as settings
from chalicelib.storage.unit import Unit


def options() -> Options:
    """What newcomers can ask for while they register.

    Where the broker has shut a gate and newcomers do not say who they are, nothing behind it is
    offered: it could not be opened.
    """
    types, says_who = settings.value(ACCOUNT_TYPES), clients.registration_steps().identity
    open_types = tuple(one for one in types if says_who or not kyc.is_shut(_probe(one)))
    return offered_to(clients.default_group(), application_rows.quota(""), open_types)


def prepared(actor: Actor, newcomer: Newcomer, form: ApplicationForm) -> Application:
    """The application that a newcomer's ``form`` describes, not yet stored.

    Raises:
        Invalid, ServiceError: as `applications.apply`.
    """
    client = newcomer.client
    clients.refuse_account(actor, client, newcomer.answered)
    return described(client.id, clients.default_group(), form, actor)


def ask_with(
    unit: Unit,
    newcomer: Newcomer,
    application: Application,
    *,
    linked: tuple[Link, ...],
    waits_on: tuple[Link, ...],
) -> None:
    """Ask for the account in the unit that makes the client; behind a gate it waits for that, too.

    Raises:
        AccountLimitReached. KycRequired: nothing that it could wait for is handed in.
    """
    draft = draft_of(newcomer.client, application)
    verified = tuple(one for one in linked if one.type is RequestType.KYC and kyc.is_shut(draft))
    held = replace(draft, linked=linked, waits_on=(*waits_on, *verified))
    asked(unit, application, held)


def _probe(kind: AccountType) -> RequestDraft:
    """What a request for an account of ``kind`` would say of itself."""
    summary: dict[str, str | int] = {"kind": kind.kind.value}
    return RequestDraft("", RequestType.OPEN_ACCOUNT, "", "", summary=summary)
