"""A real JupyterLab and a real Chromium, for the browser tests and the benchmark of the explorers."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request

from playwright.sync_api import sync_playwright

from tests.conftest import ROOT

CHROMIUM_FLAGS = [
    "--no-sandbox",  # CI runs as root
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
# No "would you like to get news?" in front of the notebook, and nothing of one test in the next one's.
SETTINGS = {
    "apputils-extension/notification": '{"fetchNews": "false"}',
    "docmanager-extension/plugin": '{"autosave": false}',
}


@contextlib.contextmanager
def jupyterlab(folder):
    """Serve a copy of the lectures and of the release of both editions in a folder; gives the address."""
    for name in ("notebooks", "release", "zh/notebooks", "zh/release"):
        shutil.copytree(ROOT / name, folder / name)
    settings = folder / "config" / "lab" / "user-settings" / "@jupyterlab"
    for name, value in SETTINGS.items():
        path = settings / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True)
        path.write_text(value)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        *(sys.executable, "-m", "jupyter", "lab", "--no-browser", "--allow-root", "--expose-app-in-browser"),
        *(f"--ServerApp.root_dir={folder}", f"--port={port}", "--IdentityProvider.token="),
    ]
    environment = os.environ | {"JUPYTER_CONFIG_DIR": str(folder / "config"), "HOME": str(folder)}
    with open(folder / "log", "w") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/api", process, folder / "log")
        yield address
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait_for(url, process, log, seconds=60):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=2).close()
            return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"JupyterLab did not start:\n{log.read_text()}")


@contextlib.contextmanager
def chromium_browser():
    """Debian's Chromium, headless."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert path, "the browser tests need Chromium (Debian: apt-get install chromium)"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()
