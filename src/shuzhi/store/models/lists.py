"""What list pages show: one row per thing, as it stands at the end of the journal.

Written by ``store.projecting`` from the journal's bytes alone; names and titles are joined from beside when read, so
that erasing them there is enough.
"""

from __future__ import annotations

from django.db import models

from shuzhi.store.columns import ExactDecimalField


class ListRow(models.Model):
    """``position``: the last entry about the thing. ``key`` is the part of its subject after the colon."""

    ledger = models.TextField()
    key = models.TextField()
    position = models.BigIntegerField()

    class Meta:
        abstract = True


def _once(name: str) -> list[models.BaseConstraint]:
    return [models.UniqueConstraint(fields=["ledger", "key"], name=f"list_{name}_once")]


class ActivityRow(ListRow):
    """``status`` is "confirmed", "pending", "changed" (confirmed, with a newer version pending) or "withdrawn".

    ``stated_by`` is the entry that last stated the detail (its texts hold the title), ``newest`` the last entry that
    changed it: what a confirmation has to name. ``heads`` is the larger of heads told and names ticked, over all cells.
    """

    event = models.TextField()
    type = models.TextField()
    org = models.TextField()
    form = models.TextField()
    compartment = models.TextField()
    start = models.DateField()
    end = models.DateField()
    sessions = models.BigIntegerField()
    heads = models.BigIntegerField()
    status = models.TextField()
    returned = models.BooleanField()
    late = models.BooleanField()
    evidence = models.BigIntegerField()
    stated_by = models.UUIDField()
    newest = models.UUIDField()

    class Meta:
        db_table = "list_activity"
        constraints = _once("activity")
        indexes = [
            models.Index(fields=["ledger", "end", "key"], name="list_activity_by_end"),
            models.Index(fields=["ledger", "org", "end"], name="list_activity_by_org"),
        ]


class ItemRow(ListRow):
    kind = models.TextField()
    org = models.TextField()
    compartment = models.TextField()
    state = models.TextField()
    opened = models.DateField()
    due = models.DateField(null=True)
    owner = models.TextField()
    target = ExactDecimalField(null=True)
    closed = models.DateField(null=True)
    opened_by = models.UUIDField()

    class Meta:
        db_table = "list_item"
        constraints = _once("item")
        indexes = [models.Index(fields=["ledger", "kind", "opened"], name="list_item_by_kind")]


class OrganisationRow(ListRow):
    """The newest span; ``ended`` is the day from which the unit no longer exists (None: it does)."""

    name = models.TextField()
    kind = models.TextField()
    parent = models.TextField()
    order = models.BigIntegerField()
    opened = models.DateField()
    ended = models.DateField(null=True)
    merged_into = models.TextField()

    class Meta:
        db_table = "list_organisation"
        constraints = _once("organisation")


class PersonRow(ListRow):
    org = models.TextField()
    merged_into = models.TextField()
    erased = models.BooleanField()
    named_by = models.UUIDField()

    class Meta:
        db_table = "list_person"
        constraints = _once("person")


class ReportRow(ListRow):
    """The last compilation of a report; ``signed_key`` is "" until that very digest is signed."""

    org = models.TextField()
    outline = models.TextField()
    start = models.DateField()
    end = models.DateField()
    computed_at = models.BigIntegerField()
    digest = models.TextField()
    signed_key = models.TextField()

    class Meta:
        db_table = "list_report"
        constraints = _once("report")


LIST_MODELS: dict[str, type[ListRow]] = {
    "activity": ActivityRow,
    "item": ItemRow,
    "organisation": OrganisationRow,
    "person": PersonRow,
    "report": ReportRow,
}
"""Kind of subject -> model."""
