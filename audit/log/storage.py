"""Where tiles lie: files that are written once, through Django's storage API."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.utils.functional import cached_property

from audit.log.models import Tree
from audit.log.tiles import WIDTH, Tile, TileError


class TileFolder(FileSystemStorage):
    """A folder in which a file is there whole or not at all, whenever the power fails."""

    def _save(self, name: str, content: Any) -> str:
        target = Path(self.path(name))
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, made = tempfile.mkstemp(dir=target.parent, prefix=".new-")
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(content.read())
                out.flush()
                os.fsync(out.fileno())
            Path(made).chmod(0o644)
            os.link(made, target)  # unlike a rename it never replaces what is there
        finally:
            Path(made).unlink(missing_ok=True)
        return name

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """The name itself: who writes has looked whether it is there."""
        return name


class TileStore:
    """The tiles of one tree."""

    def __init__(self, tree: str = Tree.SHA256, storage: Storage | None = None) -> None:
        self.prefix = "tile" if tree == Tree.SHA256 else f"{tree}/tile"
        self._given = storage

    @cached_property
    def storage(self) -> Storage:
        """The one that settings name, unless another was given."""
        return self._given or storages["log"]

    def read(self, tile: Tile) -> bytes:
        """The hashes of a tile; a partial one is also found in what it has become.

        Raises:
            TileError: when it is not there.

        """
        for name in dict.fromkeys((tile, Tile(tile.level, tile.index))):
            with suppress(FileNotFoundError), self.storage.open(self._path(name)) as file:
                data: bytes = file.read()
                if len(data) == name.width * 32:
                    return data[: tile.width * 32]
        raise TileError(f"tile {tile.path} is missing")

    def write(self, tile: Tile, data: bytes) -> None:
        """Store a tile; one that is there already must be the same.

        Raises:
            TileError: when it is not.

        """
        path = self._path(tile)
        if not self.storage.exists(path):
            with suppress(FileExistsError):  # written by another sequencer meanwhile
                self.storage.save(path, ContentFile(data))
                return
        with self.storage.open(path) as file:
            if file.read() != data:
                raise TileError(f"tile {tile.path} is not what it must be")

    def replace(self, tile: Tile, data: bytes) -> bool:
        """Put a tile that is missing or wrong right again; answer whether it was."""
        path = self._path(tile)
        with suppress(FileNotFoundError), self.storage.open(path) as file:
            if file.read() == data:
                return False
        self.storage.delete(path)
        self.storage.save(path, ContentFile(data))
        return True

    def tidy(self, tile: Tile) -> None:
        """Remove the partial forms of a tile that is whole now."""
        folder = f"{self._path(Tile(tile.level, tile.index))}.p"
        if tile.width < WIDTH:
            return
        with suppress(FileNotFoundError):
            for name in self.storage.listdir(folder)[1]:
                self.storage.delete(f"{folder}/{name}")
            self.storage.delete(folder)

    def _path(self, tile: Tile) -> str:
        return f"{self.prefix}/{tile.path}"
