"""What a desk sees of things: an item or an activity as one line of words, its gaps with the ways to close them.

Sealed work and what belongs to units out of view are called that and nothing more.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse

from shuzhi.catalog.model import Awaited, ItemKind, ItemState, LinkKind, Pack
from shuzhi.ledger.entries import OPEN, ItemOpened
from shuzhi.ledger.facts import ObservationFact
from shuzhi.ledger.lives import ItemState as FoldedItem
from shuzhi.ledger.lives import fold_item
from shuzhi.messages import say
from shuzhi.usecases.item_loop import gaps_of, joined_by
from shuzhi.usecases.trace_figure import History, SealedRecordError, history_of
from shuzhi.web.addresses import subject_address
from shuzhi.web.desk import Desk
from shuzhi.web.page import Crumb
from shuzhi.web.present.histories import activity_status, organisations_of, title_of
from shuzhi.web.present.loops import Gap, Thing, due_words
from shuzhi.web.present.words import choice_name, day_words, days_words, name_of, number_words, unit_words


def history_to_act_on(desk: Desk, subject: str) -> History:
    """The history of something that may be seen and joined. Raises ``Http404``, ``PermissionDenied``, ``SealedRecordError``."""
    kind, _, key = subject.partition(":")
    if kind == "organisation":
        desk.must_see(key)
        return desk.history(subject)
    if kind not in ("item", "activity"):
        raise Http404(subject)
    history = desk.history(subject)
    orgs = organisations_of(history)
    if not orgs:
        raise Http404(subject)
    desk.must_see_any(orgs)
    return history


def item_to_act_on(desk: Desk, item: object) -> tuple[History, ItemOpened, ItemKind]:
    """An item of a known kind that this account may write about."""
    desk.must_write()
    history = history_to_act_on(desk, f"item:{item}")
    body = history.steps[0].record.entry.body
    if not isinstance(body, ItemOpened):
        raise Http404(history.subject)
    kind = desk.pack().item_kinds.get(body.kind)
    if kind is None:
        raise Http404(body.kind)
    return history, body, kind


def may_act_on(desk: Desk, subject: str) -> bool:
    try:
        history_to_act_on(desk, subject)
    except (Http404, PermissionDenied, SealedRecordError):
        return False
    return True


def thing_of(desk: Desk, subject: str) -> Thing:
    """Remembered for the request: a loop asks for the same thing more than once."""
    known: dict[str, Thing] = desk.once("things", dict)
    if subject not in known:
        known[subject] = _thing(desk, subject)
    return known[subject]


def state_of(kind: ItemKind | None, code: str) -> ItemState | None:
    return next((one for one in kind.states if one.code == code), None) if kind else None


def readings_of(desk: Desk, subject: str) -> tuple[ObservationFact, ...]:
    """What was read off a subject and stands, in order of days."""
    found: dict[str, list[ObservationFact]] = desk.once("readings", lambda: _readings(desk))
    return tuple(found.get(subject, ()))


def reading_words(desk: Desk, one: ObservationFact) -> str:
    """「播放量 1234 次」."""
    spec = next((each for each in desk.pack().observations if each.code == one.measure), None)
    number = number_words(one.value, desk.language)
    if spec is None:
        return f"{one.measure} {number}"
    return f"{name_of(spec, desk.language)} {number} {unit_words(spec.unit, desk.language)}"


def gaps_with_actions(desk: Desk, kind: ItemKind, state: str, subject: str) -> tuple[Gap, ...]:
    """Hints with the ways on, which only those who write are shown."""
    joined = desk.once("joined", lambda: joined_by(desk.standing_links()))
    return tuple(
        Gap(
            say(one.hint, {}, desk.language),
            tuple(_ways_on(desk, one, subject)) if desk.writes else (),
        )
        for one in gaps_of(kind, state, subject=subject, joined=joined)
    )


def opening_address(ledger: str, kind: str, *, link: str, way: str, subject: str) -> str:
    """The form for a new item that is joined to ``subject``; ``way`` is seen from the new item."""
    asked = {"kind": kind, "link": link, "way": way, "to": subject}
    return f"{reverse('item_new', args=(ledger,))}?{urlencode(asked)}"


def linking_address(ledger: str, subject: str, choice: str = "") -> str:
    kind, _, key = subject.partition(":")
    path = reverse("subject_link", args=(ledger, kind, key))
    return f"{path}?{urlencode({'as': choice})}" if choice else path


def far_ends(link: LinkKind, way: str, pack: Pack) -> tuple[str, ...]:
    """What may stand at the other end of a link, seen from the end that goes ``way``."""
    named = link.target if way == "out" else link.source
    return named or (*(code for code, kind in pack.item_kinds.items() if not kind.protected), "activity")


def _ways_on(desk: Desk, awaited: Awaited, subject: str) -> Iterator[Crumb]:
    pack, language = desk.pack(), desk.language
    for code, way in awaited.links:
        link = pack.link_kinds.get(code)
        for end in far_ends(link, way, pack) if link else ():
            if end in pack.item_kinds and not pack.item_kinds[end].protected:
                name = name_of(pack.item_kinds[end], language)
                other_way = "out" if way == "in" else "in"
                href = opening_address(desk.ledger, end, link=code, way=other_way, subject=subject)
                yield Crumb(say("items.loop.add", {"kind": name}, language), href)
    first, way = awaited.links[0]
    yield Crumb(say("items.loop.join", {}, language), linking_address(desk.ledger, subject, f"{first}.{way}"))


def _thing(desk: Desk, subject: str) -> Thing:
    try:
        history = history_of(desk.office, subject)
    except SealedRecordError:
        return Thing(subject, "", say("web.record.sealed", {}, desk.language))
    if not any(desk.may_see(org) for org in organisations_of(history)):
        return Thing(subject, "", say("web.record.elsewhere", {}, desk.language))
    return _item(desk, history) if subject.startswith("item:") else _activity(desk, history)


def _item(desk: Desk, history: History) -> Thing:
    pack, language = desk.pack(), desk.language
    folded = fold_item([step.record for step in history.steps])
    assert folded.opened is not None
    kind, last = pack.item_kinds.get(folded.opened.kind), folded.spans[-1]
    state = state_of(kind, last.state)
    final = bool(state and state.final) or folded.closed is not None
    return Thing(
        subject=history.subject,
        kind=name_of(kind, language) if kind else folded.opened.kind,
        title=title_of(history, pack=pack, language=language),
        href=subject_address(desk.ledger, history.subject),
        state=name_of(state, language) if state else last.state,
        sign="ended" if final else "",
        when=due_words(last.due, today=desk.today(), ended=final, language=language),
        owner=choice_name(pack.posts, last.owner, language),
        reading=_newest_reading(desk, history.subject),
        gaps=gaps_with_actions(desk, kind, last.state, history.subject) if kind else (),
        measured=last.target is not None and _names_indicator(kind, folded),
    )


def _names_indicator(kind: ItemKind | None, state: FoldedItem) -> bool:
    holding = {spec.code for spec in kind.fields if spec.holds == "indicator"} if kind else set()
    return any(name in holding for name, _ in state.fields)


def _activity(desk: Desk, history: History) -> Thing:
    pack, language, state = desk.pack(), desk.language, history.state
    if state is None or state.newest is None:
        return Thing(history.subject, "", history.subject)
    detail = state.newest.detail
    kind = pack.types.get(detail.type)
    status, sign = activity_status(state, language)
    return Thing(
        subject=history.subject,
        kind=name_of(kind, language) if kind else detail.type,
        title=title_of(history, pack=pack, language=language),
        href=subject_address(desk.ledger, history.subject),
        state=status,
        sign=sign,
        when=days_words(detail.start, detail.end, language),
        reading=_newest_reading(desk, history.subject),
    )


def _newest_reading(desk: Desk, subject: str) -> str:
    found = readings_of(desk, subject)
    if not found:
        return ""
    words = {"value": reading_words(desk, found[-1]), "day": day_words(found[-1].day, desk.language)}
    return say("items.reading.newest", words, desk.language)


def _readings(desk: Desk) -> dict[str, list[ObservationFact]]:
    found: dict[str, list[ObservationFact]] = {}
    rows = (one for one in desk.rows("observation", ObservationFact) if one.compartment == OPEN)
    for one in sorted(rows, key=lambda row: (row.day, row.position)):
        found.setdefault(one.about, []).append(one)
    return found
