"""Walking right from a quantity: the noun phrase that follows the measure word, or the deed of those counted.

Knows the kinds of words on a page; does not decide whether the left or the right phrase is the thing counted.
"""

from __future__ import annotations

import re

from shuzhi.claims.found import Found
from shuzhi.claims.lexicon import (
    ACTION,
    ADVERB,
    BODY,
    FIXED,
    LINK,
    NOUN,
    PARTICIPLE,
    SCOPE,
    STOP,
    VERB,
    contexts,
)  # fmt: skip
from shuzhi.claims.marks import (
    BOUND_SINGLES,
    ENDS,
    GAPS,
    JOINING,
    LOOSE_SINGLES,
    MANNERS,
    NUMERAL_HEADS,
    OPENING,
    PERSON_ENDS,
    QUOTES_CLOSING,
    QUOTES_OPENING,
    SUFFIXES,
    ends_line,
    tidy,
)  # fmt: skip
from shuzhi.claims.page import Page

_LONGEST = 24
_RELATIVE = re.compile(r"[^，。；：！？\n]{1,24}的")
_OWNING = re.compile(r"(?:有|持|具有)[^，。；：、的\n0-9]{2,10}(?:(的)(?=[^，。；0-9占百]))?")
_PERSONS = frozenset(("人", "名", "位"))
_ROLE = re.compile("(?:当选为?|被[评选]为|担任|兼任|组成的|[为任])(?![了主一])")
_RELATED = ("有关", "相关", "无关")
_AFTER_VERBS = ENDS | frozenset(("", "了", "过", "着", "的", "到", "给", "在"))
_PREPOSITIONS = frozenset("因由凭靠")
_PREPOSITIONS = frozenset("因由")
_TAKING_PART = frozenset(contexts("deeds")["taking_part"])
_PREDICATES = frozenset((VERB, STOP, LINK, ADVERB))
_COUNTED_DOERS = frozenset(("名", "位", "户", "家"))
_NO_NAMES = frozenset(("等", "多", "余", "左右", "手中", "其中"))


def right_phrase(page: Page, one: Found) -> tuple[int, int] | None:
    """The span of the noun phrase after the unit, or after a relative clause (50名患病的妇女)."""
    text, at = page.text, one.end
    if text[at : at + 1] == "的" and one.unit != "人次":
        return _noun_from(page, _over_modifier(page, at + 1))
    if one.unit in _PERSONS:
        role = _ROLE.match(text, at)
        if role is not None:
            return _noun_from(page, role.end())
    if one.unit in ("人", "人次"):
        return None
    if at < len(text) and text[at] in GAPS and not ends_line(text, at):
        at += 1
    if one.kind == "c" and text[at : at + 1] in ("有", "持", "具"):
        owning = _OWNING.match(text, at)
        if owning:
            return (at, owning.end()) if owning[1] is None else _noun_from(page, owning.end())
    at = page.group_end.get(at, at)
    word = page.begin_at.get(at)
    kind = word[1] if word is not None else ""
    if one.kind == "c" and kind not in (NOUN, ACTION, BODY, SCOPE) and text[at : at + 1] not in ENDS:
        relative = _after_relative(page, at)
        if relative is not None:
            return relative
    if text[at : at + 1] in _PREPOSITIONS and (word is None or word[0] == at + 1):
        return None
    if kind in _PREDICATES and (
        kind != STOP or word is None or word[0] - at > 1 or text[at] in BOUND_SINGLES
    ):
        return _noun_from(page, at) if word is not None and _begins_name(page, at, word) else None
    if word is not None and kind == ACTION and one.kind == "m":
        named = _noun_from(page, at)
        return named if named is not None and named[1] == word[0] else None
    if word is not None and kind == ACTION and one.unit in _COUNTED_DOERS and not names_on(page, word[0]):
        return None
    return _noun_from(page, at)


def _after_relative(page: Page, at: int) -> tuple[int, int] | None:
    """The noun after the last 的 of a clause that describes what is counted."""
    text = page.text
    relative = _RELATIVE.match(text, at)
    if relative is None or text[relative.end() : relative.end() + 1] in ENDS:
        return None
    following = page.begin_at.get(relative.end())
    if following is None or following[1] not in (NOUN, ACTION, BODY):
        return None
    return _noun_from(page, relative.end())


