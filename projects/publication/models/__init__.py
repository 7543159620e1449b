"""Nouns of publication."""

from projects.publication.models.import_run import ImportRun
from projects.publication.models.source import ImportedProcess, SourceRelease

__all__ = ["ImportRun", "ImportedProcess", "SourceRelease"]
