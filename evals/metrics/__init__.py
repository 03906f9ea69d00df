"""What a record is measured by."""

from evals.metrics import slices
from evals.metrics.agreement import Agreement, pairwise
from evals.metrics.beyond_ranking import SAYS
from evals.metrics.leakage import ABOVE, EDITION_FIRST, LEAKAGE
from evals.metrics.outcomes import NOT_RUN, Counts, expected_shares, reached_outcomes, reached_shares
from evals.metrics.paired_differences import PairedDifference, compare, compare_slices
from evals.metrics.passage_evidence import COVERED, K
from evals.metrics.ranking import MEASURE_NAMES, REL, Unit, docid, rankings, source_of, unit_of, write_run
from evals.metrics.scores import Row, Scores, score
from evals.metrics.slices import ALL, SINGLE_TURN, SOURCE, TOPIC, group_of
from evals.metrics.stats import Difference, Interval, exact

__all__ = [
    "ABOVE",
    "ALL",
    "COVERED",
    "EDITION_FIRST",
    "LEAKAGE",
    "MEASURE_NAMES",
    "NOT_RUN",
    "REL",
    "SAYS",
    "SINGLE_TURN",
    "SOURCE",
    "TOPIC",
    "Agreement",
    "Counts",
    "Difference",
    "Interval",
    "K",
    "PairedDifference",
    "Row",
    "Scores",
    "Unit",
    "compare",
    "compare_slices",
    "docid",
    "exact",
    "expected_shares",
    "group_of",
    "pairwise",
    "rankings",
    "reached_outcomes",
    "reached_shares",
    "score",
    "slices",
    "source_of",
    "unit_of",
    "write_run",
]
