"""What a client is to the broker: the one word that every other noun of clients needs."""

from enum import StrEnum


class ClientKind(StrEnum):
    """What a client is to the broker."""

    TRADER = "trader"
    IB = "ib"
