"""Errors of the assistant room.

Each message says what happened and what to do::

    AssistantError
    ├── QuestionError     the question cannot be asked as it stands (empty, too long)
    ├── HistoryError      the conversation handed in is not in the expected form
    ├── CitationError     a quotation is not in the passage it cites
    ├── NotWritten        a file cannot be written where it should be
    ├── NotAllowed        the person may not read or do this
    ├── NoRemoteAnswer    the server that this page asks gave no answer
    ├── NeedsLibrary      this needs the library, which is not on this computer
    ├── ServerError       the server for other programs cannot start, or cannot say who may ask
    │   ├── ServerMissing     its packages are not installed
    │   ├── ServerExposed     it would answer anybody on a network
    │   └── KeysUnusable      its keys cannot be read or changed
    ├── ClusterError      several pages and servers cannot be started together
    │   ├── ProgramMissing    a program that they need is not installed
    │   └── PartNotReady      one of them does not become ready
    ├── StoreError        what the desks keep cannot be read or written; the subclass says why
    │   ├── StoreUnavailable  the database cannot be reached, or failed
    │   ├── StoreTooNew       the database is of a newer version of this program
    │   ├── NotStored         there is no such thing in it, or no longer
    │   └── NotTaken          a verdict or a decision cannot be taken as it stands
    └── ChatModelError    the chat model gave nothing that can be used; the subclass says why
        ├── ChatModelMissing      its package is not installed
        ├── ChatModelTimeout      it did not answer in time
        ├── ChatModelBusy         its provider limits how often it is asked
        ├── ChatModelRefused      it declined to answer
        ├── ChatModelUnreachable  its server is not there, turned us away, or died
        └── ChatModelMalformed    its answer is not in the form asked for
"""

from corpus.errors import ExplainedError


class AssistantError(ExplainedError):
    """The base of this room's errors."""


class QuestionError(AssistantError):
    """The question is empty or too long."""


class HistoryError(AssistantError):
    """The conversation handed in is not a list of turns with a role and content."""


class CitationError(AssistantError):
    """A quotation is not in the passage it cites, so no citation can be made."""


class NotWritten(AssistantError):
    """A file cannot be written where it should be."""


class NotAllowed(AssistantError):
    """The person may not read or do this."""


class NoRemoteAnswer(AssistantError):
    """The server that this page asks cannot be reached, does not let it in, or gave no answer."""


class NeedsLibrary(AssistantError):
    """Something needs the library on this computer, and the page asks another one."""


class ServerError(AssistantError):
    """The server for other programs cannot start, or cannot say who may ask."""


class ServerMissing(ServerError):
    """The packages of the server are not installed."""


class ServerExposed(ServerError):
    """The server would answer anybody who reaches it over a network."""


class KeysUnusable(ServerError):
    """The keys cannot be read, or cannot be changed as asked."""


class ClusterError(AssistantError):
    """A cluster cannot be started, or none runs."""


class ProgramMissing(ClusterError):
    """A program that a cluster needs is not installed."""


class PartNotReady(ClusterError):
    """A part of a cluster ended, or did not become ready in time."""


class StoreError(AssistantError):
    """What the desks keep cannot be read or written."""


class StoreUnavailable(StoreError):
    """The database cannot be reached, or failed while it was asked."""


class StoreTooNew(StoreError):
    """The database was written by a newer version of this program."""


class NotStored(StoreError):
    """There is no such conversation, check or run, or it has been deleted."""


class NotTaken(StoreError):
    """A verdict or a decision cannot be taken as it stands."""


class ChatModelError(AssistantError):
    """The chat model gave nothing that can be used; the quotation answer is given instead."""


class ChatModelMissing(ChatModelError):
    """The package that talks to the chat model is not installed."""


class ChatModelTimeout(ChatModelError):
    """The chat model did not answer in time."""


class ChatModelBusy(ChatModelError):
    """The chat model's provider limits how often it may be asked."""


class ChatModelRefused(ChatModelError):
    """The chat model, or its provider's filter, declined to answer."""


class ChatModelUnreachable(ChatModelError):
    """The chat model's server cannot be reached, turned the request away, or went away in the middle of it."""


class ChatModelMalformed(ChatModelError):
    """The chat model's answer is not in the form asked for."""
