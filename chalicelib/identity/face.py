"""The routes of signing in, which both realms have: written once, put on each realm's blueprint.

The refresh token travels in a cookie that scripts cannot read, that no other site can make the
browser send and that no other host, not even a neighbour under the same domain, can put there
(``__Host-``, which demands the path ``/``); the routes that act by it demand the header
``X-Fairlead-Csrf`` besides, which no plain form can set.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from http.cookies import CookieError, SimpleCookie
from typing import Any

from chalice.app import Blueprint

from chalicelib.core.actor import Realm
from chalicelib.core.confirmation import Operation
from chalicelib.core.errors import Forbidden
from chalicelib.core.nouns import dataclass
from chalicelib.core.paging import Page
from chalicelib.edge.auth import PUBLIC, Access
from chalicelib.edge.http import Call, Reply, endpoint
from chalicelib.edge.schemas import Nothing, PageQuery, PageView, View
from chalicelib.identity.model.codes import CodePurpose
from chalicelib.identity.schemas import MeForm, PasswordForm, ResetCodeForm, ResetForm
from chalicelib.identity.schemas.sessions import SessionsQuery, SessionView
from chalicelib.identity.schemas.slides import SlideAnswerForm, SlideForm, SlideTokenView, SlideView
from chalicelib.identity.schemas.ways_in import ClientSignInForm, RemoteLoginView, SignInForm
from chalicelib.identity.service import codes, logins, passwords, refreshing, sessions, slides
from chalicelib.identity.service.sessions import Grant
from chalicelib.identity.service.slides import Drawn, Solved

Routes = list[tuple[str, str, Callable[..., Any], dict[str, Any]]]

_CSRF_HEADER = "x-fairlead-csrf"


@dataclass(frozen=True)
class Face:
    """One realm's door: its name in paths, who may enter, how they say who they are, and how they
    see themselves.
    """

    name: str
    realm: Realm
    access: Access
    form: type[SignInForm | ClientSignInForm]
    who: type[View]
    grant: type[View]
    oneself: Callable[[str], Any]
    device: type[SessionView]

    def sign_in(self, call: Call[SignInForm | ClientSignInForm, Nothing]) -> Reply:
        """Sign in; the refresh token comes as a cookie."""
        form = call.body
        return self.granted(
            sessions.sign_in_as(call.actor, form.claimed(), form.password, form.slide)
        )

    def refresh(self, call: Call[Nothing, Nothing]) -> Reply:
        """Exchange the cookie's refresh token for new tokens."""
        _demand_csrf_header(call)
        return self.granted(refreshing.refresh(call.actor, self.realm, self._shown(call)))

    def sign_out(self, call: Call[Nothing, Nothing]) -> Reply:
        """End this session; harmless when there is none."""
        _demand_csrf_header(call)
        scheme, _, token = call.headers.get("authorization", "").partition(" ")
        access_token = token if scheme.lower() == "bearer" else ""
        sessions.sign_out(call.actor, self.realm, self._shown(call), access_token)
        return Reply(None, {"Set-Cookie": self._cookie("", 0)})

    def sign_out_one(self, call: Call[Nothing, Nothing], session_id: str) -> None:
        """End one session."""
        sessions.sign_out_one(call.actor, session_id)

    def sign_out_everywhere(self, call: Call[Nothing, SessionsQuery]) -> Reply:
        """End all sessions; this one too, unless it is to be kept."""
        if call.query.keep_this:
            sessions.sign_out_others(call.actor)
            return Reply(None, {})
        sessions.sign_out_everywhere(call.actor)
        return Reply(None, {"Set-Cookie": self._cookie("", 0)})

    def list_sessions(self, call: Call[Nothing, PageQuery]) -> Page[SessionView]:
        """Where one is signed in, newest first."""
        page = sessions.listed(call.actor, call.query.page)
        return page.map(lambda one: self.device.seen_from(one, call.actor.session_id))

    def send_reset_code(self, call: Call[ResetCodeForm, Nothing]) -> None:
        """Ask for a code to choose a new password; the answer is the same for any address."""
        codes.send_code(
            call.actor,
            CodePurpose.PASSWORD_RESET,
            call.body.email,
            "en",
            slide=call.body.slide,
            realm=self.realm,
        )

    def draw_slide(self, call: Call[SlideForm, Nothing]) -> Drawn:
        """A slide puzzle for a purpose, with its two pictures."""
        return slides.draw(call.actor, self.realm, call.body.purpose)

    def solve_slide(self, call: Call[SlideAnswerForm, Nothing], slide_id: str) -> Solved:
        """Lay the piece down; where it fits, the answer is a token that is good once."""
        return slides.solve(call.actor, self.realm, slide_id, call.body.left)

    def reset_password(self, call: Call[ResetForm, Nothing]) -> None:
        """Choose a new password by the e-mailed code; all sessions end."""
        form = call.body
        passwords.reset(call.actor, self.realm, form.email, form.code, form.password)

    def change_password(self, call: Call[PasswordForm, Nothing]) -> Reply:
        """Choose a new password by the present one; all sessions end, this one too."""
        passwords.change(call.actor, call.body.current, call.body.password, call.command)
        return Reply(None, {"Set-Cookie": self._cookie("", 0)})

    def read_me(self, call: Call[Nothing, Nothing]) -> Any:
        """Oneself."""
        return self.oneself(call.actor.id)

    def change_me(self, call: Call[MeForm, Nothing]) -> Any:
        """Choose language and looks."""
        logins.choose(call.actor, language=call.body.language, theme=call.body.theme)
        return self.oneself(call.actor.id)

    def granted(self, grant: Grant) -> Reply:
        """What whoever signed in is answered, with the cookie."""
        who = self.who.of(self.oneself(grant.session.subject_id))
        view = self.grant(
            access_token=grant.access_token,
            expires_at=grant.expires_at,
            who=who,
            remote_login=RemoteLoginView.about(grant.session),
        )
        stays_seconds = int(grant.stays.total_seconds())
        return Reply(view, {"Set-Cookie": self._cookie(grant.refresh_token, stays_seconds)})

    def _cookie(self, value: str, max_age_seconds: int) -> str:
        return (
            f"{self._cookie_name}={value}; Path=/; "
            f"Max-Age={max_age_seconds}; HttpOnly; Secure; SameSite=Strict"
        )

    def _shown(self, call: Call[Any, Any]) -> str:
        """The refresh token that the browser sent along; empty when it sent none."""
        try:
            sent = SimpleCookie(call.headers.get("cookie", ""))
        except CookieError:
            return ""
        return sent[self._cookie_name].value if self._cookie_name in sent else ""

    @property
    def _cookie_name(self) -> str:
        return f"__Host-fairlead_{self.name}_session"


