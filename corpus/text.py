"""The one normaliser: pages and quotations are compared only in its spelling.

Two spellings. ``clean`` is how page text is stored and shown: what is printed, with the accidents of PDF encoding undone
(ligatures, odd spaces, U+FFFE for a line-end hyphen). ``fold`` is for comparing only: quotation marks, dashes, white space
and case made alike. ``find_quote`` locates a quotation in a page or passage whatever its white space and quotation marks.
"""

from __future__ import annotations

import re
import unicodedata

_NUMBER = re.compile(r"[+\-−]?\d[\d.,]*\s?%?\Z")
_BEGINS_FORMULA = frozenset("=+-−@")
_TURNS_CELL = frozenset("\t\r\n")
_SENTENCE_END = re.compile(
    r"(?<=[.!?;:])[”’\"')\]]*\s+(?=[A-Z“‘\"'(•\d])|\n(?=\s*(?:[•▪◦o–-]|\(?(?:\d{1,3}|[a-z]|[ivx]{2,4})[.)])\s)"
)
# What turns the order of letters on the screen, so that what is seen is not what stands in the text.
ORDER_CONTROLS = frozenset({*range(0x202A, 0x202F), *range(0x2066, 0x206A)})
# What is never seen: control characters, widths of nothing, marks of direction, variants, and the alphabet of tags.
SHAPELESS = frozenset({
    *(code for code in range(0x20) if chr(code) not in "\t\n\f\r"),
    0x7F,
    0x61C,
    *range(0x200B, 0x2010),
    *range(0x2060, 0x2070),
    *range(0xFE00, 0xFE10),
    0xFEFF,
    *range(0xE0000, 0xE01F0),
    *ORDER_CONTROLS,
})
_ODD = {
    "\ufffe": "-",  # pdfium's character for a hyphen at a line end; nearly always a real hyphen
    "\u00ad": "-",  # soft hyphen shown at a line end
    "\u00a0": " ",
    "\u2007": " ",
    "\u202f": " ",
    "\u2009": " ",
    "\t": " ",
    "\f": "\n",
    "\r": "\n",
}
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_CLEAN = str.maketrans(dict.fromkeys(map(chr, SHAPELESS), "") | _ODD | _LIGATURES)
_FOLD = str.maketrans(
    dict.fromkeys("‘’‚‛′`´", "'")
    | dict.fromkeys("“”„‟″", '"')
    | dict.fromkeys("‐‑‒–—―−", "-")
    | {"…": "...", "•": " ", "▪": " ", "◦": " ", "\uf0b7": " "}
)
_SPACES = re.compile(r"[ \u2002-\u2006]+")


def clean(text: str) -> str:
    r"""Undo the accidents of PDF encoding in one line or page; keep what is printed.

    Examples
    --------
    >>> clean("ill\ufffetreatment of o\ufb03cers")
    'ill-treatment of officers'
    """
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text.replace("\r\n", "\n").translate(_CLEAN)))


def one_line(text: str) -> str:
    r"""Collapse white space, so that a passage reads as a sentence.

    Examples
    --------
    >>> one_line("take place\nwholly  online")
    'take place wholly online'
    """
    return " ".join(text.split())


def fold(text: str) -> str:
    r"""Return the spelling in which texts are compared; never shown.

    Examples
    --------
    >>> fold("The child’s  “wishes” –\nand feelings")
    'the child\'s "wishes" - and feelings'
    """
    return " ".join(clean(text).translate(_FOLD).casefold().split())


def find_quote(quote: str, text: str) -> tuple[int, int] | None:
    """Find a quotation in a text, comparing in ``fold`` spelling.

    Parameters
    ----------
    quote : str
        The words to find; must not be blank.
    text : str
        A page's or passage's text.

    Returns
    -------
    tuple of int or None
        Start and end offsets in ``text``, or ``None`` if the words are not there.
    """
    wanted = fold(quote)
    if not wanted:
        return None
    folded, origin = _fold_with_map(text)
    found: list[tuple[int, int]] = []
    at = folded.find(wanted)
    while at >= 0:
        found.append((origin[at], origin[at + len(wanted) - 1] + 1))
        if (
            fold(text[slice(*found[-1])]) == wanted
        ):  # else it begins or ends within a letter, such as “ß”, which is folded to “ss”
            return found[-1]
        at = folded.find(wanted, at + 1)
    return found[0] if found else None


def _fold_with_map(text: str) -> tuple[str, list[int]]:
    """Fold a text character by character, remembering where each folded character came from."""
    out: list[str] = []
    origin: list[int] = []
    for position, char in enumerate(text):
        for folded in clean(char).translate(_FOLD).casefold():
            if folded.isspace():
                if out and out[-1] != " ":
                    out.append(" ")
                    origin.append(position)
            else:
                out.append(folded)
                origin.append(position)
    return "".join(out), origin


def sentences(text: str) -> list[tuple[int, int]]:
    """Split a text at sentence ends and list items; the spans cover all but the white space between them."""
    spans: list[tuple[int, int]] = []
    start = 0
    for match in [*_SENTENCE_END.finditer(text), None]:
        end = len(text) if match is None else match.start()
        chunk = text[start:end]
        if chunk.strip():
            left = start + len(chunk) - len(chunk.lstrip())
            spans.append((left, left + len(chunk.strip())))
        start = end
    return spans


def spreadsheet_cell(text: str) -> str:
    """Return a text as a cell that no spreadsheet runs: what could begin a formula and is no number gets an apostrophe.

    White space, quotation marks and characters that are not seen do not hide what begins one; nor does a wide, small or raised
    variant, which some spreadsheets read as the plain character.
    """
    text = text.replace("\x00", "")
    first = next((char for char in text if not _is_passed_over(char)), "")
    could_begin = text[:1] in _TURNS_CELL or unicodedata.normalize("NFKC", first)[:1] in _BEGINS_FORMULA
    return f"'{text}" if could_begin and not _NUMBER.match(text) else text


def _is_passed_over(char: str) -> bool:
    """Whether a spreadsheet may pass over a character before a formula."""
    return char in "\"'" or ord(char) in SHAPELESS or char.isspace() or unicodedata.category(char)[0] in "CZ"
