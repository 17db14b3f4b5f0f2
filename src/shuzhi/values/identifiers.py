"""Codes that identify places, organisations and people, read strictly and checked digit by digit.

Area codes: GB/T 2260 (6 digits) and the 12-digit statistical division code (6 + GB/T 10114 3 + 3). Unified social credit
codes: GB 32100-2015 with the inner GB 11714 digit. Citizen numbers: GB 11643. This module knows no register: a code
can be well formed and still belong to nobody.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # 31 characters: no I, O, S, V, Z
_CREDIT_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_CITIZEN_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CITIZEN_CHECKS = "10X98765432"
_SEXES = {0: "2", 1: "1"}  # GB/T 2261.1: 1 male, 2 female; the 17th digit is odd for a man


class IdentifierError(ValueError):
    """A code that cannot be one. ``code`` is the message code; ``args_`` holds what was given and where it fails."""

    def __init__(self, code: str, **args: str) -> None:
        super().__init__(f"{code} {args}")
        self.code = code
        self.args_ = args


@dataclass(frozen=True, slots=True)
class AreaCode:
    """``code`` has 6 or 12 digits. ``vintage`` is the year of the list it was taken from (codes are reused)."""

    code: str
    vintage: int | None = None

    def __post_init__(self) -> None:
        if not (self.code.isascii() and self.code.isdigit() and len(self.code) in (6, 12)):
            raise IdentifierError("identifier.area_form", given=self.code)
        if self.code[:2] == "00":
            raise IdentifierError("identifier.area_province", given=self.code)
        inner = [self.code[2:4], self.code[4:6], self.code[6:9], self.code[9:12]]
        below_empty = False
        for part in filter(None, inner):
            empty = int(part) == 0
            if below_empty and not empty:
                raise IdentifierError("identifier.area_gap", given=self.code)
            below_empty = empty
        if len(self.code) == 12 and self.code[4:6] == "00":
            raise IdentifierError("identifier.area_gap", given=self.code)

    @property
    def level(self) -> str:
        """``province``, ``prefecture``, ``county``, ``township`` or ``village``."""
        if len(self.code) == 12 and self.code[9:] != "000":
            return "village"
        if len(self.code) == 12 and self.code[6:9] != "000":
            return "township"
        if self.code[4:6] != "00":
            return "county"
        return "prefecture" if self.code[2:4] != "00" else "province"

    @property
    def county(self) -> str:
        return self.code[:6]

    def contains(self, other: AreaCode) -> bool:
        """Whether ``other`` lies in this area (or is it)."""
        stem = self._stem()
        return other.code.startswith(stem)

    def _stem(self) -> str:
        length = {"province": 2, "prefecture": 4, "county": 6, "township": 9, "village": 12}[self.level]
        return self.code[:length]


def check_credit_code(text: str) -> str:
    """The code in capitals, its check characters verified (GB 32100-2015). Raises ``IdentifierError``."""
    code = text.strip().upper()
    if len(code) != 18 or any(character not in _CREDIT_ALPHABET for character in code):
        raise IdentifierError("identifier.credit_form", given=text)
    if not code[2:8].isdigit():
        raise IdentifierError("identifier.credit_area", given=text)
    if organisation_check(code[8:16]) != code[16]:
        raise IdentifierError("identifier.credit_inner", given=text)
    if credit_check(code[:17]) != code[17]:
        raise IdentifierError("identifier.credit_check", given=text)
    return code


def credit_check(stem: str) -> str:
    """The 18th character for 17 others: (31 - sum of value x 3^(i-1) mod 31) mod 31."""
    total = sum(_CREDIT_ALPHABET.index(c) * w for c, w in zip(stem, _CREDIT_WEIGHTS, strict=True))
    return _CREDIT_ALPHABET[(31 - total % 31) % 31]


def organisation_check(stem: str) -> str:
    """The 9th character of a GB 11714 organisation code for its 8 others; letters count from A = 10."""
    total = sum(int(c, 36) * w for c, w in zip(stem, _ORGANISATION_WEIGHTS, strict=True))
    return {10: "X", 11: "0"}.get(11 - total % 11, str(11 - total % 11))


@dataclass(frozen=True, slots=True)
class CitizenNumber:
    """A checked GB 11643 number. It is never stored in facts; only what is derived from it may be used."""

    number: str

    def __post_init__(self) -> None:
        text = self.number
        if (
            len(text) != 18
            or not (text[:17].isascii() and text[:17].isdigit())
            or text[17] not in "0123456789X"
        ):
            raise IdentifierError("identifier.citizen_form", given=_masked(text))
        try:
            _ = self.born
        except ValueError as problem:
            raise IdentifierError("identifier.citizen_birth", given=_masked(text)) from problem
        if citizen_check(text[:17]) != text[17]:
            raise IdentifierError("identifier.citizen_check", given=_masked(text))

    @classmethod
    def read(cls, text: str) -> CitizenNumber:
        """Accepts surrounding blanks and a small x. Raises ``IdentifierError``, which never repeats the number."""
        return cls(text.strip().upper())

    @property
    def born(self) -> date:
        return date(int(self.number[6:10]), int(self.number[10:12]), int(self.number[12:14]))

    @property
    def sex(self) -> str:
        """GB/T 2261.1: "1" male, "2" female."""
        return _SEXES[int(self.number[16]) % 2]

    def __str__(self) -> str:
        return _masked(self.number)


def citizen_check(stem: str) -> str:
    """The 18th character for 17 digits (ISO 7064 MOD 11-2)."""
    return _CITIZEN_CHECKS[sum(int(d) * w for d, w in zip(stem, _CITIZEN_WEIGHTS, strict=True)) % 11]


def _masked(text: str) -> str:
    """Enough to find the line, too little to know the person."""
    return f"{text[:3]}…({len(text)})"
