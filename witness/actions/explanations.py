"""Writes explanations and approves them: nothing is said to a family that two people do not stand behind."""

from witness.domain.access import Asking
from witness.domain.errors import NotFound, Refused
from witness.domain.explanations import ExplanationVersion, Reader, Topic, check_approval
from witness.identifiers import new_id
from witness.messaging.explanation_lint import faults_in
from witness.store import Store

LANGUAGES: dict[str, str] = {"en": "English", "cy": "Welsh"}


def write(store: Store, topic: Topic, reader: Reader, language: str, words: str, *, asking: Asking) -> str:
    """Keep words that wait for a second person; gives their id.

    Raises:
        Refused: the language is not one of ours, or something in the words may not be said.
    """
    if language not in LANGUAGES:
        raise Refused("Choose English or Welsh.")
    plain = " ".join(words.split())
    faults = faults_in(plain, reader, language)
    if faults:
        raise Refused(" ".join(faults))
    with store.board_for(asking, doing="explanations.write", about=topic.value) as desk:
        about = (topic, reader, language)
        numbers = [v.version for v in desk.explanations.all() if (v.topic, v.reader, v.language) == about]
        version = ExplanationVersion(
            version_id=new_id(),
            topic=topic,
            reader=reader,
            language=language,
            version=max(numbers, default=1) + 1,  # 1 is the product's own
            words=plain,
            written_by_id=asking.viewer.account_id,
            written_at=asking.at,
        )
        desk.explanations.add(version)
    return version.version_id


def approve(store: Store, version_id: str, *, asking: Asking) -> None:
    """Stand behind somebody else's words, which count from now on.

    Raises:
        NotFound: there are no such words.
        Refused: they are this person's own, or approved already.
    """
    with store.board_for(asking, doing="explanations.approve", about=version_id) as desk:
        version = next((v for v in desk.explanations.all() if v.version_id == version_id), None)
        if version is None:
            raise NotFound("There are no such words.")
        check_approval(version, asking.viewer.account_id)
        desk.explanations.approve(version_id, by_id=asking.viewer.account_id, at=asking.at)
