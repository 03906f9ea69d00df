"""What was found of our sentences when an edition changed, as a file that a maintainer takes into the project.

TOML, as the statements are: for each sentence its words, the words proposed if there are any, and its bindings then and now.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from corpus.statements import EditionCheck, ReviewLedger, ReviewVerdict, sentence_key
from ingest.sentences import sentences_by_kind

_HEAD = """\
# What was found of our sentences when a new edition changed what they rest on.
# [[holds]]: the sentence stands, and rests on "cites" now. [[amended]]: it is to say "becomes", or to rest on "cites", or both.
# A change goes into corpus/statements, or the digest; the README there says how. Then a second reader opens each pinpoint.
"""


def as_toml(reviews: ReviewLedger) -> str:
    """Return all checks of a ledger as TOML; those of sentences that were worded anew since are left out."""
    said = {
        sentence_key(sentence.text): (kind.value, statement_id, sentence.text)
        for kind, sentences in sentences_by_kind().items()
        for statement_id, sentence in sentences
    }
    tables = ["\n".join(_table(check, said.get(check.key))) for check in reviews.checks]
    return "\n".join([_HEAD, *tables])


def _table(check: EditionCheck, said: tuple[str, str, str] | None) -> Iterator[str]:
    """Give the lines of a check.

    Yields
    ------
    str
    """
    holds = check.verdict is ReviewVerdict.YES
    kind, statement_id, text = said or ("digest", "", "")
    yield "[[holds]]" if holds else "[[amended]]"
    yield f"key = {_string(check.key)}"
    if statement_id:
        yield f"statement = {_string(f'{kind}: {statement_id}')}"
        yield f"text = {_string(text)}"
    if check.mend:
        yield f"becomes = {_string(check.mend)}"
    yield f"was = {_string(str(check.was))}"
    yield f"against = {_string(check.later)}"
    yield f"cites = [{', '.join(_string(str(one)) for one in check.rests_on)}]"
    yield f"by = {_string(check.checked_by)}"
    yield f"on = {check.checked_on.isoformat()}"
    yield ""


def _string(text: str) -> str:
    """Return a text as a TOML string: JSON’s are, but for the one character that TOML has escaped."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
