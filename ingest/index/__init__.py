"""From PDFs to a new generation of the index."""
