"""Whether a client is behind. Pure."""

from collections.abc import Iterable

from chalicelib.consents.model import Demand, GivenConsent


def missing(demands: Iterable[Demand], given: Iterable[GivenConsent]) -> tuple[Demand, ...]:
    """Those of ``demands`` that the client must accept before going on.

    Whoever accepted the version in force is never asked. Who accepted another version is asked if
    the agreement renews; who accepted none, if it renews and is everyone's business.
    """
    versions: dict[str, set[str]] = {}
    for one in given:
        versions.setdefault(one.document, set()).add(one.version_accepted)
    return tuple(
        demand
        for demand in demands
        if demand.renews
        and demand.version not in versions.get(demand.document, set())
        and (demand.of_everyone or demand.document in versions)
    )
