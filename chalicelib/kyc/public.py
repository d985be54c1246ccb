"""What others may ask of kyc: whether a gate is open, and what the app plugs together."""

from chalicelib.kyc.model.cases import KycStatus
from chalicelib.kyc.model.errors import KycRequired
from chalicelib.kyc.service.gates import guard
from chalicelib.kyc.service.people import introduce
from chalicelib.kyc.service.reading import details

__all__ = ["KycRequired", "KycStatus", "details", "guard", "introduce"]
