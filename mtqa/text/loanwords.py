"""Words with diacritics that English text has, in lower case and in the singular.

Compiled by hand: headwords and variants that Merriam-Webster, Collins or Oxford print with an accent, and food, dress,
titles and institutions that English newspapers print with one.
"""

from __future__ import annotations

from functools import cache

_WORDS = """
à abbé açaí acaí adiós agrément aïoli allée ångström áo aperçu apéritif apéro appliqué après arête attaché
auto-da-fé bandoneón bánh bâton béarnaise béchamel béisbol belle-époque bête blasé boîte bokmål bombé börek bouclé
boutonnière bric-à-brac brötchen brûlé brûlée bún buñuelo cachaça café café-bar café-style caffè cajón canapé
candomblé cangaço cañón carré çay célèbre cempasúchil cervecería ćevapčići ćevapi chả chaîne chaîné chargé charrería
chassé château châteaux châtelaine chef-d'œuvre chèvre churrería cinéaste cinéma cinémathèque ciré cliché
cliché-ridden clichéd cloisonné colón communiqué compañera compañero compère confrère congé consommé coöperate
coöperation coöperative coördinate coördinated coördination coördinator cortège coulée coup-d'état coupé crèche
crémant crème crème-fraîche crêpe crêperie croûte croûton crû crudité crudités csárda csárdás curaçao cuvée dài
d'état d'être d'hôte d'œuvre d'œuvres daimyō débâcle débris début débutante débuted débuting déclassé décolletage
décolleté décor déjà déjà-vu démarche démodé dénouement dépassé dérailleur déshabillé détente diamanté discothèque
divorcé divorcée dōjō doña dohyō döner doppelgänger dürüm écarté éclair éclat élan élite émigré éminence énarque
entrecôte entrée entrepôt épée époque étagère état étatisme états étouffée être étude exposé façade façon feijão
fête fêted fiancé fiancée filé flambé flambée flâneur föhn fraîche frappé fräulein frère fröccs führer führerbunker
fútbol fußball garçon gâteau gâteaux gelée gemütlich gemütlichkeit gîte glacé glögg glühwein götterdämmerung gougère
gözleme gołąbki grâce gravläx gruyère guaraní gulyás gyōza gyūdon habañero habitué háček hāngī hapū hīkoi hōjicha
hors-d'œuvre idée ingénue jägermeister jalapeño jamón jardinière jeté jícama jökulhlaup jökull jūdō kāinga kākāpō
käse kaumātua kererū knäckebröd knödel kōan kōban köfte kōhai kōhanga kōji kōrero kołaczki kūmara kümmel künefe
kūpuna kürtőskalács lángos l'œil laïcité lamé leña lèse lèse-majesté littérateur lycée macédoine mâché mädchen
madrileño maître maîtresse majesté malagueña mamá mămăligă mañana mañanera mānuka māori maracuyá marché maté matinée
mêlée melée mémoire ménage ménagerie mésalliance métier métis mètre mezcalería mì moiré müesli muñeca müsli naïf
naïve naïvely naïveté naïvety ñandú né née négligé négligée niçoise niña niñas niño niños nō noël ñoqui olé ombré
opéra öre orixá outré pączki pākehā pálinka panadería pão papá papier-mâché páramo passé pâté pâtés pâtisserie
pâtissier pâtissière peña pensée pétanque phở pièce pied-à-terre pietà piñata piñon piqué più plié plissé pōhutukawa
pörkölt porteña porteño pōwhiri précis préfecture première préparatoires prêt prêt-à-porter protégé protégée pršut
pulquería pupusería purée puréed quinceañera rāga ragù rāhui raison-d'être raisonné rakı rāmen réchauffé recherché
reëlect reëlected reëlection reggaetón régime rémoulade répondez résistance résumé retroussé risqué rôle
roman-à-clef rōnin rosé rösti roué rømmegrøt saké şalgam salón são sauté sautéed sautéing sautés scène schön séance
señor señora señores señorita sentō sertão shōchū shōgun shōjo shōnen sí siècle skål šljivovica smörgås smörgåsbord
smörgåstårta smørrebrød soigné soirée soufflé soupçon spätzle straße sumō surströmming svíčková table-d'hôte tāngata
tapénade taquería tarte-flambée tête tête-à-tête þorrablót tía tío tiramisù tōfu tortillería touché tourtière très
trompe-l'œil tūī țuică tūrangawaewae über übermensch velouté vérité vicuña virtù vis-à-vis voilà wāhine weißbier
weißwurst whānau yōkai zócalo żubrówka żurek øre þorramatur œil œuvre œuvres ʻohana
"""


@cache
def loanwords() -> frozenset[str]:
    """English words that are written with a diacritic."""
    return frozenset(_WORDS.split())
