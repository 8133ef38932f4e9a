"""What families write, as data: each phrase with what it means and its language.

A phrase counts as a whole sentence, once courtesies are taken off; the tables that say otherwise say so. English is
ours; nobody who speaks Welsh, Polish or Urdu has looked at the others, and the page that shows the table says that.
Spelt as `reply_spelling.spelt` spells: small letters, no accents, no apostrophes.
"""

from dataclasses import dataclass
from enum import StrEnum


class Meaning(StrEnum):
    """What a reply asks for."""

    COMING = "coming"
    HELP = "help"
    WORRIED = "worried"
    CANNOT = "cannot"  # they say that they will not come: nothing is cancelled by it
    LATE = "late"  # they are on their way, or late: it matters now
    QUESTION = "question"
    OTHER_TIME = "other_time"  # a meeting does not suit them; a court date is nobody's to ask away
    WHO_LOOKED = "who_looked"  # who looked at their record
    STOP_ASKING = "stop_asking"  # no more checks of how they are; every other text goes on
    WHAT_WE_SAID = "what_we_said"  # what we told them, and when
    STOP = "stop"
    START = "start"
    WRONG_NUMBER = "wrong_number"
    UNCLEAR = "unclear"  # a person reads it
    SAFEGUARDING = "safeguarding"  # somebody may be in danger: a person acts at once
    DISTRESS = "distress"  # they may harm themselves: a person acts at once


