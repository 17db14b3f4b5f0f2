"""A pack as one canonical text (RFC 8785 JSON) and back, exactly.

Ledgers keep this text when they adopt a pack, so a figure can name its definition for ever. Every node is written with
its class name under ``@`` and without fields that have their default value: a field added to the model later leaves
the text, and so the digest, of older packs as they are. Knows nothing of TOML.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from dataclasses import MISSING
from typing import Any

import rfc8785

from shuzhi.catalog import model
from shuzhi.catalog.finding import Finding, PackError

_UNWRITTEN = frozenset({"digest", "canonical"})
_NODES: dict[str, type[Any]] = {
    name: kind
    for name, kind in vars(model).items()
    if isinstance(kind, type) and dataclasses.is_dataclass(kind) and kind.__module__ == model.__name__
}


def sealed(pack: model.Pack) -> model.Pack:
    """The same pack with its canonical text and digest (SHA-256, hex) filled in."""
    text = rfc8785.dumps(plain(pack)).decode()
    return dataclasses.replace(pack, canonical=text, digest=_digest(text))


def pack_from_canonical(text: str) -> model.Pack:
    """The pack that ``sealed`` wrote as ``text``; ``PackError`` (catalog.not_canonical) for any other text."""
    try:
        pack = _node(json.loads(text))
    except (ValueError, KeyError, TypeError) as reason:
        raise _refusal(str(reason)) from reason
    if not isinstance(pack, model.Pack):
        raise _refusal(type(pack).__name__)
    return dataclasses.replace(pack, canonical=text, digest=_digest(text))


def _refusal(reason: str) -> PackError:
    return PackError((Finding("catalog.not_canonical", "pack", {"reason": reason}),))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def plain(value: Any) -> Any:
    """A node as plain JSON values, the way the canonical text writes it."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        written = {
            each.name: plain(getattr(value, each.name))
            for each in dataclasses.fields(value)
            if each.name not in _UNWRITTEN and not _is_default(each, getattr(value, each.name))
        }
        return {"@": type(value).__name__, **written}
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    return value


def _is_default(each: dataclasses.Field[Any], value: Any) -> bool:
    if each.default_factory is not MISSING:
        return bool(each.default_factory() == value)
    return each.default is not MISSING and bool(each.default == value and type(each.default) is type(value))


def _node(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_node(each) for each in value)
    if not isinstance(value, dict):
        return value
    inner = {key: _node(each) for key, each in value.items() if key != "@"}
    if "@" not in value:
        return inner
    kind = _NODES[value["@"]]
    if kind is model.Pack:
        inner = {"digest": "", **inner}
    return kind(**inner)
