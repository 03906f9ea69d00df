"""The bundled encoder, taught which words of a message are somebody's details: additions to its weights, and a head.

It stands beside the rules (corpus/pii). It finds what they miss, and says of what they found whether it is surely none. It
reads a message once, with what can be seen of each word (assistant/safety/details/word_features.py).
``python -m evals train-details`` makes detail_tagger.npz anew.
Without the bundled encoder, or without these very weights, the rules work alone.
"""

from __future__ import annotations

import hashlib
import io
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.encoders import add_low_rank
from assistant.safety.details.word_features import Places, places_of_words, word_features
from corpus.errors import CorpusError, ModelError
from corpus.models import bundled_encoder
from corpus.once import once
from corpus.pii import DetailKind, Span

KINDS = tuple(DetailKind)
N_DETAIL_LABELS = 1 + 2 * len(KINDS)
"""Outside, then for each kind the beginning and what goes on."""
MAX_PIECES = 254  # of words, with the encoder's two marks 256
_N_BLOCKS = 4
_OVERLAP = 40  # pieces that two windows of a long message share: a word is read with as many around it
_WEIGHTS, _HASH = "detail_tagger.npz", "detail_tagger.sha256"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagged:
    """What the tagger makes of a message.

    Parameters
    ----------
    found : tuple of Span
        The details it is sure of.
    doubted : tuple of (int, int), optional
        Where the words stand that may be a detail; ``None`` if nothing is known of any.
    """

    found: tuple[Span, ...] = ()
    doubted: tuple[tuple[int, int], ...] | None = None

    def is_clear(self, start: int, end: int) -> bool:
        """Whether every word of a stretch is surely no detail."""
        return self.doubted is not None and not any(first < end and start < last for first, last in self.doubted)


Tag = Callable[[str, Sequence[Span]], Tagged]
"""Takes a message and what rules found in it."""


def no_tags(text: str, ruled: Sequence[Span]) -> Tagged:  # noqa: ARG001  # the shape of Tag
    """Return that nothing is known of a message."""
    return Tagged()


@dataclass(frozen=True, slots=True, kw_only=True)
class Windows:
    """The words of some messages as the encoder takes them.

    Parameters
    ----------
    pieces, mask : array of shape (n windows, longest)
        The pieces of words, and which of them are no filling.
    word : array of shape (n windows, longest)
        Which word each piece is of, counted over all messages; -1 for none.
    """

    pieces: NDArray[np.int64]
    mask: NDArray[np.int64]
    word: NDArray[np.int64]


def windows_of(tokenizer: Any, messages: Sequence[Sequence[str]]) -> Windows:
    """Return the windows that messages are read in, each given as its words."""
    rows: list[tuple[list[int], list[int]]] = []
    first = 0
    for words in messages:
        of_words = _pieces(tokenizer, words)
        for start, end in _stretches([len(pieces) for pieces in of_words]):
            ids = [piece for pieces in of_words[start:end] for piece in pieces]
            of = [first + at for at in range(start, end) for _ in of_words[at]]
            rows.append(([tokenizer.cls_token_id, *ids, tokenizer.sep_token_id], [-1, *of, -1]))
        first += len(words)
    longest = max((len(ids) for ids, _ in rows), default=0)
    pieces, mask = (np.zeros((len(rows), longest), dtype=np.int64) for _ in range(2))
    word = np.full((len(rows), longest), -1, dtype=np.int64)
    for at, (ids, of) in enumerate(rows):
        pieces[at, : len(ids)], mask[at, : len(ids)], word[at, : len(ids)] = ids, 1, of
    return Windows(pieces=pieces, mask=mask, word=word)


def _pieces(tokenizer: Any, words: Sequence[str]) -> list[list[int]]:
    """Return the pieces of each word, at most a dozen."""
    if not words:
        return []
    found = tokenizer(list(words), add_special_tokens=False, truncation=False, verbose=False)["input_ids"]
    return [pieces[:12] for pieces in found]


