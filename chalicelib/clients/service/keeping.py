"""What becomes of a client's own rows: the row of the client, made anonymous at once, is left.

What staff noted about a client is erased and not copied: it is the broker's, and is told on
request, after somebody has looked at it.
"""

from collections.abc import Iterator

from chalicelib.clients import store
from chalicelib.clients.store import answers as answers_store
from chalicelib.core.keeping import Keeper, Kept, Part, Run, of_nobody
from chalicelib.storage.keeping import part

_OF_STAFF = (
    "owner_id",
    "participant_ids",
    "private_tags",
    "suspension",
    "referrer_id",
    "former_referrers",
    "line",
)


def _copied(client_id: str) -> Iterator[Part]:
    client = store.find(client_id)
    yield part("registration", [client] if client else [], *_OF_STAFF)
    answered = answers_store.answered(client_id)
    yield part("registration_answers", answered.values())
    yield part("upgrade_requests", answers_store.upgrades(client_id))


def _erased(run: Run, client_id: str, _cursor: str | None) -> str | None:
    return store.remove_traces(run, client_id)


KEEPER = Keeper(
    "clients",
    (
        Kept(
            "Client", "registration", erased=True, why="ids, dates and the place in the tree stay"
        ),
        Kept("Answered", "registration_answers", erased=True),
        Kept("Upgrade", "upgrade_requests", erased=True),
        Kept("_Latest", erased=True, why="names an upgrade request, which is copied"),
        Kept("Comment", erased=True, why="the broker's notes: told on request"),
        Kept(
            "_Claim",
            erased=True,
            why="says whose a number or code is, as the client's row does; of a retired code only"
            " itself is left",
        ),
        Kept("_Indexed", erased=True, why="the words of the client's row, for finding it"),
        *of_nobody("how many moves there were in the tree", "Moves"),
        *of_nobody("moves planned by staff: ids and dates", "PlannedMove"),
        *of_nobody("in which lists the row stands: ids, groups and public tags", "_Place"),
        *of_nobody("orders of staff for many clients, by their ids", "Job", "JobRow", "Campaign"),
        *of_nobody(
            "rows of a file that staff sent in: emptied as they are done, and fading", "ImportPart"
        ),
        *of_nobody("whom the broker does not want, whether clients or not", "Entry", "_Named"),
    ),
    _copied,
    (_erased,),
)
