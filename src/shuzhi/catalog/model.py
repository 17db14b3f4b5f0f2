"""What may be recorded and counted, declared as data: frozen nodes that check themselves when built.

A pack (TOML) becomes these nodes through ``catalog.load``. Nothing here knows how anything is computed or stored.
Names ending in ``_en`` are the English beside the Chinese.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

AttendanceKind = Literal["none", "headcount", "both"]
Strength = Literal["must", "should", "generally", "local"]


# ---------------------------------------------------------------------------------- what may be recorded
@dataclass(frozen=True, slots=True)
class QuantitySpec:
    code: str
    name: str
    name_en: str
    unit: str
    setting: str = ""  # offered only where the office adopted this local setting


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """A field that a type or item kind adds. ``values`` lists the allowed codes (empty: any short code or text-free value).

    ``holds`` "indicator": its value names an indicator of the pack, as outlines do (``code`` or ``code@reach``); with the
    item's target it says what number is to be reached. "organisation": its value is the code of a unit.
    """

    code: str
    name: str
    name_en: str
    values: tuple[tuple[str, str, str], ...] = ()  # (code, zh, en)
    many: bool = False
    holds: Literal["", "indicator", "organisation"] = ""


@dataclass(frozen=True, slots=True)
class Cadence:
    """A rule with a source, shown as a hint with the answer "not applicable, because …"; never a score."""

    times: int
    every: Literal["year", "half", "quarter", "month"]
    strength: Strength
    source: str
    source_en: str


@dataclass(frozen=True, slots=True)
class ActivityType:
    code: str
    name: str
    name_en: str
    line: str
    quantities: tuple[str, ...] = ()
    fields: tuple[FieldSpec, ...] = ()
    attendance: AttendanceKind = "headcount"
    roles: tuple[tuple[str, str, str], ...] = ()  # of those who act and of those present (code, zh, en)
    categories: tuple[tuple[str, str, str], ...] = ()  # of those present (code, zh, en)
    evidence: tuple[str, ...] = ()
    cadence: Cadence | None = None
    aliases: tuple[str, ...] = ()
    protected: bool = False
    observations: tuple[str, ...] = ()  # what is read off such an activity day by day (views of a video)


@dataclass(frozen=True, slots=True)
class ItemState:
    code: str
    name: str
    name_en: str
    final: bool = False


@dataclass(frozen=True, slots=True)
class Awaited:
    """What an item of a kind waits for while it lives: any one of ``links``; ``hint`` is the message code of the gap.

    A link is (link kind, direction) seen from the item: "out" where it is the source, "in" where it is the target.
    """

    links: tuple[tuple[str, Literal["out", "in"]], ...]
    hint: str


@dataclass(frozen=True, slots=True)
class ItemKind:
    code: str
    name: str
    name_en: str
    states: tuple[ItemState, ...]
    fields: tuple[FieldSpec, ...] = ()
    aliases: tuple[str, ...] = ()
    protected: bool = False
    awaits: tuple[Awaited, ...] = ()
    observations: tuple[str, ...] = ()  # what is read off such an item day by day (views of a series)
    line: str = ""  # the line of work that lists set it under
    place: int = 0  # where the pack declares it: the order of lists


@dataclass(frozen=True, slots=True)
class LinkKind:
    """``source`` and ``target`` are codes of item kinds, or "activity"; empty: any."""

    code: str
    name: str
    name_en: str
    source: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    place: int = 0  # where the pack declares it: the order of lists


# ---------------------------------------------------------------------------------- conditions
@dataclass(frozen=True, slots=True)
class TypeIn:
    types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FieldIn:
    """Some value of the field (of an activity or an item) is among ``values``."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FieldNotIn:
    """No value of the field is among ``values`` (true where the field is absent)."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FieldSet:
    name: str


@dataclass(frozen=True, slots=True)
class ThemeHas:
    theme: str


@dataclass(frozen=True, slots=True)
class ActorHas:
    """Some actor of the activity with this role (if given), a post among ``posts`` (if given), a rank among ``ranks`` (if given)."""

    role: str = ""
    posts: tuple[str, ...] = ()
    ranks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HostsAtLeast:
    number: int


@dataclass(frozen=True, slots=True)
class FormIs:
    form: str


@dataclass(frozen=True, slots=True)
class PlaceIn:
    """The place organisation (field ``place_org``) is the target of an open link of this kind from the scope's organisation, or simply set when ``link`` is ""."""

    link: str = ""


