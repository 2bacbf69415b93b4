"""What a comparison promises whatever is compared: nothing of nothing, the mirror of the mirror, no order."""

import random
from functools import cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from itemkit.diff.change import Change
from itemkit.diff.compare import COMPARERS, compare
from itemkit.diff.kinds import KINDS
from itemkit.diff.likeness import canonical
from itemkit.source.catalog import Catalog
from itemkit.source.records import Records

CATALOG = Path(__file__).parents[2] / "catalog"

NAMES = st.sampled_from(
    ["申请表", "申请表（原件）", "《申请书》", "营业执照", "身份证明", "租赁合同", "检测报告", "公证书"]
)
TEXTS = st.sampled_from(
    ["年满18周岁", "年满十八周岁", "年满20周岁的公民", "有固定场所", "有固定的经营场所", "无犯罪记录"]
)
UNITS = st.sampled_from(["工作日", "自然日"])
DAYS = st.integers(0, 60)
WHENS = st.dictionaries(
    st.sampled_from(["household", "premises"]),
    st.one_of(st.sampled_from(["yes", "no"]), st.just(["yes", "no"])),
    min_size=1,
    max_size=2,
)


def some(**fields: st.SearchStrategy) -> st.SearchStrategy:
    """Mappings with any of these keys."""
    return st.fixed_dictionaries({}, optional=fields)


LIMITS = st.fixed_dictionaries({"days": DAYS, "unit": UNITS}, optional={"note": TEXTS})
MATERIALS = st.fixed_dictionaries(
    {"name": NAMES},
    optional={
        "certificate": st.sampled_from(["营业执照", "居民身份证"]),
        "need": st.sampled_from(["必要", "非必要", "容缺后补"]),
        "access": st.sampled_from(["提交", "核验", "共享"]),
        "holder": st.sampled_from(["申请人", "其他主体"]),
        "source": st.sampled_from(["申请人自备", "政府部门核发", "中介机构出具"]),
        "medium": st.sampled_from(["纸质", "电子化", "纸质或电子化"]),
        "original": st.integers(0, 2),
        "copies": st.integers(0, 2),
        "when": WHENS,
        "requirement": TEXTS,
        "form": st.sampled_from(["https://example.gov.cn/a", "https://example.gov.cn/b"]),
        "supplement_days": st.integers(1, 5),
        "note": TEXTS,
    },
)
GROUPS = st.fixed_dictionaries(
    {"any_of": st.lists(MATERIALS, min_size=1, max_size=3)},
    optional={"name": NAMES, "need": st.sampled_from(["必要", "非必要"]), "when": WHENS, "note": TEXTS},
)
ITEMS = some(
    name=NAMES,
    status=st.sampled_from(["在用", "暂停", "取消", "草稿"]),
    type=st.sampled_from(["行政许可", "公共服务"]),
    level=st.sampled_from(["省级", "市级"]),
    handling=st.sampled_from(["即办件", "承诺件"]),
    reach=st.sampled_from(["全国", "全省", "全市"]),
    audience=st.lists(st.sampled_from(["自然人", "企业法人", "其他组织"]), max_size=3, unique=True),
    channels=st.lists(st.sampled_from(["窗口办理", "网上办理"]), max_size=2, unique=True),
    conditions=st.lists(TEXTS, max_size=4),
    situations=st.just([
        {"id": "household", "question": "户籍在哪里？", "options": {"yes": "本市", "no": "外地"}},
    ]),
    materials=st.lists(st.one_of(MATERIALS, GROUPS), max_size=5),
    steps=st.lists(
        st.fixed_dictionaries(
            {"name": st.sampled_from(["受理", "审查", "审查与决定", "决定", "送达"])},
            optional={"days": DAYS, "unit": UNITS, "standard": TEXTS, "by": NAMES},
        ),
        max_size=4,
    ),
    special=st.lists(
        st.fixed_dictionaries(
            {"name": st.sampled_from(["现场核查", "专家评审", "听证"])},
            optional={"days": DAYS, "unit": UNITS, "counted": st.booleans(), "fee": st.booleans()},
        ),
        max_size=3,
    ),
    time_limit=some(statutory=LIMITS, promised=LIMITS),
    fees=st.lists(
        st.fixed_dictionaries(
            {"name": st.sampled_from(["工本费", "考试费"])},
            optional={"amount": st.integers(0, 90), "per": NAMES, "standard": TEXTS, "reducible": st.booleans()},
        ),
        max_size=2,
    ),
    results=st.lists(
        st.fixed_dictionaries(
            {"name": NAMES},
            optional={
                "valid_for": st.sampled_from(["P4Y", "P6M", "P1Y6M"]),
                "delivery": st.lists(st.sampled_from(["邮寄", "窗口领取"]), min_size=1, unique=True),
            },
        ),
        max_size=2,
    ),
    visits=st.integers(0, 3),
    online=some(url=st.just("https://example.gov.cn/"), pay=st.booleans()),
    express=st.booleans(),
)  # fmt: skip


