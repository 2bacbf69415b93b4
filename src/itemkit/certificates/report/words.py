"""What the tables and the page of the report say: verdicts and reasons in words, figures in sentences, the notes."""

from collections.abc import Iterable, Mapping, Sequence

from itemkit.certificates.report.clearing import Cleared
from itemkit.certificates.report.contents import Contents
from itemkit.certificates.report.to_cut import Change, ToCut
from itemkit.certificates.report.verdicts import TITLES_OF_STATES, TITLES_OF_VERDICTS, Criterion, State, Verdict
from itemkit.language import _, current
from itemkit.model.vocabulary import Vocabularies


def verdict_word(verdict: Verdict) -> str:
    """What becomes of something."""
    return _(TITLES_OF_VERDICTS[verdict])


def state_word(state: State) -> str:
    """What an applicant does about a requirement today."""
    return _(TITLES_OF_STATES[state])


def decision(criterion: Criterion) -> str:
    """The verdict of a criterion; one that is not proven says so."""
    return _("取消或写依据") if criterion.is_conditional else verdict_word(criterion.verdict)


def reason(criterion: Criterion) -> str:
    """Why, after the number of the case."""
    return f"{criterion.sign}{_(criterion.says)}"


def counted(verdicts: Mapping[Verdict, int]) -> str:
    """How many requirements have each verdict: 共享核验 35，保留 16."""
    return _("，").join(f"{verdict_word(one)} {verdicts[one]}" for one in Verdict if one in verdicts)


def asked_by(one: Cleared, most: int) -> str:
    """Who asks for a certificate; of many organs the first and how many they are."""
    names = [name or _("没有写实施主体的") for name, _items in one.askers]
    return _listed(names, most, len(names), _("{names} 等 {count} 个单位"))


def issued_by(one: Cleared) -> str:
    """Who issues a certificate."""
    return _word("issuer_kind", one.issuers) or _("不详")


def how_to_get(one: Cleared, most: int = 2) -> str:
    """The items by which one gets a certificate."""
    return _listed([f"“{name}”" for name in one.issuing_items], most, one.issuing, _("{names} 等 {count} 个事项"))


def proves(one: Cleared, most: int | None = None) -> str:
    """Which facts a certificate proves."""
    words = [fact_word(fact) for fact in one.facts]
    return _listed(words, len(words) if most is None else most, len(words), _("{names} 等 {count} 项"))


def fact_word(fact: str) -> str:
    """A fact in the current language; a catalog's own word stays as it is."""
    return _word("fact", fact)


def kind_word(kind: str | None) -> str:
    """The kind of a certificate in the current language."""
    return _word("certificate_kind", kind or "")


def _word(vocabulary: str, word: str) -> str:
    entry = Vocabularies.builtin()[vocabulary].entry(word) if current() == "en" else None
    return entry.english if entry is not None and entry.english else word


def listed(names: Iterable[str]) -> str:
    """Names, one after the other."""
    return _("、").join(names)


def _listed(names: Sequence[str], most: int, count: int, more: str) -> str:
    return listed(names) if count <= most else more.format(names=listed(names[:most]), count=count)


def bound(cut: ToCut) -> str:
    """How many changes undo the deadlocks, and whether fewer could."""
    if not cut.count:
        return _("没有死结：目录里发的证照，什么都没有的人都能按某个先后顺序办到。")
    if cut.is_least:
        return _("有 {blocked} 个事项办不成；改 {count} 处就全部办得成，已证明这是最少的。").format(
            blocked=cut.blocked, count=cut.count
        )
    return _("有 {blocked} 个事项办不成；改这里的 {count} 处就全部办得成，至少要改 {least} 处。").format(
        blocked=cut.blocked, count=cut.count, least=cut.at_least
    )


def wanted(change: Change) -> str:
    """What a change is about: the certificate, with the answers under which it is asked for."""
    names = _(" 或 ").join(change.certificates)
    return _("{names}（{answers}）").format(names=names, answers=listed(change.answers)) if change.answers else names


def item_of(change: Change) -> str:
    """The item of a change, and how many are like it."""
    if not change.alike:
        return change.item
    return _("{item}（另有 {count} 个事项要求相同，改一个就够）").format(item=change.item, count=change.alike)


def notes(contents: Contents) -> list[str]:
    """How the report is to be read."""
    clearing = contents.clearing
    told = [
        _("每一处要求分别判断，证照的处理方式取对它的各处要求都成立的最强一种；变更、换发要交回的和别人的证照，只计数，不影响。"),
        _("数字①至⑥是司法部2018年“六个一律取消”的次序：①没有法律法规规定，②现有证照能证明，③书面承诺能解决，"
          "④其他材料能涵盖，⑤网络核验能解决，⑥开具单位无法调查核实。⑥从目录看不出来，要问开具单位。"),
        _("①只说目录里没有写法律、法规、国务院决定作依据，不等于没有依据：写出依据的保留，写不出的取消。"
          "营业执照、身份证这类法定证照不是证明事项，不因为没有写依据取消。"),
        _("③按证照文件的“可告知承诺”；涉及国家安全、公共安全、生态环境保护、人身健康等风险较大的不适用（国办发〔2020〕42号）。"),
        _("减少的材料：照办以后申请人不再提交的份数，任选其一的几种算一份，其中一种要留就不算减少。只出示、不收的，"
          "取消和承诺才算减少；已经共享的、已经可以承诺的、非必要的不算。"),
        _("申请表和申请人自己写的材料不在内；已经取消的事项不在内。"),
    ]  # fmt: skip
    if clearing.unlinked:
        told.append(
            _("另有 {count} 份由政府部门核发或者中介机构出具的材料，没有写是哪一种证照，没有算进来；"
              "itemkit certificates link 可以补上。").format(count=clearing.unlinked)
        )  # fmt: skip
    if contents.to_cut.changes:
        told.append(_("最少改动：一处要求去掉、换成别的或者改为部门核验，就算一处；同一序号的几处要一起改。"))
    return told
