"""From the bytes of a PDF to pages of lines."""
