"""What stands around a thing on its page: its links, what was read off it day by day, the forms to add either."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import uuid4

from django.urls import reverse

from shuzhi.ledger.facts import LinkFact
from shuzhi.messages import say
from shuzhi.web.addresses import subject_address
from shuzhi.web.desk import Desk
from shuzhi.web.present.activity_form import FieldView
from shuzhi.web.present.item_form import measure_choices, observation_fields
from shuzhi.web.present.series import SeriesChart, series_charts
from shuzhi.web.present.words import day_words, name_of, number_words, unit_words
from shuzhi.web.things import linking_address, may_act_on, readings_of, thing_of


@dataclass(frozen=True, slots=True)
class LinkLine:
    """``cut`` is where the link is cut, "" for a reader."""

    kind: str
    title: str
    when: str
    href: str
    cut: str
    entry: str


@dataclass(frozen=True, slots=True)
class ReadingLine:
    day: str
    value: str
    href: str
    withdraw: str
    entry: str


@dataclass(frozen=True, slots=True)
class Series:
    """What was read of one measure, in order of days, drawn where there are two days and more."""

    name: str
    charts: tuple[SeriesChart, ...]
    lines: tuple[ReadingLine, ...]


def observing(desk: Desk, subject: str, measures: tuple[str, ...]) -> dict[str, object]:
    """The form for what is read off a subject; empty where the pack names nothing."""
    choices = measure_choices(measures, desk.pack(), desk.language)
    if not choices:
        return {}
    kind, _, key = subject.partition(":")
    values = {"day": [desk.today().isoformat()], "measure": [choices[0][0]]}
    return {
        "observe": reverse("subject_observe", args=(desk.ledger, kind, key)),
        "observe_fields": within_form(
            observation_fields(choices, values=values, wrong={}, language=desk.language), "observe"
        ),
    }


def around_activity(desk: Desk, subject: str, measures: tuple[str, ...]) -> dict[str, object]:
    """What an activity's page shows of its links and readings, and the ways to add some."""
    acts = {
        "link": linking_address(desk.ledger, subject),
        **observing(desk, subject, measures),
        "fresh": {"observe": str(uuid4())},
    }
    return {
        "subject": subject,
        "links": link_lines(desk, subject),
        "series": series_of(desk, subject),
        "acts": acts if desk.writes else {},
    }


def within_form(fields: tuple[FieldView, ...], form: str) -> tuple[FieldView, ...]:
    """Several forms on one page have fields of one name; their ids differ."""
    return tuple(one.within(form) for one in fields)


def link_lines(desk: Desk, subject: str) -> tuple[LinkLine, ...]:
    """What the subject is linked with. The other end's own page decides whether it may be seen."""
    links = desk.links(subject)
    titles = desk.titles(one.target if one.source == subject else one.source for one in links)
    return tuple(_link_line(desk, one, subject, titles) for one in links)


def _link_line(desk: Desk, link: LinkFact, subject: str, titles: Mapping[str, str]) -> LinkLine:
    """What joins the two, said from this end: 本项回应 …, … 回应本项."""
    end = link.target if link.source == subject else link.source
    kinds = desk.pack().link_kinds
    kind = name_of(kinds[link.kind], desk.language) if link.kind in kinds else link.kind
    code = "web.item.link_out" if link.source == subject else "web.item.link_in"
    may_cut = desk.writes and may_act_on(desk, end)
    return LinkLine(
        kind=kind if subject.startswith("organisation:") else say(code, {"kind": kind}, desk.language),
        title=titles[end],
        when="" if end.startswith("organisation:") else thing_of(desk, end).when,
        href=subject_address(desk.ledger, end),
        cut=reverse("link_cut", args=(desk.ledger, link.link)) if may_cut else "",
        entry=str(uuid4()),
    )


def series_of(desk: Desk, subject: str) -> tuple[Series, ...]:
    """One for each measure that was read, in the order of the pack."""
    language, held = desk.language, readings_of(desk, subject)
    found = []
    for spec in desk.pack().observations:
        rows = [one for one in held if one.measure == spec.code]
        lines = tuple(
            ReadingLine(
                day=day_words(one.day, language),
                value=amount_words(one.value, unit_words(spec.unit, language), language),
                href=subject_address(desk.ledger, f"observation:{one.observation}"),
                withdraw=reverse("observation_withdraw", args=(desk.ledger, one.observation))
                if desk.writes
                else "",
                entry=str(uuid4()),
            )
            for one in reversed(rows)
        )
        if lines:
            charts = series_charts([(one.day, one.value) for one in rows], language)
            found.append(Series(name_of(spec, language), charts, lines))
    return tuple(found)


def amount_words(value: Decimal, unit: str, language: str) -> str:
    return f"{number_words(value, language)} {unit}".strip()
