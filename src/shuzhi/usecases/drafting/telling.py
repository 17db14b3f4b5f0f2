"""The announcing sentence of a brief: who, where, did what.

区妇联联合区司法局在幸福社区举办“…”普法讲座 → hosts, place, title, each with its place in the text.
Knows the shape of such sentences; knows neither pack nor ledger.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from shuzhi.usecases.drafting.model import Span

VERB = re.compile(
    "联合举办|联合开展|联合召开|组织开展|组织召开|组织举办|组织实施|入户走访|举办|开办|承办|举行|召开|开展|启动|走访慰问|慰问|看望|走访|组织|开设|开讲"
    "|开班|作(?=题为|专题|主题)|集中学习|推出|收看|收听|观看|制作|推送|发布|表彰|成立|揭牌|讲授|送去|送上|发放|征订|订阅|调研|签订|排查|评选|进行|调解(?!委|员|室|组|工作|中心|志愿|技)|化解"
)
_TOOK_PART = re.compile("参加(?!了?培训[，,。]|了?活动[，,。])")
_KEEPS_VERB = re.compile(
    "走访|慰问|看望|作(?=题为|专题|主题)|集中学习|收看|收听|观看|制作|推送|发布|表彰|成立|揭牌|送去|送上|发放|征订|订阅|调研|签订|排查|评选|调解|化解"
)
_ORG = (
    r"[\u4e00-\u9fff“”（）]{0,22}?(?:妇女联合会|妇联|妇儿工委(?:办)?|妇委会|党工委|党委|党组|党总支|党支部|支部|街道办事处|街道办|街道|办事处"
    r"|人民政府|政府|村委会|居委会|社区|嘎查|苏木|村|镇|乡|局|(?<!执)委(?:员会)?|(?<!干)部|办公室|机关|医院|卫生院|卫生服务中心|学校|小学|中学|幼儿园|大学|学院|协会|工商联|残联|文联|侨联|社科联|科协|计生协|红十字会|关工委"
    r"|商会|联合会|基金会|公司|企业|集团|合作社|中心|工会|团委|法院|检察院|派出所|司法所|税务所|卫生所|公安分局|事务所|图书馆|博物馆|银行|服务队|工作站|服务站|驿站|工作室)"
)
_ORGANISATION = re.compile(_ORG + r"$")
_TAIL = re.compile(
    "党组书记|书记|主席|副主席|主任|副主任|局长|班子|领导|机关干部|全体|干部|执委|党员|志愿者|工作人员|一行|负责人|巾帼|共|累计|先后|积极|精心|组织|带队|带领|到|赴|深入|入户|主动|陆续|继续|分别|首次|于|在|今年|本"
)
_STRONG_NAME = re.compile("(?:妇联|妇女联合会|支部|妇委会|工委|党组|联合会)$")
_PASSIVE = re.compile(
    "(?P<title>[^，,。；\\n]{4,60}?)在(?P<place>[^，,。；\\n]{2,30}?)(?:隆重|顺利|成功|圆满|正式|如期)?(?P<verb>举行|召开|举办|开展|开班|开讲|启动|落幕|闭幕|开幕|收官|拉开帷幕|拉开序幕|落下帷幕)(?=[，,。；\\n]|$)"
)
_LABEL = re.compile(
    r"^[ \t\u3000]*(?P<label>(?:活动|会议|培训)?(?:时间|日期|地点|名称|主题|内容)|(?:主办|组织|承办|举办)单位|主办方?|(?:参加|参与|参会|参训)?人数)[：:][ \t]*(?P<value>[^\n]+)$",
    re.MULTILINE,
)
_BY = re.compile("^.*?(?:主办|承办|协办|举办|组织|开展)的")
_JOINED = re.compile("联合|会同|携手|协同|共同|与|和|、|及|同")
_LEAD = re.compile(
    r"^(?:[\s，,、：:]|上午|下午|晚上?|当天|当日|同日|随后|为[^，,]{2,40}[，,]|据悉|近日|日前|由|我们?|按照[^，,]*[，,]|结合[^，,]*[，,]|围绕[^，,]*[，,]"
    r"|值此[^，,]*[，,]|在[^，,]{2,30}(?:之际|来临|到来之际|前夕|期间)[，,]?)+"
)
_AT = re.compile(
    r"(?:(?<![现存正旨])(?<!其所)(?<!们所)(?<!家所)在(?![线职校读家册岗])|走进|深入(?!贯彻|学习|推进|推动|落实|开展|实施|宣传|了解|挖掘)|赴|来到|(?<![收达得感受看遇直做来找放领])到)(?P<place>[^，,。；在]{2,30}?)"
    r"(?=联合|共同|组织|旁听|举办|开办|承办|举行|召开|开展|启动|走访|慰问|看望|开设|开讲|开班|集中|观看|发放|调研|进行|成立|揭牌|参加|参训|参观|为|面向|向|邀请|设立|设置|[，,。]|$)"
)
_NO_PLACE = re.compile(
    "^我?[区县市镇乡]$|^[\\d.,]+[万亿]?元|(?:中|上|下|际|期间|时|后|前|来临|方面|基础|指导|支持|带领|领导|号召|过程|同时|内|以来|大家|国家)$|^(?:全[区市县旗省]|此|这|其|推动|加强|线上|场)|[是有让使能将]|\\d+[名人件条场个户组]"
)
_ADVERB = re.compile("(?:连续|共同|集中|隆重|顺利|成功|首次|先后|分别|同步|现场)+$")
_PLACE_INSIDE = re.compile("(?:室|厅|院|馆|园|场|中心|广场|礼堂|会场|基地|之家|微家|驿站|大院)内$")
_HELD_BY = re.compile(rf"由(?P<host>{_ORG}(?:[、和与]{_ORG})*)(?:联合|共同)?主办")
_SIGNED = re.compile(rf"\s*(?P<body>{_ORG})[：:]")
_OF_BODY = re.compile(
    r"(?P<body>[\u4e00-\u9fff]{1,12}?(?:妇联|妇女联合会|党支部|党组))(?=第|\d{4}年|[一二三四五六七八九十]届)"
)
"""云汐县妇联第十次代表大会: a meeting that bears its body's name is held by it."""
_OBJECT_LEAD = re.compile(
    r"^(?:了|过|起|完|为期[^的，,]{1,5}的|第?[一1]?[场次期堂个]|[一两二三四五六七八九十\d]+[场次期堂]|系列|了)+"
)
_LONGEST = 60
_COUNTED = re.compile(
    r"等?(?<![第\d.])[约近共]?(?:\d[\d.,]*|[一二两三四五六七八九十百千]+)[余多]?万?[户名人位元件份个家起例次]$"
)
"""走访慰问困难妇女12户: how many is a quantity, not a part of the name."""
_PEOPLE_SENT = re.compile(r"[\d一二三四五六七八九十百]+余?[名位人个]")
"""组织20名志愿者来到敬老院: who was sent, not what was held."""
_OBJECT_END = re.compile(r"[，,。；;！!？?\n]|(?<=活动)(?=[共并于为])")


