"""Red flags of open contracting: eleven questions to compiled releases, answered with numbers.

Pure: knows neither Django nor models. The definitions are those of Cardinal, the tool of the Open
Contracting Partnership; `docs/redflags.md` tells them, with every difference.
"""
