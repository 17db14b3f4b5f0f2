"""The form of an activity as groups of fields, ready to be drawn: labels, choices, what was typed, what is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from shuzhi.catalog.model import ActivityType, FieldSpec, Pack
from shuzhi.ledger.entries import Form
from shuzhi.messages import say
from shuzhi.web.forms.heads import counted_role
from shuzhi.web.forms.reader import Values, Wrong
from shuzhi.web.present.details import FORM_CODES
from shuzhi.web.present.words import choice_name, measured_name, name_of

Choices = tuple[tuple[str, str], ...]

# What a late entry may rest on: codes kept in the ledger, words on the page.
LATE_BASES = (
    ("sign_in_sheet", "web.late.sign_in_sheet"),
    ("minutes", "web.late.minutes"),
    ("brief", "web.late.brief"),
    ("notice", "web.late.notice"),
    ("statistics", "web.late.statistics"),
    ("other", "web.late.other"),
)


@dataclass(frozen=True, slots=True)
class FieldView:
    """``kind`` chooses the drawing: text, number, date, heads, area, select, radios or checks."""

    kind: str
    name: str
    label: str
    values: tuple[str, ...] = ()
    choices: Choices = ()
    hint: str = ""
    wrong: str = ""
    required: bool = False
    form: str = ""

    @property
    def id(self) -> str:
        return "-".join(part for part in ("field", self.form, self.name.replace(".", "-")) if part)

    def within(self, form: str) -> FieldView:
        """The same field where a page has several forms with fields of one name."""
        return replace(self, form=form)

    @property
    def value(self) -> str:
        return self.values[0] if self.values else ""

    @property
    def described_by(self) -> str:
        return " ".join(
            part
            for part in (f"{self.id}-wrong" if self.wrong else "", f"{self.id}-hint" if self.hint else "")
            if part
        )


@dataclass(frozen=True, slots=True)
class Group:
    """``folded`` groups are open only where something in them was filled in or is wrong."""

    title: str
    fields: tuple[FieldView, ...]
    folded: bool = False
    open: bool = True


def activity_groups(
    kind: ActivityType,
    *,
    pack: Pack,
    orgs: Choices,
    values: Values,
    wrong: Mapping[str, Wrong],
    language: str,
) -> tuple[Group, ...]:
    """``orgs`` are the organisations that may record, in official order."""
    form = Drawer(values, wrong, language)
    groups = [
        form.group("web.form.what", _first(form, kind, orgs)),
        form.group("web.form.heads", _heads(form, kind, pack)),
        form.group("web.form.particulars", _particulars(form, kind, pack)),
        form.group("web.form.who", _actors(form, kind, pack), folded=True),
        form.group("web.form.joint", [form.checks("hosts", "web.field.hosts", orgs)], folded=True),
        form.group("web.form.themes", _themes(form, pack), folded=True),
        form.group("web.form.late", _late(form), folded=True),
    ]
    return tuple(group for group in groups if group.fields)


class Drawer:
    """Fields with the values typed so far and the sentences of what is wrong."""

    def __init__(self, values: Values, wrong: Mapping[str, Wrong], language: str) -> None:
        self._values = values
        self._wrong = wrong
        self.language = language

    def say(self, code: str) -> str:
        return say(code, {}, self.language)

    def group(self, code: str, fields: Sequence[FieldView], *, folded: bool = False) -> Group:
        used = any(field.values or field.wrong for field in fields)
        return Group(self.say(code), tuple(fields), folded, used or not folded)

    def field(
        self,
        kind: str,
        name: str,
        label: str,
        *,
        choices: Choices = (),
        hint: str = "",
        required: bool = False,
    ) -> FieldView:
        found = self._wrong.get(name)
        return FieldView(
            kind=kind,
            name=name,
            label=label,
            values=tuple(text for text in self._values.get(name, ()) if text),
            choices=choices,
            hint=hint,
            wrong=say(found.code, found.args, self.language) if found else "",
            required=required,
        )

    def checks(self, name: str, code: str, choices: Choices) -> FieldView:
        return self.field("checks", name, self.say(code), choices=choices)


def _first(form: Drawer, kind: ActivityType, orgs: Choices) -> list[FieldView]:
    forms = tuple((one.value, form.say(FORM_CODES[one])) for one in Form)
    fields = [
        form.field("select", "org", form.say("web.field.org"), choices=orgs, required=True),
        form.field("date", "start", form.say("web.field.start"), required=True),
        form.field("date", "end", form.say("web.field.end"), hint=form.say("web.field.end_hint")),
        form.field(
            "radios", "form", form.say("web.field.form"), choices=forms, hint=form.say("web.field.form_hint")
        ),
        form.field("number", "sessions", form.say("web.field.sessions")),
    ]
    if not kind.protected:
        fields.insert(
            0, form.field("text", "title", form.say("web.field.title"), hint=form.say("web.field.title_hint"))
        )
        fields.append(form.field("text", "place", form.say("web.field.place")))
    return fields


def _heads(form: Drawer, kind: ActivityType, pack: Pack) -> list[FieldView]:
    if kind.attendance == "none":
        return []
    hint, role = form.say("web.field.heads_hint"), counted_role(pack, kind)
    labels = [form.say("web.field.onsite"), form.say("web.field.online")]
    if role:
        who = choice_name(kind.roles, role, form.language)
        labels = [say("web.field.heads_of", {"heads": label, "role": who}, form.language) for label in labels]
    fields = [
        form.field("heads", "onsite", labels[0], hint=hint),
        form.field("heads", "online", labels[1]),
    ]
    for code, chinese, english in kind.categories:
        label = say(
            "web.field.of_them", {"category": english if form.language == "en" else chinese}, form.language
        )
        fields.append(form.field("number", f"category.{code}", label))
    return fields


def _particulars(form: Drawer, kind: ActivityType, pack: Pack) -> list[FieldView]:
    fields = [own_field(form, spec) for spec in kind.fields]
    for code in kind.quantities:
        spec = pack.quantities[code]
        label = measured_name(name_of(spec, form.language), spec.unit, form.language)
        fields.append(form.field("number", f"quantity.{code}", label))
    if not kind.protected:
        fields.append(
            form.field("area", "note", form.say("web.field.note"), hint=form.say("web.field.note_hint"))
        )
    return fields


def own_field(form: Drawer, spec: FieldSpec, choices: Choices = ()) -> FieldView:
    """A field that the type or kind adds; ``choices`` where it names something that others list."""
    label, name = name_of(spec, form.language), f"field.{spec.code}"
    choices = choices or tuple(
        (code, english if form.language == "en" else chinese) for code, chinese, english in spec.values
    )
    if not choices:
        return form.field("text", name, label)
    return form.field("checks" if spec.many else "select", name, label, choices=choices)


def _actors(form: Drawer, kind: ActivityType, pack: Pack) -> list[FieldView]:
    posts = tuple(
        (code, english if form.language == "en" else chinese) for code, chinese, english in pack.posts
    )
    return [
        form.field("select", f"post.{role}", choice_name(kind.roles, role, form.language), choices=posts)
        for role, _, _ in kind.roles
    ]


def _themes(form: Drawer, pack: Pack) -> list[FieldView]:
    themes = tuple(
        (code, english if form.language == "en" else chinese) for code, chinese, english in pack.themes
    )
    return [form.checks("themes", "web.field.themes", themes)] if themes else []


def _late(form: Drawer) -> list[FieldView]:
    bases = tuple((code, form.say(sentence)) for code, sentence in LATE_BASES)
    return [
        form.field(
            "select",
            "late_basis",
            form.say("web.field.late_basis"),
            choices=bases,
            hint=form.say("web.field.late_hint"),
        ),
        form.field("date", "late_day", form.say("web.field.late_day")),
    ]
