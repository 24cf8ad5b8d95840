// Shows the pictures of an explorer; tells the kernel how much room there is; gives names to
// what ipywidgets leaves without one.

const MOMENT = 150; // milliseconds that the room must stay as it is
const SCROLLED = { tabindex: "0", role: "group", "aria-label": "wide picture" };
const SILENCE = 1500; // milliseconds without a new picture until its words are said

function render({ model, el }) {
  const image = document.createElement("img");
  const said = document.createElement("div");
  image.className = "widget-image bplab-picture";
  said.className = "bplab-said";
  said.setAttribute("role", "status");
  el.classList.add("bplab-place");
  const layer = spots(model, image, (text) => (said.textContent = text));
  el.append(image, layer, said);
  const page = el.closest(".jp-WindowedPanel-outer, .jp-Notebook") ?? document.documentElement;
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  const timers = {};

  const later = (what, milliseconds) => {
    clearTimeout(timers[what.name]);
    timers[what.name] = setTimeout(what, milliseconds);
  };

  function show() {
    const old = image.src;
    image.src = URL.createObjectURL(new Blob([model.get("value")], { type: "image/png" }));
    if (old) URL.revokeObjectURL(old);
  }

  function fit() {
    // A dot of the picture is a dot of the screen.
    image.style.width = `${image.naturalWidth / (model.get("room").ratio ?? 1)}px`;
    layer.style.width = image.style.width;
    layer.style.aspectRatio = image.naturalWidth / image.naturalHeight;
    const wide = el.scrollWidth > el.clientWidth; // then it is scrolled, by keyboard as well
    for (const [name, value] of Object.entries(SCROLLED)) {
      wide ? el.setAttribute(name, value) : el.removeAttribute(name);
    }
  }

  function describe() {
    image.alt = model.get("alt");
    later(speak, SILENCE);
  }

  function speak() {
    said.textContent = image.alt;
  }

  function measure() {
    const ratio = window.devicePixelRatio;
    const room = { width: el.clientWidth, height: page.clientHeight, ratio, calm: calm.matches };
    if (!room.width || JSON.stringify(room) === JSON.stringify(model.get("room"))) return;
    model.set("room", room);
    model.save_changes();
  }

  function nameOthers() {
    const explorer = el.closest(".bplab-explorer") ?? el;
    for (const control of explorer.querySelectorAll(".widget-inline-hbox")) {
      const name = control.querySelector(".widget-label")?.textContent;
      const readout = control.querySelector(".widget-readout");
      readout?.setAttribute("aria-label", `${name}, value`);
      for (const handle of control.querySelectorAll("[role=slider]")) {
        handle.setAttribute("aria-label", name);
        handle.setAttribute("aria-valuetext", readout?.textContent ?? "");
      }
    }
    const small = [...explorer.querySelectorAll("img.widget-image:not(.bplab-picture)")];
    small.forEach((picture, k) => (picture.alt = `${k + 1}`)); // the text before them says what they show
  }

  const change = () => later(measure, MOMENT);
  const sizes = new ResizeObserver(change);
  sizes.observe(el);
  sizes.observe(page);
  window.addEventListener("resize", change);
  calm.addEventListener("change", change);
  image.addEventListener("load", fit);
  image.addEventListener("load", nameOthers);
  model.on("change:value", show);
  model.on("change:alt", describe);
  show();
  image.alt = model.get("alt"); // not said aloud: nothing has changed
  return () => {
    sizes.disconnect();
    window.removeEventListener("resize", change);
    calm.removeEventListener("change", change);
    Object.values(timers).forEach(clearTimeout);
    URL.revokeObjectURL(image.src);
  };
}

export default { render };
