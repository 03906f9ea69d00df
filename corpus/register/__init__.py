"""The register of editions: what they are, what replaced what, how they are named."""

from corpus.register.naming import editions_named_in
from corpus.register.pinpoints import labels, names_passage, pages
from corpus.register.register import Register, load_register
from corpus.register.succession import EditionStanding, Link, chain, chains, chains_within, standing

__all__ = [
    "EditionStanding", "Link", "Register", "chain", "chains", "chains_within", "editions_named_in", "labels",
    "load_register", "names_passage", "pages", "standing",
]  # fmt: skip
