"""What staff may correct of an application for an account before they decide."""

from collections.abc import Mapping
from dataclasses import replace

from chalicelib.accounts.model import ACCOUNT_TYPES, AccountType, Application, ApplicationStatus
from chalicelib.accounts.store import applications as application_rows
from chalicelib.approvals.public import EditableField, FieldChoice, FieldKind, Request
from chalicelib.core.actor import Actor
from chalicelib.core.errors import Invalid, NotFound
from chalicelib.messages.approvals import Summary
from chalicelib.settings import public as settings
from chalicelib.storage.unit import Unit

_TYPE = "account_type"
_LEVERAGE = "leverage"


def application_fields(request: Request, _actor: Actor) -> tuple[EditableField, ...]:
    """The type, among those of the same server, kind and currency; and the leverage."""
    application = _application(request.id)
    if application.status is not ApplicationStatus.SUBMITTED:
        return ()
    kind = application.account_type
    types = {one.id: one for one in (*_alike(kind), kind)}
    leverages = sorted({*kind.leverages, application.leverage})
    return (
        EditableField(
            code=_TYPE,
            kind=FieldKind.CHOICE,
            value=kind.id,
            choices=tuple(FieldChoice(one.id, _named(one)) for one in types.values()),
        ),
        EditableField(
            code=_LEVERAGE,
            kind=FieldKind.CHOICE,
            value=str(application.leverage),
            choices=tuple(FieldChoice(str(one), f"1:{one}") for one in leverages),
        ),
    )


def amend_application(unit: Unit, request: Request, values: Mapping[str, str]) -> Summary:
    """Let the account be of another type or leverage; a type brings its own default leverage.

    Raises:
        Invalid: ``account_type_not_offered``, ``leverage_not_offered``.
    """
    before = _application(request.id)
    kind = _type(before.account_type, values.get(_TYPE))
    leverage = _leverage(before, kind, values.get(_LEVERAGE))
    application_rows.change_application(
        unit, before, replace(before, account_type=kind, leverage=leverage)
    )
    return {"account_type": _named(kind), "leverage": leverage}


def _type(now: AccountType, wanted: str | None) -> AccountType:
    if wanted is None:
        return now
    for one in _alike(now):
        if one.id == wanted:
            return one
    raise Invalid("no such type", code="account_type_not_offered", field=f"values.{_TYPE}")


def _leverage(before: Application, kind: AccountType, wanted: str | None) -> int:
    if wanted is None:
        return before.leverage if before.leverage in kind.leverages else kind.default_leverage
    allowed = {str(one): one for one in kind.leverages}
    if wanted not in allowed:
        raise Invalid("not of this type", code="leverage_not_offered", field=f"values.{_LEVERAGE}")
    return allowed[wanted]


def _alike(kind: AccountType) -> list[AccountType]:
    """The types that an application for ``kind`` can be turned to, as nothing else changes."""
    alike = (kind.server_id, kind.kind, kind.currency)
    return [
        one
        for one in settings.value(ACCOUNT_TYPES)
        if (one.server_id, one.kind, one.currency) == alike
    ]


def _application(request_id: str) -> Application:
    found = application_rows.find_application(request_id)
    if found is None:
        raise NotFound("no such application", what="application")
    return found


def _named(kind: AccountType) -> str:
    return kind.name.get("en", kind.id)
