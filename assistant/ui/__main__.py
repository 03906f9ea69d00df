"""``python -m assistant.ui``: serve the page, and ask nobody on the network for anything.

Streamlit looks up this computer's public address at a web service when a page of another origin calls. Nothing here needs
it: whoever serves the page under another name sets ``browser.serverAddress`` (docs/deployment.md). What follows the command is
handed to ``streamlit run``.
"""

from __future__ import annotations

import sys
from pathlib import Path

from streamlit import net_util
from streamlit.web import cli

APP = Path(__file__).parents[2] / "app.py"


def main() -> None:
    """Serve the page until it is stopped."""
    net_util.get_external_ip = net_util.get_internal_ip = lambda: (
        None
    )  # Streamlit 1.5x has no setting for it (November 2026)
    sys.argv = ["streamlit", "run", str(APP), *sys.argv[1:]]
    cli.main()


if __name__ == "__main__":
    main()
