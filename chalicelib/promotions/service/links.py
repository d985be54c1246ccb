"""Links as staff make, change and delete them, and read what they have brought."""

from dataclasses import replace

from chalicelib import ports
from chalicelib.clients import public as clients
from chalicelib.core import qr
from chalicelib.core.actor import Actor
from chalicelib.core.errors import Forbidden, Invalid, NotFound
from chalicelib.core.paging import Page, PageRequest
from chalicelib.core.permissions import Permission
from chalicelib.partners import public as partners
from chalicelib.promotions import rules, store
from chalicelib.promotions.model import (
    Audience,
    Figures,
    LinkDraft,
    LinkSheet,
    PromotionalLink,
    ReferrerFigures,
)
from chalicelib.storage import audit
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit

DAYS_SHOWN = 90


def listed(request: PageRequest) -> Page[LinkSheet]:
    """All links with their counts, the newest first."""
    page = store.page(request)
    figures = store.totals(one.id for one in page.items)
    return page.map(lambda one: LinkSheet(one, figures[one.id], _url(one)))


def sheet(actor: Actor, link_id: str) -> LinkSheet:
    """One link with its counts by day.

    Raises:
        NotFound.
    """
    return _sheet(actor, _link(link_id))


def referrers(actor: Actor, link_id: str, request: PageRequest) -> Page[ReferrerFigures]:
    """What each referrer has brought by a link; whom the actor does not see is left out.

    Raises:
        NotFound.
    """
    page = store.referrers(_link(link_id).id, request)
    names = {one.id: one.name for one in clients.visible(actor, [one for one, _ in page.items])}
    seen = (ReferrerFigures(one, names[one], said) for one, said in page.items if one in names)
    return Page(tuple(seen), page.next_cursor)


def create(actor: Actor, code: str, draft: LinkDraft, command: Command) -> LinkSheet:
    """Make a link under a code that no link has had.

    Raises:
        Invalid: see `rules.check`; ``named_client_unknown``, ``plan_not_in_force``.
        NotFound: the group. Forbidden: a scheme, by whoever may not give terms.
        Conflict: ``link_code_taken``.
    """

    def work(unit: Unit) -> LinkSheet:
        _check(actor, None, draft, unit)
        link = PromotionalLink(
            id=unit.ids.new("lnk", unit.now),
            code=code,
            draft=_tidy(draft),
            created_at=unit.now,
            created_by=unit.actor.name,
        )
        _note(unit, "promotional_link_created", link, {}, _facts(link))
        made = _sheet(actor, store.insert(unit, link))
        command.settle(unit, made)
        return made

    return ports.transact(actor, work)


def change(actor: Actor, link_id: str, draft: LinkDraft) -> LinkSheet:
    """Let a link be as ``draft`` says from now on; who came by it before stays as they are.

    Raises:
        See `create`. NotFound: also a deleted link.
    """

    def work(unit: Unit) -> LinkSheet:
        before = _link(link_id)
        _check(actor, before.draft, draft, unit)
        after = replace(before, draft=_tidy(draft))
        if after == before:
            return _sheet(actor, before)
        _note(unit, "promotional_link_changed", before, _facts(before), _facts(after))
        return _sheet(actor, store.change(unit, before, after))

    return ports.transact(actor, work)


def delete(actor: Actor, link_id: str) -> None:
    """Let a link lead nowhere; its row, its counts and its code stay.

    Raises:
        NotFound: also a deleted link.
    """

    def work(unit: Unit) -> None:
        before = _link(link_id)
        _note(unit, "promotional_link_deleted", before, _facts(before), {})
        store.change(unit, before, replace(before, deleted_at=unit.now))

    ports.transact(actor, work)


def _link(link_id: str) -> PromotionalLink:
    found = store.find(link_id)
    if found is None or found.deleted_at is not None:
        raise NotFound("no such link", what="promotional_link")
    return found


def _check(actor: Actor, before: LinkDraft | None, draft: LinkDraft, unit: Unit) -> None:
    rules.check(draft)
    clients.check_group(draft.group_id)
    known = set(before.named_ids) if before else set()
    asked = [one for one in draft.named_ids if one not in known]
    if len(clients.visible(actor, asked)) < len(set(asked)):
        raise Invalid("no such client", code="named_client_unknown", field="named_ids")
    if draft.scheme_id == (before.scheme_id if before else ""):
        return
    if not actor.may(Permission.UPDATE_COMMISSION_TERMS):
        raise Forbidden("giving terms is another permission", code="terms_not_yours")
    if draft.scheme_id:
        partners.check_flexible(draft.scheme_id, unit.now, "scheme_id")


def _tidy(draft: LinkDraft) -> LinkDraft:
    is_named = draft.audience is Audience.NAMED
    return replace(draft, named_ids=tuple(sorted(set(draft.named_ids))) if is_named else ())


def _url(link: PromotionalLink) -> str:
    return rules.address(ports.portal_url(), link.code)


def _sheet(actor: Actor, link: PromotionalLink) -> LinkSheet:
    url, scheme = _url(link), link.draft.scheme_id
    named = clients.visible(actor, link.draft.named_ids)
    return LinkSheet(
        link=link,
        figures=store.totals([link.id]).get(link.id, Figures()),
        url=url,
        qr=qr.rows(url),
        days=store.days(link.id, "", DAYS_SHOWN),
        names={one.id: one.name for one in named},
        scheme_name=partners.plan_names([scheme]).get(scheme, "") if scheme else "",
    )


def _note(
    unit: Unit,
    action: str,
    link: PromotionalLink,
    before: dict[str, object],
    after: dict[str, object],
) -> None:
    audit.record(unit, action, "promotional_link", link.id, before=before, after=after)


def _facts(link: PromotionalLink) -> dict[str, object]:
    draft = link.draft
    return {
        "code": link.code,
        "name": draft.name,
        "source": draft.source,
        "target": draft.target.value,
        "audience": draft.audience.value,
        "named_ids": list(draft.named_ids),
        "group_id": draft.group_id,
        "language": draft.language,
        "landing_url": draft.landing_url,
        "flexible_scheme": draft.scheme_id,
        "active": draft.active,
    }
