"""The manifest: what a document says of its own figures, canonical and signed.

Knows every figure of a document as printed, the words right before and after it, its query, its records and
the checkpoint of the ledger. Does not know Word. The key that signed is named by its fingerprint and carried
along only to tell a document that fits its own signature from one that fits none; trust comes from the
reader's key ring.

    build_manifest(compiled, outline=…, checkpoint=…) -> Manifest    .canonical (bytes)  .digest (hex)
    seal(manifest, signer, public=…) -> SealedManifest               .xml (bytes of the custom XML part)
    unseal(xml) -> SealedManifest                                    raises ManifestError
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Final, cast
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape

import rfc8785
from lxml import etree

import shuzhi
from shuzhi.documents.controls import clean
from shuzhi.documents.errors import Refused
from shuzhi.documents.gate import parse_xml
from shuzhi.documents.ooxml import CustomXml
from shuzhi.engine.base import Figure
from shuzhi.ledger.ports import Signer
from shuzhi.report.compile import Compiled
from shuzhi.report.context import Context, contexts
from shuzhi.report.nodes import Chart, FigureNode
from shuzhi.report.pictures import digest as digest_of
from shuzhi.report.pictures import picture
from shuzhi.report.records import Json, RecordSet, query_json

NAMESPACE: Final = "urn:shuzhi:manifest:1"
FORMAT: Final = "shuzhi-manifest-1"
MOST: Final = 2000  # entries in one document
_ITEM: Final = uuid5(NAMESPACE_URL, NAMESPACE)


class ManifestError(Exception):
    """A manifest that cannot be read; ``why`` names the first thing that is wrong."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Entry:
    """One figure in one place. ``context`` is what stood around it when it was printed."""

    name: str
    label: str
    printed: str
    unit: str
    certainty: str
    low: str | None
    high: str | None
    context: Context
    query: Mapping[str, Json]
    records: int
    records_digest: str


@dataclass(frozen=True, slots=True)
class ChartEntry:
    """One chart. ``figures`` names the places of the figures that it draws, in order; ``plans`` what each was to reach,
    "" where nothing; ``drawn`` is the SHA-256 (hex) of its specification, ``picture`` that of the picture in the Word
    file ("" where none was drawn); ``spoken`` is what those hear who do not see it.
    """

    name: str
    title: str
    spoken: str
    figures: tuple[str, ...]
    plans: tuple[str, ...]
    drawn: str
    picture: str


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A signed head of a ledger's journal; ``signature`` is hex."""

    ledger: str
    position: int
    head: str
    key: str
    signature: str


@dataclass(frozen=True)
class Manifest:
    """Everything that the signature covers."""

    title: str
    outline: str
    program: str
    entries: tuple[Entry, ...]
    checkpoints: tuple[Checkpoint, ...] = ()
    charts: tuple[ChartEntry, ...] = ()

    @property
    def canonical(self) -> bytes:
        """RFC 8785. Without charts they are not written, as in every document made before there were any."""
        told = {"format": FORMAT, **asdict(self)}
        if not self.charts:
            del told["charts"]
        return rfc8785.dumps(told)

    @property
    def digest(self) -> str:
        """SHA-256 (hex) of the canonical bytes."""
        return hashlib.sha256(self.canonical).hexdigest()


@dataclass(frozen=True)
class SealedManifest:
    """``key`` is the signer's fingerprint, ``public`` the raw public key (32 bytes), both as the document
    claims.
    """

    manifest: Manifest
    key: str
    public: bytes
    signature: bytes

    @property
    def xml(self) -> bytes:
        """One element with JSON as its text: that survives every programme that rewrites XML."""
        body = rfc8785.dumps(
            {
                "manifest": json.loads(self.manifest.canonical),
                "key": self.key,
                "public": base64.b64encode(self.public).decode(),
                "signature": base64.b64encode(self.signature).decode(),
            }
        ).decode()
        return (
            f'<?xml version="1.0" encoding="UTF-8"?>\n<manifest xmlns="{NAMESPACE}">{escape(body)}</manifest>'
        ).encode()

    @property
    def part(self) -> CustomXml:
        return CustomXml(data=self.xml, namespace=NAMESPACE, item=_ITEM)


def build_manifest(
    compiled: Compiled,
    *,
    outline: str,
    checkpoints: tuple[Checkpoint, ...] = (),
    pictures: Mapping[str, str] | None = None,
) -> Manifest:
    """The manifest of a compiled report. ``outline`` is the outline's code; ``pictures`` the digests of pictures drawn
    before, by name of the chart (None: as this machine draws them).
    """
    around = contexts(compiled.document)
    return Manifest(
        title=compiled.document.title,
        outline=outline,
        program=shuzhi.__version__,
        entries=tuple(
            _entry(node, around[node.name], compiled.records[node.name])
            for node in compiled.document.figures()
        ),
        checkpoints=checkpoints,
        charts=tuple(_chart(each, pictures) for each in compiled.document.charts()),
    )


