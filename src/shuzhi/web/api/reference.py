"""The description of the interface (OpenAPI), with what the framework cannot know: words in both languages, levels, files.

described(api) -> dict          what ``openapi.json`` answers; ``reference_page`` makes it a page to read
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from markdown_it import MarkdownIt
from ninja import NinjaAPI, Router

from shuzhi.messages import say
from shuzhi.store.tokens import Level
from shuzhi.web.api import charts, evidence, forms, reports
from shuzhi.web.api.answers import REFUSALS
from shuzhi.web.api.auth import needs
from shuzhi.web.api.problems import MEDIA_TYPE
from shuzhi.web.api.reference_page import rendered
from shuzhi.web.languages import language_for

PREFIX = "/api/v1/"
AN_ID = "5f0c8a52-7d61-4c3e-9c55-0a6f0d9b1c02"
PARAMETERS: dict[str, tuple[str, Any]] = {
    "about": ("关于哪一事物，空为全部 about which thing; empty: all", f"item:{AN_ID}"),
    "activity": ("工作记录编号 id of a record of work", AN_ID),
    "after": ("上一页给出的 following，空为从头 `following` of the page before; empty: the beginning", ""),
    "as_of": ("截至台账第几条，空为现在 ledger position; empty: now", 1200),
    "day": ("哪一天，空为今天 the day; empty: today", "2023-12-31"),
    "entry": ("写入方自己的编号 the id that its writer gave it", AN_ID),
    "evidence": ("佐证材料编号 id of a file beside a record", AN_ID),
    "form": ("表的编号 id of a form", AN_ID),
    "indicator": ("指标 indicator", "outreach_sessions"),
    "item": ("事项编号 id of an item", AN_ID),
    "kind": ("哪种文件 which file", "docx"),
    "ledger": ("台账 ledger", "office"),
    "limit": ("最多几行 most rows", 50),
    "number": ("报出的数的编号 id of a number handed over", AN_ID),
    "measure": ("观测项目，空为全部 what was read off; empty: all", "views"),
    "org": ("机构代码，空为本级 organisation code; empty: the caller's own unit", "990101"),
    "period": ("期间，如 2023、2023H1、2023Q3、2023-05、2023-05-01..2023-05-07 等 a period", "2023"),
    "picture": ("哪种图片 which kind of picture", "svg"),
    "report": ("报告编号 id of a report", AN_ID),
    "subject": ("事物 a thing", f"item:{AN_ID}"),
}
"""Words and an example for what the framework leaves without: parameters that stand by themselves."""

FILE_KINDS: Mapping[str, Sequence[str]] = {
    "get_file": tuple(reports.MEDIA.values()),
    "get_form_file": (forms.XLSX,),
    "get_evidence": (evidence.BYTES,),
    "get_picture": tuple(charts.PICTURES.values()),
}
"""Media types of operations that answer a file."""

Json = dict[str, Any]


def router_for(api: NinjaAPI) -> Router:
    """The description itself, for whoever may ask anything at all."""
    router = Router(tags=["说明 reference"])

    @router.get("/openapi.json", auth=needs(Level.DRAFT), include_in_schema=False, url_name="openapi")
    def openapi(request: HttpRequest) -> HttpResponse:
        return JsonResponse(described(api), json_dumps_params={"ensure_ascii": False})

    @router.get("/", auth=needs(Level.DRAFT), include_in_schema=False, url_name="reference")
    def reference(request: HttpRequest) -> HttpResponse:
        page = rendered(described(api), language_for(request))
        html = MarkdownIt("commonmark", {"html": False}).enable("table").render(page)
        return render(request, "shuzhi/api_reference.html", {"reference": html})

    return router


# ------------------------------------------------------------------------------------------ describing
def described(api: NinjaAPI) -> Json:
    """The framework's description with what it cannot know: media types of refusals and files, and levels."""
    found = cast(
        Json, json.loads(json.dumps(api.get_openapi_schema(path_prefix=PREFIX.lstrip("/")), default=str))
    )
    levels = dict(_levels(api))
    for name, schema in found["components"]["schemas"].items():
        if schema.get("description"):
            words = " ".join(schema["description"].split())
            schema["description"] = f"{say(shape_code(name), {}, 'zh')} {words}"
    for operation in _operations(found):
        level = levels[operation["operationId"]]
        operation["x-level"] = level.code
        operation["description"] = f"{operation['description'].strip()}\n\n令牌 token: {level.code}"
        for parameter in operation.get("parameters", []):
            _with_words(parameter)
        for status, answer in operation["responses"].items():
            if int(status) in REFUSALS and "content" in answer:
                answer["content"] = {MEDIA_TYPE: answer["content"].pop("application/json")}
        if operation["operationId"] in FILE_KINDS:
            operation["responses"]["200"] = _files(FILE_KINDS[operation["operationId"]])
    return found


def shape_code(name: str) -> str:
    """Message code of the words about a shape: ``FigureOut`` is ``shapes.figure_out``."""
    return f"shapes.{re.sub('(?<!^)(?=[A-Z])', '_', name).lower()}"


def _with_words(parameter: Json) -> None:
    words, example = PARAMETERS.get(parameter["name"], ("", None))
    parameter["description"] = parameter.get("description") or parameter["schema"].get("description") or words
    if not ("examples" in parameter["schema"] or "enum" in parameter["schema"]) and example is not None:
        parameter["schema"]["examples"] = [example]


def _files(kinds: Sequence[str]) -> Json:
    content = {media.partition(";")[0]: {"schema": {"type": "string", "format": "binary"}} for media in kinds}
    return {"description": "The file", "content": content}


def _levels(api: NinjaAPI) -> Iterator[tuple[str, Level]]:
    for bound in api._get_bound_routers():
        for view in bound.path_operations.values():
            for operation in view.operations:
                yield operation.view_func.__name__, operation.auth_callbacks[0].level  # type: ignore[attr-defined]


def _operations(description: Json) -> Iterator[Json]:
    for methods in description["paths"].values():
        yield from methods.values()
