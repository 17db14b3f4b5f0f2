"""From a pasted brief to drafts: happenings, then for each its type, days, telling, numbers and what is left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from shuzhi.audit.vocabulary import Vocabulary, vocabulary_of
from shuzhi.catalog.model import Pack
from shuzhi.claims.extract import extract
from shuzhi.claims.model import Claim
from shuzhi.usecases.drafting.counting import Counted, Counting, combined
from shuzhi.usecases.drafting.days import When, vague_at
from shuzhi.usecases.drafting.happenings import Happening, happenings
from shuzhi.usecases.drafting.kinds import Choice, Piece, choose_type
from shuzhi.usecases.drafting.model import Draft, LeftOut, Question, Span
from shuzhi.usecases.drafting.privacy import left_out_of
from shuzhi.usecases.drafting.telling import (
    Telling,
    acting_in,
    held_by,
    read_telling,
    reported_title,
    signed_by,
)


def draft(text: str, received: date, pack: Pack) -> tuple[Draft, ...]:
    """The activities that a brief tells of, in its order; () for a text that tells of none."""
    return Drafting(pack, vocabulary_of(pack)).read(text, received)


@dataclass(frozen=True)
class Drafting:
    """Drafts for one pack; keep it for many briefs. ``type`` is the type that a person chose; "" reads it from the words."""

    pack: Pack
    vocabulary: Vocabulary
    type: str = ""

    def read(self, text: str, received: date) -> tuple[Draft, ...]:
        """All drafts of one brief."""
        if not text.strip():
            return ()
        claims = extract(text)
        found = happenings(text, received=received, claims=claims, vocabulary=self.vocabulary)
        hidden = left_out_of(text)
        drafts: list[Draft] = []
        for one in found:
            telling = self._telling(text, one)
            if not telling.hosts and drafts:  # 15日，组织…；17日，举办…: who was named before goes on
                spans = drafts[-1].sources.get("hosts", ())
                telling = replace(telling, hosts=drafts[-1].hosts, host_spans=spans)
            drafts.append(self._one(text, one, claims, hidden, telling))
        return tuple(drafts)

    def _one(
        self, text: str, one: Happening, claims: Sequence[Claim], hidden: Sequence[LeftOut], telling: Telling
    ) -> Draft:
        choice = Choice(self.type, None) if self.type else self._type(text, one, claims, telling)
        kind = self.pack.types.get(choice.type)
        private = tuple(left for left in hidden if one.span[0] <= left.span[0] < one.span[1])
        without = _Without(tuple(text[a:b] for a, b in (left.span for left in hidden)))
        counted = without.counted(
            Counting(text, claims, self.pack, kind).read(
                one.span, announced=one.announced, series=one.sessions
            )
        )
        title, title_span = _title(text, one, telling, private)
        when = None if one.sessions is None and one.when and one.when.is_part else one.when
        ask = [
            *_questions(text, one, choice, telling, counted, kind is not None and kind.attendance != "none")
        ]
        sources = _sources(one, choice, telling, counted, title_span)
        return Draft(
            type=choice.type,
            start=when.start if when else None,
            end=when.end if when else None,
            form="aggregate" if one.sessions is not None or (when and when.is_period) else "single",
            place=without.words(telling.place) if one.sessions is None else "",
            title=title,
            hosts=tuple(without.words(host) for host in telling.hosts),
            headcounts=tuple(combined(counted.headcounts)),
            quantities=counted.quantities,
            sources=sources,
            ask=tuple(ask),
            left_out=private,
        )

    def _telling(self, text: str, one: Happening) -> Telling:
        telling = read_telling(text, one.announced, _inside(one.when, one.announced))
        title = telling.title_span or reported_title(text)
        if title != telling.title_span and title is not None:
            telling = replace(telling, title=text[title[0] : title[1]], title_span=title)
        if telling.hosts:
            return telling
        spans = held_by(text, one.span)
        if not spans and one.told_by is not None:
            spans = read_telling(text, one.told_by, _inside(one.when, one.told_by)).host_spans
        spans = spans or signed_by(text) or acting_in(text, one.span)
        return replace(telling, hosts=tuple(text[a:b] for a, b in spans), host_spans=spans)

    def _type(self, text: str, one: Happening, claims: Sequence[Claim], telling: Telling) -> Choice:
        if one.sessions is not None:
            claim = claims[one.sessions]
            return choose_type(self.vocabulary, text, [Piece((one.span[0], claim.start), 3.0, is_title=True)])
        pieces = [Piece(one.announced, 1.6), Piece((one.announced[1], one.span[1]), 0.5)]
        if telling.title_span:
            pieces[:0] = _title_pieces(telling, telling.title_span)
            pieces.insert(1, Piece((telling.verb[0], telling.title_span[1]), 2.6))
            pieces.insert(2, Piece(_subject(text, one, telling), 2.4, is_title=True))
        if one.headline:
            pieces.append(Piece(one.headline, 2.0, is_title=True))
        return choose_type(
            self.vocabulary, text, [piece for piece in pieces if piece.span[0] < piece.span[1]]
        )


def _title_pieces(telling: Telling, title: Span) -> list[Piece]:
    """Of a visit or an inquiry the verb names the thing (调研…组建工作); of what is held, the end of its name."""
    if title[0] != telling.verb[0]:
        return [Piece(title, 3.0, is_title=True)]
    return [Piece(telling.verb, 4.0, is_title=True), Piece(title, 2.6)]


def _subject(text: str, one: Happening, telling: Telling) -> Span:
    """Who is told of, before the day or the verb: a body's own name may name what it holds (中心组, 支委会)."""
    dated = _inside(one.when, one.announced)
    start, end = one.announced[0], telling.verb[0]
    if dated and start < dated[0] < end:
        end = dated[0]
    elif dated and dated[1] < end:
        start = dated[1]
    return start, start + len(text[start:end].rstrip("于在"))


