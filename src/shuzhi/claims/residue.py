"""Left-overs of templates in a text: banners, pay-wall markers, advertisements, place-holders.

They are reported with their spans and never dropped; the text stays as it is.
"""

from __future__ import annotations

import re

from shuzhi.claims.model import Residue

_KINDS = (
    ("claims.residue.paywall", r"#{2,}\s*(?:paid|pay|vip)?(?:begin|end|start|stop)\s*#{2,}|\[/?(?:vip|hide|pay|buy)[^\]\n]{0,12}\]"),
    ("claims.residue.paywall", r"(?:本文|全文|以下内容|剩余内容|余下内容)[^。\n]{0,12}(?:付费|购买|充值|开通会员)[^。\n]{0,20}|(?:开通|成为)会员[^。\n]{0,8}(?:阅读|下载|查看)(?:全文)?"),
    ("claims.residue.banner", r"【[^【】\n]{0,60}(?:文库|素材|范文|下载|公众号|微信|网站|网址|资料|会员|VIP|vip|QQ|扫码|更多|www\.|\.com)[^【】\n]{0,60}】?"),
    ("claims.residue.banner", r"(?:更多|海量|精品)[^。，\n]{0,12}(?:素材|范文|公文|资料|模板)[^。\n]{0,16}(?:尽在|请关注|请搜索|请访问|请到)[^。\n]{0,24}"),
    ("claims.residue.banner", r"(?:本文|文章|资料|范文)(?:来源于?|来自|出自|转载自|由)[^。\n]{0,24}(?:文库|范文网|素材网|公文网|文秘网|网站整理|整理发布)[^。\n]{0,12}"),
    ("claims.residue.address", r"(?:https?://|www\.)[A-Za-z0-9./?=&_%:-]{4,120}"),
    ("claims.residue.contact", r"(?:加?(?:微信|QQ|qq|V信|公众号)(?:号|群)?[:：]\s*[A-Za-z0-9_-]{5,20})"),
    ("claims.residue.placeholder", r"[×✕╳＊]{2,}|(?<![A-Za-z])[Xx]{2,}(?![A-Za-z])|(?<![A-Za-zＡ-Ｚ])[ＸＯ]{2,}|〇〇+(?![年一二三四五六七八九])|[△□○●]{2,}"),
    ("claims.residue.placeholder", r"某某{0,2}(?=[省市县区镇乡村街社单位妇局同志年月公司企])|(?<=[一-鿿])×(?=[省市县区镇乡村年月日人名次])"),
    ("claims.residue.placeholder", r"[（(【\[]?(?:此处|这里|请在此|在此)(?:填写|填入|插入|输入|补充|替换)[^。，；\n）)】\]]{0,20}[）)】\]]?|[（(【\[](?:填写|请填写|待补充|待填|待定|数字|姓名|单位名称|具体数字|日期)[^。\n）)】\]]{0,12}[）)】\]]|_{3,}|＿{2,}"),
)  # fmt: skip
_PATTERN = re.compile("|".join(f"({pattern})" for _, pattern in _KINDS))


def find_residue(text: str) -> tuple[Residue, ...]:
    """All left-overs in order of place."""
    found = []
    for match in _PATTERN.finditer(text):
        code = _KINDS[(match.lastindex or 1) - 1][0]
        found.append(Residue(match.start(), match.end(), code, match.group()))
    return tuple(found)