@dataclass(frozen=True, slots=True)
class RoleIs:
    """Of those present: role in the session (learner, volunteer …)."""

    role: str


@dataclass(frozen=True, slots=True)
class ModeIs:
    mode: str


@dataclass(frozen=True, slots=True)
class CategoryIn:
    categories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CategoryNotIn:
    categories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one holds. Only conditions on the activity (not on those present) may stand inside."""

    conditions: tuple[Condition, ...]


Condition = (
    TypeIn
    | FieldIn
    | FieldNotIn
    | FieldSet
    | ThemeHas
    | ActorHas
    | HostsAtLeast
    | FormIs
    | PlaceIn
    | RoleIs
    | ModeIs
    | CategoryIn
    | CategoryNotIn
    | AnyOf
)
HEAD_CONDITIONS = (RoleIs, ModeIs, CategoryIn, CategoryNotIn)  # filter those present, not the activity
Where = tuple[Condition, ...]  # all hold


# ---------------------------------------------------------------------------------- measures
@dataclass(frozen=True, slots=True)
class Count:
    """Distinct events; an aggregate line stands for its sessions. Conditions on those present hold where such a head was."""

    where: Where


@dataclass(frozen=True, slots=True)
class Sum:
    """Sum over distinct events of a quantity; ``sessions`` is the number of sessions held.

    Where several records speak of one event, the largest statement of it counts.
    """

    quantity: str
    where: Where


@dataclass(frozen=True, slots=True)
class Attendances:
    """人次: over sessions, the larger of headcount and signed-in, per (session, mode, role)."""

    where: Where


@dataclass(frozen=True, slots=True)
class People:
    """人数: distinct people; exact only when every head is named or the bounds meet, else an interval."""

    where: Where


@dataclass(frozen=True, slots=True)
class Ratio:
    """``numerator`` / ``denominator``; ``percent`` multiplies by 100. No value when the denominator is 0."""

    numerator: Measure
    denominator: Measure
    percent: bool = True


@dataclass(frozen=True, slots=True)
class Share:
    """The part of ``whole`` for which ``part`` also holds, in percent."""

    whole: Count | Sum | Attendances
    part: Where


@dataclass(frozen=True, slots=True)
class Latest:
    """Newest observation of ``measure`` on or before the period's end, per thing observed, then summed."""

    measure: str


@dataclass(frozen=True, slots=True)
class Items:
    """Items of a kind.

    ``when`` = "opened": opened in the period (and in one of ``states`` at its end, if given); "reached": entered one of ``states`` in the period (and stands in one of
    them at its end); "standing": in one of ``states`` on the period's last day (all states if empty);
    "overdue": due before or on the last day and not in a final state then.
    """

    kind: str
    when: Literal["opened", "reached", "standing", "overdue"]
    states: tuple[str, ...] = ()
    where: Where = ()


@dataclass(frozen=True, slots=True)
class Chain:
    """Distinct things at the end of a path of links, starting from items of ``start`` opened in the period.

    Each step is (link kind, direction, kind reached): direction "out" follows source -> target, "in" the reverse.
    """

    start: str
    steps: tuple[tuple[str, Literal["out", "in"], str], ...]
    where: Where = ()


Measure = Count | Sum | Attendances | People | Ratio | Share | Latest | Items | Chain


@dataclass(frozen=True, slots=True)
class Indicator:
    """``unit`` is as printed after the number; ``instead`` names the indicator printed where this one is an interval."""

    code: str
    name: str
    name_en: str
    unit: str
    owner: str
    measure: Measure
    counting_rule: str
    counting_rule_en: str
    aliases: tuple[str, ...]
    section: str = ""
    reach: Literal["person", "team", "unit", "subtree"] = "subtree"
    instead: str = ""
    protected: bool = False
    setting: str = ""  # shown only where the office adopted this local setting
    spec: str = ""  # an ASCII table: the ledger, the expected figure, and the neighbour that must not count


# ---------------------------------------------------------------------------------- outlines
@dataclass(frozen=True, slots=True)
class Sentence:
    """Text with placeholders.

    ``{code}`` prints a figure with its unit; ``{code@team}`` sets the reach; ``{code~}`` prints round wording (余, 近)
    where it is true; ``{org.name}``, ``{period.year}``, ``{office.title}``, ``{formulation.slot}`` print words.
    ``keep`` "known": left out when any figure in it is 0 or unknown; "always": printed as it comes.
    A sentence whose formulation slot or setting is empty is left out.
    """

    text: str
    keep: Literal["known", "always"] = "known"