def _inside(when: When | None, span: Span) -> Span | None:
    """Where the date stands, if it stands in this sentence."""
    return when.span if when is not None and span[0] <= when.span[0] < span[1] else None


@dataclass(frozen=True)
class _Without:
    """Takes the words that are left out, wherever else they stand, out of what is filled in."""

    hidden: tuple[str, ...]

    def words(self, text: str) -> str:
        for word in self.hidden:
            text = text.replace(word, "")
        return text

    def counted(self, counted: Counted) -> Counted:
        return Counted(
            tuple(replace(one, what=self.words(one.what)) for one in counted.headcounts),
            tuple(replace(one, what=self.words(one.what)) for one in counted.quantities),
            counted.ask,
        )


def _title(
    text: str, one: Happening, telling: Telling, private: Iterable[LeftOut]
) -> tuple[str, Span | None]:
    """The object of the announcing sentence, else the headline; names in it left out."""
    if one.sessions is not None:
        return "", None
    span = telling.title_span or one.headline
    if span is None:
        return "", None
    words = "".join(
        mark
        for place, mark in enumerate(text[span[0] : span[1]], start=span[0])
        if not any(left.span[0] <= place < left.span[1] for left in private)
    )
    return words.strip(), span


def _questions(
    text: str, one: Happening, choice: Choice, telling: Telling, counted: Counted, attended: bool
) -> Iterable[Question]:
    if not choice.type:
        yield Question("drafting.which_type", {"types": " ".join(choice.rivals)}, (one.announced,))
    if one.when is None:
        vague = vague_at(text[one.span[0] : one.span[1]])
        spans = ((one.span[0] + vague[0], one.span[0] + vague[1]),) if vague else ()
        yield Question("drafting.which_day", {}, spans)
    elif one.when.is_part and one.sessions is None:
        yield Question("drafting.which_day", {}, (one.when.span,))
    elif one.when.assumed:
        yield Question("drafting.which_year", {"year": str(one.when.start.year)}, (one.when.span,))
    if not telling.hosts:
        yield Question("drafting.which_host", {}, (one.announced,))
    if attended and not counted.headcounts:
        yield Question("drafting.how_many", {}, ())
    yield from counted.ask


def _sources(
    one: Happening, choice: Choice, telling: Telling, counted: Counted, title: Span | None
) -> dict[str, tuple[Span, ...]]:
    """Field → the words it came from; fields without words are left out."""
    found: dict[str, tuple[Span, ...]] = {
        "type": (choice.span,) if choice.span else (),
        "date": (one.when.span,) if one.when else (),
        "place": (telling.place_span,) if telling.place_span and one.sessions is None else (),
        "title": (title,) if title else (),
        "hosts": telling.host_spans,
        "headcounts": tuple(head.span for head in combined(counted.headcounts)),
        "quantities": tuple(quantity.span for quantity in counted.quantities),
    }
    return {name: spans for name, spans in found.items() if spans}
