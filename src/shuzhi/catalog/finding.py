"""What the loader and the linter have to say about a pack: codes with arguments, never sentences.

Knows neither files nor rules; sentences lie in ``messages/text/catalog.toml``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Level = Literal["error", "advice"]


@dataclass(frozen=True, slots=True)
class Finding:
    """``where`` is a path inside the pack, such as ``indicator:outreach_sessions``, or a file and table while loading."""

    code: str
    where: str
    args: Mapping[str, str] = field(default_factory=dict)
    level: Level = "error"

    def __str__(self) -> str:
        return f"{self.where}: {self.code} {dict(self.args)}"


class PackError(Exception):
    """A pack that cannot be loaded; carries everything that was wrong, not only the first."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("; ".join(str(each) for each in findings))
        self.findings = findings
