"""Sees to it that the page's tests have a browser: the distribution's Chromium, installed where that is allowed.

Playwright's own downloads are not used. Without a browser the page's tests are skipped on a person's machine, with a
word, and the gate fails where CI is set.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def main() -> int:
    if any(shutil.which(name) for name in NAMES):
        return 0
    if os.name == "posix" and os.geteuid() == 0 and shutil.which("apt-get"):
        sys.stdout.write("installing Chromium for the page's tests\n")
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (
            ["apt-get", "update", "-qq"],
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"],
        ):
            subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False)
        if any(shutil.which(name) for name in NAMES):
            return 0
    sys.stdout.write("no Chromium found: the tests of the page will be skipped; install it with your package manager\n")
    return 1 if os.environ.get("CI") else 0


if __name__ == "__main__":
    sys.exit(main())
