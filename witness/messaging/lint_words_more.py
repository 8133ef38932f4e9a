"""The words of Polish and Urdu that may not stand in a message to a family. Not yet checked by a speaker.

They are the plainest words of courts, police, crime, evidence and threats. What they miss, the person who checks each
template has to see; for a language without a list here, all of it.
"""

from witness.domain.contact import Tier
from witness.messaging.lint_words import WordRule, any_of

SHOWS = "a word of the courts shows what this is about"
CRIME = "a word of the crime shows what happened to somebody"
EVIDENCE = "nobody may talk about evidence in a message"
THREAT = "nobody is brought to anything by threats"
NEVER = "nobody is called this, by us, at any level"
LATE = "a text may be read a day late: name the day"

POLISH: tuple[WordRule, ...] = (
    WordRule(
        "polish_court",
        SHOWS,
        any_of(
            r"sąd(?:u|owi|em|zie|y|ów|ach|ow\w+)?|sadzie|sadow\w+|rozpraw\w+|[śs]wiad(?:ek|k\w+|cz\w+|ectw\w*)|s[ęe]dzi\w+"
            r"|prokurat\w+|adwokat\w*|proces\w*|wyrok\w*|policj\w*|policjant\w*|areszt\w*|wi[ęe]zieni\w+|przes[łl]uchani\w+"
        ),
        Tier.L2,
    ),
    WordRule(
        "polish_crime",
        CRIME,
        any_of(r"przest[ęe]p\w+|przemoc\w*|napa[śs][ćc]\w*|gwa[łl]t\w*|molest\w+|seksual\w*|spraw[ac]\w*"),
        Tier.L2,
    ),
    WordRule("polish_never", NEVER, any_of(r"ofiar\w*|wykorzysta\w+|oskar[żz]\w+|zarzut\w*"), Tier.L3),
    WordRule("polish_evidence", EVIDENCE, any_of(r"zezna\w+|dow[oó]d\w*|co si[ęe] sta[łl]o"), Tier.L3),
    WordRule(
        "polish_threat",
        THREAT,
        any_of(r"musi(?:sz|cie|my)?|obowi[ąa]z\w+|kar(?:a|y|ę|ą|ze)|grzywn\w+|ostatni\w* szans\w*|natychmiast|piln\w+"),
        Tier.L3,
    ),
    WordRule("relative_day", LATE, any_of(r"dzi[śs](?:iaj)?|jutro|wczoraj|pojutrze"), Tier.L3),
)

URDU: tuple[WordRule, ...] = (
    WordRule(
        "urdu_court", SHOWS, any_of("عدالت|عدالتی|مقدمہ|مقدمے|گواہ|گواہی|جج|وکیل|پولیس|گرفتار|جیل|سماعت"), Tier.L2
    ),
    WordRule("urdu_crime", CRIME, any_of("جرم|جرائم|مجرم|زیادتی|جنسی|تشدد"), Tier.L2),
    WordRule("urdu_never", NEVER, any_of("متاثرہ|متاثرین|استحصال|ملزم|الزام|الزامات"), Tier.L3),
    WordRule("urdu_evidence", EVIDENCE, any_of("ثبوت|شہادت|بیان|کیا ہوا تھا"), Tier.L3),
    WordRule("urdu_threat", THREAT, any_of("لازمی|لازماً|ورنہ|جرمانہ|سزا|آخری موقع|فوراً"), Tier.L3),
    WordRule("relative_day", LATE, any_of("آج|کل|پرسوں"), Tier.L3),
)

FURTHER = POLISH + URDU
