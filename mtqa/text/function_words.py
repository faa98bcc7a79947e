"""The small words that every sentence of a language has: a cheap way to tell a foreign sentence from an English one.

Compiled by hand from the hundred most frequent words that grammars and frequency lists of each language agree on.
"""

from __future__ import annotations

from functools import cache

_ENGLISH = """
a an the and or but nor so if then than that this these those there here of in on at by for with from to into
onto over under about after before between among through during against without within upon up down out off not
no is are was were be been being am do does did done has have had having will would can could shall should may
might must i you he she it we they me him her us them my your his its our their who whom whose which what when
where why how as because while although though until since also more most other some any all both each few many
much such only own same too very just now said says one two new first last year years people who's it's don't
"""

#: Words of other languages that English text has too: English words, particles of names, Latin, abbreviations.
_AMBIGUOUS = """
aan af aga al ali alla ao ar att au av ay ba bis bol care che cho com come comme con contra da dan das de dei
del della dem den der des det di die din door dos du e ee ei el em en entre er era es est et fi gan go ha ham
han hat het hier hii hindi hun il im ja ka kale kan ki kot ku kun la lai las le leis les lo los ma mai mais mas
med meg men met mint mod na ne noch non nu nur o od om oo op os ou pa par para pas pe per plus po por pour pre
pri s sa se see sem seo si sig sin som sou su sur sus ta tai tas te tem tema ter tie til till tot tout u um un
una uu uz v va van var ve ved volt von vor w wa war wie word y ya yn yr z za zu
"""

_FOREIGN = {
    "af": "die en van het dat nie vir met sy hulle word deur maar hy hierdie ook is om te",
    "az": "və bir bu üçün ilə olan də çox sonra edir olub isə deyib ki daha",
    "ca": "de la que el en les per un una amb els és del al va més dels aquest aquesta seva també però",
    "cs": "a se v na je že s z do i ve za jsou jako po které byl od který podle jeho už nebo také při aby této",
    "cy": "mae wedi hyn nid fod gan yn yr ei oedd sydd hefyd ond",
    "da": "og i at det er en på som for de med af den ikke der var et har jeg fra hun efter blev ved eller også når "
    "være skal mod siger",
    "de": "der die das und in zu den mit von für ist des im dem nicht ein eine als auch es an werden aus er hat "
    "dass sie nach wird bei einer um am sind noch wie einem einen eines über zum war haben nur oder aber vor "
    "zur bis mehr durch wurde wurden wir ihre seine keine diese dieser gegen unter",
    "es": "de la que el en y los del se las por un para con no una su al lo como más pero sus le ya este porque "
    "esta cuando muy sin sobre también hasta donde quien desde todo durante todos contra otros ellos fue han "
    "está según entre sido años esto",
    "et": "ja on ei et see oli mis kui aga nii selle või mida ning tema oma",
    "fi": "ja on ei että se hän oli mutta kun niin kuin myös ovat joka mukaan sitä hänen tämä olla ollut kanssa sekä",
    "fr": "le la les de des du et en un une que qui dans pour sur pas au aux avec par est sont il elle nous vous "
    "ils ce cette ces son sa ses leur leurs mais où plus ne se été être comme tout après selon aussi très ont "
    "était",
    "ga": "agus bhí sé ní leis tá an na go seo sin",
    "ha": "da a na ya ta ba ce cewa wannan domin amma kuma wanda su ne cikin daga wani yadda kasar haka saboda",
    "hr": "i u je da se na za od s koji kao što će bi nije iz samo koje biti nakon prema više koja koju njegov",
    "hu": "a az és hogy nem egy ez van csak volt még már mint azt pedig lesz vagy szerint után ezt aki között meg",
    "id": "yang dan di itu dengan untuk tidak ini dari dalam akan pada juga karena oleh tersebut kepada sudah telah "
    "adalah bisa atau mereka sebagai serta ke ada",
    "is": "og að í á er sem til um var við ekki en það hann með af fyrir eru hefur þess því frá ég hún sé verið "
    "eftir þeir þetta hafa eða",
    "it": "di che e la il un per in una sono non ma lo ha le si con del della dei delle nel gli più anche è stato "
    "sul questa dopo loro essere hanno questo perché degli nella alla sulla suo sua tra fra era come",
    "lt": "ir kad su yra buvo iš į apie bet tai kaip nuo dėl per jau tik savo jis",
    "lv": "un ir ar par uz ka no tas lai kas bija kā arī pēc vai gan šī viņš",
    "nl": "de en van ik te dat die in een hij het niet zijn is was op aan met als voor er maar om zou dit door over "
    "bij ook tot je uit daar naar heeft wordt deze werd worden hebben",
    "no": "og i det er på som en til av for med at har de ikke den han et om fra men ble jeg var etter eller ved "
    "skal også når være sier",
    "pl": "w i na z się nie do to że jest o jak po za od przez dla tym który są był jego oraz było czy już tylko "
    "które która ich jako",
    "pt": "de que não o a e do da em um para é com uma os no se na por mais as dos como mas foi ao ele das tem à "
    "seu sua ou quando muito há já está também só pelo pela até isso ela depois são foram",
    "ro": "și de în a la cu care pe un o că este din pentru mai prin sau după sunt fost această într fi nu",
    "sk": "a v na sa je že do ako aj pre po ktoré alebo bol podľa jeho už ktorý sú od pri ktorá",
    "sl": "in je na da za se v ki pa tudi ter kot še pri lahko iz bil bila ali",
    "so": "oo iyo ka ku waa ee uu waxaa kale in ayaa",
    "sq": "të e në dhe për një me që nga ka është së nuk janë kjo por",
    "sv": "och i att det som en på är av för med den till inte om ett han men var jag från så kan när de har efter "
    "också över hade eller blir säger sig",
    "sw": "na ya wa kwa katika kuwa hiyo hii hilo lakini pia baada huo alisema watu ambao yake wake ambayo",
    "tl": "ang ng sa na mga ay at ito para nang siya dahil niya ayon hindi",
    "tr": "ve bir bu da de için ile olarak çok daha olan sonra kadar gibi ne var ama en değil ise olduğu tarafından "
    "ancak dedi göre olduğunu",
    "uz": "va bu bilan uchun ham bir haqida kerak deb shu ekan",
    "vi": "và của là các có được cho không trong người với một đã những này để từ khi đến cũng về tại",
}


