"""Who outside the school can be told, and the words that name each, so that they can be read and added to."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """Somebody outside the school who can be told.

    Parameters
    ----------
    agency_id : str
        A slug.
    title : str
        In words, at the beginning of a line.
    names : str
        What names it, as a regular expression.
    """

    agency_id: str
    title: str
    names: str


AGENCIES = (
    Agency(
        agency_id="social-care",
        title="Children’s social care",
        names=r"(?:(?:children'?s |the )hub|hub(?= (?:rung|rang|has|have|not|told|informed|contacted|phoned|replied|emailed))|mash|csc|cscs|children'?s social work|first contact|(?:family |children'?s )front door|(?:children'?s |multi-agency |social care )?safeguarding hub|social care hub|referral hub|(?:cp |ch |children's )social workers?|children'?s social care|social care|children'?s services|childrens services|social services|(?:duty |allocated |the |our |her |his |new )?social workers?|(?:duty )?sw|asw|front door|duty (?:team|desk|worker|line)|edt|emergency duty team|out[- ]of[- ]hours team|first response|multi-agency hub|spoa?|integrated front door|ifd|assessment team|contact centre|cass)",
    ),
    Agency(
        agency_id="police",
        title="The police",
        names=r"(?:(?-i:(?:DC|DS|DI|Det Sgt|Sgt)(?: [A-Z][a-z]+)?)|detectives?|sergeant|police(?: officers?)?|(?<!attendance )(?<!housing )(?<!welfare )(?<!probation )(?<!safety )officers?|pcso|pc|101|neighbourhood team|officer in (?:the )?case|oic|encompass team|safer schools officer|domestic abuse unit|dau|ppu|cid)",
    ),
    Agency(
        agency_id="health-visitor",
        title="The health visitor",
        names=r"(?:health visit(?:or|ing)(?: team| service)?s?|hv|hvs)",
    ),
    Agency(
        agency_id="school-nurse",
        title="The school nurse",
        names=r"(?:(?-i:SN)|schl nurse|nurse team|school nurs(?:e|ing)(?: team| service)?|0-19 (?:team|service))",
    ),
    Agency(
        agency_id="gp",
        title="The GP",
        names=r"(?:the doctor|(?-i:Dr [A-Z]\w+)|(?:gp |the )practice|gp|gps|gp surgery|surgery|family doctor|doctors|doctor's surgery)",
    ),
    Agency(
        agency_id="camhs",
        title="CAMHS",
        names=r"(?:(?-i:CYPS|CYPMHS|ELCAS)|link worker for mental health|camhs|mental health (?:team|support team|service)|mhst|crisis team)",
    ),
    Agency(
        agency_id="early-help",
        title="Early help",
        names=r"(?:(?-i:EH)|family wellbeing(?: worker| team)?|family support service|support worker|eh (?:worker|hub|request|referral|team|practitioner|assessment|lead)|early help(?: hub| team| worker| assessment| practitioner)?|eha|family support(?: worker| team)?|fsw|family hub|family worker|children's centre|targeted help|family practitioner)",
    ),
    Agency(
        agency_id="nurse",
        title="Another nurse or health team",
        names=r"(?:(?:asthma|ms|walk-in|clinic|cla|fgm|looked after children'?s?|practice) nurse|(?:ld|learning disability|community|specialist|epilepsy|diabetes|continence|college|cyp) nurs(?:e|es|ing)(?: team| service)?|(?:comm(?:unity)?\.? )health team|community paediatric team|dietiti?c?ian|occupational therap\w+|physio(?:therapist)?|lac nurse)",
    ),
    Agency(agency_id="midwife", title="The midwife", names=r"(?:midwi(?:fe|ves|fery)(?: team)?)"),
    Agency(
        agency_id="hospital",
        title="The hospital or paediatrician",
        names=r"(?<!at )(?<!in )(?<!to )(?<!by )(?:hospital|(?-i:SARC)|(?:the |children's |fracture |fgm )?clinic|consultant|registrar|paediatric\w*|a ?& ?e|paeds|ward|safeguarding nurse)",
    ),
    Agency(
        agency_id="housing",
        title="Housing",
        names=r"(?:housing(?: officer| association| team| department| options)?|landlord|council housing)",
    ),
    Agency(
        agency_id="domestic-abuse-service",
        title="The domestic abuse service",
        names=r"(?:karma nirvana|refuge (?:service|worker|key ?worker|team)|refuge key ?worker|women's centre|bamer (?:service|worker)|(?:the )?refuge(?= (?:rang|phoned|emailed|called|confirmed|staff|manager))|(?:idva|isva)(?: service| team)?|(?:da|dv|domestic abuse|domestic violence) (?:outreach|support|specialist|helpline service)(?: worker| service| team)?|specialist domestic abuse service|women's aid|domestic abuse (?:service|charity|team|worker|support)|da (?:service|worker|support)|refuge (?:worker|staff)|marac|isva|victim support)",
    ),
    Agency(
        agency_id="attendance",
        title="The attendance service",
        names=r"(?:county attendance|county officer|ewo|(?:la |local authority |council )?attendance (?:service|support(?: team)?)|la attendance|education welfare(?: officer| service)?|attendance (?:team|officer|service|lead at the council)|ews|cme(?: team| officer)?|children missing education(?: team)?|elective home education team)",
    ),
    Agency(
        agency_id="other-school",
        title="Another school or nursery",
        names=r"(?:(?:brother|sister|sibling)'s (?:dsl|primary|secondary|head|office)|(?:new|next|previous|old|former) (?:special |primary |secondary )?(?:school|nursery|setting|college)(?:'s dsl)?|previous dsl|(?:a|the) nursery in|(?:(?:brother|sister|sibling|his brother|her brother|half-brother|half-sister|baby|new|receiving|sending|old|previous|last|former|other|secondary|primary|junior|infant|high|sibling's)(?:'s|s')? )+(?:schools?|nursery|setting|academy|childminder)|child [a-z]\d*'s (?:schools?|nursery)|the (?:nursery|childminder|secondary|primary|college|juniors|infants)|childminder|pre-?school|their dsl|\[school [a-z]\]|sixth form(?: college)?(?: dsl)?|(?:primary|secondary|college|junior|infant|high|nursery)(?: school)?(?:'s)? dsl|nursery (?:dsl|manager|lead)|secondary dsl|primary dsl|dsl at \w+)",
    ),
    Agency(
        agency_id="probation",
        title="Probation",
        names=r"(?:offender manager|(?-i:OM|PO)|probation(?: officer| service)?)",
    ),
    Agency(agency_id="virtual-school", title="The virtual school", names=r"(?:(?-i:VS)|virtual school)"),
    Agency(
        agency_id="youth",
        title="Youth services",
        names=r"(?:youth (?:project|centre|team|substance worker)|young carers(?:'|’)?(?: project| group| service)?|yot|yjs|youth (?:justice|offending|worker|service)(?: team| service)?)",
    ),
    Agency(agency_id="nspcc", title="The NSPCC", names=r"(?:nspcc)"),
    Agency(agency_id="lado", title="The LADO", names=r"(?:lado)"),
    Agency(
        agency_id="ed-psych",
        title="The educational psychologist",
        names=r"(?:(?-i:EP)(?: service| team)?|ed(?:ucational)? psych(?:ologist)?|speech (?:and|&) language(?: therap\w+)?|salt)",
    ),
)

NAMES = {
    agency.agency_id: re.compile(rf"(?:\b|(?=\[)){agency.names}(?:\b|(?<=\]))(?!'s (?:fault))", re.IGNORECASE)
    for agency in AGENCIES
}
NOT_THE_AGENCY = re.compile(
    r"(?:police|encompass) (?:notification|alert|notif|report|email|ppn|car|officers? (?:dress|play))|(?:hospital|gp|surgery|housing|police|midwife|hv) (?:station|benefit|visit on)",
    re.IGNORECASE,
)
