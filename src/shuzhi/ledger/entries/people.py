"""Bodies about people and their posts: opaque keys, never a name. Knows no activity."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from shuzhi.ledger.entries.envelope import Body


@dataclass(frozen=True, slots=True)
class _OfPerson(Body):
    person: str

    @property
    def subject(self) -> str:
        return f"person:{self.person}"


@dataclass(frozen=True, slots=True)
class PersonRegistered(_OfPerson):
    """An opaque key; name and telephone lie beside and can be erased."""

    type: ClassVar[str] = "person.registered"
    org: str
    day: date


@dataclass(frozen=True, slots=True)
class PersonMoved(_OfPerson):
    type: ClassVar[str] = "person.moved"
    org: str
    day: date


@dataclass(frozen=True, slots=True)
class PersonMerged(_OfPerson):
    """The key turned out to be the same person as ``into``."""

    type: ClassVar[str] = "person.merged"
    into: str


@dataclass(frozen=True, slots=True)
class PersonUnmerged(_OfPerson):
    type: ClassVar[str] = "person.unmerged"


@dataclass(frozen=True, slots=True)
class PersonErased(_OfPerson):
    """Bytes and salts beside ``entries`` were deleted; the facts, which name nobody, stay."""

    type: ClassVar[str] = "person.erased"
    entries: tuple[UUID, ...]


class PostKind(StrEnum):
    """How a post is held: 专职, 兼职, 挂职."""

    FULL_TIME = "full_time"
    PART_TIME = "part_time"
    SECONDED = "seconded"


@dataclass(frozen=True, slots=True)
class PostTaken(_OfPerson):
    """The tenure that makes "I" a scope: this person holds ``post`` at ``org`` from ``day``.

    ``kind`` None: not told. The same post of the same day told again brings its kind up to date.
    """

    type: ClassVar[str] = "post.taken"
    org: str
    post: str
    day: date
    kind: PostKind | None = None


@dataclass(frozen=True, slots=True)
class PostLeft(_OfPerson):
    """``day`` is the last day in the post."""

    type: ClassVar[str] = "post.left"
    org: str
    post: str
    day: date
