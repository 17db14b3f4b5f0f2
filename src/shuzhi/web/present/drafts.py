"""Drafts as cards: the brief with the words that were used, the form filled from them, what is asked, what was left out."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from uuid import NAMESPACE_URL, UUID, uuid5

from shuzhi.catalog.model import ActivityType, Pack
from shuzhi.messages import say
from shuzhi.usecases.drafting.model import Draft, Span
from shuzhi.web.forms.from_draft import Filled
from shuzhi.web.forms.reader import Values, Wrong
from shuzhi.web.present.activity_form import Choices, FieldView, Group, activity_groups
from shuzhi.web.present.words import name_of

HIDDEN = "▇"
_ORDER = ("date", "place", "hosts", "headcounts", "quantities", "title", "type")


@dataclass(frozen=True, slots=True)
class CardField(FieldView):
    """A field whose id is its card's own: a page may hold many cards."""

    card: str = ""

    @property
    def id(self) -> str:
        return f"{self.card}-{self.name.replace('.', '-')}"


@dataclass(frozen=True, slots=True)
class BriefPiece:
    """Words of the brief; ``label`` says what they filled, "" for none; ``left_out`` were not taken over."""

    text: str
    label: str = ""
    left_out: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """``number`` counts from 1; ``kind`` None while the type is open; ``recorded`` is the address of the record there is."""

    number: int
    kind: ActivityType | None
    kind_name: str
    heading: str
    pieces: tuple[BriefPiece, ...]
    groups: tuple[Group, ...]
    types: tuple[tuple[str, Choices], ...]
    questions: tuple[str, ...]
    left_out: tuple[str, ...]
    id: UUID
    brief: str
    problems: tuple[str, ...] = ()
    recorded: str = ""

    @property
    def key(self) -> str:
        return f"draft-{self.number}"


def stretch_of(draft: Draft, text: str) -> Span:
    """The lines of the brief that the draft took words from."""
    spans = [span for spans in draft.sources.values() for span in spans]
    spans += [one.span for one in draft.left_out] + [span for one in draft.ask for span in one.spans]
    if not spans:
        return (0, len(text))
    start, end = min(span[0] for span in spans), max(span[1] for span in spans)
    last = text.find("\n", end)
    return text.rfind("\n", 0, start) + 1, len(text) if last < 0 else last


def identity_of(draft: Draft, text: str, *, ledger: str) -> UUID:
    """The same for the same words told to the same ledger, so that a brief pasted again is known."""
    start, end = stretch_of(draft, text)
    spans = sorted(span for spans in draft.sources.values() for span in spans)
    within = [(a - start, b - start) for a, b in spans if a >= start]
    told = hashlib.sha256(f"{text[start:end]}\n{within}".encode("utf-8", "surrogatepass")).hexdigest()
    return uuid5(NAMESPACE_URL, f"shuzhi:brief:{ledger}:{told}")


def brief_pieces(draft: Draft, text: str, language: str) -> tuple[BriefPiece, ...]:
    """The brief with each word marked at most once; what was left out is covered."""
    start, end = stretch_of(draft, text)
    marks: list[tuple[Span, BriefPiece]] = []
    for one in draft.left_out:
        words = BriefPiece(HIDDEN * (one.span[1] - one.span[0]), say(one.code, {}, language), left_out=True)
        _mark(marks, one.span, words)
    for part in _ORDER:
        label = say(f"web.drafts.part_{part}", {}, language)
        for span in draft.sources.get(part, ()):
            _mark(marks, span, BriefPiece(text[span[0] : span[1]], label))
    pieces, done = [], start
    for (begin, stop), piece in sorted(marks, key=lambda mark: mark[0]):
        if begin > done:
            pieces.append(BriefPiece(text[done:begin]))
        pieces.append(piece)
        done = stop
    return (*pieces, BriefPiece(text[done:end])) if done < end else tuple(pieces)


def groups_of(
    kind: ActivityType,
    *,
    card: str,
    pack: Pack,
    orgs: Choices,
    values: Values,
    wrong: Mapping[str, Wrong],
    said: Mapping[str, str],
    language: str,
) -> tuple[Group, ...]:
    """The form's groups with ids of this card; ``said``: field → the words that it came from."""
    drawn = activity_groups(kind, pack=pack, orgs=orgs, values=values, wrong=wrong, language=language)
    return tuple(
        Group(
            group.title,
            tuple(_own(one, card, said, language) for one in group.fields),
            group.folded,
            group.open,
        )
        for group in drawn
    )


def said_in(filled: Filled, text: str) -> dict[str, str]:
    return {name: "、".join(text[a:b] for a, b in spans) for name, spans in filled.sources.items() if spans}


def questions_of(draft: Draft, filled: Filled, language: str) -> tuple[str, ...]:
    asked = [say(one.code, one.args, language) for one in draft.ask]
    return tuple(dict.fromkeys([*asked, *(say(one.code, one.args, language) for one in filled.open)]))


def left_out_of(draft: Draft, language: str) -> tuple[str, ...]:
    """Why, and how many times; the words themselves are not said again."""
    counted = Counter(one.code for one in draft.left_out)
    return tuple(
        say("web.drafts.left_out", {"why": {"code": code}, "count": count}, language)
        for code, count in counted.items()
    )


def type_choices(pack: Pack, first: Iterable[str], language: str) -> tuple[tuple[str, Choices], ...]:
    """Groups of a choice: the types that the brief may mean, then all by line of work."""
    likely = tuple((code, name_of(pack.types[code], language)) for code in first if code in pack.types)
    lines = tuple(
        (
            english if language == "en" else chinese,
            tuple((kind.code, name_of(kind, language)) for kind in pack.types.values() if kind.line == line),
        )
        for line, chinese, english in pack.lines
    )
    head = ((say("web.drafts.likely_types", {}, language), likely),) if likely else ()
    return (*head, *(one for one in lines if one[1]))


def _mark(marks: list[tuple[Span, BriefPiece]], span: Span, piece: BriefPiece) -> None:
    if span[0] < span[1] and all(span[1] <= other[0] or other[1] <= span[0] for other, _ in marks):
        marks.append((span, piece))


def _own(view: FieldView, card: str, said: Mapping[str, str], language: str) -> CardField:
    kept = {one.name: getattr(view, one.name) for one in fields(FieldView)}
    words = said.get(view.name)
    if words:
        kept["hint"] = say("web.drafts.said", {"words": words}, language)
    return CardField(**kept, card=card)
