"""Composition of the platform: knows every app, holds no business rule."""
