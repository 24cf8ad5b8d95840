"""An explorer as a student meets it: moved with mouse and keyboard, read from the page."""

CONTEXT = "window.jupyterapp.shell.currentWidget.context"
IDLE = f"{CONTEXT}.sessionContext.session?.kernel?.status === 'idle'"


def wait_until(page, condition, timeout=60_000, arg=None):
    """Wait until a condition of JavaScript holds: asked ten times a second, since each frame costs more."""
    page.wait_for_function(condition, arg=arg, timeout=timeout, polling=100)


class ExplorerPage:
    """One explorer in an open notebook. Controls go by the names of its settings."""

    def __init__(self, page, root):
        self.page, self.root = page, root

    def control(self, setting):
        """The control of a setting."""
        return self.root.locator(f".bplab-{setting.replace('_', '-')}")

    def picture(self, name=".widget-image"):
        """The address of the picture in the page, which is another one for every picture that arrives."""
        return self.root.locator(name).first.get_attribute("src")

    def pixels(self):
        """What can be seen of the picture."""
        return self.root.locator("img.widget-image").first.screenshot()

    def drag(self, setting, share, steps=5):
        """Drag a slider's handle with the mouse, to a share of its length."""
        slider = self.control(setting)
        slider.scroll_into_view_if_needed()
        track, handle = (
            slider.locator(".noUi-base").bounding_box(),
            slider.locator(".noUi-handle").bounding_box(),
        )
        y = handle["y"] + handle["height"] / 2
        self.page.mouse.move(handle["x"] + handle["width"] / 2, y)
        self.page.mouse.down()
        self.page.mouse.move(track["x"] + share * track["width"], y, steps=steps)
        self.page.mouse.up()

    def spot(self, name):
        """What lies on top of the picture for a spot of it."""
        return self.root.locator(f"[data-spot='{name}']")

    def drag_spot(self, name, right, down, steps=8):
        """Take hold of the middle of a spot and move so many pixels of the page."""
        self.spot(name).scroll_into_view_if_needed()
        box = self.spot(name).bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.mouse.move(x + right, y + down, steps=steps)
        self.page.mouse.up()

    def press(self, setting, key):
        """Press a key on a control."""
        target = self.control(setting).locator(".noUi-handle, select, input").first
        target.focus()
        target.press(key)

    def choose(self, setting, label):
        """Choose from a drop-down list."""
        self.control(setting).locator("select").select_option(label)

    def click(self, text):
        """Click the button with this text."""
        self.root.locator(f"button:has-text('{text}')").click()

    def readout(self, setting):
        """The number beside a slider, as Python writes it."""
        return self.control(setting).locator(".widget-readout").inner_text().replace("\N{MINUS SIGN}", "-")

    def message(self):
        """The sentence above the picture."""
        return self.root.locator(".bplab-message").inner_text()

    def wait_for_message(self, text, timeout=10_000):
        """Wait until the sentence above the picture holds this text."""
        self.root.locator(".bplab-message").filter(has_text=text).wait_for(timeout=timeout)

    def after(self, act, timeout=10_000):
        """Do something, and wait for a picture that is another one than before."""
        before = self.picture()
        act()
        self.wait_for_other_than(before, timeout)

    def moved(self, act):
        """Do something, and wait for all that comes of it, and a picture not of anything before."""
        self.settle()
        self.after(act)
        wait_until(self.page, IDLE)

    def settle(self, quiet=300):
        """Wait until no picture has arrived for so many milliseconds, and none can be under way.

        For explorers that are not training. A busy page can take long to send the next step of a drag.
        """
        before = None
        while (now := self.picture()) != before or self._asks() or not self.page.evaluate(IDLE):
            before = now
            self.page.wait_for_timeout(quiet)

    def _asks(self):
        """Whether what was done at a spot waits for the kernel's answer."""
        return self.root.locator(".bplab-spots[data-asked]").count() > 0

    def wait_for_other_than(self, before, timeout=10_000):
        """Wait until the page shows another picture than this one."""
        handle = self.root.locator("img.widget-image").first.element_handle()
        wait_until(self.page, "([img, src]) => img.src !== src", timeout, [handle, before])
