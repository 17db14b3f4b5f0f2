"""The web application for a WSGI server."""

from __future__ import annotations

from django.core.wsgi import get_wsgi_application

from shuzhi.wiring.django import setup

setup()
application = get_wsgi_application()
