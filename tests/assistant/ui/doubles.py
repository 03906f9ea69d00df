"""Answers of ours for the page's tests, and an assistant that gives them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from assistant import messages
from assistant.chronology import Chronologist
from assistant.editions.comparer import EditionComparer
from assistant.safety.details.redaction import Redactor
from assistant.safety.gates import check_asked
from assistant.supervision import Supervisor
from assistant.training import BriefingComposer
from assistant.types import Answer, Citation, Notice, Outcome, Question, Section, Statement, StatementKind
from corpus.register.register import Register
from corpus.types import Authority, Box, Passage, Pinpoint, Source
from tests.doubles import MemoryIndex, WordEmbedder, a_passage, a_source

AS_AT = date(2025, 10, 1)
WORDS = "Staff should tell the lead at once, and write down what was said."


def a_citation(words: str = WORDS, marker: int = 1, in_force: bool = True, **passage: object) -> Citation:
    """A citation of ours; what a test wants changed of its passage is handed in."""
    given: dict[str, object] = {
        "page": 2,
        "paragraph": "7",
        "heading_path": ("Part one", "Telling"),
        "boxes": (Box(start=0, end=len(words), x0=100, y0=496, x1=300, y1=512),),
    }
    source = a_source(names=("Rules 2025",), note="A note of the register.", in_force_from=date(2025, 9, 1))
    return Citation(
        marker=marker,
        passage=a_passage(words, **(given | passage)),  # type: ignore[arg-type]
        source=source,
        in_force=in_force,
        quote=words,
        also_on=("The other book, page 9",),
    )


def a_digest_citation(marker: int = 1) -> Citation:
    """A citation of a digest of ours, with the official paragraph that it rests on."""
    pinpoint = Pinpoint(
        document="The Rules",
        edition="2025",
        reference="paragraph 7",
        url="https://example.test/rules",
        how_read="Full text read",
    )
    words = "Tell the lead at once."
    source = a_source("telling", title="Telling", edition="", authority=Authority.DIGEST, file_url="")
    passage = a_passage(words, "telling", pinpoint=pinpoint)
    return Citation(marker=marker, passage=passage, source=source, in_force=True, quote=words)


def an_answer(question: str = "Whom do I tell?", *citations: Citation, **changes: object) -> Answer:
    """An answer that quotes each citation in one section."""
    cited = citations or (a_citation(),)
    quotes = tuple(
        Statement(text=c.quote, kind=StatementKind.QUOTE, citations=(c.marker,), verified=True) for c in cited
    )
    given: dict[str, object] = {
        "outcome": Outcome.ANSWERED,
        "question": question,
        "standalone_question": question,
        "as_at": AS_AT,
        "sections": (Section(heading="What statutory guidance says", statements=quotes),),
        "citations": cited,
        "generation": "0001-test",
    }
    return Answer(**(given | changes))  # type: ignore[arg-type]


def a_written_answer(question: str = "Whom do I tell?", *citations: Citation) -> Answer:
    """An answer that a chat model wrote: a statement for each citation, in the words of the page."""
    quoted = an_answer(question, *citations)
    written = tuple(replace(one, kind=StatementKind.PARAPHRASE) for one in quoted.sections[0].statements)
    return replace(quoted, sections=(replace(quoted.sections[0], statements=written),), model="scripted")


def a_fixed_answer(outcome: Outcome, heading: str, texts: tuple[str, ...], question: str = "Anything?") -> Answer:
    """An answer of fixed text."""
    statements = tuple(Statement(text=text, kind=StatementKind.FIXED, verified=True) for text in texts)
    return an_answer(
        question, outcome=outcome, citations=(), sections=(Section(heading=heading, statements=statements),)
    )


def an_urgent_answer(question: str) -> Answer:
    """An escalated answer: the urgent text, then a quotation, with a notice."""
    urgent = a_fixed_answer(Outcome.ESCALATED, messages.URGENT_HEADING, messages.URGENT_HELP).sections[0]
    quoted = an_answer(question)
    return an_answer(
        question,
        outcome=Outcome.ESCALATED,
        sections=(urgent, *quoted.sections),
        citations=quoted.citations,
        notices=(Notice("superseded", "Rules 2025 was replaced by Rules 2026."),),
    )


@dataclass
class FakeIndex:
    """An index of one made PDF, three pages long."""

    folder: Path
    generation: str = "0001-test"
    sources: Mapping[str, Source] = field(default_factory=dict)

    def __post_init__(self) -> None:
        canvas = Canvas(str(self.folder / "made.pdf"), pagesize=(400, 600))
        for page in range(1, 4):
            canvas.drawString(100, 500, f"Page {page} of our own making")
            canvas.showPage()
        canvas.save()

    def pdf_path(self, source_id: str) -> Path:
        return self.folder / "made.pdf"


OLD_BOOK = a_source(
    "book-2020",
    title="The lamp book",
    names=("Book 2020",),
    in_force_from=date(2020, 9, 1),
    in_force_to=date(2021, 8, 31),
)
NEW_BOOK = a_source(
    "book-2021", title="The lamp book", names=("Book 2021",), in_force_from=date(2021, 9, 1), supersedes=("book-2020",)
)
EDITIONS = (
    a_passage("The keeper should trim the storm lamp every two days.", "book-2020", page=2, heading_path=("Lamps",)),
    a_passage("The keeper must trim the storm lamp every day.", "book-2021", page=3, heading_path=("Lamps",)),
    a_passage("A storm flag <b>is flown</b> from the mast.", "book-2021", page=1),
    a_passage("Each storm is written in the log on the same night.", "book-2020", page=1, start=9),
    a_passage("Each storm is written in the log on the same night.", "book-2021", page=2, start=9),
)


def with_editions(assistant: FakeAssistant, passages: Sequence[Passage] = EDITIONS) -> FakeAssistant:
    """Return an assistant over a library of the editions that some passages are from."""
    register = Register({source.source_id: source for source in (OLD_BOOK, NEW_BOOK)})
    sources = {passage.source_id: register[passage.source_id] for passage in passages}
    embedder = WordEmbedder()
    assistant.index.sources, assistant.register = sources, register
    assistant.comparer = EditionComparer(
        index=MemoryIndex(passages, sources, embedder), register=register, embedder=embedder
    )
    return assistant


@dataclass
class FakeAssistant:
    """Gives what ``reply`` makes of each question, and remembers the questions."""

    index: FakeIndex
    reply: Callable[[str], Answer] = an_answer
    asked: list[Question] = field(default_factory=list)
    redactors: list[Redactor | None] = field(default_factory=list)
    register: Register = field(default_factory=lambda: Register({}))
    comparer: EditionComparer | None = None
    supervisor: Supervisor | None = None
    chronologist: Chronologist | None = None
    composer: BriefingComposer | None = None

    new_redactor = Redactor

    def warm(self) -> None:
        """Have no model to load."""

    def ask(
        self,
        question: Question,
        on_stage: Callable[[str], None] = lambda _: None,
        redactor: Redactor | None = None,
        on_danger: Callable[[], None] = lambda: None,
    ) -> Answer:
        check_asked(question)
        self.asked.append(question)
        self.redactors.append(redactor)
        on_stage("Searching the guidance")
        answer = self.reply(question.text)
        if answer.outcome is Outcome.ESCALATED:
            on_danger()
        return answer
