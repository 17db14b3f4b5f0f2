"""A checkpoint: the signed head of a journal at one position, and its form as a small file outside the database.

The signature covers the RFC 8785 bytes of (format, ledger, position, head). Knows no key store: who trusts which key
is the reader's own affair.

    checkpoint_message(ledger, position, head) -> bytes     what is signed
    Checkpoint.to_json() / Checkpoint.from_json(text)       the file
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Final

import rfc8785

from shuzhi.ledger.entries import CheckpointMade
from shuzhi.ledger.ports import Head, Signer

FORMAT: Final = "shuzhi-checkpoint-1"


class CheckpointError(ValueError):
    """A file that is no checkpoint."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.code = "ledger.checkpoint_unreadable"
        self.args_ = {"why": why}


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """``head`` is the hash at ``position``, ``key`` the fingerprint of the signing key, ``signature`` hex."""

    ledger: str
    position: int
    head: str
    key: str
    signature: str

    @property
    def message(self) -> bytes:
        return checkpoint_message(self.ledger, self.position, self.head)

    def to_json(self) -> str:
        return rfc8785.dumps({"format": FORMAT, **asdict(self)}).decode() + "\n"

    @classmethod
    def from_json(cls, text: str) -> Checkpoint:
        """Raises ``CheckpointError``."""
        try:
            read = json.loads(text)
            if read.pop("format") != FORMAT:
                raise CheckpointError("format")
            return cls(str(read["ledger"]), int(read["position"]), str(read["head"]), str(read["key"]),
                       str(read["signature"]))  # fmt: skip
        except (json.JSONDecodeError, KeyError, TypeError, AttributeError, ValueError) as problem:
            if isinstance(problem, CheckpointError):
                raise
            raise CheckpointError("json") from problem

    @classmethod
    def of_body(cls, ledger: str, body: CheckpointMade) -> Checkpoint:
        return cls(ledger, body.position, body.head, body.key, body.signature)


def checkpoint_message(ledger: str, position: int, head: str) -> bytes:
    return rfc8785.dumps({"format": FORMAT, "ledger": ledger, "position": position, "head": head})


def sign_head(head: Head, signer: Signer) -> Checkpoint:
    """The checkpoint of this head, signed with the office's key."""
    signature = signer.sign(checkpoint_message(head.ledger, head.position, head.hash))
    return Checkpoint(head.ledger, head.position, head.hash, signer.fingerprint, signature.hex())
