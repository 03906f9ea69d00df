"""Which questions belong together: by shape, edition, kind, topic, and the sources that were judged to answer them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from evals.metrics.docids import REL, source_of
from evals.records import EvalQuestion, Qrels

ALL = "all"
SINGLE_TURN = "single-turn"
CONVERSATIONS = "conversations"
EDITION, KIND, TOPIC, SOURCE = "edition", "kind", "topic", "source"


def members(queries: Collection[str], questions: Sequence[EvalQuestion], qrels: Qrels) -> dict[str, tuple[str, ...]]:
    """Return the queries of each slice; a slice without one has no entry.

    ``all`` comes first, then ``single-turn`` and ``conversations``, ``edition: …``, ``kind: …``, ``topic: …`` and
    ``source: …``, in each group the largest first. A query belongs to every topic it has and to every source with a
    page judged relevant, so those slices overlap. What is not known of the questions makes no slice.

    Parameters
    ----------
    queries : collection of str
        The queries to sort into slices.
    questions : sequence of EvalQuestion
        What is known of them; may be empty.
    qrels : Qrels
        The judgements, for the sources.
    """
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for question in questions:
        shape = CONVERSATIONS if question.history else SINGLE_TURN
        found["shape"][shape].add(question.query_id)
        for group, names in ((EDITION, (question.edition,)), (KIND, (question.kind,)), (TOPIC, question.topics)):
            for name in filter(None, names):
                found[group][f"{group}: {name}"].add(question.query_id)
    for query, judged in qrels.items():
        for docid, relevance in judged.items():
            if relevance >= REL:
                found[SOURCE][f"{SOURCE}: {source_of(docid)}"].add(query)
    known = set(queries)
    slices = {ALL: tuple(sorted(known))}
    for group in ("shape", EDITION, KIND, TOPIC, SOURCE):
        # single-turn before conversations, whichever there are more of
        order = sorted(found[group], key=lambda name: (name == CONVERSATIONS, -len(found[group][name] & known), name))
        slices |= {name: tuple(sorted(found[group][name] & known)) for name in order if found[group][name] & known}
    return slices


def group_of(name: str) -> str:
    """Return the group a slice belongs to: ``topic`` of ``topic: consent``; empty for ``all`` and the two shapes."""
    group, colon, _ = name.partition(": ")
    return group if colon else ""
