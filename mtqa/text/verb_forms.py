"""Forms of English verbs that can be one thing only, so that a pattern may judge what stands before them.

Compiled by hand from the list of irregular verbs that grammars of English give.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Past forms that are never a participle, an infinitive or a noun: nothing but a subject stands before them.
FINITE_ONLY = _words(
    "went took gave wrote spoke knew chose ate flew threw stole drew began grew forgot shook swam sang underwent "
    "undertook overcame withdrew mistook came became"
)

#: Past forms and participles that are never an infinitive. "Found", "wound", "saw", "lay" and "bore" are left out.
NEVER_BASE = FINITE_ONLY | _words(
    "gone taken given known written spoken chosen eaten flown thrown stolen drawn begun grown forgotten shaken "
    "seen broken driven risen fallen shown proven woken undergone undertaken withdrawn told said made held kept "
    "brought thought sold caught taught bought fought sought sent spent built meant understood heard lost left "
    "led paid won slept had been stood sat dealt wept swept crept swore sworn tore torn wore worn hidden "
    "forbidden forgiven ridden ran did done"
)

#: Infinitives, adverbs and other words in "-ed" that are no past forms.
IS_BASE_IN_ED = _words(
    "need feed speed proceed exceed succeed bleed breed heed seed weed embed shed shred wed bed sled indeed "
    "accede concede precede recede secede supersede intercede impede breastfeed overfeed overspeed hundred sacred "
    "naked kindred rugged wicked imbed knead reed greed deed creed steed red ted med shred "
    "spoonfeed reseed unneeded cede"
)
