"""What stands between the network and Streamlit's server: who may upload a file, and what a page may load from where.

Streamlit takes a file from any visit whose socket is open, signed in or not, as often as it is sent, and keeps each in memory.
Here a visit may upload only once a page has drawn a box for files for it, which pages do for people of the right role alone. It
keeps one file, the newest, and is sent one at a time.
"""

from __future__ import annotations

from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

_UPLOADS = "/_stcore/upload_file/"
# Pictures come from this server, so that no text which slipped through as Markdown or HTML calls another one.
_POLICY = b"img-src 'self' data: blob:; media-src 'self' data: blob:"
_may_upload: set[str] = set()
_uploading: set[str] = set()


def let_upload() -> None:
    """Let this visit upload a file; a page calls it where it draws a box for files."""
    if runtime.exists():  # visits that have ended are forgotten
        _may_upload.intersection_update([one for one in _may_upload if runtime.get_instance().is_active_session(one)])
    _may_upload.add(_session_id())


def let_upload_no_more() -> None:
    """Take the leave to upload from this visit, if it has it."""
    _may_upload.discard(_session_id())


def middleware() -> list[Middleware]:
    """Return what Streamlit's server is to be wrapped in."""
    return [Middleware(Gatekeeper)]


class Gatekeeper:
    """Refuses uploads that nobody was offered, and says in each answer where pictures may come from.

    Parameters
    ----------
    app : ASGIApp
        Streamlit's server.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif _UPLOADS in scope["path"] and scope["method"] != "OPTIONS":
            await self._upload(scope, receive, _with_policy(send))
        else:
            await self._app(scope, receive, _with_policy(send))

    async def _upload(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle the upload of a file, or its removal; a refusal reads nothing of what was sent."""
        session_id = scope["path"].partition(_UPLOADS)[2].partition("/")[0]
        if session_id not in _may_upload:
            await PlainTextResponse("No file is wanted here.", 403)(scope, receive, send)
        elif session_id in _uploading:
            await PlainTextResponse("One file at a time.", 429)(scope, receive, send)
        else:
            _uploading.add(session_id)
            try:
                if scope["method"] == "PUT":
                    runtime.get_instance().uploaded_file_mgr.remove_session_files(session_id)
                await self._app(scope, receive, send)
            finally:
                _uploading.discard(session_id)


def _session_id() -> str:
    context = get_script_run_ctx()
    return context.session_id if context else ""


def _with_policy(send: Send) -> Send:
    async def sends(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", ()), (b"content-security-policy", _POLICY)]
        await send(message)

    return sends
