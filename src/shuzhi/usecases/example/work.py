"""What the invented district does in a year, as a table: which level does what, how often, with how many people.

Numbers of times are those of 2023 at scale 1; 2022 had about a tenth less. Knows types, fields and quantities only by
the codes of the pack.
"""

from __future__ import annotations

from dataclasses import dataclass

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Work:
    """One line of the table.

    ``times`` in the whole district and year; ``heads`` in one session ((0, 0): none are counted); ``role`` and
    ``category`` of the heads; ``named`` where the organiser ticks a list; ``fields`` are "code" (any listed value) or
    "code=value"; ``actor`` is role, post, rank; ``line_of`` > 0 makes it an aggregate line over so many sessions a
    quarter; ``months`` when it happens; ``joint`` the share held with another host, ``paired`` the share held in a
    paired community, ``themed`` themes with their shares;
    ``uncounted`` the share of sessions at which nobody counted heads.
    """

    type: str
    level: str
    times: int
    title: str
    heads: Span = (0, 0)
    role: str = ""
    category: str = ""
    named: bool = False
    online: float = 0.0
    sessions: Span = (1, 1)
    line_of: Span = (0, 0)
    days: Span = (1, 1)
    quantities: tuple[tuple[str, Span], ...] = ()
    fields: tuple[str, ...] = ()
    actor: tuple[str, str, str] | None = None
    months: Span = (1, 12)
    joint: float = 0.0
    paired: float = 0.0
    themed: tuple[tuple[str, float], ...] = ()
    uncounted: float = 0.0


_STUDY = (5, 8)
_SECRETARY = ("plg_secretary", "section")
_VICE = ("plg_member", "section")

PARTY_WORK: tuple[Work, ...] = (
    Work("collective_study", "office", 23, "党支部集中学习", _STUDY, "participant", named=True,
         quantities=(("study_hours", (2, 3)),), fields=("study_group=branch", "works_studied=reading_a"),
         themed=(("great_study", 0.2),)),
    Work("collective_study", "office", 6, "青年理论学习小组学习", (3, 5), "participant",
         quantities=(("study_hours", (1, 2)),), fields=("study_group=youth_study_group",)),
    Work("core_group_study", "office", 9, "党组理论学习中心组集体学习研讨", _STUDY, "participant", named=True,
         fields=("study_form=collective", "works_studied=reading_b"), actor=("chair", *_SECRETARY)),
    Work("core_group_study", "office", 2, "党组理论学习中心组扩大学习", (9, 13), "participant",
         fields=("study_form=enlarged",), actor=("chair", *_SECRETARY)),
    Work("core_group_study", "office", 2, "中心组成员自学安排", fields=("study_form=self_study",)),
    Work("reading_class", "office", 1, "新春读书班", (7, 8), "participant", named=True, days=(4, 4),
         quantities=(("days", (4, 4)), ("study_hours", (19, 23))), fields=("works_studied=reading_c",), months=(2, 2)),
    Work("reading_class", "office", 1, "专题读书班", (7, 8), "participant", named=True, days=(3, 3),
         quantities=(("days", (3, 3)), ("study_hours", (14, 17))), months=(6, 8)),
    Work("party_lecture", "office", 3, "党组书记讲专题党课", (11, 27), named=True, actor=("lecturer", *_SECRETARY)),
    Work("party_lecture", "office", 4, "支部书记讲党课", (7, 12), actor=("lecturer", "branch_secretary", "")),
    Work("party_lecture", "office", 2, "党组成员讲党课", (7, 14), actor=("lecturer", *_VICE)),
    Work("theme_party_day", "office", 9, "主题党日", _STUDY, "participant", named=True, fields=("party_day_kind",),
         themed=(("womens_pledge", 0.3),)),
    Work("theme_party_day", "office", 3, "联合主题党日", (13, 31), "participant", fields=("party_day_kind",), joint=1.0,
         themed=(("national_community", 0.8),)),
    Work("member_assembly", "office", 4, "支部党员大会", (6, 7), named=True),
    Work("committee_meeting", "office", 12, "支部委员会会议", (3, 3), named=True),
    Work("organizational_life_meeting", "office", 1, "组织生活会", (7, 7), quantities=(("problems", (9, 14)),),
         months=(1, 2)),
    Work("democratic_life_meeting", "office", 1, "党组民主生活会", (3, 4), quantities=(("problems", (8, 12)),),
         months=(1, 1), actor=("chair", *_SECRETARY)),
    Work("member_appraisal", "office", 1, "民主评议党员", (7, 7), months=(2, 2)),
    Work("heart_to_heart_talk", "office", 11, "谈心谈话", (1, 3), fields=("talk_pair",)),
    Work("leadership_group_meeting", "office", 17, "党组会议", (4, 6), fields=("agenda", "first_topic=yes"),
         actor=("chair", *_SECRETARY)),
    Work("deployment_meeting", "office", 1, "党建工作专题部署会", (9, 12), fields=("agenda=party_building",),
         quantities=(("tasks", (17, 23)),), months=(2, 2), actor=("chair", *_SECRETARY)),
    Work("deployment_meeting", "office", 2, "妇女工作部署会", (19, 43), fields=("agenda=womens_work",),
         quantities=(("tasks", (11, 19)),), months=(3, 8)),
    Work("conveying_session", "office", 7, "传达学习上级会议文件", (7, 26), fields=("source_level",),
         quantities=(("tasks", (2, 6)),)),
    Work("checkin_service", "office", 9, "到报到社区开展服务", (3, 6), "participant", named=True, paired=0.8,
         quantities=(("wishes", (1, 4)),), fields=("checkin_side", "service_kind")),
    Work("pairing_activity", "office", 13, "到结对村（社区）开展活动", (13, 46), category="public", paired=1.0,
         quantities=(("voices", (1, 6)), ("voices_answered", (0, 4)), ("goods_value_yuan", (380, 2960))),
         fields=("service_kind", "fund_source=budget"), actor=("participant", *_VICE)),
    Work("integrity_meeting", "office", 2, "党风廉政建设专题会议", (8, 12), actor=("chair", *_SECRETARY)),
    Work("warning_education", "office", 5, "警示教育", (7, 12), "participant", fields=("warning_form",)),
    Work("integrity_talk", "office", 5, "", (2, 4), fields=("talk_kind",), actor=("talker", *_SECRETARY)),
    Work("integrity_risk_review", "office", 1, "廉政风险点排查", months=(3, 4)),
    Work("ideology_review", "office", 3, "意识形态工作专题研究", quantities=(("channels_checked", (2, 4)),),
         fields=("review_form",)),
    Work("field_research", "office", 11, "党组书记到基层调研", (4, 17), category="public",
         actor=("researcher", *_SECRETARY)),
    Work("field_research", "office", 16, "党组成员到基层调研", (3, 13), category="public", actor=("researcher", *_VICE)),
)  # fmt: skip

