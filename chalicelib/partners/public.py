"""What other capabilities may ask of partners: what they keep of a client."""

from chalicelib.partners.service.keeping import KEEPER

__all__ = ["KEEPER"]
