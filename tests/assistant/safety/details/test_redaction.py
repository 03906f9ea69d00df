"""Details go, and what matters stays: the redactor on messages, over turns, and at its command-line door."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import __main__ as command
from assistant.safety.details.redaction import Redacted, Redactor, describe
from corpus.pii import ner
from corpus.pii.name_lists import name_lists
from corpus.pii.recognisers import DetailKind


def redact(text: str) -> Redacted:
    return Redactor().redact(text)


def details(text: str) -> list[tuple[str, str]]:
    return [(span.kind.value, text[span.start : span.end]) for span in redact(text).spans]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kayden in Y4 bit a TA", "Child A in Y4 bit a TA"),
        ("jadens mum rang, is jaden a victim?", "Child A's mum rang, is Child A a victim?"),
        ("his mum Agnieszka and Mr Oyelaran agree", "his mum Adult A and Mr Adult B agree"),
        ("child KW told me", "child A told me"),
        (
            "Will (Y8) said that Grace is in Year 3. Will she be told?",
            "Child A (Y8) said that Child B is in Year 3. Will she be told?",
        ),
        ("Suspect: Adrian Kowalczyk, 4 Jan 1984.", "Suspect: Adult A, [date of birth]."),
        ("the rest are at Oakhurst Primary School", "the rest are at [school A]"),
        ("Tahmid y1 and Noor y5", "Child A y1 and Child B y5"),
    ],
)
def test_the_redacted_text_still_reads(text: str, expected: str) -> None:
    assert redact(text).text == expected


@pytest.mark.parametrize(
    ("text", "kind", "detail"),
    [
        ("dob 12/03/2015 please", "date_of_birth", "12/03/2015"),
        ("born 21st of February 2017", "date_of_birth", "21st of February 2017"),
        ("she is at flat 3 now", "address", "flat 3"),
        ("lives at 27 cobden street", "address", "27 cobden street"),
        ("They moved to The Laurels, 4 Park Avenue last week", "address", "The Laurels, 4 Park Avenue"),
        ("her postcode is bd88 4rt", "postcode", "bd88 4rt"),
        ("ring 07700 900455 after four", "phone", "07700 900455"),
        ("ring +44 7700 900622", "phone", "+44 7700 900622"),
        ("write to k.b@example.org today", "email", "k.b@example.org"),
        ("upn C321654987012", "upn", "C321654987012"),
        ("NHS no 999 555 0123", "nhs_number", "999 555 0123"),
        ("Crime ref 4522/61873/26", "case_number", "4522/61873/26"),
        ("CAD 0417 of 12/10", "case_number", "0417"),
        ("case ZW26P00417 in court", "case_number", "ZW26P00417"),
        ("his insta is yung.krispy7", "handle", "yung.krispy7"),
        ("found @lil.nev_07 online", "handle", "@lil.nev_07"),
        ("a black van, reg AB99 KDP", "registration", "AB99 KDP"),
        ("J.M. in year 10", "initials", "J.M."),
        ("moved from Ysgol Bryn Helyg", "school", "Ysgol Bryn Helyg"),
        ("he is at Jack and Jill Nursery", "school", "Jack and Jill Nursery"),
    ],
)
def test_a_detail_is_found_whole_and_alone(text: str, kind: str, detail: str) -> None:
    assert details(text) == [(kind, detail)]


@pytest.mark.parametrize(
    "text",
    [
        "What does Working Together say, and Keeping Children Safe in Education?",
        "Operation Encompass rang in April about a May incident",
        "Clare's Law or Sarah's Law? And is clare's law free?",
        "Will you mark the register? May I hope for a grace period?",
        "Who chairs a Marac, and does an Idva fill in the Dash?",
        "Ring the helpline on 0808 2000 247, Childline on 0800 1111 or 116 123",
        "Mail fmu@fcdo.gov.uk about forced marriage",
        "Y4 boy, 8, three siblings, dad back since 3 March, 15 days, 10 am",
        "section 120, paras 41 to 43, page 16, KCSIE 2025, S.I. 2018/497",
        "The Lucy Faithfull Foundation and the NSPCC, in Bradford and Kent",
        "I've asked a Cardiff primary and they're no help",
        "Rob Peter to pay Paul with pupil premium? Harry Potter day was when he told me",
        "2 children in the way, 5 minutes walk, 24 files in one go",
        "Domestic incident 2310 hrs, another incident 0215hrs",
        "Incident 22.15hrs, then an incident 9.40pm",
        "Child A (6) told Mrs Adult B at [address]",
    ],
)
def test_what_is_no_detail_is_left_alone(text: str) -> None:
    assert redact(text) == Redacted(text=text, spans=())


def test_a_person_keeps_the_placeholder_over_turns_in_any_spelling() -> None:
    redactor = Redactor()
    assert (
        redactor.redact("Kayden Smith (Y4) hides when Mr Doyle comes").text
        == "Child A (Y4) hides when Mr Adult B comes"
    )
    assert redactor.redact("and kayden's sister Zuzia?").text == "and Child A's sister Child C?"
    assert redactor.redact("What about Mr Doyle?").text == "What about Mr Adult B?"


def test_two_children_of_one_first_name_stay_two() -> None:
    assert redact("ollie b and ollie c both in y4").text == "Person A and Child B both in y4"


def test_a_letter_that_the_person_uses_is_not_given_again() -> None:
    assert redact("Child A is safe. Kayden in Y2 is not.").text == "Child A is safe. Child B in Y2 is not."


def test_letters_do_not_run_out() -> None:
    redactor = Redactor()
    names = sorted(name for name in name_lists().given if name.isalpha() and len(name) > 5)[:30]
    labels = {redactor.redact(f"I met {name.title()} today").text for name in names}
    assert len(labels) == 30
    assert "I met Person A2 today" in labels


def test_redacting_twice_changes_nothing() -> None:
    once = redact("Kayden (Y4) and mum Beata, 14 Beech Road, LS71 4QT, 07700 900455, child KW, Oakhurst Primary")
    assert redact(once.text) == Redacted(text=once.text, spans=())


def test_a_name_in_capitals_is_found_and_an_acronym_is_not() -> None:
    assert details("KAYDEN IS NOT SAFE") == [("name", "KAYDEN")]
    assert details("what does RUI mean, and the SCRs") == []
    assert details("PPN came in about a Y6 pupil, and EDT said to wait") == []


@given(st.text(alphabet=st.sampled_from("Kayden mum Y4 (6), Mr.'s 0712@/-\nŁé"), max_size=120))
def test_spans_stand_in_order_and_apart_whatever_is_typed(text: str) -> None:
    spans = redact(text).spans
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(before.end <= after.start for before, after in pairwise(spans))


def test_a_long_message_takes_little_time() -> None:
    import time

    start = time.process_time()
    redact("Aa " * 1300)
    redact("A.B. " * 800)
    assert time.process_time() - start < 5


def test_what_was_replaced_is_said_without_saying_it() -> None:
    spans = redact("Kayden (Y4), mum Beata, LS71 4QT").spans
    assert describe(spans) == "2 names, 1 postcode"
    assert describe(()) == ""
    assert "Kayden" not in repr(spans)


def test_hints_find_what_the_lists_do_not_know_and_do_not_decide() -> None:
    text = "Xzyqua was seen by Ofsted"
    assert Redactor(lambda _: ((0, 6), (19, 25))).redact(text).text == "Person A was seen by Ofsted"


def test_importing_loads_no_model() -> None:
    code = "import sys, assistant.safety.details.redaction; print({'spacy', 'presidio_analyzer'} & set(sys.modules))"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
        == "set()"
    )


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = command.main(["redact", *arguments])
    out, err = capsys.readouterr()
    return status, out, err


@pytest.fixture
def no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    missing = ner.Hints(
        find=ner.no_hints, missing="Names are found by rules and a list alone: the model is not installed."
    )
    monkeypatch.setattr(command, "presidio_hints", lambda: missing)


@pytest.mark.usefixtures("no_model")
def test_the_command_prints_id_spans_and_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = ['{"id": "m1", "text": "Kayden in Y4"}', "", '{"id": 2, "text": "Nothing here"}']
    (tmp_path / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
    status, out, err = run(capsys, str(tmp_path / "in.jsonl"), "--json")
    assert status == 0
    assert [json.loads(line) for line in out.splitlines()] == [
        {"id": "m1", "spans": [{"start": 0, "end": 6, "type": "name"}], "text": "Child A in Y4"},
        {"id": 2, "spans": [], "text": "Nothing here"},
    ]
    assert err == "Names are found by rules and a list alone: the model is not installed.\n"


@pytest.mark.usefixtures("no_model")
def test_lines_of_one_conversation_share_placeholders_and_others_do_not(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [("Oskar and Kayden", "c"), ("kayden said", "c"), ("kayden said", None)]
    lines = "\n".join(json.dumps({"id": i, "text": text, "conversation": of}) for i, (text, of) in enumerate(rows))
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(lines.encode())))
    _, out, _ = run(capsys, "-")
    replaced = [re.sub(r"  \(.*", "", line) for line in out.splitlines()]
    assert replaced == ["0: Person A and Person B", "1: Person B said", "2: Person A said"]


@pytest.mark.parametrize("line", ["not json Kayden", '{"id": "a"}', '["Kayden"]', '{"id": null, "text": "Kayden"}'])
def test_a_bad_line_is_one_sentence_that_quotes_nothing(
    line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in.jsonl").write_text(f'{{"id": 1, "text": "fine"}}\n{line}\n', encoding="utf-8")
    status, out, err = run(capsys, str(tmp_path / "in.jsonl"), "--json")
    assert (status, out) == (2, "")
    assert err.startswith("line 2 of in.jsonl is not a message")
    assert "Kayden" not in err


def test_a_file_that_is_not_there_or_not_text_is_bad_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, str(tmp_path / "none.jsonl"))[0] == 2
    (tmp_path / "bytes.jsonl").write_bytes(b"\xff\xfe")
    status, _, err = run(capsys, str(tmp_path / "bytes.jsonl"))
    assert status == 2
    assert "is not UTF-8 text" in err


def test_every_kind_has_a_word_for_the_notice() -> None:
    from corpus.pii.recognisers import Span

    assert all(describe([Span(start=0, end=1, kind=kind)]).startswith("1 ") for kind in DetailKind)


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("Kayden J. B. Doyle is in Y4", "Child A is in Y4"),
        ("kayden doyle@example.org wrote", "Person A [email] wrote"),
    ],
)
def test_a_name_that_another_detail_reaches_into_is_replaced_all_the_same(text: str, redacted: str) -> None:
    assert Redactor().redact(text).text == redacted


@pytest.mark.parametrize("text", ["it had Royal Assent in 2021", "the Ministry of Justice says"])
def test_institutions_are_nobodys_name(text: str) -> None:
    assert Redactor().redact(text).text == text


@pytest.mark.parametrize(
    "text",
    [
        # in lower case and on no list
        "a child called [zofkia], her brother [bolesz] is in y2",
        "my pupil [shanelka] keeps crying, her mum ([thibolda]) knows",
        "i teach [oakleyn] and am worried about [elowenna]",
        "i dont trust what [elowenna] told us",
        "so [dougalo] was sat alone, miss [dougalo]s dad is back",
        "the [dhaliwalu] boys came late",
        "[mcallistero] kids are back",
        "caught [jaydnu] with it, does [jaydnu] need a plan",
        "[jaydnu] again. 3rd time",
        "[Hyacintha], our TA, thinks not",
        # words that are names
        "spoke to [will]'s mum, she says [hope]'s dad is not allowed near",
        "[will] was crying in the toilets, his mum will go mad",
        "[grace] (8) and [summer] (6) saw it",
        "little [summer] in reception cries",
        "He gave a lift to [Summer] alone. Should [Summer] go home?",
        "[faith] told me, and [joy] wont go home",
        "[lily] and [rose] have the same teacher",
        "[Bill], our caretaker, heard it",
        "everyone calls him [Tank] and his sister is known as [Bean]",
        "we have [Heaven] (Y5) here",
        # family names alone, and names in a list
        "claiming that [Fitzwarrano] who runs the club was convicted",
        "Chased SW: [Keddlestona], no reply",
        "The [Lockwoods] are back in court",
        "siblings Zofia, [Ishaanu] and [kiaanu] are here",
        "[mohammed ibn yusuf] is not in",
        # initials
        "[K.O'B] in year 6 and [RJ], yr 8",
        "[RJ] told me that [KT] is pregnant",
        "[SM] hit [LR] at break",
        "[AJ] & [BJ] are siblings",
        "[jt] has marks on his wrists",
        "Child [AM], 15, lost weight",
        "her boyfriend [D.M.] came",
        "that is [S I V A N] in year 11",
        # houses
        "they have moved into [Fernleaf House]",
        "it is called [The Old Bakery on Pound Lane]",
        "she is at [The Gables] now",
        "theyre at [flat 9 corbel house] now",
        "new address [Top Floor Flat, 88 Canal Street]",
        "a visit at [number 6 Ginnel Yard]",
        # what somebody is called online
        "Snap acct [xx_dunny.ldn] wrote",
        "someone called [shadowfox99] added him",
        "discord user [nightcrawlr] sent pictures",
        "add on discord ([voidwalker#1234])",
        "this account [its.ya.girl.meg] posted it",
        # spoken and written down by a machine
        "they left [oh seven seven double oh nine double oh five three one]",
        "her date of birth is [the third of the ninth two thousand and fourteen]",
        "reference [C S two six dash zero four four one seven] is open",
    ],
)
def test_what_stands_around_a_detail_gives_it_away(text: str) -> None:
    plain = re.sub(r"[\[\]]", "", text)
    hidden = {at for span in redact(plain).spans for at in range(span.start, span.end)}
    pieces = re.split(r"(\[[^\]]*\])", text)
    at = 0
    for piece in pieces:
        words = piece.strip("[]")
        if piece.startswith("["):
            assert hidden.issuperset(range(at, at + len(words))), words
        at += len(words)


@pytest.mark.parametrize("title", name_lists().titles)
def test_a_published_title_with_a_name_in_it_is_left(title: str) -> None:
    """Of the list, so that no name stands here."""
    text = f"What did the {title} review say?"
    assert redact(text).text == text


@pytest.mark.parametrize(
    "text",
    [
        # published reviews by who wrote them
        "the Munro review, the Laming report and the Wood review",
        # places of learning
        "King's College London, Leeds Beckett and Lancaster University found that",
        "the University of Bedfordshire on contextual safeguarding",
        # grades and risks
        "she got a Grade 4 in English Language and a Merit in Dance",
        "DASH came back as Medium risk, RAG rated Amber",
        # dates, ages and year groups
        "an incident on 14/02/2026 and again on 3 May, 3.3.26 and in Jan",
        "Year 9 girl, 14, and a Year 11 boy, 16",
        "Can a Year 2 child give consent?",
        # tools and programmes
        "Should all staff be trained in Makaton or BSL?",
        "the picture is AI-made, he asked Grok, ChatGPT told him",
        "Snapchat, Yubo and Omegle; CPOMS, Smoothwall and Senso",
        "kcsie2025 as form_v2.docx",
        # tongues and peoples
        "mum speaks Tigrinya and Sorani, dad's from Romania",
        # months, seasons and words that are names
        "In summer and in May he has no meals; will the summer holidays count?",
        "I hope mum will be ok, is there grace to appeal, with joy he ran",
        "when will dad ring, and who will mum call",
        "mum's faith matters, the will was read, a rose tattoo",
        "the Crime and Policing Bill",
        # laws
        "What are Clare's Law, Sarah's Law and Jade's Law? Does Martha's Rule apply?",
        # towns alone
        "a family from Hebden Bridge moved to Todmorden, then to Harrogate",
        "mum is taking her to Lahore, the train from Crewe was late",
        "Scarborough",
        # classes of a school
        "I'm in Rose class, next to Willow class",
        # roles and what they do
        "pupil absconded, dad relapsed, stepdad gambles, parent rages at gate",
        "our caretaker smelt gas and mum obeys, tata wants her home",
        "child called me a liar, boy named his abuser, a girl called us names",
        "He waits by our gate when big sister collects her, and her little brother cries",
        "a Non-mobile infant sibling, a non-verbal pupil",
        "ELSA says no, EWO says yes, SENCO is off, the DSL was told",
    ],
)
def test_what_is_nobodys_is_never_taken(text: str) -> None:
    assert redact(text) == Redacted(text=text, spans=())
