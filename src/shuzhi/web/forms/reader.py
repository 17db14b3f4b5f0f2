"""Single values out of a form that was sent, and what is wrong with them by field. Knows no form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from shuzhi.catalog.model import FieldSpec

Values = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with one field: a message code with its arguments."""

    code: str
    args: Mapping[str, str | int]


class Reader:
    """Single values out of what was sent; collects what is wrong by field."""

    def __init__(self, values: Values) -> None:
        self._values = values
        self.wrong: dict[str, Wrong] = {}

    def one(self, name: str) -> str:
        sent = self._values.get(name, ())
        return sent[0].strip() if sent else ""

    def all(self, name: str) -> list[str]:
        return [text.strip() for text in self._values.get(name, ()) if text.strip()]

    def refuse(self, name: str, code: str, **args: str | int) -> None:
        self.wrong.setdefault(name, Wrong(code, args))

    def required(self, name: str) -> str:
        text = self.one(name)
        if not text:
            self.refuse(name, "web.wrong.required")
        return text

    def among(self, name: str, offered: frozenset[str]) -> str:
        text = self.required(name)
        if text and text not in offered:
            self.refuse(name, "web.wrong.not_offered", text=text)
        return text

    def all_among(self, name: str, offered: frozenset[str]) -> list[str]:
        texts = self.all(name)
        for text in texts:
            if text not in offered:
                self.refuse(name, "web.wrong.not_offered", text=text)
        return texts

    def day(self, name: str, *, required: bool) -> date | None:
        text = self.required(name) if required else self.one(name)
        if not text:
            return None
        try:
            return date.fromisoformat(text)
        except ValueError:
            self.refuse(name, "web.wrong.day", text=text)
            return None

    def whole(self, name: str, *, least: int, default: int) -> int:
        text = self.one(name)
        if not text:
            return default
        if not text.isdecimal() or len(text) > 7 or int(text) < least:
            self.refuse(name, "web.wrong.whole", text=text, least=least)
            return default
        return int(text)

    def number(self, name: str) -> Decimal | None:
        text = self.one(name)
        if not text:
            return None
        try:
            value = Decimal(text)
        except InvalidOperation:
            value = Decimal(-1)
        if not value.is_finite() or value < 0:
            self.refuse(name, "web.wrong.number", text=text)
            return None
        return value

    def chosen(self, spec: FieldSpec) -> list[str]:
        """The values of a field of the type; one at most unless it may have many."""
        sent = self.all(f"field.{spec.code}")
        return sent if spec.many else sent[:1]
