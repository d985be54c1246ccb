"""All who keep something: the capabilities by their own word, and what lies below them by ours.

A test demands that every kind of row is named by exactly one keeper of its capability.
"""

from collections.abc import Iterator

from chalicelib.accounts import public as accounts
from chalicelib.approvals import public as approvals
from chalicelib.clients import public as clients
from chalicelib.consents import public as consents
from chalicelib.core.keeping import Keeper, Kept, Part, Run, of_nobody
from chalicelib.core.paging import MAX_PAGE_SIZE, PageRequest
from chalicelib.documents import public as documents
from chalicelib.funds import public as funds
from chalicelib.identity import public as identity
from chalicelib.kyc import public as kyc
from chalicelib.notifications import public as notifications
from chalicelib.partners import public as partners
from chalicelib.ports import stores
from chalicelib.privacy import store
from chalicelib.privacy.model import DataCopy
from chalicelib.promotions import public as promotions
from chalicelib.reconciliation import public as reconciliation
from chalicelib.reports import public as reports
from chalicelib.sales import public as sales
from chalicelib.storage import audit
from chalicelib.storage.audit import AuditRecord
from chalicelib.storage.keeping import erase_page, every, part
from chalicelib.storage.unit import Unit
from chalicelib.support import public as support

_NOT_TOLD = ("salt", "seal", "actor_realm", "actor_id", "request_id", "before", "after")


def _acts(client_id: str) -> Iterator[Part]:
    acts = every(lambda page: audit.by_client(client_id, page))
    yield part("activity", acts, *_NOT_TOLD)


def _acts_erased(run: Run, client_id: str, cursor: str | None) -> str | None:
    return erase_page(run, lambda page: audit.by_client(client_id, page), _nameless, cursor)


def _records_erased(run: Run, client_id: str, cursor: str | None) -> str | None:
    return erase_page(run, lambda page: audit.of_client(client_id, page), _nameless, cursor)


def _nameless(unit: Unit, record: AuditRecord) -> None:
    audit.erase(unit, record)


def _copies_erased(run: Run, client_id: str, _cursor: str | None) -> str | None:
    """The archives first: they hold everything."""
    page = store.copies(client_id, PageRequest(MAX_PAGE_SIZE))
    for one in page.items:
        stores.export_files().remove(one.id)
        _forget(run, one)
    return "more" if page.next_cursor else None


def _forget(run: Run, one: DataCopy) -> None:
    run(lambda unit: store.remove_copy(unit, one))


def _copies(client_id: str) -> Iterator[Part]:
    yield part("data_copies", every(lambda page: store.copies(client_id, page)))


_AUDIT = Keeper(
    "audit",
    (
        Kept("AuditRecord", "activity", erased=True, why="who did what to which id stays, sealed"),
        *of_nobody("digests", "Link", "Place", "Head", "Check"),
    ),
    _acts,
    (_acts_erased, _records_erased),
)
_PRIVACY = Keeper(
    "privacy",
    (
        Kept("DataCopy", "data_copies", erased=True),
        *of_nobody("that a client was erased, and when: ids and times", "Erasure", "Wish"),
    ),
    _copies,
    (_copies_erased,),
)
_OTHERS = (
    Keeper(
        "phones",
        of_nobody(
            "numbers that codes and texts went to: gone by themselves, within 1 and 90 days",
            "CodeSending",
            "TextMessage",
        ),
    ),
    Keeper(
        "onboarding",
        of_nobody(
            "drafts of people who are no clients yet: they go by themselves", "Draft", "_Way"
        ),
    ),
    Keeper(
        "jobs",
        of_nobody(
            "orders of staff for many, by their ids; rows of files go as they are done, or fade",
            "Job",
            "JobRow",
            "JobPart",
            "Tally",
        ),
    ),
    Keeper("settings", of_nobody("the broker's settings", "Schedule", "SettingVersion")),
    Keeper(
        "staff",
        of_nobody("of staff", "Member", "Role", "_RoleName", "SavedViews", "Line"),
    ),
    Keeper(
        "outbox",
        of_nobody(
            "messages that nobody could handle, until staff have settled them", "ParkedMessage"
        ),
    ),
)
KEEPERS: tuple[Keeper, ...] = (
    identity.KEEPER,
    clients.KEEPER,
    consents.KEEPER,
    kyc.KEEPER,
    support.KEEPER,
    sales.KEEPER,
    documents.KEEPER,
    accounts.KEEPER,
    funds.KEEPER,
    partners.KEEPER,
    promotions.KEEPER,
    approvals.KEEPER,
    notifications.KEEPER,
    reconciliation.KEEPER,
    reports.KEEPER,
    _PRIVACY,
    *_OTHERS,
    _AUDIT,
)
"""In the order of erasing: requests lead to what was asked for, so they come after it; what is
done meanwhile is on record, so the records come last."""
