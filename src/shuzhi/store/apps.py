"""The Django application that owns all tables of Shuzhi."""

from __future__ import annotations

from django.apps import AppConfig


class StoreConfig(AppConfig):
    name = "shuzhi.store"
    label = "store"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from shuzhi.store import connecting  # signals can be joined only once the models are loaded

        connecting.join_signals()
