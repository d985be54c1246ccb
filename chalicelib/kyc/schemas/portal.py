"""A client's case as they see it."""

from datetime import date
from typing import Any, Self

from chalicelib.edge.schemas import View
from chalicelib.kyc.model.cases import KycStatus
from chalicelib.kyc.model.settings import Gate, Vendor
from chalicelib.kyc.schemas.records import KycCheckView, KycFormView, KycRecordView
from chalicelib.kyc.service.reading import Overview


class KycView(View):
    """Where the client stands, what they can hand in, and what is shut to them until then.

    ``is_waiting`` when a record waits for a decision: then nothing can be handed in. With a
    ``vendor`` the client is checked on its page while a record waits.
    """

    status: KycStatus
    is_waiting: bool
    expires_on: date | None
    latest: KycRecordView | None
    forms: list[KycFormView]
    shut: list[Gate]
    vendor: Vendor
    check: KycCheckView | None

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        seen: Overview = noun
        case = seen.case
        return cls(
            status=case.status,
            is_waiting=case.pending_id is not None,
            expires_on=case.expires_on,
            latest=KycRecordView.of(seen.latest) if seen.latest else None,
            forms=[KycFormView.of(one) for one in seen.forms],
            shut=list(seen.shut),
            vendor=seen.vendor,
            check=KycCheckView.of(case.check) if case.check else None,
        )


class StartedCheckView(View):
    """The vendor's page for this client; it works for half an hour."""

    url: str
