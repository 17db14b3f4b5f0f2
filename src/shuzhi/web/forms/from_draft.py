"""A draft as values of the form of an activity. What is not certain stays empty and is asked; nothing is guessed silently."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from shuzhi.usecases.drafting.model import Draft, DraftHeadcount, DraftQuantity, Span
from shuzhi.values.quantity import Bound

FIELDS = {
    "type": ("type",),
    "date": ("start", "end"),
    "place": ("place",),
    "title": ("title",),
    "hosts": ("org", "hosts"),
}
"""Field of a draft → the fields of the form that it fills."""


@dataclass(frozen=True, slots=True)
class Open:
    """Something to be asked: a message code with its arguments."""

    code: str
    args: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Filled:
    """``sources``: field of the form → where in the brief its value stands."""

    values: Mapping[str, list[str]]
    sources: Mapping[str, tuple[Span, ...]]
    open: tuple[Open, ...]


def filled_from(draft: Draft, *, text: str, role: str, names: Mapping[str, str]) -> Filled:
    """``role`` is that of those counted; ``names``: code → name of the organisations that may be chosen."""
    filling = _Filling(draft, text, names)
    filling.days()
    filling.hosts()
    filling.heads(role)
    filling.quantities()
    return Filled(filling.values, filling.sources, tuple(filling.open))


def organisation_named(words: str, names: Mapping[str, str]) -> str:
    """The code of the one organisation whose name these words are or end (区妇联); "" for none or several."""
    asked = _short(words)
    exact = [code for code, name in names.items() if _short(name) == asked]
    ending = [
        code for code, name in names.items() if _short(name).endswith(asked) or asked.endswith(_short(name))
    ]
    found = exact or ending
    return found[0] if len(found) == 1 and asked else ""


def _short(name: str) -> str:
    """妇联 and 妇女联合会 are one word in a name."""
    return name.strip().replace("妇女联合会", "妇联")


class _Filling:
    def __init__(self, draft: Draft, text: str, names: Mapping[str, str]) -> None:
        self._draft = draft
        self._text = text
        self._names = names
        self.values: dict[str, list[str]] = {"form": [draft.form]}
        self.sources: dict[str, tuple[Span, ...]] = {
            name: spans for part, spans in draft.sources.items() for name in FIELDS.get(part, ())
        }
        self.open: list[Open] = []

    def days(self) -> None:
        draft = self._draft
        if draft.start:
            self.values["start"] = [draft.start.isoformat()]
        if draft.end and draft.end != draft.start:
            self.values["end"] = [draft.end.isoformat()]
        for name, words in (("title", draft.title), ("place", draft.place)):
            if words:
                self.values[name] = [words]

    def hosts(self) -> None:
        codes = []
        for words in self._draft.hosts:
            code = organisation_named(words, self._names)
            if code:
                codes.append(code)
            else:
                self.open.append(Open("web.drafts.host_elsewhere", {"host": words}))
        if codes:
            self.values["org"] = codes[:1]
            self.values["hosts"] = codes[1:]

    def heads(self, role: str) -> None:
        """One number per mode, and only those present in the role that is counted."""
        for name, modes in (("onsite", ("onsite", None)), ("online", ("online",))):
            present = [one for one in self._draft.headcounts if one.mode in modes]
            counted = [one for one in present if one.role in ("", role)]
            if len(counted) == 1 and self._is_exact(counted[0]):
                self.values[name] = [f"{counted[0].value:f}"]
                self.sources[name] = (counted[0].span,)
                self.open += self._unsaid_mode(counted[0])
            elif len(counted) > 1:
                self.open += [Open("web.drafts.several_heads", {"stated": self._joined(counted)})]
            others = [one for one in present if one not in counted]
            self.open += [Open("web.drafts.other_role", {"stated": self._words(one.span)}) for one in others]

    def quantities(self) -> None:
        sessions = [one for one in self._draft.quantities if one.quantity == "sessions"]
        if not sessions and self._draft.form == "single":
            self.values["sessions"] = ["1"]
        for one in self._draft.quantities:
            name = "sessions" if one.quantity == "sessions" else f"quantity.{one.quantity}"
            if name in self.values:
                self.open.append(Open("web.drafts.number_left", {"stated": self._words(one.span)}))
            elif self._is_exact(one):
                self.values[name] = [f"{one.value:f}"]
                self.sources[name] = (one.span,)

    def _is_exact(self, one: DraftHeadcount | DraftQuantity) -> bool:
        """40余人 is no number to record: the sheet of signatures has it."""
        exact = one.bound is Bound.EXACT and one.value_hi is None
        if not exact:
            self.open.append(Open("web.drafts.not_exact", {"stated": self._words(one.span)}))
        return exact

    def _unsaid_mode(self, one: DraftHeadcount) -> Iterator[Open]:
        if one.mode is None:
            yield Open("web.drafts.taken_as_onsite", {"stated": self._words(one.span)})

    def _joined(self, heads: list[DraftHeadcount]) -> str:
        return "、".join(self._words(one.span) for one in heads)

    def _words(self, span: Span) -> str:
        return self._text[span[0] : span[1]]
