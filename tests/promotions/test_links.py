"""Promotional links: who makes them, who has them, where they lead, and what they bring."""

from dataclasses import replace
from typing import Any

import pytest

from app import app
from chalicelib.approvals.model import Verdict
from chalicelib.approvals.public import Mode, RequestType
from chalicelib.approvals.rules import Review
from chalicelib.approvals.service import decisions
from chalicelib.clients.events import clients_events
from chalicelib.clients.model import REFERRING_KINDS, Client, ClientKind
from chalicelib.clients.model.groups import GROUPS, ClientGroup
from chalicelib.core.actor import Actor, Realm, Scope, system
from chalicelib.core.errors import Conflict, FairleadError, Forbidden, Invalid, NotFound
from chalicelib.core.paging import PageRequest
from chalicelib.core.permissions import Permission
from chalicelib.partners.model.plans import FlexibleRate, FlexibleScheme, RateType
from chalicelib.partners.store import terms
from chalicelib.promotions.events import promotions_events
from chalicelib.promotions.model import Audience, Figures, LinkTarget
from chalicelib.promotions.service import counting, links, sharing
from chalicelib.promotions.service.keeping import KEEPER
from chalicelib.settings import public as settings
from tests.kit import people
from tests.kit.approvals import automate, member
from tests.kit.audit import brought
from tests.kit.clients import acting, active_client, command, registered
from tests.kit.courier import Courier
from tests.kit.partners import decimals
from tests.kit.plans import ANN, majors, own, standard_for_all
from tests.kit.promotions import MAYA, draft, figures, form, link

pytestmark = pytest.mark.usefixtures("store", "clock")
COURIER = Courier((clients_events, promotions_events))
FIRST = PageRequest(20)
_ADDRESS = iter(range(1, 250))


def visitor(ip: str = "") -> Actor:
    return Actor(Realm.CLIENT, "", ip=ip or f"203.0.113.{next(_ADDRESS)}")


def refused(work: Any, *parts: Any) -> FairleadError:
    with pytest.raises(FairleadError) as caught:
        work(*parts)
    return caught.value


def came_by(code: str, **changes: Any) -> Client:
    return active_client(source=code, **changes)


def waiting(code: str, **changes: Any) -> tuple[str, str]:
    automate(RequestType.TRADER_REGISTRATION, Mode.MANUAL)
    made = registered(source=code, **changes)
    return made.request_id, made.client_id


def decide(whom: tuple[str, str], verdict: Verdict = Verdict.APPROVED) -> None:
    decisions.decide(member("Ada"), whom[0], Review(verdict, "as we talked about"))


def has(client: Client) -> list[str]:
    return [one.link.code for one in sharing.own(acting(client), FIRST).items]


# ---- making them


def test_a_link_keeps_its_code_and_is_in_the_audit_log_with_what_changed():
    made = link("spring-26")
    links.change(MAYA, made.link.id, draft(name="Spring again", language="ar"))
    changed = links.sheet(MAYA, made.link.id)
    assert (changed.link.code, changed.link.draft.name) == ("spring-26", "Spring again")
    assert changed.url == "http://localhost:8600/join/spring-26"
    noted = [one for one in brought() if one["object_id"] == made.link.id]
    assert {one["action"] for one in noted} == {
        "promotional_link_created",
        "promotional_link_changed",
    }


def test_a_code_is_never_another_links_even_of_one_that_is_deleted():
    made = link("spring-26")
    links.delete(MAYA, made.link.id)
    problem = refused(link, "spring-26")
    assert (type(problem), problem.code) == (Conflict, "link_code_taken")
    assert isinstance(refused(links.sheet, MAYA, made.link.id), NotFound)
    (kept,) = links.listed(FIRST).items
    assert kept.link.deleted_at is not None


def test_what_does_not_fit_together_is_refused_at_its_field():
    def problem(**changes: Any) -> tuple[type, str, str | None]:
        found = refused(lambda: link(**changes))
        return type(found), found.code, found.field

    assert problem(audience=Audience.NAMED) == (Invalid, "nobody_named", "named_ids")
    unknown = {"audience": Audience.NAMED, "named_ids": ("99999999",)}
    assert problem(**unknown) == (Invalid, "named_client_unknown", "named_ids")
    assert problem(scheme_id="flx_1") == (Invalid, "scheme_for_ibs_only", "scheme_id")
    ib_scheme = {"scheme_id": "flx_none", "target": LinkTarget.IB}
    assert problem(**ib_scheme) == (Invalid, "plan_not_in_force", "scheme_id")
    assert problem(group_id="gold")[0] is NotFound
    for landing in ("http://example.com", "javascript:alert(1)", "https://", "https://a@b.example"):
        assert problem(landing_url=landing) == (Invalid, "landing_url_invalid", "landing_url")


