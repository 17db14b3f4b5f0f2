"""The things with a life in the example: plan, last year's review, problems with causes and measures, research, needs.

Prose here is an invented office's own, plain and without slogans; dates and numbers are natural.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from shuzhi.ledger.entries import (
    OPEN,
    PROTECTED,
    ItemClosed,
    ItemOpened,
    ItemStateSet,
    LinkMade,
)
from shuzhi.usecases.example.pen import Pen
from shuzhi.usecases.example.places import DISTRICT

Fields = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Life:
    """An item to be opened: ``path`` are the later states with their days; the last is final if ``ends``."""

    kind: str
    day: date
    state: str
    title: str = ""
    due: date | None = None
    owner: str = ""
    target: int | None = None
    fields: Fields = ()
    path: tuple[tuple[date, str], ...] = ()
    ends: bool = False
    compartment: str = OPEN


def live(pen: Pen, life: Life) -> UUID:
    """Writes the entries of one life; returns the item."""
    item = pen.new_id()
    opened = ItemOpened(
        item=item, kind=life.kind, org=DISTRICT, day=life.day, state=life.state, due=life.due, owner=life.owner,
        target=None if life.target is None else Decimal(life.target), fields=life.fields, compartment=life.compartment,
    )  # fmt: skip
    at = pen.after(pen.instant(life.day), days=(0, 2))
    pen.write(at, opened, beside={"title": life.title} if life.title else {})
    for index, (day, state) in enumerate(life.path, start=1):
        at = pen.after(max(at, pen.instant(day)), days=(0, 2))
        last = life.ends and index == len(life.path)
        body = (
            ItemClosed(item=item, day=day, state=state)
            if last
            else ItemStateSet(item=item, day=day, state=state)
        )
        pen.write(at, body)
    return item


def link(pen: Pen, kind: str, source: UUID | str, target: UUID | str, day: date) -> None:
    """Joins two items, or subjects that are given whole."""
    ends = [end if isinstance(end, str) else f"item:{end}" for end in (source, target)]
    body = LinkMade(link=pen.new_id(), kind=kind, source=ends[0], target=ends[1], day=day)
    pen.write(pen.after(pen.instant(day), days=(3, 6)), body)


# ------------------------------------------------------------------------------------------ plan
_PLAN = (
    ("巾帼宣讲覆盖全部村（社区）", "womens_work", "outreach_sessions", 150, "vice_chair", date(2023, 12, 15), "done"),
    ("举办妇女恳谈会", "womens_work", "candid_talk_sessions", 45, "vice_chair", date(2023, 11, 30), "done"),
    ("巧手技能培训", "womens_work", "skills_training_count", 24, "vice_chair", date(2023, 11, 15), "done"),
    ("健康讲座进村（社区）", "womens_work", "health_lecture_count", 22, "cadre", date(2023, 10, 31), "done"),
    ("普法讲座进村（社区）", "womens_work", "law_lecture_count", 25, "cadre", date(2023, 12, 10), "done"),
    ("基层妇联领头雁培训", "womens_work", "training_class_count", 6, "vice_chair", date(2023, 11, 20), "done"),
    ("推进小区妇联组建", "womens_work", "federations_founded", 9, "vice_chair", date(2023, 12, 20), "doing"),
    ("家庭教育指导服务", "womens_work", "family_education_count", 28, "cadre", date(2023, 11, 30), "doing"),
    ("制作系列视频", "womens_work", "video_episodes", 30, "cadre", date(2023, 12, 25), "doing"),
    ("党组理论学习中心组集体学习", "party", "core_group_study_count", 12, "plg_secretary", date(2023, 12, 20), "doing"),
    ("支部主题党日", "party", "theme_party_day_count", 12, "branch_secretary", date(2023, 12, 25), "done"),
    ("党组书记、党组成员讲党课", "party", "party_lecture_count", 8, "plg_secretary", date(2023, 11, 30), "done"),
    ("党风廉政建设专题研究", "party", "integrity_meeting_count", 2, "plg_secretary", date(2023, 10, 31), "done"),
    ("与共建单位联合开展妇女文化节", "womens_work", "", 1, "vice_chair", date(2023, 9, 30), "dropped"),
)  # fmt: skip


def plan(pen: Pen) -> None:
    """The annual plan of both lines, with the figure behind each item."""
    for year in (2022, 2023):
        for title, line, indicator, target, owner, due, end in _PLAN if year == 2023 else _PLAN[:9]:
            day, shift = date(year, 1, 28), 2023 - year
            started = day + timedelta(days=pen.between(10, 60))
            finished = date(year, 12, 1) - timedelta(days=pen.between(2, 90))
            path = [(started, "doing")]
            if end != "doing" or year == 2022:
                path.append((finished, "dropped" if end == "dropped" and year == 2023 else "done"))
            live(pen, Life(
                "plan_item", day, "planned", title, due.replace(year=due.year - shift), owner,
                target - 3 * shift if target > 12 else target,
                (("plan_line", line), *((("figure", indicator),) if indicator else ())), tuple(path), ends=len(path) == 2,
            ))  # fmt: skip


# ------------------------------------------------------------------------------------------ last year's review
_COMMENTS = (
    ("county_committee", "村（社区）妇联培训以听讲为主，执委履职本领提升不够明显。", "领头雁培训增设实操课，送课到村（社区）",
     "vice_chair", 60, "个", "", True),
    ("work_committee", "支部联合共建开展得少，组织生活形式比较单一。", "每季度与共建支部联合开展一次主题党日",
     "branch_secretary", 3, "次", "joint_theme_party_day_count", True),
    ("organization_department", "新业态妇女组织覆盖推进较慢，底数掌握不全。", "逐户核清三新领域单位底册并分类建立联系",
     "vice_chair", 46, "家", "", False),
)  # fmt: skip
_COMMENT_CAUSES = (
    "课程由区里统一排定，没有先问执委需要什么。",
    "联建支部之间没有固定的联络人和年度安排。",
    "单位新设、注销变动快，与登记部门的信息没有按月核对。",
)


def review(pen: Pen) -> None:
    """Comments of the review in December 2022, each with a cause and a measure that answers it; one is still open."""
    day = date(2022, 12, 22)
    for (by, title, answer, owner, number, unit, indicator, answered), why in zip(
        _COMMENTS, _COMMENT_CAUSES, strict=True
    ):
        done = date(2023, 11, 3) + timedelta(days=pen.between(0, 20))
        path = ((done, "answered"),) if answered else ()
        comment = live(pen, Life("review_comment", day, "open", title, date(2023, 12, 20), owner,
                                 fields=(("reviewer_kind", by),), path=path, ends=answered))  # fmt: skip
        cause = live(pen, Life("cause", day + timedelta(days=11), "stated", why))
        fields: Fields = (("number", f"{number}{unit}"), *((("figure", indicator),) if indicator else ()))
        started = date(2023, 2, 14)
        steps = ((started, "doing"), (done, "done")) if answered else ((started, "doing"),)
        measure = live(pen, Life("measure", day + timedelta(days=18), "planned", answer, date(2023, 11, 30), owner,
                                 number, fields, steps))  # fmt: skip
        link(pen, "causes", cause, comment, day + timedelta(days=11))
        link(pen, "cures", measure, cause, day + timedelta(days=18))
        link(pen, "answers", measure, comment, day + timedelta(days=18))


# ------------------------------------------------------------------------------------------ problems
_PROBLEMS = (
    ("self", "三新领域妇联组织覆盖还不到位，快递、网约配送等行业女性从业者联系偏少。",
     "从业人员流动大、没有固定场所，靠上门登记的老办法跟不上。",
     (("在配送站点、园区新建妇联组织或妇女小组", 7, "个", "vice_chair", date(2024, 9, 30), "new_sector_orgs_founded"),
      ("面向新就业群体妇女召开恳谈会", 8, "场", "vice_chair", date(2024, 10, 31), "candid_talk_sessions"))),
    ("inspection", "对结对村（社区）的帮扶措施与群众需求对得不够准，成效反馈收得少。",
     "需求多由村（社区）代为填报，送服务之后没有回访。",
     (("入户听取需求后再定帮扶事项，逐项回访", 23, "项", "plg_member", date(2024, 6, 30), ""),)),
    ("women", "意见建议答复办结率不高，有的答复没有回到提出人。",
     "转办事项没有明确时限和回告责任人。",
     (("转办事项满30天逐件回告", 12, "次", "branch_secretary", date(2024, 12, 10), "voices_answer_rate"),)),
    ("self", "制作推送的视频更新不均衡，选题贴近妇女生活的不多。",
     "没有提前排选题，临近节点集中赶制。", ()),
)  # fmt: skip


def problems(pen: Pen) -> None:
    """Problems found late in 2023 with their causes and steps; one has no step yet, which is shown as a hint."""
    for index, (source, title, why, steps) in enumerate(_PROBLEMS):
        day = date(2023, 11, 6) + timedelta(days=3 * index)
        problem = live(pen, Life("problem", day, "open", title, date(2024, 12, 20), "plg_secretary",
                                 fields=(("problem_source", source),)))  # fmt: skip
        cause = live(pen, Life("cause", day + timedelta(days=4), "stated", why))
        link(pen, "causes", cause, problem, day + timedelta(days=4))
        for text, number, unit, owner, due, indicator in steps:
            fields: Fields = (("number", f"{number}{unit}"), *((("figure", indicator),) if indicator else ()))
            measure = live(
                pen, Life("measure", day + timedelta(days=9), "planned", text, due, owner, number, fields)
            )
            link(pen, "cures", measure, cause, day + timedelta(days=9))
    old = live(pen, Life("problem", date(2022, 11, 8), "open", "村级妇联工作经费使用台账不全。", date(2023, 6, 30),
                         "branch_secretary", fields=(("problem_source", "inspection"),),
                         path=((date(2023, 2, 9), "curing"), (date(2023, 6, 19), "verified")), ends=True))  # fmt: skip
    cause = live(pen, Life("cause", date(2022, 11, 15), "stated", "记账由各村兼职人员负责，口径不一。"))
    link(pen, "causes", cause, old, date(2022, 11, 15))


# ------------------------------------------------------------------------------------------ research
_TOPICS = (
    "农村留守妇女就近就业情况", "小区妇联议事作用发挥", "新就业群体女性权益保障", "村级执委履职现状",
    "家庭教育服务站点运行", "巾帼宣讲队伍建设", "结对村（社区）帮扶成效",
)  # fmt: skip


def research(pen: Pen) -> None:
    """Topics, the reports written on them and the measures these proposed."""
    for year, number in ((2022, 5), (2023, 7)):
        for title in _TOPICS[:number]:
            day = date(year, 2, 20) + timedelta(days=pen.between(0, 40))
            written = day + timedelta(days=pen.between(110, 230))
            finished = title != _TOPICS[4]
            path = ((written + timedelta(days=6), "finished"),) if finished else ()
            topic = live(pen, Life("research_topic", day, "set_up", title, date(year, 11, 30), "plg_secretary",
                                   path=path, ends=finished))  # fmt: skip
            if finished:
                _report_on(pen, topic, title, written)


def _report_on(pen: Pen, topic: UUID, title: str, day: date) -> None:
    report = live(pen, Life("research_report", day - timedelta(days=20), "drafted", f"关于{title}的调研报告",
                            path=((day, "finished"),), ends=True))  # fmt: skip
    link(pen, "written_on", report, topic, day)
    for turn in range(pen.between(2, 4)):
        adopted = pen.happens(0.65)
        path = ((day + timedelta(days=pen.between(9, 30)), "adopted"),) if adopted else ()
        fields: Fields = (("adopted_by", "990101"),) if adopted else ()
        measure = live(pen, Life("research_measure", day, "proposed", f"{title}对策建议之{'一二三四'[turn]}",
                                 fields=fields, path=path))  # fmt: skip
        link(pen, "follows_from", measure, report, day)


# ------------------------------------------------------------------------------------------ registers
def registers(pen: Pen, communities: list[str]) -> None:
    """Channels, sites, new-sector units, risks, nominations, vacancies, contacts, needs."""
    for channel, name in (
        ("own_account", "有据区妇联公众号"),
        ("own_video", "有据区妇联视频号"),
        ("superior", "协作专栏"),
    ):
        live(pen, Life("channel", date(2022, 1, 17), "in_use", name, fields=(("channel", channel),)))
    _new_sector_units(pen)
    for number in range(41):
        kind = pen.one_of(("home", "micro_home", "micro_home", "mediation_room"))
        opened = date(2022, 1, 10) + timedelta(days=pen.between(0, 690))
        live(
            pen,
            Life(
                "site", opened, "in_use", f"妇女之家（微家）第{number + 1}处", fields=(("site_kind", kind),)
            ),
        )
    for number in range(13):
        level = pen.one_of(("high", "middle", "low", "low"))
        path = ((date(2023, 4, 10) + timedelta(days=number), "controlled"),) if number % 4 else ()
        live(pen, Life("integrity_risk", date(2023, 3, 21), "listed", f"岗位风险点第{number + 1}项",
                       fields=(("risk_level", level),), path=path))  # fmt: skip
    for number in range(9):
        end = pen.one_of(("awarded", "awarded", "not_awarded"))
        day = date(2023, 2, 7) + timedelta(days=23 * number)
        live(pen, Life("nomination", day, "nominated", f"评选推荐第{number + 1}件",
                       fields=(("honour_level", "city"), ("award_to", pen.one_of(("person", "collective")))),
                       path=((day + timedelta(days=40), "notice"), (day + timedelta(days=66), end)), ends=True))  # fmt: skip
    for number in range(5):
        path = ((date(2023, 5, 9) + timedelta(days=31 * number), "filled"),) if number < 3 else ()
        live(pen, Life("vacancy", date(2023, 2, 2), "vacant", f"村（社区）妇联执委缺额第{number + 1}项", path=path,
                       ends=bool(path)))  # fmt: skip
    for _ in range(37):
        group = pen.one_of(("hardship", "disability", "left_behind", "single_mother"))
        live(pen, Life("contact", date(2022, 3, 1) + timedelta(days=pen.between(0, 600)), "active",
                       fields=(("contact_group", group),), compartment=PROTECTED))  # fmt: skip
    _needs(pen, communities)


def _new_sector_units(pen: Pen) -> None:
    for number in range(46):
        path: tuple[tuple[date, str], ...] = ()
        if number % 5 < 3:
            path = (
                (
                    date(2022, 9, 1) + timedelta(days=pen.between(0, 420)),
                    "covered" if number % 5 < 2 else "reached",
                ),
            )
        sector = pen.one_of(("new_economic", "new_social", "new_employment"))
        live(pen, Life("new_sector_unit", date(2022, 6, 14), "listed", f"三新领域单位第{number + 1}家",
                       fields=(("sector", sector),), path=path))  # fmt: skip


_NEEDS = ("家门口的编织培训", "法律咨询上门", "留守老人健康义诊", "假期儿童照看", "家庭教育讲座", "就业信息送到村",
          "厨艺面点培训", "反诈宣传", "妇科健康讲座", "邻里纠纷调解", "亲子阅读角")  # fmt: skip


def _needs(pen: Pen, communities: list[str]) -> None:
    for number, title in enumerate(_NEEDS):
        day = date(2023, 2, 27) + timedelta(days=5 * number)
        path = [(day + timedelta(days=9), "accepted")]
        if number % 4 != 3:
            path.append((day + timedelta(days=pen.between(60, 140)), "delivered"))
        if number % 3 == 0 and len(path) == 2:
            path.append((path[-1][0] + timedelta(days=30), "effective"))
        fields: Fields = (("community", communities[number % len(communities)]),)
        need = live(pen, Life("need", day, "stated", title, date(2023, 10, 31), "plg_member", fields=fields,
                              path=tuple(path)))  # fmt: skip
        if number % 4 != 3:
            taken = path[0][0]
            measure = live(pen, Life("measure", taken, "planned", f"按需求安排{title}", date(2023, 10, 31), "cadre",
                                     path=((taken + timedelta(days=20), "doing"), (path[1][0], "done"))))  # fmt: skip
            link(pen, "serves", measure, need, taken)
