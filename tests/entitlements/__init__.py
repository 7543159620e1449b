"""Tests of who may what, explained and reviewed."""
