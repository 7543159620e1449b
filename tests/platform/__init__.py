"""Tests of what carries the platform: servers, commands, settings."""
