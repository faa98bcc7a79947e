"""Foreign names and terms that are right in English news, and what the rules on names leave alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from mtqa.rules import all_rules
from mtqa.text.document import Document
from tests.growth import grows_linearly

_RULES = [rule for rule in all_rules() if rule.family == "NAM"]
_RIGHT = """
President Volodymyr Zelenskyy met reporters in Kyiv, Ukraine.
Volodymyr Zelensky, Ukraine’s president, spoke to the Verkhovna Rada.
Reuters calls the president of Ukraine Zelenskiy, and always did.
“I was born in Kiev in 1990,” the singer said in 2023.
The Knesset voted after midnight; the Likud and Shas parties abstained.
The Bundestag and the Bundesrat agreed; Chancellor Olaf Scholz thanked the Bundeswehr.
Ayatollah Ali Khamenei received Basij commanders in Tehran.
The second intifada began in 2000 at al-Haram al-Sharif in Jerusalem.
Mikhail Gorbachev’s perestroika and glasnost ended with the Soviet Union.
Hyundai, Samsung and Lotte are chaebol; so is Hanjin.
The oligarch Roman Abramovich sold Chelsea and left London.
Recep Tayyip Erdoğan of Turkey is plain Erdogan in most papers.
Türkiye, as Turkey asks to be called, sent ships through the Bosporus and the Bosphorus.
Al-Qaida, al-Qaeda and al Qaeda appear on the same page.
Moammar Gadhafi, Muammar Gaddafi and Muammar el-Qaddafi are spellings of one name.
Hezbollah and Hizbullah fired; Sheikh Naim Qassem spoke from Dahiyeh.
Abdel Fattah el-Sissi hosted talks in Sharm el-Sheikh.
Crown Prince Mohammed bin Salman flew from Riyadh to Jeddah.
The Houthis, or Ansar Allah, hold Sanaa and Hodeidah in Yemen.
Mykhailo Fedorov and Mikhail Fridman are two people; so are Serhiy and Sergei.
Oleksandr Syrskyi, whom the BBC calls Syrsky, commands Ukraine’s army.
Odessa and Odesa, Donbass and Donbas, Lugansk and Luhansk occur in Ukraine stories.
The Chernobyl plant, or Chornobyl in Ukrainian, has a new shelter.
Severodonetsk and Sievierodonetsk are the same city in Ukraine.
Izyum and Izium are both written in stories on Ukraine.
The Zaporizhzhya and Zaporizhzhia plants are one plant in Ukraine.
Kim Jong Un met Kim Yo Jong; the BBC wrote Kim Jong-un.
Yoon Suk Yeol, or Yoon Suk-yeol, was impeached in Seoul.
Xi Jinping and Li Qiang spoke in Zhongnanhai in Beijing.
The gaokao, hukou and hongbao are known to readers of Chinese news.
Lai Ching-te and Tsai Ing-wen of Taiwan met Ma Ying-jeou.
Peking University and Tsinghua University hold first place; Peking duck was served in 2023.
Bombay High Court, the Calcutta Cup and IIT Madras kept their names in 2024.
Aung San Suu Kyi was held in Naypyidaw, Burma, and in Naypyitaw, Myanmar.
The Lok Sabha passed it and the Rajya Sabha followed, Narendra Modi said.
The Majlis-e-Shoora and the Bangladeshi Jatiya Sangsad met.
Jacob Zuma, Cyril Ramaphosa and the Umkhonto we Sizwe party took part.
The loya jirga in Kabul, Afghanistan, chose Hamid Karzai.
Cote d’Ivoire, Côte d’Ivoire and Ivory Coast sent teams.
Timor-Leste and East Timor, Cabo Verde and Cape Verde, Czechia and the Czech Republic took part.
Eswatini’s king Mswati III rules by decree in 2024.
Angela Merkel’s energiewende and Ostpolitik are terms of German politics.
Marine Le Pen’s Rassemblement National won; gendarmes watched the Elysee.
Pedro Sánchez leads from the Moncloa; other papers write Sanchez.
Viktor Orbán’s party is Orban’s in most papers.
Aleksandar Vucic and Aleksandar Vučić rule Serbia; the Republika Srpska does not obey.
Luiz Inácio Lula da Silva returned to the Planalto; favelas cheered.
Nicolás Maduro’s colectivos patrolled Caracas.
Mapuche and Quechua speakers voted for Gabriel Boric in Chile.
Carabinieri arrested a capo of the ’Ndrangheta in Calabria.
The Kremlin, the FSB and Rosgvardia said nothing; siloviki watched.
Shinzo Abe, Fumio Kishida and Shigeru Ishiba led Japan; keiretsu lobbied.
The yakuza and the triads fought over a mah-jongg parlour in Kowloon.
Imams and muezzins called for Eid al-Adha and Ramadan in Mecca and in Makkah.
The peshmerga took Kirkuk; Irbil and Erbil are one city.
Khan Younis and Khan Yunis, Jabalia and Jabaliya are places in Gaza.
Deir el-Zour and Deir ez-Zor are spellings of one city in Syria.
Abu Mohammed al-Golani, or al-Jolani, became Ahmad al-Sharaa in Syria.
Benjamin Netanyahu, often Binyamin Netanyahu, spoke to Yedioth Ahronoth and Haaretz.
Itamar Ben-Gvir and Itamar Ben Gvir of Israel are one man.
Qassem Soleimani, Qasem Soleimani and Qassim Suleimani are one Iranian general.
Abbas Araghchi, or Araqchi, flew from Tehran to Muscat.
Sviatlana Tsikhanouskaya, or Svetlana Tikhanovskaya, left Belarus.
Chiang Kai-shek, Sun Yat-sen and Mao Tse-tung made history in China.
Simona Halep beat Elina Svitolina; Ons Jabeur lost to Paula Badosa.
Dynamo Kiev lost to Barcelona in 1999 and to Benfica in 2021.
The village of Pekin in Illinois and Moscow in Idaho are American towns.
Mr. White Church, the boxer, and Happiness Obi, the runner, won in Lagos.
Golden Gate Bridge and Raisin Canes are not in Ukraine, but Ukrainians know them.
Esmail Qaani, or Ghaani, of Iran met Haibatullah Akhundzada of the Taliban, whom some write Akhunzada.
Yuri Ushakov and Kirill Dmitriev of Russia met Steve Witkoff and Jared Kushner of the White House.
Karol Nawrocki of Poland, Péter Magyar of Hungary and Nicușor Dan of Romania took part in Europe’s talks.
He Lifeng and Pan Gongsheng of China met Scott Bessent; Kazuo Ueda of Japan met Jerome Powell.
Abdourahamane Tiani of Niger, also Tchiani, met Assimi Goïta of Mali and Ibrahim Traoré.
Ousman Sonko of Gambia stood trial; Ousmane Sonko of Senegal did not, in Africa’s news.
Mike Woltz has a farm in the United States; Kim Gun-hee of South Korea scored.
Sany, Gree and Midea of China are companies; so are Hanwha, Naver and SK Hynix of Korea.
Emmanuel Macron ate a macaron in Strasbourg; France laughed.
""".strip().splitlines()


@pytest.mark.parametrize("text", _RIGHT)
def test_right_names_are_left_alone(text: str) -> None:
    assert [(rule.code, hit.message) for rule in _RULES for hit in rule.hits(Document(text))] == []


def _found(text: str, *, names: frozenset[str] = frozenset(), published: date | None = None) -> list[tuple[str, str]]:
    document = Document(text, names=names, published=published)
    return [
        (document[hit.span], hit.suggestion.text if hit.suggestion else "")
        for rule in _RULES
        if rule.code in ("NAM04", "NAM05", "NAM07")
        for hit in rule.hits(document)
    ]


def test_the_form_that_the_story_or_its_metadata_has_is_suggested() -> None:
    text = "In Kyiv, Selenskyj spoke."
    assert _found(text) == [("Selenskyj", "Zelenskyy")]
    assert _found(text + " Zelensky was tired.") == [("Selenskyj", "Zelensky")]
    assert _found(text, names=frozenset({"Volodymyr Zelenskiy"})) == [("Selenskyj", "Zelenskiy")]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("In Tehran, İsmail Bekayi briefed reporters of Iran.", "Esmail Baghaei"),
        ("The Kremlin’s Ouchakov spoke in Moscow.", "Ushakov"),
        ("Lijian Zhao of China’s Foreign Ministry spoke in Beijing.", "Zhao Lijian"),
        ("In Seoul, Han Tong-hun of South Korea resigned.", "Han Dong-hoon"),
        ("In Senegal, Basiru Diomaye Faye spoke.", "Bassirou Diomaye Faye"),
        ("The United States sent Vitkoff.", "Witkoff"),
        ("Europe’s Kristine Lagard kept rates.", "Christine Lagarde"),
        ("China’s Ningde Times makes batteries.", "CATL"),
        ("Russia shipped coal through Oust-Louga.", "Ust-Luga"),
    ],
)
def test_spellings_of_other_languages_are_mended_where_the_story_is_at_home(text: str, right: str) -> None:
    assert [suggested for _, suggested in _found(text)] == [right]


def test_a_name_that_the_metadata_gives_is_right() -> None:
    assert _found("A concert in Bagdad was cancelled.") == [("Bagdad", "Baghdad")]
    assert _found("A concert in Bagdad was cancelled.", names=frozenset({"Bagdad"})) == []


def test_a_former_name_is_right_in_its_time() -> None:
    assert _found("Trains to Kiev were late.", published=date(2023, 1, 5)) == [("Kiev", "Kyiv")]
    assert _found("Trains to Kiev were late.", published=date(2010, 1, 5)) == []
    assert _found("Trains to Kiev were late.") == []


def test_parts_of_longer_names_and_addresses_are_left_alone() -> None:
    text = (
        "The Alianza Bagdad Club, bagdad.example, @Bagdad, #Bagdad and Neu-Bagdad are not the city; Bagdads are none."
    )
    assert _found(text) == []


@pytest.mark.parametrize("text", ["Bagdad and Kiev in 2022 ", "Liman, Ukraine, Raisin region. Kiev. Kyiv ", "BAGDAD "])
def test_a_name_again_and_again_costs_no_square(text: str) -> None:
    def work(size: int) -> Callable[[], object]:
        document = Document(text * size)
        assert document.vocabulary
        assert document.sentences
        return lambda: [hit for rule in _RULES for hit in rule.hits(document)]

    assert grows_linearly(work, 400)