def test_a_scheme_is_given_only_by_whoever_may_give_terms():
    problem = refused(lambda: link(by=ANN, target=LinkTarget.IB, scheme_id="flx_1"))
    assert (type(problem), problem.code) == (Forbidden, "terms_not_yours")


# ---- who has them


def test_everybody_who_may_refer_has_an_open_link_with_their_own_code_in_it():
    link("for-all")
    link("own-campaign", audience=Audience.OWN)
    client = active_client()
    (mine,) = sharing.own(acting(client), FIRST).items
    assert mine.url == f"http://localhost:8600/join/for-all?ref={client.referral_code}"


def test_a_link_for_named_clients_is_theirs_alone_until_they_are_named_no_more():
    chosen, other = active_client(kind=ClientKind.IB), active_client()
    made = link("for-one", audience=Audience.NAMED, named_ids=(chosen.id,))
    assert (has(chosen), has(other)) == (["for-one"], [])
    assert isinstance(refused(sharing.own_sheet, acting(other), made.link.id), NotFound)
    links.change(MAYA, made.link.id, draft(audience=Audience.NAMED, named_ids=(other.id,)))
    assert (has(chosen), has(other)) == ([], ["for-one"])


def test_who_may_not_refer_sees_no_links():
    made = link()
    client = active_client()
    settings.adopt(system("test"), REFERRING_KINDS, (ClientKind.IB,))
    assert has(client) == []
    assert isinstance(refused(sharing.own_sheet, acting(client), made.link.id), NotFound)


def test_a_link_that_is_switched_off_or_deleted_is_nobodys():
    made = link()
    client = active_client()
    links.change(MAYA, made.link.id, draft(active=False))
    assert has(client) == []
    links.change(MAYA, made.link.id, draft())
    assert len(has(client)) == 1
    links.delete(MAYA, made.link.id)
    assert has(client) == []


def test_the_qr_code_of_a_link_is_square():
    mine = sharing.own_sheet(acting(active_client()), link().link.id)
    assert {len(row) for row in mine.qr} == {len(mine.qr)}
    assert set("".join(mine.qr)) == {"0", "1"}


# ---- where they lead


def test_a_click_leads_to_the_registration_as_the_link_says():
    link("for-ibs", target=LinkTarget.IB, language="zh")
    way = counting.click(visitor(), "for-ibs", "")
    assert (way.target, way.language, way.landing_url) == (LinkTarget.IB, "zh", "")


def test_a_landing_page_is_told_the_link_and_the_code():
    link("landing", landing_url="https://broker.example/spring?a=1&source=old#top")
    way = counting.click(visitor(), "landing", "AB12")
    assert way.landing_url == "https://broker.example/spring?a=1&source=landing&ref=AB12#top"


def test_what_is_no_link_leads_to_the_registration_and_counts_nothing():
    made = link()
    assert counting.click(visitor(), "nothing", "").landing_url == ""
    links.change(MAYA, made.link.id, draft(active=False, landing_url="https://broker.example"))
    assert counting.click(visitor(), made.link.code, "").landing_url == ""
    assert figures(made) == Figures()


# ---- what they bring


def test_clicks_are_counted_by_day_and_by_whose_code_was_in_the_link():
    made = link()
    referrer = active_client()
    counting.click(visitor(), made.link.code, "")
    counting.click(visitor(), made.link.code, referrer.referral_code)
    counting.click(visitor(), made.link.code, "NOBODYS1")
    sheet = links.sheet(MAYA, made.link.id)
    assert (sheet.figures.clicks, [one.figures.clicks for one in sheet.days]) == (3, [3])
    mine = sharing.own_sheet(acting(referrer), made.link.id)
    assert (mine.figures.clicks, [one.figures.clicks for one in mine.days]) == (1, [1])
    (by,) = links.referrers(MAYA, made.link.id, FIRST).items
    assert (by.referrer_id, by.name, by.figures.clicks) == (referrer.id, referrer.name, 1)


def test_one_address_clicks_thirty_times_a_minute_and_is_led_on_uncounted_beyond():
    made = link(landing_url="https://broker.example")
    ways = [counting.click(visitor("198.18.0.1"), made.link.code, "") for _ in range(32)]
    assert {one.landing_url for one in ways} == {f"https://broker.example?source={made.link.code}"}
    assert figures(made).clicks == 30


def test_who_registers_through_a_link_has_its_source_and_its_group():
    groups = (*settings.value(GROUPS), ClientGroup("gold", {"en": "Gold"}))
    settings.adopt(system("test"), GROUPS, groups)
    made = link(group_id="gold", source="Spring fair")
    client = came_by(made.link.code)
    assert (client.source, client.group_id, client.link_id) == ("Spring fair", "gold", made.link.id)


