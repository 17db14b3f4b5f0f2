import pytest

from shuzhi.claims.residue import find_residue


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("述职报告【更多素材尽在某文库】", "claims.residue.banner"),
        ("党##paidbegin##组成员", "claims.residue.paywall"),
        ("全文需付费阅读", "claims.residue.paywall"),
        ("××区妇联", "claims.residue.placeholder"),
        ("XX镇XX村", "claims.residue.placeholder"),
        ("某某同志", "claims.residue.placeholder"),
        ("（此处填写数字）", "claims.residue.placeholder"),
        ("详见www.example.invalid/fw", "claims.residue.address"),
    ],
)
def test_left_overs_of_templates_are_reported_with_their_span(text: str, code: str) -> None:
    found = find_residue(text)
    assert code in {item.code for item in found}
    assert all(text[item.start : item.end] == item.text for item in found)


@pytest.mark.parametrize("text", ["【活动时间】5月12日", "某些问题", "MAX值", "举办3场（详见附件）"])
def test_ordinary_text_is_no_left_over(text: str) -> None:
    assert find_residue(text) == ()
