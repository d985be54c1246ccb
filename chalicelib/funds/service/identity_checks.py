"""Verified identity for large withdrawals, whatever the gates of kyc say about small ones."""

from chalicelib.approvals import public as approvals
from chalicelib.clients import public as clients
from chalicelib.core.money import Money
from chalicelib.funds.model.rates import RateDirection
from chalicelib.funds.model.settings import IDENTITY_CHECK_ABOVE
from chalicelib.funds.model.withdrawals import IdentityCheckRequired
from chalicelib.funds.service import rates
from chalicelib.kyc import public as kyc
from chalicelib.settings import public as settings


def check(client_id: str, amount: Money) -> None:
    """Refuse a client whose identity is not verified more than the broker's threshold.

    It is in the base currency, and reached from above: exactly as much may be withdrawn. What has
    no rate cannot be compared, and so needs the check.

    Raises:
        IdentityCheckRequired.
    """
    above = settings.value(IDENTITY_CHECK_ABOVE)
    if above is None or kyc.is_verified(client_id):
        return
    base = settings.value(approvals.BASE_CURRENCY)
    threshold = Money.parse(above, base)
    group = clients.group_of(client_id).id
    in_base = rates.in_base(amount, base, RateDirection.WITHDRAWAL, group)
    if in_base.currency != base or in_base > threshold:
        raise IdentityCheckRequired(
            "verify your identity first", threshold=str(threshold), currency=base
        )
