"""Plain builders of test objects."""
