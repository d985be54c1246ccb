"""What others may ask of kyc: gates, newcomers' records, and what takes part elsewhere."""

from typing import TYPE_CHECKING

from chalicelib.core.on_demand import on_demand

if TYPE_CHECKING:
    from chalicelib.kyc.model.cases import KycStatus, Submission
    from chalicelib.kyc.model.errors import KycRequired
    from chalicelib.kyc.model.settings import Gate
    from chalicelib.kyc.service.gates import guard, is_shut, is_verified, shut_for
    from chalicelib.kyc.service.personal import KEEPER
    from chalicelib.kyc.service.reading import details, offered
    from chalicelib.kyc.service.submitting import Prepared, hand_in_with, prepared
else:
    __getattr__ = on_demand(__name__)

__all__ = [
    "KEEPER",
    "Gate",
    "KycRequired",
    "KycStatus",
    "Prepared",
    "Submission",
    "details",
    "guard",
    "hand_in_with",
    "is_shut",
    "is_verified",
    "offered",
    "prepared",
    "shut_for",
]
