"""From pages of lines to blocks: headings, paragraphs, lists, tables, footnotes, Acts."""
