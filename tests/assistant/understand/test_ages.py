"""Ages that a question names, in the words people use, and numbers that are none."""

from __future__ import annotations

import pytest

from assistant.understand.ages import ages_in, tells_of_an_adult_student


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("16 yr old hit by her boyfriend. DA in law or not?", {16}),
        ("She's 15 and he's 18", {15, 18}),
        ("a pupil aged 12", {12}),
        ("my 7-year-old", {7}),
        ("14yo, hits his mum", {14}),
        ("Two Year 10s are going out", {14, 15}),
        ("Y13 girl", {17, 18}),
        ("Year 13 student, 18, lives with her boyfriend", {18}),
        ("G, 17, in our sixth form, has a boyfriend of 22", {17, 22}),
        ("Child (14) asleep, sibling (9) awake", {9, 14}),
        ("Girl (15), and he's 18", {15, 18}),
        ("Child B (7), her brother, 11, and F, 17, at college", {7, 11, 17}),
        ("section 3, subsection (2), page (4), Part (5)", set()),
        ("Part B (15) of the Act, section f (12)", set()),
        ("She's sixteen, and it was half eleven on day fifteen", {16}),
        ("A Year 11 girl is going out with a lad of 19", {15, 16, 19}),
        ("three children (3), earlier incidents (4), on Sept, 14, he came", set()),
        ("There are eleven notices, and there are 12 pages", set()),
        ("He says that is not her choice until she is eighteen", set()),
        ("A boy of ten and a girl of 7", {7, 10}),
        ("He was fifteen then, and she's only sixteen; my son is twelve", {12, 15, 16}),
        ("It was ten past nine, one of ten families, a group of twelve pupils", set()),
        ("Girl (18 months) and child (10 weeks)", set()),
        ("section 17 or section 47", set()),
        ("the 2023 edition, 15 working days", set()),
        ("there are 12 pages of it", set()),
        ("is 5 days the rule for the file", set()),
    ],
)
def test_ages_are_named_as_people_name_them(text: str, ages: set[int]) -> None:
    assert ages_in(text) == ages


@pytest.mark.parametrize(
    ("text", "is_adult"),
    [
        ("One of our sixth form students (19, EHCP) has a bruise.", True),
        ("ESOL learner 18 came with a friend.", True),
        ("A 20 year old apprentice told her tutor.", True),
        ("She's 18 since October and lives with him.", True),
        ("Student 17, lives with her boyfriend (22).", False),
        ("Girl (15), he's 18 and drives.", False),
        ("A Year 11 girl is going out with a lad of 19.", False),
        ("A girl is seeing a lad of 20.", False),
        ("She's eleven. We found her with a placement lad of nineteen.", False),
        ("She's sixteen, he's eighteen.", False),
        ("He's twenty-two months.", False),
        ("Her boyfriend hits her. He's 19.", False),
        ("Her mum hits her. She's 18.", True),
        ("Her dad came in. He is 25.", False),
        ("A mum came in in tears. She is 22.", False),
        ("Dad hits her. She is 19 and in our sixth form.", True),
        ("She cannot leave home until she is eighteen.", False),
        ("Boy, 19 incidents on file.", False),
        ("A 19 year old in our street shouts at her.", False),
        ("Mum has a new partner. He is 24.", False),
        ("The pupil came in late at 20 past nine.", False),
        ("A student teacher of 22 told me.", False),
        ("The girl is eighteen in nine days.", False),
        ("An 18 year old on our Level 3 course says dad hits her.", True),
        ("Girl (18) in Y13 is afraid.", True),
        ("Boy, 18, on our course.", True),
        ("Apprentice at a garage, eighteen, hurt by his brother.", True),
        ("Girl in Y12. Her lad (19) waits outside.", False),
        ("She's 18 in May.", False),
        ("Year 10 girl. He's 18 and waits outside.", False),
        ("A pupil's brother (24) takes his money.", False),
        ("The pupil has missed 18 days.", False),
        ("Our students had 20 minutes.", False),
        ("She's 18 next month.", False),
        ("She turned 18 in May and is in Year 13.", True),
        ("A pupil reported that on 18 June dad hit mum.", False),
        ("18 pupils told me.", False),
        ("Student not yet 18.", False),
        ("Student has had 19 absences.", False),
        ("Y12 student seeing a 20 year old man.", False),
        ("Mum's new partner, he's 23.", False),
        ("A girl of 18 in upper sixth.", True),
        ("She is already eighteen.", True),
        ("An 18 yr old y13 girl.", True),
        ("Our student, who has missed 19 sessions, cries.", False),
        ("Pupil lives with carer, 25.", False),
        ("Mum is hurt, and she's 23. Reception child.", False),
        ("The lad turned 18 in November.", True),
        ("A pupil says the neighbour is 19.", False),
    ],
)
def test_an_adult_student_is_one_whom_the_message_calls_so(text: str, is_adult: bool) -> None:
    assert tells_of_an_adult_student(text) is is_adult
