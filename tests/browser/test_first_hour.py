"""An instructor's first hour: the README's commands, typed in order, and Formgrader by its menu."""

import contextlib
import csv
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
import urllib.request
import zipfile
from pathlib import Path

import nbformat
import pytest

from tests.conftest import ROOT, UNIT

EXPLAINED = "explain_linear_vs_relu"


def readme_commands():
    """(command, comment) of each line in the block of the README's section for instructors."""
    section = (ROOT / "README.md").read_text(encoding="utf-8").partition("## For instructors\n")[2]
    block = re.search(r"^```\n(.*?)^```", section, re.M | re.S)[1]
    lines = [line.partition("#")[::2] for line in block.splitlines()]
    return [(command.strip(), comment.strip()) for command, comment in lines if command]


@pytest.fixture
def checkout(tmp_path):
    """What an instructor's checkout has of one unit."""
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    shutil.copytree(ROOT / UNIT.source.parent, tmp_path / UNIT.source.parent)
    shutil.copytree(ROOT / UNIT.release.parent, tmp_path / UNIT.release.parent)
    return tmp_path


def environment(checkout):
    """Of a shell in which the environment is active."""
    active = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    home = checkout / "home"
    return os.environ | {
        "PATH": active, "HOME": str(home), "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"), "JUPYTER_TOKEN": "first-hour",
    }  # fmt: skip


def type_in(checkout, command):
    done = subprocess.run(
        ["bash", "-c", command], cwd=checkout, env=environment(checkout), capture_output=True, text=True
    )
    assert done.returncode == 0 and "Traceback" not in done.stderr, done.stderr


def put_files_of_moodle(checkout):
    """What an instructor has downloaded: the class, its grading worksheet, and all submissions.

    Ana has written the explanation and nothing else.
    """
    worksheet = (
        "Identifier,Full name,ID number,Email address,Status,Grade,Maximum Grade,Grade can be changed,"
        "Last modified (submission),Last modified (grade),Feedback comments\n"
        "Participant 101,Ana Example,ana,ana@uni.example,Submitted for grading,,100.00,Yes,"
        '"Monday, 2 March 2026, 7:00 PM",-,\n'
    )
    for name in ("participants.csv", "grades.csv"):
        (checkout / name).write_text(worksheet, encoding="utf-8")
    notebook = nbformat.read(checkout / UNIT.release, as_version=4)
    [answer] = [cell for cell in notebook.cells if cell.id == EXPLAINED]
    answer.source = "Without a non-linearity all layers are one."
    with zipfile.ZipFile(checkout / "all.zip", "w") as download:
        name = f"Ana Example_101_assignsubmission_file_/{UNIT.source.name}"
        download.writestr(name, nbformat.writes(notebook))


@contextlib.contextmanager
def started(checkout, command):
    """JupyterLab, started by the README's command; gives the address that a browser would open."""
    line = [*shlex.split(command), "--no-browser", "--allow-root", "--port=0"]
    with open(checkout / "log", "w") as log:
        process = subprocess.Popen(line, cwd=checkout, env=environment(checkout), stdout=log, stderr=log)
    try:
        yield wait_for_address(checkout, process)
    finally:
        process.terminate()
        process.wait(timeout=30)


def wait_for_address(checkout, process, seconds=60):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and process.poll() is None:
        for file in (checkout / "home" / "runtime").glob("jpserver-*.json"):
            with contextlib.suppress(OSError, ValueError):  # not ready yet
                address = json.loads(file.read_text())["url"]
                urllib.request.urlopen(f"{address}api", timeout=2).close()
                return f"{address}lab?token=first-hour"
        time.sleep(0.1)
    raise RuntimeError(f"JupyterLab did not start:\n{(checkout / 'log').read_text()}")


def grade_by_hand(page, address, menu):
    """Open Formgrader by the menu, walk to the only submission, and give its written answer 7 points."""
    page.goto(address)
    for label in menu:
        page.locator(".lm-MenuBar-itemLabel, .lm-Menu-itemLabel").get_by_text(label, exact=True).click()
    formgrader = page.frame_locator("iframe")
    formgrader.get_by_role("link", name="Manual Grading").click()
    for link in (UNIT.name, UNIT.topic, "Submission #1"):
        formgrader.get_by_role("link", name=link, exact=True).click()
    # What is typed before the grades are there is not saved; with them come the placeholders.
    formgrader.locator(".extra-credit[placeholder]").first.wait_for(state="attached")
    points = formgrader.locator(f"input#{EXPLAINED}")
    points.fill("7")
    with page.expect_response(re.compile("/formgrader/api/grade/")) as saved:
        points.press("Tab")
    assert saved.value.ok


def test_the_readmes_commands_lead_from_the_source_to_grades(checkout, chromium):
    put_files_of_moodle(checkout)
    typed = []
    for command, comment in readme_commands():
        if not command.startswith("jupyter"):
            type_in(checkout, command)
        else:
            menu = re.match(r"menu (\w+) > (\w+)", comment).groups()
            page = chromium.new_page(viewport={"width": 1400, "height": 1000})
            with started(checkout, command) as address:
                grade_by_hand(page, address, menu)
            page.close()
        typed.append(command.split()[1])
    steps = [
        "roster",
        "generate_assignment",
        "collect",
        "grade",
        "status",
        "lab",
        "feedback",
        "report",
        "export",
    ]
    assert typed == steps
    [ana] = csv.DictReader((checkout / "grades.csv").open(encoding="utf-8"))
    assert (ana["ID number"], float(ana["Grade"]), ana["Maximum Grade"]) == ("ana", 7, "100.00")
    feedback = checkout / "feedback" / "ana" / UNIT.name / f"{UNIT.topic}.html"
    assert "Without a non-linearity all layers are one." in feedback.read_text(encoding="utf-8")
