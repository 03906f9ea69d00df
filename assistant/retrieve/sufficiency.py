"""Whether what was found is about what was asked: near enough, and holding the very thing the question turns on.

Passages about something near a question pass easily for an answer to it. So besides how near they are, the thing asked for is
looked for in them: a term of art, a kind of fact, a place, a year, a count. All are rules (safety/fact_patterns.py), and the
reason is shown, in words and never as a cosine. Checked for the question alone, not for the story before it.

What a school asks of its own documents these rules do not know: where one of them is the best found, they are not asked.

How near is near enough belongs to the embedder (``Calibration``). With an embedder that has none no cosine is looked at, and
the words decide alone: no word about children or safeguarding, or two words that nothing knows, is then enough to doubt.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from assistant.retrieve.retriever import Evidence
from assistant.safety import fact_patterns, load_classifier
from assistant.types import Finding
from assistant.understand import asked_part
from corpus.index import tokens
from corpus.models import Calibration
from corpus.text import fold

_NOTHING = "nothing was found"
NOT_MENTIONED = "nothing found mentions"
"""What a reason begins with, where a word of the question is in nothing that was found."""
_TOO_FAR = "nothing found is near enough to what was asked"
_NEAR = "what was found is near enough"
_UNCALIBRATED = "the embedding model has no calibration, so weak evidence is not noticed by how near it is"
_N_READ = 10
_BEYOND = {
    "missing": "it sounds like a question that national guidance does not answer",
    "outside": "it sounds like a question about something else than safeguarding",
}
"""What a message may ask that is not here, and why it is turned away."""
_COUNTING = frozenset(
    tokens("percentage proportion share number average many much statistics figures want slide year last get")
)

_ASKED_AFTER = re.compile(r"\b(?:what|who|how|where|why|do we|does|can|should|is|are)\b", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z][a-z’'-]{2,}")
_YEAR = re.compile(r"\b(20[2-9]\d)\b")
_DATED = re.compile(
    r"\b(?:report|strategy|target|survey|census|number of|figures|statistics|convention|inquiry|review|plan)\b",
    re.IGNORECASE,
)


def strength(
    query: str, evidence: Evidence, calibration: Calibration | None, everyday: Collection[str] = ()
) -> Finding:
    """Whether the evidence is about the question, and near enough to answer from.

    Parameters
    ----------
    query : str
        The standalone question.
    evidence : Evidence
        What was retrieved for it.
    calibration : Calibration or None
        That of the embedder it was retrieved with.
    everyday : collection of str
        Stems of the words staff use in their questions, which guidance need not share.
    """
    if evidence.unheld:
        return Finding("evidence", False, "the edition named is not in the library")
    if evidence.absent:
        named = ", ".join(source.name for source in evidence.editions.named)
        return Finding("evidence", False, f"{evidence.absent} was not found in {named}")
    near = evidence.exact or calibration is None or evidence.cosine >= calibration.evidence
    if not evidence.passages or not near:
        return Finding("evidence", False, _TOO_FAR if evidence.passages else _NOTHING)
    term = term_missing(query, [found.passage.text for found in evidence.passages])
    if term:
        return Finding("evidence", False, f"{NOT_MENTIONED} {term}")
    enough = _NEAR if calibration else _UNCALIBRATED
    if evidence.exact or evidence.passages[0].passage.source_id in evidence.local:
        return Finding("evidence", True, enough)
    missing = _missing(query, evidence, calibration, everyday)
    return Finding("evidence", not missing, missing or enough)


def beyond(query: str, *, enough: bool = False) -> str:
    """Return why a question is taken for one that guidance does not answer, or that is of another field; or empty.

    Parameters
    ----------
    query : str
        The standalone question.
    enough : bool
        Whether it need not sound surely like one, since something else says so too.
    """
    classifier = load_classifier()
    for kind, reason in _BEYOND.items():
        scores = classifier.score(kind, query)
        if scores.sure or (enough and scores.enough):
            return reason
    return ""


def asks_a_fact(query: str) -> bool:
    """Whether a kind of fact is asked for that is looked for by rule in what was found."""
    asked = asked_part(query)
    facts = (*fact_patterns.FACTS.values(), *fact_patterns.FIGURES.values())
    return any(how_asked.search(asked) for how_asked, _ in facts)


def term_missing(question: str, texts: Sequence[str]) -> str:
    """Return the first term of art that the question names and no text mentions, or empty."""
    together = "\n".join(texts)
    for name, term in fact_patterns.TERMS.items():
        if term.search(question) and not term.search(together):
            return name
    return ""


def _missing(query: str, evidence: Evidence, calibration: Calibration | None, everyday: Collection[str]) -> str:
    """Return what the question turns on and the best passages lack, or empty."""
    best = evidence.passages[:_N_READ]
    texts = [" ".join((*found.passage.heading_path, found.passage.text)) for found in best]
    asked = asked_part(query)
    for kind, (how_asked, shown) in fact_patterns.FACTS.items():
        if how_asked.search(asked) and not any(shown.search(text) for text in texts):
            return f"nothing found gives {kind}"
    for name, (how_asked, figure) in fact_patterns.FIGURES.items():
        if how_asked.search(asked) and not _has_figure(figure, asked, texts):
            return f"nothing found gives {name}"
    town = _town(asked)
    if town and not any(fold(town) in fold(text) and fact_patterns.LOCAL.search(text) for text in texts[:3]):
        return f"{NOT_MENTIONED} {town}"
    named = _turning_word(asked, texts) or (_year(asked) if not evidence.editions.named else "")
    if named and not any(fold(named) in fold(text) for text in texts):
        return f"{NOT_MENTIONED} {named}"
    if (calibration is None or evidence.cosine < calibration.subject) and not fact_patterns.SUBJECT.search(query):
        return "nothing asked is about safeguarding children"
    unknown = _unknown_words(asked, texts, everyday)
    doubted = unknown and _is_doubted(len(unknown), evidence.cosine, calibration)
    return f"{NOT_MENTIONED} {' or '.join(unknown[:3])}" if doubted else ""


def _is_doubted(n_unknown: int, cosine: float, calibration: Calibration | None) -> bool:
    """Whether so many unknown words are too many for evidence so near."""
    if calibration is None:
        return n_unknown > 1
    return cosine < (calibration.two_unknown_words if n_unknown > 1 else calibration.one_unknown_word)


def _has_figure(figure: re.Pattern[str], asked: str, texts: Sequence[str]) -> bool:
    """Whether a sentence holds such a figure and at least three in five of the words asked about."""
    wanted = set(tokens(asked)) - _COUNTING
    for text in texts:
        for sentence in re.split(r"(?<=[.!?])\s+", text):
            if figure.search(sentence) and len(wanted & set(tokens(sentence))) >= 0.6 * len(wanted):
                return True
    return False


def _town(asked: str) -> str:
    """Return the place a local fact is asked about, or empty."""
    if not fact_patterns.LOCAL.search(asked):
        return ""
    match = re.search(fact_patterns.TOWN_AFTER, asked)
    return match[1] if match else ""


def _turning_word(asked: str, texts: Sequence[str]) -> str:
    together = fold(" ".join(texts))
    words = (match.group() for match in fact_patterns.TURNS_ON.finditer(asked))
    return next((word for word in words if fold(word).removesuffix("s") not in together), "")


def _year(asked: str) -> str:
    match = _YEAR.search(asked)
    return match[1] if match and _DATED.search(asked) else ""


def _unknown_words(asked: str, texts: Sequence[str], everyday: Collection[str]) -> list[str]:
    """Return the words asked about that neither the passages nor staff's questions know; names and numbers are no such words."""
    if not everyday:
        return []
    known = set(tokens(" ".join(texts))) | set(everyday)
    words = (match.group() for match in _WORD.finditer(asked) if not _is_name(asked, match))
    return [
        word
        for word in dict.fromkeys(words)
        if not fact_patterns.SHORT_FOR.search(word) and not set(tokens(word)) <= known
    ]


def _is_name(asked: str, word: re.Match[str]) -> bool:
    """Whether a word inside a sentence is written as a name is; a place after "near" or "in" is asked about."""
    if not word.group()[0].isupper() or word.start() == 0:
        return False
    return re.search(r"\b(?:near|in|around)\s+$", asked[: word.start()]) is None


def premise(question: str, texts: Sequence[str]) -> str:
    """Return what a question takes for granted about the law and none of the texts bears out, or empty."""
    match = fact_patterns.PREMISE.search(question)
    if match is None:
        return ""
    taken = _ASKED_AFTER.split(next(group for group in match.groups() if group), maxsplit=1)[0].strip()
    wanted = set(tokens(taken))
    borne_out = any(len(wanted & set(tokens(text))) >= 0.8 * len(wanted) for text in texts[:_N_READ])
    return "" if borne_out else taken
