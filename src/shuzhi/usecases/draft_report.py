"""Fill an outline with figures, items and words at one ledger position. Reads only; the same arguments, the same draft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from shuzhi.catalog.model import Outline, Pack
from shuzhi.engine.base import Engine, Figure, PackRef, Query, Reach, Scope, TraceRecord
from shuzhi.ledger.entries import FormulationListed
from shuzhi.ledger.facts import OrganisationFact
from shuzhi.ledger.tables import FactTables
from shuzhi.ledger.tree import OrganisationTree
from shuzhi.report.compile import Compiled, Material, compile_report, needed_figures
from shuzhi.usecases.adopt_setting import setting_codes
from shuzhi.usecases.figure import engine_for
from shuzhi.usecases.office import Office
from shuzhi.usecases.own_names import named_by_office
from shuzhi.usecases.packs import first_of_team, pack_in_force, reference_to
from shuzhi.usecases.report_charts import ReportCharts
from shuzhi.usecases.report_items import ItemShelf
from shuzhi.usecases.require import UnknownOrganisationError
from shuzhi.usecases.settings import adopted_settings
from shuzhi.values.period import Period


class UnknownOutlineError(LookupError):
    def __init__(self, outline: str) -> None:
        super().__init__(outline)
        self.code = "usecases.unknown_outline"
        self.args_ = {"outline": outline}


@dataclass(frozen=True)
class Draft:
    """A compiled document and all that it depends on; ``author`` as it was asked for ("": first of the team)."""

    org: str
    organisation: str
    outline: str
    period: Period
    position: int
    pack: Pack = field(repr=False)
    compiled: Compiled = field(repr=False)
    author: str = ""


def draft_report(
    office: Office, *, org: str, period: Period, outline: str, as_of: int | None = None, author: str = ""
) -> Draft:
    """``as_of`` a ledger position (None: now); ``author`` the post whose holder says "I" ("": first of the team).

    Raises ``PackMissingError``, ``UnknownOutlineError``, ``UnknownOrganisationError``, ``report.CompileError``.
    """
    position = office.journal.head(office.ledger).position if as_of is None else as_of
    pack = pack_in_force(office, position=position)
    form = outline_of(pack, outline)
    tables = FactTables.from_rows(office.facts.rows({office.ledger: position})).at({office.ledger: position})
    name = _organisation_name(tables, org, period)
    asked = _Questions(
        reference_to(pack), office.ledger, org, period, position, author or first_of_team(pack)
    )
    engine = engine_for(office, ((office.ledger, position),))
    shelf = ItemShelf.over(
        tables, journal=office.journal, ledger=office.ledger, org=org, period=period, pack=pack,
        language=form.language,
    )  # fmt: skip
    answers = _answers(form, pack, asked, engine)
    own = adopted_settings(office, day=period.end, position=position)
    material = Material(
        pack=named_by_office(pack, own),
        figure=answers,
        trace=_Traces(engine, answers.known),
        items=shelf.items,
        word=_Vocabulary(
            {
                **_words(pack, name, asked, language=form.language),
                **_settings(office, pack, period, position),
            },
            _formulations(office, period, position),
        ),
        charts=ReportCharts(pack, engine, shelf, asked.query, position).source(tables),
    )
    return Draft(org, name, outline, period, position, pack, compile_report(form, material), author)


def outline_of(pack: Pack, code: str) -> Outline:
    """Raises ``UnknownOutlineError``."""
    form = pack.outlines.get(code)
    if form is None:
        raise UnknownOutlineError(code)
    return form


@dataclass(frozen=True)
class _Questions:
    """Turns (indicator, reach) into a query."""

    pack: PackRef
    ledger: str
    org: str
    period: Period
    position: int
    author: str

    def query(self, indicator: str, reach: Reach) -> Query:
        post = self.author if reach is Reach.PERSON else ""
        scope = Scope(self.ledger, self.org, reach, "", post)
        return Query(indicator, self.pack, scope, self.period, ((self.ledger, self.position),))


class _Answers:
    """Figures computed at once, and one by one where an outline asks for more."""

    def __init__(self, known: Mapping[tuple[str, Reach], Figure], asked: _Questions, engine: Engine) -> None:
        self._known = dict(known)
        self._asked = asked
        self._engine = engine

    @property
    def known(self) -> tuple[Figure, ...]:
        """Those computed so far."""
        return tuple(self._known.values())

    def __call__(self, indicator: str, reach: Reach) -> Figure:
        key = (indicator, reach)
        if key not in self._known:
            self._known[key] = self._engine.compute(self._asked.query(indicator, reach))
        return self._known[key]


class _Traces:
    """The records behind figures: of those known beforehand traced together, of others one by one."""

    def __init__(self, engine: Engine, known: Sequence[Figure]) -> None:
        self._engine = engine
        queries = [one.query for one in known if one.records]
        self._known = dict(zip(queries, engine.trace_many(queries), strict=True))

    def __call__(self, figure: Figure) -> tuple[TraceRecord, ...]:
        return self._known.get(figure.query) or self._engine.trace(figure.query)


def _answers(form: Outline, pack: Pack, asked: _Questions, engine: Engine) -> _Answers:
    wanted = needed_figures(form, pack)
    figures = engine.compute_many([asked.query(indicator, reach) for indicator, reach in wanted])
    return _Answers(dict(zip(wanted, figures, strict=True)), asked, engine)


@dataclass(frozen=True)
class _Vocabulary:
    """Words of an outline. A formulation that the office does not keep is empty; any other unknown name is an error."""

    words: Mapping[str, str]
    formulations: Mapping[str, str]

    def __call__(self, name: str) -> str:
        kind, _, rest = name.partition(".")
        return self.formulations.get(rest, "") if kind == "formulation" else self.words[name]


def _words(pack: Pack, organisation: str, asked: _Questions, *, language: str) -> dict[str, str]:
    """The organisation is called what it calls itself; its posts are named in the outline's language."""
    posts = {code: name_en if language == "en" else name for code, name, name_en in pack.posts}
    year = asked.period.end.year
    place = organisation.removesuffix("妇联")
    return {
        "org.name": organisation,
        "org.place": place,
        "office.title": posts.get(asked.author, asked.author),
        "period.year": str(year),
        "period.next_year": str(year + 1),
        "period.last_year": str(year - 1),
    }


def _settings(office: Office, pack: Pack, period: Period, position: int) -> dict[str, str]:
    """What the office adopted; a pack's example is nobody's word, so a sentence about it is left out."""
    adopted = adopted_settings(office, day=period.end, position=position)
    values = {code: setting.value for code, setting in adopted.items()}
    return {f"setting.{code}": values.get(code, "") for code in setting_codes(pack)}


def _formulations(office: Office, period: Period, position: int) -> dict[str, str]:
    """The wording of each slot that is current on the period's last day; the newest list entry prevails."""
    current: dict[str, str] = {}
    for record in office.journal.of_types(office.ledger, (FormulationListed.type,), upto=position):
        body = record.entry.body
        assert isinstance(body, FormulationListed)
        if body.start <= period.end and (body.end is None or body.end >= period.end):
            current[body.slot] = body.text
    return current


def _organisation_name(tables: FactTables, org: str, period: Period) -> str:
    tree = OrganisationTree(tables.of(OrganisationFact))
    unit = tree.at(period.end).unit(org) if org in tree else None
    if unit is None:
        raise UnknownOrganisationError(org)
    return unit.name
