"""Nothing is open but the log-in: every address, asked by a stranger, by someone without a role, by a neighbour."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.web.addresses import ACTS, OF_ALL, OPEN, addresses, pages, pattern_names
from tests.web.conftest import ROOT, Site
from tests.web.serving import DISTRICT, LEDGER, OTHER_TOWN, TOWN

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def test_every_address_is_listed(site: Site) -> None:
    """A page that nobody asked as a stranger cannot be added."""
    assert pattern_names() == set(addresses(site))


@pytest.mark.parametrize("name", sorted(pattern_names() - OPEN))
def test_a_stranger_is_sent_to_the_log_in(site: Site, name: str) -> None:
    stranger = site.visitor()
    path = addresses(site)[name]
    found = stranger.get(path)
    assert (found.status, found.location) == (302, "/login")
    assert stranger.post(path).status in (302, 403)
    assert b"<form" not in found.body


def test_a_stranger_who_asks_in_the_background_is_refused(site: Site) -> None:
    """htmx gets a refusal that takes the whole page to the log-in, never a piece of a page."""
    found = site.visitor().get(addresses(site)["figure"], HX_Request="true")
    assert (found.status, found.headers["HX-Redirect"], found.body) == (401, "/login", b"")


@pytest.mark.parametrize("name", sorted(pattern_names() - OPEN - OF_ALL))
def test_an_account_without_a_role_sees_nothing(site: Site, name: str) -> None:
    nobody = site.visitor("stranger")
    path = addresses(site)[name]
    assert nobody.get(path).status in (403, 405)
    assert nobody.post(path, seen_on="/design").status in (403, 405)


def test_an_account_without_a_role_has_no_home(site: Site) -> None:
    assert site.visitor("stranger").get("/").status == 403


def test_a_town_sees_its_own_and_not_its_neighbour(site: Site) -> None:
    town = site.visitor("town")
    here = f"/ledgers/{LEDGER}"
    assert town.get(f"{here}/figures/outreach_sessions/{TOWN}/2023/").status == 200
    assert town.get(f"{here}/figures/?org={TOWN}").status == 200
    for foreign in (OTHER_TOWN, DISTRICT):
        assert town.get(f"{here}/figures/outreach_sessions/{foreign}/2023/").status == 403
        assert town.get(f"{here}/figures/outreach_sessions/{foreign}/2023/records").status == 403
        assert town.get(f"{here}/figures/?org={foreign}").status == 403
        assert town.get(f"{here}/activities/?org={foreign}").status == 403
        assert town.get(f"{here}/items/?org={foreign}").status == 403
    assert town.get(f"{here}/activities/{site.other_activity}/").status == 403
    assert town.get(addresses(site)["report"]).status == 403
    assert town.get(addresses(site)["report_file"]).status == 403
    assert town.get(addresses(site)["subject"]).status == 403


def test_a_town_cannot_act_on_its_neighbours_records(site: Site) -> None:
    town = site.visitor("town")
    for name in ACTS:
        assert town.post(addresses(site)[name], seen_on="/design").status == 403


def test_a_reader_reads_and_does_not_write(site: Site) -> None:
    reader = site.visitor("reader")
    seen = reader.get(addresses(site)["activity"])
    assert seen.status == 200
    assert 'name="upto"' not in seen.text
    assert reader.get(addresses(site)["activity_new"]).status == 403
    assert reader.get(addresses(site)["activity_correct"]).status == 403
    for name in (*ACTS, "report_compile"):
        assert reader.post(addresses(site)[name], seen_on="/design").status == 403


def test_a_form_that_is_not_ours_is_refused(site: Site) -> None:
    office = site.visitor("office")
    for name in ("logout", "preferences", *ACTS, "activity_new", "verify", "audit", "report_compile"):
        assert office.send(addresses(site)[name], {}).status == 403


@pytest.mark.parametrize(
    "path", ["/login", "/", "/no-such-page", "/static/shuzhi/base.css", "/static/no-such-file"]
)
def test_every_answer_carries_the_headers(site: Site, path: str) -> None:
    found = site.visitor().get(path)
    assert {name: found.headers.get(name) for name in HEADERS} == HEADERS
    assert found.headers["Permissions-Policy"]


def test_pages_are_not_kept_and_run_no_foreign_code(site: Site) -> None:
    office = site.visitor("office")
    for path in pages(site).values():
        found = office.get(path)
        assert found.status == 200, path
        policy = found.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe-" not in policy
        assert found.headers["Cache-Control"] == "no-store"
        assert " style=" not in found.text
        assert "<style" not in found.text
        assert "onclick" not in found.text
        assert 'src="http' not in found.text


def test_a_name_of_a_host_that_is_not_ours_is_refused(site: Site) -> None:
    assert site.visitor().get("/login", Host="shuzhi.invalid").status == 400


@pytest.mark.parametrize(
    "path",
    [
        "figures/no_such_figure/990101/2023/",
        "figures/outreach_sessions/no-such-unit/2023/",
        "figures/outreach_sessions/990101/the-year-of-the-cat/",
        "figures/outreach_sessions/990101/2023/?as_of=999999999",
        "figures/outreach_sessions/990101/2023/?reach=everyone",
        "figures/outreach_sessions/990101/2023/?restated=someday",
        "activities/00000000-0000-0000-0000-000000000000/",
        "activities/?after=nonsense",
        "activities/?period=nonsense",
        "activities/new?type=no_such_type",
        "subjects/item/00000000-0000-0000-0000-000000000000/",
        "subjects/person/00000000-0000-0000-0000-000000000000/",
        "reports/00000000-0000-0000-0000-000000000000/",
        "organisations/?day=someday",
    ],
)
def test_what_is_not_there_is_not_found(site: Site, office: object, path: str) -> None:
    assert site.visitor("office").get(f"/ledgers/{LEDGER}/{path}").status == 404


@pytest.mark.parametrize("hosts", ["", "shuzhi.invalid"])
def test_the_checks_for_deployment_find_nothing(tmp_path: Path, hosts: str) -> None:
    """A named host is served through HTTPS with cookies to match; this machine alone may do without."""
    told = {"SHUZHI_DATA": str(tmp_path), "SHUZHI_HOSTS": hosts, "PYTHONPATH": str(ROOT / "src")}
    command = [
        sys.executable,
        "-m",
        "django",
        "check",
        "--fail-level",
        "WARNING",
        *(["--deploy"] if hosts else []),
    ]
    checked = subprocess.run(
        command,
        env={**os.environ, **told, "DJANGO_SETTINGS_MODULE": "shuzhi.web.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stderr
