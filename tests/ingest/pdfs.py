"""Small PDFs for each trap that real guidance sets; every sentence is ours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = A4
LEFT = 57.0
PITCH = 16.5

Draw = Callable[[Canvas], None]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one font, raised or not."""

    text: str
    size: float = 12.0
    bold: bool = False
    rise: float = 0.0


def line(y: float, *runs: Run | str, x: float = LEFT) -> Draw:
    """Draw runs one after another on a line."""

    def draw(canvas: Canvas) -> None:
        at = x
        for item in runs:
            run = Run(item) if isinstance(item, str) else item
            font = "Helvetica-Bold" if run.bold else "Helvetica"
            canvas.setFont(font, run.size)
            canvas.drawString(at, y + run.rise, run.text)
            at += canvas.stringWidth(run.text, font, run.size)

    return draw


def lines(top: float, *texts: str, x: float = LEFT, size: float = 12.0, bold: bool = False) -> list[Draw]:
    """Draw consecutive lines of one paragraph."""
    return [line(top - PITCH * n, Run(text, size, bold), x=x) for n, text in enumerate(texts)]


def number(text: str) -> Draw:
    """Draw a page number at the foot; drawn first, as Word writes it."""
    return line(40, text, x=WIDTH / 2)


def picture(x: float, y: float, width: float, height: float) -> Draw:
    """Draw a grey picture."""

    def draw(canvas: Canvas) -> None:
        data = BytesIO()
        Image.new("RGB", (8, 8), (90, 90, 90)).save(data, "PNG")
        data.seek(0)
        canvas.drawImage(ImageReader(data), x, y, width, height)

    return draw


def make(
    path: Path,
    pages: Sequence[Sequence[Draw]],
    *,
    password: str | None = None,
    rotation: int = 0,
    outline: Sequence[tuple[int, str]] = (),
) -> Path:
    """Write a PDF of some pages; ``password`` is the user's ("" opens without asking), ``outline`` is (page, title)."""
    encryption = None if password is None else StandardEncryption(password, ownerPassword="owner", canPrint=1)
    canvas = Canvas(str(path), pagesize=A4, encrypt=encryption, invariant=1)
    for number, page in enumerate(pages, 1):
        for at, title in outline:
            if at == number:
                canvas.bookmarkPage(title)
                canvas.addOutlineEntry(title, title)
        if rotation:
            canvas.setPageRotation(rotation)
        for draw in page:
            draw(canvas)
        canvas.showPage()
    canvas.save()
    return path


def filler(page: int) -> list[Draw]:
    """Return a page of plain body text with its number at the foot."""
    text = [f"Sentence {n} of page {page} says something plain about keeping pupils safe." for n in range(1, 9)]
    return [number(str(page)), *lines(760, *text)]


def footnotes(path: Path) -> Path:
    """Make a page with marks glued to words and the footnotes they point to, and small text that is no mark."""
    mark = {"size": 8.0, "rise": 4.0}
    page = [
        number("1"),
        line(760, "The Act of that year, section 3", Run("8", **mark), " recognises the child in the home."),
        line(743, "The protection law of 2018", Run("9", **mark), " allows the school to share what it must."),
        line(
            726,
            "Lessons begin on the 4",
            Run("th", **mark),
            " of the month and last 1",
            Run("1", 7, rise=4),
            "/2 hours.",
        ),
        line(709, "In maintained schools", Run("0F", 1.0), Run("10", **mark), " the governors decide what is taught."),
        line(120, Run("8", 6.5, rise=3.5), Run(" The eighth note tells where the words come from.", 10.0)),
        line(107, Run("and it runs on to a second line of small print.", 10.0)),
        line(95, Run("9", 6.5, rise=3.5), Run(" The ninth note is short.", 10.0)),
        line(83, Run("10", 6.5, rise=3.5), Run(" The tenth note is the last one here.", 10.0)),
    ]
    return make(path, [page])


