"""Bodies that answer a hint: a cadence that does not apply, two records that only look alike. Knows no pack.

An answer changes no figure. What is taken back is asked again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from shuzhi.ledger.entries.envelope import Body


@dataclass(frozen=True, slots=True)
class _OfCadence(Body):
    """``kind`` is the activity type whose cadence is meant; for ``org`` alone, and for these days alone."""

    org: str
    kind: str
    start: date
    end: date

    @property
    def subject(self) -> str:
        return f"cadence:{self.org}:{self.kind}:{self.start}..{self.end}"


@dataclass(frozen=True, slots=True)
class CadenceAnswered(_OfCadence):
    """The cadence does not apply to the unit in these days, because … The reason lies beside."""

    type: ClassVar[str] = "cadence.answered"


@dataclass(frozen=True, slots=True)
class CadenceAskedAgain(_OfCadence):
    """The answer is taken back; the hint stands again."""

    type: ClassVar[str] = "cadence.asked_again"


@dataclass(frozen=True, slots=True)
class _OfLikeness(Body):
    """``first`` and ``second`` are activities, ``first`` the smaller id: a pair has one subject."""

    first: UUID
    second: UUID

    @property
    def subject(self) -> str:
        return f"likeness:{self.first}:{self.second}"


@dataclass(frozen=True, slots=True)
class LikenessDenied(_OfLikeness):
    """The two records tell of two happenings, however alike they look."""

    type: ClassVar[str] = "likeness.denied"


@dataclass(frozen=True, slots=True)
class LikenessAskedAgain(_OfLikeness):
    """The answer is taken back; the pair may be offered again."""

    type: ClassVar[str] = "likeness.asked_again"