@cache
def english() -> frozenset[str]:
    """The function words of English, in lower case."""
    return frozenset(_ENGLISH.split())


@cache
def foreign() -> dict[str, frozenset[str]]:
    """The function words of other languages in Latin script, by ISO 639-1 code."""
    return {code: frozenset(words.split()) for code, words in _FOREIGN.items()}


@cache
def languages_of() -> dict[str, tuple[str, ...]]:
    """The codes of the languages that have each of these words."""
    found: dict[str, tuple[str, ...]] = {}
    for code, words in foreign().items():
        for word in words:
            found[word] = (*found.get(word, ()), code)
    return found


@cache
def telling() -> dict[str, frozenset[str]]:
    """Those of them that English text does not have, not even in names."""
    ambiguous = frozenset(_AMBIGUOUS.split())
    return {code: words - ambiguous - english() for code, words in foreign().items()}


#: Ambiguous words that are everyday English: two of them in a row say nothing.
_EVERYDAY = """
an care come die door hat hier in is may med men met mint mod no noch o od on or over par per plus pour pre see seem so
son till to war was word ya yr
"""


@cache
def plainly_english() -> frozenset[str]:
    """Function words of English that no other language has."""
    return english().difference(*foreign().values())


@cache
def all_small() -> frozenset[str]:
    """The function words of all languages together, less those that are everyday English."""
    return frozenset().union(*foreign().values()) - english() - frozenset(_EVERYDAY.split())


@cache
def all_telling() -> frozenset[str]:
    """The telling words of all languages together."""
    return frozenset().union(*telling().values())
