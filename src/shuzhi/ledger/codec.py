"""Entries as canonical bytes, and the chain that hangs them together.

An entry is written as RFC 8785 JSON: keys sorted, no spaces, decimals as strings without trailing zeros, instants in
UTC with six digits, days and identifiers as text, no NUL and no lone surrogate. Members of a body that equal the
default of their field are left out, so the defaults in ``entries`` are part of the format. The bytes name position and
predecessor; their SHA-256 is the hash of the entry. Texts beside an entry enter only as SHA-256(salt + UTF-8 bytes).

The bytes are stored as they were hashed and never written anew. This module knows no database.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

import rfc8785

from shuzhi.ledger import entries as _entries
from shuzhi.ledger.entries import Body, Entry
from shuzhi.ledger.ports import Head, Record
from shuzhi.ledger.shapes import CodecError, Shape, shape_of, text_shape

FORMAT = 1
SALT_BYTES = 16

BODY_TYPES: dict[str, type[Body]] = {
    kind.type: kind
    for kind in vars(_entries).values()
    if isinstance(kind, type) and issubclass(kind, Body) and "type" in vars(kind) and kind is not Body
}
"""Entry type code -> body class, for every type there is."""

_TEXT = text_shape()
_INSTANT = shape_of(datetime)
_ID = shape_of(UUID)
_MEMBERS = frozenset({"format", "ledger", "position", "previous", "id", "by", "at", "type", "body", "beside"})


@dataclass(frozen=True, slots=True)
class BesideText:
    """A text kept beside an entry. Erasing means deleting ``salt`` and ``text``; the digest stays in the chain."""

    name: str
    salt: bytes
    text: str

    @property
    def digest(self) -> str:
        return beside_digest(self.salt, self.text)


@dataclass(frozen=True, slots=True)
class Written:
    """What the bytes of one record say. ``entry.beside`` is empty; ``digests`` maps beside names to hex digests."""

    entry: Entry
    position: int
    previous: str
    digests: Mapping[str, str]


Salts = Callable[[Entry, str], bytes]
"""Gives the salt for the text of that name beside that entry: at least 16 bytes that nobody can guess."""


def random_salts(entry: Entry, name: str) -> bytes:
    """Salts from the system's random source, the only ones fit for real entries."""
    del entry, name
    return secrets.token_bytes(SALT_BYTES)


def genesis(ledger: str) -> str:
    """The hash (hex) that the first entry of a ledger names as its predecessor's."""
    return hashlib.sha256(f"shuzhi ledger {FORMAT}\n{ledger}".encode()).hexdigest()


def empty_head(ledger: str) -> Head:
    return Head(ledger=ledger, position=0, hash=genesis(ledger))


def hash_of(data: bytes) -> str:
    """The hash (hex) of one entry's canonical bytes."""
    return hashlib.sha256(data).hexdigest()


def beside_digest(salt: bytes, text: str) -> str:
    return hashlib.sha256(salt + text.encode()).hexdigest()


def encode(entry: Entry, *, position: int, previous: str, digests: Mapping[str, str]) -> bytes:
    """Canonical bytes of an entry at its place in the chain. Raises ``CodecError``."""
    body = _shape_of_body(type(entry.body)).encode(entry.body)
    document = {
        "format": FORMAT,
        "ledger": _TEXT.encode(entry.ledger),
        "position": position,
        "previous": previous,
        "id": _ID.encode(entry.id),
        "by": _TEXT.encode(entry.by),
        "at": _INSTANT.encode(entry.at),
        "type": entry.body.type,
        "body": body,
        "beside": {_TEXT.encode(name): digest for name, digest in digests.items()},
    }
    return rfc8785.dumps(document)


def decode(data: bytes) -> Written:
    """Read canonical bytes back. Raises ``CodecError`` where they are not of a known format, type and shape."""
    try:
        document: Any = json.loads(data)
    except ValueError as problem:
        raise CodecError("ledger.not_json") from problem
    if not isinstance(document, dict) or set(document) != _MEMBERS:
        raise CodecError("ledger.members_unknown")
    if document["format"] != FORMAT:
        raise CodecError("ledger.format_unknown", format=str(document["format"]))
    kind = BODY_TYPES.get(document["type"])
    if kind is None:
        raise CodecError("ledger.type_unknown", type=str(document["type"]))
    entry = Entry(
        ledger=_TEXT.decode(document["ledger"]),
        id=_ID.decode(document["id"]),
        by=_TEXT.decode(document["by"]),
        at=_INSTANT.decode(document["at"]),
        body=_shape_of_body(kind).decode(document["body"]),
    )
    return Written(entry, int(document["position"]), str(document["previous"]), document["beside"])


def seal(entry: Entry, *, after: Head, salts: Salts = random_salts) -> tuple[Record, tuple[BesideText, ...]]:
    """The record that follows ``after``, and the texts to keep beside it.

    The record's entry is read back from the bytes, so that whatever is derived from it now is derived again from the
    bytes alone. Raises ``CodecError``.
    """
    texts = tuple(
        BesideText(name, salts(entry, name), _TEXT.encode(text))
        for name, text in sorted(entry.beside.items())
    )
    digests = {text.name: text.digest for text in texts}
    data = encode(entry, position=after.position + 1, previous=after.hash, digests=digests)
    return record_of(data), texts


def record_of(data: bytes) -> Record:
    """The record that these bytes are. Raises ``CodecError``."""
    written = decode(data)
    return Record(
        ledger=written.entry.ledger,
        position=written.position,
        entry=written.entry,
        data=data,
        previous=written.previous,
        hash=hash_of(data),
    )


def same_entry(held: Record, texts: Mapping[str, BesideText | None], sent: Entry) -> bool:
    """Whether ``sent`` is the entry already held; texts that were erased (None) can no longer be compared."""
    if replace(sent, beside={}) != held.entry:
        return False
    digests = decode(held.data).digests
    if set(digests) != set(sent.beside):
        return False
    kept = ((text, sent.beside[name]) for name, text in texts.items() if text is not None)
    return all(text.text == now for text, now in kept)


def _shape_of_body(kind: Any) -> Shape:
    return shape_of(kind)


def is_canonical(data: bytes) -> bool:
    """Whether the bytes are exactly what this program would have written for what they say."""
    try:
        written = decode(data)
        again = encode(
            written.entry, position=written.position, previous=written.previous, digests=written.digests
        )
    except CodecError:
        return False
    return again == data
