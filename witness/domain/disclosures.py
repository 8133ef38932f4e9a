"""Words in a text that a person has to act on at once: somebody is in danger, or does not want to live.

The table errs on the side of a person looking: a text that is caught for nothing costs somebody a minute. It never
answers, files or decides; it only brings people in, and keeps the words from everybody else. The English phrases are
a judgement of ours; nobody who speaks Welsh, Polish or Urdu has looked at theirs. All are to be looked through with
practitioners before use.
"""

import re
from enum import StrEnum

from witness.domain.reply_spelling import letters_of, words_of


class Alarm(StrEnum):
    """What the words may speak of."""

    DISTRESS = "distress"  # they may harm themselves
    SAFEGUARDING = "safeguarding"  # somebody else may harm, watch or silence them


# Slots of the phrases: whoever it may be, and whomever it may befall. Spelt as `words_of` spells.
SLOTS = {
    "<he>": "(?:he|she|they|someone|somebody|one of them|his mates?|his friends?|his brother|his family|their mates)",
    "<he is>": "(?:he is|hes|she is|shes|they are|theyre|someone is|someones|somebody is)",
    "<me>": "(?:me|us|him|her|them|my (?:son|daughter|kid|kids|child|children|mum|mam|dad|brother|sister|family))",
    "<self>": "(?:myself|herself|himself|themselves|themself|ourselves)",
    "<my>": "(?:my|our|his|her|their)",
    "<home>": "(?:house|home|door|flat|school|college|work|window|street)",
}

