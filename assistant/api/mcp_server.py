"""The assistant as an MCP server of three tools that read and change nothing: ask, search, page.

References
----------
https://modelcontextprotocol.io/specification
"""

from __future__ import annotations

import base64
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated, Any

from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import CallToolResult, ImageContent, TextContent, ToolAnnotations
from pydantic import Field

from assistant.api.bodies import PictureQuery
from assistant.api.door import THIS_COMPUTER
from assistant.api.problems import URGENT, problem_of
from assistant.api.service import Service, now
from assistant.export import answer_as_text, pack_of
from assistant.safety import MAX_QUESTION_CHARS
from assistant.types import Answer, Question

_ABOUT = (
    "Official guidance on domestic abuse for Designated Safeguarding Leads in English schools. Pass on urgent help first, and"
    " quotations with their references word for word. It does not decide. Leave out names and other details of a child."
)
_ASK = (
    "Answer one question that stands alone from official guidance, each quotation with source, edition, page and paragraph."
    " It says so where the guidance does not say."
)
_SEARCH = "Find passages of guidance, each with source, page and paragraph, without an answer."
_PAGE = "Show a page of a source as a picture and as text; the passage that is named is marked."
_READS = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)

QuestionText = Annotated[str, Field(max_length=MAX_QUESTION_CHARS, description="without names or details of a child")]
SourceId = Annotated[str, Field(max_length=200, description="of a citation or a passage")]
PassageId = Annotated[str, Field(max_length=300, description="of a citation or a passage: its lines are marked")]


def mcp_server(service: Service) -> MCPServer[Any]:
    """Return the MCP server.

    Parameters
    ----------
    service : Service
        What answers.
    """
    server: MCPServer[Any] = MCPServer("dsl-guidance", instructions=_ABOUT, log_level="WARNING", subscriptions=False)

    @server.tool(description=_ASK, annotations=_READS)
    async def ask(question: QuestionText, ctx: Context[Any, Any]) -> CallToolResult:
        async with _problems_told():
            n = 0
            async for event in service.ask(Question(text=question, as_at=now().date()), _caller(ctx)):
                if isinstance(event, Answer):
                    text = answer_as_text(pack_of(event, now()))
                    return CallToolResult(content=[TextContent(text=text)], structured_content=event.as_dict())
                n += 1
                told = event["urgent"] if "urgent" in event else [event["stage"]] if "stage" in event else []
                await ctx.report_progress(n, message="\n".join(told))
        raise AssertionError("an answer comes last")

    @server.tool(description=_SEARCH, annotations=_READS)
    async def search(
        query: QuestionText, ctx: Context[Any, Any], k: Annotated[int, Field(ge=1, le=50)] = 10
    ) -> CallToolResult:
        async with _problems_told():
            found = await service.search(query, now().date(), k, _caller(ctx))
        urgent = list(URGENT) if found.danger else []
        blocks = [f"{row['reference']}\n{row['passage_id']}\n“{row['text']}”" for row in found.rows]
        text = "\n\n".join((*urgent, *blocks)) or "Nothing was found."
        rows = {"urgent": urgent, "passages": list(found.rows), "generation": found.generation}
        return CallToolResult(content=[TextContent(text=text)], structured_content=rows)

    @server.tool(description=_PAGE, annotations=_READS)
    async def page(
        source_id: SourceId, number: Annotated[int, Field(ge=1)], ctx: Context[Any, Any], passage_id: PassageId = ""
    ) -> CallToolResult:
        async with _problems_told():
            words = await service.page_text(source_id, number, _caller(ctx))
            drawn = await service.picture(source_id, number, _caller(ctx), PictureQuery(passage_id=passage_id))
        picture = ImageContent(data=base64.b64encode(drawn.png).decode(), mime_type="image/png")
        return CallToolResult(content=[picture, TextContent(text=words)])

    return server


@asynccontextmanager
async def _problems_told() -> AsyncIterator[None]:
    """Turn every error into words for whoever called the tool; the server logs these, so they are ours.

    Raises
    ------
    ToolError
        With the urgent text, as every problem.
    """
    try:
        yield
    except Exception as error:
        problem = problem_of(error)
        raise ToolError("\n".join((problem.detail, *URGENT))) from None


def _caller(context: Context[Any, Any]) -> str:
    """Return whose key it was; over standard input and output there is none."""
    request = context.request_context.request
    return str(request.state.caller) if request is not None else THIS_COMPUTER
