// A map or a line of the network chooses itself in one of the explorer's drop-down lists.
const chosen = event.target.closest("[data-list]");
if (chosen) {
  const list = this.closest(".bplab-explorer").querySelector(`.bplab-${chosen.dataset.list} select`);
  const texts = [...list.options].map((option) => option.text.replaceAll("\u00a0", " "));
  list.selectedIndex = texts.indexOf(chosen.dataset.value);
  list.dispatchEvent(new Event("change", { bubbles: true }));
}
