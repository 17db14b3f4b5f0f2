"""The forms of an item as groups of fields, ready to be drawn. Knows kinds as the pack declares them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from shuzhi.catalog.model import FieldSpec, ItemKind, Pack
from shuzhi.web.forms.reader import Values, Wrong
from shuzhi.web.present.activity_form import Choices, Drawer, FieldView, Group, own_field
from shuzhi.web.present.words import measured_name, name_of


def opening_groups(
    kind: ItemKind, *, pack: Pack, orgs: Choices, values: Values, wrong: Mapping[str, Wrong], language: str
) -> tuple[Group, ...]:
    """``orgs`` are the units that may record, in official order."""
    form = Drawer(values, wrong, language)
    states = state_choices(kind, language)
    first = [
        form.field("select", "org", form.say("web.field.org"), choices=orgs, required=True),
        form.field(
            "date",
            "day",
            form.say("items.field.opened"),
            hint=form.say("items.field.opened_hint"),
            required=True,
        ),
        form.field("select", "state", form.say("items.field.state"), choices=states, required=True),
    ]
    if kind.protected:
        first.append(
            form.field(
                "number", "count", form.say("items.field.count"), hint=form.say("items.field.count_hint")
            )
        )
    else:
        first.insert(0, _title(form))
    groups = (
        form.group("items.form.what", first),
        form.group("items.form.plan", _plan(form, kind, pack)),
        form.group("web.form.particulars", [*_own(form, kind, pack, orgs), *_note(form, kind)]),
    )
    return tuple(group for group in groups if group.fields)


def change_groups(
    kind: ItemKind, *, pack: Pack, orgs: Choices, values: Values, wrong: Mapping[str, Wrong], language: str
) -> tuple[Group, ...]:
    form = Drawer(values, wrong, language)
    day = form.field(
        "date", "day", form.say("items.field.from"), hint=form.say("items.field.from_hint"), required=True
    )
    groups = (
        form.group("items.form.what", [_title(form), day]),
        form.group("items.form.plan", _plan(form, kind, pack)),
        form.group("web.form.particulars", [*_own(form, kind, pack, orgs), *_note(form, kind)]),
    )
    return tuple(group for group in groups if group.fields)


def state_fields(
    states: Choices, *, values: Values, wrong: Mapping[str, Wrong], language: str, label: str
) -> tuple[FieldView, ...]:
    """A state among ``states``, its day and a note; ``label`` is the message code over the choice."""
    form = Drawer(values, wrong, language)
    return (
        form.field("select", "state", form.say(label), choices=states, required=True),
        form.field("date", "day", form.say("items.field.day"), required=True),
        form.field("text", "note", form.say("items.field.outcome")),
    )


def observation_fields(
    measures: Choices, *, values: Values, wrong: Mapping[str, Wrong], language: str
) -> tuple[FieldView, ...]:
    form = Drawer(values, wrong, language)
    return (
        form.field("select", "measure", form.say("items.field.measure"), choices=measures, required=True),
        form.field("number", "value", form.say("items.field.value"), required=True),
        form.field("date", "day", form.say("items.field.read_on"), required=True),
    )


def state_choices(kind: ItemKind, language: str) -> Choices:
    return tuple((one.code, name_of(one, language)) for one in kind.states)


def final_choices(kind: ItemKind, language: str) -> Choices:
    return tuple((one.code, name_of(one, language)) for one in kind.states if one.final)


def living_choices(kind: ItemKind, language: str, *, now: str) -> Choices:
    """States an item may go on in, but the one it is in."""
    return tuple(
        (one.code, name_of(one, language)) for one in kind.states if not one.final and one.code != now
    )


def measure_choices(codes: Sequence[str], pack: Pack, language: str) -> Choices:
    known = {one.code: one for one in pack.observations}
    return tuple(
        (code, measured_name(name_of(known[code], language), known[code].unit, language))
        for code in codes
        if code in known
    )


def post_choices(pack: Pack, language: str) -> Choices:
    return tuple((code, english if language == "en" else chinese) for code, chinese, english in pack.posts)


def indicator_choices(pack: Pack, language: str) -> Choices:
    """By line of work, then by name: whoever plans thinks of the work first."""
    places = {code: place for place, (code, _, _) in enumerate(pack.lines)}
    open_ones = [one for one in pack.indicators.values() if not one.protected]
    open_ones.sort(key=lambda one: (places.get(one.section, len(places)), one.name, one.code))
    return tuple((one.code, name_of(one, language)) for one in open_ones)


def _title(form: Drawer) -> FieldView:
    return form.field(
        "text", "title", form.say("items.field.title"), hint=form.say("items.field.title_hint"), required=True
    )


def _plan(form: Drawer, kind: ItemKind, pack: Pack) -> list[FieldView]:
    if kind.protected:
        return []
    return [
        form.field(
            "select", "owner", form.say("items.field.owner"), choices=post_choices(pack, form.language)
        ),
        form.field("date", "due", form.say("items.field.due")),
        form.field(
            "number", "target", form.say("items.field.target"), hint=form.say("items.field.target_hint")
        ),
    ]


def _own(form: Drawer, kind: ItemKind, pack: Pack, orgs: Choices) -> list[FieldView]:
    specs = [spec for spec in kind.fields if spec.values or not kind.protected]
    return [own_field(form, spec, _choices_of(form, spec, pack, orgs)) for spec in specs]


def _choices_of(form: Drawer, spec: FieldSpec, pack: Pack, orgs: Choices) -> Choices:
    """What a field that names something else may name; a value held already stays choosable."""
    if spec.holds == "indicator":
        known = indicator_choices(pack, form.language)
    elif spec.holds == "organisation":
        known = orgs
    else:
        return ()
    held = form.field("text", f"field.{spec.code}", "").values
    listed = {code for code, _ in known}
    return (*known, *((code, code) for code in held if code not in listed))


def _note(form: Drawer, kind: ItemKind) -> list[FieldView]:
    if kind.protected:
        return []
    return [form.field("area", "note", form.say("web.field.note"), hint=form.say("items.field.note_hint"))]
