"""Builds the example: everything that happened in the invented district, as entries in the order of their instants."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import islice
from random import Random

from shuzhi.catalog.model import Pack
from shuzhi.ledger.entries import (
    Entry,
    FormulationListed,
    ObservationMade,
    PackAdopted,
    PeriodClosed,
    ValueCited,
    ValueDeclared,
)
from shuzhi.usecases.example.activities import SHEET, Happened, Scene, happenings
from shuzhi.usecases.example.agenda import Life, link, live, plan, problems, registers, research, review
from shuzhi.usecases.example.pen import REVIEWER, Pen
from shuzhi.usecases.example.people import register_all
from shuzhi.usecases.example.places import DISTRICT, OFFICE, District, Place, lay_out, open_all
from shuzhi.usecases.example.work import ALL_WORK, VIDEO_WORK
from shuzhi.usecases.office import Office
from shuzhi.values.period import SHANGHAI

BATCH = 1_000  # entries in one append: one transaction each
_SERIES = (
    ("reading", "书香里的她们"),
    ("skills", "巧手课堂"),
    ("family", "家风小故事"),
    ("law", "一分钟说法"),
)


@dataclass(frozen=True, slots=True)
class Built:
    """What was written: ``activities`` recorded and ``position`` of the last entry."""

    entries: int
    activities: int
    position: int


def build_example(
    office: Office, *, pack: Pack, seed: int, scale: int, progress: Callable[[int, int], None]
) -> Built:
    """Append the example to an empty ledger; ``progress`` is told entries written and entries in all."""
    office.evidence.put(SHEET)
    entries = example_entries(office.ledger, pack=pack, seed=seed, scale=scale)
    written = 0
    for batch in _batches(entries):
        office.journal.append(office.ledger, batch)
        written += len(batch)
        progress(written, len(entries))
    recorded = sum(entry.body.type == "activity.recorded" for entry in entries)
    return Built(written, recorded, office.journal.head(office.ledger).position)


def example_entries(ledger: str, *, pack: Pack, seed: int, scale: int) -> tuple[Entry, ...]:
    """Every entry in the order of its instant; the same for the same seed, scale and pack."""
    pen = Pen(ledger, Random(seed))
    district = lay_out(scale)
    _adopt(pen, pack)
    open_all(pen, district)
    people = register_all(pen, district)
    paired = (district.villages[0], district.villages[1], district.villages[11], district.villages[20])
    names = {place.code: place.name for place in _everybody(district)}
    scene = Scene(pen, pack, district, people, paired, names)
    for place in paired:
        link(pen, "paired_with", f"organisation:{DISTRICT}", f"organisation:{place.code}", date(2022, 1, 19))
    _agenda(scene)
    _work(scene, scale)
    _papers(pen)
    return pen.entries()


def _everybody(district: District) -> Iterator[Place]:
    yield from (OFFICE, *district.towns, *district.villages)
    yield from (*district.quarters, *district.new_sector, *district.partners)


def _adopt(pen: Pen, pack: Pack) -> None:
    at = datetime(2022, 1, 1, 8, 0, tzinfo=SHANGHAI)
    body = PackAdopted(pack=pack.code, version=pack.version, digest=pack.digest)
    pen.write(at, body, by=REVIEWER, beside={"pack": pack.canonical})


def _work(scene: Scene, scale: int) -> None:
    for work in ALL_WORK:
        more = scale if work.level in ("towns", "villages") else 1
        for year, share in ((2022, 0.88), (2023, 1.0)):
            times = work.times if work.times <= 2 else max(1, round(work.times * share * more))
            for _ in happenings(scene, work, year, times=times):
                pass


def _agenda(scene: Scene) -> None:
    pen = scene.pen
    plan(pen)
    review(pen)
    problems(pen)
    research(pen)
    communities = [place.code for place in scene.paired]
    registers(pen, communities)
    _videos(scene)


def _videos(scene: Scene) -> None:
    """Episodes of the series with view counts read off month by month."""
    pen = scene.pen
    for code, title in _SERIES:
        series = live(pen, Life("video_series", date(2022, 1, 1), "running", title))
        for year, times in ((2022, 6), (2023, 8 if code != "law" else 5)):
            for episode in happenings(scene, VIDEO_WORK, year, times=times):
                link(pen, "episode_of", f"activity:{episode.activity}", series, episode.at.date())
                _views(pen, episode)


def _views(pen: Pen, episode: Happened) -> None:
    seen, day = 0, episode.at.date()
    for _ in range(pen.between(2, 4)):
        day += timedelta(days=pen.between(9, 40))
        seen += pen.between(87, 946)
        if day > date(2023, 12, 31):
            return
        body = ObservationMade(
            observation=pen.new_id(), about=f"activity:{episode.activity}", org=DISTRICT, measure="views",
            value=Decimal(seen), day=day,
        )  # fmt: skip
        pen.write(pen.after(pen.instant(day), days=(0, 2)), body)


def _papers(pen: Pen) -> None:
    """A value from an old paper of our own, another organ's figure, stocks, wordings and the closed year."""
    for measure, values in (
        ("executives", (431, 447)),
        ("checked_in_members", (7, 7)),
        ("volunteers", (389, 463)),
        ("federations", (74, 83)),
    ):
        for year, value in zip((2022, 2023), values, strict=True):
            body = ObservationMade(
                observation=pen.new_id(), about=f"organisation:{DISTRICT}", org=DISTRICT, measure=measure,
                value=Decimal(value), day=date(year, 12, 8),
            )  # fmt: skip
            pen.write(pen.instant(date(year, 12, 11)), body)
    declared = ValueDeclared(
        value_id=pen.new_id(), org=DISTRICT, indicator="outreach_sessions", start=date(2021, 1, 1),
        end=date(2021, 12, 31), value=Decimal(113), unit="场", document="2021年度工作总结", document_day=date(2021, 12, 27),
    )  # fmt: skip
    pen.write(pen.instant(date(2022, 1, 14)), declared)
    cited = ValueCited(
        value_id=pen.new_id(), org=DISTRICT, indicator="screening_people", start=date(2023, 1, 1), end=date(2023, 12, 31),
        value=Decimal(2347), unit="人", source_org="有据区妇幼保健所", document="两癌筛查工作情况通报",
        document_day=date(2023, 11, 21),
    )  # fmt: skip
    pen.write(pen.instant(date(2023, 11, 24)), cited)
    closed = PeriodClosed(org=DISTRICT, start=date(2022, 1, 1), end=date(2022, 12, 31))
    pen.write(pen.instant(date(2023, 1, 31)), closed, by=REVIEWER)
    wording = FormulationListed(
        formulation=pen.new_id(),
        slot="opening",
        text="按照区里年度工作安排",
        start=date(2023, 1, 1),
        end=date(2023, 12, 31),
    )
    pen.write(pen.instant(date(2023, 1, 9)), wording)


def _batches(entries: Sequence[Entry]) -> Iterator[tuple[Entry, ...]]:
    rest = iter(entries)
    while batch := tuple(islice(rest, BATCH)):
        yield batch
