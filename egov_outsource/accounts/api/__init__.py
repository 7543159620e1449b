"""Organisations, people and service accounts as REST resources."""
