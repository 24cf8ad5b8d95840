"""How fast an explorer follows: JupyterLab, kernel and headless Chromium, all on this machine.

From a slider's move in the page to the first new picture in the page, and pictures a second while it trains.
A move is measured from the pause, when no other picture is on its way, by mouse (the handle is dragged and
released at once) and by keyboard, in turns.
"""

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # for the servers of the browser tests

from tests.browser.notebook_page import NotebookPage  # noqa: E402
from tests.browser.servers import chromium_browser, jupyterlab  # noqa: E402

GOAL_MEDIAN, GOAL_MOST, GOAL_RATE = 60, 120, 20  # milliseconds, those of 95 of 100 moves; pictures a second
SECONDS = 4  # of training for the rate of pictures
# The page notes when the user acts and when a picture has been loaded, both by the page's own clock.
WATCH = """root => {
    const image = root.querySelector('img.widget-image');
    window.seen = {acted: null, pictures: []};
    image.addEventListener('load', () => window.seen.pictures.push(performance.now()));
    for (const kind of ['pointermove', 'keydown'])
        root.addEventListener(kind, () => { window.seen.acted ??= performance.now(); }, true);
}"""
FORGET = "() => { window.seen.acted = null; window.seen.pictures.length = 0; }"
LATENCY = "window.seen.pictures.find(time => time > window.seen.acted) - window.seen.acted"
ARRIVED = "window.seen.acted !== null && window.seen.pictures.some(time => time > window.seen.acted)"


def main():
    arguments = parse_arguments()
    with (
        tempfile.TemporaryDirectory() as folder,
        jupyterlab(Path(folder)) as lab,
        chromium_browser() as browser,
    ):
        print(f"{'explorer, control':<40} {'median':>8} {'95 %':>8}   ms from move to picture")
        chosen = [row for row in EXPLORERS if not arguments.names or row[0] in arguments.names]
        slow = [name for name, *where in chosen if not report(name, *where, lab, browser, arguments)]
    if slow:
        sys.exit(f"slower than the goal: {', '.join(slow)}")


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("names", nargs="*", help="of the explorers to measure; all without any")
    parser.add_argument("--moves", type=int, default=20, help="of each control")
    parser.add_argument("--ratio", type=float, default=2, help="dots of the screen to a pixel of the page")
    return parser.parse_args()


def report(name, lecture, settings, lab, browser, arguments):
    """Measure one explorer; whether it reaches the goals."""
    page = browser.new_page(viewport={"width": 1280, "height": 1000}, device_scale_factor=arguments.ratio)
    notebook = NotebookPage(page, lab).open(f"notebooks/{lecture}.ipynb")
    notebook.run_only(name)
    explorer = notebook.explorer(name)
    explorer.root.evaluate(WATCH)
    trains = explorer.root.locator("button:has-text('Play')").count() > 0
    good = True
    for setting in settings:
        times = [latency(explorer, setting, move, trains) for move in range(arguments.moves)]
        median, most = statistics.median(times), statistics.quantiles(times, n=20)[-1]
        print(f"{name + ', ' + setting:<40} {median:8.0f} {most:8.0f}", flush=True)
        good &= median <= GOAL_MEDIAN and most <= GOAL_MOST
    if trains:
        rate = pictures_a_second(explorer)
        print(f"{name + ', pictures a second while it trains':<40} {rate:8.1f}")
        good &= rate >= GOAL_RATE
    page.close()
    return good


def latency(explorer, setting, move, trains):
    """Milliseconds from one move to the first picture after it."""
    page = explorer.page
    explorer.control(setting).scroll_into_view_if_needed()
    page.evaluate(FORGET)
    if move % 2:
        explorer.press(setting, "ArrowLeft" if move % 4 == 1 else "ArrowRight")  # back from the end
    else:
        explorer.drag(setting, 0.2 if move % 4 else 0.95, steps=1)
    page.wait_for_function(ARRIVED)
    milliseconds = page.evaluate(LATENCY)
    if trains:
        pause(explorer)
    page.wait_for_timeout(200)
    return milliseconds


def pause(explorer):
    button = explorer.root.locator("button:has-text('Pause')")
    if button.count():
        button.click()
    explorer.page.wait_for_timeout(300)


def pictures_a_second(explorer):
    explorer.click("Reset")
    explorer.page.wait_for_timeout(500)
    explorer.page.evaluate(FORGET)
    explorer.click("Play")
    explorer.page.wait_for_timeout(1000 * SECONDS)
    times = explorer.page.evaluate("window.seen.pictures")
    return (len(times) - 1) / (times[-1] - times[0]) * 1000


# name of the function, lecture, sliders to move
EXPLORERS = [
    ("explore_descent", "00_gradient_descent", ("w", "rate", "steps")),
    ("explore_neuron", "01_forward_pass", ("w1", "b")),
    ("explore_forward", "01_forward_pass", ("batch_size", "seed")),
    ("explore_softmax", "02_softmax_cross_entropy", ("z_0", "temperature")),
    ("explore_backprop", "03_backpropagation", ("value",)),
    ("explore_petals", "04_petals", ("hidden", "learning_rate", "noise")),
    ("explore_linear_vs_relu", "05_linear_vs_relu", ("depth", "width")),
    ("explore_curve", "06_curve_fitting", ("width", "seed")),
    ("explore_characters", "07_characters", ("width", "seed")),
]

if __name__ == "__main__":
    main()
