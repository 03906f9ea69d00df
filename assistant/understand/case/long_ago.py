"""What a message tells of long ago, or of somebody who is in prison, apart from what it tells of now.

Only whole sentences are told apart, and what has a mark of now as well is of now: a danger that goes on must not pass for an old
one. ``situations.py`` reads both parts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_SENTENCE = re.compile(r"(?<=[.?!;])\s+|\n+")
_NUMBER = r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})"
_TERM = rf"(?:{_NUMBER}|several|some|many|few)(?: and a half)? (?:years?|yrs?)"
_YEARS_AGO = re.compile(
    r"\b(?:years?|yrs?)\s+(?:ago|back|earlier)\b|\b(?:ages|decades?) ago\b|\blong ago\b|\ba long time (?:ago|back)\b"
    r"|\bhistoric(?:al)?\b|\byears before\b|\bthe year before last\b",
    re.IGNORECASE,
)
_CHILDHOOD = re.compile(
    r"\bwhen (?:he|she|they|i|\w+ \w+|the \w+)(?:'s|’s| was| were) (?:only |just |about )?"
    r"(?:an? )?(?:babies|baby|newborn|infant|toddlers?|tiny|(?:one|two|1|2)(?= and |[ ,.;]*$|,))"
    r"|\bas an? (?:baby|toddler|infant)\b|\bwas (?:one|two|1|2) (?:then|at the time)\b|\bwhen .{1,30} was born\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!kcsie )(?<!together )(?<!education )(?<!act )(?<!born in )\b((?:19|20)\d\d)\b", re.IGNORECASE)
_PRISON = re.compile(
    r"\b(?:is|was|sits|been|now) in (?:prison|jail|gaol)\b|\b(?:went|sent|gone) to (?:prison|jail|gaol)\b"
    rf"|\bserv(?:ing|ed) (?:(?:a|his|her|their|out) )?(?:sentence|time|life)\b|\bserving {_TERM}\b"
    rf"|\b(?:got|doing|given|sentenced to|jailed for) {_TERM}\b|\bdid time\b|\bbehind bars\b|\bwas jailed\b"
    r"|\b(?:is|'s|’s) inside (?:for|until|till|til)\b|\blocked up for\b|\bin custody since\b",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"\b(?:again|still|today|tonight|tomorrow|yesterday|this (?:morning|afternoon|evening|week\w*|month|term|half[ -]term|year)"
    r"|last (?:night|week|weekend|month|term)|at the weekend|over the weekend|just now|recently|lately|since then|ever since"
    r"|(?:days?|weeks?|fortnight|months?) (?:ago|back)|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|goes on|keeps?|carries on"
    r"|another (?:one|time|go)|back (?:with|in touch|living|at)|moved back|same (?:thing|again)"
    r"|out (?:of prison|now|soon|next|on)|releas\w+|parole|licence|due out|gets? out|comes? out|coming out|let out|getting out"
    r"|on tag|would have|now (?:an?|has|have|there|pregnant|expecting|\d+)|(?:is|'s|’s) (?:pregnant|expecting)"
    r"|(?:is|'s|’s) \d+ (?:weeks|months)|rather|(?:will|'ll|’ll|would|'d|’d|should) (?:\w+ ){0,4}(?:prison|jail|gaol))\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"\bsince (?:19|20)\d\d\b|\bsince (?:he|she|they|\w+ \w+) (?:was|were)\b|\b(?:began|started|from (?:19|20)\d\d)\b"
    r"|\b(?:orders?|non-?mol\w*|injunctions?|conditions)\b"
    r"|\b(?:has|have|'ve|’ve|(?:he|she|dad|partner|who|and)['’]s) (?:\w+ ){0,2}?"
    r"(?:been|had|put|held|hit|hurt|got|taken|thrown|kicked|punched|grabbed|squeezed|choked|threatened)\b"
    r"|\b(?:hits|punches|kicks|grabs|chokes|strangles|squeezes|holds|pins|puts|threatens|follows|waits|stands|sits|turns up"
    r"|watches|rings|messages|locks|burns|slaps|throws|pushes|shoves|drags|beats|hurts|smashes|waves|carries|comes|drives|wants|runs)\b"
    r"|\b(?:is|are|'s|’s|'re|’re) (?:now )?(?:(?!doing|serving|being)\w+ing|outside|inside|at|on|with|here|there)\b",
    re.IGNORECASE,
)
_SHORT = 12  # words, of a sentence that only gives the time of what stands before it
_SAYS_WHEN = re.compile(r"\W*(?:and |but |so )?(?:all )?(?:this|that|it|these|those|which)\b", re.IGNORECASE)
_OF_SOMEBODY = re.compile(r"\W*(?:and |but |so )?(?:he|she|they)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldApart:
    """A message in two parts.

    Parameters
    ----------
    of_long_ago : str
        The sentences that tell of a year ago or longer, or of somebody in prison; empty if there are none.
    of_now : str
        All others.
    """

    of_long_ago: str
    of_now: str


def told_apart(text: str, as_at: date) -> ToldApart:
    """Return what a message tells of long ago apart from the rest.

    A sentence that gives the time of what stands before it (“This was in 2019”) takes that with it.

    Parameters
    ----------
    text : str
        A message.
    as_at : date
        The day on which it is read: a year before last year is long ago.
    """
    sentences = [one.strip() for one in _SENTENCE.split(text) if one.strip()]
    old = [_is_old(one, as_at) for one in sentences]
    for at in range(len(sentences) - 1, 0, -1):
        if old[at] and _leans_back(sentences[at]) and not _NOW.search(sentences[at - 1]):
            old[at - 1] = True
    return ToldApart(
        of_long_ago=" ".join(one for one, is_old in zip(sentences, old, strict=True) if is_old),
        of_now=" ".join(one for one, is_old in zip(sentences, old, strict=True) if not is_old),
    )


def _leans_back(sentence: str) -> bool:
    """Whether a sentence says when what stands before it was, or that whoever did it is in prison."""
    in_prison = _OF_SOMEBODY.match(sentence) and _PRISON.search(sentence)
    return len(sentence.split()) <= _SHORT and bool(_SAYS_WHEN.match(sentence) or in_prison)


def _is_old(sentence: str, as_at: date) -> bool:
    """Whether a sentence has a mark of long ago or of prison, and none of now; a time may also be that since which it goes on."""
    if _NOW.search(sentence):
        return False
    if _PRISON.search(sentence):
        return True
    years = (int(year) for year in _YEAR.findall(sentence))
    dated = any(mark.search(sentence) for mark in (_YEARS_AGO, _CHILDHOOD)) or any(
        year < as_at.year - 1 for year in years
    )
    return dated and not _GOES_ON.search(sentence)
