"""What search engines are told of an item: the truth, in a block that no text can leave."""

import json

import pytest

from itemkit.guides import GuideContext
from itemkit.guides.jsonld import structured
from itemkit.model.item import Item


def test_a_full_item(full_item: Item, context: GuideContext) -> None:
    said = json.loads(structured(full_item.as_data(), context, "广州市"))
    assert said == {
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "name": "公共场所卫生许可（新办）",
        "alternateName": ["卫生许可证"],
        "identifier": "11440100007482620J344012300400001",
        "serviceType": "行政许可",
        "provider": {
            "@type": "GovernmentOrganization",
            "name": "市卫生健康委员会",
            "identifier": "11440100007482620J",
        },
        "areaServed": {"@type": "AdministrativeArea", "name": "广州市"},
        "audience": [
            {"@type": "Audience", "audienceType": "企业法人"},
            {"@type": "Audience", "audienceType": "非法人企业"},
        ],
        "availableChannel": [
            {"@type": "ServiceChannel", "serviceUrl": "https://example.gov.cn/apply", "availableLanguage": "zh-CN"},
            {
                "@type": "ServiceChannel",
                "serviceLocation": {"@type": "Place", "name": "市政务服务中心", "address": "华利路61号"},
                "availableLanguage": "zh-CN",
                "servicePhone": {"@type": "ContactPoint", "telephone": "020-12345"},
            },
            {
                "@type": "ServiceChannel",
                "serviceLocation": {"@type": "Place", "name": "区政务服务中心"},
                "availableLanguage": "zh-CN",
                "servicePhone": {"@type": "ContactPoint", "telephone": "020-12345、020-12333"},
            },
        ],
        "offers": [{"@type": "Offer", "name": "工本费", "price": 10, "priceCurrency": "CNY"}],
        "serviceOutput": [{"@type": "Thing", "name": "卫生许可证"}, {"@type": "Thing", "name": "不予许可决定书"}],
    }


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"fees": []}, {"offers": [{"@type": "Offer", "price": 0, "priceCurrency": "CNY"}]}),
        ({"fees": [{"name": "费", "standard": "见文件"}]}, {}),
        ({"fees": [{"name": "费", "amount": 5, "when": {"a": "b"}}]}, {}),
        (
            {"time_limit": {"promised": {"days": 20, "unit": "自然日"}}},
            {},
        ),  # there is no channel that it could be said of
        ({"online": {"url": "javascript:alert(1)"}}, {}),
    ],
)
def test_only_what_is_plain_is_said(fields, expected) -> None:
    said = json.loads(structured({"name": "甲"} | fields, GuideContext(), ""))
    assert said == {"@context": "https://schema.org", "@type": "GovernmentService", "name": "甲"} | expected


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        ({"promised": {"days": 20, "unit": "自然日"}}, "P20D"),
        ({"statutory": {"days": 30, "unit": "自然日"}}, "P30D"),
        ({"promised": {"days": 5, "unit": "工作日"}, "statutory": {"days": 30, "unit": "自然日"}}, None),
        ({"promised": {"days": 0, "unit": "自然日"}}, None),
    ],
)
def test_working_days_are_no_duration(limits, expected) -> None:
    data = {"name": "甲", "windows": [{"place": "大厅"}], "time_limit": limits}
    (channel,) = json.loads(structured(data, GuideContext(), ""))["availableChannel"]
    assert channel.get("processingTime") == expected


def test_no_text_leaves_the_block(hostile_item: Item, context: GuideContext) -> None:
    made = structured(
        hostile_item.as_data() | {"aliases": ["</script>", "<!--", "]]>", "half \ud800", "\u202ebidi"]}, context, ""
    )
    assert not set("<>&") & set(made)
    assert json.loads(made)["alternateName"] == ["</script>", "<!--", "]]>", "half \ufffd", "\ufffdbidi"]
