"""The whole platform on one machine: made ready, started, and stopped without a trace."""

import os
import signal
import sys
from pathlib import Path
from types import FrameType

import django
from django.conf import settings
from django.core.management import call_command, get_commands
from django.db import connections
from honcho.environ import parse_procfile
from honcho.manager import Manager

from egov_outsource import embedded, env, messages

WHEN_ASKED = {128 + signal.SIGINT, 128 + signal.SIGTERM}


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _end(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _prepare() -> None:
    django.setup()
    call_command("migrate", verbosity=0)
    messages.compile_all()
    settings.STATIC_ROOT.mkdir(exist_ok=True)  # files come from their packages, none is collected
    if "load_demo" in get_commands():
        call_command("load_demo")
    connections.close_all()


def _run() -> int:
    port = env.number("PORT", 8000)
    os.environ |= {"PORT": str(port), "DATA_DIR": str(env.data_dir()), "PYTHONUNBUFFERED": "1"}
    manager = Manager()
    procfile = parse_procfile((env.BASE_DIR / "Procfile").read_text(encoding="utf-8"))
    for name, command in procfile.processes.items():
        manager.add_process(name, command, env=dict(os.environ), cwd=str(env.BASE_DIR))
    _say(f"\nThe platform answers at http://localhost:{port}/ - stop it with Ctrl-C.\n")
    manager.loop()
    ended = int(manager.returncode or 0)
    return 0 if ended in WHEN_ASKED else ended


def main() -> int:
    """Run until Ctrl-C or SIGTERM; whatever this started is stopped then."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "egov_outsource.settings")
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    signal.signal(signal.SIGTERM, _end)
    started: list[embedded.Server] = []
    try:
        _say("Starting PostgreSQL and Redis ...")
        started = embedded.ensure_running()
        _say("Migrating and loading the demo data ...")
        _prepare()
        return _run()
    except embedded.CannotStart as problem:
        _say(str(problem))
        return 1
    except KeyboardInterrupt:
        return 0
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        embedded.stop(started)
        _say("Stopped.")


if __name__ == "__main__":
    sys.exit(main())
