"""The broker's people as they sign in: joining with a login, changing, leaving, coming back.

`staff` knows the member and `identity` the login; what concerns both happens here, in one unit.
"""

from dataclasses import replace

from chalicelib import ports
from chalicelib.core.actor import Actor, Realm, system
from chalicelib.core.nouns import dataclass
from chalicelib.core.paging import Page, PageRequest
from chalicelib.identity import store
from chalicelib.identity.model import Login, LoginState, LoginStatus
from chalicelib.identity.rules import attempts
from chalicelib.identity.service import logins
from chalicelib.staff import public as staff
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit


@dataclass(frozen=True)
class Hiring:
    """Somebody to join. Without a ``password`` they are invited to choose one themselves.

    With one, they may be held to change it before anything else.
    """

    name: str
    email: str
    role_id: str
    supervisor_id: str | None = None
    language: str = "en"
    password: str | None = None
    must_change_password: bool = False


@dataclass(frozen=True)
class Colleague:
    """A member with the names that go with them, and how their login stands."""

    member: staff.Member
    role_name: str
    supervisor_name: str | None
    state: LoginState | None


def hire(actor: Actor, draft: Hiring, command: Command | None = None) -> Colleague:
    """Let somebody join with a login; settles ``command``, if there is one.

    Raises:
        EmailTaken, PasswordWeak, and what `staff.public.add_member` raises.
    """

    def work(unit: Unit) -> Colleague:
        member = staff.add_member(
            unit,
            staff.MemberDraft(
                name=draft.name,
                email=draft.email,
                role_id=draft.role_id,
                supervisor_id=draft.supervisor_id,
            ),
        )
        _open_login(unit, member, draft)
        hired = _with_names([member])[0]
        if command is not None:
            command.settle(unit, hired)
        return hired

    return ports.transact(actor, work)


def create_first_owner(*, name: str, email: str, password: str, language: str) -> str:
    """See `public.create_first_owner`."""
    draft = Hiring(name, email, role_id=staff.OWNER_ROLE_ID, language=language, password=password)

    def work(unit: Unit) -> str:
        member = staff.add_owner(unit, name=name, email=email)
        _open_login(unit, member, draft)
        return member.id

    return ports.transact(system("installation"), work)


def _open_login(unit: Unit, member: staff.Member, draft: Hiring) -> None:
    if draft.password is None:
        logins.invite(
            unit,
            subject_id=member.id,
            email=draft.email,
            name=draft.name,
            language=draft.language,
        )
        return
    logins.create_login(
        unit,
        realm=Realm.STAFF,
        subject_id=member.id,
        email=draft.email,
        name=draft.name,
        password=draft.password,
        language=draft.language,
        status=LoginStatus.ACTIVE,
        must_change_password=draft.must_change_password,
    )


def change(
    actor: Actor,
    staff_id: str,
    wanted: staff.MemberChange,
    *,
    must_change_password: bool | None = None,
) -> Colleague:
    """Change a member and keep their login in step.

    Disabling ends every session; enabling also opens a login that failed attempts have shut.
    ``must_change_password`` holds them to choose a new password before anything else.

    Raises:
        What `staff.public.change_member` raises.
    """

    def work(unit: Unit) -> None:
        staff.check_reach(unit.actor, staff_id)
        staff.change_member(unit, staff_id, wanted)
        before = store.login(Realm.STAFF, staff_id)
        after = _in_step(unit, before, wanted)
        if must_change_password is not None:
            after = replace(after, must_change_password=must_change_password)
        if after != before:
            store.change_login(unit, before, after)

    ports.transact(actor, work)
    return colleague(staff_id)


def _in_step(unit: Unit, login: Login, wanted: staff.MemberChange) -> Login:
    named = replace(login, name=wanted.name or login.name)
    if wanted.active is False:
        return replace(named, epoch=named.epoch + 1)
    if wanted.active and (named.status is LoginStatus.SUSPENDED or named.failed_attempts):
        return attempts.with_status(named, LoginStatus.ACTIVE, "", unit.actor.ref, unit.now)
    return named


def colleague(staff_id: str) -> Colleague:
    """One member.

    Raises:
        NotFound: no such member.
    """
    return _with_names([staff.member(staff_id)])[0]


def colleagues(request: PageRequest) -> Page[Colleague]:
    """Everybody, in the order of their names."""
    page = staff.members(request)
    return Page(tuple(_with_names(page.items)), page.next_cursor)


def _with_names(members: "list[staff.Member] | tuple[staff.Member, ...]") -> list[Colleague]:
    roles = staff.role_names(one.role_id for one in members)
    superiors = staff.names(one.supervisor_id for one in members if one.supervisor_id)
    states = logins.login_states(Realm.STAFF, (one.id for one in members))
    return [
        Colleague(
            member=one,
            role_name=roles.get(one.role_id, ""),
            supervisor_name=superiors.get(one.supervisor_id or ""),
            state=states.get(one.id),
        )
        for one in members
    ]
