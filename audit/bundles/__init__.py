"""Evidence that leaves the platform whole: bundles that an auditor checks elsewhere."""
