"""Family G, the rule of one file: a proof (证明) that no law, regulation or decision of the State Council asks for.

The other rules of the family need to know the whole catalog; they are in `itemkit.certificates`.
"""

from collections.abc import Iterator

from itemkit.findings import Hit, Place, Severity, msg
from itemkit.lint import laws
from itemkit.lint.readings import EACH_MATERIAL
from itemkit.lint.rules import material_words as words
from itemkit.lint.rules.kinds import ItemRule, item_rule
from itemkit.lint.view import Data, View

_MAY_ASK = frozenset({laws.LAW, laws.REGULATION, laws.STATE_COUNCIL, laws.LOCAL})
"""优化营商环境条例 第四十四条: 法律、法规或者国务院决定; local regulations are 法规 too."""


@item_rule("G205", "proof-without-basis", Severity.WARNING, missing=True, reads=EACH_MATERIAL)
def proof_without_basis(item: View) -> Iterator[Hit]:
    """要申请人去别处开证明，没有法律、法规或者国务院决定作依据。

    ## 为什么
    没有法律、法规或者国务院决定作依据的证明事项要取消；写不出依据、只有规章和文件作依据的，多半就是该取消的。

    ## 依据
    优化营商环境条例第四十四条：证明事项应当有法律、法规或者国务院决定依据；国办发〔2018〕47号：没有法律法规规定的证明事项一律取消。

    ## 反例
        materials: [{name: 居住满一年证明, source: 其他, issuer: 居民委员会, original: 1}]

    ## 正例
        materials:
          - {name: 健康证明, source: 其他, issuer: 医疗机构, original: 1,
             basis: {law: 中华人民共和国食品安全法, kind: 法律, article: 第四十五条}}
          - {name: 居住证明, certificate: 居民身份证, source: 政府部门核发, access: 核验}

    ## 怎么改
    在 `basis` 写出法律、法规或国务院决定和条款；写不出的，取消它，改用证照、告知承诺或部门核验。
    """
    for pointer, material in item.materials:
        if not _asks_for_proof(material):
            continue
        name, basis = material["name"], material.get("basis")
        if basis is None:
            message = msg("证明“{name}”没有写依据：写出法律、法规的条款，写不出的取消", name=name)
            yield Hit(Place(pointer / "basis"), message)
            continue
        levels = laws.levels(basis["law"], basis.get("kind"), basis.get("number", ""))
        if levels and not levels & _MAY_ASK:
            message = msg(
                "证明“{name}”只有{levels}作依据：写出法律、法规或者国务院决定的条款，写不出的取消",
                name=name,
                levels=tuple(level for level in laws.LEVELS if level in levels),
            )
            yield Hit(Place(pointer / "basis"), message)


def _asks_for_proof(material: Data) -> bool:
    """Whether the applicant has to get a proof from somebody else."""
    name = material["name"]
    return (
        "证明" in name
        and material.get("source", "申请人自备") != "申请人自备"
        and material.get("access") != "共享"
        and material.get("certificate", "证明").endswith("证明")
        and words.is_proof(name)
    )


PROOFS_RULES: tuple[ItemRule, ...] = (proof_without_basis,)
"""The rules of family G of one file."""
