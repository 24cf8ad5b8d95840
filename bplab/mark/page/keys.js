"use strict";
// What keys and buttons do.

function go(at) {
  if (at < 0 || at >= page.answers.length) return;
  complain(page.lost);
  page.at = at;
  show();
  id("answer-title").focus({preventScroll: true}); // a screen reader says which answer it is
}

function goToWaiting() {
  const next = nextWaiting();
  if (next) go(page.answers.indexOf(next));
  else if (!current()?.waits) id("progress").textContent = "All answers are marked.";
}

function toggle(at) {
  const answer = current(), item = page.list.items[at];
  if (!item) return;
  const items = answer.items.includes(item.id)
    ? answer.items.filter((one) => one !== item.id)
    : [...answer.items, item.id];
  save(answer, {items});
}

const give = (which) => save(current(), {items: which.map((item) => item.id), besides: 0});
const besides = (more) => save(current(), {besides: Math.min(Math.max(current().besides + more, -page.about.most), page.about.most)});

function keep() {
  if (canKeep(current())) save(current(), {});
}

const actions = {
  a: () => give(page.list.items.filter((item) => item.points > 0)),
  0: () => give([]),
  "+": () => besides(0.5),
  "=": () => besides(0.5), // the same key, without Shift
  "-": () => besides(-0.5),
  n: () => go(page.at + 1),
  ArrowRight: () => go(page.at + 1),
  p: () => go(page.at - 1),
  ArrowLeft: () => go(page.at - 1),
  Home: () => go(0),
  End: () => go(page.answers.length - 1),
  Enter: goToWaiting,
  c: () => id("comment").focus(),
  r: openComments,
  k: keep,
  x: () => save(current(), {is_marked: false}),
  e: openList,
  "?": () => id("keys").showModal(),
};
const buttons = {all: "a", none: "0", more: "+", less: "-", next: "n", previous: "p", waiting: "Enter",
  again: "r", keep: "k", back: "x", edit: "e", help: "?"};

function pressed(event) {
  if (event.ctrlKey && event.key === "Enter" && event.target === id("comment")) {
    id("answer-title").focus({preventScroll: true});
    goToWaiting();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || !current()) return;
  const target = event.target;
  if (target === id("comment")) {
    if (event.key === "Escape") id("answer-title").focus({preventScroll: true});
    return;
  }
  if (id("before").open && /^[1-9]$/.test(event.key)) {
    useComment(Number(event.key) - 1);
    event.preventDefault();
    return; // it is no item's key, now that the list is closed
  }
  if (document.querySelector("dialog[open]") || !id("keys-on").checked) return;
  if (target.closest("button, summary, a") && [" ", "Enter"].includes(event.key)) return;
  const action = /^[1-9]$/.test(event.key) ? () => toggle(Number(event.key) - 1) : actions[event.key];
  if (!action) return;
  event.preventDefault();
  if (page.lost) return; // it says so; nothing would be saved
  action();
}

function commentLeft() {
  const answer = page.answers.find((one) => one.key === id("comment").dataset.key);
  const comment = id("comment").value.trim();
  if (answer && comment !== answer.comment) save(answer, {comment, waits: answer.waits});
}

document.addEventListener("DOMContentLoaded", () => {
  document.addEventListener("keydown", pressed);
  id("comment").addEventListener("change", commentLeft);
  for (const [name, key] of Object.entries(buttons)) id(name).addEventListener("click", () => current() && !page.lost && actions[key]());
  id("add").addEventListener("click", () => {
    id("rows").append(rowOf({text: "", points: 1}));
    id("rows").lastElementChild.querySelector("input[type=text]").focus();
    sum();
  });
  id("save-list").addEventListener("click", saveList);
  id("close-list").addEventListener("click", () => id("list").close());
});
