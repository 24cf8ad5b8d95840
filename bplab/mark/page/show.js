"use strict";
// What the page shows of what it knows.

const id = (name) => document.getElementById(name);
const number = (value) => String(Math.round(value * 100) / 100).replace("-", "−");
const points = (value) => (Math.abs(value) === 1 ? `${number(value)} point` : `${number(value)} points`);

function scoreOf(answer) {
  const given = page.list.items.filter((item) => answer.items.includes(item.id));
  const sum = given.reduce((total, item) => total + item.points, answer.besides);
  return Math.min(Math.max(sum, 0), page.about.most);
}

function made(name, values = {}, ...children) {
  const element = Object.assign(document.createElement(name), values);
  element.append(...children);
  return element;
}

function complain(message) {
  id("problem").textContent = message || "";
  id("problem").hidden = !message;
}

function show() {
  const answer = current();
  const waiting = page.answers.filter((one) => one.waits).length;
  id("progress").textContent = `${waiting} of ${page.answers.length} to be marked` +
    (page.unsaved ? ", saving …" : "");
  if (!answer) {
    id("answer-title").textContent = "No answers";
    return;
  }
  id("answer-title").textContent = `Answer ${page.at + 1} of ${page.answers.length}`;
  const score = answer.score === null ? "Not marked" : `${number(answer.score)} of ${points(page.about.most)}`;
  id("score").textContent = score + (answer.waits && answer.score !== null ? ", to be marked" : "");
  id("right").dataset.waits = answer.waits;
  id("keep").hidden = !canKeep(answer);
  id("back").hidden = answer.score === null;
  showRemark(answer);
  showItems(answer);
  if (document.activeElement !== id("comment") || id("comment").dataset.key !== answer.key) {
    id("comment").value = answer.comment;
    id("comment").dataset.key = answer.key;
  }
  showText(answer.key);
}

function showRemark(answer) {
  const remarks = [];
  if (answer.who.length) remarks.push(`By ${answer.who.join(", ")}.`);
  if (answer.count > 1) remarks.push(`${answer.count} identical answers: they are marked together.`);
  if (answer.is_mixed) remarks.push("Their marks differ so far; one of them is shown.");
  if (answer.is_elsewhere) remarks.push("These points were given elsewhere (formgrader), without the list.");
  if (answer.waits && answer.score !== null) remarks.push("It was marked before, and waits again, since it has changed.");
  id("remark").textContent = remarks.join(" ");
  id("remark").hidden = !remarks.length;
}

function showItems(answer) {
  const buttons = page.list.items.map((item, at) => {
    const text = made("span", {className: "item"});
    text.innerHTML = item.html; // from lists of what may be in it
    const key = made("kbd", {textContent: at < 9 ? at + 1 : ""});
    const button = made("button", {type: "button"}, key, made("b", {textContent: points(item.points)}), text);
    button.setAttribute("aria-pressed", answer.items.includes(item.id));
    button.addEventListener("click", () => page.lost || toggle(at));
    return button;
  });
  if (answer.besides) buttons.push(made("p", {textContent: `${answer.besides > 0 ? "+" : ""}${number(answer.besides)} beside the list`}));
  const focused = [...id("items").children].indexOf(document.activeElement);
  id("items").replaceChildren(...buttons);
  if (focused >= 0) buttons[focused]?.focus();
}

async function showText(key) {
  if (id("answer").dataset.key === key) return;
  const html = await textOf(key);
  if (current()?.key !== key || id("answer").dataset.key === key) return;
  id("answer").innerHTML = html; // made harmless by the server
  id("answer").dataset.key = key;
  id("answer").scrollTop = 0;
  window.scrollTo(0, 0);
  for (const near of [page.answers[page.at + 1], nextWaiting()]) if (near) textOf(near.key);
}

// Whether a mark is shown that is to be looked at again.
function canKeep(answer) {
  return answer.waits && answer.score !== null && !answer.is_elsewhere;
}

function nextWaiting() {
  const order = [...page.answers.slice(page.at + 1), ...page.answers.slice(0, page.at)];
  return order.find((answer) => answer.waits);
}
