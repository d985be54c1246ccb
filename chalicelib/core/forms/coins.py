"""Addresses on chains that carry a checksum: a typing error is found before money is sent.

Bitcoin's main chain. Base58Check (P2PKH ``1…``, P2SH ``3…``): version byte, 20 bytes, and the first
four bytes of their double SHA-256. Segregated witness (``bc1…``): Bech32 by BIP 173 for version 0,
Bech32m by BIP 350 for the versions after it.
"""

import hashlib
from collections.abc import Iterable

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_VERSIONS = frozenset({0, 5})
_PREFIX = "bc"
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_BECH32_CONSTANT, _BECH32M_CONSTANT = 1, 0x2BC830A3
_LEGACY_BYTES, _CHECKSUM_SIGNS, _LONGEST = 25, 6, 90
_LAST_WITNESS_VERSION, _PROGRAMS_OF_0 = 16, frozenset({20, 32})


def bitcoin_problem(address: str) -> str | None:
    """What is wrong with ``address`` (no blanks), or None."""
    if address.lower().startswith(f"{_PREFIX}1"):
        return _witness_problem(address)
    if not address.startswith(("1", "3")) or not set(address) <= set(_BASE58):
        return "bitcoin_malformed"
    number = 0
    for sign in address:
        number = number * 58 + _BASE58.index(sign)
    if number >= 1 << (8 * _LEGACY_BYTES):
        return "bitcoin_malformed"
    whole = number.to_bytes(_LEGACY_BYTES)
    body, checksum = whole[:-4], whole[-4:]
    zeros = len(address) - len(address.lstrip("1"))
    if body[0] not in _VERSIONS or zeros != len(whole) - len(whole.lstrip(b"\0")):
        return "bitcoin_malformed"
    digest = hashlib.sha256(hashlib.sha256(body).digest()).digest()
    return None if digest[:4] == checksum else "bitcoin_checksum"


def _witness_problem(address: str) -> str | None:
    """Whatever case it is written in, but one."""
    if address not in (address.lower(), address.upper()) or len(address) > _LONGEST:
        return "bitcoin_malformed"
    signs = address.lower()[len(_PREFIX) + 1 :]
    if len(signs) <= _CHECKSUM_SIGNS or not set(signs) <= set(_BECH32):
        return "bitcoin_malformed"
    values = [_BECH32.index(sign) for sign in signs]
    version = values[0]
    expected = _BECH32M_CONSTANT if version else _BECH32_CONSTANT
    stretched = [*(ord(one) >> 5 for one in _PREFIX), 0, *(ord(one) & 31 for one in _PREFIX)]
    if _polymod((*stretched, *values)) != expected:
        return "bitcoin_checksum"
    program = _bytes_in(values[1:-_CHECKSUM_SIGNS])
    fits = program is not None and (
        program in _PROGRAMS_OF_0 if version == 0 else 2 <= program <= 40
    )
    return None if fits and version <= _LAST_WITNESS_VERSION else "bitcoin_malformed"


def _polymod(values: Iterable[int]) -> int:
    checksum = 1
    for value in values:
        top = checksum >> 25
        checksum = (checksum & 0x1FFFFFF) << 5 ^ value
        for place, factor in enumerate(_GENERATOR):
            checksum ^= factor if top >> place & 1 else 0
    return checksum


def _bytes_in(values: list[int]) -> int | None:
    """How many bytes groups of five bits hold; None where the rest is more than padding."""
    spare = len(values) * 5 % 8
    padding = values[-1] & ((1 << spare) - 1) if values else 0
    return len(values) * 5 // 8 if spare < 5 and not padding else None
