"""Spellings that one name has in several alphabets or schemes of transliteration: Igor and Ihor, Wüst and Wuest.

Two judgements, both tables: letters that schemes exchange, which hold for any name, and given names whose forms in two
languages are one name (Nikolai is Mykola), which hold for the bearer of one surname.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from functools import cache, lru_cache
from itertools import combinations

from mtqa.text.document import Document
from mtqa.text.folding import without_accents
from mtqa.text.pattern import Pattern

#: Given names, each line the forms of one: in Russian and Ukrainian or Belarusian, and by schemes for Arabic, Persian,
#: Hebrew and Turkish. Diminutives and forms that are names of their own in English (Michael, Joseph) are left out.
_ONE_NAME = """
Aleksandr Alexander Alexandr Oleksandr Olexander Olexandr Aliaksandr
Aleksandra Alexandra Oleksandra
Aleksei Aleksey Alexei Alexey Oleksii Oleksiy Oleksij Olexiy Aliaksei
Anastasia Anastasiia Anastasiya
Anatoli Anatoly Anatolii Anatoliy Anatolij
Andrei Andrey Andrii Andriy Andrij Andrej
Arkady Arkadi Arkadii Arkadiy
Arseni Arsenii Arseniy Arseny
Artem Artyom Artiom
Bogdan Bohdan
Boris Borys
Denis Denys
Dmitri Dmitrii Dmitriy Dmitry Dmitrij Dmytro Dmitro Dzmitry
Ekaterina Yekaterina Jekaterina Kateryna
Elena Yelena Jelena Olena
Evgeni Evgenii Evgeniy Evgeny Yevgeni Yevgenii Yevgeniy Yevgeny Jewgeni Evhen Yevhen Yevhenii Yevheniy Ievgen
Evgenia Evgeniya Yevgenia Yevgeniya Yevheniia Yevheniya
Fyodor Fedor Fiodor Fedir
Galina Halyna Halina
Gennadi Gennadii Gennadiy Gennady Hennadii Hennadiy
Grigori Grigorii Grigoriy Grigory Hryhorii Hryhoriy
Igor Ihor Igar Ihar
Irina Iryna
Kirill Kirilo Kyrylo Kyryl
Konstantin Kostiantyn Kostyantyn
Ksenia Kseniia Kseniya
Leonid Leonyd
Liudmila Liudmyla Ljudmila Lyudmila Lyudmyla Ludmila Ludmyla
Maksim Maksym Maxim Maxym
Matvei Matvey Matvii Matviy
Mikhail Mikhaylo Mykhail Mykhailo Mykhaylo Michail Mihail
Natalia Nataliia Nataliya Natalya
Nikita Mykyta Mikita
Nikolai Nikolay Nikolaj Mykola Mikola
Oleg Oleh
Olga Olha
Pavel Pavlo
Petr Pyotr Piotr Petro
Ruslan Rouslan
Semyon Semion Semen
Sergei Sergey Sergej Sergii Sergiy Serhii Serhiy Serhij Siarhei
Svetlana Svitlana Sviatlana Swetlana
Stanislav Stanislaw
Stepan Stjepan
Svyatoslav Sviatoslav Sviatoslaw
Taisia Taisiia Taisiya
Tatiana Tatjana Tatyana Tetiana Tetyana
Tikhon Tykhon
Timofei Timofey Timofiy Tymofii Tymofiy
Vadim Vadym
Valentin Valentyn
Valentina Valentyna
Valeri Valerii Valeriy Valery Valerij
Vasili Vasilii Vasiliy Vasily Vasyl
Viktor Victor
Viktoria Viktoriia Viktoriya Victoria Viktorija
Vitali Vitalii Vitaliy Vitaly Vitalij
Vladimir Volodymyr Volodimir Volodymir Wladimir Wolodymyr Uladzimir
Vladislav Vladyslav Uladzislau
Vsevolod Wsewolod
Vyacheslav Viacheslav Vjacheslav
Yakov Yakiv Jakow
Yaroslav Iaroslav Jaroslav
Yegor Egor Yehor Jegor
Yulia Yuliia Yuliya Iulia Julija
Yuri Yurii Yuriy Yury Iuri Iurii Juri Jurij Iouri
Zinaida Zinayida

