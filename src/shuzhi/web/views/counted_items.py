"""Items of a protected kind that end, by their number: the page knows no single one of them."""

from __future__ import annotations

from functools import partial
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shuzhi.catalog.model import ItemKind
from shuzhi.messages import say
from shuzhi.usecases.close_counted_items import close_counted_items
from shuzhi.usecases.writing import Done
from shuzhi.web.desk import Desk, at_desk
from shuzhi.web.forms.reader import Reader, Values
from shuzhi.web.item_pages import Form, draw
from shuzhi.web.page import notify
from shuzhi.web.present.activity_form import Drawer, Group, own_field
from shuzhi.web.present.item_form import final_choices
from shuzhi.web.present.words import name_of
from shuzhi.web.sending import id_sent, sending, values_sent


@require_http_methods(["GET", "POST"])
@at_desk
def end_page(request: HttpRequest, desk: Desk) -> HttpResponse:
    desk.must_write()
    kind = desk.pack().item_kinds.get(request.GET.get("kind", ""))
    if kind is None or not kind.protected:
        raise Http404(request.GET.get("kind", ""))
    if request.method != "POST":
        states = final_choices(kind, desk.language)
        blank = {"org": [desk.org], "day": [desk.today().isoformat()], "state": [states[0][0]]}
        return _form(request, desk, kind, blank, Form(fresh=str(uuid4())))
    values, entry = values_sent(request), id_sent(request, "entry")
    reader = Reader(values)
    org = reader.among("org", frozenset(code for code, _ in desk.org_choices(desk.today())))
    day = reader.day("day", required=True)
    state = reader.among("state", frozenset(code for code, _ in final_choices(kind, desk.language)))
    count = reader.whole("count", least=1, default=0) if reader.required("count") else 0
    fields = tuple((spec.code, value) for spec in kind.fields if spec.values for value in reader.chosen(spec))
    form = Form(fresh=str(entry), wrong=reader.wrong)
    if day is not None and not reader.wrong:
        act = partial(
            close_counted_items, desk.office, by=desk.account, entry=entry, count=count, kind=kind.code, org=org,
            day=day, state=state, fields=fields,
        )  # fmt: skip
        outcome = sending(desk, entry, act)
        if isinstance(outcome, Done):
            notify(request, "items.done.counted_end", count=count, kind=name_of(kind, desk.language))
            return redirect("items", desk.ledger)
        form = form.refused(outcome)
    return _form(request, desk, kind, values, form)


def _form(request: HttpRequest, desk: Desk, kind: ItemKind, values: Values, form: Form) -> HttpResponse:
    language = desk.language
    drawer = Drawer(values, form.wrong, language)
    orgs, states = desk.org_choices(desk.today()), final_choices(kind, language)
    fields = (
        drawer.field("select", "org", drawer.say("web.field.org"), choices=orgs, required=True),
        drawer.field("number", "count", drawer.say("items.field.count"), required=True),
        drawer.field("select", "state", drawer.say("items.field.end"), choices=states, required=True),
        drawer.field("date", "day", drawer.say("items.field.day"), required=True),
        *(own_field(drawer, spec) for spec in kind.fields if spec.values),
    )
    words = {"kind": name_of(kind, language)}
    shown = form.about(
        heading=say("items.end.title", words, language),
        lead=say("items.end.lead", words, language),
        submit=say("items.do.end", {}, language),
        back=reverse("items", args=(desk.ledger,)),
        groups=(Group("", fields),),
    )
    return draw(request, desk, shown)
