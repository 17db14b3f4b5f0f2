"""The journal and the texts beside it."""

from __future__ import annotations

from django.db import models


class JournalRow(models.Model):
    """One entry. ``data`` are the exact bytes that were hashed; the other columns repeat what they say, for searching.

    Rows are inserted and never updated or deleted by the program.
    """

    ledger = models.TextField()
    position = models.BigIntegerField()
    entry = models.UUIDField()
    subject = models.TextField()
    type = models.TextField()
    data = models.BinaryField()
    hash = models.CharField(max_length=64)

    class Meta:
        db_table = "journal"
        constraints = [
            models.UniqueConstraint(fields=["ledger", "position"], name="journal_one_order"),
            models.UniqueConstraint(fields=["ledger", "entry"], name="journal_entry_once"),
        ]
        indexes = [
            models.Index(fields=["ledger", "subject", "position"], name="journal_by_subject"),
            models.Index(fields=["ledger", "type", "position"], name="journal_by_type"),
        ]


class BesideRow(models.Model):
    """A text beside an entry. Erased: text and salt are NULL and ``erased`` is true; the chain keeps the digest."""

    ledger = models.TextField()
    entry = models.UUIDField()
    name = models.TextField()
    salt = models.BinaryField(null=True)
    text = models.TextField(null=True)
    erased = models.BooleanField(default=False)

    class Meta:
        db_table = "journal_beside"
        constraints = [models.UniqueConstraint(fields=["ledger", "entry", "name"], name="beside_once")]