PHRASES: dict[Alarm, dict[str, tuple[str, ...]]] = {
    # Before safeguarding: "kill myself" is not a threat by somebody else.
    Alarm.DISTRESS: {
        "en": (
        "wants? to die", "wanna die", "wish i was dead", "wish i were dead", "better off dead", "better off without me",
        "(?:dont|do not|doesnt) want to (?:be here|live|be alive|wake up)", "no point (?:in )?(?:living|being here)",
        "end (?:my|her|his|their) life", "end it all", "kill(?:ing|ed)? <self>", "suicid(?:e|al)", "top <self>",
        "self ?harm(?:s|ed|ing)?", "(?:harm|hurt|cut)(?:s|ing|ting)? <self>",
        "(?:cut|cutting) <my> (?:arms?|wrists?|legs?)",
        "overdosed?", "(?:took|taken|swallowed) (?:all |too many |loads of )(?:<my> |the )?(?:pills|tablets|meds)",
        "cant go on (?:like this|anymore|any more|living)", "cant (?:do|take) this (?:anymore|any more)",
        "cant stop (?:crying|shaking)", "want to disappear", "cant cope (?:anymore|any more|with this)",
        ),
        "cy": (
        "(?:eisiau|isio|moyn) marw", "lladd (?:fy hun|ei hun|eu hunain)", "niweidio (?:fy hun|ei hun)", "torri fy hun",
        "hunan ?(?:laddiad|niwed|niweidio)", "(?:ddim|dim) (?:eisiau|isio|moyn) byw", "methu (?:cario|mynd) ymlaen",
        ),
        "pl": (
        "chce umrzec", "chcialbym umrzec", "chcialabym umrzec", "nie chce (?:juz )?zyc", "zabic sie", "zabije sie",
        "samobojstw\\w*", "okalecz\\w*", "tne sie", "tnie sie", "skrzywdzic (?:sie|siebie)", "nie mam po co zyc",
        "skonczyc ze soba", "nie dam (?:juz )?rady (?:dalej|zyc)",
        ),
        "ur-Latn": (
        "marna chaht[ai]", "mar jana chaht[ai]", "jeena nahi chaht[ai]", "jina nahi chaht[ai]", "khud ?kushi",
        "khud ?ko (?:maar|mar|nuqsan|kaat)\\w*", "apne aap ko (?:maar|mar|nuqsan|kaat)\\w*", "zindagi khatam",
        ),
        "ur": (
        "مرنا چاہت\\w", "مر جانا چاہت\\w", "جینا نہیں چاہت\\w", "خود ?کشی", "خود کو (?:مار|نقصان|کاٹ)\\w*",
        "اپنے آپ کو (?:مار|نقصان|کاٹ)\\w*", "زندگی ختم",
        ),
    },
    Alarm.SAFEGUARDING: {
        "en": (
        # They are near.
        "<he is> (?:\\w+ ){0,2}outside", "outside (?:my|our) (?:house|home|door|flat|window)",
        "at (?:my|our) (?:door|window)",
        "<he is> (?:\\w+ ){0,2}at <my> <home>", "<he is> (?:right )?here", "<he> (?:(?:have|has|ve) )?found (?:me|us)",
        "knows? where (?:i|we|she|he|they) (?:live|lives|am|are|is)", "knows? <my> address", "knows? where <my>",
        "follow(?:s|ed|ing) <me>", "being followed", "followed home", "watch(?:es|ing) (?:<me>|<my> <home>|the house)",
        "stalk(?:s|ed|ing|er)?",
        # They hurt, or say that they will.
        "kill(?:s|ed)?", "killing <me>", "murder(?:ed)?", "stab(?:s|bed|bing)?", "shoot <me>",
        "(?:get|been|be) shot", "knife", "gun",
        "machete", "acid attack", "throw acid", "threat(?:s|en|ens|ened|ening)?", "(?:hit|hits|hitting) <me>",
        "beat(?:s|ing|en)? <me>", "hurt(?:s|ing)? <me>", "punch(?:ed|es)?", "kicked <me>", "strangl(?:e|es|ed|ing)",
        "chok(?:ed|ing) <me>", "attack(?:ed|ing)?", "raped?", "assault(?:ed|ing)?", "touch(?:ed|es|ing) <me>",
        "abus(?:e|ed|es|ing)", "(?:scared|afraid|frightened|terrified) of (?:him|her|them)", "burn (?:<my>|the) <home>",
        # They silence.
        "black ?mail(?:ed|ing)?", "drop the (?:case|charges)", "change <my> (?:statement|story)",
        "(?:told|tells|telling|warned) <me> (?:not to|to keep|to say|to drop)", "mouth shut", "snitch(?:es|ed|ing)?",
        "not to (?:give evidence|testify|talk to (?:you|the police))", "(?:offered|paid|paying) <me> (?:money|cash|to)",
        "<he> (?:messaged|texted|contacted|rang|called|phoned|threatened|came to) (?:<me>|<my> <home>)",
        "<he> (?:has |have |ve )?(?:has|have|got|took|taken|takes) <my> (?:phone|messages|texts)",
        "<he> (?:reads?|checks?|is reading|is checking) <my> (?:phone|messages|texts)",
        "<he is> (?:got|reading|checking|taken) <my> (?:phone|messages|texts)",
        "reading (?:this|my)",
        # They hold, or somebody is gone.
        "(?:not|isnt|arent|dont feel) safe", "unsafe", "in danger", "(?:ring|call|rang|called) 999", "need the police",
        "call(?:ed)? the police", "wont let <me>", "locked <me>", "locked in", "kidnap(?:ped)?",
        "forc(?:ed|ing|es) <me>",
        "mak(?:e|es|ing) <me> (?:sell|carry|work|do things)", "(?:ran|run|runs|running) away", "gone missing",
        "(?:hasnt|not|didnt|never) (?:come|came|been) home", "is missing",
        ),
        "cy": (
        "bygwth", "bygythia\\w*", "tu allan", "fy (?:nilyn|mrifo|nharo|lladd)", "(?:dilyn|brifo|taro|lladd) (?:fi|ni)",
        "lladd", "cyllell", "ddim yn (?:saff|ddiogel)", "mewn perygl", "gwybod lle (?:dwin|rydw i) ?n? ?byw",
        "ofn (?:fo|fe|nhw|hi)",
        ),
        "pl": (
        "groz[ia]\\w*", "grozb\\w*", "zabije (?:mnie|nas|ja|go|ich)", "zabija", "boje sie (?:go|jej|ich)",
        "(?:jest|sa|stoi|stoja|czeka) (?:pod|przed) (?:domem|drzwiami|oknem|szkola)", "sledz[ia]\\w* (?:mnie|nas)",
        "ma noz", "z nozem", "noz", "bron", "pobil\\w*", "bije (?:mnie|nas|ja|go)", "uderzyl\\w* (?:mnie|nas|ja|go)",
        "nie jest\\w* bezpieczn\\w*", "nie czuje sie bezpieczn\\w*", "w niebezpieczenstwie",
        "wie gdzie (?:mieszkam\\w*|jestem\\w*)", "(?:ma|czyta|sprawdza) (?:moj|moje) (?:telefon|smsy|wiadomosci)",
        "szantaz\\w*", "wycofa[cl]\\w* (?:zeznania|sprawe)", "zmienic zeznania", "uciekl\\w*", "zagin(?:al|ela)",
        "nie wrocil\\w* do domu", "zgwalc\\w*", "dotyka\\w* (?:mnie|ja|go)", "dzwonic na policje",
        ),
        "ur-Latn": (
        "dhamki\\w*", "(?:maar|mar) (?:dega|degi|denge|dalega|dalenge|raha|rahe|diya)", "jaan se (?:maar|mar)\\w*",
        "bahar khar[ae]", "ghar ke bahar", "darwaze par", "peecha kar\\w*", "chaku", "chaqu", "bandook", "banduk",
        "khatre mein", "khatra", "mehfooz nahi", "(?:us|un) se dar", "mera phone (?:us|un) ke paas",
        "ghar nahi aay[ai]", "bhaag gay[ai]", "bhag gay[ai]", "case wapas", "bayan badal\\w*", "qatal",
        ),
        "ur": (
        "دھمک\\w*", "مار (?:دے|دیں|ڈالے|ڈالیں|رہا|رہے|دیا)\\w*", "جان سے مار\\w*", "باہر کھڑ\\w", "گھر کے باہر",
        "دروازے پر", "پیچھا کر\\w*", "چاقو", "بندوق", "خطرے میں", "خطرہ", "محفوظ نہیں", "(?:اس|ان) سے ڈر",
        "میرا فون (?:اس|ان) کے پاس", "گھر نہیں آ\\w*", "بھاگ گ\\w+", "کیس واپس", "بیان بدل\\w*", "قتل",
        ),
    },
}  # fmt: skip


def alarm_in(text: str) -> Alarm | None:
    """Say whether a text has to reach a person at once, and why; None when no phrase of the table is in it."""
    words = words_of(text)
    return next((alarm for alarm, pattern in _PATTERNS.items() if pattern.search(words)), None)


def _compiled(by_language: dict[str, tuple[str, ...]]) -> re.Pattern[str]:
    joined = "|".join(letters_of(phrase) for phrases in by_language.values() for phrase in phrases)
    for slot, words in SLOTS.items():
        joined = joined.replace(slot, words)
    return re.compile(rf"\b(?:{joined})\b")


_PATTERNS = {alarm: _compiled(by_language) for alarm, by_language in PHRASES.items()}
