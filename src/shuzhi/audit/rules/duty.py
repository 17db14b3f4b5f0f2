"""What a duty report owes its readers: causes for problems, steps for causes, and the word "I". Hints, never locks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shuzhi.audit.case import Case
from shuzhi.audit.layout import Part
from shuzhi.audit.likeness import takes_up, touches
from shuzhi.audit.model import Finding, Level, Span
from shuzhi.audit.rulebook import gives
from shuzhi.audit.structure import (
    CAUSE,
    DATE,
    OWNER,
    STEP,
    Matter,
    causes,
    causes_stand_apart,
    excerpt,
    matters,
)

_FIRST_PERSON = re.compile("(?<![自忘])我(?![们区市县省旗盟国镇乡街会党校单院局部为军])|本人")
_QUOTED = re.compile("“[^”]*”|《[^》]*》")


@gives("audit.problem_without_cause")
def problem_without_cause(case: Case) -> Iterator[Finding]:
    """每个问题之后写明原因，在同一段中，或在分析原因的标题之下。

    Each problem is followed by its cause, in its own paragraph or under a heading of causes."""
    if causes_stand_apart(case.layout):
        return
    for matter in matters(case.layout, Part.PROBLEMS):
        if not CAUSE.search(matter.text):
            yield _of_matter(matter, "audit.problem_without_cause", Level.ADVICE)


@gives("audit.problem_without_step")
def problem_without_step(case: Case) -> Iterator[Finding]:
    """每个问题都有举措，在同一段中，或在下一步打算之中。

    Each problem is taken up by a step: in its own paragraph, or among the plans for the year ahead."""
    ahead = _ahead(case)
    for matter in matters(case.layout, Part.PROBLEMS):
        if not STEP.search(matter.text) and not takes_up(ahead, heart=matter.heart, whole=matter.text):
            yield _of_matter(matter, "audit.problem_without_step", Level.WARNING)


@gives("audit.cause_without_step")
def cause_without_step(case: Case) -> Iterator[Finding]:
    """写明的每个原因都有对应举措，在同一段中，或在下一步打算之中。

    Each cause that is named is met by a step, in its own paragraph or among the plans."""
    ahead = _ahead(case)
    for matter in matters(case.layout, Part.PROBLEMS):
        for cause in causes(matter):
            met = touches(cause, ahead) or takes_up(ahead, heart=matter.heart, whole=matter.text)
            if not met and not STEP.search(matter.text):
                yield _of_matter(matter, "audit.cause_without_step", Level.ADVICE, cause=excerpt(cause))
                break


@gives("audit.steps_without_number", "audit.steps_without_date", "audit.steps_without_owner")
def steps_complete(case: Case) -> Iterator[Finding]:
    """举措有数量、有时限、有负责人，来年才能核对。

    A step can be checked next year when it has a number, a date and an owner."""
    steps = matters(case.layout, Part.NEXT)
    lacks = {
        "audit.steps_without_number": [step for step in steps if not _states_number(case, step)],
        "audit.steps_without_date": [step for step in steps if not DATE.search(_plain(step.text))],
        "audit.steps_without_owner": [step for step in steps if not OWNER.search(_plain(step.text))],
    }
    for code, lacking in lacks.items():
        if lacking:
            spans: tuple[Span, ...] = tuple(step.span for step in lacking)
            args = {
                "lacking": str(len(lacking)),
                "total": str(len(steps)),
                "first": excerpt(lacking[0].heart),
            }
            yield Finding(code, Level.ADVICE, spans, (), args)


@gives("audit.no_first_person")
def no_first_person(case: Case) -> Iterator[Finding]:
    """述职报告是任职者本人的报告，文中应有“我”或“本人”。

    A duty report is the office holder's own account: somewhere it says 我 or 本人."""
    if case.is_duty_report and not _FIRST_PERSON.search(_plain(case.text)):
        place = case.text.find("述职")
        span = (place, place + 2) if place >= 0 else (0, min(len(case.text), 10))
        yield Finding("audit.no_first_person", Level.ADVICE, (span,), (), {})


def _ahead(case: Case) -> str:
    return "\n".join(case.text[s.start : s.end] for s in case.sections(Part.NEXT))


def _states_number(case: Case, step: Matter) -> bool:
    start = case.text.find(step.text)
    return any(start <= claim.start < start + len(step.text) for claim in case.claims)


def _plain(text: str) -> str:
    """Without titles of papers and quoted names, whose words are not the writer's."""
    return _QUOTED.sub("", text)


def _of_matter(matter: Matter, code: str, level: Level, **more: str) -> Finding:
    return Finding(code, level, (matter.span,), (), {"matter": excerpt(matter.heart), **more})
