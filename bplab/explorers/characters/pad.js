// Draws a path in an <svg> while a pointer is down. When it goes up, the path goes to the notebook: as the
// value of the explorer's hidden text field, whose events make the widget take it.
const path = this.querySelector("path");
const add = (command) => {
  const box = this.getBoundingClientRect();
  const [x, y] = [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height].map(
    (share) => Math.round(Math.min(Math.max(share, 0), 1) * this.viewBox.baseVal.width));
  const drawn = path.getAttribute("d"), point = `${x} ${y}`;
  if (command === "M" || !drawn.endsWith(point)) path.setAttribute("d", drawn + command + point);
};
if (event.type === "pointerdown") {
  event.preventDefault();
  this.setPointerCapture(event.pointerId);
  this.querySelector("image")?.remove();
  add("M");
} else if (this.hasPointerCapture(event.pointerId)) {
  add("L");
  if (event.type === "pointerup") {
    this.releasePointerCapture(event.pointerId);
    const input = this.closest(".bplab-explorer").querySelector(".bplab-strokes input");
    input.value = path.getAttribute("d");
    for (const type of ["input", "change"]) input.dispatchEvent(new Event(type, { bubbles: true }));
  }
}
