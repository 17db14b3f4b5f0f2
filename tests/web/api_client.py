"""A program that asks the served interface, and the list of all its operations as its own description has them."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from tests.web import api_stage as stage
from tests.web.conftest import Answer, Site

PLACES = {
    "org": stage.NEAR,
    "entry": str(uuid.UUID(int=0x1001)),
    "activity": str(stage.ACTIVITY),
    "item": str(stage.ITEM),
    "indicator": "skills_training_count",
    "report": str(stage.REPORT),
    "kind": "docx",
    "form": str(stage.FORM),
    "picture": "svg",
    "evidence": str(stage.EVIDENCE),
    "number": str(uuid.UUID(int=0xC99)),
}
ASKED = {
    "list_figures": "period=2023",
    "get_figure": "period=2023",
    "trace": "period=2023",
    "table": "period=2023&columns=skills_training_count",
    "list_links": f"subject=item:{stage.ITEM}",
    "get_chart": "period=2023",
    "get_picture": "period=2023",
    "get_plan": "period=2023",
    "get_form": "period=2023",
    "get_form_file": "period=2023",
}


@dataclass(frozen=True)
class Operation:
    """``path`` has its ledger still open: ``at(ledger)`` closes it."""

    name: str
    method: str
    path: str
    level: str

    def at(self, ledger: str) -> str:
        path = self.path.format(ledger=ledger, **PLACES)
        return f"{path}?{ASKED[self.name]}" if self.name in ASKED else path


@cache
def description() -> dict[str, Any]:
    from shuzhi.web.api.app import api
    from shuzhi.web.api.reference import described

    return described(api)


@cache
def operations() -> tuple[Operation, ...]:
    """Every operation that the description names."""
    return tuple(
        Operation(one["operationId"], method.upper(), path, one["x-level"])
        for path, methods in description()["paths"].items()
        for method, one in methods.items()
    )


@dataclass(frozen=True)
class Program:
    """``token`` is a name in ``stage.TOKENS``; "" asks without one."""

    site: Site
    token: str = ""

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, headers=headers)

    def post(self, path: str, sent: Any, **headers: str) -> Answer:
        return self.ask(
            "POST", path, json.dumps(sent).encode(), {"Content_Type": "application/json", **headers}
        )

    def upload(self, path: str, name: str, data: bytes, /, **fields: str) -> Answer:
        mark = uuid.uuid4().hex
        parts = [
            f'--{mark}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
            for key, value in fields.items()
        ]
        head = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
        body = b"".join(parts) + head.encode() + data + f"\r\n--{mark}--\r\n".encode()
        return self.ask("POST", path, body, {"Content_Type": f"multipart/form-data; boundary={mark}"})

    def ask(
        self, method: str, path: str, data: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        sent = {name.replace("_", "-"): value for name, value in (headers or {}).items()}
        if self.token:
            sent["Authorization"] = f"Bearer {self.site.tokens[self.token]}"
        request = urllib.request.Request(self.site.root + path, data=data, headers=sent, method=method)
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(request, timeout=60) as found:
                return Answer(found.status, found.headers, found.read())
        except urllib.error.HTTPError as refused:
            with refused:
                return Answer(refused.code, refused.headers, refused.read())


def here(path: str, ledger: str = stage.SMALL) -> str:
    return f"/api/v1/ledgers/{ledger}/{path}"


def data_of(answer: Answer) -> dict[str, Any]:
    found = json.loads(answer.body)
    assert isinstance(found, dict)
    return found


def new_id() -> str:
    return str(uuid.uuid4())


def training(org: str = stage.NEAR, *, entry: str = "", heads: int = 12, **detail: Any) -> dict[str, Any]:
    """A class recorded by a unit, as an entry to send."""
    return {
        "id": entry or new_id(),
        "type": "activity.recorded",
        "body": {
            "activity": new_id(),
            "detail": {
                "type": "skills_training",
                "org": org,
                "event": new_id(),
                "start": "2023-09-01",
                "end": "2023-09-01",
                "headcounts": [{"count": heads}],
                **detail,
            },
        },
        "beside": {"title": "测试培训班"},
    }
