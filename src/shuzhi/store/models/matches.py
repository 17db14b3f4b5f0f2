"""Matches of words to indicators that people settled, per organisation. Rows are taken back, never deleted."""

from __future__ import annotations

from django.db import models


class MatchRow(models.Model):
    """``words`` as written, ``key`` without marks; ``indicator`` "" says that none is meant; ``reach`` "" leaves it open."""

    id = models.UUIDField(primary_key=True, editable=False)
    ledger = models.TextField()
    org = models.TextField()
    words = models.TextField()
    key = models.TextField()
    unit = models.TextField()
    indicator = models.TextField()
    reach = models.TextField(default="")
    by = models.TextField()
    at = models.DateTimeField()
    taken_back_by = models.TextField(default="")
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "audit_match"
        constraints = [
            models.UniqueConstraint(
                fields=["ledger", "org", "key", "unit"],
                condition=models.Q(taken_back_at=None),
                name="audit_match_once",
            )
        ]
        indexes = [models.Index(fields=["ledger", "org", "at"], name="audit_match_by_org")]
