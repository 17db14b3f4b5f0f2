"""What the office adopts under its settings is what pages say and forms offer, from then on."""

from __future__ import annotations

from uuid import uuid4

from tests.web.addresses import addresses
from tests.web.conftest import Site, Visitor

FORM = "?type=checkin_service"


def adopt(office: Visitor, path: str, code: str, value: str) -> None:
    sent = {
        "entry": str(uuid4()),
        "code": code,
        "value": value,
        "day": "2023-01-01",
        "targets": "",
        "source": "",
    }
    assert office.post(path, sent, seen_on=path).status == 302


def test_hours_of_dual_registration_are_offered_once_adopted_and_no_longer_when_taken_out(
    office: Visitor, site: Site
) -> None:
    paths = addresses(site)
    form = paths["activity_new"] + FORM
    assert "service_hours" not in office.get(form).text
    assert "checkin_service_hours" not in office.get(paths["figures"]).text
    adopt(office, paths["settings"], "registration_hours", "每年不少于12小时")
    try:
        assert "service_hours" in office.get(form).text
        assert "checkin_service_hours" in office.get(paths["figures"]).text
    finally:
        adopt(office, paths["settings"], "registration_hours", "")
    assert "service_hours" not in office.get(form).text


def test_a_theme_stands_under_the_offices_own_name(office: Visitor, site: Site) -> None:
    paths = addresses(site)
    form = paths["activity_new"] + FORM
    adopt(office, paths["settings"], "theme.great_study", "虚构的共读计划")
    try:
        assert "虚构的共读计划" in office.get(form).text
    finally:
        adopt(office, paths["settings"], "theme.great_study", "")
    assert "虚构的共读计划" not in office.get(form).text
