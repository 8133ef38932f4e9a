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
        "Does dim rhaid i chi na'ch plentyn fod yno. Byddwn yn eich ffonio i ddweud beth ddigwyddodd."
    ),
    _T.DATES_MOVE: (
        "Mae'r llysoedd yn brysur, ac weithiau mae dyddiad yn newid. Nid eich plentyn chi yw'r rheswm. "
        "Os bydd y dyddiad yn newid, byddwn yn dweud pam cyn gynted ag y byddwn yn gwybod."
    ),
    _T.NOT_GUILTY: (
        "Dim ond pan fydd yn sicr y caiff llys ddweud euog. Mae dieuog yn golygu nad oedd yn sicr. "
        "Nid yw'n golygu bod y llys yn meddwl bod eich plentyn wedi dweud celwydd. Mae ein cefnogaeth yn parhau."
    ),
}
CHILD: dict[Topic, str] = {
    _T.DATES_MOVE: ("Gall y diwrnod yn y llys newid. Nid ti yw'r rheswm. Os bydd yn newid, byddwn yn dweud pam."),
}
WELSH = tuple(
    Explanation(topic, reader, "cy", 1, words)
    for reader, own in ((Reader.ADULT, ADULT), (Reader.CHILD, CHILD))
    for topic, words in own.items()
)
