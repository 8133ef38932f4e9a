"""The words of Welsh that may not stand in a message to a family, with their mutations.

A Welsh word changes its first letter by what goes before it: "tyst", "dyst", "thyst" and "nhyst" are one word. Each is
written here with all its beginnings.
"""

from witness.domain.contact import Tier
from witness.messaging.lint_words import WordRule, any_of

WELSH: tuple[WordRule, ...] = (
    WordRule(
        "welsh_court",
        "a word of the courts shows what this is about",
        any_of(
            r"ll?ys(?:oedd)?|(?:t|d|th|nh)reial(?:on)?|(?:t|d|th|nh)yst(?:ion)?|[bfm]arnw[ry]r?|rh?eithg\w+"
            r"|ynad(?:on)?|[bfm]argyfreith\w+|(?:c|g|ch|ngh)yfreith\w*|n?g?wrandawiad(?:au)?|h?euog|[mf]echn\w+"
            r"|(?:d|dd|n)edfry\w+|heddlu|h?erlyn\w*|(?:d|dd|n)iffynn\w+|(?:c|g|ch|ngh)?archar\w*"
            r"|(?:c|g|ch|ngh)yhudd\w+|wŷs"
        ),
        Tier.L2,
    ),
    WordRule(
        "welsh_crime",
        "a word of the crime shows what happened to somebody",
        any_of(
            r"(?:t|d|th|nh)rosedd\w*|(?:c|g|ch|ngh)am-?drin\w*|h?ymosod\w*|rh?ywiol|(?:t|d|th|nh)reisi\w+"
            r"|(?:t|d|th|nh)rais|[mf]asnachu"
        ),
        Tier.L2,
    ),
    WordRule(
        "welsh_never",
        "nobody is called this, by us, at any level",
        any_of(r"(?:d|dd|n)ioddefw\w*|h?ecsbloet\w+|honiad\w*"),
        Tier.L3,
    ),
    WordRule(
        "welsh_evidence",
        "nobody may talk about evidence in a message",
        any_of(r"(?:t|d|th|nh)ystiol\w+|(?:d|dd|n)atgan(?:iad|iadau)|(?:beth|be) (?:a )?ddigwyddodd"),
        Tier.L3,
    ),
    WordRule(
        "welsh_threat",
        "nobody is brought to anything by threats",
        any_of(
            r"(?<!dim )rh?aid|(?:c|g|ch|ngh)osb\w*|(?:ng|g)?warant\w*|(?:d|dd|n)irwy\w*|(?:ng|g)?orfod\w*"
            r"|cyfle olaf|(?:rhybudd|rybudd)\w*|(?:gorfodol|orfodol)"
        ),
        Tier.L3,
    ),
    WordRule(
        "welsh_tone",
        "we speak calmly, and leave people their choice",
        any_of(r"llongyfarch\w*|peidiwch ag anghofio|cofiwch|gwnewch yn siŵr|ar frys|pwysig"),
        Tier.L3,
    ),
    WordRule(
        "relative_day",
        "a text may be read a day late: name the day",
        any_of(r"heddiw|y?fory|heno|ddoe|echdoe|trennydd|(?:wythnos|mis) (?:nesa|nesaf|yma|hon)|bore (?:'ma|yma)"),
        Tier.L3,
    ),
)
