"""Adjectives of peoples and countries, as news needs them."""

from __future__ import annotations

#: Source: adjectival forms of the states in the CIA World Factbook ("nationality"), with common regional ones.
PEOPLES = frozenset(
    """
    Afghan African Albanian Algerian American Angolan Arab Arabic Argentine Armenian Asian Australian Austrian
    Azerbaijani Bahraini Bangladeshi Belarusian Belgian Bolivian Bosnian Brazilian British Bulgarian Burmese Cambodian
    Cameroonian Canadian Catalan Chechen Chilean Chinese Colombian Congolese Crimean Croatian Cuban Cypriot Czech
    Danish Dutch Ecuadorian Egyptian Emirati English Eritrean Estonian Ethiopian European Finnish French Georgian German
    Ghanaian Greek Haitian Hungarian Icelandic Indian Indonesian Iranian Iraqi Irish Israeli Italian Ivorian Japanese
    Jordanian Kazakh Kenyan Korean Kosovan Kurdish Kuwaiti Kyrgyz Laotian Latvian Lebanese Libyan Lithuanian
    Macedonian Malaysian Maltese Mexican Moldovan Mongolian Montenegrin Moroccan Mozambican Nepalese Nicaraguan
    Nigerian Norwegian Omani Pakistani Palestinian Panamanian Paraguayan Persian Peruvian Philippine Polish
    Portuguese Qatari Romanian Russian Rwandan Saudi Scottish Senegalese Serbian Singaporean Slovak Slovenian Somali
    Soviet Spanish Sudanese Swedish Swiss Syrian Taiwanese Tajik Tanzanian Thai Tibetan Tunisian Turkish Turkmen
    Ugandan Ukrainian Uruguayan Uyghur Uzbek Venezuelan Vietnamese Welsh Western Yemeni Zambian Zimbabwean
    """.split(),
)
