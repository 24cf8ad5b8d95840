// Puts an element on each spot of a picture (see spots.py) and tells the kernel what is done there.
// The next is sent when the page shows the answer to the last; of the moves in between only the latest counts.

const KEYS = /^(Arrow(Left|Right|Up|Down)|Page(Up|Down)|Home|End|Enter| |Backspace|Delete)$/;
const MOST_WAITING = 8; // touches that a busy kernel has not heard of; more are left out

function spots(model, image, say) {
  const layer = document.createElement("div");
  layer.className = "bplab-spots";
  const elements = new Map();
  const waiting = [];
  const asked = "data-asked"; // an attribute: seen by who waits until all is answered

  function tell(touch) {
    if (touch.kind === "drag" && waiting.at(-1)?.kind === "drag") waiting.pop();
    if (waiting.length < MOST_WAITING || touch.kind === "release") waiting.push(touch);
    next();
  }

  function next() {
    if (layer.hasAttribute(asked) || !waiting.length) return;
    layer.setAttribute(asked, "");
    model.send(waiting.shift());
  }

  async function answered() {
    await image.decode().catch(() => {}); // another picture is there already
    layer.removeAttribute(asked);
    next();
  }

  function make(name) {
    const element = document.createElement("div");
    element.tabIndex = 0;
    element.setAttribute("data-lm-suppress-shortcuts", "true"); // JupyterLab would move to another cell
    const at = (kind, event) => {
      const box = image.getBoundingClientRect();
      const [x, y] = [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
      tell({ kind, spot: name, x, y, shift: event.shiftKey });
    };
    const held = (event) => element.hasPointerCapture(event.pointerId);
    element.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      event.preventDefault();
      element.focus({ preventScroll: true });
      element.setPointerCapture(event.pointerId);
      at("press", event);
    });
    element.addEventListener("pointermove", (event) => held(event) && at("drag", event));
    element.addEventListener("lostpointercapture", (event) => at("release", event));
    element.addEventListener("keydown", (event) => {
      if (!KEYS.test(event.key) || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      event.stopPropagation();
      if (!event.repeat || !waiting.length) tell({ kind: "key", spot: name, key: event.key, shift: event.shiftKey });
    });
    elements.set(name, element);
    layer.append(element);
    return element;
  }

  function place() {
    const listed = model.get("spots");
    listed.forEach((spot, k) => {
      const element = elements.get(spot.name) ?? make(spot.name);
      const area = spot.width > 0;
      element.className = area ? "bplab-area" : "bplab-handle";
      element.dataset.spot = spot.name;
      const look = { left: spot.x, top: spot.y, width: spot.width, height: spot.height };
      for (const [side, share] of Object.entries(look)) element.style[side] = `${100 * share}%`;
      element.style.zIndex = k; // the later ones lie on top; to move elements would end a drag
      const said = area
        ? { role: "application", "aria-label": spot.label }
        : { role: "slider", "aria-label": spot.label, "aria-valuetext": spot.text,
            "aria-valuenow": spot.value, "aria-valuemin": spot.low, "aria-valuemax": spot.high };
      for (const [name, value] of Object.entries(said)) element.setAttribute(name, value);
      if (area && element === document.activeElement && spot.text !== element.dataset.text) say(spot.text);
      element.dataset.text = spot.text;
    });
    for (const [name, element] of elements) {
      if (listed.some((spot) => spot.name === name)) continue;
      element.remove();
      elements.delete(name);
    }
  }

  model.on("change:spots", place);
  model.on("msg:custom", answered);
  place();
  return layer;
}
