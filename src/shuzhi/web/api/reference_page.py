"""The description of the interface as a page to read, in one language or in both: Markdown, with nothing from elsewhere.

rendered(description, language="")    "zh", "en", or "" for both: the page ``docs/reference/api.md``

What the description says in both languages stands as Chinese first and English after it; a page of one language keeps its
own half. Knows the description as data; no framework and no operation.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, cast

from shuzhi.store.tokens import Level
from shuzhi.web.api.problems import MEDIA_TYPE

ABOUT = (
    "记账、取数、溯源、编报、核验、核查。每个数都带台账位置、口径包摘要、确定程度和待确认数。"
    " Writing entries, figures, traces, reports, verification and audit. Every figure names its ledger positions, the digest "
    "of its pack, how certain it is and what is pending."
)
LEVELS = {
    Level.DRAFT: "读口径目录、成稿 the catalog, and drafts from text",
    Level.READ: "另可读记录和数据、核验核查 also records, figures, verification and audit",
    Level.WRITE: "另可写入、编报、签发、报出，并取本单位记录的佐证 also entries, reports, signing and handing over, and "
    "the files beside one's own records",
}

_GENERAL = (
    "令牌放在 `Authorization: Bearer …`，在“接口令牌”页或用 `shuzhi token make` 制发，限定一个台账、一级机构及其所属、一个级别和一个期限。"
    " A token goes into `Authorization: Bearer …`; the page of tokens or `shuzhi token make` makes one for one ledger, one unit and "
    "those below it, one level, until a day.",
    "登录网页的会话也可用；写入时另需 `X-CSRFToken`。 The session of the pages serves as well; writing needs `X-CSRFToken`.",
    "语言由 `Accept-Language` 决定，中文为先。 `Accept-Language` chooses the language, Chinese first.",
    "拒绝一律为 `application/problem+json`：`code`、`args`、`sentence`，多项时逐项列在 `problems`。"
    " A refusal is `application/problem+json`: `code`, `args`, `sentence`, several of them in `problems`.",
    "翻页用上一页给出的 `following` 作 `after`；没有页码。 Pages go on from `following`, given as `after`; there are no page numbers.",
    "编号由写入方生成；重发答复与第一次相同，内容不同答 409。 Ids are made by the writer; sent again the answer is the "
    "first one's, another content is a 409.",
    "数值都是文本，以免失真。 Values are text, so that nothing is rounded on the way.",
    "机器可读的说明在 `/api/v1/openapi.json`。 The description for machines is `/api/v1/openapi.json`.",
)

Json = dict[str, Any]
_LAST_CHINESE = re.compile(r".*[\u3001-\u303f\u3400-\u9fff\uff00-\uffef](?:[”’」）)]|`(?=\s|$))*", re.DOTALL)


def half(text: str, language: str) -> str:
    """The part of a text that is in this language ("" for all of it); the whole where it is in one language only."""
    found = _LAST_CHINESE.match(text)
    if not language or found is None or not found.end() < len(text.rstrip()):
        return text
    return (text[: found.end()] if language == "zh" else text[found.end() :]).strip()


def rendered(description: Json, language: str = "") -> str:
    """One section per operation: what it is for, the level it needs, parameters, an example of body and answer."""
    return _Page(description, language).text()


class _Page:
    """Holds the description and the language while the page is written."""

    def __init__(self, description: Json, language: str) -> None:
        self._description = description
        self._language = language

    def _said(self, text: str) -> str:
        return half(text, self._language)

    def text(self) -> str:
        lines = [
            f"# {self._said('接口参考 API v1')}",
            "",
            self._said(ABOUT),
            "",
            self._said("本页由程序生成。 This page is rendered by the program."),
            "",
            *self._general(),
        ]
        tag = ""
        for path, methods in self._description["paths"].items():
            for method, operation in methods.items():
                if operation["tags"][0] != tag:
                    tag = operation["tags"][0]
                    lines += [f"## {_capital(self._said(tag))}", ""]
                lines += self._operation(f"{method.upper()} {path}", operation)
        lines += [f"## {self._said('形状 Shapes')}", ""]
        for name, schema in sorted(self._inner()):
            lines += self._shape(schema, name)
        return "\n".join(lines).rstrip() + "\n"

    def _inner(self) -> Iterator[tuple[str, Json]]:
        """Shapes that stand inside bodies and answers, and the one of refusals; those of the operations are told there."""
        told = {
            content["schema"].get("$ref", "").rpartition("/")[2]
            for methods in self._description["paths"].values()
            for operation in methods.values()
            for part in (operation.get("requestBody", {}), *operation["responses"].values())
            for media, content in part.get("content", {}).items()
            if media != MEDIA_TYPE
        }
        for name, schema in self._description["components"]["schemas"].items():
            if name not in told and not name.endswith("Asked") and "properties" in schema:
                yield name, schema

    def _general(self) -> Iterator[str]:
        yield from (f"## {self._said('通则 In general')}", "")
        for words in _GENERAL[:1]:
            yield f"- {self._said(words)}"
        for level, words in LEVELS.items():
            yield f"- `{level.code}`: {self._said(words)}"
        for words in _GENERAL[1:]:
            yield f"- {self._said(words)}"
        yield ""

    def _operation(self, head: str, operation: Json) -> Iterator[str]:
        words = " ".join(operation["description"].partition("\n\n")[0].split())
        level = f"{self._said('令牌 Token')}: `{operation['x-level']}`"
        yield from (
            f"### {self._said(operation['summary'])}",
            "",
            f"`{head}`",
            "",
            self._said(words),
            "",
            level,
            "",
        )
        named = [one for one in operation.get("parameters", []) if one["name"] != "ledger"]
        if named:
            heads = (self._said(one) for one in ("参数 Parameter", "值 Value", "说明 About"))
            yield from (f"| {' | '.join(heads)} |", "|---|---|---|")
            yield from (self._parameter(one) for one in named)
            yield ""
        for media, content in operation.get("requestBody", {}).get("content", {}).items():
            yield from self._shape(content["schema"], f"{self._said('请求体 Body')} `{media}`")
        for status in ("200", "201"):
            content = operation["responses"].get(status, {}).get("content", {})
            if "application/json" in content and not (status == "201" and "200" in operation["responses"]):
                yield from self._shape(
                    content["application/json"]["schema"], f"{self._said('答复 Answer')} {status}"
                )

    def _parameter(self, one: Json) -> str:
        schema = one["schema"]
        words = self._said(one.get("description") or schema.get("description") or "")
        must = f" ({self._said('必填 required')})" if one.get("required") else ""
        return f"| `{one['name']}` | {self._kind(schema)} | {_cell(words)}{must} |"

    def _shape(self, schema: Json, title: str) -> Iterator[str]:
        whole = self._resolved(schema)
        words = self._said(" ".join(whole.get("description", "").split()))
        yield from (f"**{title}**{': ' + words if words else ''}", "")
        heads = (self._said(one) for one in ("成员 Member", "值 Value"))
        yield from (f"| {' | '.join(heads)} |", "|---|---|")
        for name, member in whole.get("properties", {}).items():
            yield f"| `{name}` | {self._kind(member)} |"
        yield ""
        for example in whole.get("examples", [])[:1]:
            yield from ("```json", json.dumps(example, ensure_ascii=False, indent=2), "```", "")

    def _kind(self, schema: Json) -> str:
        """What a value may be, in a few words."""
        if "$ref" in schema:
            return str(schema["$ref"]).rpartition("/")[2]
        if "anyOf" in schema:
            kinds = (self._kind(one) for one in _flat(schema))
            return _cell(" / ".join(dict.fromkeys(kinds)))
        if "enum" in schema:
            return _cell(", ".join(f"`{one}`" for one in schema["enum"]))
        if "const" in schema:
            return f"`{schema['const']}`"
        if schema.get("type") == "array":
            return f"{self._said('多个 list of')} {self._kind(schema['items'])}"
        kind = schema.get("format") or schema.get("type") or "any"
        return "null" if kind == "null" else str(kind)

    def _resolved(self, schema: Json) -> Mapping[str, Any]:
        if "$ref" in schema:
            return cast(Json, self._description["components"]["schemas"][schema["$ref"].rpartition("/")[2]])
        return schema


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _flat(schema: Json) -> Iterator[Json]:
    for one in schema["anyOf"]:
        yield from _flat(one) if "anyOf" in one else (one,)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "/")
