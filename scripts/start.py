"""`./run`: sets everything up, then does the main job on the embedded database."""

from __future__ import annotations

import os
import subprocess
import sys

from bootstrap import ROOT, SetUpError, prepare, say


def main() -> int:
    try:
        python = prepare("run")
    except SetUpError as problem:
        say(str(problem))
        return 2
    environment = dict(os.environ)
    environment.setdefault("SHUZHI_DATA", str(ROOT / "data"))
    try:
        return subprocess.run(
            [str(python), "-m", "shuzhi", "demo", *sys.argv[1:]], env=environment, check=False
        ).returncode
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    sys.exit(main())
