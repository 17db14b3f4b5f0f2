"""All tables, by area. Private to ``shuzhi.store``."""

from shuzhi.store.models.accounts import ApiToken, Grant, LoginLink, User
from shuzhi.store.models.facts import FACT_MODELS, FactRow
from shuzhi.store.models.journal import BesideRow, JournalRow
from shuzhi.store.models.lists import (
    LIST_MODELS,
    ActivityRow,
    ItemRow,
    ListRow,
    OrganisationRow,
    PersonRow,
    ReportRow,
)
from shuzhi.store.models.matches import MatchRow

__all__ = [
    "FACT_MODELS",
    "LIST_MODELS",
    "ActivityRow",
    "ApiToken",
    "BesideRow",
    "FactRow",
    "Grant",
    "ItemRow",
    "JournalRow",
    "ListRow",
    "LoginLink",
    "MatchRow",
    "OrganisationRow",
    "PersonRow",
    "ReportRow",
    "User",
]
