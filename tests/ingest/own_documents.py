"""Documents as schools have them, made up: policies, templates and forms. Nobody in them exists."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from corpus.types import Document, Page
from ingest.pdf.parsed import Parsed
from tests.ingest import pdfs

POLICY = """Child protection and safeguarding policy
Oakhurst Primary School, 12 Mill Lane, Anytown AN1 2BC
Telephone: 01632 960123 Email: office@oakhurst.example
Designated Safeguarding Lead: Mrs Patel
Deputy Designated Safeguarding Lead: Mr Jacob Osei
Headteacher: Dr Amira Khan
Chair of governors: Susan Whitfield
Date of policy: 1 September 2026 Review date: 31 August 2027
All staff read this policy and sign that they have done so. A child who is harmed at home needs an adult to notice."""
CONTACTS = """Key contacts
Role Name Telephone Email
Designated Safeguarding Lead Mrs R Patel 01632 960124 rpatel@oakhurst.example
Deputy Jacob Osei 01632 960125 josei@oakhurst.example
Local authority designated officer 01632 960200 lado@anytown.example
Children’s services front door 01632 960201
Police, not urgent 101
Address: County Hall, 1 Castle Street, Anytown AN1 1AA"""
EMPTY_FORM = """Record of concern
Name of child: ________________ Date of birth: ____ / ____ / ______
Year group/Class: ________ UPN: ________________
Address: ______________________________________
Ethnicity: ____________ First language: ____________
Name of parent/carer:
Telephone:
Reported by: ________________ Date: ____________
Details of the concern (use the child’s own words where you can)
Signed: ________________"""
TEMPLATE_WITH_HINTS = """Referral to children’s social care
Child’s name (please give all names known)
Date of birth (DD/MM/YYYY)
Home address (including postcode)
UPN
Gender: Male / Female / Other
Ethnicity: please see the list overleaf
Parent/carer: name and relationship to the child
Name: Insert name here
Date of referral: Click to enter a date
School: Insert school name"""
FILLED_FORM = """Record of concern
Name of child: Kayden Doyle Date of birth: 12/03/2015
Year group/Class: 4B UPN: H801200001042
Address: 27 Cobden Street, Anytown AN4 7QT
Ethnicity: White British
Name of parent/carer: Kelly Doyle
Telephone: 07700 900123
Reported by: Mrs Patel Date: 3 October 2026
He said that dad had shouted again and that he hid with his sister."""
FILLED_TABLE = """Multi-agency referral
Child’s full name
Agnieszka Nowak
DOB
4 January 2012
Year group
9
Home address
Flat 3, 14 Station Road
Parent/carer
Marta Nowak
Referrer
Jacob Osei
Nature of the concern
She is frightened to go home."""
CHRONOLOGY = """Chronology
3 October 2026: Kayden told Mrs Patel that he had not slept.
6 October 2026: his sister Aaliyah (Y2) was collected by an uncle.
7 October 2026: call to the front door; strategy discussion at 14:00.
9 October 2026: Kayden's mum came to school."""
MINUTES = """Minutes of the governors’ safeguarding committee
Present: Susan Whitfield, Amira Khan, Jacob Osei, Rev John Bright
Susan Whitfield took the chair. Jacob Osei told the committee that 14 records had been opened this term.
The committee thanked Mrs Patel. Next meeting: 12 January 2027."""
CASE_STUDY = """Training scenario
A Year 6 pupil tells you on a Monday that nobody slept because of the noise. Her brother, who is in Year 2, says the same.
What do you do first? Whom do you tell? Child A has been seen with bruises before; Child B has not.
The pupil was born in another country and joined the school in March."""
PROCEDURES = """Multi-agency procedures of the partnership
1.4 The lead practitioner convenes a meeting within 15 working days. The name of the child and the date of birth are given.
1.5 The address of the family and the names of all adults who live there are asked for, and the UPN where it is known.
1.6 The front door is open from 8.30 to 17.00 on 01632 960201; at other times ring 01632 960202.
Under the Act, “parent” includes a carer. See section 47 and chapter 3."""
LETTER = """Dear colleague
Ref: our pupil Tahmid Rahman, born 14/07/2013, NHS number 943 476 5919
He lives at 9 Harbour View, Anytown AN2 6TT with his mother.
Yours sincerely
Mrs Patel"""

ORDINARY: Mapping[str, str] = MappingProxyType({
    "policy": POLICY,
    "contacts": CONTACTS,
    "empty form": EMPTY_FORM,
    "template with hints": TEMPLATE_WITH_HINTS,
    "minutes": MINUTES,
    "case study": CASE_STUDY,
    "procedures": PROCEDURES,
})
FORMS: Mapping[str, str] = MappingProxyType({"filled form": FILLED_FORM, "filled table": FILLED_TABLE})
OF_A_CHILD: Mapping[str, str] = MappingProxyType({"chronology": CHRONOLOGY, "letter": LETTER})


def parsed(*texts: str, typed: Mapping[int, tuple[tuple[str, str], ...]] | None = None, **more: object) -> Parsed:
    """A document of some pages, as it is parsed."""
    pages = tuple(Page(number=number, printed=None, text=text) for number, text in enumerate(texts, start=1))
    document = Document(source_id="local-x", pages=pages, sha256="0" * 64)
    return Parsed(document=document, typed=typed or {}, **more)  # type: ignore[arg-type]


RULE = (
    "Every worry about domestic abuse at Oakhurst is written on the purple concern slip and handed to the lead by noon."
)
QUESTION = "What is a worry about domestic abuse written on at our school, and handed to whom by when?"
_SUBJECTS = (
    "attendance",
    "first aid",
    "visitors",
    "trips",
    "online safety",
    "training",
    "records",
    "intimate care",
    "lettings",
)


def a_policy_pdf(path: Path, n_pages: int = 46, last: str = "", rule: str = RULE) -> Path:
    """A school's policy: a cover, pages of plain text with one rule of its own on page 31, and perhaps a last page."""
    pages = [[*pdfs.lines(600, "Child protection policy", "Oakhurst Primary School", size=22, bold=True)]]
    for number in range(2, n_pages + 1):
        subject = _SUBJECTS[number % len(_SUBJECTS)]
        body = [
            f"Point {n} on {subject}: staff follow step {number}.{n} and tell the office when it is done."
            for n in range(1, 9)
        ]
        words = [rule] if number == min(31, n_pages) else body
        pages.append([pdfs.number(str(number)), *pdfs.lines(770, f"Section {number}: {subject}", size=15, bold=True),
                      *pdfs.lines(735, *words, size=9)])  # fmt: skip
    if last:
        pages[-1] = pdfs.lines(770, *last.splitlines(), size=10)
    return pdfs.make(path, pages)
