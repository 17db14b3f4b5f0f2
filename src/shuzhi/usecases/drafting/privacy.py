"""Words of a brief that no entry may hold: names of people, illnesses of those served, what they said.

Finds them by surnames beside words of address or speech, by words of illness beside a person, and by speech in
quotation marks. It would rather leave out too much than too little.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from shuzhi.usecases.drafting.model import LeftOut

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢"
    "苗甘庄闻凌霍翟安柳阮葛祝殷骆樊裴翁俞柴蒙臧项童盛卓辛欧麦单鲁耿关焦申冷乔聂谷桂岳齐梅祁屈阎鲍甄储靳牛詹滕柏兰涂窦章佟巩蔺晏娄卞芦艾褚费符宫苟杭洪嵇姬纪季荆景鞠阚柯匡赖郎廉凌栾茅闵缪牟穆倪宁庞蒲戚瞿冉饶荣芮桑佘施石舒屠温邬巫萧邢颜阳喻虞仲左"
    "姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔汤包乌云"
)
_ADDRESS = "女士|先生|老人|阿姨|大姐|大娘|大妈|奶奶|婆婆|爷爷|大叔|同学|小朋友|老师|律师|医生|教授|同志|师傅|主任|主席|书记|院长|科长|局长|会长|说|表示|介绍|告诉|感慨|坦言|笑着|高兴|激动|感激|（化名）|\\(化名\\)|今年|（|，(?:今年)?\\d{1,2}岁|为大家|围绕|以|结合|从|作|讲授|主讲|主持|带领|讲解|家中?|患|身患|确诊|激动|的家|送|发放|等|和|与|及|因|由于|申请|办理|解决|捐|为|给|向|一行|带队|率队|率|出席|到(?![^，,。]{0,2}会)|赴|深入"  # fmt: skip
_BEARER = "学生|同学|女孩|男孩|孩子|村民|居民|学员|妇女|家长|执委|代表|志愿者|宣讲员|老师|律师|讲师|医生|专家|教授|主任|主席|副主席|书记|母亲|妈妈|患者|党员|社工|调解员|队长|检察官|法官|民警|护士|咨询师|主持人|干事|站长|经理|店主|负责人|创始人|理事长|会长|受助者|受助人|单亲母亲|困难妇女|残疾妇女|留守妇女|留守儿童|困境儿童|户主|对象"
_GIVEN = "[\\u4e00-\\u9fff某×Xx]{1,2}"
_NAMED = re.compile(
    rf"(?P<before>{_BEARER})(?P<a>[{_SURNAMES}]{_GIVEN}?)(?=[，,。、（(]|{_ADDRESS})"
    rf"|(?<![\u4e00-\u9fff])(?P<b>[{_SURNAMES}]{_GIVEN}?)(?=女士|先生|老人|阿姨|大姐|大娘|奶奶|说|表示|（化名）|\(化名\)|身?患[^者]|确诊|(?:今年)?\d{{1,2}}岁)"
    rf"|(?<=岁的)(?P<i>[{_SURNAMES}]{_GIVEN})(?=身?患|确诊|[，,]|说|表示|家)"
    rf"|(?:{_BEARER})(?P<j>[\u4e00-\u9fff]{{2,3}})(?=（化名）|\(化名\))"
    rf"|(?<=[的，。：；、“])(?P<g>[{_SURNAMES}]{_GIVEN}?)(?=激动|高兴|感激|感慨|笑着|动情|坦言|说[：，:]|表示)"
    rf"|(?P<c>[{_SURNAMES}](?:某{{1,2}}|×{{1,2}}|[Xx]{{1,2}}))"
    rf"|(?:名叫|叫做|叫)(?P<d>[{_SURNAMES}]{_GIVEN})"
    rf"|(?<=[家为给看望问])(?P<e>[{_SURNAMES}][\u4e00-\u9fff]{{1,2}})(?=家|等|老人|一家|送)"
    r"|(?:通讯员|记者|供稿人?|撰稿人?|摄影|作者|审核|编辑)[：: /／]*(?P<h>[\u4e00-\u9fff]{2,4}(?:[ 、，][\u4e00-\u9fff]{2,4})*)(?=[）)\s]|$)"
    rf"|(?P<f>[{_SURNAMES}](?:女士|先生|阿姨|大姐|大娘|奶奶|婆婆|爷爷|大妈))"
)
_NOT_NAMES = re.compile(
    "^(?:万[名人户元余多]|关[爱心于注系键怀停闭]|包[案联保村户片干]|单[位亲独身]|项目|连续|宁静|申请|安[全排心]|季度|花[费艺样]|明[确显]|温暖|计划|欧洲|麦田|石头|施[工行]|高兴|方面|方便|方向|包括|向大|向全|于是|任务|许多|何时|万元|金融|白天|程度|严格|严肃|马上|成员|和谐|余名|余人|周边|江边|林业|水利)"
)
_ILLNESS = re.compile(
    r"(?:身患|患有|罹患|确诊|查出|患上|得了|因患|患)(?P<named>[^，,。；、\s]{0,12}?(?:癌症?|肿瘤|白血病|尿毒症|糖尿病|肾病|心脏病|肝病"
    r"|抑郁症?|精神(?:病|疾病|障碍)|瘫痪|脑瘫|重病|大病|疾病|综合征|艾滋病|结节|囊肿|息肉|高血压|脑梗|中风|病))"
    r"|(?P<severe>(?:乳腺癌|宫颈癌|肺癌|肝癌|胃癌|白血病|尿毒症|抑郁症|精神分裂症|脑瘫|偏瘫|瘫痪)(?=患者|的[^，,。]{0,6}(?:妇女|女士|母亲|儿童|孩子)|手术|术后|化疗)|(?<=[长常]年)(?:做)?透析|(?<=长期)透析)"
    r"|(?P<harm>(?:遭受|遭遇|受到)(?:家庭暴力|家暴|性侵害?|虐待))"
)
_SPEECH = re.compile(r"“[^”]{4,}”")
_SAYS = re.compile("说|表示|感慨|坦言|道|告诉|称|谈到|激动|感激|笑着|反映|诉说|分享")


def left_out_of(text: str) -> tuple[LeftOut, ...]:
    """What an entry drafted from this text leaves out, in order of place."""
    found = [*_names(text), *_illnesses(text), *_quotations(text)]
    return tuple(sorted(found, key=lambda one: one.span))


def _names(text: str) -> Iterator[LeftOut]:
    for hit in _NAMED.finditer(text):
        group = next(name for name in "abcdefghij" if hit[name])
        if not _NOT_NAMES.match(hit[group]):
            yield LeftOut("drafting.left_out_name", hit.span(group))


def _illnesses(text: str) -> Iterator[LeftOut]:
    for hit in _ILLNESS.finditer(text):
        group = next(name for name in ("named", "severe", "harm") if hit[name])
        yield LeftOut("drafting.left_out_illness", hit.span(group))


def _quotations(text: str) -> Iterator[LeftOut]:
    """Speech: a quotation that somebody says, or one that is a sentence of its own. Names of events stay."""
    for hit in _SPEECH.finditer(text):
        inside = hit.group()[1:-1]
        before, after = text[max(0, hit.start() - 8) : hit.start()], text[hit.end() : hit.end() + 14]
        said = bool(re.search(r"[：:，,]$", before)) and bool(_SAYS.search(before))
        told = bool(re.search(r"[。！？!?，,]$", inside)) and bool(
            _SAYS.search(after) or _SAYS.search(before)
        )
        if said or told or (re.search(r"[。！？!?]$", inside) and len(inside) >= 10):
            yield LeftOut("drafting.left_out_quotation", hit.span())
