"""The explanations in Welsh, as drafts: nobody who speaks Welsh has checked them yet, and so none is shown.

They stand here to be checked and approved by two people; until then a family that reads Welsh is told by voice.
"""

from witness.domain.explanations import Explanation, Reader, Topic

_T = Topic
CHECKED = False
BECAUSE = "not yet checked by a Welsh speaker"
ADULT: dict[Topic, str] = {
    _T.PLEA_HEARING: (
        "Yn y gwrandawiad hwn mae'r llys yn gofyn un peth i'r person sydd wedi'i gyhuddo. Euog, neu ddieuog? "
        "Does dim rhaid i chi na'ch plentyn fod yno. Fydd neb yn gofyn dim i chi y diwrnod hwnnw. "
        "Os mai dieuog yw'r ateb, bydd y llys yn dewis dyddiad. Byddwn yn eich ffonio i ddweud beth ddywedwyd."
    ),
    _T.DATES_MOVE: (
        "Mae'r llysoedd yn brysur, ac weithiau mae dyddiad yn newid. Gall newid fwy nag unwaith. "
        "Efallai fod ystafell yn llawn, neu fod barnwr yn sâl. Nid eich plentyn chi yw'r rheswm. "
        "Os bydd y dyddiad yn newid, byddwn yn dweud pam cyn gynted ag y byddwn yn gwybod. "
        "Dywedwch wrthym pa ddyddiau sy'n anodd i chi. "
        "Os collwch chi ddyddiad, ffoniwch ni, neu decstiwch yn ôl: beth ddwedoch chi."
    ),
    _T.RECORDED_EARLY: (
        "Gellir ffilmio rhan eich plentyn cyn yr achos. Mae'n ateb y cyfreithwyr mewn ystafell fach. "
        "Dangosir y ffilm yn yr achos, felly does dim rhaid i'r rhan fwyaf o blant ddod yn ôl. "
        "Mae'r barnwr yn dweud yn gyntaf sut y caiff y cwestiynau eu gofyn. Gallwch ofyn am seibiant."
    ),
    _T.LIVE_LINK: (
        "Gyda chyswllt byw mae eich plentyn yn eistedd mewn ystafell i ffwrdd o'r llys. "
        "Mae'n gweld a chlywed ar sgrin. "
        "Mae'r llys yn gweld eich plentyn hefyd. Gall hynny gynnwys y person sydd wedi'i gyhuddo. "
        "Gofynnwch i ni pwy sy'n gweld beth. Gall rhywun y mae'r llys yn ei dderbyn eistedd gyda'ch plentyn. "
        "Gallwn ddangos yr ystafell i chi cyn y diwrnod."
    ),
    _T.SCREENS: (
        "Mae sgrin neu len o amgylch y lle mae eich plentyn yn eistedd. "
        "Nid yw'n gweld y person sydd wedi'i gyhuddo, ac nid yw'r person hwnnw yn gweld eich plentyn. "
        "Mae'r barnwr, y cyfreithwyr a'r rheithgor yn dal i weld eich plentyn. "
        "Mae yn ei le cyn i'ch plentyn ddod i mewn."
    ),
    _T.INTERMEDIARY: (
        "Mae cyfryngwr yn helpu gyda'r ffordd y gofynnir cwestiynau. Mae'n cwrdd â'ch plentyn yn gyntaf. "
        "Yn y llys gall ofyn am eiriau plaen, neu am seibiant. "
        "Nid yw'n cymryd ochr. Nid yw'n ateb dros eich plentyn, nac yn helpu gyda beth i'w ddweud."
    ),
    _T.COURT_DAY: (
        "Rydym yn dweud wrthych pa ddrws i'w ddefnyddio a ble i aros. Gall yr aros fod yn hir, felly dewch â bwyd. "
        "Pan ddaw'r amser, mae rhywun yn dod i nôl eich plentyn. Mae'r cyfreithwyr yn gofyn, un ochr ar ôl y llall. "
        "Mae'n iawn dweud: dydw i ddim yn gwybod. Mae'n iawn gofyn am glywed eto, neu am seibiant."
    ),
    _T.WAITING_FOR_A_DECISION: (
        "Mae'r rheithgor nawr yn siarad mewn ystafell ar eu pen eu hunain. Gall gymryd awr, neu ddyddiau. "
        "Ni all neb ddweud pa mor hir. Does dim rhaid i chi aros yn y llys. "
        "Dywedwch wrthym sut yr hoffech glywed, a phwy ddylai fod gyda chi. "
        "Bydd person yn dweud wrthych. Ni fyddwch yn clywed mewn neges destun."
    ),
    _T.NOT_GUILTY: (
        "Dim ond pan fydd yn sicr y caiff llys ddweud euog. Mae dieuog yn golygu nad oedd yn sicr. "
        "Nid yw'n golygu bod y llys yn meddwl bod eich plentyn wedi dweud celwydd. Nid yw'r llys yn dweud pam. "
        "Mae'r hyn rydych yn ei deimlo yn real, ac mae ein cefnogaeth yn parhau. "
        "Gallwch ofyn i ni pa gymorth sydd ar gael."
    ),
    _T.NO_DECISION: (
        "Weithiau ni all rheithgor gytuno. Yna does dim ateb, nid ie ac nid na. "
        "Mae'r cyfreithwyr yn dweud a fydd achos newydd. Rydym yn dweud wrthych cyn gynted ag y byddant. "
        "Os bydd un, rydym yn dechrau eto gyda chi, ac yn gofyn beth ddylai fod yn wahanol."
    ),
    _T.SENTENCE: (
        "Yn y gwrandawiad hwn mae'r barnwr yn dweud beth yw'r ddedfryd, a pham. Does dim rhaid i chi fod yno. "
        "Gallwch ofyn i'ch geiriau eich hun gael eu clywed, am sut mae hyn wedi newid eich bywyd. "
        "Gall geiriau fel trwydded fod yn anodd. Rydym yn mynd drwyddynt gyda chi ar y diwrnod."
    ),
    _T.APPEAL: (
        "Mae apêl yn gofyn i lys uwch edrych eto. Gall fod am yr achos neu am y ddedfryd. "
        "Fel arfer does dim rhaid i chi na'ch plentyn ddod. Gall gymryd misoedd. "
        "Os bydd un, bydd person yn dweud wrthych, yn y ffordd y gofynnoch amdani."
    ),
}
CHILD: dict[Topic, str] = {
    _T.PLEA_HEARING: (
        "Mae cyfarfod byr yn y llys. Mae'r llys yn gofyn i rywun: wnest ti hyn, ie neu na? "
        "Does dim rhaid i ti fynd. Byddwn yn dweud wrth dy deulu beth oedd yr ateb."
    ),
    _T.DATES_MOVE: (
        "Gall y diwrnod yn y llys newid. Nid ti yw'r rheswm. "
        "Mae llysoedd yn brysur, ac mae ystafelloedd yn llenwi. Os bydd yn newid, byddwn yn dweud pam."
    ),
    _T.RECORDED_EARLY: (
        "Gelli di wneud dy ran yn gynnar, mewn ystafell fach. Mae'n cael ei ffilmio. "
        "Felly efallai na fydd rhaid i ti ei wneud eto. Gelli ofyn am seibiant unrhyw bryd."
    ),
    _T.LIVE_LINK: (
        "Rwyt ti'n eistedd mewn ystafell arall. Rwyt ti'n siarad â phobl ar sgrin. "
        "Gall y bobl yn y llys dy weld di ar sgrin hefyd. Gall rhywun eistedd gyda ti. "
        "Gelli weld yr ystafell yn gyntaf."
    ),
    _T.SCREENS: (
        "Mae llen o amgylch dy sedd. Dwyt ti ddim yn gweld y person mae'r llys yn gofyn amdano. "
        "Dyw'r person ddim yn dy weld di. Mae'r barnwr yn gallu dy weld di."
    ),
    _T.INTERMEDIARY: (
        "Mae rhywun yn helpu i wneud y cwestiynau yn glir. Mae'n cwrdd â ti yn gyntaf. "
        "Os yw cwestiwn yn anodd, gall ofyn amdano mewn ffordd haws. Nid yw'n dweud wrthyt beth i'w ddweud."
    ),
    _T.COURT_DAY: (
        "Rwyt ti'n aros mewn ystafell gyda rhywun rwyt ti'n ei nabod. Dere â gêm neu lyfr, gall gymryd amser hir. "
        "Os nad wyt ti'n gwybod, gelli ddweud: dydw i ddim yn gwybod. Gelli ofyn am seibiant. "
        "Gelli ddod â rhywbeth bach i'w ddal."
    ),
    _T.WAITING_FOR_A_DECISION: (
        "Mae rhai pobl nawr yn siarad am beth maen nhw wedi'i glywed. Gall gymryd amser hir. "
        "Does dim rhaid i ti aros yma. Bydd rhywun rwyt ti'n ymddiried ynddo yn dweud wrthyt."
    ),
    _T.NOT_GUILTY: (
        "Mae'n rhaid i'r llys fod yn sicr iawn. Y tro hwn doedd e ddim yn sicr. "
        "Dyw hynny ddim yn golygu bod pobl yn meddwl dy fod wedi dweud celwydd. Rydyn ni yma o hyd i ti."
    ),
    _T.NO_DECISION: (
        "Doedd y bobl ddim yn gallu cytuno. Felly does dim ateb eto. "
        "Nid ti yw'r rheswm. Byddwn yn dweud wrthyt beth sy'n dod nesaf."
    ),
    _T.SENTENCE: (
        "Mae'r barnwr nawr yn dweud beth fydd yn digwydd i'r person. Does dim rhaid i ti fod yno. "
        "Gelli ofyn i ni beth mae'r geiriau'n ei feddwl."
    ),
    _T.APPEAL: (
        "Mae rhywun wedi gofyn i lys arall edrych eto. Mae'n debyg na fydd rhaid i ti fynd. "
        "Byddwn yn dweud wrthyt os bydd rhywbeth yn newid."
    ),
}
WELSH = tuple(
    Explanation(topic, reader, "cy", 1, words[topic])
    for reader, words in ((Reader.ADULT, ADULT), (Reader.CHILD, CHILD))
    for topic in Topic
)
