"""Who owns a project and who is let in: pages and REST of transfers, subcontracts, emergencies."""
