"""The numbers of one happening: heads, quantities of its type, sessions; what fits nowhere is asked.

Knows the type's declared quantities and roles by their names and units, no code of any pack.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from decimal import Decimal

from shuzhi.catalog.model import ActivityType, Pack, QuantitySpec
from shuzhi.claims.model import Claim
from shuzhi.usecases.drafting.model import DraftHeadcount, DraftQuantity, Presence, Question, Span
from shuzhi.values.quantity import Bound
from shuzhi.values.units import UnitFamily, family, may_count_same, same_family

_HEADS = (UnitFamily.PEOPLE, UnitFamily.ATTENDANCES)
_GUESTS = re.compile("(?:邀请|聘请|请来|特邀)[^，,。；]{0,10}(?<![为向给])$")
_NOT_PRESENT = re.compile(
    "表彰|评选|授予|命名|推荐|救助|资助|选树|吸纳|带动|应到|接收|吸收|合格|结业|获评|[替增递]补|补选|述职|通报"
)
_APPROACHES = ("人次", "批次", "个", "封", "通", "起")
"""How letters, visits and calls are counted, each of them one 件次."""
_STAND_INS = ("个", "项", "件", "条", "")
_ELECTED = re.compile("选举|选出|当选|任命|聘任|组成")
_CHOSEN = re.compile("选出|选举产生|当选")
_OUTCOME = re.compile("开通|签订|签约|报名(?!参加)|实现就业|上岗|获评|获得|取得|考取|办理|达成|领取|加入")
_TOLD_OF = re.compile("的(?:述职|事迹|汇报|发言|案例)|^(?:作|做)?[^，,。]{0,3}发言")
_CAME = re.compile("参加|到场|聆听|出席|参与|参训|听讲|观看")
_ONLINE = re.compile("线上|直播|云端|网络|视频会|视频连线|在线|云课堂|远程")
_ONSITE = re.compile("线下|现场|到场|到会|主会场|面对面")
_PER = re.compile("人均|户均|每[人户个名]|各$")
_PAPER = re.compile(
    "资料|手册|折页|传单|宣传[单册页品画]|读本|材料|海报|倡议书|明白[纸卡]|教材|讲义|一封信|联系卡|便民卡|问卷|口袋书|小册子"
)
_GOODS = re.compile(
    "物品|用品|慰问品|礼品|礼包|大礼|奖品|纪念品|爱心包|[袋伞桶]|毛巾|围裙|米|面粉|牛奶|被|衣|鞋|帽|书包|文具|玩具|水杯|水果|月饼|粽子|口罩|暖[宝水贴]|箱|图书|书籍|书本"
)
_SEEN_FROM_AFAR = re.compile("(?:观看|播放|点击|浏览|阅读|点赞|转发|曝光)[量数]$")
_SERVED = re.compile("受益")
# what the name of a quantity says, and the words of a brief that then speak of it
_HINTS = (
    (re.compile("折款|物资"), re.compile("价值|折合|折款|物资|慰问品|物品")),
    (re.compile("答复|办结|采纳|成功|完成"), re.compile("答复|办结|解决|采纳|成功|化解|整改到位|完成|回应|反馈")),
    (re.compile("岗位"), re.compile("岗位")),
    (re.compile("意向"), re.compile("意向")),
    (re.compile("稿件"), re.compile("信息|推文|稿|简报|报道")),
    (_SERVED, re.compile("惠及|受益|服务(?:居民|群众|妇女|老人|儿童|村民|对象|家庭)")),
    (re.compile("用人单位"), re.compile("企业|单位|公司|用工")),
    (re.compile("宣传品份数"), _PAPER),
    (re.compile("发放物品"), _GOODS),
)  # fmt: skip


@dataclass(frozen=True)
class Counted:
    headcounts: tuple[DraftHeadcount, ...]
    quantities: tuple[DraftQuantity, ...]
    ask: tuple[Question, ...]


@dataclass(frozen=True)
class Counting:
    """Reads the numbers of one happening for one type (None while the type is open)."""

    text: str
    claims: Sequence[Claim]
    pack: Pack
    type: ActivityType | None

    def read(self, span: Span, *, announced: Span, series: int | None) -> Counted:
        """``series`` is the claim of an aggregate line's sessions; of one event only its ``announced`` sentence tells
        how many sessions it had, later ones tell of lectures within it."""
        inside = [i for i, claim in enumerate(self.claims) if span[0] <= claim.start < span[1]]
        heads: list[tuple[int, DraftHeadcount]] = []
        quantities: list[DraftQuantity] = []
        ask: list[Question] = []
        taken: set[int] = set()  # parts of what is a quantity are no heads beside it
        for index in inside:
            claim = self.claims[index]
            found = self._quantity(index, announced) or (_sessions(claim) if index == series else None)
            if found is not None:
                quantities.append(found)
                taken.add(index)
            elif family(claim.unit) in _HEADS and self._attends(index, taken):
                heads.append((index, self._headcount(index)))
            elif not self._is_plain_session(claim):
                ask.append(
                    Question(
                        "drafting.number_unused", {"stated": claim.quantity}, ((claim.start, claim.end),)
                    )
                )
        kept, split = self._without_wholes(heads)
        return Counted(kept, tuple(quantities), (*ask, *split))

    # ------------------------------------------------------------------ heads
    def _attends(self, index: int, taken: Set[int]) -> bool:
        claim = self.claims[index]
        if claim.per or _PER.search(self._own(index)[-4:]) or self._own_is_guest(index):
            return False
        if _SEEN_FROM_AFAR.search(claim.what) or claim.part_of in taken:
            return False
        return self.type is None or self.type.attendance != "none"

    def _own_is_guest(self, index: int) -> bool:
        """Invited to speak, honoured or helped: counted as present only where the words say that they came."""
        after = self._after(index)
        if _OUTCOME.search(after) or _TOLD_OF.search(after) or "应到" in self.claims[index].what:
            return True
        own, clause = self._own(index), self._sentence_so_far(self.claims[index])
        absent = _GUESTS.search(own) or _NOT_PRESENT.search(own) or _ELECTED.search(clause)
        return bool(absent) and not _CAME.search(after)

    def _headcount(self, index: int) -> DraftHeadcount:
        claim = self.claims[index]
        return DraftHeadcount(
            what=claim.what, value=claim.value, bound=claim.bound, unit=claim.unit, span=(claim.start, claim.end),
            mode=self._mode(index), role=self._role(index), value_hi=claim.value_hi,
        )  # fmt: skip

    def _mode(self, index: int) -> Presence | None:
        """Where the words right beside the number say how they took part."""
        words = re.split("[，,]", self._own(index))[-1][-14:] + self._after(index)
        online, onsite = _ONLINE.search(words), _ONSITE.search(words)
        if bool(online) == bool(onsite):
            return None
        return "online" if online else "onsite"

    def _role(self, index: int) -> str:
        words = self.claims[index].what + self._after(index)
        roles = self.type.roles if self.type is not None else ()
        return next((code for code, name, _ in roles if name in words), "")

    def _without_wholes(
        self, heads: Sequence[tuple[int, DraftHeadcount]]
    ) -> tuple[tuple[DraftHeadcount, ...], tuple[Question, ...]]:
        """Where parts by mode make up their whole, the parts stand; other parts are left to a question."""
        known = dict(heads)
        parts: dict[int, list[int]] = {}
        for index in known:
            whole = self._whole_of(index, known)
            if whole is not None:
                parts.setdefault(whole, []).append(index)
        dropped: set[int] = set()
        ask: list[Question] = []
        for whole, members in parts.items():
            exact = sum((known[i].value for i in members), Decimal(0)) == known[whole].value
            if exact and all(known[i].mode for i in members):
                dropped.add(whole)
            else:
                dropped.update(members)
                spans = tuple(known[i].span for i in members)
                ask.append(Question("drafting.part_of_whole", {"count": str(len(members))}, spans))
        return tuple(head for index, head in heads if index not in dropped), tuple(ask)

    def _whole_of(self, index: int, known: Mapping[int, DraftHeadcount]) -> int | None:
        whole = self.claims[index].part_of
        if whole is not None:
            return whole if whole in known else None
        before = [i for i in known if i < index]
        if not before or family(known[before[-1]].unit) is not family(known[index].unit):
            return None
        between = self.text[self.claims[before[0]].end : self.claims[index].start]
        return before[0] if "其中" in between and "。" not in between else None

    # ------------------------------------------------------------------ quantities
    def _quantity(self, index: int, announced: Span) -> DraftQuantity | None:
        claim = self.claims[index]
        if claim.per or _PER.search(self._own(index)[-4:]):
            return None
        if family(claim.unit) in _HEADS and _CAME.search(self._after(index)):
            return None
        spec = self._spec(claim, self._words(index))
        if claim.part_of is not None:
            whole = self._spec(self.claims[claim.part_of], self._words(claim.part_of))
            other = spec is not None and whole is not None and spec is not whole
            return _of(claim, spec.code) if spec and other and _hinted(spec, self._own(index)) else None
        if spec is not None:
            return _of(claim, spec.code)
        if (
            family(claim.unit) is UnitFamily.SESSIONS
            and announced[0] <= claim.start < announced[1]
            and claim.value > 1
            and claim.unit not in ("届", "次", "节")
        ):
            return _sessions(claim)
        return None

    def _spec(self, claim: Claim, words: str) -> QuantitySpec | None:
        """The type's quantity of that unit whose name the words speak of; heads only where the words name it."""
        codes: Iterable[str] = self.type.quantities if self.type is not None else self.pack.quantities
        heads = family(claim.unit) in _HEADS
        unit = "户" if claim.unit in ("组", "个", "家") and "家庭" in claim.what else claim.unit
        meeting = (self.pack.quantities[c] for c in codes if _meets(unit, self.pack.quantities[c].unit))
        fitting = [spec for spec in meeting if not _foreign(spec, claim.what)]
        if heads and self.type is not None and self.type.attendance == "none":
            fitting += [s for c in codes if _counts_heads(s := self.pack.quantities[c]) and s not in fitting]
        elif heads:
            lead = self._sentence_so_far(claim) + claim.what
            named = (
                spec
                for spec in fitting
                if _shares(spec.name, claim.what) and (_speaks_of(spec, lead) >= 3 or _CHOSEN.search(lead))
            )
            fitting = list({s.code: s for s in (*(f for f in fitting if _hinted(f, words)), *named)}.values())
        scored = sorted(
            (
                (
                    _speaks_of(spec, words)
                    + 2 * _hinted(spec, claim.what)
                    + 1.5 * (spec.unit == unit)
                    + 2.5 * _one_family(unit, spec.unit),
                    -n,
                    spec,
                )
                for n, spec in enumerate(fitting)
            ),
            key=lambda ranked: ranked[:2],
        )
        if not scored:
            return None
        best, _, spec = scored[-1]
        spoken = _speaks_of(spec, words)
        if best < 0:
            return None
        vague = self.type is None or (not heads and (unit in _STAND_INS or not _one_family(unit, spec.unit)))
        return None if vague and spoken < 1 else spec

    def _is_plain_session(self, claim: Claim) -> bool:
        """一场, 1次: the one session that the entry is."""
        return family(claim.unit) is UnitFamily.SESSIONS and claim.value == 1

    # ------------------------------------------------------------------ words
    def _sentence_so_far(self, claim: Claim) -> str:
        return re.split("[。；;，,\n]", self.text[max(0, claim.start - 40) : claim.start])[-1]

    def _own(self, index: int) -> str:
        before = self.claims[index - 1].end if index else 0
        start = max(before, self.claims[index].start - 30)
        return re.split("[。；;\n]", self.text[start : self.claims[index].start])[-1]

    def _words(self, index: int) -> str:
        return self._own(index) + self.claims[index].what + self._after(index)

    def _after(self, index: int) -> str:
        end = self.claims[index].end
        stop = self.claims[index + 1].start if index + 1 < len(self.claims) else len(self.text)
        return re.split("[，,。；;、\n]|和|并", self.text[end : min(stop, end + 16)])[0]


