"""The saved profile that a withdrawal goes to: taken at submission, let go at the decision."""

from dataclasses import replace

from chalicelib.core.errors import NotFound
from chalicelib.funds.model.details import DetailsNotApproved, DetailsStatus, WithdrawalDetails
from chalicelib.funds.model.withdrawals import WithdrawalDraft
from chalicelib.funds.store import details as store
from chalicelib.storage.unit import Unit


def taken(unit: Unit, client_id: str, draft: WithdrawalDraft) -> WithdrawalDetails:
    """The profile to pay to; until `let_go` it cannot be deleted.

    Raises:
        NotFound: not the client's, or of another method. DetailsNotApproved.
    """
    details = chosen(client_id, draft)
    return store.change(unit, details, replace(details, waiting=details.waiting + 1))


def chosen(client_id: str, draft: WithdrawalDraft) -> WithdrawalDetails:
    """The profile that a withdrawal would be paid to.

    Raises:
        NotFound: not the client's, or of another method. DetailsNotApproved.
    """
    details = store.get(draft.details_id)
    if details.client_id != client_id or details.method_id != draft.method_id:
        raise NotFound("no such withdrawal details", what="withdrawal_details")
    if details.status is not DetailsStatus.APPROVED:
        raise DetailsNotApproved(field="details_id", status=details.status.value)
    return details


def let_go(unit: Unit, details_id: str) -> None:
    """One withdrawal less waits for this profile."""
    details = store.get(details_id)
    store.change(unit, details, replace(details, waiting=max(details.waiting - 1, 0)))
