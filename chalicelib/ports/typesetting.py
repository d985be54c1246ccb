"""Who sets documents: whatever imports this has a library of 80 MB with it (see ADR 0169)."""

from typing import TYPE_CHECKING

from chalicelib.ports import gateway

if TYPE_CHECKING:
    from chalicelib.gateways.typesetting.port import Typesetter


def typesetter() -> "Typesetter":
    """Who sets documents as PDF."""

    def build() -> "Typesetter":
        from chalicelib.gateways.typesetting.typst import (  # noqa: PLC0415 - pays for itself
            TypstTypesetter,
        )

        return TypstTypesetter()

    return gateway("typesetter", build)
