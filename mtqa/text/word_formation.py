"""How English makes words that no list has: prefixes, suffixes, compounds.

The lists are written for mtqa from general knowledge; Bauer and Huddleston's chapter in the Cambridge Grammar of the
English Language says more of the ways. Stems of drug names are those of the World Health Organization's INN stem book.
"""

from __future__ import annotations

from mtqa.text.lexicon import frequency, is_name, is_word
from mtqa.text.pattern import Pattern

#: What may stand before a word, with or without a hyphen.
PREFIXES = frozenset(
    """
aero after agri agro ante anti arch astro audio auto back bi bio by cardio centi chemo chloro chrono circum co contra
counter
cross cryo crypto cyber de deci deca demi dis down eco electro endo epi ethno euro ex exo extra fluoro fore forth geo
giga gyno hecto hemi hetero homo hydro hyper hypo immuno infra inter intra intro kilo macro mal mega meta micro mid
milli mini mis mono multi nano narco near neo neuro non nona octo off omni on ortho out over oxy paleo palaeo pan para
patho peri petro philo phono photo phospho physio poly post pre pro proto pseudo psycho pyro quadri quasi radio re
retro self semi septi socio step sub super sur techno tele tetra theo thermo through top trans tri turbo ultra un
under uni up vice video with
""".split()
)
_LONGEST_PREFIX = max(map(len, PREFIXES))
#: What a prefix stands before has at least so many letters, and is no rarity.
_SHORTEST = 4
_KNOWN = 2
#: Endings put to a whole word.
_SUFFIXES = tuple(
    """
abilities ability able al ator ators atory back based bound core cracy crat down esque fest fic free friendly fuel
fueled fuelled gate goer goers going graphy hood ification ified ify ish ism isms ist ista istas ists ization isation
ize ise ized ised izing ising land less like lover maker makers making mania monger nik niks ness nomics off or ors
ory ology ologist ological out over phile philia phobe phobia phobic proof scape scapes ship speak style ware ward
wards ways wear wide wise worthy
""".split()
)
#: Endings that adjectives take, and how such adjectives end.
_ADJECTIVES = (
    ("ly", ("ing", "al", "ous", "ive", "able", "ible", "ful", "less")),
    ("ity", ("al", "ar", "ile", "ive")),
)
_VOWELS = "aeiou"
#: Endings of the words of science and medicine, whatever stands before them; INN stems among them.
_TECHNICAL = Pattern(
    r"[a-z]{2,20}(?:vir|mab|mabs|tinib|ciclib|parib|gliptin|gliflozin|glutide|statins?|sartan|prazole|cillin|mycin|"
    r"cycline|floxacin|conazole|caine|dipine|olol|setron|triptan|lukast|barbital|azepam|oxetine|quine|phosphate|"
    r"phosphonate|sulfate|sulphate|chloride|fluoride|bromide|cyanide|benzene|ethylene|acetate|carbonate|nitrate|"
    r"itis|otomy|ectomy|ostomy|oscopy|oscope|ologist|ologists|ology|ological|ologically|osis|oses|aemia|emia|pathy|"
    r"pathic|plasty|genic|genesis|graphy|grapher|graphers|graphic|graphical|metric|metry|phage|saur|saurs|saurus|"
    r"aceae|idae|cide|cidal|cyte|cytes|blast|blasts|blastomas?|carcinomas?|"
    r"ceptor|ceptors|ylene|idine|amide|amine|amines|zyme|zymes)"
)
#: Short words that stand in compounds.
_SHORT_PARTS = frozenset(
    """
air arm art ash bag ball bar bed bee big box boy bus bug bun cab cam cap car cat day dog dry ear egg eye fan fat fin
fly fog fox fun gas gay gun gym hat hip hit hot ice ink jet job key kid lap law leg lip log low mac man map mat men mid
mud net new nut oil old one pad pan pay pen pet pie pig pit pop pot pub pro rag rap raw red rib rig rim rod row rug
run sea set sex shy six sky ski sub sum sun tab tar tax tea tech ten tie tin tip top toy tub two van vet war wax way web
wet wig zip zoo
""".split()
)
_COMPOUND = 7
_PART_FREQUENCY = 3
#: A word of the grammar makes no compound: "thereport" is two words run together.
_NO_PART = frozenset(
    "about also been could from have here into must shall should such than that their them then there these they this "
    "those upon very were what when where which while whom whose will with would your ours mine ment tion able ness "
    "ally ance ence ions".split()
)


def is_formed(word: str) -> bool:
    """Whether ``word``, in lower case, is made of known words as English makes them."""
    return bool(_has_prefix(word) or _has_suffix(word) or is_compound(word) or _TECHNICAL.fullmatch(word))


def _is_known(word: str) -> bool:
    """Whether the word is no rarity, or the plural of one that is none."""
    return frequency(word) >= _KNOWN or (
        word.endswith("s") and not word.endswith("ss") and frequency(word[:-1]) >= _KNOWN
    )


def _has_prefix(word: str) -> bool:
    longest = min(_LONGEST_PREFIX, len(word) - _SHORTEST)
    return any(word[:at] in PREFIXES and _is_known(word[at:]) for at in range(2, longest + 1))


def _has_suffix(word: str) -> bool:
    if word.endswith("s") and not word.endswith("ss") and is_word(word[:-1]):
        return True
    if any(word.endswith(suffix) and _is_adjective(word.removesuffix(suffix), ends) for suffix, ends in _ADJECTIVES):
        return True
    stems = ((word.removesuffix(suffix), suffix) for suffix in _SUFFIXES if word.endswith(suffix))
    return any(_is_stem(stem, suffix) for stem, suffix in stems if len(stem) >= _SHORTEST and stem[-1] != "y")


def _is_adjective(stem: str, ends: tuple[str, ...]) -> bool:
    return stem.endswith(ends) and len(stem) > _SHORTEST and _is_known(stem)


def _is_stem(stem: str, suffix: str) -> bool:
    if _is_known(stem) or is_name(stem):
        return True
    loses_e = suffix[0] in _VOWELS and _is_known(stem + "e")
    return loses_e or (suffix.startswith("abl") and stem[-1] == stem[-2] and _is_known(stem[:-1]))


def is_compound(word: str) -> bool:
    """Whether two usual words, neither a word of the grammar, stand together in ``word``."""
    if len(word) < _COMPOUND:
        return False
    return any(_is_part(word[:at]) and _is_part(word[at:]) for at in range(3, len(word) - 2))


def _is_part(word: str) -> bool:
    if len(word) < _SHORTEST:
        return word in _SHORT_PARTS
    return frequency(word) >= _PART_FREQUENCY and word not in _NO_PART
