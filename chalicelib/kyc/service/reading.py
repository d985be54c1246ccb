"""What clients and staff are shown of a case."""

from chalicelib import ports
from chalicelib.approvals.public import AttachedFile, Details, Fact
from chalicelib.core.actor import Actor
from chalicelib.core.nouns import dataclass
from chalicelib.core.paging import Page, PageRequest
from chalicelib.core.permissions import Permission
from chalicelib.kyc import store
from chalicelib.kyc.model.cases import Case
from chalicelib.kyc.model.settings import FORMS, VENDOR, Gate, KycForm, Vendor
from chalicelib.kyc.service import gates, people
from chalicelib.kyc.service.showing import Shown, masked, seen, shown
from chalicelib.settings import public as settings
from chalicelib.storage import audit
from chalicelib.storage.unit import Unit


@dataclass(frozen=True)
class Overview:
    """A client's case as they see it: what they can choose, and which gates are shut to them."""

    case: Case
    latest: Shown | None
    forms: tuple[KycForm, ...]
    shut: tuple[Gate, ...]
    vendor: Vendor


@dataclass(frozen=True)
class Sheet:
    """A client's case as staff see it."""

    case: Case
    in_force: Shown | None
    latest: Shown | None
    forms: tuple[KycForm, ...]
    vendor: Vendor


def own(actor: Actor) -> Overview:
    """The client's own case."""
    case = store.case_of(actor.id)
    return Overview(
        case=case,
        latest=shown(store.record(case.latest_id)) if case.latest_id else None,
        forms=offered(),
        shut=gates.shut_for(actor.id),
        vendor=settings.value(VENDOR).vendor,
    )


def own_history(actor: Actor, request: PageRequest) -> Page[Shown]:
    """The client's records, newest first."""
    return store.records_of(actor.id, request).map(shown)


def sheet(actor: Actor, client_id: str) -> Sheet:
    """A client's case, for staff; sensitive answers are masked.

    Raises:
        NotFound: not in their scope.
    """
    people.client(actor, client_id)
    case = store.case_of(client_id)
    latest = store.record(case.latest_id) if case.latest_id else None
    in_force = latest if latest and latest.id == case.approved_id else None
    if in_force is None and case.approved_id:
        in_force = store.record(case.approved_id)
    return Sheet(
        case=case,
        in_force=masked(in_force) if in_force else None,
        latest=masked(latest) if latest else None,
        forms=offered(),
        vendor=settings.value(VENDOR).vendor,
    )


def history(actor: Actor, client_id: str, request: PageRequest) -> Page[Shown]:
    """A client's records, newest first, for staff; sensitive answers are masked.

    Raises:
        NotFound: not in their scope.
    """
    people.client(actor, client_id)
    return store.records_of(client_id, request).map(masked)


def in_full(actor: Actor, record_id: str) -> tuple[Shown, Case]:
    """A record with everything in it, and its case, for the review; that it was read is logged.

    Raises:
        NotFound: no such record in their scope.
    """

    def work(unit: Unit) -> tuple[Shown, Case]:
        record = seen(actor, record_id)
        audit.record(unit, "kyc_record_read", "kyc_record", record_id, client_id=record.client_id)
        return shown(record), store.case_of(record.client_id)

    return ports.transact(actor, work)


def details(record_id: str, actor: Actor) -> Details:
    """What the review screen shows of a record: its answers, the vendor's verdict, its files."""
    record = store.record(record_id)
    case, seen = store.case_of(record.client_id), masked(record)
    facts = [
        Fact("form", record.form_name["en"]),
        Fact("number", str(record.number)),
        Fact("kyc_origin", record.origin.value),
    ]
    if case.check is not None:
        facts.append(Fact("kyc_verdict", case.check.outcome.value))
    files = seen.files if actor.may(Permission.READ_KYC) else ()
    return Details(tuple(facts), tuple(AttachedFile(one.file_id, one.file_name) for one in files))


def offered() -> tuple[KycForm, ...]:
    """The forms that can be chosen now."""
    return tuple(one for one in settings.value(FORMS) if one.enabled)
