"use strict";
// The two lists that open over the page: comments used before, and the list of points to be changed.

function commentsBefore() {
  const counts = new Map();
  for (const answer of page.answers) {
    const comment = answer.comment.trim();
    if (comment) counts.set(comment, (counts.get(comment) || 0) + answer.count);
  }
  return [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a) || a.localeCompare(b)).slice(0, 9);
}

function openComments() {
  const comments = commentsBefore();
  id("comments").replaceChildren(...comments.map((comment, at) => {
    const button = made("button", {type: "button"}, made("kbd", {textContent: at + 1}), ` ${comment}`);
    button.addEventListener("click", () => useComment(at));
    return made("li", {}, button);
  }));
  id("no-comments").hidden = comments.length > 0;
  id("before").showModal();
}

function useComment(at) {
  const comment = commentsBefore()[at];
  if (!comment) return;
  id("before").close();
  const answer = current();
  if (answer.comment.split("\n").includes(comment)) return;
  save(answer, {comment: [answer.comment, comment].filter(Boolean).join("\n"), waits: answer.waits});
}

function openList() {
  complainOfList("");
  id("rows").replaceChildren(...page.list.items.map(rowOf));
  id("list").dataset.version = page.list.version;
  sum();
  id("list").showModal();
  id("rows").querySelector("input").select();
}

function rowOf(item) {
  const worth = made("input", {type: "number", step: "any", value: item.points, required: true});
  worth.setAttribute("aria-label", "Points");
  const text = made("input", {type: "text", value: item.text, maxLength: 500, required: true});
  text.setAttribute("aria-label", "Item");
  const remove = made("button", {type: "button", textContent: "Remove"});
  const row = made("tr", {}, ...[worth, text, remove].map((part) => made("td", {}, part)));
  if (item.id) row.dataset.id = item.id;
  worth.addEventListener("input", sum);
  remove.addEventListener("click", () => {
    row.remove();
    sum();
    id("add").focus();
  });
  return row;
}

function wantedItems() {
  return [...id("rows").rows].map((row) => {
    const [worth, text] = row.querySelectorAll("input");
    return {id: row.dataset.id, points: worth.valueAsNumber, text: text.value};
  });
}

function sum() {
  const most = wantedItems().reduce((total, item) => total + Math.max(item.points || 0, 0), 0);
  id("sum").textContent = `together ${points(most)}; the question has ${number(page.about.most)}`;
}

function complainOfList(message) {
  id("list-problem").textContent = message;
  id("list-problem").hidden = !message;
}

function saveList() {
  const body = {version: Number(id("list").dataset.version), items: wantedItems()};
  page.unsaved += 1;
  page.changes += 1;
  last = last.then(async () => {
    try {
      const state = await ask("api/list", {}, body);
      page.unsaved -= 1;
      note(state);
      take(state);
      id("list").close();
      show();
      id("progress").textContent += `; the list is saved, ${state.changed} marks follow it`;
    } catch (problem) {
      page.unsaved -= 1;
      await load();
      if (problem.status === 409) openList();
      complainOfList(problem.message);
    }
  });
}
