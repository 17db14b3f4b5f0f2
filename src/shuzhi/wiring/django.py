"""Makes Django ready for commands that run outside the web server."""

from __future__ import annotations

import os

import django
from django.apps import apps

SETTINGS = "shuzhi.web.settings"


def setup() -> None:
    """Load the settings and the models; calling it again does nothing."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    if not apps.ready:
        django.setup()
