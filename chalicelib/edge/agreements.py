"""Agreements as every face shows them, and their acceptance as every face takes it."""

from typing import Annotated

from pydantic import Field

from chalicelib.core.consent import Acceptance
from chalicelib.edge.schemas import Body, View


class AcceptanceForm(Body):
    """An agreement that was accepted."""

    document: Annotated[str, Field(max_length=80)]
    version: Annotated[str, Field(max_length=40)]


AcceptancesIn = Annotated[list[AcceptanceForm], Field(max_length=20)]


def acceptances(forms: list[AcceptanceForm]) -> tuple[Acceptance, ...]:
    """The same for a use case."""
    return tuple(Acceptance(one.document, one.version) for one in forms)


class AgreementView(View):
    """An agreement to accept; ``title`` and ``text`` by language."""

    document: str
    version: str
    title: dict[str, str]
    url: str | None
    text: dict[str, str] | None
