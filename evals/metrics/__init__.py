"""What a record is measured by."""

from evals.metrics import catalogue, slices
from evals.metrics.agreement import Agreement, Labels, pairwise
from evals.metrics.alpha import AllAgreement, all_agreement
from evals.metrics.docids import REL, Unit, docid, rankings, source_of, unit_of, write_run
from evals.metrics.leakage import EDITION_FIRST, LEAKAGE
from evals.metrics.metric import Metric, Subject
from evals.metrics.outcomes import NOT_RUN, Counts, expected_shares, reached_outcomes, reached_shares
from evals.metrics.paired_differences import PairedDifference, compare, compare_slices
from evals.metrics.passage_evidence import ANY_COVERED, K
from evals.metrics.ranking import NDCG, RECIPROCAL_RANK, SUCCESS_1, SUCCESS_5
from evals.metrics.scores import Row, Scores, below_floor, score
from evals.metrics.slices import ALL, SINGLE_TURN, SOURCE, TOPIC, group_of
from evals.metrics.stats import Difference, Interval, exact

__all__ = [
    "ALL",
    "ANY_COVERED",
    "EDITION_FIRST",
    "LEAKAGE",
    "NDCG",
    "NOT_RUN",
    "RECIPROCAL_RANK",
    "REL",
    "SINGLE_TURN",
    "SOURCE",
    "SUCCESS_1",
    "SUCCESS_5",
    "TOPIC",
    "Agreement",
    "AllAgreement",
    "Counts",
    "Difference",
    "Interval",
    "K",
    "Labels",
    "Metric",
    "PairedDifference",
    "Row",
    "Scores",
    "Subject",
    "Unit",
    "all_agreement",
    "below_floor",
    "catalogue",
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
]  # fmt: skip
