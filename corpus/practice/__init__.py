"""How staff speak: questions, cases, phrases, a lexicon, and what was learned from them."""