def seal(manifest: Manifest, signer: Signer, *, public: bytes) -> SealedManifest:
    """Signed with the office's key; ``public`` is the raw public key that belongs to it."""
    return SealedManifest(manifest, signer.fingerprint, public, signer.sign(manifest.canonical))


def is_manifest(xml: bytes) -> bool:
    """Whether a custom XML part is ours, readable or not."""
    return NAMESPACE.encode() in xml


def unseal(xml: bytes) -> SealedManifest:
    """Read a part back. Raises ``ManifestError``; says nothing of the signature."""
    try:
        root = parse_xml(xml, name="manifest")
        sealed = json.loads("".join(cast("list[str]", root.xpath("string()"))))
        body = sealed["manifest"]
        if body["format"] != FORMAT:
            raise ManifestError("format")
        found = SealedManifest(
            manifest=_read_manifest(body),
            key=_text(sealed["key"]),
            public=base64.b64decode(sealed["public"], validate=True),
            signature=base64.b64decode(sealed["signature"], validate=True),
        )
        rfc8785.dumps(body)  # numbers and letters that have no canonical form
    except Refused as problem:
        raise ManifestError("xml") from problem
    except (
        ValueError,
        RecursionError,
        binascii.Error,
        rfc8785.CanonicalizationError,
        etree.XPathError,
    ) as problem:
        raise ManifestError("json") from problem
    except (KeyError, TypeError, AttributeError) as problem:
        raise ManifestError("shape") from problem
    return found


def _entry(node: FigureNode, context: Context, records: RecordSet) -> Entry:
    low, high = _ends(node.figure)
    return Entry(
        name=node.name,
        label=clean(node.label),
        printed=clean(node.printed),
        unit=node.figure.unit,
        certainty=node.figure.certainty.value,
        low=low,
        high=high,
        context=context,
        query=query_json(node.figure.query),
        records=records.count,
        records_digest=records.digest,
    )


def _chart(chart: Chart, pictures: Mapping[str, str] | None) -> ChartEntry:
    made = picture(chart) if pictures is None else None
    return ChartEntry(
        name=chart.name,
        title=clean(chart.caption),
        spoken=clean(chart.spoken),
        figures=tuple(mark.node for mark in chart.marks),
        plans=tuple("" if mark.plan is None else f"{mark.plan:f}" for mark in chart.marks),
        drawn=digest_of(chart),
        picture=(made.digest if made else "") if pictures is None else pictures.get(chart.name, ""),
    )


def _ends(figure: Figure) -> tuple[str | None, str | None]:
    if figure.value is None:
        return None, None
    low, high = figure.value.low, figure.value.high
    return (None if low is None else f"{low:f}"), (None if high is None else f"{high:f}")


def _read_manifest(body: Mapping[str, Any]) -> Manifest:
    if set(body) | {"charts"} != {"format", *(each.name for each in fields(Manifest))}:
        raise ManifestError("shape")
    if max(len(body["entries"]), len(body.get("charts", ()))) > MOST:
        raise ManifestError("size")
    return Manifest(
        title=_text(body["title"]),
        outline=_text(body["outline"]),
        program=_text(body["program"]),
        entries=tuple(_read_entry(each) for each in body["entries"]),
        checkpoints=tuple(_read_checkpoint(each) for each in body["checkpoints"]),
        charts=tuple(_read_chart(each) for each in body.get("charts", ())),
    )


def _read_chart(each: Mapping[str, Any]) -> ChartEntry:
    figures, plans = (tuple(_text(one) for one in each[name]) for name in ("figures", "plans"))
    plain = {name: _text(value) for name, value in each.items() if name not in ("figures", "plans")}
    return ChartEntry(figures=figures, plans=plans, **plain)


def _read_checkpoint(each: Mapping[str, Any]) -> Checkpoint:
    ledger, head, key, signature = (_text(each[name]) for name in ("ledger", "head", "key", "signature"))
    return Checkpoint(ledger, _number(each["position"]), head, key, signature)


def _read_entry(each: Mapping[str, Any]) -> Entry:
    plain = {name: value for name, value in each.items() if name not in {"context", "query", "records"}}
    for name, value in plain.items():
        if value is not None or name not in {"low", "high"}:
            _text(value)
    context = {name: _text(value) for name, value in each["context"].items()}
    query = each["query"]
    if not isinstance(query, dict):
        raise ManifestError("shape: query")
    return Entry(context=Context(**context), query=query, records=_number(each["records"]), **plain)


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ManifestError("shape: number")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ManifestError("shape: text")
    return value
