"""The database's tables have the columns that the core's rows have, in their order."""

from __future__ import annotations

from dataclasses import fields
from typing import get_type_hints

import pytest
from django.apps import apps
from django.db import models
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.utils import translation

from shuzhi.ledger.facts import FACT_TABLES
from shuzhi.store.columns import ExactDecimalField
from shuzhi.store.models import FACT_MODELS, LIST_MODELS
from shuzhi.store.projecting import (
    ListedActivity,
    ListedItem,
    ListedOrganisation,
    ListedPerson,
    ListedReport,
)
from shuzhi.store.writing import columns_of

LISTED = {
    "activity": ListedActivity,
    "item": ListedItem,
    "organisation": ListedOrganisation,
    "person": ListedPerson,
    "report": ListedReport,
}
PAIRS = [
    *((FACT_TABLES[name], FACT_MODELS[name]) for name in FACT_TABLES),
    *((LISTED[name], LIST_MODELS[name]) for name in LIST_MODELS),
]
COLUMNS = {
    "str": (models.TextField,),
    "int": (models.BigIntegerField, models.SmallIntegerField),
    "bool": (models.BooleanField,),
    "date": (models.DateField,),
    "UUID": (models.UUIDField,),
    "Decimal": (ExactDecimalField,),
}


@pytest.mark.parametrize(("row", "model"), PAIRS, ids=[row.__name__ for row, _ in PAIRS])
def test_a_table_has_the_columns_of_its_rows_in_their_order_and_kind(
    row: type, model: type[models.Model]
) -> None:
    assert [one.name for one in fields(row)] == list(columns_of(model))
    hints = get_type_hints(row)
    for one in fields(row):
        column = model._meta.get_field(one.name)
        kind = (
            str(hints[one.name]).removesuffix(" | None").split(".")[-1].strip("<>'").removeprefix("class '")
        )
        assert isinstance(column, COLUMNS[kind]), (one.name, kind)
        assert column.null == str(hints[one.name]).endswith("| None")


def test_every_fact_table_has_a_model_and_every_model_a_fact_table() -> None:
    assert list(FACT_MODELS) == list(FACT_TABLES)


def test_everything_kept_for_a_ledger_names_it_in_a_key_or_index() -> None:
    for model in apps.get_app_config("store").get_models():
        names = {one.name for one in model._meta.get_fields()}
        if "ledger" not in names:
            assert model.__name__ in {"User", "LoginLink"}
            continue
        keys = [one.fields for one in model._meta.constraints if isinstance(one, models.UniqueConstraint)]
        keys += [one.fields for one in model._meta.indexes]
        assert any("ledger" in key for key in keys), model.__name__


def test_no_table_has_changed_without_a_migration() -> None:
    """Compares models with migrations; asks no database."""
    with translation.override(None):  # names of columns are compared as written, not as translated
        loader = MigrationLoader(None)
        found = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps)).changes(
            loader.graph
        )
    assert "store" not in found
