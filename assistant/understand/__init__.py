"""From a message and its conversation to a question that stands alone, and its type."""

from assistant.understand.question_type import Shape, asked_part, is_scenario, shapes_of
from assistant.understand.rewrite import Understood, understand

__all__ = ["Shape", "Understood", "asked_part", "is_scenario", "shapes_of", "understand"]
