// A cell of the table chooses its row and its column in the explorer's drop-down lists.
const cell = event.target.closest("td");
if (cell) {
  for (const name of ["character", "read-as"]) {
    const list = this.closest(".bplab-explorer").querySelector(`.bplab-${name} select`);
    list.selectedIndex = name === "character" ? cell.parentNode.rowIndex - 1 : cell.cellIndex - 1;
    list.dispatchEvent(new Event("change", { bubbles: true }));
  }
}
