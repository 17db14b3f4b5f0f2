"""What speaks for each indicator, weighed: the words counted, the words around, the series, the whole.

In falling weight: what is counted against an indicator's aliases; an alias or an activity's name near the number;
the sessions that heads belong to; words further left. The unit's family is a condition, never a weight: 人 does not
meet 人次. Knows no figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from shuzhi.audit.aspects import reach_in
from shuzhi.audit.layout import Part
from shuzhi.audit.model import Candidate
from shuzhi.audit.series import HEADS
from shuzhi.audit.vocabulary import Hit, Term, Vocabulary, normalise
from shuzhi.catalog.model import Indicator
from shuzhi.claims.model import Claim
from shuzhi.values.units import UnitFamily, family, may_count_same

_WORTH_SHOWING = 0.4
_CASES = frozenset({"件", "件次", "宗", "起", "例", "例次"})
_GENERIC = re.compile(
    "受众|听众|观众|学员|妇女|群众|家长|儿童|党员|干部|执委|人员|代表|居民|村民|职工|学生|女生|骨干|姐妹|志愿者|女性"
    "|参训|参加|到课|到会|到场|受益|惠及|覆盖|家庭|对象|参与|观看|播放"
)
_EVENT = re.compile("参加|参训|培训|举办|开展|召开|新建|成立|新增|再添|走访|慰问|评选|授牌|表彰|命名")
_STOCK = re.compile("共有|现有|建有|在册|总数")
_STAGE = re.compile("办结|答复|采纳|整改")
_QUALIFIER = re.compile("优秀|十佳|示范|星级|国家级|自治区级|省级|市级|特色|标准化")
_EACH = re.compile(r"人均|户均|均|每[一]?[人户场次名村个天月周年]$|各$")
_PLAIN_TAIL = re.compile("活动|工作|次数|场次|人次|人数|件数|班|会|资金|金")
_DEED_TAIL = re.compile(
    "学习|研讨|培训|宣讲|调研|走访|服务|讲座|评选|授课|慰问|检查|督导|观看|参加|开展|举办"
)
_LEVELS = frozenset("省市县区乡镇村")
"""区妇联 is no 小区妇联: a body of a level is not the end of a longer word."""
_THIN = 0.55
_BARE = 2
"""家庭, 妇女 alone name no kind of families or people."""
_SHORT = 14
"""A stretch of at most this many characters between two numbers goes on about the first."""
_RATE = re.compile("[\u4e00-\u9fff]?(?:占比|比例|比重|率)|占|(?:覆盖|完成|达标|合格|普及|参与|知晓|优秀)率")
_LIST = re.compile("[、和及与]")


@dataclass(frozen=True)
class Surroundings:
    """The words around one claim: ``own`` since the claim before it, ``left`` the sentence so far.

    ``series`` is the indicator of the sessions that heads belong to, ``whole`` that of the whole a part belongs to,
    ``carried`` that of the claim just before.
    """

    what: str
    own: str
    left: str
    right: str
    section: str
    part: Part
    series: str = ""
    whole: str = ""
    carried: str = ""


def rank(vocabulary: Vocabulary, claim: Claim, around: Surroundings) -> tuple[Candidate, ...]:
    """At most five candidates, best first."""
    return _Weighing(vocabulary, claim, around).ranked()


@lru_cache(maxsize=262144)
def similarity(what: str, alias: str) -> float:
    """How far two short phrases name one thing: 1 when equal, high when one holds the other, else by shared pairs."""
    if not what or not alias:
        return 0.0
    if what == alias:
        return 1.0
    if alias in what:
        return 0.7 + 0.25 * len(alias) / len(what)
    if what in alias:
        return _share_of_alias(what, alias)
    if len(what) >= 4 and len(set(what)) >= 3 and set(what) <= set(alias):
        return 0.66
    mine, theirs = _pairs_of(what), _pairs_of(alias)
    shared = len(mine & theirs)
    return 0.85 * 2 * shared / (len(mine) + len(theirs)) if shared else 0.0


def _share_of_alias(what: str, alias: str) -> float:
    """By how much of the alias the words cover: its end names the thing, its beginning only what the thing is for."""
    share = 0.5 * len(what) / len(alias)
    before, _, rest = alias.partition(what)
    if before and what[0] in _LEVELS:
        return 0.15 + share
    if not rest:
        return 0.38 + share
    return (0.3 if _PLAIN_TAIL.fullmatch(rest) else 0.15) + share


class _Evidence:
    """What speaks for each indicator: the best score and its word per kind of evidence."""

    def __init__(self) -> None:
        self._found: dict[str, dict[str, tuple[float, str]]] = {}

    def add(self, code: str, kind: str, score: float, word: str) -> None:
        kinds = self._found.setdefault(code, {})
        if score > kinds.get(kind, (0.0, ""))[0]:
            kinds[kind] = score, word

    def codes(self) -> tuple[str, ...]:
        return tuple(self._found)

    def score(self, code: str) -> float:
        """The strongest evidence counts in full, each further kind adds a little."""
        kinds = self._found[code]
        return max(score for score, _ in kinds.values()) + 0.02 * (len(kinds) - 1)

    def reasons(self, code: str) -> tuple[str, ...]:
        kinds = sorted(self._found[code].items(), key=lambda pair: -pair[1][0])
        return tuple(f"{kind}:{word}" for kind, (_, word) in kinds)


class _Weighing:
    """The weighing of one claim."""

    def __init__(self, vocabulary: Vocabulary, claim: Claim, around: Surroundings) -> None:
        self.words, self.claim, self.around = vocabulary, claim, around
        self.heads = family(claim.unit) in HEADS
        self.generic = bool(_GENERIC.search(around.what)) or len(around.what) < 2
        self.found = _Evidence()
        self._spread = () if self.heads else tuple(vocabulary.find_spread(normalise(around.own)))
        self.fitting: Mapping[str, Indicator] = {
            code: one
            for code, one in vocabulary.pack.indicators.items()
            if any(_units_meet(claim.unit, unit) for unit in vocabulary.units[code])
        }

    def ranked(self) -> tuple[Candidate, ...]:
        if self.claim.per or _EACH.search(self.around.own[-4:]):
            return ()
        self._by_words()
        self._by_what()
        self._by_series()
        self._by_whole()
        scored = [(self._score(code), code) for code in self.found.codes()]
        scored.sort(key=lambda pair: (-pair[0], pair[1]))
        return tuple(
            Candidate(code, round(score, 3), self.found.reasons(code))
            for score, code in scored[:5]
            if score > _WORTH_SHOWING
        )

    def _by_what(self) -> None:
        """What is counted. An audience alone (妇女, 学员) names no activity; of a list, only the whole list does."""
        ceiling = 0.8 if self.heads and self.generic else 1.0
        bare = self.generic and (self.heads or len(self.around.what) <= _BARE)
        short = 0.5 if bare else 1.0
        listed = bool(_LIST.search(self.claim.what))
        what = self._longer_name()
        if _RATE.fullmatch(what):
            ceiling, short = 0.8, 0.5
        for code, one in self.fitting.items():
            for wording in self.words.wordings(one):
                likeness = similarity(what, wording) if len(what) > 1 else 0.0
                limit = ceiling if likeness == 1.0 else 0.55 if listed else short
                if min(likeness, limit) > _WORTH_SHOWING:
                    self.found.add(code, "what", min(likeness, limit), wording)

        for hit in self.words.find(self.around.what):
            if hit.term.kind == "subject" and not self._partial(hit):
                self._by_subject(hit.term, 0.0)

    def _longer_name(self) -> str:
        """What is counted, or the longer alias that ends with it right before the number: 领导干部(共)讲党课 for 讲党课."""
        what, near = self.around.what, normalise(self.around.own)
        hits = (hit for hit in (*self.words.find(near), *self._spread) if hit.term.kind == "alias")
        longer = (h.term.text for h in hits if len(near) - h.end <= 1 and what and h.term.text.endswith(what))
        return max((what, *longer), key=len)

    def _partial(self, hit: Hit) -> bool:
        """Whether the hit is one member of the list that is counted."""
        listed = bool(_LIST.search(self.claim.what))
        return listed and hit.term.text in self.around.what and hit.term.text != self.around.what

    def _by_words(self) -> None:
        """Aliases and activity names around the number: the nearest counts most, those before an earlier number of
        the sentence least."""
        near, left, right = (normalise(t) for t in (self.around.own, self.around.left, self.around.right))
        self._by_hits("near", (*self.words.find(near), *self._spread), ends_at=len(near), discount=0.0)
        self._by_hits("left", self.words.find(left), ends_at=len(left), discount=0.14)
        self._by_hits("right", self.words.find(right), ends_at=None, discount=0.04)

    def _by_hits(self, kind: str, hits: Iterable[Hit], *, ends_at: int | None, discount: float) -> None:
        """``ends_at`` is where the number stands in the text searched; None for the text after it."""
        for hit in hits:
            if not self._partial(hit):
                away = hit.start if ends_at is None else ends_at - hit.end
                self._by_hit(kind, hit, discount + min(0.2, 0.008 * away))

    def _by_hit(self, kind: str, hit: Hit, discount: float) -> None:
        if hit.term.kind == "subject":
            self._by_subject(hit.term, discount)
            return
        weight = min(0.9, 0.62 + 0.04 * len(hit.term.text)) - discount
        for code in hit.term.codes:
            if code in self.fitting:
                self.found.add(code, kind, weight, hit.term.text)

    def _by_subject(self, term: Term, discount: float) -> None:
        """An activity or thing is named, and the unit says which of its indicators is meant."""
        for code in self.fitting:
            counted = self.words.subjects[code]
            if counted & set(term.codes):
                breadth = 0.06 * min(self.words.narrowing[code], 2) + 0.04 * min(len(counted) - 1, 4)
                self.found.add(code, "subject", 0.76 - breadth - discount, term.text)

    def _by_series(self) -> None:
        """Heads named right after sessions are heads of the same activities."""
        series = self.around.series
        for code in self.fitting if series else ():
            if self.words.subjects[code] == self.words.subjects[series]:
                self.found.add(code, "series", 0.9 - 0.05 * self.words.narrowing[code], series)

    def _by_whole(self) -> None:
        """其中由我主持3次 is a part of the same thing by another actor; a short stretch with nothing named goes on
        about the thing before: 收集意见220条，办结131条."""
        around, words = self.around, self.words
        if around.whole in self.fitting and reach_in(around.own)[0] is not None:
            self.found.add(around.whole, "whole", 0.9, around.whole)
        if not around.carried or len(around.own) > _SHORT:
            return
        for code in self.fitting:
            related = code != around.carried and words.subjects[code] & words.subjects[around.carried]
            echo = words.echo(code, normalise(around.own + around.what)) if related else 0.0
            if echo:
                self.found.add(code, "carried", 0.56 + 0.3 * echo, around.carried)

    def _score(self, code: str) -> float:
        """The evidence, and what fits; where the evidence is thin, fitting well does not make up for it."""
        evidence, fit = self.found.score(code), self._fit(code)
        return evidence + (fit if evidence >= _THIN else min(fit, 0.06))

    def _fit(self, code: str) -> float:
        """Small weights that decide between near equals, and the weights against another thing."""
        words, around = self.words, self.around
        fit = 0.03 if self.claim.unit == self.fitting[code].unit else 0.0
        fit += 0.1 * words.echo(code, normalise(around.own + around.what + around.right))
        fit += 0.2 * words.echo(code, normalise(around.section)) if around.section else 0.0
        if any(name in around.section for name in words.line_words.get(code, ())):
            fit += 0.03
        return fit + self._against_thing(code) + self._against_breadth(code)

    def _against_thing(self, code: str) -> float:
        """What is counted is another thing, a select kind of it, or no stock but an event."""
        words, around = self.words, self.around
        against = 0.0
        another = len(around.what) > 1 and not words.knows(code, around.what)
        if another and not (self.generic and (self.heads or family(self.claim.unit) is UnitFamily.MONEY)):
            against -= 0.3
        qualifier = _QUALIFIER.search(around.what)
        if qualifier and not any(
            qualifier.group() in wording for wording in words.wordings(self.fitting[code])
        ):
            against -= 0.5
        if self._heads_another(code):
            against -= 0.4
        if code in words.stocks and _EVENT.search(around.own + around.right):
            against -= 0.35
        if code not in words.stocks and _STOCK.search(around.own):
            against -= 0.2
        stage = _STAGE.search(around.own)
        if stage and not any(stage.group() in wording for wording in words.wordings(self.fitting[code])):
            against -= 0.15
        return against

    def _heads_another(self, code: str) -> bool:
        """“妇女微家”图书角: a wording stands in front of the name of another thing."""
        what, wordings = self.around.what, self.words.wordings(self.fitting[code])
        if any(what.endswith(wording) for wording in wordings):
            return False
        tails = [what.removeprefix(wording) for wording in wordings if what.startswith(wording)]
        return bool(tails) and not any(_PLAIN_TAIL.search(tail) or _DEED_TAIL.search(tail) for tail in tails)

    def _against_breadth(self, code: str) -> float:
        """A narrower indicator needs its own words; a part is not its whole; heads stay in their series."""
        words, around = self.words, self.around
        fit = 0.0
        special = words.special_pairs[code]
        if special:
            fit += 0.1 if special & _pairs_of(normalise(around.left + around.what + around.right)) else -0.15
        if around.whole == code and reach_in(around.own)[0] is None:
            fit -= 0.6
        if around.whole != code and around.whole and words.subjects[code] & words.subjects[around.whole]:
            fit += 0.06
        series = around.series
        if series and not words.subjects[code] & words.subjects[series]:
            fit -= 0.3
        return fit


@lru_cache(maxsize=65536)
def _units_meet(stated: str, unit: str) -> bool:
    return may_count_same(stated, unit) or {stated, unit} <= _CASES


@lru_cache(maxsize=65536)
def _pairs_of(text: str) -> frozenset[str]:
    return frozenset(text[i : i + 2] for i in range(len(text) - 1)) or frozenset((text,))
