"""How the assistant is seen: one file per page, and ``render.py``, which turns an answer into HTML and nothing else."""
