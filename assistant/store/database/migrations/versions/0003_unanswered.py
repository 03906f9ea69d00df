"""How often the library could not answer, by day and subject.

Revision ID: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table: it has no column for words."""
    op.create_table(
        "unanswered",
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("subject", sa.String(80), primary_key=True),
        sa.Column("n", sa.Integer, nullable=False),
    )