def _stretches(n_pieces: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Return the first word and the end of each window over words of so many pieces.

    Yields
    ------
    tuple of int and int
    """
    start = 0
    while start < len(n_pieces):
        end, n = start, 0
        while end < len(n_pieces) and n + n_pieces[end] <= MAX_PIECES:
            n += n_pieces[end]
            end += 1
        yield start, end
        if end == len(n_pieces):
            return
        shared = 0
        while end > start + 1 and shared + n_pieces[end - 1] <= _OVERLAP:
            shared += n_pieces[end - 1]
            end -= 1
        start = end


def shortened_encoder() -> Any:
    """Load the bundled encoder with its lower blocks alone, which see words; those above make one meaning of a message.

    Raises
    ------
    ModelError
        If it is not installed, or its weights are not the expected ones.
    """
    encoder = bundled_encoder()
    blocks = encoder[0].auto_model.encoder
    blocks.layer = blocks.layer[:_N_BLOCKS]
    return encoder


def label_scores(model: Any, head: Any, into: Any, windows: Windows, features: Any) -> Any:
    """Return the scores of labels for each word: a tensor of shape ``(n words, N_DETAIL_LABELS)``.

    Parameters
    ----------
    model : BertModel
        The encoder's transformer.
    head : Linear
        From the mean of a word's pieces and its features to labels.
    into : Linear
        From a word's features to what is added to its pieces as they enter the encoder.
    windows : Windows
        What is read.
    features : tensor of shape (n words, N_FEATURES)
        Of the words.
    """
    import torch  # noqa: PLC0415  # four seconds that a command without a question need not pay

    pieces, mask, word = (torch.from_numpy(some) for some in (windows.pieces, windows.mask, windows.word))
    of_word = word >= 0
    given = model.embeddings.word_embeddings(pieces)
    seen = into(features).to(given.dtype)
    given = given + torch.where(of_word[..., None], seen[word.clamp(min=0)], torch.zeros((), dtype=given.dtype))
    read = model(inputs_embeds=given, attention_mask=mask).last_hidden_state
    n = torch.zeros(len(features), 1).index_add_(0, word[of_word], torch.ones(int(of_word.sum()), 1))
    of_words = torch.zeros(len(features), read.shape[-1]).index_add_(0, word[of_word], read[of_word].float())
    return head(torch.cat([of_words / n.clamp(min=1), features], dim=1))


class DetailTagger:
    """The encoder with what it was taught of details.

    Parameters
    ----------
    learned : mapping of str to array
        What ``add_low_rank`` takes; ``head.weight`` and ``head.bias`` to labels, ``into.weight`` from features; ``letters``, what
        each run of letters says for a name; ``take`` and ``clear``, from and up to which likelihood of a detail a word is taken
        for one, and for surely none.

    Raises
    ------
    ModelError
        If the bundled encoder is not installed, or its weights are not the expected ones.
    """

    def __init__(self, learned: Mapping[str, NDArray[Any]]) -> None:
        encoder = shortened_encoder()
        add_low_rank(encoder, learned)
        encoder.eval()
        self._tokenizer, self._model = encoder.tokenizer, encoder[0].auto_model
        self._head = partial(_linear, learned["head.weight"], learned["head.bias"])
        self._into = partial(_linear, learned["into.weight"], np.zeros(len(learned["into.weight"]), np.float16))
        self._letters = learned["letters"].astype(np.float32)
        self._take, self._clear = float(learned["take"]), float(learned["clear"])
        self._one_at_a_time = threading.Lock()  # a tokenizer that two threads use at once fails

    def tag(self, text: str, ruled: Sequence[Span]) -> Tagged:
        """Return which words of a message are somebody's details, and which surely none."""
        places = places_of_words(text)
        if not places:
            return Tagged()
        return tagged(text, places, self.likelihoods(text, places, ruled), self._take, self._clear)

    def likelihoods(self, text: str, places: Places, ruled: Sequence[Span]) -> NDArray[np.float32]:
        """Return how likely each label is for each word of a message; shape ``(len(places), N_DETAIL_LABELS)``."""
        import torch  # noqa: PLC0415  # as above

        features = torch.from_numpy(word_features(text, places, ruled, self._letters))
        with self._one_at_a_time:
            windows = windows_of(self._tokenizer, [[text[start:end] for start, end in places]])
        with torch.inference_mode():
            scores = label_scores(self._model, self._head, self._into, windows, features)
            return np.asarray(scores.softmax(dim=1).numpy(), dtype=np.float32)


def _linear(weight: NDArray[np.float16], bias: NDArray[np.float16], given: Any) -> Any:
    import torch  # noqa: PLC0415  # as above

    return given @ torch.from_numpy(weight.astype(np.float32)).T + torch.from_numpy(bias.astype(np.float32))


def tagged(text: str, places: Places, likelihoods: NDArray[np.float32], take: float, clear: float) -> Tagged:
    """Return the details that words make up, and the words that may be one.

    Parameters
    ----------
    text : str
        The message.
    places : sequence of (int, int)
        Where its words stand.
    likelihoods : array of shape (len(places), N_DETAIL_LABELS)
        Of each label for each word.
    take, clear : float
        From and up to which likelihood a word is taken for a detail, and for surely none.
    """
    detail = 1 - likelihoods[:, 0]
    begins = likelihoods[:, 1 : 1 + len(KINDS)]
    of_kind = begins + likelihoods[:, 1 + len(KINDS) :]
    spans: list[list[int]] = []
    for at in np.flatnonzero(detail >= take).tolist():
        between = places[spans[-1][-1] + 1 : at] if spans else ()
        marks = len(between) <= 1 and not any(text[start:end].isalnum() for start, end in between)  # "ROE, Ana"
        same = bool(spans) and int(of_kind[spans[-1][-1]].argmax()) == int(of_kind[at].argmax())
        if same and marks and begins[at].sum() < detail[at] / 2:
            spans[-1].append(at)
        else:
            spans.append([at])
    return Tagged(
        found=tuple(
            Span(start=places[span[0]][0], end=places[span[-1]][1], kind=KINDS[int(of_kind[span].sum(axis=0).argmax())])
            for span in spans
        ),
        doubted=tuple(place for place, likely in zip(places, detail, strict=True) if likely >= clear),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedTagger:
    """What tags a message, and the sentence that says what is missing if nothing does."""

    tag: Tag = no_tags
    missing: str = ""


@once
def load_detail_tagger() -> LoadedTagger:
    """Load the tagger that comes with the project, once; where the encoder or weights are missing, return none and say which."""
    try:
        return LoadedTagger(tag=DetailTagger(_read_weights()).tag)
    except CorpusError as error:
        return LoadedTagger(missing=f"Details are found by rules and lists alone: {error.message}.")


def _read_weights() -> dict[str, NDArray[Any]]:
    """Read what was learned.

    Raises
    ------
    ModelError
        If the file is not there, or is not the one whose hash stands beside it.
    """
    folder = resources.files("assistant.safety.details")
    try:
        weights = folder.joinpath(_WEIGHTS).read_bytes()
        expected = folder.joinpath(_HASH).read_text(encoding="ascii").strip()
    except OSError as error:
        raise ModelError("the tagger's weights cannot be read", "install the project again") from error
    if hashlib.sha256(weights).hexdigest() != expected:
        raise ModelError("the tagger's weights are not those that their hash is of", "install the project again")
    with np.load(io.BytesIO(weights), allow_pickle=False) as arrays:
        return {name: arrays[name] for name in arrays.files}
