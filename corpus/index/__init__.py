"""The library as it is searched: generations, passages, vectors, words, page images."""
