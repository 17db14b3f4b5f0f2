"""A mapped form with every cell answered: a number, or why none can be put there. Reads only; knows no XML.

A cell takes a number or nothing: an interval, an unknown or a suppressed figure leaves it empty with a reason, for a
superior adds such cells up. What was told before and differs is said beside the cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from shuzhi.catalog.model import Pack
from shuzhi.engine.base import Certainty, Engine, EngineError, Figure, Query, Reach, Scope
from shuzhi.ledger.entries import FormCell, FormMapped
from shuzhi.report.wording import in_full_everywhere
from shuzhi.usecases.earlier_numbers import earlier_numbers
from shuzhi.usecases.figure import engine_for
from shuzhi.usecases.number_sentences import Sentence, sentence_of
from shuzhi.usecases.office import Office
from shuzhi.usecases.packs import pack_in_force, reference_to
from shuzhi.values.period import Period

TENTH = Decimal("0.1")
PRINTED = ("number", "issuer", "approval", "valid_until")


@dataclass(frozen=True, slots=True)
class Filling:
    """Whose figures, of which days, at which position of the office's ledger."""

    org: str
    period: Period
    position: int


@dataclass(frozen=True, slots=True)
class FilledCell:
    """``value`` is what goes into the cell, None where nothing does; ``notes`` say why, or what to know about it."""

    asked: FormCell
    query: Query | None
    figure: Figure | None
    value: Decimal | None
    notes: tuple[Sentence, ...] = ()

    @property
    def place(self) -> tuple[str, str]:
        return self.asked.sheet, self.asked.cell


@dataclass(frozen=True)
class FilledForm:
    """``notices`` are about the form as a whole."""

    form: FormMapped
    filling: Filling
    cells: tuple[FilledCell, ...]
    notices: tuple[Sentence, ...] = field(default=())

    @property
    def empty(self) -> tuple[FilledCell, ...]:
        return tuple(one for one in self.cells if one.value is None)


def fill_form(
    office: Office, *, form: FormMapped, org: str, period: Period, day: date, as_of: int | None = None
) -> FilledForm:
    """``day`` is today: a form past its validity is filled, and that is said. Raises ``PackMissingError``."""
    position = office.journal.head(office.ledger).position if as_of is None else as_of
    filling = Filling(org, period, position)
    pack = pack_in_force(office, position=position)
    engine = engine_for(office, ((office.ledger, position),))
    cells = tuple(_filled(office, cell, filling, pack, engine) for cell in form.cells)
    return FilledForm(form, filling, cells, tuple(_notices(form, day)))


def query_of_cell(cell: FormCell, filling: Filling, *, ledger: str, pack: Pack) -> Query | None:
    """None where the pack has no such indicator."""
    spec = pack.indicators.get(cell.indicator)
    if spec is None:
        return None
    period = filling.period
    for _ in range(cell.years_back):
        period = period.previous_year()
    reach = Reach(cell.reach or spec.reach)
    post = pack.team_posts[0] if reach is Reach.PERSON and pack.team_posts else ""
    return Query(
        cell.indicator, reference_to(pack), Scope(ledger, cell.org or filling.org, reach, "", post), period,
        ((ledger, filling.position),),
    )  # fmt: skip


def _filled(office: Office, cell: FormCell, filling: Filling, pack: Pack, engine: Engine) -> FilledCell:
    query = query_of_cell(cell, filling, ledger=office.ledger, pack=pack)
    if query is None:
        return FilledCell(
            cell, None, None, None, (Sentence("forms.indicator_gone", {"code": cell.indicator}),)
        )
    try:
        found = engine.compute(query)
    except EngineError as problem:
        return FilledCell(cell, query, None, None, (Sentence(problem.code, problem.args_),))
    notes = [*_why_empty(found, query, pack, engine), *_to_know(found)]
    notes += [sentence_of(office, one) for one in earlier_numbers(office, query) if one.differs]
    return FilledCell(cell, query, found, _number(found, cell.per), tuple(notes))


def _number(found: Figure, per: int) -> Decimal | None:
    """A rate with one decimal, as the office prints it; everything else as it is."""
    if found.exact is None:
        return None
    value = found.exact / per
    return value.quantize(TENTH, ROUND_HALF_UP) if found.unit == "%" else value


def _why_empty(found: Figure, query: Query, pack: Pack, engine: Engine) -> Iterator[Sentence]:
    if found.exact is not None:
        return
    if found.certainty is Certainty.SUPPRESSED:
        yield Sentence("forms.suppressed", {})
        return
    if found.value is None:
        yield Sentence("forms.unknown", {})
        yield from (Sentence(code, {}) for code in dict.fromkeys(found.reasons))
        return
    yield Sentence("forms.interval", {"value": in_full_everywhere(found)})
    instead = pack.indicators[query.indicator].instead
    if instead and (other := engine.compute(replace(query, indicator=instead))).exact is not None:
        spec = pack.indicators[instead]
        name = {"zh": spec.name, "en": spec.name_en}
        yield Sentence("forms.instead", {"indicator": name, "value": in_full_everywhere(other)})


def _to_know(found: Figure) -> Iterator[Sentence]:
    if found.certainty is Certainty.DECLARED:
        yield Sentence("forms.declared", {"source": found.source})
    if found.certainty is Certainty.CITED:
        yield Sentence("forms.cited", {"source": found.source})
    if found.pending:
        yield Sentence("forms.pending", {"count": found.pending})


def _notices(form: FormMapped, day: date) -> Iterator[Sentence]:
    """Source: 统计法 (2024), article 17: a form without these marks may be asked about, and refused."""
    missing: Sequence[Mapping[str, Any]] = [
        {"code": f"forms.mark_{name}", "args": {}} for name in PRINTED if not getattr(form, name)
    ]
    if missing:
        yield Sentence("forms.unmarked", {"missing": missing})
    if form.valid_until is not None and form.valid_until < day:
        yield Sentence("forms.lapsed", {"day": form.valid_until.isoformat()})
