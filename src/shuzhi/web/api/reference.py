"""The description of the interface (OpenAPI), and its reference page: rendered here, with nothing from elsewhere.

described(api) -> dict          what ``openapi.json`` answers
rendered(description) -> str    Markdown: the page ``docs/reference/api.md`` and the one served beside the interface
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from markdown_it import MarkdownIt
from ninja import NinjaAPI, Router

from shuzhi.store.tokens import Level
from shuzhi.web.api import charts, evidence, forms, reports
from shuzhi.web.api.answers import REFUSALS
from shuzhi.web.api.auth import needs
from shuzhi.web.api.problems import MEDIA_TYPE

PREFIX = "/api/v1/"
ABOUT = (
    "记账、取数、溯源、编报、核验、核查。每个数都带台账位置、口径包摘要、确定程度和待确认数。"
    " Writing entries, figures, traces, reports, verification and audit. Every figure names its ledger positions, the digest "
    "of its pack, how certain it is and what is pending."
)
LEVELS = {
    Level.DRAFT: "draft：读口径目录、成稿 the catalog, and drafts from text",
    Level.READ: "read：另可读记录和数据、核验核查 also records, figures, verification and audit",
    Level.WRITE: "write：另可写入、编报、签发、报出，并取本单位记录的佐证 also entries, reports, signing and handing over, and "
    "the files beside one's own records",
}

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
    "period": ("期间 period: 2023, 2023H1, 2023Q3, 2023-05, 2023-05-01..2023-05-07", "2023"),
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
        html = MarkdownIt("commonmark", {"html": False}).enable("table").render(rendered(described(api)))
        return render(request, "shuzhi/api_reference.html", {"reference": html})

    return router


# ------------------------------------------------------------------------------------------ describing
def described(api: NinjaAPI) -> Json:
    """The framework's description with what it cannot know: media types of refusals and files, and levels."""
    found = cast(
        Json, json.loads(json.dumps(api.get_openapi_schema(path_prefix=PREFIX.lstrip("/")), default=str))
    )
    levels = dict(_levels(api))
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


def _with_words(parameter: Json) -> None:
    words, example = PARAMETERS.get(parameter["name"], ("", None))
    parameter["description"] = parameter.get("description") or parameter["schema"].get("description") or words
    if not ("examples" in parameter["schema"] or "enum" in parameter["schema"]) and example is not None:
        parameter["schema"]["examples"] = [example]


def _files(kinds: Sequence[str]) -> Json:
    content = {
        media.partition(";")[0]: {"schema": {"type": "string", "format": "binary"}} for media in kinds
    }
    return {"description": "The file", "content": content}


def _levels(api: NinjaAPI) -> Iterator[tuple[str, Level]]:
    for bound in api._get_bound_routers():
        for view in bound.path_operations.values():
            for operation in view.operations:
                yield operation.view_func.__name__, operation.auth_callbacks[0].level  # type: ignore[attr-defined]


def _operations(description: Json) -> Iterator[Json]:
    for methods in description["paths"].values():
        yield from methods.values()


# ------------------------------------------------------------------------------------------ rendering
def rendered(description: Json) -> str:
    """One section per operation: what it is for, the level it needs, parameters, an example of body and answer."""
    lines = [
        "# 接口参考 API v1",
        "",
        ABOUT,
        "",
        "本页由程序生成。 This page is rendered by the program.",
        "",
        *_general(),
    ]
    tag = ""
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            if operation["tags"][0] != tag:
                tag = operation["tags"][0]
                lines += [f"## {tag}", ""]
            lines += _operation(description, f"{method.upper()} {path}", operation)
    lines += ["## 形状 Shapes", ""]
    for name, schema in sorted(_inner(description)):
        lines += _shape(description, schema, f"{name}")
    return "\n".join(lines).rstrip() + "\n"


def _inner(description: Json) -> Iterator[tuple[str, Json]]:
    """Shapes that stand inside bodies and answers, and the one of refusals; those of the operations are told there."""
    told = {
        content["schema"].get("$ref", "").rpartition("/")[2]
        for operation in _operations(description)
        for part in (operation.get("requestBody", {}), *operation["responses"].values())
        for media, content in part.get("content", {}).items()
        if media != MEDIA_TYPE
    }
    for name, schema in description["components"]["schemas"].items():
        if name not in told and not name.endswith("Asked") and "properties" in schema:
            yield name, schema