@cache
def shipped() -> list[dict]:
    """The whole items of the shipped catalog, as plain data."""
    catalog = Catalog(CATALOG)
    return [item.as_data() for _path, item in Records(catalog, catalog.find()).items()]


def mirror(change: Change) -> tuple:
    measure = -change.measure if change.measure else None
    told = canonical([change.after, change.before])
    return (change.kind.mirror, str(change.b), str(change.a), told, change.effect.reverse.value, str(measure))


def seen(change: Change) -> tuple:
    told = canonical([change.before, change.after])
    return (change.id, str(change.a), str(change.b), told, change.effect.value, str(change.measure))


def assert_mirrored(a: dict, b: dict) -> None:
    assert sorted(map(seen, compare(a, b))) == sorted(map(mirror, compare(b, a)))


@given(ITEMS)
def test_nothing_changes_between_an_item_and_itself(item):
    assert compare(item, item) == []


@settings(max_examples=150)
@given(ITEMS, ITEMS)
def test_the_other_direction_is_the_mirror(a, b):
    assert_mirrored(a, b)


def test_the_other_direction_is_the_mirror_for_items_that_people_wrote():
    draw = random.Random(6)
    for _ in range(150):
        assert_mirrored(*draw.sample(shipped(), 2))


@settings(max_examples=100)
@given(ITEMS, st.randoms(use_true_random=False))
def test_order_is_no_difference(item, draw):
    shuffled = {key: item[key] for key in draw.sample(sorted(item), len(item))}
    for key in ("materials", "conditions", "fees", "results", "special", "audience", "channels"):
        if key in shuffled:
            shuffled[key] = draw.sample(shuffled[key], len(shuffled[key]))
    assert compare(item, shuffled) == []


@settings(max_examples=100)
@given(ITEMS, ITEMS, st.randoms(use_true_random=False))
def test_order_makes_no_other_difference(a, b, draw):
    def value(one):
        return sorted(one, key=canonical) if isinstance(one, list) else one

    def told(one, other):
        return sorted(
            (change.id, canonical([value(change.before), value(change.after)]), change.effect.value)
            for change in compare(one, other)
        )

    shuffled = {**b}
    for key in ("materials", "conditions"):
        if key in shuffled:
            shuffled[key] = draw.sample(shuffled[key], len(shuffled[key]))
    assert told(a, b) == told(a, shuffled)


@settings(max_examples=50)
@given(ITEMS, ITEMS)
def test_every_message_can_be_said(a, b):
    for change in compare(a, b):
        assert str(change.message)
        assert change.id in KINDS


def test_everything_that_is_otherwise_is_told():
    """No key of an item can change in silence."""
    item = max(shipped(), key=len)
    silent = [
        key
        for key in item
        if item[key] not in ("在用", []) and not compare({other: item[other] for other in item if other != key}, item)
    ]
    assert silent == []
    assert set(item) <= set(COMPARERS)
