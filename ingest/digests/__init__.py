"""The bundled digests: Markdown of ours to documents."""
