"""Which lines begin a numbered paragraph.

A line that starts with a number and a full stop may be a paragraph, an item of a numbered list, or a sentence that
happened to wrap there. Paragraphs show by their order: the next number expected. The longest run of candidates whose
numbers go up by one is the document's numbering; what is left before and after it may hold other runs, such as an
annex that starts again at 1.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

START = re.compile(r"(\d{1,3})\.(?=\s+\S|[A-Z\[]|$)")  # Word may set no space between the number and a narrow tab
_SHORTEST = 8  # shorter runs are numbered lists
_SHORTEST_OVER_PAGES = 5
_FAR = 10  # pages


def numbered_starts(candidates: Sequence[tuple[int, int]]) -> dict[int, int]:
    """Return the candidates that begin a paragraph, as {index of the candidate: paragraph number}.

    Parameters
    ----------
    candidates : sequence of (int, int)
        (number, page) of each line that starts with a number and a full stop, in reading order.
    """
    found: dict[int, int] = {}
    spans = [(0, len(candidates))]
    while spans:
        low, high = spans.pop()
        chain = _drawn_together(candidates, _longest_chain(candidates, low, high))
        pages = {candidates[index][1] for index in chain}
        if len(chain) < (_SHORTEST_OVER_PAGES if len(pages) > 1 else _SHORTEST):
            continue
        found |= {index: candidates[index][0] for index in chain}
        spans += [(low, chain[0]), (chain[-1] + 1, high)]
    return found


def _longest_chain(candidates: Sequence[tuple[int, int]], low: int, high: int) -> list[int]:
    """Find the longest run of numbers going up by one; of equal ones, the run that stays closest together."""
    best: dict[int, tuple[int, int]] = {}  # number -> (length of the best run ending in it, its index)
    before: dict[int, int | None] = {}
    longest: tuple[int, int] | None = None
    for index in range(low, high):
        number = candidates[index][0]
        length, previous = best.get(number - 1, (0, None))
        if length == 0 and number != 1 and number - 2 in best and best[number - 2][0] >= _SHORTEST:
            length, previous = best[number - 2]  # one number could not be read
        before[index] = previous
        if number not in best or best[number][0] < length + 1:
            best[number] = (length + 1, index)
        if longest is None or length + 1 > longest[0]:
            longest = (length + 1, index)
    chain: list[int] = []
    at = longest[1] if longest else None
    while at is not None:
        chain.append(at)
        at = before[at]
    return chain[::-1]


def _drawn_together(candidates: Sequence[tuple[int, int]], chain: list[int]) -> list[int]:
    """Let a run begin where it goes on: its first numbers may be those of a list many pages before."""
    for at in range(1, len(chain)):
        low, index = chain[at - 1], chain[at]
        if candidates[index][1] - candidates[low][1] <= _FAR:
            continue
        nearer: list[int] = []
        for number in range(candidates[index][0] - 1, candidates[chain[0]][0] - 1, -1):
            found = [
                other for other in range(low + 1, nearer[-1] if nearer else index) if candidates[other][0] == number
            ]
            nearer += found[-1:]
        if len(nearer) == at and candidates[nearer[-1]][0] == candidates[chain[0]][0]:
            chain = [*reversed(nearer), *chain[at:]]
    return chain
