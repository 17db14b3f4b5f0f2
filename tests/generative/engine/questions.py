"""Questions to ask of a generated ledger: indicators of every measure, scopes of every reach, cuts and positions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from random import Random

from shuzhi.catalog.model import Indicator, Pack
from shuzhi.engine.base import PackRef, Query, Reach, Scope
from shuzhi.values.period import Period
from tests.generative.engine.ledgers import OFFICE, OTHER, PEOPLE, UNITS
from tests.spec.packs import COUNTING
from tests.spec.stage import measure_of

MEASURES = {
    "count": '{count = ["talk", "class", "notice"]}',
    "count_mixed": '{count = ["talk", "visit"]}',
    "count_protected": '{count = ["visit"]}',
    "count_online": '{count = ["talk", "class"], where = [{mode = "online"}]}',
    "count_topic": '{count = [], where = [{field = {topic = ["law"]}}, {theme = "spring"}]}',
    "count_not": '{count = [], where = [{field_not = {topic = ["law"]}}, {hosts = 2}]}',
    "count_by": '{count = [], where = [{actor = {role = "lecturer", posts = ["chair", "vice"]}}]}',
    "count_any": '{count = [], where = [{any = [{form = "aggregate"}, {field_set = "topic"}]}]}',
    "count_paired": '{count = [], where = [{place = "paired_with"}]}',
    "sessions": '{sum = "sessions", of = ["talk", "class"]}',
    "copies": '{sum = "copies", of = ["talk", "class", "visit"]}',
    "heads": '{attendances = ["talk", "class", "notice"]}',
    "heads_all": "{attendances = []}",
    "heads_online": '{attendances = ["talk"], where = [{mode = "online"}]}',
    "heads_young": '{attendances = ["talk", "class"], where = [{category = ["young"]}]}',
    "heads_learner": '{attendances = ["talk", "class"], where = [{role = "learner"}, {category_not = ["young"]}]}',
    "people": '{people = ["talk", "class"]}',
    "people_learner": '{people = ["talk", "class"], where = [{role = "learner"}]}',
    "ratio": '{ratio = {num = {attendances = ["talk"]}, den = {count = ["talk"]}}, percent = false}',
    "share": '{share = {whole = {attendances = ["talk"]}, part = [{mode = "online"}]}}',
    "share_protected": '{share = {whole = {count = ["talk", "visit"]}, part = [{type = ["visit"]}]}}',
    "views": '{latest = "views"}',
    "opened": '{items = "problem", when = "opened"}',
    "reached": '{items = "problem", when = "reached", states = ["done"]}',
    "standing": '{items = "problem", when = "standing", states = ["open", "doing"]}',
    "overdue": '{items = "problem", when = "overdue"}',
    "cases": '{items = "case", when = "standing"}',
    "reviewed": '{items = "problem", when = "opened", where = [{field = {source = ["review"]}}]}',
    "causes": '{chain = "problem", steps = [["causes", "in", "cause"]]}',
    "answers": '{chain = "problem", steps = [["causes", "in", "activity"]]}',
}
INDICATORS = {
    code: Indicator(code, code, code, "", "tests", measure_of(text), "", "", ())
    for code, text in MEASURES.items()
}
PACK: Pack = replace(COUNTING, indicators=INDICATORS, small_cell=4)
PACK_REF = PackRef(PACK.code, PACK.version, PACK.digest)
PERIODS = [
    Period.year(2023),
    Period.year(2023),
    Period.year(2023),
    Period.parse("2023Q1"),
    Period.parse("2022-12-01..2023-03-31"),
    Period.year(2022),
]
RESTATED = [None, None, None, date(2022, 12, 31), date(2023, 12, 31)]


def scope_of(random: Random) -> Scope:
    kind = random.randint(0, 9)
    if kind == 0:
        return Scope("", "")
    if kind == 1:
        return Scope(OTHER, random.choice(UNITS[OTHER]))
    if kind == 2:
        return Scope(OFFICE, random.choice(["C", "D"]), Reach.TEAM)
    if kind == 3:
        return Scope(OFFICE, "D", Reach.PERSON, random.choice(PEOPLE))
    if kind == 4:
        return Scope(OFFICE, "D", Reach.PERSON, "", random.choice(["chair", "vice"]))
    reach = random.choice([Reach.SUBTREE, Reach.SUBTREE, Reach.SUBTREE, Reach.UNIT])
    if random.randint(0, 4) == 0:
        return Scope(OFFICE, random.choice(UNITS[OFFICE]), reach, under=random.choice(UNITS[OFFICE]))
    return Scope(OFFICE, random.choice(["C", "D", "D", *UNITS[OFFICE]]), reach)


def queries_of(random: Random, positions: Mapping[str, int], *, number: int) -> list[Query]:
    """Queries at the positions given; the first ones are plain, for whole units and a whole year."""
    at = tuple(sorted(positions.items()))
    plain = [
        Query(code, PACK_REF, Scope(OFFICE, random.choice(["C", "D"])), Period.year(2023), at)
        for code in ("count", "heads", "people")
    ]
    plain += [
        Query("count", PACK_REF, Scope(OFFICE, random.choice(["T1", "T2"])), Period.year(2023), at, day)
        for day in (date(2022, 12, 31), date(2023, 12, 31))
    ]
    codes = random.sample(list(MEASURES), min(number, len(MEASURES)))
    return plain + [
        Query(code, PACK_REF, scope_of(random), random.choice(PERIODS), at, random.choice(RESTATED))
        for code in codes
    ]