@dataclass(frozen=True, slots=True)
class Telling:
    """What one announcing clause says; "" and () where it does not."""

    hosts: tuple[str, ...]
    host_spans: tuple[Span, ...]
    place: str
    place_span: Span | None
    title: str
    title_span: Span | None
    verb: Span


@lru_cache(maxsize=64)
def read_telling(text: str, span: Span, when: Span | None) -> Telling:
    """Read the announcing sentence at ``span``; ``when`` is where its date stands."""
    form = _form(text, span)
    if form is not None:
        return form
    start = when[1] if when else span[0]
    passive = _PASSIVE.search(text, start, span[1])
    if passive and not VERB.search(passive["place"]):
        return _passive(text, span, start, passive)
    verb = _main_verb(text, start, span[1])
    zone = (start, verb[0] if verb else _first_comma(text, start, span[1]))
    hosts = tuple(_hosts(text, span, zone))
    if verb is None and when and not hosts:
        return _noted(text, span, when)
    if not hosts and when and when[0] - span[0] >= 3:
        hosts = tuple(_split_organisations(text, (span[0], when[0])))
    place = _place(text, (start, span[1]), verb or zone)
    return _telling(text, hosts, place, _title(text, verb, span[1]) if verb else None, verb or zone)


def held_by(text: str, span: Span) -> tuple[Span, ...]:
    """The organisations of 由…主办, wherever the brief says so."""
    found = _HELD_BY.search(text, *span)
    return tuple(_split_organisations(text, found.span("host"))) if found else ()


