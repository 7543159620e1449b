"""Who may what: explained on the spot, reviewed from time to time."""
