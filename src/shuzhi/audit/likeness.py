"""Whether two stretches of Chinese prose speak of one thing, or are one passage copied.

Shared pairs of characters for the first, rapidfuzz over the sentences with their numbers masked for the second.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from shuzhi.audit.model import Span

_GENERIC = re.compile(
    "进一步|不够|不足|不强|不深|不高|不多|不到位|还需|有待|仍需|需要|需|存在|问题|方面|工作|加强|增强|提升|提高|推动|推进|深入|深化"
    "|持续|有效|有形|全面|加大|力度|做好|开展|组织|妇联|妇女|党建|妇建|干部|群众|基层|广大|各级|全区|我区|我们|建设|发展|落实|强化|作用|发挥"
    "|能力|水平|机制|措施|情况|服务|活动|更加|以及|主要|原因|由于|因为|导致|如何|积极|切实|不断|引导|重点|新时代|要求|学习|贯彻|精神|重要|总书记|习近平"
    "|近年来|一定|部分|个别|有的|一些|相对|比较|较为|差距|短板|薄弱|欠缺|缺乏|缺少|创新|完善|健全|探索"
)
_BREAK = re.compile(r"[^\u4e00-\u9fffA-Za-z]+|[的了和与及在对是为于把被从以等其这那而且但]")
_NUMBERS = re.compile(
    r"[0-9０-９.,，]+|[一二三四五六七八九十百千万亿两〇零]+(?=[余多]?[个名人次场天件户篇条份家期])"
)


@dataclass(frozen=True, slots=True)
class Copied:
    """A sentence and the one it is a copy of, with their likeness in percent."""

    span: Span
    other: str
    likeness: int


def keywords(text: str) -> frozenset[str]:
    """The pairs of characters that carry what a passage is about; formulas and particles left out."""
    found: set[str] = set()
    for run in _BREAK.split(_GENERIC.sub("，", text)):
        found.update(run[i : i + 2] for i in range(len(run) - 1))
    return frozenset(found)


def touches(subject: str, text: str) -> bool:
    """Whether ``text`` takes up the matter of ``subject``: three of its key words, or half of a short one's."""
    wanted = keywords(subject)
    shared = len(wanted & keywords(text))
    return not wanted or shared >= min(3, (len(wanted) + 1) // 2)


def takes_up(text: str, *, heart: str, whole: str) -> bool:
    """Whether ``text`` answers a matter told in a ``heart`` clause and a ``whole`` paragraph, whose words count less."""
    wanted = keywords(whole)
    return touches(heart, text) or len(wanted & keywords(text)) >= max(5, len(wanted) // 5)


def copied_sentences(
    sentences: Sequence[tuple[Span, str]], others: Sequence[str], *, least: int
) -> Iterator[Copied]:
    """Sentences at least ``least`` percent alike with one of ``others``, numbers masked; short ones are left out."""
    mine = [(span, mask(text)) for span, text in sentences]
    mine = [(span, text) for span, text in mine if len(text) >= 24]
    theirs = {mask(text): text for text in others}
    choices = [text for text in theirs if len(text) >= 24]
    if not mine or not choices:
        return
    scores = process.cdist([text for _, text in mine], choices, scorer=fuzz.ratio, score_cutoff=least)
    for row, (span, _) in enumerate(mine):
        column = int(scores[row].argmax())
        likeness = int(scores[row][column])
        if likeness >= least:
            yield Copied(span, theirs[choices[column]], likeness)


def mask(text: str) -> str:
    """The text without spaces, every number as #, so that a copy with other numbers is still seen."""
    return _NUMBERS.sub("#", re.sub(r"\s+", "", text))
