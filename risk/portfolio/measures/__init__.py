"""The measures of the portfolio, one a file: pure functions on what a viewer may see."""
