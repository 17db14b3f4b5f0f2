"""The items a report may speak of, chosen as the outline asks: open, opened in the period, before it, or linked.

Reads fact rows at one position and the titles beside; knows nothing of how an outline is set.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from shuzhi.catalog.model import FieldIn, FieldNotIn, FieldSet, ItemKind, ItemListSpec, Pack
from shuzhi.ledger.facts import ItemFact, ItemFieldFact, LinkFact
from shuzhi.ledger.ports import Journal
from shuzhi.ledger.tables import FactTables
from shuzhi.report.compile import ReportItem
from shuzhi.report.words import period_words
from shuzhi.values.period import Period


@dataclass(frozen=True)
class ItemShelf:
    """All items of one organisation as they stand at one position, seen from the last day of ``period``."""

    journal: Journal
    ledger: str
    org: str
    period: Period
    pack: Pack
    spans: Mapping[str, Sequence[ItemFact]]
    fields: Mapping[str, Sequence[tuple[str, str]]]
    links: Sequence[LinkFact]
    language: str = "zh"  # in which states, posts and choices are named; titles are the writers' own

    @classmethod
    def over(
        cls, tables: FactTables, *, journal: Journal, ledger: str, org: str, period: Period, pack: Pack,
        language: str = "zh",
    ) -> ItemShelf:  # fmt: skip
        """``tables`` are netted."""
        spans: dict[str, list[ItemFact]] = {}
        for row in tables.of(ItemFact):
            if row.org == org and row.opened <= period.end:
                spans.setdefault(row.item, []).append(row)
        fields: dict[str, list[tuple[str, str]]] = {}
        for field in tables.of(ItemFieldFact):
            fields.setdefault(field.item, []).append((field.name, field.value))
        ordered = {item: sorted(rows, key=lambda one: one.day) for item, rows in spans.items()}
        return cls(journal, ledger, org, period, pack, ordered, fields, tables.of(LinkFact), language)

    def items(self, spec: ItemListSpec, parent: str) -> tuple[ReportItem, ...]:
        """In order of opening; ``parent`` "" for none. Protected kinds never enter a document."""
        kind = self.pack.item_kinds[spec.kind]
        if kind.protected:
            return ()
        among = self._linked(spec, parent) if spec.link and parent else set(self.spans)
        found = [item for item in among if self._fits(item, spec)]
        found.sort(key=lambda item: (self.spans[item][0].opened, self._entered(item)))
        return tuple(ReportItem(item, self._words(item, kind)) for item in found)

    def _linked(self, spec: ItemListSpec, parent: str) -> set[str]:
        assert spec.link is not None
        kind, direction = spec.link
        standing = [one for one in self.links if one.kind == kind and _holds(one, self.period.end)]
        here = f"item:{parent}"
        if direction == "out":
            ends = [one.target for one in standing if one.source == here]
        else:
            ends = [one.source for one in standing if one.target == here]
        return {end.removeprefix("item:") for end in ends} & set(self.spans)

    def _fits(self, item: str, spec: ItemListSpec) -> bool:
        first = self.spans[item][0]
        if first.kind != spec.kind or not all(self._meets(item, one) for one in spec.where):
            return False
        match spec.choose:
            case "open":
                return not self._final(item, self.period.end)
            case "opened_in_period":
                return first.opened in self.period
            case "opened_before_period":
                return first.opened < self.period.start and not self._ended_before(item)
            case "alive_in_period":
                return not self._ended_before(item)
        return True

    def _ended_before(self, item: str) -> bool:
        return self._final(item, self.period.start) and self.spans[item][-1].day < self.period.start

    def _final(self, item: str, day: date) -> bool:
        span = self._span(item, day)
        states = self.pack.item_kinds[span.kind].states
        return any(state.final for state in states if state.code == span.state)

    def span(self, item: str) -> ItemFact:
        """As the item stands on the last day of the period."""
        return self._span(item, self.period.end)

    def _span(self, item: str, day: date) -> ItemFact:
        """The span that holds on the day; the first where the day lies before all of them."""
        held = [span for span in self.spans[item] if span.day <= day]
        return held[-1] if held else self.spans[item][0]

    def _meets(self, item: str, condition: object) -> bool:
        stated = self.fields.get(item, ())
        match condition:
            case FieldIn():
                return any(name == condition.name and value in condition.values for name, value in stated)
            case FieldNotIn():
                return not any(name == condition.name and value in condition.values for name, value in stated)
            case FieldSet():
                return any(name == condition.name for name, _ in stated)
        return False

    def _words(self, item: str, kind: ItemKind) -> dict[str, str]:
        span = self.span(item)
        states = {state.code: self._named(state.name, state.name_en) for state in kind.states}
        posts = {code: self._named(name, name_en) for code, name, name_en in self.pack.posts}
        words = {
            "title": self._title(item),
            "state": states.get(span.state, span.state),
            "due": period_words(Period(span.due, span.due), self.language) if span.due else "",
            "owner": posts.get(span.owner, span.owner),
            "target": "" if span.target is None else f"{span.target:f}",
        }
        labels = {
            spec.code: {code: self._named(name, name_en) for code, name, name_en in spec.values}
            for spec in kind.fields
        }
        words |= {f"field.{code}": "" for code in labels}
        for name, value in self.fields.get(item, ()):
            words[f"field.{name}"] = labels.get(name, {}).get(value, value)
        return words

    def _named(self, name: str, name_en: str) -> str:
        return name_en if self.language == "en" and name_en else name

    def _entered(self, item: str) -> int:
        """The position at which it was opened; a span's own moves when a later entry ends it."""
        return self.journal.history(self.ledger, f"item:{item}")[0].position

    def _title(self, item: str) -> str:
        """The newest title beside; "" where there is none or it was erased."""
        title = ""
        for record in self.journal.history(self.ledger, f"item:{item}"):
            title = self.journal.beside(self.ledger, record.entry.id).get("title") or title
        return title.rstrip("。")


def _holds(link: LinkFact, day: date) -> bool:
    return link.day <= day and (link.until is None or link.until > day)
