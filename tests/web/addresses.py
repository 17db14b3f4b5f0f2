"""Every address of the web application with arguments that lead somewhere: the list that tests walk.

An address in ``shuzhi.web.urls`` that is missing here fails a test.
"""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, get_resolver

from tests.web.conftest import Site
from tests.web.serving import DISTRICT, LEDGER, OTHER_TOWN

INDICATOR = "outreach_attendances"
OPEN = {"login", "login_by_link"}
OF_ALL = {"start", "logout", "preferences", "design", "chart_script"}


def addresses(site: Site) -> dict[str, str]:
    """Path by name of the pattern."""
    here = f"/ledgers/{LEDGER}"
    figure = f"{here}/figures/{INDICATOR}/{DISTRICT}/2023/"
    activity = f"{here}/activities/{site.other_activity}/"
    return {
        "start": "/",
        "login": "/login",
        "login_by_link": "/login/no-such-token",
        "logout": "/logout",
        "preferences": "/preferences",
        "design": "/design",
        "home": f"{here}/",
        "report": f"{here}/reports/{site.report}/",
        "report_file": f"{here}/reports/{site.report}/files/docx",
        "report_pdf": f"{here}/reports/{site.report}/pdf",
        "report_sign": f"{here}/reports/{site.report}/sign",
        "report_hand_over": f"{here}/reports/{site.report}/hand-over",
        "report_read_back": f"{here}/reports/{site.report}/read-back",
        "figures": f"{here}/figures/",
        "figure": figure,
        "figure_records": f"{figure}records",
        "figure_file": f"{figure}files/csv",
        "figure_chart": f"{figure}charts/months.svg",
        "year": f"{here}/year",
        "cadence_answer": f"{here}/year/cadence",
        "year_end": f"{here}/year-end",
        "year_end_confirm": f"{here}/year-end/confirm",
        "year_end_settle": f"{here}/year-end/settle",
        "tables": f"{here}/tables/",
        "table_file": f"{here}/tables/files/csv",
        "chart_script": "/charts.js",
        "activities": f"{here}/activities/",
        "activity_new": f"{here}/activities/new",
        "activity": activity,
        "activity_correct": f"{activity}correct",
        "activity_confirm": f"{activity}confirm",
        "activity_return": f"{activity}return",
        "activity_withdraw": f"{activity}withdraw",
        "drafts": f"{here}/drafts",
        "drafts_record": f"{here}/drafts/record",
        "items": f"{here}/items/",
        "item_new": f"{here}/items/new",
        "items_end": f"{here}/items/end?kind=contact",
        "item_import": f"{here}/items/import",
        "readings_import": f"{here}/items/readings",
        "readings_record": f"{here}/items/readings/record",
        "readings_blank": f"{here}/items/readings/blank.xlsx",
        "item_import_record": f"{here}/items/import/record",
        "item_import_blank": f"{here}/items/import/blank.xlsx",
        "item_change": f"{here}/items/{site.measure}/change",
        "item_state": f"{here}/items/{site.measure}/state",
        "item_close": f"{here}/items/{site.measure}/close",
        "subject": f"{here}/subjects/item/{site.item}/",
        "subject_link": f"{here}/subjects/item/{site.measure}/link?as=delivers.in",
        "subject_observe": f"{here}/subjects/item/{site.series}/observe",
        "unit_readings": f"{here}/organisations/{OTHER_TOWN}/readings",
        "link_cut": f"{here}/links/00000000-0000-0000-0000-000000000000/cut",
        "observation_withdraw": f"{here}/observations/00000000-0000-0000-0000-000000000000/withdraw",
        "organisations": f"{here}/organisations/",
        "organisation_new": f"{here}/organisations/new",
        "organisation": f"{here}/organisations/{OTHER_TOWN}/",
        "organisation_act": f"{here}/organisations/{OTHER_TOWN}/change",
        "roster": f"{here}/organisations/import",
        "roster_template": f"{here}/organisations/import/template.xlsx",
        "people": f"{here}/people/",
        "person_new": f"{here}/people/new",
        "person": f"{here}/people/{site.person}/",
        "person_act": f"{here}/people/{site.person}/move",
        "sign_in": f"{here}/activities/{site.named_activity}/sign-in",
        "evidence_attach": f"{activity}evidence",
        "evidence_file": f"{activity}evidence/00000000-0000-0000-0000-000000000000",
        "values": f"{here}/values/",
        "value_new": f"{here}/values/new",
        "value_withdraw": f"{here}/values/00000000-0000-0000-0000-000000000000/withdraw",
        "keeping": f"{here}/keeping",
        "checkpoint": f"{here}/keeping/checkpoint",
        "report_compile": f"{here}/reports/compile",
        "audit": f"{here}/audit",
        "numbers": f"{here}/numbers/",
        "number_new": f"{here}/numbers/new",
        "number_take_back": f"{here}/numbers/00000000-0000-0000-0000-000000000000/take-back",
        "forms": f"{here}/forms/",
        "form": f"{here}/forms/00000000-0000-0000-0000-000000000003/",
        "form_file": f"{here}/forms/00000000-0000-0000-0000-000000000003/file",
        "settings": f"{here}/settings",
        "tokens": f"{here}/tokens/",
        "token_revoke": f"{here}/tokens/00000000-0000-0000-0000-000000000000/revoke",
        "verify": f"{here}/verify",
        "catalog": f"{here}/catalog",
    }


ACTS = ("activity_confirm", "activity_return", "activity_withdraw", "evidence_attach")
NOT_READ = {
    "item_import_record",
    "readings_record",
    "link_cut",
    "observation_withdraw",
    "cadence_answer",
    "year_end_confirm",
    "year_end_settle",
    "drafts_record",
    "logout",
    "preferences",
    "report_compile",
    "number_take_back",
    "token_revoke",
    "value_withdraw",
    "checkpoint",
    *ACTS,
}
FILES = {
    "item_import_blank",
    "readings_blank",
    "roster_template",
    "evidence_file",
    "report_pdf",
    "form_file",
    "figure_file",
    "figure_chart",
    "table_file",
    "chart_script",
}


def pages(site: Site) -> dict[str, str]:
    """Those that are read with a browser and show something."""
    shown = {
        name: path
        for name, path in addresses(site).items()
        if name not in {*NOT_READ, *OPEN, "start", "report_file", *FILES}
    }
    return {
        **shown,
        "activity_form": f"{shown['activity_new']}?type=skills_training",
        "item_form": f"{shown['item_new']}?kind=plan_item",
        "item_loop": shown["item_change"].replace("/items/", "/subjects/item/").removesuffix("change"),
    }


def pattern_names() -> set[str]:
    """The names of all patterns for pages; one without a name shows as its route.

    The programming interface (a namespace of its own) answers for itself and is asked by its own tests.
    """
    return set(_names(get_resolver("shuzhi.web.urls").url_patterns))


def _names(patterns: list[URLPattern | URLResolver]) -> list[str]:
    found: list[str] = []
    for one in patterns:
        if isinstance(one, URLResolver):
            found += [] if one.namespace else _names(one.url_patterns)
        else:
            found.append(one.name or str(one.pattern))
    return found
