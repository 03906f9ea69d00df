"""The tables, in the field's words. What they were before is in ``migrations``; a test holds the two together."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)


class Moment(TypeDecorator[datetime]):
    """A moment in UTC: SQLite keeps no time zone, so it is put back when the moment is read."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Return the moment as it is stored."""
        return value and value.astimezone(UTC)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Return the moment as it is read."""
        return value and (value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC))


metadata = MetaData()


def _of_check(*, primary_key: bool = False) -> Column[str]:
    """Return the column that says which check a row belongs to; the row goes with its check."""
    return Column(
        "check_id", String(32), ForeignKey("checks.id", ondelete="CASCADE"), primary_key=primary_key, nullable=False
    )


conversations = Table(
    "conversations",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("owner", String(64), nullable=False, index=True),
    Column("keep_for", String(16), nullable=False),
    Column("created", Moment, nullable=False),
    Column("expires", Moment, nullable=False, index=True),
    Column("exchanges", JSON, nullable=False),
)

checks = Table(
    "checks",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("origin", String(16), nullable=False),
    Column("run_id", String(32), nullable=False),
    Column("question", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("answer", JSON, nullable=False),
    Column("evidence", JSON, nullable=False),
    Column("sent_by", String(64), nullable=False, index=True),
    Column("created", Moment, nullable=False),
    Column("state", String(16), nullable=False, index=True),
    Column("asks", String(16), nullable=False),
)

check_pdfs = Table(
    "check_pdfs", metadata, _of_check(primary_key=True), Column("sha256", String(64), primary_key=True, index=True)
)

forgotten_pdfs = Table(
    "forgotten_pdfs",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("forgotten", Moment, nullable=False),
)

reviews = Table(
    "reviews",
    metadata,
    Column("id", Integer, primary_key=True),
    _of_check(),
    Column("reviewer", String(64), nullable=False),
    Column("reviewer_name", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("missing", JSON, nullable=False),
    Column("comment", Text, nullable=False),
    Column("submitted", Moment, nullable=False),
    Column("nuggets", JSON, nullable=False),
    UniqueConstraint("check_id", "reviewer", "version", name="one_review_a_version"),
)

verdicts = Table(
    "verdicts",
    metadata,
    Column("review_id", Integer, ForeignKey("reviews.id", ondelete="CASCADE"), primary_key=True),
    Column("statement", String(16), primary_key=True),
    Column("label", String(24), nullable=False),
)

decisions = Table(
    "decisions",
    metadata,
    _of_check(primary_key=True),
    Column("statement", String(16), primary_key=True),
    Column("label", String(24), nullable=False),
    Column("reason", Text, nullable=False),
    Column("decided_by", String(64), nullable=False),
    Column("decided_by_name", Text, nullable=False),
    Column("decided", Moment, nullable=False),
)

feedback = Table(
    "feedback",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("given_by", String(64), nullable=False, index=True),
    Column("why", String(16), nullable=False),
    Column("note", Text, nullable=False),
    Column("question", Text, nullable=False),
    Column("as_at", Date, nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("generation", Text, nullable=False),
    Column("cited", JSON, nullable=False),
    Column("judgement", JSON(none_as_null=True), nullable=True),
    Column("judged_by", String(64), nullable=True),
    Column("created", Moment, nullable=False),
    Column("expires", Moment, nullable=False, index=True),
)

unanswered = Table(
    "unanswered",
    metadata,
    Column("day", Date, primary_key=True),
    Column("subject", String(80), primary_key=True),
    Column("n", Integer, nullable=False),
)

runs = Table(
    "runs",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("folder", Text, nullable=False, unique=True),
    Column("manifest", JSON, nullable=False),
    Column("scores", JSON, nullable=True),
    Column("added", Moment, nullable=False),
)
