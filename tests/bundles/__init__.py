"""Tests of evidence bundles and of the program that checks them."""
