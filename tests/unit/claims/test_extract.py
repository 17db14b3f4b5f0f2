"""What is read as a stated quantity, and what is not."""

from decimal import Decimal

import pytest

from shuzhi.claims.extract import extract
from shuzhi.values.quantity import Bound


def spans(text: str) -> list[str]:
    return [claim.quantity for claim in extract(text)]


@pytest.mark.parametrize(
    ("text", "quantity", "value", "unit", "bound"),
    [
        ("发放折页1200余份。", "1200余份", "1200", "份", Bound.AT_LEAST),
        ("近百名家长到场。", "近百名", "100", "名", Bound.NEARLY),
        ("培训约60多人。", "约60多人", "60", "人", Bound.APPROX),
        ("满意率达0．76％。", "0．76％", "0.76", "％", Bound.EXACT),
        ("共收来信2 180件次。", "2 180件次", "2180", "件次", Bound.EXACT),
        ("死亡率为十万分之七点一。", "十万分之七点一", "7.1", "十万分之", Bound.EXACT),
        ("自然增长率-2.25‰。", "-2.25‰", "-2.25", "‰", Bound.EXACT),
        ("占成员的二成五。", "二成五", "2.5", "成", Bound.EXACT),
        ("修渠两公里半。", "两公里半", "2.5", "公里", Bound.EXACT),
        ("值守两个多小时。", "两个多小时", "2", "个小时", Bound.AT_LEAST),
        ("上岗3920人次·小时。", "3920人次·小时", "3920", "人次·小时", Bound.EXACT),
        ("惠及妇女800多万。", "800多万", "8000000", "", Bound.AT_LEAST),
        ("控制在5.5%以内。", "5.5%以内", "5.5", "%", Bound.AT_MOST),
        ("每年不得少于2次。", "不得少于2次", "2", "次", Bound.AT_LEAST),
        ("走访至少联系5户。", "5户", "5", "户", Bound.AT_LEAST),
        ("为期4天的读书班。", "4天", "4", "天", Bound.EXACT),
        ("捐衣被1.3万件(套)。", "1.3万件(套)", "13000", "件(套)", Bound.EXACT),
        ("孕产妇死亡率16.9/10万。", "16.9/10万", "16.9", "/10万", Bound.EXACT),
    ],
)
def test_quantities_are_read_with_unit_and_bound(
    text: str, quantity: str, value: str, unit: str, bound: Bound
) -> None:
    (claim,) = extract(text)
    assert (claim.quantity, claim.value, claim.unit, claim.bound) == (quantity, Decimal(value), unit, bound)


@pytest.mark.parametrize(
    "text",
    [
        "增强“四个意识”，做到“两个维护”，落实八项规定、一岗双责。",
        "今年是建会98周年，2023年5月12日14:30在三楼会议室召开第七次代表大会。",
        "近三年来，一是抓学习，二是抓服务；获二等奖的三级教师一线奋战。",
        "传达〔2023〕18号文件，热线12338，电话0471-1234567。",
        "35岁以下青年、60岁以上老人、月收入3000元以下家庭是重点。",
        "万人签名活动、百场宣讲下基层行动同步启动。",
        "围绕五个方面、三种形式、三点要求，形成1+10+N机制。",
        "打造一支队伍，一批骨干脱颖而出，一户一策，一个不少。",
        "每10户、每隔3天、前3名、第2至5期，2.0版、A4纸、5G网。",
        "三八妇女节和六一儿童节前，三里屯街道节约用电。",
    ],
)
def test_what_states_no_work_is_left_out(text: str) -> None:
    assert spans(text) == []


def test_one_counts_where_it_is_asserted_beside_others() -> None:
    assert spans("设主任一人、副主任二人。") == ["一人", "二人"]


def test_bare_numbers_of_a_list_take_the_unit_of_the_last() -> None:
    claims = extract("三年分别受理2 180、19 046和13 203件次。")
    assert [(claim.value, claim.unit) for claim in claims] == [
        (2180, "件次"),
        (19046, "件次"),
        (13203, "件次"),
    ]


def test_both_ends_of_a_range_share_the_multiplier() -> None:
    (claim,) = extract("每户补贴5-10万元。")
    assert (claim.value, claim.value_hi) == (50000, 100000)


def test_each_number_of_a_pair_is_a_claim_of_its_own() -> None:
    assert spans("外出考察4批271人。") == ["4批", "271人"]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("选送12名基层干部去进修。", ["基层干部"]),
        ("全年开展主题党日活动10次。", ["主题党日活动"]),
        ("县妇联设主任1人，干事3人。", ["主任", "干事"]),
        ("人大代表中女性占25.9%。", ["女性"]),
        ("孕检率、产检率分别为8.9%、7.7%。", ["孕检率", "产检率"]),
        ("故事会、演讲会、座谈会各3场。", ["故事会、演讲会、座谈会"]),
        ("入学率由43.1%提高到45.7%。", ["入学率", "入学率"]),
        ("查摆问题14条，已整改11条。", ["问题", "问题"]),
        ("参加的有45人，占全县98名会员的46%。", ["参加", "会员", "参加"]),
        ("救助50名患乳腺癌、卵巢癌的困境妇女。", ["困境妇女"]),
        ("党员34名，35岁以下15人。", ["党员", "35岁以下"]),
    ],
)
def test_the_thing_counted_is_named(text: str, what: list[str]) -> None:
    assert [claim.what for claim in extract(text)] == what


