"""The words of the page that a family takes home, in Welsh: a draft that nobody who speaks Welsh has read."""

from witness.domain.pack_words import PackWords
from witness.domain.trips import Entrance, Mode, PickUp, Waiting

WELSH_WORDS = PackWords(
    language="cy",
    because="nobody who speaks Welsh has read these words yet",
    mode={
        Mode.STAFF_CAR: "ein car ni",
        Mode.VOLUNTEER_CAR: "car gwirfoddolwr",
        Mode.TAXI: "tacsi",
        Mode.TRAIN: "y trên",
        Mode.BUS: "y bws",
        Mode.OWN_CAR: "eich car eich hun",
        Mode.POLICE: "car",
        Mode.WALK: "ar droed",
    },
    pick_up={
        PickUp.HOME: "gartref",
        PickUp.SAFE_POINT: "yn y man a gytunwyd",
        PickUp.SCHOOL: "yn yr ysgol",
        PickUp.STATION: "yn yr orsaf",
        PickUp.COURT: "yn y man a gytunwyd",
    },
    entrance={
        Entrance.UNKNOWN: ("", ""),
        Entrance.MAIN: ("y prif ddrws", "y brif fynedfa"),
        Entrance.SEPARATE: ("y drws a gytunwyd", "y fynedfa ar wahân a gytunwyd gyda'r llys"),
    },
    waiting={
        Waiting.UNKNOWN: ("", ""),
        Waiting.WITNESS_ROOM: ("ystafell dawel, gydag eraill sy'n aros", "ystafell aros y tystion"),
        Waiting.OWN_ROOM: ("eich ystafell eich hun", "eich ystafell eich hun"),
        Waiting.REMOTE: ("ystafell mewn adeilad arall", "ystafell mewn adeilad arall, dros gyswllt byw"),
        Waiting.PUBLIC: ("lle mae pawb yn aros, gyda ni wrth eich ochr", "y man agored, gyda ni wrth eich ochr"),
    },
    bring=(
        "rhywbeth i'w fwyta a'i yfed",
        "unrhyw feddyginiaeth, a sbectol os ydych yn eu gwisgo",
        "ffôn a'i wefrydd",
        "rhywbeth tawel i'w wneud: mae llawer o aros",
        "rhywbeth sy'n gwneud i chi deimlo'n ddiogel",
        "tocynnau a derbynebau'r daith",
    ),
    the_day={
        False: (
            "Rydym yn cwrdd, ac yn mynd i mewn gyda'n gilydd.",
            "Rydym yn aros mewn ystafell dawel. Gall fod yn hir, ac nid bai neb yw hynny.",
            "Mae rhywun yn dod i ddweud pan mae'n amser. Gallwch ofyn am seibiant pryd bynnag y mynnwch.",
            "Wedyn rydym yn gofalu eich bod yn cyrraedd adref.",
        ),
        True: (
            "Rydym yn cwrdd, ac yn mynd i mewn gyda'n gilydd drwy'r drws a gytunwyd.",
            "Rydym yn aros mewn ystafell i ni ein hunain. Gall fod yn hir, ac nid bai neb yw hynny.",
            "Mae rhywun o'r llys yn dod i ddweud pan mae'n amser rhoi tystiolaeth. Gallwch ofyn am seibiant.",
            "Pan fydd y llys wedi gorffen gyda chi, rydym yn gofalu eich bod yn cyrraedd adref. "
            "Does neb yn siarad am y dystiolaeth y diwrnod hwnnw.",
        ),
    },
    said={
        "title": "Eich diwrnod",
        "what": "Beth",
        "agreed": "Beth a gytunwyd",
        "how_it_goes": "Sut mae'r diwrnod yn mynd",
        "to_bring": "Beth i ddod gyda chi",
        "if_worried": "Os bydd rhywbeth yn newid, neu os ydych yn poeni",
        "which_day": "Pa ddiwrnod",
        "which_day_told": "Mae {sender} yn eich ffonio pan fydd yn hysbys",
        "certain": "Yn sicr?",
        "certain_not": "Ddim yn hollol: gall symud ar y diwrnod. Mae {sender} yn eich ffonio y noson cynt",
        "keep_free": "Cadwch yn rhydd: unrhyw ddiwrnod o {first} i {last}",
        "way_there": "Sut rydych yn cyrraedd",
        "leave_by": "Gadewch erbyn",
        "ready": "Pryd i fod yn barod",
        "ready_at": "Byddwch yn barod am",
        "fetched": "Daw rhywun i'ch nôl",
        "fetched_at": "{time}, {place}",
        "meet": "Pryd rydym yn cwrdd",
        "who": "Pwy sy'n cwrdd â chi",
        "who_open": "{sender}, neu rywun y mae {sender} yn dweud wrthych amdano",
        "where": "Ble",
        "where_agreed": "y man a gytunwyd",
        "door": "Pa ddrws",
        "wait": "Ble rydych yn aros",
        "way_home": "Sut rydych yn mynd adref",
        "home": "{way}, {when}",
        "home_soon": "cyn gynted ag y cewch fynd",
        "home_at": "am {time}",
        "open": "Heb ei gytuno eto: gofynnwch i {sender}",
        "quiet": "Ffoniwch {sender}. Rydym yn mynd drwy bopeth gyda'n gilydd, ar lafar.",
        "ring": "Ffoniwch {sender} ar {phone}. Ffoniwch am beth bynnag.",
        "ring_ask": "Ffoniwch {sender}. Ffoniwch am beth bynnag.",
        "by_text": "Gallwch decstio'n ôl hefyd, yn y geiriau hyn: “beth ddwedoch chi”, “pwy edrychodd” (ar yr hyn a "
        "gadwn amdanoch), neu “amser arall” gyda dau amser sy'n eich siwtio ar gyfer "
        "ymweliad. Bydd rhywun yn eich ffonio.",
        "differ": "Os yw galwad a'r dudalen hon yn wahanol, yr alwad sy'n iawn. Mewn perygl, ffoniwch 999.",
    },
)