def _over_modifier(page: Page, at: int) -> int:
    return at + 1 if page.text[at : at + 1] in GAPS else at


def _begins_name(page: Page, at: int, word: tuple[int, str]) -> bool:
    """安置|点, 重点|个案: a verb closed into a noun, or a manner before a noun."""
    end, kind = word
    if kind == VERB:
        unknown = end - at == 1 and end not in page.begin_at and page.text[end : end + 1] not in _AFTER_VERBS
        return _named_by(page, end) or unknown
    following = page.begin_at.get(end)
    return page.text[at:end] in MANNERS and following is not None and following[1] in (NOUN, ACTION)


def _named_by(page: Page, at: int) -> bool:
    """Whether one character closes a verb into a noun here: 安置|点, 供应|商, not 担任|班长."""
    following = page.begin_at.get(at)
    return page.text[at : at + 1] in SUFFIXES and (following is None or following[0] == at + 1)


def names_on(page: Page, at: int) -> bool:
    """Whether an action word is continued as a name: 培训|班, 咨询|人员."""
    following = page.begin_at.get(at)
    return page.text[at : at + 1] in SUFFIXES or (following is not None and following[1] == NOUN)


def _noun_from(page: Page, begin: int) -> tuple[int, int] | None:
    """The noun phrase that begins at ``begin``."""
    text, at, known = page.text, begin, False
    if text[at + 1 : at + 2] == "了" or (text[at : at + 1] in NUMERAL_HEADS and at not in page.begin_at):
        return None
    limit = min(len(text), begin + _LONGEST)
    while at < limit:
        reached, known = _step(page, begin, at, known)
        if reached <= at:
            break
        at = reached
    if not (known and text[at - 1] in PERSON_ENDS):
        at = max(at, _compound_end(page, begin, at, limit))
    while at > begin and text[at - 1] in " 、\n和与及":
        at -= 1
    return (begin, at) if at > begin and text[begin:at].strip() not in _NO_NAMES else None


def _step(page: Page, begin: int, at: int, known: bool) -> tuple[int, bool]:
    """Where the phrase goes on to from ``at`` (not further: it ends) and whether a known noun has been met."""
    text, mark = page.text, page.text[at]
    if at in page.quote_end:
        following = page.begin_at.get(page.quote_end[at])
        aside = known and at > begin and following is not None and following[1] == VERB
        return (at if aside else page.quote_end[at]), True
    if mark in ENDS or mark.isdigit() or mark in QUOTES_OPENING or mark in QUOTES_CLOSING:
        return _step_over_mark(page, begin, at), known
    word = page.begin_at.get(at)
    if word is None:
        after_person = known and text[at - 1] in PERSON_ENDS and mark not in SUFFIXES and mark not in JOINING
        ended = (
            (text[at + 1 : at + 2] in ("了", "起") and at > begin)
            or after_person
            or (
                known
                and _unknown_run(page, at) >= 2
                and mark not in SUFFIXES
                and mark != "之"
                and not _closes_soon(page, at)
            )
        )
        return (at if ended else at + 1), known
    return _step_over_word(page, begin, at, word, known)


def _step_over_mark(page: Page, begin: int, at: int) -> int:
    text, mark = page.text, page.text[at]
    if at == begin:
        return at
    if mark in OPENING:
        closed = text.find("）" if mark == "（" else ")", at, at + 9)
        inside = text[at:closed] if closed > 0 else "0"
        return at if any(letter.isdigit() for letter in inside) else closed + 1
    if (mark == "\n" and not ends_line(text, at)) or (mark == "、" and _list_goes_on(page, at + 1)):
        return at + 1
    return at


def _step_over_word(page: Page, begin: int, at: int, word: tuple[int, str], known: bool) -> tuple[int, bool]:
    mark = page.text[at]
    end, kind = word
    if (
        known
        and page.text[at - 1] in PERSON_ENDS
        and end - at == 1
        and kind in _PREDICATES
        and mark not in JOINING
    ):
        return at, known
    if kind == FIXED and known and page.text[at - 1] in PERSON_ENDS:
        return at, known
    if kind in (NOUN, BODY, FIXED):
        return end, True
    if kind == PARTICIPLE:
        return (end if _describes(page, end) and not (at > begin and known) else at), known
    if kind == ACTION:
        ended = at > begin and known and (not names_on(page, end) or _object_counted(page, end))
        return (at, known) if ended else (end, True)
    if kind == VERB and at == begin and end - at >= 2 and names_on(page, end):
        return end, known
    if kind == SCOPE and at == begin:
        return end, known
    if mark in JOINING:
        return (end if at > begin and _list_goes_on(page, end) else at), known
    if (
        end - at == 1
        and mark not in BOUND_SINGLES
        and not (known and (kind == VERB or mark in LOOSE_SINGLES))
    ):
        return (at, known) if mark in "已也还又再就都均" else (end, known)
    return at, known


