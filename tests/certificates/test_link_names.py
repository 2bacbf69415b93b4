"""Which certificate a material's name means: names as real catalogs write them, and their look-alikes."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itemkit.certificates.linking.names import APPLICANT, OTHERS, Meaning, Named, Names
from itemkit.certificates.wording import LONGEST, bare, has_form

KNOWN = (
    Named("居民身份证", ("身份证", "二代身份证"), given=True),
    Named("居民户口簿", ("户口簿",), given=True),
    Named("营业执照", ("企业法人营业执照",)),
    Named("事业单位法人证书"),
    Named("建设工程规划许可证"),
    Named("建设用地规划许可证"),
    Named("规划许可证"),
    Named("公证员执业证书"),
    Named("律师执业证书", ("律师执业证",)),
    Named("医师资格证书"),
    Named("爆破作业人员许可证"),
    Named("植物检疫证书"),
    Named("机动车驾驶证", ("驾驶证",)),
    Named("护照"),
    Named("教师资格证书"),
    Named("学历证书", ("毕业证书",)),
    Named("民办非企业单位登记证书", ("民办非企业单位登记证",)),
    Named("公众聚集场所投入使用、营业前消防安全检查意见书"),
)
NAMES = Names(KNOWN)


def told(text: str, holder: str = APPLICANT) -> tuple[str, bool, str] | None:
    meaning = NAMES.meaning(text, holder)
    return (meaning.certificate, meaning.certain, meaning.holder) if meaning else None


@pytest.mark.parametrize(
    ("text", "certificate"),
    [
        ("居民身份证", "居民身份证"),
        ("身份证复印件", "居民身份证"),
        ("申请人身份证", "居民身份证"),
        ("本人身份证（正反面）", "居民身份证"),
        ("身份证正反面复印件", "居民身份证"),
        ("中华人民共和国居民身份证", "居民身份证"),
        ("法定代表人身份证", "居民身份证"),
        ("经办人的居民身份证", "居民身份证"),
        ("法定代表人或者负责人的居民身份证", "居民身份证"),
        ("居民身份证（经办人）", "居民身份证"),
        ("广东省居民户口簿", "居民户口簿"),
        ("户口本", "居民户口簿"),
        ("营业执照（正、副本）", "营业执照"),
        ("营业执照副本复印件（加盖公章）", "营业执照"),
        ("企业营业执照", "营业执照"),
        ("加载统一社会信用代码的营业执照", "营业执照"),
        ("营业执照（广州）", "营业执照"),
        ("律师执业证（深圳市/广州市）", "律师执业证书"),
        ("律师执业证（首次申请的不用提交）", "律师执业证书"),
        ("旧的公证员执业证书", "公证员执业证书"),
        ("现持有的《公证员执业证书》", "公证员执业证书"),
        ("变更后的营业执照", "营业执照"),
        ("原《建设工程规划许可证》", "建设工程规划许可证"),
        ("《爆破作业人员许可证》旧证", "爆破作业人员许可证"),
        ("１、《建设用地规划许可证》；", "建设用地规划许可证"),
        ("毕业证书或学历证书", "学历证书"),
        ("公众聚集场所投入使用、营业前消防安全检查意见书", "公众聚集场所投入使用、营业前消防安全检查意见书"),
    ],
)
def test_a_name_means_a_certificate(text: str, certificate: str) -> None:
    assert told(text) == (certificate, True, "")


@pytest.mark.parametrize(
    "text",
    [
        "律师执业证书注销审核申请表格",
        "《爆破作业人员许可证》申请表",
        "机动车驾驶证申请表",
        "《律师执业证呈报表》和《律师执业登记表》",
        "《军队医师换领地方〈医师资格证书〉申请表》",
        "营业执照承诺书",
        "持有的军队《医师资格证书》",
        "临时建设用地规划许可证",
        "外国人永久居留身份证",
        "非中文驾驶证的中文翻译文本",
        "手持身份证照片",
        "护照照片",
        "营业执照遗失声明",
        "建设工程规划许可证附图",
        "身份证号码",
        "律师执业证书清单",
        "身份证明",
        "许可证",
        "证书原件",
        "",
        "  ",
        "《》",
        "（）",
    ],
)
def test_a_name_means_none(text: str) -> None:
    assert told(text) is None


@pytest.mark.parametrize(
    ("text", "certificate", "holder"),
    [
        ("原调出地的同批次货物的《植物检疫证书》", "植物检疫证书", OTHERS),
        ("被探望人居民身份证", "居民身份证", OTHERS),
        ("监护人身份证", "居民身份证", OTHERS),
        ("所有设立人的居民身份证", "居民身份证", OTHERS),
        ("代理人身份证", "居民身份证", OTHERS),
        ("居民身份证（代理人）", "居民身份证", OTHERS),
        ("法定代表人的律师执业证", "律师执业证书", OTHERS),
        ("外籍父母的护照", "护照", OTHERS),
        ("教师的教师资格证书", "教师资格证书", OTHERS),
        ("住所的营业执照", "营业执照", ""),
        ("营业执照（A类有限责任公司）", "营业执照", ""),
        ("原律师执业证（工作证）", "律师执业证书", ""),
        ("律师执业证（军队的）", "律师执业证书", OTHERS),
        ("法定登记注册文件（民办非企业单位登记证）", "民办非企业单位登记证书", ""),
        ("营业执照或事业单位法人证书", "营业执照", ""),
        ("身份证、户口簿", "居民身份证", ""),
        ("《建设用地规划许可证》及附图", "建设用地规划许可证", ""),
        ("有效护照等国际旅行证件", "护照", ""),
        ("营业执照（或税务登记证）", "营业执照", ""),
    ],
)
def test_a_name_that_a_person_has_to_read(text: str, certificate: str, holder: str) -> None:
    assert told(text) == (certificate, False, holder)


def test_a_holder_that_is_said_is_no_question() -> None:
    assert told("被探望人居民身份证", OTHERS) == ("居民身份证", True, "")
    assert told("植物检疫证书（调出单位）", OTHERS) == ("植物检疫证书", False, "")


def test_the_reasons_are_sentences() -> None:
    def reason(text: str) -> str:
        meaning = NAMES.meaning(text)
        assert isinstance(meaning, Meaning)
        return str(meaning.reason)

    assert {
        text: reason(text) for text in ("营业执照", "身份证", "原《规划许可证》", "代理人身份证", "身份证、户口簿")
    } == {
        "营业执照": "就是证照的名称",
        "身份证": "就是证照的别名",
        "原《规划许可证》": "去掉书名号、原件、持有的等说法，就是证照的名称或别名",
        "代理人身份证": "是代理人的：是的话写上 holder: 其他主体",
        "身份证、户口簿": "写了几样：拆成几份材料",
    }
    assert reason("身份证或户口簿") == "几样里有一样就够：拆成 any_of，一样一份"


def test_the_first_of_two_that_claim_a_name_is_meant() -> None:
    names = Names([Named("甲许可证", ("许可甲证",)), Named("乙许可证", ("许可甲证", "甲许可证"))])
    assert [names.called(one) for one in ("甲许可证", "许可甲证", "乙许可证")] == ["甲许可证", "甲许可证", "乙许可证"]


FRONT = st.sampled_from(
    ["", "原", "旧的", "现有的", "持有的", "有效的", "本人", "申请人", "申请人的", "中华人民共和国", "四川省"]
)
BACK = st.sampled_from(
    [
        "",
        "原件",
        "复印件",
        "副本",
        "正本",
        "正、副本",
        "原件及复印件",
        "（正、副本）",
        "（复印件）",
        "(原件)",
        "（加盖公章）",
        "；",
        "。",
    ]
)
QUOTES = st.sampled_from(["{}", "《{}》", "“{}”", " {} ", "〈{}〉", "《{}", "{}》"])
WIDE = str.maketrans({one: chr(ord(one) + 0xFEE0) for one in string.printable if "!" <= one <= "~"})


@given(st.sampled_from([one.name for one in KNOWN if "、" not in one.name]), FRONT, BACK, BACK, QUOTES, st.booleans())
def test_noise_does_not_matter(name: str, front: str, back: str, more: str, quotes: str, wide: bool) -> None:
    text = front + quotes.format(name) + back + more
    assert told(text.translate(WIDE) if wide else text) == (name, True, "")


@given(st.text(alphabet="证书许可护照身份人的或及、（）()《》原件复印副本甲乙12 <>&\x00\x1b\u202e", max_size=60))
def test_nothing_that_is_written_is_too_much(text: str) -> None:
    meaning = NAMES.meaning(text)
    assert meaning is None or meaning.certificate in {one.name for one in KNOWN}
    assert NAMES.meaning(text) == meaning
    assert bare(bare(text)) == bare(text)


@pytest.mark.parametrize(
    "text",
    [
        "（" * 5000,
        "雇员家属" * 60,
        "或及和与、" * 5000,
        "营业执照" * 50,
        "原件及复印件" * 3000,
        "法定代表人" * 39 + "营业执照!",
        "有效" * 90 + "证书!",
        "<b>营业执照</b>" * 1000,
        "广州市" * 60 + "（" + "深圳市/" * 20 + "x）",
    ],
)
def test_hostile_names_are_soon_done_with(text: str) -> None:
    assert told(text) is None
    assert has_form(bare(text)) is False


def test_a_name_that_is_too_long_means_nothing() -> None:
    assert told("原" * LONGEST + "营业执照") is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("医师执业证书", True),
        ("海域使用权证书", True),
        ("机动车驾驶人身体条件证明", True),
        ("外国人停留证件", True),
        ("中华人民共和国出入境通行证", True),
        ("一次性内部资料性出版物准印证", True),
        ("普通话水平测试等级证书", True),
        ("许可证", False),
        ("资格证", False),
        ("执业资格证书", False),
        ("身份证明", False),
        ("有效身份证件", False),
        ("纳税人身份证件", False),
        ("聘用单位资质证书", False),
        ("税务证件", False),
        ("建设工程规划类许可证", False),
        ("养老保险待遇资格认证", False),
        ("组织气候可行性论证", False),
        ("特种设备作业人员资格认定取证", False),
        ("公众媒体刊登遗失证明", False),
        ("亲属关系证明或声明", False),
        ("医疗机构出具的证明", False),
        ("申请表", False),
    ],
)
def test_the_form_of_a_certificate(name: str, expected: bool) -> None:
    assert has_form(name) is expected
