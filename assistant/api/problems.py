"""What goes wrong, as other programs read it: problem details of RFC 9457, without a word of what was asked.

Each carries the urgent text: whoever gets no answer may need it more than whoever gets one.

References
----------
RFC 9457, Problem Details for HTTP APIs.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from assistant.errors import AssistantError, QuestionError
from assistant.messages import URGENT_HEADING, URGENT_HELP
from corpus.errors import ExplainedError

URGENT = (URGENT_HEADING, *(text.replace("**", "") for text in URGENT_HELP))
"""The urgent text in plain words, its heading first."""
OPENAI_PATHS = ("/v1/chat/", "/v1/models")
RETRY_S = 5
_CODES = {404: "not_found", 405: "method_not_allowed", 413: "too_large", 415: "not_json"}
_log = logging.getLogger(__name__)


class Problem(AssistantError):
    """A request that is not answered.

    Parameters
    ----------
    status : int
        Of HTTP.
    code : str
        Which problem it is, for a program.
    message, hint : str
        What happened and what to do.
    retry_after_s : int
        When it may be tried again; 0 if that is no use.
    errors : sequence of mappings
        Each fault of the body: ``where`` and ``what``.
    """

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        hint: str = "",
        *,
        retry_after_s: int = 0,
        errors: Sequence[Mapping[str, str]] = (),
    ) -> None:
        super().__init__(message, hint)
        self.status, self.code, self.retry_after_s, self.errors = status, code, retry_after_s, errors

    @property
    def detail(self) -> str:
        """What happened and what to do, in one line."""
        return "; ".join(filter(None, (self.message, self.hint)))

    def as_openai_error(self) -> dict[str, Any]:
        """Return what OpenAI’s clients look for. A chat program shows its message alone, so the urgent text is in it."""
        message = "\n".join((self.detail, *URGENT))
        return {"error": {"message": message, "type": self.code, "code": self.code, "param": None}}

    def as_dict(self) -> dict[str, Any]:
        """Return it as JSON."""
        return {
            "type": "about:blank",
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "code": self.code,
            "detail": self.detail,
            **({"errors": list(self.errors)} if self.errors else {}),
            **({"retry_after_s": self.retry_after_s} if self.retry_after_s else {}),
            "urgent": list(URGENT),
        }

    def as_response(self, path: str = "") -> JSONResponse:
        """Return it as an answer of the server; for OpenAI's clients with the ``error`` that they look for."""
        body = self.as_dict() | (self.as_openai_error() if path.startswith(OPENAI_PATHS) else {})
        headers = {"Retry-After": str(self.retry_after_s)} if self.retry_after_s else {}
        if self.status == HTTPStatus.UNAUTHORIZED:
            headers["WWW-Authenticate"] = "Bearer"
        return JSONResponse(body, self.status, headers, media_type="application/problem+json")


class Busy(Problem):
    """All threads are taken."""

    def __init__(self) -> None:
        message = "the server is answering as many as it can"
        super().__init__(503, "busy", message, "ask again in a moment", retry_after_s=RETRY_S)


class TooSlow(Problem):
    """Something took too long.

    Parameters
    ----------
    timeout_s : float
        How long it was waited for.
    """

    def __init__(self, timeout_s: float) -> None:
        message = f"there was no answer within {timeout_s:g} seconds"
        super().__init__(504, "timeout", message, "ask again, or less at once", retry_after_s=RETRY_S)


def problem_of(error: Exception) -> Problem:
    """Return what is said of an error; of one that nobody foresaw its kind is logged, and nothing else."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, QuestionError):
        return Problem(422, "not_a_question", error.message, error.hint)
    if isinstance(error, ExplainedError):
        return Problem(503, "unavailable", error.message, error.hint, retry_after_s=RETRY_S)
    _log.error("%s while answering", type(error).__qualname__)
    return Problem(
        500, "failed", "the server could not answer", "try again; tell whoever looks after it if it fails again"
    )


def add_problem_handlers(app: FastAPI) -> None:
    """Let every error of an app be answered as a problem."""

    async def of_error(request: Request, error: Exception) -> JSONResponse:
        return problem_of(error).as_response(request.url.path)

    async def of_body(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, RequestValidationError)
        return _unreadable(error).as_response(request.url.path)

    async def of_http(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, HTTPException)
        code = _CODES.get(error.status_code, "bad_request")
        return Problem(error.status_code, code, str(error.detail)).as_response(request.url.path)

    app.add_exception_handler(RequestValidationError, of_body)
    app.add_exception_handler(HTTPException, of_http)
    app.add_exception_handler(ExplainedError, of_error)
    app.add_exception_handler(Exception, of_error)


def _unreadable(error: RequestValidationError) -> Problem:
    """Return what is wrong with a body, without what stood in it."""
    errors = [
        {"where": ".".join(map(str, _without_keys(one["loc"]))), "what": str(one["msg"])}
        for one in error.errors()[:20]
    ]  # fmt: skip
    return Problem(422, "not_valid", "the request cannot be read", "see errors, and /openapi.json", errors=errors)


def _without_keys(where: Sequence[int | str]) -> Sequence[int | str]:
    """Return where a fault is, no deeper than ``memory``: its keys are names."""
    return where[: where.index("memory") + 1] if "memory" in where else where
