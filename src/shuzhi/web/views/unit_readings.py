"""What is read off a unit day by day (stock, members in office) and the units it is paired with: shown, entered, taken back."""

from __future__ import annotations

from functools import partial
from uuid import UUID, uuid4, uuid5

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shuzhi.catalog.model import LinkKind
from shuzhi.catalog.walk import link_kinds_in_order
from shuzhi.messages import say
from shuzhi.usecases.make_link import make_link
from shuzhi.usecases.observe import observe
from shuzhi.usecases.writing import Done, Outcome
from shuzhi.web.desk import Desk, at_desk
from shuzhi.web.forms.item import read_observation
from shuzhi.web.forms.reader import Reader, Values
from shuzhi.web.item_pages import Form
from shuzhi.web.page import Crumb, notify, page, warn
from shuzhi.web.present.activity_form import Choices, Drawer, FieldView
from shuzhi.web.present.item_form import measure_choices, observation_fields
from shuzhi.web.present.words import name_of
from shuzhi.web.sending import id_sent, sending, values_sent
from shuzhi.web.surroundings import link_lines, series_of, within_form


@require_http_methods(["GET", "POST"])
@at_desk
def readings_page(request: HttpRequest, desk: Desk, org: str) -> HttpResponse:
    """Two forms: a reading, and a pairing with another unit. What is wrong stands at its field."""
    desk.must_see(org)
    today = {"day": [desk.today().isoformat()]}
    if request.method != "POST":
        return _drawn(request, desk, org, today, today, Form(""), Form(""))
    desk.must_write()
    values, entry = values_sent(request), id_sent(request, "entry")
    if "other" in values:
        form = _pair(desk, org, values, entry)
        if isinstance(form, Done):
            return _done(request, desk, org, form, "items.done.linked")
        return _drawn(request, desk, org, today, values, Form(""), form)
    form = _read(desk, org, values, entry)
    if isinstance(form, Done):
        return _done(request, desk, org, form, "items.done.observed")
    return _drawn(request, desk, org, values, today, form, Form(""))


def _read(desk: Desk, org: str, values: Values, entry: UUID) -> Done | Form:
    read = read_observation(values, frozenset(code for code, _ in _measures(desk)))
    form = Form(fresh=str(entry), wrong=read.wrong)
    if read.value is None or read.day is None:
        return form
    act = partial(
        observe, desk.office, by=desk.account, entry=entry, observation=uuid5(entry, "observation"),
        about=f"organisation:{org}", org=org, measure=read.measure, value=read.value, day=read.day,
    )  # fmt: skip
    return _settled(form, sending(desk, entry, act))


def _pair(desk: Desk, org: str, values: Values, entry: UUID) -> Done | Form:
    reader = Reader(values)
    kind = reader.among("kind", frozenset(one.code for one in _pairings(desk)))
    other = reader.among("other", frozenset(code for code, _ in _others(desk, org)))
    day = reader.day("day", required=True)
    form = Form(fresh=str(entry), wrong=reader.wrong)
    if day is None or reader.wrong:
        return form
    act = partial(
        make_link, desk.office, by=desk.account, entry=entry, link=uuid5(entry, "link"), kind=kind,
        source=f"organisation:{org}", target=f"organisation:{other}", day=day,
    )  # fmt: skip
    return _settled(form, sending(desk, entry, act))


def _settled(form: Form, outcome: Outcome) -> Done | Form:
    return outcome if isinstance(outcome, Done) else form.refused(outcome)


def _done(request: HttpRequest, desk: Desk, org: str, outcome: Done, code: str) -> HttpResponse:
    notify(request, code, position=outcome.receipt.position)
    for sentence in desk.problem_words(outcome):
        warn(request, sentence)
    return redirect("unit_readings", desk.ledger, org)


# ------------------------------------------------------------------------------------------ what may be chosen
def _measures(desk: Desk) -> Choices:
    """What the pack does not say is read off an item or an activity is read off a unit."""
    pack = desk.pack()
    elsewhere = {code for one in pack.types.values() for code in one.observations}
    elsewhere |= {code for one in pack.item_kinds.values() for code in one.observations}
    own = [one.code for one in pack.observations if one.code not in elsewhere]
    return measure_choices(own, pack, desk.language)


def _pairings(desk: Desk) -> tuple[LinkKind, ...]:
    """Kinds of links that join unit to unit."""
    ordered = link_kinds_in_order(desk.pack())
    return tuple(one for one in ordered if one.source == one.target == ("organisation",))


def _others(desk: Desk, org: str) -> Choices:
    linked = {one.target for one in desk.links(f"organisation:{org}")}
    return tuple(
        one
        for one in desk.org_choices(desk.today())
        if one[0] != org and f"organisation:{one[0]}" not in linked
    )


# ------------------------------------------------------------------------------------------ drawing
def _drawn(
    request: HttpRequest, desk: Desk, org: str, readings: Values, pairing: Values, reading: Form, pair: Form
) -> HttpResponse:
    language, name = desk.language, desk.org_name(org, desk.today())
    subject = f"organisation:{org}"
    problems = (*reading.problems, *pair.problems)
    context = {
        "heading": say("items.unit.title", {"org": name}, language),
        "subject": subject,
        "links": link_lines(desk, subject),
        "links_title": say("items.unit.pairings", {}, language),
        "series": series_of(desk, subject),
        "may_write": desk.writes,
        "here": reverse("unit_readings", args=(desk.ledger, org)),
        "observe_fields": within_form(
            observation_fields(_measures(desk), values=readings, wrong=reading.wrong, language=language),
            "observe",
        ),
        "pair_fields": _pair_fields(desk, org, pairing, pair),
        "fresh": {"observe": reading.fresh or str(uuid4()), "pair": pair.fresh or str(uuid4())},
        "problems": tuple(say(one.code, one.args, language) for one in problems),
        "crumbs": (
            *desk.crumbs(),
            Crumb(say("web.menu.organisations", {}, language), reverse("organisations", args=(desk.ledger,))),
            Crumb(name, reverse("organisation", args=(desk.ledger, org))),
        ),
    }
    wrong = problems or reading.wrong or pair.wrong
    return page(
        request, "shuzhi/unit_readings.html", context, place="organisation", status=422 if wrong else 200
    )


def _pair_fields(desk: Desk, org: str, values: Values, form: Form) -> tuple[FieldView, ...]:
    kinds = tuple((one.code, name_of(one, desk.language)) for one in _pairings(desk))
    others = _others(desk, org)
    if not kinds or not others:
        return ()
    drawer = Drawer({"kind": [kinds[0][0]], **values}, form.wrong, desk.language)
    fields = (
        drawer.field("select", "kind", drawer.say("items.link.as"), choices=kinds, required=True),
        drawer.field("select", "other", drawer.say("items.unit.other"), choices=others, required=True),
        drawer.field("date", "day", drawer.say("items.link.day"), required=True),
    )
    return within_form(fields, "pair")
