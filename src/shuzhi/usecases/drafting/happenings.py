"""A pasted text cut into happenings: one stretch per activity, with its days and its announcing sentence.

A new day with an announcing verb begins another happening, and so does 下午 or 随后 with a new activity; sentences
that go on about the same one (活动中, 会上) stay with it. A line of a quarter with numbers of sessions is cut by its
numbers into aggregate lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from shuzhi.audit.layout import cut
from shuzhi.audit.vocabulary import Vocabulary
from shuzhi.claims.model import Claim
from shuzhi.usecases.drafting.days import When, days_named
from shuzhi.usecases.drafting.kinds import types_in
from shuzhi.usecases.drafting.model import Span
from shuzhi.usecases.drafting.shapes import VERB
from shuzhi.values.units import UnitFamily, family

_SENTENCE = re.compile(r"[。！？!?\n；;]+")
_GOES_ON = re.compile(
    r"^[\s\u3000]*(?:活动中|活动现场|活动上|会上|会议(?!室)|讲座(?:中|上|现场)|培训(?:中|班上|期间|采取|采用|内容|邀请|围绕)|课堂上|期间|现场|此次|本次|该|据了解|据悉|下一步"
    r"|通过|参加|参训|与会|学员|大家|课后|最后|截至|同时|其间|党课|宣讲(?:中|员)|志愿者|讲师|老师|专家|律师|调研(?:中|组)|座谈(?:中|会上))"
)
LABELLED = re.compile(r"(?:^|\n)[ \t\u3000]*[\u4e00-\u9fff]{2,6}[：:]")
_NEXT = re.compile(
    r"(?:^|(?<=[，,\s]))(?:上午|下午|当天下午|当日下午|同日|同天|次日|随后|会后|活动结束后|讲座结束后|结束后)"
)
_STRONG = re.compile("举办|召开|开展|举行|走访|慰问|看望|组织|宣讲")
_CLAUSE = re.compile(r"[，,；;。\n]+")
_DID = re.compile("走访|慰问|看望|调解|化解|排查|接待|举办|开展|召开|组织|新建|成立|评选|命名|订阅|制作|推送")
_HEADLINE = 45


@dataclass(frozen=True, slots=True)
class Happening:
    """``span`` is all that is told of it, ``announced`` its first sentence, ``when`` None where no day is named.

    ``sessions`` is the claim that makes it an aggregate line, else None; ``told_by`` the sentence that names its host
    where that is another than the announcing one.
    """

    span: Span
    announced: Span
    when: When | None
    headline: Span | None = None
    sessions: int | None = None
    told_by: Span | None = None


def happenings(
    text: str, *, received: date, claims: Sequence[Claim], vocabulary: Vocabulary
) -> tuple[Happening, ...]:
    """The activities of a brief, in order."""
    headline, start = _headline(text)
    if len(LABELLED.findall(text)) >= 3:
        when = next(iter(days_named(text, received)), None)
        return (Happening((0, len(text)), (0, len(text)), when),)
    whens = [when for when in days_named(text, received) if when.span[0] >= start]
    if not whens:
        whens = list(days_named(text, received))
    told = _told(text, start, whens, vocabulary)
    found: list[Happening] = []
    for place, one in enumerate(told):
        before = told[place - 1].announced if place else None
        whole = Happening(
            one.span, one.announced, one.when, headline if len(told) == 1 else None, told_by=before
        )
        found += _aggregates(text, whole, claims, vocabulary) or [whole]
    return tuple(found)


@dataclass
class _Running:
    start: int
    end: int
    announced: Span
    when: When | None
    types: frozenset[str]

    @property
    def span(self) -> Span:
        return self.start, self.end


def _told(text: str, start: int, whens: Sequence[When], vocabulary: Vocabulary) -> list[_Running]:
    running: list[_Running] = []
    for sentence in _sentences(text, start, whens):
        known = running[-1].when if running else None
        inside = (w for w in whens if sentence[0] <= w.span[0] < sentence[1])
        when = next((w for w in inside if not _is_of_a_name(text, sentence, w, known)), None)
        verb = VERB.search(text, *sentence)
        types = types_in(vocabulary, text[sentence[0] : sentence[1]])
        if not running or _begins_another(
            text, sentence, running[-1], when, verb is not None and bool(types), types
        ):
            inherited = when or (running[-1].when if running else None)
            running.append(_Running(*sentence, sentence, inherited, types))
            continue
        last = running[-1]
        last.end = sentence[1]
        last.types |= types
        if last.when is None and when is not None:
            last.when = when
        if VERB.search(text, *last.announced) is None and verb is not None:
            last.announced = sentence
    return running


def _is_of_a_name(text: str, sentence: Span, when: When, known: When | None) -> bool:
    """三季度 in 下午召开三季度支部党员大会: after a day, a quarter behind the verb names the meeting, not its time."""
    after_day = known is not None and not known.is_period and when.is_period
    return after_day and VERB.search(text, sentence[0], when.span[0]) is not None


def _begins_another(
    text: str, sentence: Span, last: _Running, when: When | None, announces: bool, types: frozenset[str]
) -> bool:
    words = text[sentence[0] : sentence[1]]
    if _GOES_ON.match(words):
        return False
    known = last.when
    other_day = when if known and when and (when.start, when.end) != (known.start, known.end) else None
    if other_day is not None and (
        announces or _tells(text, sentence, other_day) or _listed(text, sentence, other_day)
    ):
        return True
    if not announces:
        return False
    return bool(_NEXT.search(words[:14])) and bool(_STRONG.search(words)) and not types <= last.types


def _listed(text: str, sentence: Span, when: When) -> bool:
    """5月12日，花艺沙龙，24人；5月28日，安全讲座，46人: each day opens a line of a list."""
    return not text[sentence[0] : when.span[0]].strip() and text[when.span[1] : when.span[1] + 1] in tuple(
        "，,：: "
    )


def _tells(text: str, sentence: Span, when: When) -> bool:
    """A day at the beginning of its sentence with a verb after it, not 自…起 or 将于…."""
    before = text[sentence[0] : when.span[0]]
    early = len(before) <= 16 and not re.search("自|从|截至|将|拟|计划|于此", before)
    return early and VERB.search(text, when.span[1], sentence[1]) is not None


def _sentences(text: str, start: int, whens: Sequence[When]) -> Iterator[Span]:
    """Sentences, cut once more before a second date that is followed by its own verb."""
    for sentence in cut(text, (start, len(text)), _SENTENCE):
        inside = [w for w in whens if sentence[0] <= w.span[0] < sentence[1]]
        at = sentence[0]
        for before, when in pairwise(inside):
            told = VERB.search(text, before.span[1], when.span[0])
            if told and VERB.search(text, when.span[1], sentence[1]) and text[when.span[0] - 1] in "，,、":
                yield at, when.span[0]
                at = when.span[0]
        yield at, sentence[1]


def _headline(text: str) -> tuple[Span | None, int]:
    """A short first line without a full stop, and where the brief itself begins."""
    end = text.find("\n")
    first = text[:end] if end > 0 else ""
    if (
        first.strip()
        and not LABELLED.search(first)
        and len(first.strip()) <= _HEADLINE
        and not re.search("[。！？；]", first)
        and text[end:].strip()
    ):
        return (0, end), end + 1
    return None, 0


def _aggregates(
    text: str, whole: Happening, claims: Sequence[Claim], vocabulary: Vocabulary
) -> list[Happening]:
    """One happening per number of sessions, where the time named is a month or longer or none."""
    if whole.when is not None and not whole.when.is_period:
        return []
    start, end = whole.span
    sessions = [i for i, claim in enumerate(claims) if start <= claim.start < end and _is_series(claim)]
    if (
        whole.when is not None
        and whole.when.is_part
        and not (sessions and _opens(claims, whole, sessions[0]))
    ):
        return []
    if not sessions:
        return _told_apart(text, claims, whole, vocabulary)
    at = _after_what_was_told(text, claims, start, claims[sessions[0]].start)
    found: list[Happening] = []
    if at > start:
        before = Happening((start, at), (start, at), whole.when, told_by=whole.told_by)
        found += _told_apart(text, claims, before, vocabulary) or [before]
    for place, index in enumerate(sessions):
        stop = end if place + 1 == len(sessions) else _between(text, claims, sessions[place + 1])
        series = Happening((at, stop), whole.announced, whole.when, None, index)
        found += _without_sessions(text, claims, series, vocabulary)
        at = stop
    return found


def _after_what_was_told(text: str, claims: Sequence[Claim], start: int, sessions: int) -> int:
    """Where the sentence with the first number of sessions begins, if one with numbers of its own stands before it."""
    marks = [hit.end() for hit in re.finditer("[；;。]", text[start:sessions])]
    at = start + marks[-1] if marks else start
    return at if any(start <= claim.start < at for claim in claims) else start


def _opens(claims: Sequence[Claim], whole: Happening, sessions: int) -> bool:
    """Whether a number of sessions is the first number told: 上旬 with another before it tells of one event."""
    return not any(whole.span[0] <= claim.start < claims[sessions].start for claim in claims)


def _without_sessions(
    text: str, claims: Sequence[Claim], series: Happening, vocabulary: Vocabulary
) -> Iterator[Happening]:
    """The series, and each later clause that tells of something else with a number but no sessions of its own."""
    start, end = series.span
    counted = claims[series.sessions or 0].end
    cuts = [
        start,
        *_cuts(text, claims, (counted, end), types_in(vocabulary, text[start:counted]), vocabulary),
    ]
    yield Happening((start, (*cuts, end)[1]), series.announced, series.when, None, series.sessions)
    for at, stop in pairwise((*cuts[1:], end)):
        yield Happening((at, stop), (at, stop), series.when, told_by=series.announced)


def _told_apart(
    text: str, claims: Sequence[Claim], whole: Happening, vocabulary: Vocabulary
) -> list[Happening]:
    """A quarter told without any number of sessions, 接待…47人次，化解…38件: one line for each thing done; [] for one."""
    start, end = whole.span
    first = next((claim.end for claim in claims if start <= claim.start < end), end)
    cuts = tuple(_cuts(text, claims, (first, end), types_in(vocabulary, text[start:first]), vocabulary))
    if whole.when is None or not cuts:
        return []
    rest = (
        Happening((at, stop), (at, stop), whole.when, told_by=whole.announced)
        for at, stop in pairwise((*cuts, end))
    )
    announced = whole.announced[0], min(whole.announced[1], cuts[0])
    return [Happening((start, cuts[0]), announced, whole.when, told_by=whole.told_by), *rest]


def _cuts(
    text: str, claims: Sequence[Claim], zone: Span, told: frozenset[str], vocabulary: Vocabulary
) -> Iterator[int]:
    """Where clauses begin that tell, with a number and a word of doing, of something not told before."""
    for start, end in cut(text, zone, _CLAUSE):
        words = text[start:end]
        kinds = types_in(vocabulary, words)
        other = not kinds <= told or text[start - 1] in "；;。"
        if other and _DID.search(words) and any(start <= claim.start < end for claim in claims):
            yield start
            told |= kinds


def _between(text: str, claims: Sequence[Claim], sessions: int) -> int:
    """Where the words of the next series begin: after the number before it."""
    before = claims[sessions - 1].end if sessions else 0
    mark = re.search("[，,；;。、]", text[before : claims[sessions].start])
    return before + mark.end() if mark else before


def _is_series(claim: Claim) -> bool:
    return (
        family(claim.unit) is UnitFamily.SESSIONS
        and claim.part_of is None
        and not claim.per
        and claim.unit != "届"
    )
