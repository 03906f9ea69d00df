"""What is asked of each answer, and the facts that reviewers find missing.

Revision ID: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; whoever was asked before was asked whether citations support statements."""
    op.add_column("checks", sa.Column("asks", sa.String(16), nullable=False, server_default="support"))
    op.add_column("reviews", sa.Column("nuggets", sa.JSON, nullable=False, server_default=sa.text("'[]'")))
