"""Bringing the database up to what this program needs."""

from __future__ import annotations

from pathlib import Path

from django.core.management import call_command
from django.db import connections
from django.db.migrations.executor import MigrationExecutor


def prepare_database(using: str = "default") -> None:
    """Make the folder of a SQLite file where needed, and run the migrations that are outstanding."""
    connection = connections[using]
    if connection.vendor == "sqlite" and not str(connection.settings_dict["NAME"]).startswith(("file:", ":")):
        Path(connection.settings_dict["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    call_command("migrate", database=using, verbosity=0, interactive=False)


def is_prepared(using: str = "default") -> bool:
    """Whether no migration is outstanding."""
    executor = MigrationExecutor(connections[using])
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())
