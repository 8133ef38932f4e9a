"""The explanations as they come with the product, in English: for an adult, and for a child of about nine."""

from witness.domain.explanations import Explanation, Reader, Topic

_T = Topic
ADULT: dict[Topic, str] = {
    _T.PLEA_HEARING: (
        "At this hearing the court asks the person who is charged one thing. Do they say guilty, or not guilty? "
        "You and your child do not need to be there. No one will ask you things that day. "
        "If they say not guilty, the court picks a date for the trial. We ring you with what was said."
    ),
    _T.DATES_MOVE: (
        "Courts plan more trials than they have rooms. So dates can move, and some move more than once. "
        "It can be that a room is full, a judge is ill, or an old case ran on. It is not to do with your child. "
        "If your date moves, we tell you why, as soon as we know. Tell us what days are hard for you. "
        "If you lose a date, ring us, or text back: what did you tell me."
    ),
    _T.RECORDED_EARLY: (
        "Your child's part can be filmed before the trial. They answer the lawyers in a small room. "
        "The film is shown at the trial, so most children do not have to come back for it. "
        "The judge says first how the questions may be put. You can ask for breaks."
    ),
    _T.LIVE_LINK: (
        "With a live link your child sits in a room away from the court. They see and hear on a screen. "
        "The court sees them too, and that can mean the person who is charged. Ask us who sees what. "
        "Someone the court agrees to can sit with them. We can show you the room before the day."
    ),
    _T.SCREENS: (
        "A screen or a curtain stands round the place where your child sits. "
        "They do not see the person who is charged, and are not seen by them. "
        "The judge, the lawyers and the jury still see your child. It is put up before your child comes in."
    ),
    _T.INTERMEDIARY: (
        "An intermediary helps with how questions are put. They meet your child first and see how they talk best. "
        "In court they can ask for plain words, or for a break. "
        "They do not take a side. They do not answer for your child, or help with what to say."
    ),
    _T.COURT_DAY: (
        "We tell you which door to use and where to wait. There can be a long wait, so bring food and things to do. "
        "When it is time, someone comes to get your child. The lawyers ask questions, first one side, then the other. "
        "It is fine to say: I do not know, or: please say that again. It is fine to ask for a break."
    ),
    _T.WAITING_FOR_A_DECISION: (
        "The jury now talk in a room on their own. It can take an hour, or some days. No one can say how long. "
        "You do not have to wait at the court. Tell us how you want to hear, and who should be with you. "
        "A person will tell you. You will not find out from a text."
    ),
    _T.NOT_GUILTY: (
        "A court may only say guilty when it is sure. Not guilty means that it was not sure. "
        "It does not mean that the court thinks your child lied. The court does not say why. "
        "What you feel now is real, and our support goes on. You can ask us what help there is."
    ),
    _T.NO_DECISION: (
        "Sometimes a jury cannot agree. Then there is no answer, not yes and not no. "
        "The lawyers who bring the case say if there will be a new trial. We tell you as soon as they do. "
        "If there is one, we start again with you, and ask what should be done in a new way."
    ),
    _T.SENTENCE: (
        "At this hearing the judge says what the sentence is, and why. You do not have to be there. "
        "You can ask to have your own words heard about how this has changed your life. "
        "Words like years and licence can be hard to follow. We go through them with you on the day."
    ),
    _T.APPEAL: (
        "An appeal asks a higher court to look again. It may be about the trial or about the sentence. "
        "Most of the time you and your child do not have to come. It can take months to hear. "
        "If there is one, a person tells you, in the way you asked us to."
    ),
}
CHILD: dict[Topic, str] = {
    _T.PLEA_HEARING: (
        "There is a short meeting at the court. The court asks someone: did you do this, yes or no? "
        "You do not have to go. We will tell your family what they said."
    ),
    _T.DATES_MOVE: (
        "The day for court can change. It is not because of you. "
        "Courts are busy, and rooms get full. If the day changes, we will tell you why."
    ),
    _T.RECORDED_EARLY: (
        "You can do your part early, in a small room. It is filmed, so you may not have to do it again. "
        "You can ask for a break any time."
    ),
    _T.LIVE_LINK: (
        "You sit in a room that is not the court room. You talk to people on a screen. "
        "The people in court can see you on a screen too. Someone can sit with you. You can see the room first."
    ),
    _T.SCREENS: (
        "A curtain goes round your seat. You do not see the person the court is asking about. They do not see you. "
        "The judge can see you."
    ),
    _T.INTERMEDIARY: (
        "There is a helper who makes sure the questions are clear. They meet you first. "
        "If a question is hard, they can ask for it to be put in an easy way. They do not tell you what to say."
    ),
    _T.COURT_DAY: (
        "You wait in a room with someone you know. Bring a game or a book, as it can take a long time. "
        "If you do not know, you can say: I do not know. If you need a break, you can ask. "
        "You can bring something small to hold."
    ),
    _T.WAITING_FOR_A_DECISION: (
        "Some people now talk about what they have heard. It can take a long time. "
        "You do not have to wait here. Someone you trust will tell you."
    ),
    _T.NOT_GUILTY: (
        "The court has to be very sure. This time it was not sure. "
        "That does not mean that people think you lied. We are still here for you."
    ),
    _T.NO_DECISION: (
        "The people could not agree. So there is no answer yet. "
        "It is not because of you. We will tell you what comes next."
    ),
    _T.SENTENCE: (
        "The judge now says what will happen to the person. You do not have to be there. "
        "You can ask us what the words mean."
    ),
    _T.APPEAL: (
        "Someone has asked another court to look at it again. You will most likely not have to go. "
        "We will tell you if anything changes."
    ),
}
ENGLISH = tuple(
    Explanation(topic, reader, "en", 1, words[topic])
    for reader, words in ((Reader.ADULT, ADULT), (Reader.CHILD, CHILD))
    for topic in Topic
)