def test_rates_keep_their_base() -> None:
    assert [claim.per for claim in extract("支委每月谈心1次，人均500元。")] == ["月", "人"]


def test_a_part_points_to_its_whole() -> None:
    claims = extract("培养积极分子31名，其中女性6名。")
    assert [claim.part_of for claim in claims] == [None, 0]


def test_the_period_is_the_last_date_named_in_the_paragraph() -> None:
    claims = extract("2023年上半年宣讲26场。5月培训3期。\n走访9户。")
    assert [claim.period for claim in claims] == ["2023H1", "2023-05", None]


def test_json_leaves_out_what_is_absent() -> None:
    (claim,) = extract("培训3期。")
    assert claim.to_json() == {
        "start": 2, "end": 4, "quantity": "3期", "value": 3, "bound": "exact", "unit": "期", "what": "培训",
        "place": "",
    }  # fmt: skip


def test_offsets_are_those_of_the_text_even_across_wrapped_lines() -> None:
    text = "  全县妇女共做军鞋、军袜三十余万双，又磨面、碾米合计六百七十八万\n斤。"
    for claim in extract(text):
        assert text[claim.start : claim.end] == claim.quantity
    assert extract(text)[-1].value == 6780000


@pytest.mark.parametrize(
    ("text", "quantity", "value", "high", "bound"),
    [
        ("推文阅读量10万+，留言不断。", "10万+", "100000", None, Bound.AT_LEAST),
        ("开展宣讲300+场。", "300+场", "300", None, Bound.AT_LEAST),
        ("产值两百四五十万元。", "两百四五十万元", "2400000", "2500000", Bound.EXACT),
        ("投资1亿2千万元。", "1亿2千万元", "120000000", None, Bound.EXACT),
        ("分红1万零500元。", "1万零500元", "10500", None, Bound.EXACT),
        ("分类准确率四成不到。", "四成不到", "4", None, Bound.AT_MOST),
        ("完读率降到七成出头。", "七成出头", "7", None, Bound.AT_LEAST),
        ("公共场所布设AED427台。", "427台", "427", None, Bound.EXACT),
        ("在线最多4.6万人。", "4.6万人", "46000", None, Bound.EXACT),
        ("女性占干部总数百分之六点八。", "百分之六点八", "6.8", None, Bound.EXACT),
        ("平均住院日为7.6日。", "7.6日", "7.6", None, Bound.EXACT),
        ("年平均气温16.4℃。", "16.4℃", "16.4", None, Bound.EXACT),
        ("全程为期一年半。", "一年半", "1.5", None, Bound.EXACT),
        ("看了4个点。", "4个", "4", None, Bound.EXACT),
    ],
)
def test_looser_and_mixed_ways_of_writing_a_number(
    text: str, quantity: str, value: str, high: str | None, bound: Bound
) -> None:
    (claim,) = extract(text)
    top = None if high is None else Decimal(high)
    assert (claim.quantity, claim.value, claim.value_hi, claim.bound) == (
        quantity,
        Decimal(value),
        top,
        bound,
    )


@pytest.mark.parametrize(
    "text",
    [
        "原以为要跑十趟八趟，一分耕耘一分收获。",
        "跟着主席走访二组、五组，三组组长领路。",
        "地点在305会议室，住桂花社区3栋2单元。",
        "观者如潮，万人空巷。",
        "低收入妇女（月收入800—1200元的）优先。",
        "医院连续六年位居前列，党龄满50年的老党员在列。",
        "志愿服务满100小时可评一星，满意度为五分制。",
        "消除最后一公里，做好二次供水。",
        "满意度分数采用5分制，三班倒值守。",
    ],
)
def test_sayings_addresses_and_limits_are_left_out(text: str) -> None:
    assert spans(text) == []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("资助职工子女78名，每人助学金3000元。", ["职工子女", "助学金"]),
        ("3126名残疾人领到护理补贴，每人每月50元。", ["残疾人", "护理补贴"]),
        ("修筑公路3条，全长48.6公里。", ["公路", "公路"]),
        ("全村6个村民组、214户、857人。", ["村民组", "全村", "全村"]),
        ("来信213件，其中婚姻类148件，占69.5%，办结209件。", ["来信", "婚姻类", "婚姻类", "来信"]),
        ("门诊86万人次、急诊11万人次，同比分别增长14%、9%。", ["门诊", "急诊", "门诊", "急诊"]),
        ("故事会、演讲会各7场，到场分别为401人次、288人次。", ["故事会、演讲会", "故事会", "演讲会"]),
        ("机关干部捐款8746元。", ["捐款"]),
        ("小额贷款帮12名妇女拿到80万元。", ["妇女", "小额贷款"]),
        ("2140人次参加无偿献血。", ["无偿献血"]),
        ("居民消费价格比上年上涨2.4%。", ["居民消费价格"]),
        ("全年实现总产值127亿元，按可比价格计算增长8.2%。", ["总产值", "总产值"]),
        ("技能培训进机关、进校园，开了186场。", ["技能培训"]),
        ("生猪存栏1.3万头，出栏9870头。", ["生猪", "出栏"]),
        ("186名市民挽起袖子。", ["市民"]),
        ("她们在四个安置点支起灶台。", ["安置点"]),
    ],
)
def test_the_thing_counted_is_found_across_clauses_and_lists(text: str, what: list[str]) -> None:
    assert [claim.what for claim in extract(text)] == what