Abdallah Abdalla Abdulla Abdullah Abdollah Abdellah
Abdelaziz Abdulaziz Abdelasis Abdoulaziz
Abdelfattah Abdulfattah
Abdelkader Abdulqader Abdulkader Abdelqader Abdulqadir
Abdelrahman Abdulrahman Abdurrahman Abdurahman Abderrahmane Abdolrahman
Ahmad Ahmed Achmed Ahmet
Ayman Aiman Aymen
Bashar Baschar
Bilal Bilel
Daoud Daud Dawood Dawud
Ebrahim Ibrahim Ibraheem Ibrahima Ebraheem
Faisal Faysal Feisal Faycal
Farid Fareed
Farouk Farouq Faruk Faruq
Fatima Fatimah Fatma Fatemeh
Gamal Jamal Djamal Dschamal Djamel
Habib Habeeb
Hamid Hameed
Hamza Hamzah Hamzeh
Hasan Hassan Hassane
Hosein Hossein Hussain Hussein Husain Husayn Husein Houssein Hussien Hoseyn Huseyn Hüseyin Chussein
Ismail Esmail Ismael Ismaeel Esmaeil Ismaïl
Jaber Jabir
Jafar Jaafar Jaafer Dschafar Djaafar
Kasim Kassem Kassim Qasem Qasim Qassem Qassim Ghasem Gassem Ghassem
Khaled Khalid Chaled Chalid Haled Halid
Khalil Khaleel Chalil Halil
Latif Lateef
Mahmoud Mahmud Mahmood Mehmood Machmud
Maryam Mariam Meryem Maryem
Mehdi Mahdi Mehdy
Moammar Muammar Mouammar Moamer Muammer
Mohamad Mohamed Mohammad Mohammed Muhamad Muhamed Muhammad Muhammed Mohamoud Mohammod
Mostafa Moustafa Moustapha Mustafa Mustapha
Moussa Musa Mousa Moosa
Mukhtar Mokhtar Moktar Muchtar
Nasser Naser Nassir Nasir
Nouri Nuri Noori
Omar Umar Omer
Osama Usama Oussama Ussama
Othman Osman Usman Uthman Ousmane
Rachid Rashid Rasheed Raschid
Rafik Rafic Rafiq Rafeeq
Saeed Saeid Said
Salim Saleem Selim
Samir Sameer
Sharif Shareef Cherif Scherif Sherif
Soleiman Suleiman Sulaiman Sulayman Soleyman Süleyman Suleyman Souleymane Soliman
Tarek Tareq Tarik Tariq Tareck
Walid Waleed Oualid
Yahya Yahia Yehia Jahja
Yasin Yassin Yaseen Yassine Jassin
Yasser Yasir Yaser Jasser
Youcef Yousef Youssef Yusuf Yousuf Yusef Yussuf Yousof Jussuf
Youssouf Youssoupha
Zaid Zayd Zeid
Zakaria Zakariya Zakariah Zekeriya

