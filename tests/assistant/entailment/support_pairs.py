"""Statements checked against passages of our own invention: plain restatements, and statements that say something else.

Each passage has its restatements and its falsehoods; a falsehood names the kind of mistake it plants.
"""

from __future__ import annotations

from typing import NamedTuple


class Pair(NamedTuple):
    """A statement, the passage it cites, and whether the passage supports it."""

    statement: str
    passage: str
    kind: str

    @property
    def supported(self) -> bool:
        return self.kind == "restatement"


FERRY = (
    "Crew must tell the harbour master about a missing passenger within two hours. The harbour master should then ring the"
    " coastguard and may close the pier. Crew do not need the captain’s permission to do this."
)
CLUB = (
    "A club leader who hears that a child has been hurt should write down what the child said, in the child’s own words, on the"
    " same day. The leader should not question the child further and should not promise to keep a secret. The record must be"
    " kept for at least seven years."
)
LIBRARY = (
    "From 1 April 2024 every library must have a named officer for children. The officer can be the branch manager, but should"
    " not be a volunteer. Libraries with fewer than three staff may share an officer with another branch."
)
VISITS = (
    "Before a home visit, the nurse should check whether anyone in the house has been violent. If so, two people must go"
    " together. A visit may be cancelled only by the team manager."
)
NOTICE = (
    "The police tell the nursery by 9 am when they were called to a child’s home during the night. The notice does not say who"
    " was arrested. The nursery must not pass the notice to parents unless the police agree."
)
AGES = (
    "Section 12 of the Boats Act applies to persons under 16. A person aged 16 or over may take out a boat alone. The owner"
    " commits an offence if the boat is hired to a child of 13 or younger."
)
SIGNS = (
    "Children who live with violence may become withdrawn, anxious or aggressive. These signs can have other causes, and none"
    " of them proves that a child is being harmed. Teachers should talk to the deputy about any change that worries them."
)
LIST = (
    "The hostel manager must keep:\n• a register of everyone who stays overnight\n• a note of each complaint and its outcome\n"
    "• the emergency contacts of residents under 18, reviewed every month\nThe manager should show the register to an inspector"
    " who asks for it."
)
COURT = (
    "Only the court can make a no-contact order. An order lasts for up to 12 months and can be renewed once. The local authority"
    " must be told by the court within five working days of an order being made."
)
SHARING = (
    "The swimming club may share a member’s details with social care without consent where asking for consent would put a child"
    " at risk. It should record its reasons. It must not share them with other members."
)
TRAINING = (
    "All coaches should be trained in safeguarding every two years. Head coaches must also have first aid training, renewed each"
    " year. Volunteers are encouraged, but not required, to attend."
)
REVIEW = (
    "The panel found that neighbours had often heard shouting but had not reported it. In most of the cases the school was not"
    " told that the father had moved back. The panel recommended that housing officers be invited to meetings."
)

RESTATED: dict[str, tuple[str, ...]] = {
    FERRY: (
        "Crew must inform the harbour master of a missing passenger within 2 hours.",
        "If a passenger is missing, crew are required to tell the harbour master within two hours.",
        "The harbour master should then phone the coastguard.",
        "The harbour master may close the pier.",
        "Crew do not have to get the captain’s permission.",
        "The crew need no permission from the captain to do this.",
    ),
    CLUB: (
        "A leader who hears that a child was hurt should record the child’s own words the same day.",
        "The leader should write down what the child said on the same day.",
        "Leaders should not ask the child further questions.",
        "A leader should never promise to keep a secret.",
        "Records must be kept for a minimum of 7 years.",
        "The record has to be retained for at least seven years.",
    ),
    LIBRARY: (
        "Every library must have a named children’s officer from 1 April 2024.",
        "Since 1 April 2024 each library has had to have a named officer for children.",
        "The branch manager can be the officer.",
        "A volunteer should not be the officer.",
        "Libraries with fewer than three staff may share an officer with another branch.",
    ),
    VISITS: (
        "The nurse should check before a home visit whether anyone in the house has been violent.",
        "If anyone in the house has been violent, two people must go together.",
        "Only the team manager may cancel a visit.",
        "Two people are required to go together where somebody in the house has been violent.",
    ),
    NOTICE: (
        "Police inform the nursery by 9am when they were called to a child’s home in the night.",
        "The notice does not say who was arrested.",
        "The nursery must not give the notice to parents unless the police agree.",
        "Unless the police agree, the nursery must not pass the notice on to parents.",
    ),
    AGES: (
        "Section 12 of the Boats Act applies to people under sixteen.",
        "Someone aged 16 or over may take a boat out alone.",
        "The owner commits an offence by hiring the boat to a child of 13 or younger.",
        "From the age of 16, a person may take a boat out alone.",
    ),
    SIGNS: (
        "Children who live with violence may be withdrawn, anxious or aggressive.",
        "Such signs can have other causes.",
        "None of these signs proves that a child is being harmed.",
        "Teachers should speak to the deputy about any worrying change.",
        "A child living with violence might become withdrawn or aggressive.",
    ),
    LIST: (
        "The hostel manager must keep a register of everyone who stays overnight.",
        "A note of every complaint and its outcome must be kept by the manager.",
        "Emergency contacts of residents under 18 must be kept and reviewed every month.",
        "The manager should show an inspector the register if asked.",
    ),
    COURT: (
        "Only the court can make a no-contact order.",
        "An order lasts up to twelve months.",
        "The order can be renewed once.",
        "The court must tell the local authority within 5 working days of making an order.",
    ),
    SHARING: (
        "The club may share a member’s details with social care without consent if asking would put a child at risk.",
        "The club should record its reasons.",
        "The club must not share the details with other members.",
        "A member’s details may be shared with social care without consent where seeking it would put a child at risk.",
    ),
    TRAINING: (
        "All coaches should have safeguarding training every two years.",
        "Head coaches must also have first aid training, renewed annually.",
        "Volunteers are encouraged to attend but are not required to.",
    ),
    REVIEW: (
        "The panel found that neighbours often heard shouting but did not report it.",
        "In most cases the school was not told that the father had moved back.",
        "The panel recommended inviting housing officers to meetings.",
        "Neighbours had frequently heard shouting and had not reported it, the panel found.",
    ),
}