def signed_by(text: str) -> tuple[Span, ...]:
    """The body at the head of a list, 石门社区：…, which holds all that follows."""
    found = _SIGNED.match(text)
    return tuple(_split_organisations(text, found.span("body"))) if found else ()


def _form(text: str, span: Span) -> Telling | None:
    """时间：… 地点：… 主办单位：… on lines of their own, at least three of them."""
    found = {
        kind: hit.span("value") for hit in _LABEL.finditer(text, *span) if (kind := _kind_of(hit["label"]))
    }
    if len(found) < 3:
        return None
    hosts = tuple(_split_organisations(text, found["host"])) if "host" in found else ()
    return _telling(text, hosts, found.get("place"), found.get("title"), found.get("title", span))


def _kind_of(label: str) -> str:
    kinds = (
        ("时间", "when"),
        ("日期", "when"),
        ("地点", "place"),
        ("单位", "host"),
        ("主办", "host"),
        ("人数", "heads"),
    )
    return next((kind for word, kind in kinds if word in label), "title")


def _noted(text: str, span: Span, when: Span) -> Telling:
    """石门社区：5月12日，花艺沙龙，24人 names the thing and no verb: what follows the day is its title."""
    hosts = tuple(_split_organisations(text, (span[0], when[0]))) if when[0] - span[0] >= 3 else ()
    start = when[1] + len(text[when[1] : span[1]]) - len(text[when[1] : span[1]].lstrip("，,：: "))
    end = _first_comma(text, start, span[1])
    named = re.search("[\u4e00-\u9fff]{2}$|”$", text[start:end]) and not re.search(r"\d", text[start:end])
    return _telling(
        text, hosts, None, (start, end) if named and 3 <= end - start <= 40 else None, (start, start)
    )


def _passive(text: str, span: Span, start: int, found: re.Match[str]) -> Telling:
    """…成立大会在…召开: the title stands before the place, and the host only where it is said to hold it."""
    title_start = found.start("title")
    lead = _LEAD.match(found["title"])
    title_start += lead.end() if lead else 0
    by = _BY.match(text[title_start : found.end("title")])
    hosts = tuple(_hosts(text, span, (start, title_start + by.end()))) if by else ()
    title_start += by.end() if by else 0
    own = _OF_BODY.match(text[title_start : found.end("title")])
    if not hosts and own:
        hosts = ((title_start, title_start + own.end("body")),)
    return _telling(text, hosts, found.span("place"), (title_start, found.end("title")), found.span("verb"))


def _telling(
    text: str, hosts: tuple[Span, ...], place: Span | None, title: Span | None, verb: Span
) -> Telling:
    return Telling(
        tuple(text[a:b] for a, b in hosts),
        hosts,
        text[place[0] : place[1]] if place else "",
        place,
        text[title[0] : title[1]] if title else "",
        title,
        verb,
    )


def _first_comma(text: str, start: int, end: int) -> int:
    found = re.search("[，,。]", text[start:end].lstrip("，, "))
    return (
        start + len(text[start:end]) - len(text[start:end].lstrip("，, ")) + found.start() if found else end
    )


def _main_verb(text: str, start: int, end: int) -> Span | None:
    """The first verb of holding or doing that stands outside quotation marks and has words after it."""
    quoted = [m.span() for m in re.finditer("“[^”]*”|《[^》]*》", text[start:end])]
    fallback: Span | None = None
    for hit in VERB.finditer(text, start, end):
        inside = any(a <= hit.start() - start < b for a, b in quoted)
        before = text[max(start, hit.start() - 2) : hit.start()]
        if inside or before.endswith(("党支部", "共同的")):
            continue
        if hit.group() in ("组织", "走访", "进行", "发布") and fallback is None:
            if text[hit.end() : hit.end() + 1] in "部员者织生":
                continue
            fallback = hit.span()
            continue
        if fallback is not None and (
            hit.start() - fallback[0] > 30 or re.search("[，,]", text[fallback[1] : hit.start()])
        ):
            return fallback
        return hit.span()
    if fallback is None:
        taken_part = _TOOK_PART.search(text, start, end)
        return taken_part.span() if taken_part else None
    return fallback


