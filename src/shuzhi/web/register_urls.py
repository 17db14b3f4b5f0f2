"""Addresses of the registers of one ledger: units, people, evidence, declared and cited values, what keeps the ledger."""

from __future__ import annotations

from django.urls import path

from shuzhi.web.views import (
    evidence,
    keeping,
    organisations,
    people,
    people_acts,
    roster,
    sign_in,
    unit,
    unit_acts,
    values,
)

OF_LEDGER = [
    path("organisations/", organisations.organisations_page, name="organisations"),
    path("organisations/new", unit_acts.organisation_new, name="organisation_new"),
    path("organisations/import", roster.roster_page, name="roster"),
    path("organisations/import/template.<str:kind>", roster.roster_template, name="roster_template"),
    path("organisations/<str:org>/", unit.unit_page, name="organisation"),
    path("organisations/<str:org>/<str:act>", unit_acts.organisation_act, name="organisation_act"),
    path("people/", people.people_page, name="people"),
    path("people/new", people_acts.person_new, name="person_new"),
    path("people/<str:person>/", people.person_page, name="person"),
    path("people/<str:person>/<str:act>", people_acts.person_act, name="person_act"),
    path("activities/<uuid:activity>/sign-in", sign_in.sign_in_page, name="sign_in"),
    path("activities/<uuid:activity>/evidence", evidence.evidence_attach, name="evidence_attach"),
    path("activities/<uuid:activity>/evidence/<uuid:evidence>", evidence.evidence_file, name="evidence_file"),
    path("values/", values.values_page, name="values"),
    path("values/new", values.value_new, name="value_new"),
    path("values/<uuid:value>/withdraw", values.value_withdraw, name="value_withdraw"),
    path("keeping", keeping.keeping_page, name="keeping"),
    path("keeping/checkpoint", keeping.checkpoint, name="checkpoint"),
]
