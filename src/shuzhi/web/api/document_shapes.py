"""How documents are told: quantities read, findings, verdicts, drafts. Offsets are in characters of the text read."""

from __future__ import annotations

from typing import Any, Literal

from ninja import Schema

from shuzhi.web.api.figure_shapes import PositionOut
from shuzhi.web.api.parameters import Sentence

_CLAIM: dict[str, Any] = {
    "start": 8,
    "end": 11,
    "quantity": "38场",
    "value": 38,
    "bound": "exact",
    "unit": "场",
    "what": "宣传宣讲",
    "place": "第1段",
}


class ClaimOut(Schema):
    """One statement of quantity: ``value_hi`` closes a range, ``per`` is the base of a rate, ``part_of`` the index of the
    claim that states the whole.
    """

    start: int
    end: int
    quantity: str
    value: int | float
    value_hi: int | float | None = None
    bound: str
    unit: str
    what: str
    per: str | None = None
    period: str | None = None
    part_of: int | None = None
    modifiers: list[str] | None = None
    organisation: str | None = None
    place: str = ""


class ResidueOut(Schema):
    """Left-over of a template."""

    start: int
    end: int
    code: str
    text: str


class NoticeOut(Schema):
    """Something about the reading itself."""

    code: str
    args: dict[str, str]


class ClaimsOut(Schema):
    source: str
    text_sha256: str
    claims: list[ClaimOut]
    residue: list[ResidueOut] = []
    notices: list[NoticeOut] = []

    model_config = {
        "json_schema_extra": {
            "examples": [{"source": "text.txt", "text_sha256": "ab" * 32, "claims": [_CLAIM]}]
        }
    }


class AuditFinding(Sentence):
    """``claims`` are indices into the claims; ``spans`` pairs of offsets."""

    level: Literal["error", "warning", "advice", "ok"]
    spans: list[list[int]]
    claims: list[int]


class VerdictOut(Schema):
    """What the ledger says to a claim, and the figure it was held against (empty: none)."""

    claim: int
    verdict: str
    indicator: str
    org: str
    period: str
    certainty: str
    pending: int


class AuditOut(ClaimsOut):
    """``positions`` are empty where the text was held against itself only."""

    findings: list[AuditFinding]
    verdicts: list[VerdictOut]
    positions: list[PositionOut]
    pack_digest: str

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "source": "text.txt",
                    "text_sha256": "ab" * 32,
                    "claims": [_CLAIM],
                    "findings": [
                        {
                            "code": "audit.contradicted",
                            "level": "error",
                            "spans": [[8, 11]],
                            "claims": [0],
                            "args": {},
                            "sentence": "台账记36场，正文写38场，请核对。",
                        }
                    ],
                    "verdicts": [
                        {
                            "claim": 0,
                            "verdict": "contradicted",
                            "indicator": "outreach_sessions",
                            "org": "990101",
                            "period": "2023",
                            "certainty": "exact",
                            "pending": 0,
                        }
                    ],
                    "positions": [{"ledger": "office", "position": 1202}],
                    "pack_digest": "4b" * 32,
                }
            ]
        }
    }


class VerificationFinding(Sentence):
    figure: str


class CheckedFigure(Schema):
    """``found`` is what stands there now (null: gone); ``codes`` are empty where all is well."""

    name: str
    label: str
    printed: str
    found: str | None
    codes: list[str]


class VerificationOut(Schema):
    status: Literal["broken_manifest", "bad_signature", "unknown_key", "changed", "no_figures", "untouched"]
    key: str
    figures: list[CheckedFigure]
    findings: list[VerificationFinding]

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "status": "changed",
                    "key": "1f" * 32,
                    "figures": [
                        {
                            "name": "_fig_outreach_1",
                            "label": "宣传宣讲场次",
                            "printed": "38场",
                            "found": "88场",
                            "codes": ["report.figure_changed"],
                        }
                    ],
                    "findings": [],
                }
            ]
        }
    }


class DraftOut(Schema):
    """A draft entry. ``sources`` are the words each field came from; ``ask`` what the brief leaves open."""

    type: str
    form: Literal["single", "aggregate"]
    date: str | None = None
    start: str | None = None
    end: str | None = None
    place: str
    title: str
    hosts: list[str]
    headcounts: list[dict[str, Any]]
    quantities: list[dict[str, Any]]
    sources: dict[str, list[list[int]]]
    ask: list[dict[str, Any]]
    left_out: list[dict[str, Any]]
    questions: list[Sentence]


class DraftsOut(Schema):
    """The activities that a brief tells of, in its order."""

    drafts: list[DraftOut]

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "drafts": [
                        {
                            "type": "skills_training",
                            "form": "single",
                            "date": "2023-11-08",
                            "place": "云栖镇",
                            "title": "家政技能培训班",
                            "hosts": ["区妇联"],
                            "headcounts": [
                                {"what": "妇女", "value": 32, "bound": "exact", "unit": "名", "mode": None}
                            ],
                            "quantities": [],
                            "sources": {"date": [[0, 5]]},
                            "ask": [],
                            "left_out": [],
                            "questions": [],
                        }
                    ]
                }
            ]
        }
    }
