"""Messages: a template, its values, and how they are put into words."""

from itemkit.findings import Message, msg


def test_values_go_into_the_template() -> None:
    assert str(msg("缺少 {key}（{title}）", key="name", title="事项名称")) == "缺少 name（事项名称）"


def test_a_message_may_hold_messages_and_lists_of_words() -> None:
    kinds = msg("{one}或{other}", one=msg("文字"), other=msg("列表"))
    assert str(msg("{key} 要写{wanted}", key="basis", wanted=kinds)) == "basis 要写文字或列表"
    assert str(msg("可用 {words}", words=("新办", msg("变更"), 3))) == "可用 新办、变更、3"
    assert str(msg("可用 {words}", words=())) == "可用 "


def test_values_are_never_templates_themselves() -> None:
    hostile = "{0} {key.__class__} {{"
    assert str(msg("{key}", key=hostile)) == hostile
    assert str(msg("{keys}", keys=(hostile, "%s"))) == hostile + "、%s"


def test_braces_of_a_template_are_doubled() -> None:
    assert str(msg("映射 {{ }} 里缺逗号")) == "映射 { } 里缺逗号"


def test_equal_texts_and_values_make_equal_messages() -> None:
    assert msg("{a}", a=1) == Message("{a}", {"a": 1})
    assert msg("{a}", a=1) != msg("{a}", a=2)
    assert hash(msg("{a}", a=1)) == hash(msg("{a}", a=2))
