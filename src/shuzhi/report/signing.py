"""Ed25519 keys as files: the office's own for signing, other offices' public ones for checking.

Knows PEM files and fingerprints; does not know what is signed. Ed25519 is deterministic: equal bytes under
one key have one signature. Which keys are trusted is decided by the reader's installation, never by a
document.

    create_key(path) -> SigningKey      load_key(path) -> SigningKey        write_public(key, path)
    KeyRing.of_folder(path)             KeyRing.of_files(paths)             KeyRing.of(public keys …)
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

SUFFIX = ".pub"


class KeyFileError(Exception):
    """A key file that cannot be used; ``code`` is the message code, ``arguments`` what its sentence needs."""

    def __init__(self, code: str, path: Path) -> None:
        super().__init__(f"{code}: {path}")
        self.code = code
        self.arguments = {"path": str(path)}


@dataclass(frozen=True)
class SigningKey:
    """A private key; satisfies ``ledger.ports.Signer``."""

    private: Ed25519PrivateKey = field(repr=False)

    @property
    def public(self) -> bytes:
        """32 bytes."""
        return self.private.public_key().public_bytes_raw()

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.public)

    def sign(self, message: bytes) -> bytes:
        return self.private.sign(message)


@dataclass(frozen=True)
class KeyRing:
    """Public keys (32 bytes) by fingerprint."""

    keys: Mapping[str, bytes] = field(default_factory=dict)

    @classmethod
    def of(cls, *publics: bytes) -> KeyRing:
        return cls({fingerprint(each): each for each in publics})

    @classmethod
    def of_files(cls, paths: Iterable[Path]) -> KeyRing:
        """Public or private key files. Raises ``KeyFileError``."""
        return cls.of(*(load_public(path) for path in paths))

    @classmethod
    def of_folder(cls, folder: Path) -> KeyRing:
        """Every ``*.pub`` in a folder; an absent folder is an empty ring."""
        return cls.of_files(sorted(folder.glob(f"*{SUFFIX}")))

    def __contains__(self, name: object) -> bool:
        return name in self.keys

    def joined(self, other: KeyRing) -> KeyRing:
        return KeyRing({**self.keys, **other.keys})

    def is_signed(self, message: bytes, *, signature: bytes, by: str) -> bool:
        """Whether the key of that fingerprint made the signature. Raises ``KeyError`` for an unknown one."""
        return is_signed(message, signature=signature, public=self.keys[by])


def fingerprint(public: bytes) -> str:
    """SHA-256 (hex) of the raw public key."""
    return hashlib.sha256(public).hexdigest()


def is_signed(message: bytes, *, signature: bytes, public: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def create_key(path: Path) -> SigningKey:
    """A new key in a file that only its owner may read; its public half beside it. Never overwrites."""
    key = SigningKey(Ed25519PrivateKey.generate())
    data = key.private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as problem:
        raise KeyFileError("report.key_exists", path) from problem
    with os.fdopen(handle, "wb") as target:
        target.write(data)
    write_public(key, path.with_suffix(SUFFIX))
    return key


def load_key(path: Path) -> SigningKey:
    """Raises ``KeyFileError`` for anything but an Ed25519 private key in PEM."""
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError, TypeError, UnsupportedAlgorithm) as problem:
        raise KeyFileError("report.key_unreadable", path) from problem
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyFileError("report.key_unreadable", path)
    return SigningKey(key)


def load_public(path: Path) -> bytes:
    """The raw public key in a file of either half. Raises ``KeyFileError``."""
    try:
        data = path.read_bytes()
        if b"PRIVATE KEY" in data:
            return load_key(path).public
        key = serialization.load_pem_public_key(data)
    except (OSError, ValueError, UnsupportedAlgorithm) as problem:
        raise KeyFileError("report.key_unreadable", path) from problem
    if not isinstance(key, Ed25519PublicKey):
        raise KeyFileError("report.key_unreadable", path)
    return key.public_bytes_raw()


def write_public(key: SigningKey, path: Path) -> None:
    """The half that is handed to readers."""
    data = key.private.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    path.write_bytes(data)
