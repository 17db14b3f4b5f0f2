"""The loop that things form by their links: problem, cause, measure, work done; need, delivery; topic, report, measure.

Links point from the later thing to the one it comes of (a measure cures a cause), so upstream is where a loop begins. Knows
links and what a kind waits for; names no kind.

    trees_of(subject, links)        the loops a thing belongs to, from their beginnings
    gaps_of(kind, state, …)         what an item still waits for: hints, nothing more
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from shuzhi.catalog.model import Awaited, ItemKind
from shuzhi.ledger.facts import LinkFact

JOINED = ("item:", "activity:")
"""Ends of links that loops run over; a pairing of organisations is none."""
MOST_NODES = 60
MOST_CHILDREN = 6
MOST_STEPS = 8


@dataclass(frozen=True, slots=True)
class Node:
    """A thing in a loop. ``link`` joins it to the one above (None at the beginning); ``also`` to further ones.

    ``hidden`` is how many that came of it are not drawn.
    """

    subject: str
    link: LinkFact | None = None
    also: tuple[LinkFact, ...] = ()
    children: tuple[Node, ...] = ()
    hidden: int = 0


def trees_of(subject: str, links: Iterable[LinkFact]) -> tuple[Node, ...]:
    """From every beginning that ``subject`` comes of, what came of it; each thing is drawn once, in order of days.

    ``links`` are those that stand. Where there is too much, what leads to ``subject`` is kept.
    """
    standing = sorted(
        (one for one in links if one.source.startswith(JOINED) and one.target.startswith(JOINED)),
        key=lambda one: (one.day, one.position, one.link),
    )
    up, down = _by_end(standing, "source"), _by_end(standing, "target")
    kept = _above(subject, up)
    beginnings = [one for one in kept if not any(link.target in kept for link in up.get(one, ()))]
    planting = _Planting(up, down, frozenset(kept))
    return tuple(planting.grow(one, None, 0) for one in (beginnings or [subject]))


def subjects_of(node: Node) -> Iterator[str]:
    """Every thing that is drawn of a tree."""
    yield node.subject
    for child in node.children:
        yield from subjects_of(child)


def gaps_of(
    kind: ItemKind, state: str, *, subject: str, joined: frozenset[tuple[str, str, str]]
) -> tuple[Awaited, ...]:
    """What an item waits for and has not; nothing once it stands in a final state. ``joined``: see ``joined_by``."""
    if any(one.final for one in kind.states if one.code == state):
        return ()
    return tuple(
        one for one in kind.awaits if not any((subject, link, way) in joined for link, way in one.links)
    )


def joined_by(links: Iterable[LinkFact]) -> frozenset[tuple[str, str, str]]:
    """(subject, kind of link, direction seen from it) of every link."""
    found: set[tuple[str, str, str]] = set()
    for one in links:
        found |= {(one.source, one.kind, "out"), (one.target, one.kind, "in")}
    return frozenset(found)


def _by_end(links: Iterable[LinkFact], end: str) -> Mapping[str, Sequence[LinkFact]]:
    found: dict[str, list[LinkFact]] = {}
    for one in links:
        found.setdefault(getattr(one, end), []).append(one)
    return found


def _above(subject: str, up: Mapping[str, Sequence[LinkFact]]) -> dict[str, None]:
    """The thing and all that it comes of, the nearest first."""
    found: dict[str, None] = {subject: None}
    layer = [subject]
    for _ in range(MOST_STEPS):
        layer = list(
            dict.fromkeys(
                link.target for one in layer for link in up.get(one, ()) if link.target not in found
            )
        )
        found |= dict.fromkeys(layer)
    return found


class _Planting:
    """Grows trees downward and remembers what is drawn already."""

    def __init__(
        self,
        up: Mapping[str, Sequence[LinkFact]],
        down: Mapping[str, Sequence[LinkFact]],
        kept: frozenset[str],
    ) -> None:
        self._up, self._down, self._kept = up, down, kept
        self._drawn: set[str] = set()
        self._known: dict[str, frozenset[str]] = {}

    def grow(self, subject: str, link: LinkFact | None, steps: int) -> Node:
        self._drawn.add(subject)
        below = [
            one
            for one in self._down.get(subject, ())
            if one.source not in self._drawn and not self._hangs_lower(one.source, subject)
        ]
        first = {one.source: one for one in reversed(below)}
        chosen = self._chosen(list(dict.fromkeys(one.source for one in below)), steps)
        # claimed before the first of them grows, so that one drawn here does not hang below its sibling
        self._drawn |= set(chosen)
        children = tuple(self.grow(one, first[one], steps + 1) for one in chosen)
        also = tuple(one for one in self._up.get(subject, ()) if link is not None and one.link != link.link)
        return Node(subject, link, also, children, len(first) - len(chosen))

    def _hangs_lower(self, subject: str, parent: str) -> bool:
        """A measure that meets a cause and answers the comment behind it stands below the cause."""
        targets = {one.target for one in self._up.get(subject, ())} - {parent, subject}
        return any(parent in self._ancestors(one) for one in targets)

    def _ancestors(self, subject: str) -> frozenset[str]:
        if subject not in self._known:
            self._known[subject] = frozenset(_above(subject, self._up)) - {subject}
        return self._known[subject]

    def _chosen(self, sources: Sequence[str], steps: int) -> list[str]:
        """In order; those that lead to the thing asked about come in whatever the bounds."""
        room = 0 if steps >= MOST_STEPS else min(MOST_CHILDREN, MOST_NODES - len(self._drawn))
        needed = sum(one in self._kept for one in sources)
        others = max(0, room - needed)
        chosen = []
        for one in sources:
            if one in self._kept:
                chosen.append(one)
            elif others:
                chosen.append(one)
                others -= 1
        return chosen
