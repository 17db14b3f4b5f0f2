"""The announcing sentence of a brief: who, where, did what.

区妇联联合区司法局在幸福社区举办“…”普法讲座 → hosts, place, title, each with its place in the text.
Knows the shape of such sentences; knows neither pack nor ledger.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from shuzhi.usecases.drafting.model import Span

VERB = re.compile(
    "联合举办|联合开展|联合召开|组织开展|组织召开|组织举办|组织实施|举办|开办|承办|举行|召开|开展|启动|走访慰问|慰问|看望|走访|组织|开设|开讲"
    "|开班|集中学习|观看|制作|推送|发布|表彰|成立|揭牌|讲授|发放|征订|订阅|调研|签订|排查|评选|进行"
)
_KEEPS_VERB = re.compile(
    "走访|慰问|看望|集中学习|观看|制作|推送|发布|表彰|成立|揭牌|发放|征订|订阅|调研|签订|排查|评选"
)
_ORG = (
    r"[\u4e00-\u9fffA-Za-z0-9“”（）]{0,22}?(?:妇女联合会|妇联|妇儿工委(?:办)?|妇委会|党工委|党委|党组|党总支|党支部|支部|街道办事处|街道办|街道|办事处"
    r"|人民政府|政府|村委会|居委会|社区|嘎查|苏木|村|镇|乡|局|委|部|办公室|办|医院|卫生院|卫生服务中心|学校|小学|中学|幼儿园|大学|学院|协会"
    r"|商会|联合会|基金会|公司|企业|集团|合作社|中心|工会|团委|法院|检察院|派出所|公安分局|事务所|图书馆|博物馆|银行|服务队|工作站|服务站|驿站|工作室)"
)
_ORGANISATION = re.compile(_ORG + r"$")
_JOINED = re.compile("联合|会同|携手|协同|共同|与|和|、|及|同")
_LEAD = re.compile(
    r"^(?:[\s，,、：:]|上午|下午|晚上?|当天|当日|同日|随后|为[^，,]{2,40}[，,]|据悉|近日|日前|由|我们?|按照[^，,]*[，,]|结合[^，,]*[，,]|围绕[^，,]*[，,]"
    r"|值此[^，,]*[，,]|在[^，,]{2,30}(?:之际|来临|到来之际|前夕|期间)[，,]?)+"
)
_AT = re.compile(
    r"(?:(?<![现存正旨所])在|走进|深入|赴|来到|到)(?P<place>[^，,。；在]{2,30}?)"
    r"(?=联合|组织|举办|开办|承办|举行|召开|开展|启动|走访|慰问|看望|开设|开讲|开班|集中|观看|发放|调研|进行|成立|揭牌|为|面向|向|邀请|设立|设置|[，,。]|$)"
)
_NO_PLACE = re.compile(
    "(?:中|上|下|际|期间|时|后|前|来临|方面|基础|指导|支持|带领|领导|号召|过程|同时|内|以来|家)$|^(?:全[区市县旗省]|此|这|会|其|党|推动|加强)|[是有会让使能将]"
)
_PLACE_INSIDE = re.compile("(?:室|厅|院|馆|园|场|中心|广场|礼堂|会场|基地|之家|微家|驿站|大院)内$")
_HELD_BY = re.compile(rf"由(?P<host>{_ORG}(?:[、和与]{_ORG})*)(?:联合|共同)?主办")
_CARRIED = re.compile(rf"(?P<carrier>{_ORG}(?:[、和与]{_ORG})*)(?:联合|共同)?(?:承办|协办)")
_OBJECT_LEAD = re.compile(
    r"^(?:了|过|起|完|为期[^的，,]{1,5}的|第?[一1]?[场次期堂个]|[一两二三四五六七八九十\d]+[场次期堂]|系列|了)+"
)
_OBJECT_END = re.compile(r"[，,。；;！!？?\n]|(?<=活动)(?=[共并于为])|（|\(")


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


def read_telling(text: str, span: Span, after: int) -> Telling | None:
    """Read the announcing sentence at ``span``; the words before ``after`` are its date."""
    verb = _main_verb(text, max(span[0], after), span[1])
    if verb is None:
        return None
    subject = (max(span[0], after), verb[0])
    hosts = tuple(_hosts(text, span, subject))
    place = _place(text, (subject[0], span[1]), verb)
    title = _title(text, verb, span[1])
    return Telling(
        tuple(text[a:b] for a, b in hosts),
        hosts,
        text[place[0] : place[1]] if place else "",
        place,
        text[title[0] : title[1]] if title else "",
        title,
        verb,
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
        if fallback is not None and hit.start() - fallback[0] > 14:
            return fallback
        return hit.span()
    return fallback


def _hosts(text: str, sentence: Span, subject: Span) -> Iterator[Span]:
    held = _HELD_BY.search(text, *sentence)
    if held:
        yield from _split_organisations(text, held.span("host"))
        return
    start, end = subject
    lead = _LEAD.match(text[start:end])
    start += lead.end() if lead else 0
    zone = re.split(
        "在(?!职)|走进|深入|赴|来到|到(?=[^位])|面向|针对|邀请|组织|利用|通过|依托|以", text[start:end]
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
    start, end = span
    for piece_start, piece_end in _pieces(text, start, end):
        words = text[piece_start:piece_end].strip()
        piece_start += len(text[piece_start:piece_end]) - len(text[piece_start:piece_end].lstrip())
        if 2 <= len(words) <= 24 and _ORGANISATION.fullmatch(words):
            yield piece_start, piece_start + len(words)


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
        words = hit["place"].strip()
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
    if len(words) < 3:
        return None
    start += len(text[start:stop]) - len(text[start:stop].lstrip())
    return start, start + min(len(words), 60)