def _describes(page: Page, at: int) -> bool:
    """Whether a noun, known or not, follows a word such as 贫困 or 受益 (贫困白内障患者)."""
    following = page.begin_at.get(at)
    if following is not None:
        return following[1] in (NOUN, ACTION)
    return at < len(page.text) and page.text[at] not in ENDS and _unknown_run(page, at) >= 2


def _object_counted(page: Page, at: int) -> bool:
    """基地接待学生1.9万人: the noun after the deed has a number of its own."""
    following = page.begin_at.get(at)
    return following is not None and page.text[following[0] : following[0] + 1] in NUMERAL_HEADS


def _compound_end(page: Page, begin: int, at: int, limit: int) -> int:
    """城乡供水一体化工程: an unknown stretch belongs to the name when a noun closes it before the next mark."""
    text, reached, last_noun = page.text, at, at
    while reached < limit and reached - begin <= 14:
        mark, word = text[reached], page.begin_at.get(reached)
        if mark in NUMERAL_HEADS:
            return at
        if (
            mark in ENDS
            or mark in BOUND_SINGLES
            or mark in JOINING
            or text[reached + 1 : reached + 2] in ("了", "起")
        ):
            break
        if word is None:
            reached += 1
            continue
        if word[1] not in (NOUN, ACTION):
            return at
        reached = word[0]
        last_noun = reached if word[1] == NOUN else last_noun
    return last_noun if last_noun == reached else at


def _closes_soon(page: Page, at: int) -> bool:
    """Whether an unknown stretch of two or three characters runs up to a mark (行业明星、)."""
    text, run = page.text, _unknown_run(page, at)
    return run <= 3 and text[at + run : at + run + 1] in ENDS


def _unknown_run(page: Page, at: int) -> int:
    """How many characters without a known word begin here, at most four."""
    text, begin = page.text, at
    while at < len(text) and at not in page.begin_at and text[at] not in ENDS and at - begin < 4:
        at += 1
    return at - begin


def _list_goes_on(page: Page, at: int) -> bool:
    """Whether after 、 or 和 another noun follows, without a number of its own."""
    text = page.text
    word = page.begin_at.get(at)
    if any(text.find(end, at, at + 12) > 0 for end in _RELATED):
        return False
    if (word is not None and word[1] not in (NOUN, ACTION, BODY)) or text[at : at + 1] in NUMERAL_HEADS:
        return False
    for place in range(at, min(len(text), at + 10)):
        if text[place].isdigit():
            return False
        if text[place] in ENDS:
            return word is not None
        inner = page.begin_at.get(place)
        if inner is not None and inner[1] in _PREDICATES:
            return word is not None or place > at
    return word is not None


def deed_after(page: Page, one: Found) -> str:
    """结业, 参加, 到会: the deed of the people counted, "" when none follows."""
    text, at = page.text, one.end
    if text[at : at + 1] in ("未", "没"):
        undone = page.begin_at.get(at + 1)
        return text[at : undone[0]] if undone is not None and undone[1] in (VERB, ACTION, PARTICIPLE) else ""
    word = page.begin_at.get(at)
    while word is not None and word[1] in (LINK, ADVERB, STOP) and text[at] != "的":
        at = word[0]
        word = page.begin_at.get(at)
    if word is not None:
        if text[at : word[0]] in _TAKING_PART:
            event = _noun_from(page, word[0])
            if event is not None:
                return tidy(text[event[0] : event[1]])
        return text[at : word[0]] if word[1] in (VERB, ACTION, PARTICIPLE) else ""
    if text[at : at + 1] in _PREPOSITIONS:
        return ""
    end = at
    while end < len(text) and end - at < 4 and end not in page.begin_at:
        if text[end] in ENDS or text[end].isdigit() or text[end] in "的了":
            break
        end += 1
    return text[at:end] if end - at >= 2 else ""
