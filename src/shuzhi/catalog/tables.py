"""Reading one TOML table key by key, so that every mistake names file, table, entry and key.

Problems are collected, not raised: a pack's author sees all of them at once. Knows no catalog node.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from shuzhi.catalog.finding import Finding


@dataclass
class Row:
    """One table of a pack file. ``found`` is the list that all rows of one load share.

    A value that is missing or of the wrong kind is reported and read as empty, so that reading can go on.
    """

    file: str
    table: str
    data: Mapping[str, Any]
    found: list[Finding]
    asked: set[str] = field(default_factory=set)

    @property
    def where(self) -> str:
        code = self.data.get("code", "")
        return f"{self.file} [{self.table}{' ' + code if isinstance(code, str) and code else ''}]"

    def report(self, code: str, /, **args: str) -> None:
        self.found.append(Finding(f"catalog.{code}", self.where, {"where": self.where, **args}))

    def text(self, key: str, default: str | None = None) -> str:
        value = self._value(key, str, "文字 text", default)
        return value if isinstance(value, str) else ""

    def integer(self, key: str, default: int | None = None) -> int:
        value = self._value(key, int, "整数 integer", default)
        return value if isinstance(value, int) and not isinstance(value, bool) else 0

    def flag(self, key: str) -> bool:
        return self._value(key, bool, "true/false", False) is True

    def texts(self, key: str, default: Sequence[str] | None = ()) -> tuple[str, ...]:
        value = self._value(key, list, "文字列表 list of text", default)
        if not isinstance(value, list | tuple) or not all(isinstance(each, str) for each in value):
            self.report("wrong_kind", key=key, expected="文字列表 list of text", value=repr(value))
            return ()
        return tuple(value)

    def choice(self, key: str, allowed: Sequence[str], default: str | None = None) -> str:
        value = self.text(key, default)
        if value and value not in allowed:
            self.report("not_allowed", key=key, value=value, allowed="、".join(allowed))
            return allowed[0]
        return value

    def row(self, key: str) -> Row | None:
        """The table under ``key``; None where there is none."""
        value = self._value(key, dict, "表 table", {})
        return self.inside(key, value) if isinstance(value, dict) and value else None

    def rows(self, key: str) -> tuple[Row, ...]:
        value = self._value(key, list, "表的列表 list of tables", [])
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            self.report("wrong_kind", key=key, expected="表的列表 list of tables", value=repr(value))
            return ()
        return tuple(self.inside(key, each) for each in value)

    def raw(self, key: str) -> Any:
        self.asked.add(key)
        return self.data.get(key)

    def inside(self, key: str, data: Mapping[str, Any]) -> Row:
        label = f"{self.table} {self.data.get('code', '')}".strip()
        return Row(self.file, f"{label} → {key}", data, self.found)

    def done(self) -> None:
        """Call last: whatever was never asked for is a misspelt key."""
        for key in self.data:
            if key not in self.asked:
                near = get_close_matches(key, sorted(self.asked), 1) or [""]
                self.report("unknown_key", key=key, near=near[0], known="、".join(sorted(self.asked)))

    def _value(self, key: str, kind: type, expected: str, default: Any) -> Any:
        self.asked.add(key)
        if key not in self.data:
            if default is None:
                self.report("missing_key", key=key)
            return default
        value = self.data[key]
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            self.report("wrong_kind", key=key, expected=expected, value=repr(value))
            return default
        return value
