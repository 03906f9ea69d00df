"""Several pages and servers over one library, as processes of one computer: ``python -m assistant cluster``.

It rehearses what a trust or a local authority runs on several computers. Nothing here is imported before its command runs.
"""

from assistant.cluster.commands import add_cluster_command

__all__ = ["add_cluster_command"]
