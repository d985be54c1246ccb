"""Designed fields of registration: which there are, what was answered, and corrections by staff."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from chalicelib import ports
from chalicelib.clients.model import Client, ClientKind
from chalicelib.clients.model.answers import REGISTRATION_FORMS, Answered
from chalicelib.clients.service import reading
from chalicelib.clients.store import answers as store
from chalicelib.core import forms
from chalicelib.core.actor import Actor
from chalicelib.core.errors import NotFound
from chalicelib.core.forms import Answers, Form
from chalicelib.core.nouns import dataclass
from chalicelib.core.veil import SensitiveField
from chalicelib.settings import public as settings
from chalicelib.storage import audit
from chalicelib.storage.unit import Unit


@dataclass(frozen=True)
class OfferedForm:
    """The form that newcomers of a kind fill in now."""

    kind: ClientKind
    version: int
    form: Form


@dataclass(frozen=True)
class AnsweredForm:
    """A form as it was when it was answered, with the answers as the reader may see them."""

    kind: ClientKind
    version: int
    form: Form
    answers: Answers


def offered(kind: ClientKind) -> OfferedForm:
    """The form in force for newcomers of ``kind``."""
    now = settings.in_force(REGISTRATION_FORMS[kind])
    return OfferedForm(kind, now.number, now.value)


def answered_now(kind: ClientKind, client_id: str, given: Mapping[str, Any]) -> Answered:
    """What ``given`` answers to the form in force, not yet stored.

    Raises:
        AnswersInvalid: with every fault; fields are under ``answers``.
    """
    form, now = offered(kind), ports.now()
    answers = forms.accepted(form.form, given, now.date())
    return Answered(client_id, kind, form.version, now, answers)


def of_client(actor: Actor, client_id: str) -> tuple[AnsweredForm, ...]:
    """What a client has answered, each to the form as it was then; and the one of their kind.

    Raises:
        NotFound: outside the actor's scope.
    """
    client = reading.client(actor, client_id)
    known = store.answered(client.id)
    return tuple(
        shown(actor, known.get(kind) or _nothing(client, kind))
        for kind in ClientKind
        if kind in known or kind is client.kind
    )


@dataclass(frozen=True)
class OwnRegistration:
    """How a client came in, as they are shown it."""

    client: Client
    forms: tuple[AnsweredForm, ...]


def own(actor: Actor) -> OwnRegistration:
    """What the client ``actor`` gave at registration.

    Raises:
        NotFound: there is no such client.
    """
    return OwnRegistration(reading.client(actor, actor.id), of_client(actor, actor.id))


def shown(actor: Actor, answered: Answered) -> AnsweredForm:
    """Answers with the form they were given to; sensitive ones as the actor's veil lets them."""
    form = settings.of_version(REGISTRATION_FORMS[answered.kind], answered.form_version)
    sensitive = {one.key for one in form.fields if one.sensitive}
    answers: Answers = {
        key: actor.veil.text(SensitiveField.IDENTITY, one)
        if key in sensitive and isinstance(one, str)
        else one
        for key, one in answered.answers.items()
    }
    return AnsweredForm(answered.kind, answered.form_version, form, answers)


def correct(actor: Actor, client_id: str, kind: ClientKind, changes: Mapping[str, Any]) -> None:
    """Let staff correct answers: those in ``changes``, an empty one takes an answer away.

    They are checked against the form that they were given to.

    Raises:
        NotFound: outside the actor's scope, or a form that the client never met.
        AnswersInvalid.
    """

    def work(unit: Unit) -> None:
        client = reading.client(actor, client_id)
        before = store.answered(client.id).get(kind)
        if before is None and kind is not client.kind:
            raise NotFound("the client was never asked this", what="form")
        start = before or _nothing(client, kind)
        after = corrected(start, changes)
        if after.answers == start.answers:
            return
        store.keep(unit, before, after)
        audit.record(
            unit,
            "registration_answers_changed",
            "client",
            client.id,
            client_id=client.id,
            before=told(start, after.answers),
            after=told(after, start.answers),
        )

    ports.transact(actor, work)


def corrected(start: Answered, changes: Mapping[str, Any]) -> Answered:
    """``start`` with ``changes``, checked against its own form.

    Raises:
        AnswersInvalid.
    """
    form = settings.of_version(REGISTRATION_FORMS[start.kind], start.form_version)
    answers = forms.accepted(form, {**start.answers, **changes}, ports.now().date())
    return replace(start, answers=answers)


def told(answered: Answered, other: Answers) -> dict[str, Any]:
    """The answers that differ from ``other``, for the log: sensitive ones masked."""
    form = settings.of_version(REGISTRATION_FORMS[answered.kind], answered.form_version)
    differing = {key: one for key, one in answered.answers.items() if other.get(key) != one}
    return dict(forms.masked(form, differing))


def _nothing(client: Client, kind: ClientKind) -> Answered:
    """No answers yet, to the form in force."""
    return Answered(client.id, kind, offered(kind).version, client.registered_at)
