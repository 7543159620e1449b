"""The catalogue as people read it: words, search, base rates, which facts are read, a document."""