OFFICE_WORK: tuple[Work, ...] = (
    Work("outreach_talk", "office", 17, "巾帼大宣讲", (19, 46), category="public", paired=0.2,
         quantities=(("copies", (23, 96)),), fields=("speaker_kind", "venue", "material_title"),
         actor=("speaker", *_VICE), themed=(("tiered_outreach", 0.6), ("mass_education", 0.4))),
    Work("outreach_talk", "office", 4, "党组书记到村（社区）宣讲", (31, 74), category="public",
         fields=("speaker_kind=leader", "venue=village"), actor=("speaker", *_SECRETARY),
         themed=(("national_community", 0.5),)),
    Work("candid_talk", "office", 8, "妇女恳谈会", (11, 24), category="public", joint=0.2,
         quantities=(("voices", (3, 11)), ("voices_answered", (2, 8))), fields=("venue",),
         themed=(("mass_education", 0.4),)),
    Work("candid_talk", "office", 3, "新就业群体妇女恳谈会", (9, 17), category="new_employment",
         quantities=(("voices", (2, 7)), ("voices_answered", (1, 4))), fields=("venue=enterprise",)),
    Work("mass_publicity", "office", 7, "集中宣传活动", (31, 76), category="public",
         quantities=(("copies", (110, 460)), ("goods", (30, 140))), fields=("material_title", "venue"),
         themed=(("national_community", 0.3),)),
    Work("reading_sharing", "office", 5, "读书分享会", (17, 39), category="public", quantities=(("goods", (6, 23)),),
         fields=("works_studied=reading_d",)),
    Work("festival_event", "office", 3, "节日主题活动", (31, 79), category="public", fields=("festival",),
         themed=(("womens_pledge", 0.5),)),
    Work("subscription", "office", 4, "为结对村（社区）订阅报刊", paired=1.0, fields=("paper=womens_news",),
         quantities=(("subscriptions", (4, 13)), ("amount_yuan", (1240, 4070))), months=(1, 2)),
    Work("subscription", "office", 3, "为结对村（社区）订阅报刊", paired=1.0, fields=("paper=women_of_china",),
         quantities=(("subscriptions", (5, 11)), ("amount_yuan", (830, 1960))), months=(1, 2)),
    Work("media_article", "office", 12, "本单位公众号信息", quantities=(("articles", (7, 13)),),
         fields=("channel=own_account",)),
    Work("media_article", "office", 6, "上级采用信息", quantities=(("articles", (1, 4)),), fields=("channel=superior",)),
    Work("role_model_selection", "office", 2, "先进个人选树", quantities=(("awarded", (2, 4)),),
         fields=("honour_level", "stage=awarded", "award_to=person"), months=(3, 9)),
    Work("role_model_selection", "office", 1, "先进集体选树", quantities=(("awarded", (1, 3)),),
         fields=("honour_level", "stage=awarded", "award_to=collective"), months=(3, 9)),
    Work("lead_goose_training", "office", 4, "基层妇联领头雁培训班", (37, 61), "learner", "executive", named=True,
         online=1.0, days=(1, 2), quantities=(("days", (1, 2)), ("courses", (3, 6))),
         fields=("programme=lead_goose", "course=theory", "course=duty"), months=(3, 11)),
    Work("lead_goose_training", "office", 2, "妇联干部业务培训", (28, 44), "learner", "executive",
         quantities=(("days", (1, 1)),), fields=("programme=business", "course=law")),
    Work("executive_session", "office", 1, "执委会议", (33, 39), "participant", months=(2, 3)),
    Work("skills_training", "office", 8, "巧手技能培训", (21, 46), "learner", "public", named=True, sessions=(1, 3),
         paired=0.4, quantities=(("jobs", (0, 6)),), fields=("trade", "fund_source"), themed=(("ten_sends", 0.6),)),
    Work("employment_service", "office", 3, "就业招聘服务", (57, 123), category="public",
         quantities=(("jobs", (76, 241)), ("matches", (17, 49))), months=(3, 10)),
    Work("entrepreneurship_support", "office", 4, "创业扶持", quantities=(("loans", (1, 3)), ("amount_yuan", (86_000, 291_000))),
         fields=("support_kind=loan", "fund_source=bank")),
    Work("law_lecture", "office", 7, "普法讲座", (26, 63), category="public", paired=0.5,
         quantities=(("copies", (26, 71)),), fields=("law_topic", "material_title"), themed=(("ten_sends", 0.3),)),
    Work("health_lecture", "office", 8, "健康讲座", (24, 59), category="public", paired=0.4,
         quantities=(("copies", (0, 43)),), fields=("health_topic",), themed=(("ten_sends", 0.5),)),
    Work("family_education", "office", 7, "家庭教育指导讲座", (29, 77), category="parent"),
    Work("family_activity", "office", 4, "亲子家庭活动", (22, 58), category="parent", quantities=(("families", (11, 27)),),
         fields=("family_form",)),
    Work("family_selection", "office", 2, "寻找最美家庭", quantities=(("families", (6, 13)),),
         fields=("honour_level", "stage=awarded"), months=(4, 10)),
    Work("condolence_visit", "office", 9, "走访慰问", (3, 11), named=False,
         quantities=(("households", (4, 17)), ("amount_yuan", (600, 4300)), ("goods_value_yuan", (760, 4890))),
         fields=("recipient_group", "fund_source")),
    Work("ten_sends_delivery", "office", 10, "“十送”服务", (17, 58), category="public",
         quantities=(("goods", (11, 63)), ("beneficiaries", (17, 58))), fields=("slot",)),
    Work("screening_service", "office", 2, "“两癌”筛查组织动员", (33, 88), category="public", months=(5, 9)),
    Work("rights_reception", "office", 12, "", quantities=(("receptions", (3, 11)),), fields=("reception_channel",)),
    Work("marriage_mediation", "office", 9, "", quantities=(("cases", (2, 6)), ("cases_settled", (2, 5)))),
    Work("rights_case", "office", 3, "", quantities=(("cases", (2, 4)), ("orders", (0, 1)))),
    Work("relief_grant", "office", 3, "", quantities=(("beneficiaries", (6, 19)), ("amount_yuan", (6_200, 38_500))),
         fields=("fund_source",)),
    Work("child_care", "office", 3, "", (16, 37), category="child", fields=("service_kind=care",)),
    Work("gender_policy_review", "office", 1, "政策法规性别平等评估", quantities=(("proposals", (3, 5)), ("proposals_adopted", (1, 3)))),
)  # fmt: skip

