"""Refusals as data (RFC 9457): a code, its arguments, and the sentence in the language that was asked for.

Every answer that is not the thing asked for looks like this, whoever refused: the interface, a use case, the gate for
foreign files, or the server itself.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from http import HTTPStatus
from typing import Any

from django.core.exceptions import (
    BadRequest,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
)
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from shuzhi.documents.errors import Refused
from shuzhi.engine.base import EngineError
from shuzhi.ledger.checks import Problem
from shuzhi.ledger.shapes import CodecError
from shuzhi.messages import say
from shuzhi.report.compile import CompileError
from shuzhi.store.evidence import EvidenceError
from shuzhi.usecases.draft_report import UnknownOutlineError
from shuzhi.usecases.figure import UnknownIndicatorError
from shuzhi.usecases.forms.known import UnknownFormError
from shuzhi.usecases.packs import PackMissingError
from shuzhi.usecases.require import UnknownOrganisationError
from shuzhi.usecases.trace_figure import SealedRecordError
from shuzhi.values.period import PeriodError
from shuzhi.web.languages import language_for

MEDIA_TYPE = "application/problem+json"
CONFLICT = "ledger.entry_conflict"
_LOG = logging.getLogger(__name__)


class Refusal(Exception):  # noqa: N818  it is an answer
    """``problems`` are those of single entries or fields, where there are several."""

    def __init__(self, status: int, code: str, *, problems: Sequence[Problem] = (), **args: Any) -> None:
        super().__init__(f"{status} {code} {args}")
        self.status = status
        self.code = code
        self.args_ = args
        self.problems = tuple(problems)


class OneProblem(Schema):
    code: str
    level: str
    args: dict[str, Any]
    sentence: str


class ProblemOut(Schema):
    """A refusal."""

    type: str
    title: str
    status: int
    code: str
    sentence: str
    args: dict[str, Any]
    problems: list[OneProblem] = []

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "type": "urn:shuzhi:ledger.unknown_organisation",
                    "title": "Unprocessable Entity",
                    "status": 422,
                    "code": "ledger.unknown_organisation",
                    "sentence": "台账里没有机构 999999。",
                    "args": {"org": "999999"},
                    "problems": [],
                }
            ]
        }
    }


def plain(args: Mapping[str, Any]) -> dict[str, Any]:
    """Arguments as JSON has them."""
    return {str(name): _plain(value) for name, value in args.items()}


def sentences(problems: Sequence[Problem], language: str) -> list[dict[str, Any]]:
    return [
        {
            "code": one.code,
            "level": one.level.value,
            "args": plain(one.args),
            "sentence": say(one.code, one.args, language),
        }
        for one in problems
    ]


def refuse(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The answer. Several problems: the first that is an error speaks for all."""
    language = language_for(request)
    sentence = say(refusal.code, refusal.args_, language)
    told = {
        "type": f"urn:shuzhi:{refusal.code}",
        "title": HTTPStatus(refusal.status).phrase,
        "status": refusal.status,
        "code": refusal.code,
        "sentence": sentence,
        "args": plain(refusal.args_),
        "problems": sentences(refusal.problems, language),
    }
    answer = HttpResponse(json.dumps(told), status=refusal.status, content_type=MEDIA_TYPE)
    if refusal.status == HTTPStatus.UNAUTHORIZED:
        answer.headers["WWW-Authenticate"] = 'Bearer realm="shuzhi"'
    return answer


def of_problems(problems: Sequence[Problem]) -> Refusal:
    """What a use case would not write: 409 for an id that is taken by something else, 422 for all else."""
    first = next((one for one in problems if one.level.value == "error"), problems[0])
    status = 409 if any(one.code == CONFLICT for one in problems) else 422
    return Refusal(status, first.code, problems=problems, **{str(k): v for k, v in first.args.items()})


def join(api: NinjaAPI) -> None:
    """Every error that an operation may end with becomes a refusal."""
    for kind, refusal_of in _KNOWN:
        api.add_exception_handler(kind, _answering(refusal_of))


def _answering(refusal_of: Callable[[Any], Refusal]) -> Callable[[HttpRequest, Any], HttpResponse]:
    return lambda request, problem: refuse(request, refusal_of(problem))


def _coded(status: int) -> Callable[[Any], Refusal]:
    """For errors of ours, which carry a code with arguments."""
    return lambda problem: Refusal(status, problem.code, **plain(problem.args_))


def _invalid(problem: ValidationError) -> Refusal:
    found = [
        Problem("api.field", {"where": ".".join(str(part) for part in one["loc"][1:]), "rule": one["type"]})
        for one in problem.errors
    ]
    return Refusal(422, "api.invalid", problems=found, count=len(found))


def _http(problem: HttpError) -> Refusal:
    codes = {401: "api.unauthenticated", 403: "api.forbidden", 404: "api.not_found"}
    return Refusal(problem.status_code, codes.get(problem.status_code, "api.unreadable"))


def _broken(problem: Exception) -> Refusal:
    _LOG.error("an operation broke", exc_info=problem)
    return Refusal(500, "api.broken")


_KNOWN: tuple[tuple[type[Exception], Callable[[Any], Refusal]], ...] = (
    (Exception, _broken),
    (Refusal, lambda problem: problem),
    (AuthenticationError, lambda _: Refusal(401, "api.unauthenticated")),
    (ValidationError, _invalid),
    (HttpError, _http),
    (Http404, lambda _: Refusal(404, "api.not_found")),
    (PermissionDenied, lambda _: Refusal(403, "api.forbidden")),
    (SealedRecordError, lambda _: Refusal(403, "api.sealed")),
    (UnknownIndicatorError, _coded(404)),
    (UnknownOutlineError, _coded(404)),
    (UnknownOrganisationError, _coded(404)),
    (UnknownFormError, _coded(404)),
    (EvidenceError, _coded(404)),
    (PackMissingError, _coded(422)),
    (EngineError, _coded(422)),
    (CodecError, _coded(422)),
    (CompileError, lambda problem: Refusal(422, problem.code, **plain(problem.arguments))),
    (Refused, lambda problem: Refusal(422, problem.code, **problem.arguments)),
    (PeriodError, lambda problem: Refusal(422, problem.code, text=problem.text)),
    (RequestDataTooBig, lambda _: Refusal(413, "api.too_large")),
    (SuspiciousOperation, lambda _: Refusal(400, "api.unreadable")),
    (BadRequest, lambda _: Refusal(400, "api.unreadable")),
    (MultiPartParserError, lambda _: Refusal(400, "api.unreadable")),
    (UnreadablePostError, lambda _: Refusal(400, "api.unreadable")),
)


def _plain(value: Any) -> Any:
    if isinstance(value, bool | int | None):
        return value
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return plain(value)
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(one) for one in value]
    return str(value)
