"""The logs of logins and of e-mails over the whole broker, each in the reader's data scope."""

from chalicelib import ports
from chalicelib.clients import public as clients
from chalicelib.core.actor import Actor, Realm
from chalicelib.core.errors import NotFound
from chalicelib.core.nouns import dataclass
from chalicelib.core.paging import Page, PageRequest
from chalicelib.core.veil import SensitiveField, Showing
from chalicelib.identity import public as identity
from chalicelib.identity.public import LoginEvent, LoginLogFilter
from chalicelib.notifications import public as notifications
from chalicelib.notifications.public import Delivery, MailFilter
from chalicelib.staff import public as staff


@dataclass(frozen=True)
class NamedLogin:
    """A line of a login log with the name of whose it is."""

    event: LoginEvent
    name: str


@dataclass(frozen=True)
class NamedMail:
    """A mail of the log with the name of whom it went to."""

    mail: Delivery
    name: str
    repeatable: bool


def logins(actor: Actor, wanted: LoginLogFilter, request: PageRequest) -> Page[NamedLogin]:
    """Logins of clients in the actor's scope, or of staff, newest first.

    Who does not see addresses finds nothing by one.

    Raises:
        Invalid: ``cursor_invalid``.
    """
    if wanted.ip and actor.veil.showing(SensitiveField.IP_ADDRESS) is not Showing.SHOWN:
        return Page(())
    names: dict[str, str] = {}

    def visible(subject_ids: frozenset[str]) -> frozenset[str]:
        found = _names(actor, wanted.realm, subject_ids)
        if wanted.ip and wanted.realm is Realm.CLIENT:
            found = _found_by_address(actor, found)
        names.update(found)
        return frozenset(found)

    page = identity.login_log(wanted, request, visible)
    return page.map(lambda one: NamedLogin(one, names[one.subject_id]))


def _found_by_address(actor: Actor, names: dict[str, str]) -> dict[str, str]:
    """Without those whose addresses the actor does not see because of the client's group."""
    veils = clients.veils_over(actor, names)
    address = SensitiveField.IP_ADDRESS
    return {
        one: name
        for one, name in names.items()
        if veils.get(one, actor.veil).showing(address) is Showing.SHOWN
    }


def mails(actor: Actor, wanted: MailFilter, request: PageRequest) -> Page[NamedMail]:
    """Mails to clients in the actor's scope; to others for who sees the company. Newest first.

    Raises:
        Invalid: ``cursor_invalid``.
    """
    names: dict[str, str] = {}

    def visible(found: tuple[Delivery, ...]) -> tuple[Delivery, ...]:
        names.update(_names_of_readers(actor, found))
        return tuple(one for one in found if one.recipient in names)

    page = notifications.mails(wanted, request, visible)
    return page.map(lambda one: _named(one, names[one.recipient]))


def mails_of_client(actor: Actor, client_id: str, request: PageRequest) -> Page[NamedMail]:
    """Mails to one client, newest first.

    Raises:
        NotFound: the client is outside the actor's scope.
    """
    client = clients.client(actor, client_id)
    wanted = MailFilter(recipient=f"{Realm.CLIENT}:{client.id}")
    page = notifications.mails(wanted, request, lambda found: found)
    return page.map(lambda one: _named(one, client.name))


def repeat(actor: Actor, mail_id: str) -> NamedMail:
    """Send a mail again.

    Raises:
        NotFound: there is none in the actor's scope. NotRepeatable: ``mail_not_repeatable``.
        Limited: five times a day.
    """
    found = notifications.mail(mail_id)
    names = _names_of_readers(actor, (found,))
    if found.recipient not in names:
        raise NotFound("no such mail", what="mail")
    named = _named(found, names[found.recipient])
    ports.transact(actor, lambda unit: notifications.repeat_mail(unit, found))
    return named


def _named(mail: Delivery, name: str) -> NamedMail:
    return NamedMail(mail, name, notifications.is_repeatable(mail))


def _names_of_readers(actor: Actor, mails: tuple[Delivery, ...]) -> dict[str, str]:
    """The names of those who got ``mails``, by recipient, as far as the actor may know of them."""
    names: dict[str, str] = {}
    for realm in (Realm.CLIENT, Realm.STAFF):
        ids = frozenset(one.subject_id for one in mails if one.subject_id and one.realm is realm)
        found = _names(actor, realm, ids)
        names |= {
            one.recipient: found[one.subject_id]
            for one in mails
            if one.realm is realm and one.subject_id in found
        }
    if actor.scope.company:
        names |= {one.recipient: "" for one in mails if not one.subject_id}
    return names


def _names(actor: Actor, realm: Realm, subject_ids: frozenset[str]) -> dict[str, str]:
    """The names of those among ``subject_ids`` whom the actor may know of."""
    if not subject_ids:
        return {}
    if realm is Realm.CLIENT:
        return {one.id: one.name for one in clients.visible(actor, subject_ids)}
    return staff.names(subject_ids) if actor.scope.company else {}
