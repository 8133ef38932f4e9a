"""What families write and what each text means to a careful person: near misses beside the plain ones."""

from witness.domain.replies import Meaning

_M = Meaning

# Phrases of one meaning, parted by " | ".
SAID: tuple[tuple[Meaning, str], ...] = (
    (_M.COMING, "1 | 1. | one | Option 1 | 1 thanks x | We’ll be there | I'm coming | 1 please | un | Dwi'n dod | "
                "jeden | Przyjdę | Będziemy | aik | hum aa rahe hain | ایک | ۱ | 1️⃣ | ہم آ رہے ہیں"),
    (_M.HELP, "2 | two | need a lift please | We need help getting there | dau | angen lifft | dwa | "
              "potrzebujemy transportu | gari chahiye | دو | گاڑی چاہیے | ۲"),
    (_M.WORRIED, "3 | three | call me | Ring me please | I need to talk | HELP | scared | "
                 "tri | ffoniwch fi | trzy | Proszę zadzwonić | Boję się | zadzwoń | teen | mujhe call karo | "
                 "call karein | تین | فون کریں | مجھے ڈر لگ رہا ہے"),
    (_M.CANNOT, "can't make it | We can't make it | Sorry, we can’t make it x | not coming | I’m not coming | "
                "we are not coming thanks | I won't be there | He's not coming | Ddim yn dod | dwi methu dod | "
                "Nie przyjdę | nie możemy przyjść | nahi aa sakte | hum nahi aayenge | نہیں آ سکتے | "
                "ہم نہیں آئیں گے"),
    (_M.LATE, "running late | we're running late sorry | On our way | on my way x | stuck in traffic | "
              "the taxi hasn't come | we are lost | nearly there | not on our way yet | missed the bus | "
              "going to be late is that ok? | yn hwyr | ar ein ffordd | Spóźnimy się | jesteśmy w drodze | "
              "der ho gayi | raste mein hain | ہم راستے میں ہیں | دیر ہو گئی"),
    (_M.QUESTION, "what time? | What should she wear | who is this | where do we go | is it still on Monday | "
                  "can I bring my sister | do we need to bring anything | will you be there? | "
                  "how long will it take | "
                  "does she have to say it all again? | why did you stop texting me | "
                  "end of the day? | Beth ddylwn i ddod | pryd mae o | Gdzie mamy przyjść | Czy to w poniedziałek | "
                  "kab aana hai | kya hum sath aa sakte hain | کب آنا ہے | is this the wrong number?"),
    (_M.STOP, "STOP | stop | Stop. | stop please | please stop | STOPALL | unsubscribe | CANCEL | end | Quit | "
              "stop texting me | please stop sending these x | Stop the texts | stop messaging me pls | "
              "no more texts | "
              "no more messages please | don't text me | Don’t text me again | do not contact me | "
              "never text me again | "
              "take me off your list | remove my number | delete my number | leave me alone | leave us alone | "
              "opt out | "
              "I want to opt out | opt me out please | I don't want these texts | i dont want any more of this | "
              "I want these to stop | I want this to stop | quit texting me | cancel the texts | end these texts | "
              "enough texts | stop reminding me | no more reminders | don't send me any more | "
              "I'd rather you didn't text | stop it | stop now | just stop | STOP 2 | stop 1 please | "
              "stop number 2 | "
              "sorry but stop texting | hi. please stop texting | stop contacting my daughter | "
              "Can you stop texting me please | who is this? stop texting me | 1 but stop texting me | "
              "not interested in texts | lose my number | stop spamming me | stopiwch | Stopiwch os gwelwch yn dda | "
              "Peidiwch â thecstio | dim mwy o negeseuon | gadewch lonydd i mi | Proszę nie pisać | Przestań pisać | "
              "nie wysyłajcie więcej | żadnych więcej smsów | Nie chcę więcej wiadomości | message band karo | "
              "mujhe message mat karo | messages band karein | میسج بند کریں | مجھے میسج مت کریں | بند کریں"),
    (_M.START, "START | start | Start again please | unstop | text me again | ailddechrau | wznów | shuru | شروع"),
    (_M.WRONG_NUMBER, "wrong number | Wrong Number! | sorry wrong number | Sorry, you have the wrong number | "
                      "you’ve got the wrong number mate | wrong person | I think you have the wrong number | "
                      "wrong number. please stop texting | Who is this? Wrong number | rhif anghywir | zły numer | "
                      "Pomyłka | to pomyłka | galat number | ye galat number hai | غلط نمبر | یہ غلط نمبر ہے"),
    (_M.DISTRESS, "I want to die | she wants to die | I can't stop crying | i cant go on like this | "
                  "she has been cutting herself | want to kill myself | dwi eisiau marw | Chcę umrzeć | "
                  "nie chcę żyć | "
                  "zabiję się | tnę się | marna chahti hoon | khud kushi | مرنا چاہتی ہوں | خودکشی"),
    (_M.SAFEGUARDING, "1 but he is outside | he's outside my house | they know where we live | he has got my phone | "
                      "they offered me money to drop it | He threatened my mum | i dont feel safe | she's run away | "
                      "he has a knife | mae o tu allan | maen nhw'n bygwth fi | Boję się go | stoi pod domem | "
                      "grozi mi | "
                      "ma nóż | śledzi nas | dhamki di hai | ghar ke bahar khara hai | us ke paas chaku hai | "
                      "دھمکی دی ہے | گھر کے باہر ہے | چاقو ہے | خطرے میں ہوں"),
    (_M.STOP_ASKING, "STOP ASKING | stop asking me please | no more checks | peidiwch â gofyn sut ydw i | "
                     "proszę nie pytać | mat poochein | مت پوچھیں"),
    (_M.OTHER_TIME, "another time | Not then please | Another time: Tue 1 Dec 3pm or Thu 3 Dec 10am | "
                    "can we move the visit? | Can we have another time | sorry that time is no good | amser arall | "
                    "inny termin | koi aur waqt | دوسرا وقت"),
    (_M.WHO_LOOKED, "who looked | Who has looked at our record? | tell me who looked | pwy edrychodd | "
                    "kto patrzył | kis ne dekha | کس نے دیکھا"),
    (_M.WHAT_WE_SAID, "What did you tell me? | tell me again please | I lost your text | beth ddwedoch chi | "
                      "wyślij jeszcze raz | dobara batayein | دوبارہ بتائیں"),
    # Nearly plain, and therefore read by a person.
    (_M.UNCLEAR, "yes | no | ok | k | 👍 | 😢 | x | 1? | 1 or 2 | 1 and 3 | 12 | 01 | 1 maybe | 1 if mum comes | "
                 "yes 1 but 3 | not 1 | can't 1 | 1 stop | don't stop | please don't stop texting me | "
                 "he won't stop | "
                 "stop him | make it stop | stop? | the bus stop | one stop away | end of the road | the end | "
                 "dead end | weekend | cancel please | cancel the taxi | quit school | start late | "
                 "starting school | "
                 "we can make it | we can't make it on Monday but Tuesday is ok | coming but scared | "
                 "not coming in yet | "
                 "the number is wrong on the letter | I had the wrong number for you | wrong day | "
                 "wrong number of seats | "
                 "he is at school till 3 | my mum had a bad night | nothing | . | ... | ??? | tak | nie | "
                 "haan | nahi | "
                 "ہاں | نہیں | iawn | na | 07700 900123 | oneone | I | l | call you later | ring road | helper | "
                 "three of us | two children | worried sick about the taxi money | thanks | ta love | love you x"),
)  # fmt: skip

TABLE: tuple[tuple[str, Meaning], ...] = tuple(
    (text.strip(), meaning) for meaning, texts in SAID for text in texts.split(" | ")
)
