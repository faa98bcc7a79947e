"""Words that English may double, and function words that can never meet: facts that the rules on repetition share.

Collected for this project from grammars of English (reduplication, intensifying repetition, binomials) and
checked against edited news; every set says what its words have in common.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Two clauses may meet in these: "had had", "said that that", "gave her her", "told you you", "who they are are".
MEETING = _words("had that her you it is are was were be do does did have has will can may which one")

#: Said twice or oftener for emphasis, to soothe, to cheer or to scold.
EMPHATIC = _words(
    "very really so too much many more far long never ever no yes yeah yep nope ok okay please well now then "
    "there hear here come go run look wait stop hey hi hello bye goodbye ha hah hee ho ah aah oh ooh uh um er hm "
    "hmm wow whoa aw blah yada etc big little old new good bad great poor dear sorry thank thanks love right "
    "wrong fast slow slowly quick quickly deep deeply high higher up down round around over again always only "
    "just quite almost maybe all gone dead rich hot cold free holy win you he she i we they me why what who how "
    "where when whatever"
)

#: Names of things, sounds and styles that are doubled as they stand.
REDUPLICATED = _words(
    "agar aye baa bang beep beri bla bling blah boda bon bonbon boo boom bora bye can caw cha chi choo chop chow "
    "clap click cluck cous cuckoo dada dik ding din dong doo drip drum dum fifty gaga gado goody hula hush hut ju "
    "juju jig kai knock la lala lap lava lomi mahi mama mau meow moo murmur na nana night nudge oink pad papa pat "
    "patter paw pee pili ping piri plink plop plus poi pom poo pooh pop puff purr quack quid rah rat ring row "
    "roly shush sing singsong snip ta tam tap tat tee tick tip toc tock tom toot tsk tuk tum tut tutti tweet "
    "ululu vroom wah walla wee wham whup wink woof yadda yap ylang yo yoo yum zig zoom twenty half step"
)

#: Articles, prepositions, conjunctions: doubled only by a slip of the pen, in speech and in names as well.
FUNCTION = _words(
    "the a an of in on at by for from with to into onto upon against between among through during without within "
    "and or but nor if than as because although while since until unless their his its our my your this these "
    "those not also been being am who whose whom said says"
)

#: Common nouns and names of days, months and states that no name doubles, so that "Minister Minister" is a slip.
NEVER_DOUBLED_NAMES = _words(
    "president minister prime secretary senator governor mayor king queen prince princess pope chancellor "
    "ambassador police government parliament ministry army court council commission committee union party "
    "university internet january february march april june july august september october november december monday "
    "tuesday wednesday thursday friday saturday sunday russia ukraine china germany france britain england israel "
    "iran iraq syria turkey japan india pakistan afghanistan poland spain italy greece egypt europe america "
    "africa asia russian ukrainian chinese german french british american israeli iranian iraqi syrian turkish "
    "japanese indian polish spanish italian greek egyptian european african asian moscow kyiv beijing berlin "
    "paris london brussels washington tehran ankara"
)

#: What the names of places and bodies end in, so that "Severance Hospital hospital" says it twice.
ENDS_A_NAME = _words(
    "hospital county city province district delta river mountain mountains island islands lake valley street road "
    "square bridge airport port station stadium university school college academy institute museum theatre temple "
    "church mosque bank company corporation group agency ministry committee commission council court bureau "
    "department association federation foundation organization center centre club park hotel region state village "
    "festival newspaper desert sea strait peninsula dam"
)

#: Titles that a name follows.
TITLES = _words(
    "president minister secretary senator governor mayor chancellor ambassador king queen prince princess pope general "
    "colonel captain premier chairman mr mrs ms dr professor sheikh"
)

#: Particles of phrasal verbs, and prepositions: the second one may open a phrase ("came in in March").
PARTICLES = _words("in on up out over by off through")

#: Verbs, and the pronouns that follow them, after which a doubled particle is right.
TAKES_A_PARTICLE = _words(
    "it them him us me gave give gives given giving came come comes coming went go goes going gone put puts moved "
    "move moves moving took take taken taking brought bring brings turned turn turns turning logged log logging "
    "checked check checking dropped drop stepped step walked walk flew fly carried carry carries carrying held "
    "hold holding settled settle closed sworn phoned called handed sent let kept keep set sets setting stay "
    "stayed drawn signed sign locked lived live living passed pass dug"
)

#: Where the two meet, a word said twice with "and" or "or" is an idiom or a way of saying "many".
BINOMIAL = _words(
    "more less fewer better worse further farther bigger smaller higher lower again over on round around through "
    "up down in out by neck so such half now then never always years days weeks months hours minutes miles pages "
    "lots loads tons millions thousands hundreds dozens piles rows heaps layers generations centuries decades "
    "ages people things ways friends times"
)

#: The article or possessive, and what can never follow it in the same sentence.
IMPOSSIBLE_AFTER_ARTICLE: dict[str, frozenset[str]] = {
    "the": _words(
        "a an of and or is are was were has than their its our his this these those with into because although"
        " my your every another"
    ),
    "a": _words("the an of and or is are was were has had into than their its our his this these those"),
    "an": _words("a the of and or is are was were has into than their its our his this these those"),
    "their": _words("a an the of is are was were another this these"),
    "our": _words("a an the of is are was were another this these"),
    "your": _words("a an the of are was were"),
    "its": _words("the a an of another this these"),
    "every": _words("of the a an my our their his its"),
}

#: After an article these are a slip only when another article or possessive comes next ("from the in the days").
PREPOSITIONS = _words("in on at by for from to")
ARTICLES = _words("the a an")
POSSESSIVES = _words("its their his our your every this these those")

#: What makes an impossible pair possible: the word after it ("the with profits fund", "a and b").
POSSIBLE_BEFORE: dict[tuple[str, str], frozenset[str]] = {
    ("the", "a"): _words("team teams la cappella priori posteriori list level levels side road grade and or"),
    ("the", "and"): _words("sign symbol so"),
    ("the", "or"): _words("else"),
    ("the", "has"): _words("been beens"),
    ("the", "his"): _words("and"),
    ("the", "with"): _words("profits profit"),
    ("a", "and"): _words("b e the"),
    ("a", "or"): _words("b an the"),
    ("a", "has"): _words("been"),
    ("a", "his"): _words("and"),
    ("an", "or"): _words("else"),
}

#: Unhyphenated compounds begin so: "the on the ground report".
OPENS_A_COMPOUND = _words("ground time spot book road job fly moment side go record day way air water table field ball")

#: Endings of nouns that nobody doubles for emphasis.
ABSTRACT_NOUN = ("ity", "tion", "sion", "ment", "ness", "ence", "ance", "ship", "ism", "logy", "ics", "acy", "ure")

#: Endings of adjectives that nobody doubles for emphasis.
LONG_ADJECTIVE = ("ous", "ial", "ical", "onal", "ible", "worthy", "istic")

#: What may follow "X and X" when the second one is not qualified.
AFTER_A_PAIR = _words(
    "and but or is are was were has have had will would can could may might must should in on at by during said says"
)

#: After these comes a noun, so that "care and care" is no verb said twice for emphasis.
TAKES_A_NOUN = _words("the a an of with in for his her its their our this that these those any no some on about into")
