"""A question about sharing to sections: the verdict, what to share, the basis, the family, the record.

What is asked comes recognised (assistant/understand/sharing/sharing_question.py), and what is said of each recipient is in
corpus/statements/sharing.toml. At most eight sentences are said, and nothing twice.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from assistant import messages
from assistant.answer.bound_sentences import BoundSentences
from assistant.answer.draft import DraftSection, DraftSentence
from assistant.understand import SharingRequest
from corpus.statements import PARTS, Direction, ReviewedSentence, load_sharing

_MOST = 8  # sentences
_FIRST_TO_GO = ("entitled", "basis", "record", "what", "never", "family")  # where more would be said; never the verdict
_INSTEAD = frozenset({"family", "never"})  # what a circumstance says here takes the place of what is said otherwise
_WAITING = frozenset({Direction.OWED, Direction.CHASE})  # never to wait holds there, whatever the circumstance
_BESIDE_STEPS = ("what", "family", "never")  # with a case, whose steps say the rest


def sharing_sections(
    requests: Sequence[SharingRequest], bound: BoundSentences, allowed: Collection[str], *, in_a_case: bool = False
) -> tuple[DraftSection, ...]:
    """Return the sections of an answer to what is asked about sharing, the verdict in the first.

    Parameters
    ----------
    requests : sequence of SharingRequest
        What is asked.
    bound : BoundSentences
        Finds what bears a sentence out in this library.
    allowed : collection of str
        The sources that may answer.
    in_a_case : bool
        Whether steps for a case follow, which say what not to do and what to record.
    """
    if not requests:
        return ()
    said = plan(requests)
    drafted = {part: bound.drafts(sentences, allowed) for part, sentences in said.items()}
    verdict = DraftSection(heading=messages.SHORT_ANSWER_HEADING, sentences=drafted["may"])
    if in_a_case:
        together = tuple(sentence for part in _BESIDE_STEPS for sentence in drafted[part])
        return tuple(filter(_says_something, (verdict, _section(messages.SHARING_HEADING, together))))
    how = messages.SHARING_HEADINGS[requests[0].direction]
    sections = (
        verdict,
        _section(how, (*drafted["what"], *drafted["basis"])),
        _section(messages.FAMILY_HEADING, drafted["family"]),
        _section(messages.NOT_TO_DO_HEADING, drafted["never"]),
        _section(messages.RECORD_HEADING, drafted["record"]),
        _section(messages.ENTITLED_HEADING, drafted["entitled"]),
    )
    return tuple(filter(_says_something, sections))


def plan(requests: Sequence[SharingRequest]) -> dict[str, tuple[ReviewedSentence, ...]]:
    """Return what is said under each part of the advice, eight sentences at most."""
    said: dict[str, list[ReviewedSentence]] = {part: [] for part in PARTS}
    changed: dict[str, int] = dict.fromkeys(PARTS, 0)
    for request in requests:
        verdicts = _verdicts(request)
        special = _by_circumstance(request, [verdicts[one] for one in request.recipients if one in verdicts])
        for part, sentences in special.items():
            changed[part] += len(_add(said[part], sentences))
        kept: dict[str, int] = dict.fromkeys(PARTS, 0)  # own sentences beside those of a circumstance: one is sure
        for recipient_id in request.recipients:
            recipient = load_sharing()[recipient_id]
            advice = recipient.advice[request.direction]
            for part in PARTS:
                sentence: ReviewedSentence | None = getattr(advice, part)
                beside = part in _INSTEAD and bool(special[part])
                if sentence is None or (part in _INSTEAD and not _stays(part, recipient_id, request)):
                    continue
                if part == "may":
                    sentence = _of(recipient.title, verdicts.get(recipient_id, sentence))
                new = _add(said[part], (sentence,))
                kept[part] = max(kept[part], len(new) if beside else 0)
        changed = {part: n + kept[part] for part, n in changed.items()}
    return _shortened(said, changed)


def letters_for(requests: Sequence[SharingRequest]) -> tuple[str, ...]:
    """Return the ids of the letters that fit what is asked, each once."""
    found = (
        load_sharing()[recipient_id].advice[request.direction].letter
        for request in requests
        for recipient_id in request.recipients
    )
    return tuple(dict.fromkeys(letter for letter in found if letter))


def _by_circumstance(
    request: SharingRequest, as_verdicts: Collection[ReviewedSentence]
) -> dict[str, list[ReviewedSentence]]:
    """Return what the circumstances say that is no verdict, by the part that it belongs to."""
    special: dict[str, list[ReviewedSentence]] = {part: [] for part in PARTS}
    for circumstance in load_sharing().circumstances:
        if circumstance.circumstance_id in request.circumstances and circumstance.says not in as_verdicts:
            special[circumstance.part].append(circumstance.says)
    return {part: sentences[:2] for part, sentences in special.items()}


def _stays(part: str, recipient_id: str, request: SharingRequest) -> bool:
    """Whether what a recipient says itself stays beside what the circumstances say in its place."""
    if part == "never" and request.direction in _WAITING:
        return True
    said = [
        one for one in load_sharing().circumstances if one.circumstance_id in request.circumstances and one.part == part
    ]
    return all(recipient_id in one.beside for one in said)


def _verdicts(request: SharingRequest) -> dict[str, ReviewedSentence]:
    """Return the verdicts that a circumstance gives, by recipient: no relative is told first where honour is at stake."""
    return {
        recipient_id: circumstance.says
        for circumstance in reversed(load_sharing().circumstances)
        if circumstance.circumstance_id in request.circumstances
        for recipient_id in circumstance.verdict_for
    }


def _of(title: str, verdict: ReviewedSentence) -> ReviewedSentence:
    """Return a verdict with whom it is about before it: a misreading is seen at once."""
    return replace(verdict, text=f"{title[0].upper()}{title[1:]}. {verdict.text}")


def _add(said: list[ReviewedSentence], sentences: Sequence[ReviewedSentence]) -> list[ReviewedSentence]:
    """Add what is not said yet; return it."""
    known = {one.text for one in said}
    new = [sentence for sentence in sentences if sentence.text not in known]
    said += new
    return new


def _shortened(
    said: dict[str, list[ReviewedSentence]], changed: dict[str, int]
) -> dict[str, tuple[ReviewedSentence, ...]]:
    """Leave out what is needed least until few enough are left; what a circumstance says stays."""
    while sum(map(len, said.values())) > _MOST:
        least = next(
            (part for part in _FIRST_TO_GO if len(said[part]) > max(changed[part], part not in {"entitled", "basis"})),
            "",
        )
        if not least:
            break
        said[least].pop()
    said["may"] = said["may"][:_MOST]
    return {part: tuple(sentences) for part, sentences in said.items()}


def _section(heading: str, sentences: tuple[DraftSentence, ...]) -> DraftSection:
    return DraftSection(heading=heading, sentences=sentences)


def _says_something(section: DraftSection) -> bool:
    return bool(section.sentences)