@dataclass(frozen=True, slots=True)
class TableLanguage:
    """A language of the tables. checked_by: who speaks it and has looked at its phrases; "" for nobody yet."""

    code: str
    name: str
    checked_by: str = ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase, as it must be spelt to match."""

    words: str
    language: str
    meaning: Meaning


LANGUAGES: tuple[TableLanguage, ...] = (
    TableLanguage("en", "English", "our own judgement, to be looked through with practitioners"),
    TableLanguage("cy", "Welsh"),
    TableLanguage("pl", "Polish"),
    TableLanguage("ur-Latn", "Urdu in Latin letters"),
    TableLanguage("ur", "Urdu"),
)

_M = Meaning

# The whole text. Phrases are parted by "|".
WHOLE_TEXTS: dict[Meaning, dict[str, str]] = {
    _M.COMING: {
        "en": "1|one|option 1|option one|number 1|coming|im coming|we are coming|were coming|i am coming|"
        "i will be there|ill be there|we will be there|well be there",
        "cy": "un|dwin dod|dan ni n dod|dyn ni n dod|mi fydda i yno|bydda i yno|byddwn ni yno",
        "pl": "jeden|przyjde|bede|bedziemy|przyjdziemy",
        "ur-Latn": "aik|main aa raha hoon|main aa rahi hoon|hum aa rahe hain|hum aayenge",
        "ur": "ایک|میں آ رہا ہوں|میں آ رہی ہوں|ہم آ رہے ہیں|ہم آئیں گے",
    },
    _M.HELP: {
        "en": "2|two|option 2|option two|number 2|need a lift|i need a lift|we need a lift|need lift|lift|"
        "need help getting there|i need help getting there|we need help getting there",
        "cy": "dau|angen lifft|dwi angen lifft|angen help i gyrraedd",
        "pl": "dwa|potrzebuje podwozki|potrzebuje transportu|potrzebujemy transportu",
        "ur-Latn": "do|hamein gari chahiye|gari chahiye|sawari chahiye",
        "ur": "دو|گاڑی چاہیے|ہمیں گاڑی چاہیے|سواری چاہیے",
    },
    _M.WORRIED: {
        "en": "3|three|option 3|option three|number 3|worried|im worried|i am worried|scared|im scared|i am scared|"
        "help|help me|call me|ring me|ring|call|call back|call me back|can you call me|can you ring me|"
        "please call|phone me|give me a call|give me a ring|i need to talk|need to talk",
        "cy": "tri|wedi poeni|dwin poeni|ffoniwch fi|ffonia fi|dwi angen siarad",
        "pl": "trzy|martwie sie|boje sie|prosze zadzwonic|zadzwon|zadzwon do mnie|prosze o telefon|oddzwon|pomoc",
        "ur-Latn": "teen|mujhe call karo|call karo|call karein|mujhe phone karo|phone karein|mujhe dar lag raha hai|"
        "main pareshan hoon|madad",
        "ur": "تین|مجھے کال کریں|کال کریں|فون کریں|مجھے فون کریں|مجھے ڈر لگ رہا ہے|میں پریشان ہوں|مدد",
    },
    _M.CANNOT: {
        "en": "cant make it|we cant make it|i cant make it|cannot make it|we cannot make it|i cannot make it|"
        "not coming|im not coming|i am not coming|we are not coming|were not coming|cant come|i cant come|"
        "we cant come|cannot come|i cannot come|we cannot come|wont be there|i wont be there|we wont be there|"
        "i will not be there|we will not be there|i will not come|we will not come|i wont come|we wont come|"
        "i wont be coming|we wont be coming|not able to come|unable to come|unable to attend|cant attend|"
        "i cant attend|we cant attend|shes not coming|hes not coming|she is not coming|he is not coming|"
        "she wont come|he wont come|she cant come|he cant come",
        "cy": "ddim yn dod|dwi ddim yn dod|dydw i ddim yn dod|dydyn ni ddim yn dod|methu dod|alla i ddim dod|"
        "dwi methu dod|fedra i ddim dod",
        "pl": "nie przyjde|nie przyjdziemy|nie moge przyjsc|nie mozemy przyjsc|nie damy rady|nie bedzie mnie|"
        "nie bedzie nas",
        "ur-Latn": "nahi aa sakta|nahi aa sakti|nahi aa sakte|hum nahi aa sakte|main nahi aa sakta|"
        "main nahi aa sakti|nahi aayenge|hum nahi aayenge|main nahi aaunga|main nahi aaungi",
        "ur": "نہیں آ سکتا|نہیں آ سکتی|نہیں آ سکتے|ہم نہیں آ سکتے|ہم نہیں آئیں گے|میں نہیں آ سکتا|میں نہیں آ سکتی",
    },
    _M.START: {
        "en": "start|unstop|restart|start again|start texting me again|you can text me again|text me again",
        "cy": "ailddechrau|dechrau eto",
        "pl": "wznow|zacznij znowu",
        "ur-Latn": "shuru|dobara shuru karein|dobara shuru karo",
        "ur": "شروع|دوبارہ شروع کریں",
    },
    _M.STOP_ASKING: {
        "en": "stop asking|stop asking me|stop asking how i am|stop asking me how i am|dont ask me how i am|"
        "stop check|stop checks|no more checks",
        "cy": "peidiwch a gofyn sut ydw i|dim mwy o ofyn",
        "pl": "prosze nie pytac|nie pytajcie|prosze juz nie pytac",
        "ur-Latn": "mat poochein|mat pucho|haal mat pucho",
        "ur": "مت پوچھیں|حال مت پوچھیں",
    },
    _M.WHO_LOOKED: {
        "en": "who looked|who looked at my record|who looked at our record|who looked at it|who has looked|"
        "who has looked at my record|who has looked at our record|who saw my record|who saw our record|"
        "who has seen my record|who has seen our record|who looked at my file|who looked at our file|"
        "tell me who looked|tell me who looked at my record|tell me who looked at our record",
        "cy": "pwy sydd wedi edrych|pwy edrychodd|pwy sydd wedi gweld fy nghofnod|pwy sydd wedi edrych ar fy nghofnod",
        "pl": "kto patrzyl|kto ogladal|kto ogladal moje dane|kto ogladal nasze dane",
        "ur-Latn": "kis ne dekha|kisne dekha|hamara record kis ne dekha|mera record kis ne dekha",
        "ur": "کس نے دیکھا|ہمارا ریکارڈ کس نے دیکھا|میرا ریکارڈ کس نے دیکھا",
    },
    _M.WHAT_WE_SAID: {
        "en": "what did you tell me|what did you tell us|what have you told me|what have you told us|what did you say|"
        "tell me again|tell us again|send it again|say it again|what was the date again|whats the date again|"
        "what is the date again|i lost your text|ive lost your text|i deleted your text|i have lost your text",
        "cy": "beth ddwedoch chi|beth ddywedoch chi wrthyf|dwedwch eto|anfonwch eto|dwi wedi colli eich neges",
        "pl": "co mi powiedzieliscie|co pisaliscie|prosze powtorzyc|wyslij jeszcze raz|prosze wyslac jeszcze raz",
        "ur-Latn": "aap ne kya bataya|dobara batayein|dobara bhejein",
        "ur": "آپ نے کیا بتایا|دوبارہ بتائیں|دوبارہ بھیجیں",
    },
}

# A whole sentence, whatever stands in the others.
WRONG_NUMBER: dict[str, str] = {
    "en": "wrong number|wrong person|wrong no|wrong num|you have the wrong number|youve the wrong number|"
    "you have wrong number|youve got the wrong number|you got the wrong number|you got wrong number|"
    "i think you have the wrong number|think you have the wrong number|i think youve got the wrong number|"
    "think youve got the wrong number|this is the wrong number|its the wrong number|its a wrong number|"
    "you have the wrong person|youve got the wrong person|you got the wrong person|wrong number mate|"
    "youve got the wrong number mate|you have the wrong number mate|"
    "you must have the wrong number",
    "cy": "rhif anghywir|y rhif anghywir|mae gennych y rhif anghywir|person anghywir",
    "pl": "zly numer|to zly numer|pomylka|to pomylka|pomylil pan numer|pomylila pani numer|zla osoba",
    "ur-Latn": "galat number|ghalat number|ye galat number hai|yeh ghalat number hai|wrong number hai",
    "ur": "غلط نمبر|یہ غلط نمبر ہے|رانگ نمبر",
}

# A whole sentence. "end", "quit" and "cancel" are left out: "cancel please" may mean the day, not the texts.
STOP_SENTENCES: dict[str, str] = {
    "en": "stop|stopall|stop it|stop now|just stop|please just stop|unsubscribe|unsubscribe me|no texts|no texting|"
    "no messages|not interested in texts",
    "cy": "stopiwch|stopio|stopia|peidiwch",
    "pl": "przestancie|przestan|prosze przestac",
    "ur-Latn": "band karo|band karein|bas karo",
    "ur": "بند کریں|بند کرو|بس کرو",
}

# A sentence that begins with one of these asks us to stop, whatever follows: not to write is the safer mistake.
STOP_BEGINNINGS: dict[str, str] = {
    "en": "stop texting|stop texts|stop the texts|stop these texts|stop your texts|stop messaging|stop messages|"
    "stop the messages|stop these messages|stop your messages|stop sending|stop contacting|stop all|stop writing|"
    "stop bothering me|stop the reminders|stop reminders|stop reminding|stop spamming|stop harassing|"
    "no more texts|no more messages|no more reminders|no more of these|dont text|do not text|dont message|"
    "do not message|dont contact|do not contact|dont send me|do not send me|dont send any more|"
    "do not send any more|dont write to me|do not write to me|never text me|i want you to stop texting|"
    "i want these to stop|i want these texts to stop|i want this to stop|i want to stop getting|"
    "i want to opt out|i would like to opt out|i dont want any more|i do not want any more|"
    "i dont want these|i do not want these|i dont want your texts|id rather you didnt text|id rather you dont text|"
    "take me off|take my number off|remove me|remove my number|delete my number|lose my number|leave me alone|"
    "leave us alone|opt out|opt me out|quit texting|quit messaging|cancel texts|cancel the texts|cancel these texts|"
    "end these texts|end the texts|enough texts|enough with the texts|unsubscribe",
    "cy": "stopiwch|stopio|peidiwch a thecstio|peidiwch a tecstio|peidiwch ag anfon|peidiwch a gyrru|"
    "dim mwy o negeseuon|dim rhagor o negeseuon|dim mwy o decstiau|dim mwy o destunau|gadewch lonydd|"
    "dwi ddim eisiau mwy o negeseuon",
    "pl": "przestan pisac|przestancie pisac|przestan wysylac|przestancie wysylac|prosze nie pisac|nie pisz|"
    "nie piszcie|prosze przestac pisac|prosze przestac wysylac|nie wysylaj|nie wysylajcie|prosze nie wysylac|"
    "zadnych wiecej smsow|zadnych wiecej wiadomosci|nie chce wiecej smsow|nie chce wiecej wiadomosci|"
    "usuncie moj numer|zostawcie mnie w spokoju|koniec smsow",
    "ur-Latn": "message band|messages band|text band|sms band|mujhe message mat|message mat|text mat|mujhe text mat|"
    "messages mat|aur message mat|mera number hata|mujhe tang mat|paigham band",
    "ur": "میسج بند|پیغام بند|مجھے میسج مت|میسج مت|پیغام مت|مجھے پیغام مت|میرا نمبر ہٹا|مجھے تنگ مت",
}

# Somewhere in the text: a person reads it at once, so a wrong guess costs a minute.
LATE: dict[str, str] = {
    "en": "running late|running behind|going to be late|gonna be late|will be late|well be late|ill be late|"
    "were late|im late|we are late|i am late|bit late|taxi is late|taxi late|on our way|on my way|omw|"
    "stuck in traffic|stuck on the|missed the bus|missed the train|missed our bus|missed our train|"
    "taxi hasnt come|taxi has not come|taxi didnt come|taxi not here|no taxi|train is cancelled|bus didnt come|"
    "nearly there|almost there|just parking|we are lost|were lost",
    "cy": "yn hwyr|ar ein ffordd|ar fy ffordd|ar y ffordd|dal mewn traffig",
    "pl": "spoznie sie|spoznimy sie|spozniam sie|jestesmy w drodze|jestem w drodze|utknelismy w korku",
    "ur-Latn": "der ho gayi|der ho jayegi|raste mein|late ho|traffic mein",
    "ur": "دیر ہو|راستے میں|ٹریفک میں",
}

# A text that begins with one of these asks for another time, whatever follows: two times that can be read, or a story.
OTHER_TIME_BEGINNINGS: dict[str, str] = {
    "en": "another time|other time|other times|a different time|different time|new time|not then|"
    "that time is no good|that time is not good|that time doesnt work|that time does not work|"
    "can we have another time|can we have a different time|can i have another time|can i have a different time|"
    "can we move the visit|can we change the visit|can we move the meeting|can we change the meeting|"
    "can we meet another day|can we meet another time|move the visit|change the visit|move the meeting",
    "cy": "amser arall|amser gwahanol|gawn ni amser arall|symud yr ymweliad|newid yr ymweliad",
    "pl": "inny termin|inna godzina|czy mozemy zmienic wizyte|zmienic wizyte|zmienic spotkanie",
    "ur-Latn": "dusra waqt|doosra waqt|koi aur waqt|mulaqat ka waqt badal",
    "ur": "دوسرا وقت|کوئی اور وقت|ملاقات کا وقت بدل",
}

# The first word of a question that forgot its mark.
QUESTION_BEGINNINGS: dict[str, str] = {
    "en": "what|whats|when|whens|where|wheres|who|whos|which|why|how|hows|is it|is the|is there|is my|are you|are we|"
    "do i|do we|does|did you|can i|can we|can she|can he|will i|will we|will you|will there|will he|will she|"
    "should i|should we|shall i|could i|could we|have you|am i|may i|would you|could you|can you",
    "cy": "beth|pryd|ble|lle|pwy|pam|sut|faint|oes|ydy|ydi",
    "pl": "co|kiedy|gdzie|kto|dlaczego|jak|czy|ile|ktora|ktory",
    "ur-Latn": "kya|kab|kahan|kaun|kyun|kaise|kitne|konsa",
    "ur": "کیا|کب|کہاں|کون|کیوں|کیسے|کتنے|کونسا",
}

# The carrier itself opts a person out at these, when they are the whole text.
CARRIER_STOPS = frozenset({"stop", "stopall", "unsubscribe", "cancel", "end", "quit"})

BEFORE = ("please ", "pls ", "plz ", "hi ", "hello ", "can you please ", "can you ", "could you please ", "could you ",
          "would you ", "os gwelwch yn dda ", "prosze ", "meherbani ", "barae meherbani ")  # fmt: skip
AFTER = (" please", " pls", " plz", " thanks", " thank you", " thankyou", " thx", " ta", " cheers", " diolch", " x",
         " xx", " xxx", " 👍", " 🙂", " 😊", " os gwelwch yn dda", " prosze", " dziekuje", " dzieki", " shukria",
         " شکریہ")  # fmt: skip
# These soften bad news; before a "1" they may be about something else.
SORRY = ("sorry ", "im sorry ", "so sorry ", "im afraid ", "sori ", "mae n ddrwg gen i ", "przepraszam ", "maaf ",
         "no sorry ", "no ", "um ", "oh ")  # fmt: skip


def split(phrases: str) -> tuple[str, ...]:
    """Give the phrases of one cell of a table."""
    return tuple(phrases.split("|"))


def all_of(table: dict[str, str]) -> frozenset[str]:
    """Give the phrases of a table in every language."""
    return frozenset(phrase for cell in table.values() for phrase in split(cell))


MEANT: dict[Meaning, frozenset[str]] = {meaning: all_of(table) for meaning, table in WHOLE_TEXTS.items()}


def phrase_rows() -> tuple[Phrase, ...]:
    """Give every phrase of the tables with its language, for a page that shows them."""
    tables = [
        *WHOLE_TEXTS.items(),
        (_M.WRONG_NUMBER, WRONG_NUMBER),
        (_M.STOP, STOP_SENTENCES),
        (_M.STOP, STOP_BEGINNINGS),
        (_M.LATE, LATE),
        (_M.OTHER_TIME, OTHER_TIME_BEGINNINGS),
        (_M.QUESTION, QUESTION_BEGINNINGS),
    ]
    rows = [
        Phrase(words, language, meaning)
        for meaning, table in tables
        for language, cell in table.items()
        for words in split(cell)
    ]
    return tuple(dict.fromkeys(rows))