def _demand_csrf_header(call: Call[Any, Any]) -> None:
    if call.headers.get(_CSRF_HEADER) != "1":
        raise Forbidden("send the header X-Fairlead-Csrf: 1", code="csrf_header_missing")


def put_on(blueprint: Blueprint, face: Face) -> None:
    """Give ``blueprint`` the routes of signing in, for ``face``."""
    for routes in (_of_sessions(face), _of_slides(face), _of_oneself(face)):
        put_routes(blueprint, face, routes)


def _of_sessions(face: Face) -> Routes:
    mine, grant = face.access, face.grant
    sessions_page = PageView[face.device]  # type: ignore[name-defined]
    return [
        ("POST", "session", face.sign_in, {"access": PUBLIC, "body": face.form, "returns": grant}),
        ("POST", "session/refresh", face.refresh, {"access": PUBLIC, "returns": grant}),
        ("DELETE", "session", face.sign_out, {"access": PUBLIC, "status": 204}),
        (
            "GET",
            "sessions",
            face.list_sessions,
            {"access": mine, "query": PageQuery, "returns": sessions_page},
        ),
        (
            "DELETE",
            "sessions",
            face.sign_out_everywhere,
            {"access": mine, "query": SessionsQuery, "status": 204},
        ),
        ("DELETE", "sessions/{session_id}", face.sign_out_one, {"access": mine, "status": 204}),
    ]


def _of_slides(face: Face) -> Routes:
    return [
        (
            "POST",
            "slides",
            face.draw_slide,
            {"access": PUBLIC, "body": SlideForm, "returns": SlideView, "status": 201},
        ),
        (
            "PATCH",
            "slides/{slide_id}",
            face.solve_slide,
            {"access": PUBLIC, "body": SlideAnswerForm, "returns": SlideTokenView},
        ),
    ]


def _of_oneself(face: Face) -> Routes:
    # What must be possible for somebody who has to choose a new password first.
    always = replace(face.access, unfinished=True)
    return [
        (
            "POST",
            "password-resets/codes",
            face.send_reset_code,
            {"access": PUBLIC, "body": ResetCodeForm, "status": 202},
        ),
        (
            "POST",
            "password-resets",
            face.reset_password,
            {"access": PUBLIC, "body": ResetForm, "status": 204},
        ),
        (
            "PUT",
            "password",
            face.change_password,
            {
                "access": always,
                "body": PasswordForm,
                "status": 204,
                "confirms": Operation.PASSWORD_CHANGE,
            },
        ),
        ("GET", "me", face.read_me, {"access": always, "returns": face.who}),
        ("PATCH", "me", face.change_me, {"access": always, "body": MeForm, "returns": face.who}),
    ]


def put_routes(blueprint: Blueprint, face: Face, routes: Routes) -> None:
    """Give ``blueprint`` these routes under ``face``'s name."""
    for method, path, handler, declared in routes:
        named = _named(f"{face.name}_{handler.__name__}", handler)
        route = blueprint.route(f"/api/{face.name}/{path}", methods=[method])
        route(endpoint(**declared)(named))


def _named(name: str, handler: Callable[..., Any]) -> Callable[..., Any]:
    """``handler`` under a name of its own: two realms share it, the app's routes may not."""

    @wraps(handler)
    def route(call: Call[Any, Any], **path: str) -> Any:
        return handler(call, **path)

    route.__name__ = route.__qualname__ = name
    return route
