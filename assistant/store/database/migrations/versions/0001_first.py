"""Conversations, checks with their evidence, reviews, decisions and runs.

Revision ID: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    _conversations()
    _checks()
    _reviews()
    op.create_table(
        "runs",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("folder", sa.Text, nullable=False, unique=True),
        sa.Column("manifest", sa.JSON, nullable=False),
        sa.Column("scores", sa.JSON, nullable=True),
        sa.Column("added", _MOMENT, nullable=False),
    )


def _of_check(*, primary_key: bool = False) -> sa.Column[str]:
    """Return the column that says which check a row belongs to."""
    key = sa.ForeignKey("checks.id", ondelete="CASCADE")
    return sa.Column("check_id", sa.String(32), key, primary_key=primary_key, nullable=False)


def _conversations() -> None:
    """Make the table of conversations."""
    op.create_table(
        "conversations",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("owner", sa.String(64), nullable=False, index=True),
        sa.Column("keep_for", sa.String(16), nullable=False),
        sa.Column("created", _MOMENT, nullable=False),
        sa.Column("expires", _MOMENT, nullable=False, index=True),
        sa.Column("exchanges", sa.JSON, nullable=False),
    )


def _checks() -> None:
    """Make the tables of checks and of the PDFs they need."""
    op.create_table(
        "checks",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("origin", sa.String(16), nullable=False),
        sa.Column("run_id", sa.String(32), nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("answer", sa.JSON, nullable=False),
        sa.Column("evidence", sa.JSON, nullable=False),
        sa.Column("sent_by", sa.String(64), nullable=False, index=True),
        sa.Column("created", _MOMENT, nullable=False),
        sa.Column("state", sa.String(16), nullable=False, index=True),
    )
    op.create_table(
        "check_pdfs",
        _of_check(primary_key=True),
        sa.Column("sha256", sa.String(64), primary_key=True, index=True),
    )
    op.create_table(
        "forgotten_pdfs",
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("forgotten", _MOMENT, nullable=False),
    )


def _reviews() -> None:
    """Make the tables of what reviewers said and what was decided."""
    op.create_table(
        "reviews",
        sa.Column("id", sa.Integer, primary_key=True),
        _of_check(),
        sa.Column("reviewer", sa.String(64), nullable=False),
        sa.Column("reviewer_name", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("missing", sa.JSON, nullable=False),
        sa.Column("comment", sa.Text, nullable=False),
        sa.Column("submitted", _MOMENT, nullable=False),
        sa.UniqueConstraint("check_id", "reviewer", "version", name="one_review_a_version"),
    )
    op.create_table(
        "verdicts",
        sa.Column("review_id", sa.Integer, sa.ForeignKey("reviews.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("statement", sa.String(16), primary_key=True),
        sa.Column("label", sa.String(24), nullable=False),
    )
    op.create_table(
        "decisions",
        _of_check(primary_key=True),
        sa.Column("statement", sa.String(16), primary_key=True),
        sa.Column("label", sa.String(24), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("decided_by", sa.String(64), nullable=False),
        sa.Column("decided_by_name", sa.Text, nullable=False),
        sa.Column("decided", _MOMENT, nullable=False),
    )
