"""The steps of each role’s walk: what to do, what to notice, and the page. All people in it are made up."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from assistant.people import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkStep:
    """One step of a walk.

    Parameters
    ----------
    title : str
        What it is about.
    do, notice : str
        A sentence each.
    address : str
        Of the page, as it is registered.
    question, entries : str
        Something made up that is put into a box there, and never sent by itself.
    """

    title: str
    do: str
    notice: str
    address: str
    question: str = ""
    entries: str = ""


ROLE_NAMES = MappingProxyType({
    Role.DSL: "for a DSL or deputy",
    Role.TRAINER: "for a trainer",
    Role.MAINTAINER: "for a maintainer",
})
QUESTION = "Can a child be a victim of domestic abuse if they only heard it?"
WORRY = (
    "A Year 5 girl goes quiet whenever her phone rings. She says that her stepdad reads her mum’s messages every night and that"
    " mum is not allowed to go out alone. What do I do?"
)
ENTRIES = """4/9/2025 Girl, Year 5, late and tired. Said nothing.
25/9/2025 Late again. Said that stepdad had taken mum’s keys.
2/10/2025 Rang social care and left a message.
9/10/2025 Came without lunch. Said that mum sleeps in her room now.
13/10/2025 No answer from social care yet."""
WALKS = MappingProxyType({
    Role.DSL: (
        WalkStep(
            title="Ask a question",
            do="Have the question filled in, read it, and send it with Enter.",
            notice="A short answer comes first, and beneath it the words of guidance, grouped by the weight they carry.",
            address="ask",
            question=QUESTION,
        ),
        WalkStep(
            title="Open a citation",
            do="Press a number such as [1] in the answer.",
            notice="The page opens with the words marked; it names the edition, and says if another has replaced it.",
            address="ask",
        ),
        WalkStep(
            title="Bring a worry",
            do="Have a made-up worry filled in, and send it; leave names out of your own as this one does.",
            notice="What to do comes in order, then what not to do, and what a supervisor would ask you.",
            address="ask",
            question=WORRY,
        ),
        WalkStep(
            title="Think it through",
            do="Press “Think it through with me” beneath that answer, and answer one question or skip it.",
            notice="Each question says why it is asked and where that is written; nothing is scored.",
            address="ask",
        ),
        WalkStep(
            title="Put dated entries in order",
            do="Have made-up entries filled in, and press “Put them in order”.",
            notice="Facts come back in the order of their dates, with who has not answered; there is no score.",
            address="ask",
            entries=ENTRIES,
        ),
        WalkStep(
            title="What is stored, and what is not",
            do="Open “Keep this conversation” on the page, read it, and leave it as it is.",
            notice="Unless you choose to keep a conversation, have an answer checked or say that it did not help,"
            " no word of what you ask is stored.",
            address="ask",
        ),
    ),
    Role.TRAINER: (
        WalkStep(
            title="Check answers",
            do="Press “Practise on ready answers”, then open one.",
            notice="The answer stands beside its page; what is said of these six is never counted.",
            address="check",
        ),
        WalkStep(
            title="Training",
            do="Choose a subject and open the key of its first case.",
            notice="Slides, handout and keys are files to take away, and each sentence has the page that bears it out.",
            address="training",
        ),
        WalkStep(
            title="Compare editions",
            do="Choose two editions and a subject, and lay them side by side.",
            notice="What was taken out and put in is marked by more than colour; editions that are missing are named.",
            address="compare",
        ),
        WalkStep(
            title="What has been signed off",
            do="Find the line “Our own sentences: reviewed by” on the page Library; whoever runs this can print you a"
            " sheet to sign.",
            notice="A review is of the very words: a sentence that is changed has none.",
            address="library",
        ),
        WalkStep(
            title="New editions",
            do="Look at the list, which is empty while the library holds no newer edition.",
            notice="Each sentence of ours that a change touches is confirmed or mended by a person, never by itself.",
            address="edition-changes",
        ),
    ),
    Role.MAINTAINER: (
        WalkStep(
            title="Look after the library",
            do="Read what serves now and what needs doing; press nothing yet.",
            notice="Each change makes a new generation, so that you can go back to the one before.",
            address="look-after",
        ),
        WalkStep(
            title="What is new",
            do="Find “What is new at the official sites” on the same page.",
            notice="The sites are asked only when somebody presses the button; without the internet nothing is lost.",
            address="look-after",
        ),
        WalkStep(
            title="New editions",
            do="Look at which of our sentences a newer edition touches.",
            notice="Fetching an edition changes none of our sentences: each waits for a person.",
            address="edition-changes",
        ),
        WalkStep(
            title="Evaluations",
            do="Look at “Start or find runs”, and start one only when the machine is free: it takes minutes.",
            notice="Each measure has its interval; two runs can be compared.",
            address="evaluations",
        ),
        WalkStep(
            title="What did not help",
            do="See whether colleagues have sent answers that did not help.",
            notice="Their questions come without details, and can be made into judged questions.",
            address="what-did-not-help",
        ),
        WalkStep(
            title="Health",
            do="Read the page from the top.",
            notice="It says how often the library could not answer, by subject, and not a word of what was asked.",
            address="health",
        ),
    ),
})
"""The walk of each role."""