def _general() -> Iterator[str]:
    yield from (
        "## 通则 In general",
        "",
        "- 令牌放在 `Authorization: Bearer …`，用 `shuzhi token make` 制发，限定一个台账、一级机构及其所属、一个级别和一个期限。"
        " A token goes into `Authorization: Bearer …`; `shuzhi token make` makes one for one ledger, one unit and those below it, "
        "one level, until a day.",
        *(f"- {words}" for words in LEVELS.values()),
        "- 登录网页的会话也可用；写入时另需 `X-CSRFToken`。 The session of the pages serves as well; writing needs `X-CSRFToken`.",
        "- 语言由 `Accept-Language` 决定，中文为先。 `Accept-Language` chooses the language, Chinese first.",
        "- 拒绝一律为 `application/problem+json`：`code`、`args`、`sentence`，多项时逐项列在 `problems`。"
        " A refusal is `application/problem+json`: `code`, `args`, `sentence`, several of them in `problems`.",
        "- 翻页用上一页给出的 `following` 作 `after`；没有页码。 Pages go on from `following`, given as `after`; there are no page numbers.",
        "- 编号由写入方生成；重发答复与第一次相同，内容不同答 409。 Ids are made by the writer; sent again the answer is the "
        "first one's, another content is a 409.",
        "- 数值都是文本，以免失真。 Values are text, so that nothing is rounded on the way.",
        "- 机器可读的说明在 `/api/v1/openapi.json`。 The description for machines is `/api/v1/openapi.json`.",
        "",
    )


def _operation(description: Json, head: str, operation: Json) -> Iterator[str]:
    yield from (f"### {operation['summary']}", "", f"`{head}`", "", *operation["description"].split("\n"), "")
    named = [one for one in operation.get("parameters", []) if one["name"] != "ledger"]
    if named:
        yield from ("| 参数 Parameter | 值 Value | 说明 |", "|---|---|---|")
        yield from (_parameter(description, one) for one in named)
        yield ""
    for media, content in operation.get("requestBody", {}).get("content", {}).items():
        yield from _shape(description, content["schema"], f"请求体 Body `{media}`")
    for status in ("200", "201"):
        content = operation["responses"].get(status, {}).get("content", {})
        if "application/json" in content and not (status == "201" and "200" in operation["responses"]):
            yield from _shape(description, content["application/json"]["schema"], f"答复 Answer {status}")


def _parameter(description: Json, one: Json) -> str:
    schema = one["schema"]
    words = one.get("description") or schema.get("description") or ""
    must = "（必填 required）" if one.get("required") else ""
    return f"| `{one['name']}` | {_kind(description, schema)} | {_cell(words)}{must} |"


def _shape(description: Json, schema: Json, title: str) -> Iterator[str]:
    whole = _resolved(description, schema)
    words = whole.get("description", "")
    yield from (f"**{title}**{'：' + ' '.join(words.split()) if words else ''}", "")
    yield from ("| 成员 Member | 值 Value |", "|---|---|")
    for name, member in whole.get("properties", {}).items():
        yield f"| `{name}` | {_kind(description, member)} |"
    yield ""
    for example in whole.get("examples", [])[:1]:
        yield from ("```json", json.dumps(example, ensure_ascii=False, indent=2), "```", "")


def _kind(description: Json, schema: Json) -> str:
    """What a value may be, in a few words."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema:
        kinds = (_kind(description, one) for one in _flat(schema))
        return _cell(" / ".join(dict.fromkeys(kinds)))
    if "enum" in schema:
        return _cell(", ".join(f"`{one}`" for one in schema["enum"]))
    if "const" in schema:
        return f"`{schema['const']}`"
    if schema.get("type") == "array":
        return f"list of {_kind(description, schema['items'])}"
    kind = schema.get("format") or schema.get("type") or "any"
    return "null" if kind == "null" else str(kind)


def _flat(schema: Json) -> Iterator[Json]:
    for one in schema["anyOf"]:
        yield from _flat(one) if "anyOf" in one else (one,)


def _resolved(description: Json, schema: Json) -> Mapping[str, Any]:
    if "$ref" in schema:
        return cast(Json, description["components"]["schemas"][schema["$ref"].rpartition("/")[2]])
    return schema


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "/")
