"""Coming in and going out: a link works once, a session is new at every log-in and dead after log-out."""

from __future__ import annotations

from tests.web.conftest import Site, Visitor

SESSION = "shuzhi_session"


def test_opening_a_link_does_not_use_it_up(site: Site) -> None:
    """Messengers open links to preview them; only the pressed button logs in."""
    token = site.link()
    for _ in range(3):
        assert site.visitor().get(f"/login/{token}").status == 200
    assert site.visitor().log_in(token).status == 302


def test_a_link_works_once(site: Site) -> None:
    token = site.link()
    assert site.visitor().log_in(token).status == 302
    late = site.visitor()
    assert late.log_in(token).status == 410
    assert late.get("/").location == "/login"


def test_an_expired_or_invented_link_lets_nobody_in(site: Site) -> None:
    for token in (site.expired, "invented"):
        visitor = site.visitor()
        assert visitor.log_in(token).status == 410
        assert visitor.get("/").location == "/login"


def test_each_log_in_has_a_session_of_its_own(site: Site) -> None:
    """A session key planted before the log-in is worth nothing after it."""
    visitor = site.visitor("office")
    first = visitor.cookie(SESSION)
    visitor.log_in(site.link())
    second = visitor.cookie(SESSION)
    assert first != second
    assert _with_session(site, first).get("/").location == "/login"


def test_log_out_ends_the_session_on_the_server(site: Site) -> None:
    visitor = site.visitor("office")
    kept = visitor.cookie(SESSION)
    assert visitor.post("/logout", seen_on="/design").status == 200
    assert visitor.get("/").location == "/login"
    assert _with_session(site, kept).get("/").location == "/login"


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(site: Site) -> None:
    visitor = site.visitor()
    found = visitor.log_in(site.link())
    set_cookie = found.headers["Set-Cookie"]
    assert "HttpOnly" in set_cookie
    assert "SameSite=Lax" in set_cookie


def test_preferences_lead_back_only_to_this_site(site: Site) -> None:
    visitor = site.visitor("office")
    away = visitor.post(
        "/preferences", {"language": "en", "next": "https://elsewhere.invalid/"}, seen_on="/design"
    )
    assert (away.status, away.location) == (302, "/")
    back = visitor.post("/preferences", {"language": "en", "next": "/design"}, seen_on="/design")
    assert back.location == "/design"
    assert visitor.get("/design").headers["Content-Language"] == "en"


def test_a_language_there_is_not_changes_nothing(site: Site) -> None:
    visitor = site.visitor("office")
    visitor.post("/preferences", {"language": "tlh", "theme": "pink", "next": "/design"}, seen_on="/design")
    assert visitor.get("/design", Accept_Language="zh-CN").headers["Content-Language"] == "zh-Hans"


def _with_session(site: Site, key: str) -> Visitor:
    class Bearing(Visitor):
        def get(self, path: str, **headers: str):  # type: ignore[no-untyped-def]
            return super().get(path, Cookie=f"{SESSION}={key}", **headers)

    return Bearing(site.root)
