"""XML from outside -> a tree, or a refusal: no document type, and so no entities; not too deep, and not too many elements.

Python's own parser calls its target when a document type begins, before anything of it is read. Law has none, so it ends
there: nothing is expanded, and no file or address is opened.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

from ingest.errors import FetchError

_BLOCK = 64 * 1024  # bytes; what is refused is noticed before the next block is read
_DEEPEST = 200  # the law is some thirty deep
_MOST = 1_500_000  # elements; the longest rules have some 200,000


class _Refused(Exception):
    """Why a document is not read."""


class _LimitedBuilder(TreeBuilder):
    """Builds a tree, within limits."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = self._n = 0

    def doctype(self, name: str, *_: str | None) -> None:
        """Refuse what declares a document type.

        Raises
        ------
        _Refused
            Always.
        """
        raise _Refused(f"it declares a document type ({name[:40]}), which may hide anything")

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        """Open an element.

        Raises
        ------
        _Refused
            If it stands too deep, or there are too many.
        """
        self._depth, self._n = self._depth + 1, self._n + 1
        if self._depth > _DEEPEST:
            raise _Refused(f"its elements stand more than {_DEEPEST} deep")
        if self._n > _MOST:
            raise _Refused(f"it has more than {_MOST:,} elements")
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        """Close an element."""
        self._depth -= 1
        return super().end(tag)


def read_tree(data: bytes, url: str) -> Element:
    """Return the root of an XML document.

    Parameters
    ----------
    data : bytes
        As it came.
    url : str
        From where, for the error.

    Raises
    ------
    FetchError
        If it is no XML, or none that is read here.
    """
    parser = XMLParser(target=_LimitedBuilder())  # noqa: S314  # as the module says
    try:
        for start in range(0, len(data), _BLOCK):
            parser.feed(data[start : start + _BLOCK])
        root = parser.close()
    except (ParseError, _Refused, LookupError, ValueError) as error:  # the last two: an encoding that is not known
        raise FetchError(f"the XML of {url} is not read: {error}") from error
    if not isinstance(root, Element):  # pragma: no cover  # an empty document is a ParseError
        raise FetchError(f"the XML of {url} is not read: it is empty")
    return root
