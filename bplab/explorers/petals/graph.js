// A map or a line of the network chooses itself in one of the explorer's drop-down lists.
const chosen = event.target.closest("[data-list]");
if (chosen) {
  const list = this.closest(".bplab-explorer").querySelector(`.bplab-${chosen.dataset.list} select`);
  list.selectedIndex = [...list.options].findIndex((option) => option.text === chosen.dataset.value);
  list.dispatchEvent(new Event("change", { bubbles: true }));
}