def test_a_source_that_is_no_link_stays_as_it_was_typed_and_refuses_nobody():
    client = came_by("a newspaper")
    assert (client.source, client.link_id, client.group_id) == ("a newspaper", "", "")


def test_a_registration_is_counted_under_what_has_become_of_it():
    made = link()
    referrer = active_client()
    code = referrer.referral_code
    counting.click(visitor(), made.link.code, code)
    approved = waiting(made.link.code, referral_code=code)
    rejected = waiting(made.link.code)
    waiting(made.link.code)
    COURIER.deliver_all()
    assert figures(made) == Figures(clicks=1, pending=3)
    decide(approved)
    decide(rejected, Verdict.REJECTED)
    COURIER.deliver_all()
    assert figures(made) == Figures(1, pending=1, approved=1, rejected=1)
    assert figures(made).registrations == 3
    mine = sharing.own_sheet(acting(referrer), made.link.id)
    assert mine.figures == Figures(clicks=1, approved=1)


def test_messages_that_come_twice_or_in_another_order_count_everybody_once():
    made = link()
    request_id, client_id = waiting(made.link.code)
    decide((request_id, client_id))
    for _ in range(3):
        counting.follow(system("queue"), client_id, command())
        COURIER.deliver_all()
    assert figures(made) == Figures(approved=1)
    assert links.sheet(MAYA, made.link.id).days[0].figures == Figures(approved=1)


def test_who_came_by_no_link_is_counted_nowhere():
    made = link()
    active_client()
    COURIER.deliver_all()
    assert figures(made) == Figures()


def test_staff_see_only_the_referrers_of_their_scope():
    made = link()
    counting.click(visitor(), made.link.code, active_client().referral_code)
    narrow = replace(MAYA, scope=Scope(owner_ids=frozenset({"stf_other"})))
    assert links.referrers(narrow, made.link.id, FIRST).items == ()


# ---- the scheme of a link


def test_an_ib_who_came_by_a_link_begins_with_its_scheme():
    standard_for_all()
    rate = FlexibleRate(majors(), RateType.PER_LOT, *decimals(4))
    scheme_id = own(FlexibleScheme("Four", (rate,)))
    made = link(target=LinkTarget.IB, scheme_id=scheme_id)
    broker = came_by(made.link.code, kind=ClientKind.IB)
    plain = active_client(kind=ClientKind.IB)
    assert [terms.find(one.id).steps[0].flexible_id for one in (broker, plain)] == [scheme_id, ""]
    assert terms.find(broker.id).steps[0].tier == 1
    assert links.sheet(MAYA, made.link.id).scheme_name == "Four"


def test_a_trader_who_came_by_it_gets_the_scheme_once_they_become_one():
    rate = FlexibleRate(majors(), RateType.PER_LOT, *decimals(4))
    made = link(target=LinkTarget.IB, scheme_id=own(FlexibleScheme("Four", (rate,))))
    client = came_by(made.link.code)
    assert terms.find(client.id).steps == ()
    links.delete(MAYA, made.link.id)
    late = came_by(made.link.code, kind=ClientKind.IB)
    assert terms.find(late.id).steps[0].flexible_id == ""


# ---- over HTTP


def test_staff_make_change_and_delete_a_link_and_a_visitor_follows_it():
    caller = people.signed_in(
        app,
        "desk",
        people.member(
            people.role(Permission.READ_PROMOTIONAL_LINKS, Permission.UPDATE_PROMOTIONAL_LINKS)
        ),
    )
    made = caller.post("/api/desk/promotional-links", form(code="summer"))
    assert (made.status, made.body["figures"]["registrations"]) == (201, 0)
    path = f"/api/desk/promotional-links/{made.body['id']}"
    changed = form(language="zh")
    del changed["code"]
    assert caller.call("PUT", path, changed).body["language"] == "zh"
    anyone = people.Caller(app)
    way = anyone.post("/api/portal/link-clicks", {"code": "summer"})
    assert (way.status, way.body) == (
        200,
        {"target": "trader", "language": "zh", "landing_url": ""},
    )
    assert caller.get(path).body["figures"]["clicks"] == 1
    assert caller.call("DELETE", path).status == 204
    assert caller.get(path).status == 404


def test_the_copy_of_a_clients_data_has_the_link_they_came_by():
    made = link()
    client = came_by(made.link.code)
    COURIER.deliver_all()
    assert KEEPER.copy is not None
    (part,) = KEEPER.copy(client.id)
    (line,) = part.lines
    assert (part.name, line["link_id"]) == ("came_by", made.link.id)
