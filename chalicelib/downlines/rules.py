"""How far down somebody sees. Pure."""


def visible_span(
    first: int, last: int | None, level: int, levels: int | None
) -> tuple[int, int | None] | None:
    """The part of a span below somebody at ``level`` that is within ``levels``; None for none."""
    if levels is not None:
        most = levels - level
        last = most if last is None else min(last, most)
    if last is not None and last < first:
        return None
    return first, last
