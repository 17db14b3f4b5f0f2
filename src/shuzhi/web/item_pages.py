"""The page with one form about an item, and where one goes after it was sent. What is wrong stands at its field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from shuzhi.ledger.checks import Problem
from shuzhi.messages import say
from shuzhi.usecases.writing import Done, Outcome, Problems
from shuzhi.web.addresses import subject_address
from shuzhi.web.desk import Desk
from shuzhi.web.forms.item import FIELD_OF
from shuzhi.web.forms.reader import Wrong
from shuzhi.web.page import Crumb, notify, page, warn
from shuzhi.web.present.activity_form import Group


@dataclass(frozen=True, slots=True)
class Form:
    """A form as it is shown: its words, its fields in groups, what is wrong. ``fresh`` is the id of the entry it makes."""

    fresh: str
    wrong: Mapping[str, Wrong] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    heading: str = ""
    lead: str = ""
    note: str = ""
    submit: str = ""
    back: str = ""
    aside: tuple[Crumb, ...] = ()
    groups: tuple[Group, ...] = ()

    def refused(self, outcome: Outcome) -> Form:
        """With the problems of a write that did not go through, each at its field where it has one."""
        found = outcome.problems if isinstance(outcome, Problems) else ()
        apart = tuple(one for one in found if one.code not in FIELD_OF)
        at_fields = {
            FIELD_OF[one.code]: Wrong(one.code, _plain(one)) for one in found if one.code in FIELD_OF
        }
        return replace(self, wrong={**self.wrong, **at_fields}, problems=apart)

    def about(self, **words: object) -> Form:
        return replace(self, **words)  # type: ignore[arg-type]  # members of this very class


def draw(request: HttpRequest, desk: Desk, form: Form) -> HttpResponse:
    context = {
        "form": form,
        "heading": form.heading,
        "problems": tuple(say(one.code, one.args, desk.language) for one in form.problems),
        "crumbs": (
            *desk.crumbs(),
            Crumb(say("web.menu.items", {}, desk.language), reverse("items", args=(desk.ledger,))),
        ),
    }
    status = 422 if form.wrong or form.problems else 200
    return page(request, "shuzhi/item_form.html", context, place="item", status=status)


def done(request: HttpRequest, desk: Desk, subject: str, outcome: Outcome, code: str) -> HttpResponse:
    """Back to the thing, with what was done or why it was not."""
    if isinstance(outcome, Done):
        notify(request, code, position=outcome.receipt.position)
    for sentence in desk.problem_words(outcome):
        warn(request, sentence)
    return redirect(subject_address(desk.ledger, subject) or reverse("items", args=(desk.ledger,)))


def _plain(problem: Problem) -> dict[str, str | int]:
    return {name: value if isinstance(value, int) else str(value) for name, value in problem.args.items()}
