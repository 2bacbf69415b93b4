"""Standards, items and overlays for property tests: small, and with much in common, so that they meet."""

from typing import Any

from hypothesis import strategies as st

NAMES = st.sampled_from(["甲", "《甲》", "乙", "丙", "（）"])
WHEN = st.sampled_from([{"a": "x"}, {"b": ["y", "z"]}])
NEED = st.sampled_from(["必要", "容缺后补"])


def sometimes(**keys: Any) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=keys)


MATERIALS = st.builds(
    lambda name, more: {"name": name, **more},
    NAMES,
    sometimes(certificate=st.sampled_from(["证一", "证二"]), copies=st.integers(0, 1), when=WHEN, need=NEED),
)
GROUPS = st.builds(
    lambda members, more: {"any_of": members, **more},
    st.lists(MATERIALS, min_size=1, max_size=3),
    sometimes(name=NAMES, when=WHEN, need=NEED),
)
LISTS = st.lists(st.one_of(MATERIALS, MATERIALS, GROUPS), max_size=5)
LIMIT = st.builds(
    lambda days, more: {"days": days, "unit": "工作日", **more}, st.integers(1, 2), sometimes(note=st.just("x"))
)
CONTENT = sometimes(
    materials=LISTS,
    quota=st.sampled_from(["一", "二"]),
    conditions=st.lists(st.sampled_from(["甲", "乙"]), max_size=2),
    time_limit=sometimes(statutory=LIMIT, promised=LIMIT),
    effective=sometimes(**{"from": st.just("2026-01-01"), "to": st.just("2030-01-01")}),
    status=st.just("在用"),
    version=st.integers(1, 2),
)
BASE = {"name": "甲", "type": "行政许可"}
STANDARDS = CONTENT.map(lambda more: {**BASE, "code": "440123004000", "department": "23", **more})
WHOLE = CONTENT.map(lambda more: {"standard": "440123004000", **BASE, "region": "440100", **more})

OVER_MATERIALS = st.builds(
    lambda name, more: {"name": name, **more},
    NAMES,
    sometimes(
        certificate=st.sampled_from(["证一", "证二", None]),
        copies=st.sampled_from([0, 1, None]),
        when=WHEN | st.none(),
        need=NEED | st.none(),
    ),
)
OVER_GROUPS = st.builds(
    lambda members, more: {"any_of": members, **more},
    st.lists(OVER_MATERIALS, min_size=1, max_size=3),
    sometimes(name=NAMES | st.none(), when=WHEN | st.none(), need=NEED),
)
DROPS = st.builds(lambda one, drop: {**one, "drop": drop}, OVER_MATERIALS | OVER_GROUPS, st.booleans())
OVERLAYS = sometimes(
    materials=st.lists(OVER_MATERIALS | OVER_GROUPS | DROPS, max_size=5) | st.none(),
    quota=st.sampled_from(["一", None]),
    conditions=st.lists(st.sampled_from(["甲", "乙"]), max_size=2) | st.none(),
    time_limit=sometimes(statutory=LIMIT | st.none(), promised=LIMIT) | st.none(),
    effective=sometimes(**{"from": st.sampled_from(["2026-02-01", None]), "to": st.none()}),
).map(lambda more: {"standard": "440123004000", "region": "440100", **more})
