"""Files that a page hands out, and the links to them. What stands in them others say."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.urls import reverse

from shuzhi.engine.base import Query
from shuzhi.messages import say
from shuzhi.web.addresses import figure_address
from shuzhi.web.desk import Desk
from shuzhi.web.page import Crumb
from shuzhi.web.present.tabular import Sheet, as_csv, as_workbook

KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def as_file(kind: str, sheet: Sheet, sheets: tuple[Sheet, ...], *, desk: Desk, name: str) -> HttpResponse:
    """``sheet`` alone as CSV, all ``sheets`` as a workbook. Raises ``Http404`` for another kind."""
    if kind not in KINDS:
        raise Http404(kind)
    content = as_csv(sheet) if kind == "csv" else as_workbook(sheets, created=desk.now())
    return attached(content, KINDS[kind], f"{name}.{kind}")


def attached(content: bytes, kind: str, name: str) -> HttpResponse:
    """A download under a name of plain signs."""
    response = HttpResponse(content, content_type=kind)
    plain = "".join(sign if sign.isascii() and (sign.isalnum() or sign in "-_.") else "-" for sign in name)
    response.headers["Content-Disposition"] = f'attachment; filename="{plain}"'
    return response


def file_links(address: str, *, desk: Desk) -> tuple[Crumb, ...]:
    """Links to both files; ``address`` with ``KIND`` in the place of the kind."""
    return tuple(
        Crumb(say(f"seeing.file.{kind}", {}, desk.language), address.replace("KIND", kind)) for kind in KINDS
    )


def figure_file_address(query: Query) -> str:
    scope = query.scope
    path = reverse("figure_file", args=(scope.ledger, query.indicator, scope.org, str(query.period), "KIND"))
    return f"{path}?{figure_address(query).partition('?')[2]}"


def chart_address(query: Query, key: str, kind: str) -> str:
    scope = query.scope
    path = reverse(
        "figure_chart", args=(scope.ledger, query.indicator, scope.org, str(query.period), key, kind)
    )
    return f"{path}?{figure_address(query).partition('?')[2]}"
