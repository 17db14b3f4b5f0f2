"""Fact rows as tables: the columns of ``ledger.facts``, in their order. A test holds the two together.

Texts are unbounded on purpose: an append must never fail here for a code that the ledger accepted.
"""

from __future__ import annotations

from django.db import models

from shuzhi.store.columns import ExactDecimalField


class FactRow(models.Model):
    ledger = models.TextField()
    position = models.BigIntegerField()
    sign = models.SmallIntegerField()

    class Meta:
        abstract = True


def _read_order(name: str) -> list[models.Index]:
    """Facts are read ledger by ledger, in pages by position."""
    return [models.Index(fields=["ledger", "position", "id"], name=f"fact_{name}_order")]


class _OfActivity(FactRow):
    status = models.TextField()
    activity = models.TextField()
    event = models.TextField()

    class Meta:
        abstract = True


class EventRow(_OfActivity):
    standing = models.TextField()
    compartment = models.TextField()
    type = models.TextField()
    org = models.TextField()
    form = models.TextField()
    start = models.DateField()
    end = models.DateField()

    class Meta:
        db_table = "fact_event"
        indexes = _read_order("event")


class SessionRow(_OfActivity):
    session = models.BigIntegerField()
    sessions = models.BigIntegerField()

    class Meta:
        db_table = "fact_session"
        indexes = _read_order("session")


class HostRow(_OfActivity):
    org = models.TextField()

    class Meta:
        db_table = "fact_host"
        indexes = _read_order("host")


class ActorRow(_OfActivity):
    role = models.TextField()
    post = models.TextField()
    rank = models.TextField()
    person = models.TextField()

    class Meta:
        db_table = "fact_actor"
        indexes = _read_order("actor")


class AttendanceRow(_OfActivity):
    session = models.BigIntegerField()
    mode = models.TextField()
    role = models.TextField()
    category = models.TextField()
    person = models.TextField()

    class Meta:
        db_table = "fact_attendance"
        indexes = _read_order("attendance")


class HeadcountRow(_OfActivity):
    session = models.BigIntegerField()
    mode = models.TextField()
    role = models.TextField()
    category = models.TextField()
    count = models.BigIntegerField()

    class Meta:
        db_table = "fact_headcount"
        indexes = _read_order("headcount")


class QuantityRow(_OfActivity):
    quantity = models.TextField()
    value = ExactDecimalField()

    class Meta:
        db_table = "fact_quantity"
        indexes = _read_order("quantity")


class ThemeRow(_OfActivity):
    theme = models.TextField()

    class Meta:
        db_table = "fact_theme"
        indexes = _read_order("theme")


class FieldRow(_OfActivity):
    name = models.TextField()
    value = models.TextField()

    class Meta:
        db_table = "fact_field"
        indexes = _read_order("field")


class ItemSpanRow(FactRow):
    standing = models.TextField()
    compartment = models.TextField()
    item = models.TextField()
    kind = models.TextField()
    org = models.TextField()
    state = models.TextField()
    opened = models.DateField()
    day = models.DateField()
    until = models.DateField(null=True)
    due = models.DateField(null=True)
    owner = models.TextField()
    target = ExactDecimalField(null=True)

    class Meta:
        db_table = "fact_item"
        indexes = _read_order("item")


class ItemFieldRow(FactRow):
    item = models.TextField()
    name = models.TextField()
    value = models.TextField()

    class Meta:
        db_table = "fact_item_field"
        indexes = _read_order("item_field")


class LinkRow(FactRow):
    link = models.TextField()
    kind = models.TextField()
    source = models.TextField()
    target = models.TextField()
    day = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        db_table = "fact_link"
        indexes = _read_order("link")


class ObservationRow(FactRow):
    standing = models.TextField()
    compartment = models.TextField()
    observation = models.TextField()
    about = models.TextField()
    org = models.TextField()
    measure = models.TextField()
    value = ExactDecimalField()
    day = models.DateField()

    class Meta:
        db_table = "fact_observation"
        indexes = _read_order("observation")


class ValueRow(FactRow):
    standing = models.TextField()
    value_id = models.TextField()
    org = models.TextField()
    indicator = models.TextField()
    start = models.DateField()
    end = models.DateField()
    value = ExactDecimalField()
    unit = models.TextField()
    source_org = models.TextField()
    document = models.TextField()
    document_day = models.DateField()

    class Meta:
        db_table = "fact_value"
        indexes = _read_order("value")


class OrganisationSpanRow(FactRow):
    org = models.TextField()
    parent = models.TextField()
    name = models.TextField()
    kind = models.TextField()
    order = models.BigIntegerField()
    day = models.DateField()
    until = models.DateField(null=True)
    merged_into = models.TextField()

    class Meta:
        db_table = "fact_organisation"
        indexes = _read_order("organisation")


class PersonSpanRow(FactRow):
    person = models.TextField()
    org = models.TextField()
    day = models.DateField()
    until = models.DateField(null=True)
    merged_into = models.TextField()

    class Meta:
        db_table = "fact_person"
        indexes = _read_order("person")


class TenureRow(FactRow):
    person = models.TextField()
    org = models.TextField()
    post = models.TextField()
    day = models.DateField()
    last = models.DateField(null=True)

    class Meta:
        db_table = "fact_post"
        indexes = _read_order("post")


FACT_MODELS: dict[str, type[FactRow]] = {
    "event": EventRow,
    "session": SessionRow,
    "host": HostRow,
    "actor": ActorRow,
    "attendance": AttendanceRow,
    "headcount": HeadcountRow,
    "quantity": QuantityRow,
    "theme": ThemeRow,
    "field": FieldRow,
    "item": ItemSpanRow,
    "item_field": ItemFieldRow,
    "link": LinkRow,
    "observation": ObservationRow,
    "value": ValueRow,
    "organisation": OrganisationSpanRow,
    "person": PersonSpanRow,
    "post": TenureRow,
}
"""Table name of ``ledger.facts`` -> model."""
