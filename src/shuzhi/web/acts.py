"""Pages with one form for one act: fields, what it means, one button. Knows forms and desks; no act of its own.

Sent(request)                    what a browser sent, read strictly
act_page(request, form)    draw the form, with what was wrong
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from shuzhi.documents.errors import Refused
from shuzhi.messages import say
from shuzhi.usecases.writing import Outcome, Problems
from shuzhi.web.desk import Desk
from shuzhi.web.page import Crumb, page
from shuzhi.web.present.activity_form import FieldView
from shuzhi.web.sending import id_sent

Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ActForm:
    """``notes`` say what the act means before it is done; ``grave`` ones are drawn so."""

    heading: str
    submit: str
    fields: tuple[FieldView, ...]
    hidden: tuple[tuple[str, str], ...]
    place: str
    crumbs: tuple[Crumb, ...]
    lead: str = ""
    notes: tuple[str, ...] = ()
    grave: bool = False


class Sent:
    """What a form sent. Texts are trimmed; a day that is none is refused; an id that is none was not sent by a form."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    def text(self, name: str) -> str:
        return self._request.POST.get(name, "").strip()

    def day(self, name: str) -> date:
        """Raises ``Refused``."""
        try:
            return date.fromisoformat(self.text(name))
        except ValueError as problem:
            raise Refused("web.numbers.day_unreadable", {"text": self.text(name)}) from problem

    def day_or_none(self, name: str) -> date | None:
        """Raises ``Refused`` for what is neither empty nor a day."""
        return self.day(name) if self.text(name) else None

    def id(self, name: str) -> UUID:
        """Raises ``SuspiciousOperation``."""
        return id_sent(self._request, name)


def refused_or(desk: Desk, act: Callable[[], Outcome]) -> tuple[Outcome | None, tuple[str, ...]]:
    """The outcome, and the sentences of what kept it from being written."""
    try:
        outcome = act()
    except Refused as refusal:
        return None, (say(refusal.code, refusal.arguments, desk.language),)
    return outcome, desk.problem_words(outcome) if isinstance(outcome, Problems) else ()


def act_page(request: HttpRequest, form: ActForm, problems: tuple[str, ...] = ()) -> HttpResponse:
    context = {"form": form, "problems": problems, "crumbs": form.crumbs}
    return page(request, "shuzhi/act_form.html", context, place=form.place, status=422 if problems else 200)


class Fields:
    """Makes fields with their words and what was typed; ``code`` is the area of the labels: "registers.field"."""

    def __init__(self, request: HttpRequest, desk: Desk) -> None:
        self._sent = request.POST if request.method == "POST" else request.GET
        self._desk = desk

    def __call__(
        self,
        kind: str,
        name: str,
        *,
        value: str = "",
        choices: Choices = (),
        required: bool = False,
        hint: str = "",
        label: str = "",
    ) -> FieldView:
        """``hint`` and ``label`` are codes; the label is that of the field's name where none is given."""
        language = self._desk.language
        return FieldView(
            kind,
            name,
            say(label or f"registers.field.{name}", {}, language),
            (self._sent.get(name, value),),
            choices,
            hint=say(hint, {}, language) if hint else "",
            required=required,
        )