FALSE: dict[str, tuple[tuple[str, str], ...]] = {
    FERRY: (
        ("number", "Crew must tell the harbour master about a missing passenger within four hours."),
        ("number", "Crew must tell the harbour master about a missing passenger within two days."),
        ("modal", "Crew should tell the harbour master about a missing passenger within two hours."),
        ("modal", "The harbour master must then ring the coastguard."),
        ("modal", "The harbour master should close the pier."),
        ("actor", "The harbour master must tell the crew about a missing passenger within two hours."),
        ("negation", "Crew need the captain’s permission to do this."),
        ("negation", "Crew must not tell the harbour master about a missing passenger."),
        ("modal", "Crew must not ask the captain’s permission to do this."),
        (
            "added",
            "Crew must tell the harbour master about a missing passenger within two hours and search every cabin.",
        ),
        ("consequence", "Crew must tell the harbour master within two hours or lose their licence."),
        ("invented", "Passengers should keep their tickets until the end of the crossing."),
    ),
    CLUB: (
        ("number", "The record must be kept for at least ten years."),
        ("number", "The record must be kept for at most seven years."),
        ("modal", "A club leader must write down what the child said on the same day."),
        ("modal", "The record should be kept for at least seven years."),
        ("negation", "The leader should question the child further."),
        ("negation", "The leader should promise to keep a secret."),
        ("negation", "The leader should not write down what the child said."),
        ("added", "The leader should write down what the child said on the same day and show it to the parents."),
        ("actor", "A parent should write down what the child said on the same day."),
        ("invented", "The leader should photograph the child’s injuries on the same day."),
        ("time", "The leader should write down what the child said immediately."),
    ),
    LIBRARY: (
        ("number", "From 1 April 2025 every library must have a named officer for children."),
        ("number", "From 1 September 2024 every library must have a named officer for children."),
        ("modal", "From 1 April 2024 every library should have a named officer for children."),
        ("modal", "The branch manager must be the officer."),
        ("negation", "The officer should be a volunteer."),
        ("number", "Libraries with fewer than five staff may share an officer with another branch."),
        ("number", "Libraries with more than three staff may share an officer with another branch."),
        ("modal", "Libraries with fewer than three staff must share an officer with another branch."),
        ("added", "Every library must have a named officer for children, who is paid by the council."),
        ("negation", "Libraries with fewer than three staff may not share an officer with another branch."),
    ),
    VISITS: (
        ("time", "After a home visit, the nurse should check whether anyone in the house has been violent."),
        ("number", "If anyone has been violent, three people must go together."),
        ("modal", "If anyone has been violent, two people should go together."),
        ("actor", "The police should check before a home visit whether anyone in the house has been violent."),
        ("actor", "A visit may be cancelled only by the nurse."),
        ("modal", "The nurse must check before a home visit whether anyone in the house has been violent."),
        ("consequence", "If anyone in the house has been violent, the visit must be cancelled."),
        ("negation", "The nurse should not check whether anyone in the house has been violent."),
    ),
    NOTICE: (
        ("number", "The police tell the nursery by 10 am when they were called to a child’s home during the night."),
        ("negation", "The notice says who was arrested."),
        ("negation", "The nursery must pass the notice to parents."),
        ("exception", "The nursery must not pass the notice to parents."),
        ("actor", "The nursery tells the police by 9 am when they were called to a child’s home."),
        ("actor", "The nursery must not pass the notice to parents unless the headteacher agrees."),
        ("modal", "The nursery should not pass the notice to parents unless the police agree."),
        ("added", "The police tell the nursery by 9 am when they were called to a child’s home and who was arrested."),
    ),
    AGES: (
        ("number", "Section 12 of the Boats Act applies to persons under 18."),
        ("number", "Section 21 of the Boats Act applies to persons under 16."),
        ("number", "Section 12 of the Boats Act applies to persons over 16."),
        ("number", "A person aged 13 or over may take out a boat alone."),
        ("modal", "A person aged 16 or over must take out a boat alone."),
        ("negation", "A person aged 16 or over may not take out a boat alone."),
        ("actor", "The child commits an offence if the boat is hired by a child of 13 or younger."),
        ("edition", "Section 12 of the Harbours Act applies to persons under 16."),
        ("consequence", "The owner is fined if the boat is hired to a child of 13 or younger."),
    ),
    SIGNS: (
        ("modal", "Children who live with violence become withdrawn, anxious or aggressive."),
        ("modal", "Children who live with violence must become withdrawn."),
        ("negation", "These signs prove that a child is being harmed."),
        ("negation", "These signs have no other causes."),
        ("modal", "Teachers must talk to the deputy about any change that worries them."),
        ("actor", "Parents should talk to the deputy about any change that worries them."),
        ("actor", "Teachers should talk to the police about any change that worries them."),
        ("added", "Children who live with violence may become withdrawn, anxious or aggressive, and often steal."),
        ("invented", "Teachers should refer every withdrawn child to the deputy within a day."),
    ),
    LIST: (
        ("number", "The emergency contacts of residents under 16 must be reviewed every month."),
        ("time", "The emergency contacts of residents under 18 must be reviewed every year."),
        ("modal", "The hostel manager should keep a register of everyone who stays overnight."),
        ("modal", "The manager must show the register to an inspector who asks for it."),
        ("actor", "An inspector must keep a register of everyone who stays overnight."),
        ("negation", "The hostel manager must not keep a note of each complaint."),
        ("added", "The hostel manager must keep a register of everyone who stays overnight and send it to the police."),
        ("invented", "The hostel manager must keep a record of residents’ medicines."),
    ),
    COURT: (
        ("actor", "Only the local authority can make a no-contact order."),
        ("number", "An order lasts for up to 18 months."),
        ("number", "An order lasts for at least 12 months."),
        ("number", "The local authority must be told within five days of an order being made."),
        ("actor", "The local authority must tell the court within five working days of an order being made."),
        ("modal", "The local authority should be told by the court within five working days."),
        ("negation", "An order cannot be renewed."),
        ("actor", "The police must be told by the court within five working days of an order being made."),
    ),
    SHARING: (
        ("negation", "The swimming club may share a member’s details with social care only with consent."),
        ("modal", "The swimming club must share a member’s details with social care without consent."),
        ("modal", "The club must record its reasons."),
        ("negation", "The club should not record its reasons."),
        ("negation", "The club may share a member’s details with other members."),
        ("actor", "Social care may share a member’s details with the swimming club without consent."),
        (
            "actor",
            "The club may share a member’s details with the police without consent where asking would put a child at risk.",
        ),
        ("added", "The club should record its reasons and send them to the member."),
    ),
    TRAINING: (
        ("number", "All coaches should be trained in safeguarding every three years."),
        ("modal", "All coaches must be trained in safeguarding every two years."),
        ("modal", "Head coaches should also have first aid training, renewed each year."),
        ("negation", "Volunteers are required to attend."),
        ("modal", "Volunteers must attend."),
        ("actor", "All coaches must have first aid training, renewed each year."),
        ("added", "All coaches should be trained in safeguarding every two years, at the club’s expense."),
    ),
    REVIEW: (
        ("negation", "Neighbours had reported the shouting that they heard."),
        ("negation", "In most of the cases the school was told that the father had moved back."),
        ("actor", "In most of the cases the police were not told that the father had moved back."),
        ("modal", "Housing officers must be invited to meetings."),
        ("opposite", "In few of the cases the school was not told that the father had moved back."),
        ("opposite", "In all of the cases the school was not told that the father had moved back."),
        ("actor", "In most of the cases the school was not told that the mother had moved back."),
        ("consequence", "Because neighbours had not reported it, the children died."),
    ),
}

PAIRS: tuple[Pair, ...] = tuple(
    [Pair(statement, passage, "restatement") for passage, statements in RESTATED.items() for statement in statements]
    + [Pair(statement, passage, kind) for passage, statements in FALSE.items() for kind, statement in statements]
)