Benjamin Binyamin Benyamin
Itzhak Yitzhak Yitzchak Itzchak Jitzchak
Moshe Mosche Moishe
Naftali Naphtali
Shimon Schimon
Yaakov Yaacov Jaakov
Yehuda Jehuda
Yoav Joav
"""
#: All of them.
FORMS_OF_GIVEN_NAMES = frozenset(_ONE_NAME.split())
#: The fewest letters that tell a name; those of Korean given names, which stand in pairs, are fewer.
_SHORTEST, _FEWEST, _LONGEST = 4, 3, 30
#: More words with the same consonants are a list or made to be slow.
_MOST = 12

# --- Letters ------------------------------------------------------------------------------------------------------

#: What schemes write for letters with marks, where others leave the mark out.
_SPELT_OUT = {
    "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "å": "aa", "ø": "oe", "æ": "ae", "œ": "oe", "č": "ch", "ć": "ch",
    "ç": "ch", "š": "sh", "ş": "sh", "ș": "sh", "ś": "sh", "ž": "zh", "ż": "zh", "ñ": "ny", "ń": "ny",
}  # fmt: skip
_WITHOUT_MARK = {"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
_MARKED = frozenset(_SPELT_OUT) | frozenset(_WITHOUT_MARK)
#: Letters that schemes exchange, in the order in which they are made one. Vowels stay, which the sounds of
#: `mtqa.text.name_spellings` leave out: letters decide here alone.
_EXCHANGED = tuple(
    (Pattern(written), one)
    for written, one in (
        ("shch|sch", "sh"),
        ("kh|gh|g", "h"),  # Harkov is Kharkov, Ihor is Igor
        ("t[sz](?=[aeiouvy]|$)", "ts"),
        ("ck|q|c(?!h)", "k"),
        ("x", "ks"),
        ("ph", "f"),
        ("w", "v"),
        ("[jy]", "i"),
        ("ou|oo", "u"),
        ("ee", "i"),
        ("off?$", "ov"),
        (r"(.)\1+", r"\1"),
        ("(?:(?<=[aeou])|^)ie", "e"),  # Yeltsin is Eltsin, Zayev is Zaev
        ("(?<=[bdfhklmnprstvz])io(?=v$)", "e"),  # Kovalyov is Kovalev
    )
)
#: A Chinese name, in which another letter is another name: Guangzhou and Huangzhou are two cities.
_PINYIN = Pattern(
    "(?:(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?(?:i?ang?|u?ang?|i?ong|[eiu]ng?|u?ai|i?ao|[eiu]i|ou|er|ia|ie|iu|u[aeo]|[aeiou]))++"
)
#: A Korean given name.
_PAIR = Pattern("[a-z]{2,6}-[a-z]{2,6}")
#: The same for the halves of Korean given names: Seok-yeol is Suk-yeol.
_KOREAN = tuple(
    (Pattern(written), one)
    for written, one in (
        ("yeo|you", "yu"),
        ("eo|eu|oo|woo", "u"),
        ("(?<![a-z])g|(?<=[a-z])g(?![a-z])", "k"),
        ("(?<![a-z])b", "p"),
        ("(?<![a-z])d", "t"),
        ("(?<![a-z])ch", "j"),
    )
)


def are_renderings(one: str, other: str) -> bool:
    """Whether two different words are one name by two schemes, or two forms of a given name."""
    one, other = one.lower(), other.lower()
    if one == other:
        return False
    if are_one_given_name(one, other):
        return True
    if _PAIR.fullmatch(one) and _PAIR.fullmatch(other) and _korean(one) == _korean(other):
        return True
    return min(len(one), len(other)) >= _SHORTEST and not _spelt_alike(one).isdisjoint(_spelt_alike(other))


def are_one_given_name(one: str, other: str) -> bool:
    """Whether two words in small letters are forms of one given name."""
    forms = _forms()
    return one in forms and forms[one] == forms.get(other)


@cache
def _forms() -> dict[str, int]:
    """For each form of a given name, in small letters, the number of the name."""
    return {form: number for number, line in enumerate(_ONE_NAME.lower().splitlines()) for form in line.split()}


@cache
def _known() -> frozenset[str]:
    return frozenset(_forms())


def _spelt_alike(word: str) -> frozenset[str]:
    """What the word is when letters that schemes exchange are one, with marks left out and spelt out."""
    words = {word}
    if not word.isascii():
        words = {
            without_accents("".join(table.get(letter, letter) for letter in word))
            for table in (_WITHOUT_MARK, {**_WITHOUT_MARK, **_SPELT_OUT})
        }
    return frozenset(map(_one_spelling, words))


@lru_cache(maxsize=256)
def _one_spelling(word: str) -> str:  # remembered, for several ask about a pair in turn
    if _PINYIN.fullmatch(word):
        return word
    for written, one in _EXCHANGED:
        word = written.sub(one, word)
    return word


def _korean(word: str) -> str:
    for written, one in _KOREAN:
        word = written.sub(one, word)
    return word


# --- Words of a text ----------------------------------------------------------------------------------------------


class _Consonants(dict[int, str | None]):
    """What is left of each letter in the key by which words are brought together: vowels and exchanged letters go."""

    def __missing__(self, code: int) -> str | None:
        letter = chr(code)
        plain = without_accents(_WITHOUT_MARK.get(letter, letter))
        kept = "".join(_KEPT.get(part, part) for part in plain)
        self[code] = kept or None  # at the first letter that has a longer or an empty text `str.translate` turns slow
        return self[code]


_KEPT = {**dict.fromkeys("eiouyhgj", ""), "c": "k", "q": "k", "x": "ks", "z": "s", "w": "v", "f": "v", "p": "v"}
_KEYS = _Consonants()
#: Letters that are one sound, in the order in which they are made shorter, or plain.
_SOUNDS = {"kh": "h", "shch": "sh", "sch": "sh", "x": "ks"}


def renderings(document: Document, names: Collection[str]) -> Iterator[tuple[str, str]]:
    """Pairs of ``names``, words of the text in small letters, that may be one name in two spellings."""
    listed = [word for word in names if _FEWEST <= len(word) <= _LONGEST]
    if not listed:
        return
    written = "\n".join(listed)
    for letters, one in _SOUNDS.items():
        written = written.replace(letters, one)
    written = written.translate(_KEYS)
    for letter in "abdklmnrstv":
        written = written.replace(letter * 2, letter)
    keys = written.split("\n")
    alike: defaultdict[str, list[str]] = defaultdict(list)
    if len(set(keys)) < len(keys):
        for word, key in zip(listed, keys, strict=True):
            alike[key].append(word)
    given: defaultdict[int, list[str]] = defaultdict(list)
    for word in _known().intersection(listed):
        given[_forms()[word]].append(word)
    seen = set()
    for group in (*alike.values(), *given.values()):
        if 1 < len(group) <= _MOST:
            for pair in combinations(sorted(group), 2):
                if pair not in seen and _may_be_one(document, *pair):
                    seen.add(pair)
                    yield pair


def _may_be_one(document: Document, one: str, other: str) -> bool:
    if are_renderings(one, other):
        return True
    return _korean(one) == _korean(other) and _is_half(document, one) and _is_half(document, other)


def _is_half(document: Document, word: str) -> bool:
    """Whether the word stands beside a hyphen somewhere."""
    return f"-{word}" in document.lowered or f"{word}-" in document.lowered