def _hosts(text: str, sentence: Span, subject: Span) -> Iterator[Span]:
    held = held_by(text, sentence)
    if held:
        yield from held
        return
    start, end = subject
    lead = _LEAD.match(text[start:end])
    start += lead.end() if lead else 0
    zone = re.split(
        "在(?!职)|走进|深入|赴|来到|到(?=[^位])|面向|针对|邀请|选派|派出(?!所)|组织|利用|通过|依托|以",
        text[start:end],
    )[0]
    zone_end = start + len(zone)
    comma = max(text.rfind("，", start, zone_end), text.rfind(",", start, zone_end))
    if comma >= 0 and not _ORGANISATION.search(text[start:comma]):
        start = comma + 1
    elif comma >= 0:
        zone_end = comma
    found = list(_split_organisations(text, (start, zone_end)))
    yield from found
    partners = re.match(
        rf"(?:联合|会同|携手|与)(?P<partner>{_ORG}(?:[、和与]{_ORG})*)", text[zone_end : subject[1]]
    )
    if found and partners:
        offset = zone_end + partners.start("partner")
        yield from _split_organisations(text, (offset, zone_end + partners.end("partner")))


def _split_organisations(text: str, span: Span) -> Iterator[Span]:
    """The organisation at the head of each joined piece; what follows it may be a post or an adverb, no other noun."""
    for piece_start, piece_end in _pieces(text, *span):
        blank = len(text[piece_start:piece_end]) - len(text[piece_start:piece_end].lstrip(" \u3000我"))
        at = piece_start + blank
        words = text[at:piece_end].rstrip(" ：:")
        best = 0 if words.startswith(("全", "各", "该")) else _name_end(words)
        if best:
            yield at, at + best


def _name_end(words: str) -> int:
    """Where the organisation's name ends: the longest that a post or an adverb follows, else the longest federation
    or branch; 0 where the words begin with none."""
    ends = [
        end
        for end in _ends(words)
        if not re.match("书记|成员", words[end:]) or not words[:end].endswith("党组")
    ]
    fitting = [end for end in ends if _tail_fits(words, end)]
    return max(fitting or [end for end in ends if _STRONG_NAME.search(words[:end])], default=0)


def _ends(words: str) -> Iterator[int]:
    """Where an organisation's name may end in words that begin with it."""
    return (end for end in range(2, min(len(words), 24) + 1) if _ORGANISATION.fullmatch(words[:end]))


def _tail_fits(words: str, end: int) -> bool:
    return end == len(words) or bool(_TAIL.match(words[end:]))


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    at = start
    for hit in _JOINED.finditer(text, start, end):
        if text[hit.start() : hit.end() + 2].startswith(("联合会", "共同体", "同学")) or hit.start() == at:
            if hit.start() == at and not text[hit.start() : hit.end() + 2].startswith("联合会"):
                at = hit.end()
            continue
        yield at, hit.start()
        at = hit.end()
    yield at, end


def _place(text: str, zone: Span, verb: Span) -> Span | None:
    """The first 在…, 走进… or 到… around the verb that names somewhere."""
    for hit in _AT.finditer(text, *zone):
        words = _ADVERB.sub("", hit["place"].strip())
        if text.count("“", zone[0], hit.start()) > text.count("”", zone[0], hit.start()):
            continue
        known = bool(_PLACE_INSIDE.search(words)) or not _NO_PLACE.search(words)
        if known and hit.start() <= verb[1] + 40:
            return hit.start("place"), hit.start("place") + len(words)
    return None


def _title(text: str, verb: Span, end: int) -> Span | None:
    """The verb's object up to the next comma; for visits and the like with the verb itself."""
    start = verb[0] if _KEEPS_VERB.search(text[verb[0] : verb[1]]) else verb[1]
    body = verb[1]
    lead = _OBJECT_LEAD.match(text[body:end])
    if lead and start == verb[1]:
        start = body + lead.end()
    stop = end
    for hit in _OBJECT_END.finditer(text, body, end):
        if text.count("“", start, hit.start()) == text.count("”", start, hit.start()):
            stop = hit.start()
            break
    words = text[start:stop].strip()
    if len(words) < 3 or _PEOPLE_SENT.match(words):
        return None
    start += len(text[start:stop]) - len(text[start:stop].lstrip())
    words = words[:_LONGEST]
    return start, start + len(_COUNTED.sub("", words) or words)
