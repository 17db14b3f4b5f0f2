"""What was found in many documents, sorted by finding. Names no organisation, no file and no words of a document.

Documents are numbered in the order audited; the lines of a run (``audit_run``) tell which is which.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any

from shuzhi.cli.voice import Voice
from shuzhi.usecases.audit_sheet.html import page

LEVELS = ("error", "warning", "advice")
MOST_PLACES = 50  # of one kind of finding, listed on the page


@dataclass(frozen=True, slots=True)
class Where:
    document: int
    place: str
    quantities: tuple[str, ...]


@dataclass
class Kind:
    """All findings that one sentence says. ``args`` are its arguments with all that belongs to one document left open."""

    code: str
    level: str
    args: Mapping[str, object]
    count: int = 0
    documents: set[int] = field(default_factory=set)
    places: list[Where] = field(default_factory=list)

    def sentence(self, voice: Voice) -> str:
        return voice.words(self.code, self.args)


@dataclass
class Summary:
    """Grows by one line of a run at a time."""

    documents: int = 0
    unreadable: int = 0
    quantities: int = 0
    kinds: dict[str, Kind] = field(default_factory=dict)

    @property
    def is_grave(self) -> bool:
        return any(kind.level in LEVELS[:2] for kind in self.kinds.values())

    def add(self, line: Mapping[str, Any]) -> None:
        if "unreadable" in line:
            self.unreadable += 1
            return
        self.documents += 1
        claims = line["claims"]
        self.quantities += len(claims)
        for one in line["findings"]:
            if one["level"] in LEVELS:
                self._count(one, claims)

    def ordered(self) -> tuple[Kind, ...]:
        """The gravest first, then the most frequent."""
        return tuple(
            sorted(self.kinds.values(), key=lambda kind: (LEVELS.index(kind.level), -kind.count, kind.code))
        )

    def to_json(self) -> dict[str, Any]:
        return {
            "documents": self.documents,
            "unreadable": self.unreadable,
            "claims": self.quantities,
            "findings": [
                {
                    "code": kind.code,
                    "level": kind.level,
                    "count": kind.count,
                    "documents": len(kind.documents),
                }
                for kind in self.ordered()
            ],
        }

    def _count(self, finding: Mapping[str, Any], claims: list[Any]) -> None:
        args = {name: _left_open(value) for name, value in finding["args"].items()}
        made = Kind(finding["code"], finding["level"], args)
        kind = self.kinds.setdefault(f"{made.level} {made.code} {_codes(args)}", made)
        kind.count += 1
        kind.documents.add(self.documents)
        if len(kind.places) < MOST_PLACES:
            spoken = [claims[index] for index in finding["claims"]]
            place = str(spoken[0]["place"]) if spoken else ""
            kind.places.append(
                Where(self.documents, place, tuple(str(one["quantity"]) for one in spoken[:6]))
            )


def tell(summary: Summary, voice: Voice) -> None:
    """A table on the terminal."""
    voice.tell(
        "cli.audit.summary",
        documents=summary.documents,
        claims=summary.quantities,
        unreadable=summary.unreadable,
    )
    for kind in summary.ordered():
        voice.tell(
            "cli.audit.summary_line",
            level=voice.words(f"auditing.level_{kind.level}"),
            count=kind.count,
            documents=len(kind.documents),
            sentence=kind.sentence(voice),
        )


def render(summary: Summary, voice: Voice) -> str:
    """The same as one self-contained page, with the places of each finding."""
    title = voice.words("auditing.bulk_title", {"count": summary.documents})
    lead = voice.words("auditing.bulk_lead", {"unreadable": summary.unreadable})
    heads = "".join(
        f'<th scope="col"{kind}>{escape(voice.words(f"auditing.{code}"))}</th>'
        for code, kind in (
            ("level", ""), ("count", ' class="amount"'), ("documents", ' class="amount"'), ("finding", ""),
        )
    )  # fmt: skip
    rows = "".join(_row(kind, voice) for kind in summary.ordered())
    nothing = "" if rows else f"<p>{escape(voice.words('auditing.no_findings'))}</p>"
    body = (
        f"<header><h1>{escape(title)}</h1><p>{escape(lead)}</p></header>\n"
        f'<section><div class="box" role="region" tabindex="0" aria-label="{escape(title)}"><table>'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>{nothing}</section>\n"
    )
    return page(title, body, hiding="", language=voice.language)


def _row(kind: Kind, voice: Voice) -> str:
    places = "".join(f"<li>{escape(_place(one, voice))}</li>" for one in kind.places)
    rest = kind.count - len(kind.places)
    more = f"<li>{escape(voice.words('auditing.more', {'count': rest}))}</li>" if rest else ""
    return (
        f'<tr><td>{escape(voice.words(f"auditing.level_{kind.level}"))}</td><td class="amount">{kind.count}</td>'
        f'<td class="amount">{len(kind.documents)}</td><td><details><summary>{escape(kind.sentence(voice))}'
        f"</summary><ul>{places}{more}</ul></details></td></tr>\n"
    )


def _place(where: Where, voice: Voice) -> str:
    document = voice.words("auditing.document", {"number": where.document})
    return " · ".join(part for part in (document, where.place, " ".join(where.quantities)) if part)


def _left_open(value: object) -> object:
    """A sentence inside the sentence keeps its code; every word, name and number becomes a gap."""
    if isinstance(value, Mapping) and isinstance(value.get("code"), str):
        inner = value.get("args")
        return {
            "code": value["code"],
            "args": dict.fromkeys(inner if isinstance(inner, Mapping) else (), "…"),
        }
    return "…"


def _codes(args: Mapping[str, object]) -> str:
    return " ".join(str(value["code"]) for value in args.values() if isinstance(value, Mapping))
