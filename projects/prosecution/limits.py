"""Time limits of prosecution: starting values of the platform, not verified as law."""

CURE_DAYS = 10  # working days to cure after a notice
DECISION_DAYS = 20  # working days from discovery to the decision on a breach
COMMENT_DAYS = 14  # days for the contractor's comment on a rating, as in FAR 42.1503
