"""Side by side with other systems, each in an environment of its own."""

from evals.bench import bench_command, growth

__all__ = ["bench_command", "growth"]
