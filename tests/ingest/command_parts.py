"""Parts of the commands of ``python -m ingest`` that tests put others in the place of."""

from __future__ import annotations

import pytest

from ingest.commands import FAMILIES, command


def replace_parts(monkeypatch: pytest.MonkeyPatch, **parts: object) -> None:
    """Let every command use other parts."""
    for name, part in parts.items():
        users = [module for module in (*FAMILIES, command) if hasattr(module, name)]
        assert users, f"no command uses {name}"
        for module in users:
            monkeypatch.setattr(module, name, part)
