"""The beginning of every question to the index about certificates: who asks for which, who issues which.

A certificate goes by its name, whatever alias a file uses; one that has no file goes by the name that is used for it.
Items that are cancelled neither ask nor issue.
"""

from itemkit.model.actions import LOST, REISSUING

NAMED = """
named AS (SELECT name, min(certificate) AS certificate FROM certificate_names GROUP BY name),
cancelled AS (SELECT file FROM items WHERE status = '取消')
"""
"""Names and aliases of certificates with the certificate, of two that claim one name (N204) the first; and the items
that do not count."""

ASKED = f"""{NAMED},
asked AS (
    SELECT materials.*, coalesce(named.certificate, materials.certificate) AS called
    FROM materials ANTI JOIN cancelled USING (file) LEFT JOIN named ON materials.certificate = named.name
)
"""
"""The materials of all items that are not cancelled; ``called``: the certificate, none if it is none."""

ISSUED = """
issued AS (
    SELECT results.*, coalesce(named.certificate, results.certificate) AS called
    FROM results ANTI JOIN cancelled USING (file) LEFT JOIN named ON results.certificate = named.name
    WHERE results.certificate IS NOT NULL
)
"""
"""The certificates that items end with; to be put behind `NAMED` or `ASKED`."""


IS_FIRST_ISSUE = f"""NOT coalesce(
    regexp_matches(items.actions, '{"|".join(sorted(REISSUING))}') AND NOT contains(items.actions, '新办'), false)
"""
"""Whether what an item issues may go to those who do not have it yet: not `itemkit.model.actions.reissues`."""
SAYS_FIRST = f"""CASE WHEN coalesce(items.action, '其他') <> '其他'
    THEN items.action NOT IN ({", ".join(f"'{one}'" for one in sorted(REISSUING))})
    ELSE coalesce(contains(items.actions, '新办'), false) END
"""
"""Whether an item says that it is for those who apply for the first time, be it among others."""
SPEAKS_OF_LOSS = f"coalesce(regexp_matches(items.name, '{'|'.join(LOST)}'), false)"
"""Whether the name of an item may speak of certificates that are lost; `itemkit.model.actions.replaces_lost` knows."""