def numbered(path: Path) -> Path:
    """Make a cover, a contents page and numbered paragraphs with lines that only look like the start of one."""
    cover = lines(500, "Guidance for schools in a made-up county", size=24, bold=True)
    contents = [
        number("1"),
        *lines(760, "Contents", size=18, bold=True),
        *lines(730, "First steps " + "." * 90 + " 2", "What comes later " + "." * 80 + " 3"),
        *lines(690, "A long entry about several things that does not fit on a", "single line " + "." * 80 + " 3"),
    ]
    first = [
        number("2"),
        *lines(770, "First steps", size=16, bold=True),
        *lines(
            740,
            "1. The first paragraph says that staff act on the same day, as in paragraphs 4-",
            "3. Advice is at hand.",
        ),
        *lines(690, "2. The second paragraph sets a limit of no more than", "15 working days for the reply."),
        *lines(640, "3. The third paragraph is short and complete."),
        *lines(610, "4. The fourth paragraph lists what a good reply includes:"),
        *lines(585, "• the name of the person who will reply", x=75),
        *lines(562, "• the day on which the reply is due, which is", x=75),
        line(120, Run("1", 6.5, rise=3.5), Run(" A note between a sentence and its continuation.", 10.0)),
    ]
    second = [
        number("3"),
        *lines(770, "never later than a week", x=93),
        *lines(747, "• a way to ask again", x=75),
        *lines(717, "5. The fifth paragraph begins at the top of a page and its words go on", "to a second line."),
        *lines(660, "What comes later", size=16, bold=True),
        *lines(630, "6. The sixth paragraph stands under a new heading."),
        *lines(600, "7. The seventh paragraph is here so that the numbers make a run."),
        *lines(570, "8. The eighth paragraph is the last before the sentence that runs over"),
    ]
    third = [number("4"), *lines(770, "to another page, where it ends.")]
    return make(path, [cover, contents, first, second, third])


def table(path: Path) -> Path:
    """Make a table of codes, each row on two lines."""
    page = [number("1"), *lines(770, "Codes used in returns", size=16, bold=True)]
    page += [line(740, Run("Code", bold=True), x=63), line(740, Run("Description", bold=True), x=250)]
    for n, (code, words) in enumerate([("3A", "the child"), ("3B", "a parent"), ("3C", "another adult")]):
        y = 715 - 40 * n
        page += [line(y, code, x=63), line(y, f"Concerns about {words} being", x=250), line(y - 14, "harmed.", x=250)]
    page += lines(560, "After the table the ordinary text goes on with a sentence of its own.")
    return make(path, [page, filler(2), filler(3)])


def act(path: Path) -> Path:
    """Make two pages in the layout of legislation.gov.uk: running header, bold section titles, subsections, notes."""

    def header(page: str) -> list[Draw]:
        return [
            line(797, Run(page, 10), x=90),
            line(797, Run("Made-up Act 2001 (c. 99)", 8), x=410),
            line(787, Run("Document Generated: 2025-01-01", 8), x=395),
            line(777, Run("Changes to legislation: Made-up Act 2001 is up to date with all changes.", 8), x=114),
        ]

    first = [
        *header("1"),
        line(690, Run("PART 3", 11), x=280),
        line(665, Run("SERVICES IN WALES", 11), x=235),
        line(630, Run("7", 11, bold=True), x=90),
        line(630, Run("Duty to plan", 11, bold=True), x=126),
        line(605, Run("(1) Each authority must make a plan which—", 11), x=116),
        line(590, Run("(a) says what it will do, and", 11), x=144),
        line(575, Run("(b) is published each year.", 11), x=144),
        line(550, Run("(2) After section 9 of another Act insert—", 11), x=116),
        line(
            535,
            Run("“(3) The authority must keep a copy of the [", 11),
            Run("F1", 6.6, rise=4),
            Run("plan] there.”", 11),
            x=146,
        ),
        line(500, Run("Textual Amendments", 10, bold=True), x=97),
        line(485, Run("F1 Word in s. 7(2) substituted (1.1.2005) by another Act (c. 98), s. 1", 9), x=103),
    ]
    second = [
        *header("2"),
        line(690, Run("(c) continues the list of an earlier page.", 11), x=144),
        line(660, Run("8", 11, bold=True), x=90),
        line(660, Run("Meaning of plan", 11, bold=True), x=126),
        line(635, Run("In this Part “plan” includes a draft that has been agreed.", 11), x=132),
    ]
    return make(path, [first, second])
