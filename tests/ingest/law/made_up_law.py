"""Made-up legislation in the shape of CLML, as legislation.gov.uk gives it under ``data.xml``. No word of it is law."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

LEGISLATION = "https://www.legislation.gov.uk"
ACT_URL = f"{LEGISLATION}/ukpga/2019/40"
NAMESPACES = (
    'xmlns="http://www.legislation.gov.uk/namespaces/legislation"'
    ' xmlns:ukm="http://www.legislation.gov.uk/namespaces/metadata" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:dct="http://purl.org/dc/terms/" xmlns:xhtml="http://www.w3.org/1999/xhtml"'
)


def law(
    body: str,
    *,
    title: str = "Lighthouse Act 2019",
    item: str = "ukpga/2019/40",
    version: str = "",
    status: str = "revised",
    schedules: str = "",
    notes: str = "",
    effects: str = "",
    extent: str = "E+W",
    prelims: str = "",
    of_root: str = "",
    after: str = "",
) -> bytes:
    """A whole document."""
    year, number = item.split("/")[1:3]
    primary = "uksi" not in item
    outer, meta = ("Primary", "PrimaryMetadata") if primary else ("Secondary", "SecondaryMetadata")
    made = '<ukm:EnactmentDate Date="2019-05-01"/>' if primary else '<ukm:Made Date="2019-05-01"/>'
    extends = f' RestrictExtent="{extent}"' if extent else ""
    return (
        f'<?xml version="1.0" encoding="utf-8"?><Legislation {NAMESPACES}{extends} {of_root}'
        f' DocumentURI="http://www.legislation.gov.uk/{item}{version}" IdURI="http://www.legislation.gov.uk/id/{item}">'
        f"<ukm:Metadata><dc:title>{escape(title)}</dc:title><dct:valid>2030-05-05</dct:valid>"
        f'<ukm:{meta}><ukm:DocumentClassification><ukm:DocumentStatus Value="{status}"/></ukm:DocumentClassification>'
        f'<ukm:Year Value="{year}"/><ukm:Number Value="{number}"/>{made}'
        f"<ukm:UnappliedEffects>{effects}</ukm:UnappliedEffects></ukm:{meta}></ukm:Metadata>"
        f"<{outer}>{prelims}<Body>{body}</Body>{f'<Schedules>{schedules}</Schedules>' if schedules else ''}</{outer}>"
        f"{after}{f'<Commentaries>{notes}</Commentaries>' if notes else ''}</Legislation>"
    ).encode()


def section(
    number: str, title: str, text: str, attributes: str = "", *, kind: str = "section", number_xml: str = ""
) -> str:
    """A titled provision of a body; ``text`` is plain, or subsections already in XML."""
    inner = text if text.startswith("<") else f"<Text>{escape(text)}</Text>"
    return (
        f'<P1group {attributes}><Title>{escape(title)}</Title><P1 id="{kind}-{number}"'
        f' DocumentURI="http://www.legislation.gov.uk/x/{kind}/{number}"><Pnumber PuncAfter="">{number_xml or number}</Pnumber>'
        f"<P1para>{inner}</P1para></P1></P1group>"
    )


def limbs(depth: int, parts: Iterable[tuple[str, str]], lead: str = "") -> str:
    """Numbered limbs at a depth: 2 for subsections, 3 for paragraphs."""
    inner = "".join(
        f"<P{depth}><Pnumber>{number}</Pnumber><P{depth}para>{text if text.startswith('<') else f'<Text>{escape(text)}</Text>'}"
        f"</P{depth}para></P{depth}>"
        for number, text in parts
    )
    return f"<Text>{escape(lead)}</Text>{inner}" if lead else inner


def part(number: str, title: str, inner: str, attributes: str = "") -> str:
    """A Part."""
    return f'<Part id="part-{number}" {attributes}><Number>PART {number}</Number><Title>{title}</Title>{inner}</Part>'


def schedule(number: str, title: str, paragraphs: Iterable[tuple[str, str, str]], attributes: str = "") -> str:
    """A Schedule of untitled paragraphs: number, text, attributes of the paragraph."""
    inner = "".join(
        f'<P1 id="schedule-{number}-paragraph-{n}" {given}><Pnumber>{n}</Pnumber>'
        f"<P1para><Text>{escape(text)}</Text></P1para></P1>"
        for n, text, given in paragraphs
    )
    return (
        f'<Schedule id="schedule-{number}" {attributes}><Number>SCHEDULE {number}</Number><TitleBlock><Title>{title}</Title>'
        f"</TitleBlock><ScheduleBody>{inner}</ScheduleBody></Schedule>"
    )


def note(key: str, kind: str, text: str) -> str:
    """A commentary."""
    return f'<Commentary id="{key}" Type="{kind}"><Para><Text>{escape(text)}</Text></Para></Commentary>'


def effect(
    ref: str, where: str, what: str = "words inserted", on: str = "", *, found: str = "", applied: str = "true"
) -> str:
    """A change that is not in the text yet."""
    day = f'Date="{on}"' if on else 'Prospective="true"'
    of = f' FoundRef="{found}"' if found else ""
    return (
        f'<ukm:UnappliedEffect Type="{what}" AffectedProvisions="{where}" AffectingProvisions="s. 9" RequiresApplied="{applied}">'
        f'<ukm:AffectedProvisions><ukm:Section Ref="{ref}"{of}>{where}</ukm:Section></ukm:AffectedProvisions>'
        "<ukm:AffectingTitle>Harbour Act 2031</ukm:AffectingTitle>"
        f'<ukm:InForceDates><ukm:InForce Applied="false" {day}/></ukm:InForceDates></ukm:UnappliedEffect>'
    )


def long_act(n_sections: int) -> bytes:
    """An Act of many sections, in Parts of fifty, each section with three subsections."""
    sections = [
        section(
            str(n),
            f"Duty numbered {n}",
            limbs(
                2,
                [
                    (str(m), f"The keeper of tower {n} must read gauge {m} and write down what it shows.")
                    for m in (1, 2, 3)
                ],
            ),
            f'RestrictStartDate="20{10 + n % 20}-0{1 + n % 9}-15"',
        )
        for n in range(1, n_sections + 1)
    ]
    parts = [
        part(str(1 + at // 50), f"Towers from {at + 1}", "".join(sections[at : at + 50]))
        for at in range(0, n_sections, 50)
    ]
    return law("".join(parts))
