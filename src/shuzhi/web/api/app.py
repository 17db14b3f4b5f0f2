"""All operations of version 1 under ``/api/v1/``, and their addresses.

An operation that names no level needs the most; an address that is none is answered as a refusal, not as a page.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path, re_path
from ninja import NinjaAPI
from ninja.operation import Operation

from shuzhi.store.tokens import Level
from shuzhi.web.api import (
    activities,
    catalog,
    charts,
    documents,
    entries,
    evidence,
    figures,
    forms,
    handing,
    items,
    keeping,
    numbers,
    organisations,
    plan,
    reference,
    reference_page,
    report_steps,
    reports,
)
from shuzhi.web.api.auth import needs
from shuzhi.web.api.problems import Refusal, join, refuse

VERSION = "1"
ROUTERS = (
    organisations.router,
    entries.router,
    activities.router,
    evidence.router,
    items.router,
    plan.router,
    figures.router,
    charts.router,
    reports.router,
    report_steps.router,
    numbers.router,
    handing.router,
    forms.router,
    keeping.router,
    documents.router,
    catalog.router,
)


class Interface(NinjaAPI):
    """Operations are called by the names of their functions."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__


api = Interface(
    title="述职有据 Shuzhi",
    version=VERSION,
    description=reference_page.ABOUT,
    urls_namespace="api",
    docs_url=None,
    openapi_url=None,
    auth=needs(Level.WRITE),
)
for router in ROUTERS:
    api.add_router("/ledgers/{ledger}", router)
api.add_router("", reference.router_for(api))
join(api)


def no_such_address(request: HttpRequest) -> HttpResponse:
    """Whatever else is asked under ``/api/``."""
    return refuse(request, Refusal(404, "api.not_found"))


app_name = "interface"
urlpatterns = [
    path("v1/", api.urls),
    re_path(r"^", no_such_address, name="nowhere"),
]
