"""Tests of publication; the real files lie beside the repository, where there are any."""

from pathlib import Path

ABOVE = Path(__file__).resolve().parents[3:6]
FOLDERS = [folder / "shared" / "data" / "ocds" / "real" for folder in ABOVE]
REAL_FOLDER = next((folder for folder in FOLDERS if folder.is_dir()), None)
REAL_FILES = sorted(path for folder in FOLDERS for path in folder.rglob("*.json"))
