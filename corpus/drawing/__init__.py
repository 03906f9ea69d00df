"""Pages of sources as pictures, each drawn in a process of its own within limits."""

from corpus.drawing.drawn_page import DrawnPage, Mark
from corpus.drawing.page_drawer import draw_page

__all__ = ["DrawnPage", "Mark", "draw_page"]