WORK_BELOW: tuple[Work, ...] = (
    Work("outreach_talk", "towns", 27, "巾帼大宣讲", (13, 34), category="public", joint=0.15,
         quantities=(("copies", (0, 58)),), fields=("speaker_kind", "venue"), themed=(("tiered_outreach", 0.5),)),
    Work("outreach_talk", "villages", 58, "巾帼大宣讲", (8, 25), category="public", joint=0.1,
         fields=("speaker_kind=volunteer", "venue"), themed=(("tiered_outreach", 0.4), ("national_community", 0.2)),
         uncounted=0.06),
    Work("outreach_talk", "villages", 15, "季度宣讲汇总", (7, 19), category="public", line_of=(3, 7),
         fields=("speaker_kind=volunteer",)),
    Work("candid_talk", "towns", 9, "妇女恳谈会", (9, 21), category="public",
         quantities=(("voices", (2, 8)), ("voices_answered", (1, 6))), fields=("venue",)),
    Work("candid_talk", "villages", 24, "妇女恳谈会", (8, 17), category="public",
         quantities=(("voices", (1, 5)), ("voices_answered", (0, 4))), fields=("venue=courtyard",), uncounted=0.05),
    Work("mass_publicity", "towns", 11, "集中宣传活动", (17, 43), category="public",
         quantities=(("copies", (60, 210)),), fields=("material_title",)),
    Work("executive_service", "villages", 31, "执委履职服务", (2, 5), "participant", "executive", named=False,
         quantities=(("households", (3, 17)),), fields=("service_kind",)),
    Work("executive_service", "villages", 9, "季度执委履职服务汇总", (2, 4), "participant", "executive", line_of=(4, 9),
         fields=("service_kind",)),
    Work("jinguo_volunteering", "villages", 29, "巾帼志愿服务", (4, 13), "volunteer", fields=("service_kind",),
         quantities=(("households", (0, 11)),)),
    Work("jinguo_volunteering", "quarters", 11, "小区巾帼志愿服务", (4, 9), "volunteer", fields=("service_kind",)),
    Work("womens_council", "villages", 17, "妇女议事会", (7, 15), category="public",
         quantities=(("proposals", (1, 4)), ("proposals_adopted", (0, 3)))),
    Work("womens_council", "quarters", 5, "小区妇女议事会", (6, 12), category="public",
         quantities=(("proposals", (1, 3)), ("proposals_adopted", (0, 2)))),
    Work("skills_training", "towns", 9, "技能培训", (17, 34), "learner", "public", named=True, days=(1, 3),
         sessions=(1, 2), fields=("trade", "fund_source")),
    Work("law_lecture", "towns", 7, "普法讲座", (18, 42), category="public", fields=("law_topic",)),
    Work("law_lecture", "villages", 13, "普法讲座", (11, 28), category="public", fields=("law_topic",)),
    Work("health_lecture", "towns", 6, "健康讲座", (19, 43), category="public", fields=("health_topic",)),
    Work("health_lecture", "villages", 11, "健康讲座", (12, 31), category="public", fields=("health_topic",)),
    Work("family_education", "towns", 8, "家庭教育指导", (18, 39), category="parent"),
    Work("family_education", "villages", 12, "家庭教育指导", (9, 24), category="parent"),
    Work("family_activity", "villages", 13, "亲子家庭活动", (9, 26), category="parent",
         quantities=(("families", (5, 12)),), fields=("family_form",)),
    Work("festival_event", "villages", 14, "节日主题活动", (11, 33), category="public", fields=("festival",)),
    Work("federation_founding", "towns", 3, "小区妇联组建", (13, 29), quantities=(("executives_elected", (5, 9)),),
         fields=("org_kind=compound", "founding_way=area"), months=(3, 10)),
    Work("federation_founding", "office", 4, "新领域妇联组建", (11, 23), quantities=(("executives_elected", (3, 7)),),
         fields=("org_kind=new_sector", "sector", "founding_way"), months=(4, 10)),
    Work("candid_talk", "new_sector", 4, "新就业群体妇女恳谈会", (6, 13), category="new_employment",
         quantities=(("voices", (1, 4)), ("voices_answered", (0, 2)))),
    Work("home_visit", "villages", 13, "", (2, 6), category="hardship", line_of=(5, 13),
         quantities=(("households", (7, 23)), ("voices", (0, 4)))),
    Work("dispute_screening", "villages", 8, "", quantities=(("households", (23, 88)), ("cases", (0, 3)))),
    Work("condolence_visit", "towns", 8, "走访慰问", (2, 7), quantities=(("households", (3, 9)), ("goods_value_yuan", (300, 1480))),
         fields=("recipient_group", "fund_source")),
)  # fmt: skip

VIDEO_WORK = Work(
    "video_work", "office", 29, "系列视频", quantities=(("episodes", (1, 1)),), fields=("channel=own_video",),
    actor=("reviewer", *_VICE),
)  # fmt: skip

ALL_WORK = (*PARTY_WORK, *OFFICE_WORK, *WORK_BELOW)