def combined(headcounts: Sequence[DraftHeadcount]) -> Iterator[DraftHeadcount]:
    """The same heads told twice (headline and text) once."""
    seen: set[tuple[Decimal, str, str | None, Bound, str]] = set()
    for one in headcounts:
        key = one.value, str(family(one.unit)), one.mode, one.bound, one.what
        if key not in seen:
            seen.add(key)
            yield replace(one)


def _sessions(claim: Claim) -> DraftQuantity:
    return _of(claim, "sessions")


def _of(claim: Claim, code: str) -> DraftQuantity:
    return DraftQuantity(
        quantity=code, what=claim.what, value=claim.value, bound=claim.bound, unit=claim.unit,
        span=(claim.start, claim.end), value_hi=claim.value_hi,
    )  # fmt: skip


def _meets(stated: str, unit: str) -> bool:
    if unit.removesuffix("次") == stated or stated.removesuffix("次") == unit:
        return True
    if unit == "件次" and stated in _APPROACHES:
        return True
    return may_count_same(stated, unit)


def _counts_heads(spec: QuantitySpec) -> bool:
    return family(spec.unit) in _HEADS


def _shares(name: str, words: str) -> bool:
    return any(name[i : i + 2] in words for i in range(len(name) - 1))


def _one_family(stated: str, unit: str) -> bool:
    """Whether the units count one kind of thing."""
    return same_family(stated, unit) or unit.removesuffix("次") == stated


def _hinted(spec: QuantitySpec, words: str) -> bool:
    return any(name.search(spec.name) and said.search(words) for name, said in _HINTS)


def _foreign(spec: QuantitySpec, what: str) -> bool:
    """Whether what is counted is by its own words another quantity's (图书 are goods, no leaflets)."""
    of_others = any(said.search(what) and not name.search(spec.name) for name, said in _HINTS)
    own = family(spec.unit) is not UnitFamily.MONEY and any(name.search(spec.name) for name, _ in _HINTS)
    return own and of_others and not _hinted(spec, what)


def _speaks_of(spec: QuantitySpec, words: str) -> float:
    """Pairs of characters that name and words share, and the hints; below 0 where a hint is missing or foreign."""
    pairs = {spec.name[i : i + 2] for i in range(len(spec.name) - 1)}
    score = float(sum(pair in words for pair in pairs))
    for name, said in _HINTS:
        if name.search(spec.name):
            score += 3 if said.search(words) else -(name is not _SERVED)
    return score