@dataclass(frozen=True, slots=True)
class ParagraphSpec:
    sentences: tuple[Sentence, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class ItemListSpec:
    """One paragraph per item: of ``kind``, chosen by ``choose``, in order of opening, numbered 一是, 二是 ….

    Never an item opened after the period. ``choose``: "open" is not in a final state on the period's last day;
    "alive_in_period" was not yet in a final state when the period began; "linked" follows ``link`` from its parent.
    ``{title}`` comes without a closing full stop; a word the item does not bear is "".
    ``text`` may use ``{title}``, ``{state}``, ``{due}``, ``{owner}``, ``{target}``, ``{field.name}``; ``children`` are printed
    inside, following links. ``hint`` is a message code shown to the writer where a child is missing.
    """

    kind: str
    choose: Literal["open", "opened_in_period", "opened_before_period", "alive_in_period", "all", "linked"]
    text: str
    where: Where = ()
    link: tuple[str, Literal["out", "in"]] | None = None
    children: tuple[ItemListSpec, ...] = ()
    hint: str = ""
    empty: str = ""


@dataclass(frozen=True, slots=True)
class TableSpec:
    """Rows of figures: each row a label and indicator codes (``code`` or ``code@reach``) under ``columns``."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class ChartSpec:
    """A chart. ``draw`` "months" and "organisations" take one ``figure`` apart (``code`` or ``code@reach``); "plan" holds
    the items of ``kind`` that name an indicator and a target against what was done.
    """

    draw: Literal["months", "organisations", "plan"]
    title: str
    figure: str = ""
    kind: str = ""
    where: Where = ()


Block = ParagraphSpec | ItemListSpec | TableSpec | ChartSpec


@dataclass(frozen=True, slots=True)
class SectionSpec:
    """``level`` 1 is 一、, 2 is （一）; numbers are set by the renderer, never typed."""

    level: int
    title: str
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """``length`` is the gauge (least, most) in characters; advice only."""

    code: str
    name: str
    name_en: str
    title: str
    salutation: str
    sections: tuple[SectionSpec, ...]
    length: tuple[int, int]
    closing: str = ""
    lead: tuple[Sentence, ...] = ()  # the paragraph before the first heading
    language: str = "zh"  # of its text, and so of the words that the program prints beside the figures
    translates: str = ""  # code of the outline that this one says in another language, figure by figure


@dataclass(frozen=True, slots=True)
class Setting:
    """A local word or target that ships as a plainly marked example ([none] in national sources)."""

    code: str
    name: str
    name_en: str
    example: str
    note: str
    example_en: str = ""
    note_en: str = ""
    names: str = ""  # what its words name: "theme.<code>", or the choices of "field.<code>" one by one


@dataclass(frozen=True)
class Pack:
    """A pack and the digest of its canonical text; figures name both for ever."""

    code: str
    version: str
    name: str
    name_en: str
    digest: str
    quantities: dict[str, QuantitySpec]
    types: dict[str, ActivityType]
    item_kinds: dict[str, ItemKind]
    link_kinds: dict[str, LinkKind]
    indicators: dict[str, Indicator]
    outlines: dict[str, Outline]
    lines: tuple[tuple[str, str, str], ...] = ()
    posts: tuple[tuple[str, str, str], ...] = ()
    team_posts: tuple[str, ...] = ()
    organisation_kinds: tuple[tuple[str, str, str], ...] = ()
    settings: tuple[Setting, ...] = ()
    observations: tuple[QuantitySpec, ...] = ()
    small_cell: int = 5  # protected figures below this are suppressed
    themes: tuple[tuple[str, str, str], ...] = field(default=())
    ranks: tuple[tuple[str, str, str], ...] = field(default=())
    sections: tuple[tuple[str, str, str], ...] = ()  # headings that indicators stand under besides the lines
    departments: tuple[tuple[str, str, str], ...] = ()  # ``owner`` of an indicator is the Chinese name of one
    papers: tuple[tuple[str, str, str], ...] = ()  # ``evidence`` of a type lists their Chinese names
    uncounted: tuple[str, ...] = ()  # types and item kinds that no indicator counts, on purpose
    canonical: str = field(default="", repr=False)
