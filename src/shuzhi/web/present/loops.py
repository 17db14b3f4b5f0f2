"""A loop of things as cards that hang on each other, and the words for a due day. Knows nodes and what was seen of each.

A loop is drawn as a nested list: what came of a thing stands inside it. Cards stand in order of days, never of values.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from shuzhi.catalog.model import Pack
from shuzhi.messages import say
from shuzhi.usecases.item_loop import Node
from shuzhi.web.page import Crumb
from shuzhi.web.present.words import counted_words, day_words, name_of

SOON = 30  # days before a due day from which the page counts them


@dataclass(frozen=True, slots=True)
class Gap:
    """Something a thing still waits for, with the ways to add it."""

    words: str
    actions: tuple[Crumb, ...] = ()


@dataclass(frozen=True, slots=True)
class Thing:
    """What a reader sees of an item or an activity; ``href`` "" for what has no page (sealed work, work elsewhere).

    ``measured``: it names an indicator and a target.
    """

    subject: str
    kind: str
    title: str
    href: str = ""
    state: str = ""
    sign: str = ""
    when: str = ""
    owner: str = ""
    reading: str = ""
    gaps: tuple[Gap, ...] = ()
    measured: bool = False


@dataclass(frozen=True, slots=True)
class LoopCard:
    """``how`` joins the thing to the one it stands in, ``also`` to further ones; ``here`` is the thing of this page."""

    thing: Thing
    how: str
    also: tuple[str, ...]
    here: bool
    children: tuple[LoopCard, ...]
    hidden: int

    @property
    def below(self) -> bool:
        return bool(self.children or self.hidden or self.thing.gaps)


def loop_card(node: Node, *, here: str, look: Callable[[str], Thing], pack: Pack, language: str) -> LoopCard:
    """``look`` says what may be seen of a subject."""
    kinds = pack.link_kinds

    def named(kind: str) -> str:
        return name_of(kinds[kind], language) if kind in kinds else kind

    return LoopCard(
        thing=look(node.subject),
        how=named(node.link.kind) if node.link else "",
        also=tuple(
            say("items.loop.also", {"kind": named(one.kind), "title": look(one.target).title}, language)
            for one in node.also
        ),
        here=node.subject == here,
        children=tuple(
            loop_card(one, here=here, look=look, pack=pack, language=language) for one in node.children
        ),
        hidden=node.hidden,
    )


def due_words(due: date | None, *, today: date, ended: bool, language: str) -> str:
    """The due day, and for what has not ended how far it is away or past. Plain words: no mark, no colour."""
    if due is None:
        return ""
    day, days = day_words(due, language), (due - today).days
    if ended or days > SOON:
        return say("web.items.due", {"day": day}, language)
    if days == 0:
        return say("items.due.today", {"day": day}, language)
    code = "items.due.near" if days > 0 else "items.due.passed"
    return say(code, {"day": day, "days": counted_words(Decimal(abs(days)), "天", language)}, language)
