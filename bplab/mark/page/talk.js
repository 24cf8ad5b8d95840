"use strict";
// What the page asks the server. One thing after the other, so that each knows the version before it.

const page = {about: null, list: null, answers: [], at: 0, texts: new Map(), unsaved: 0, changes: 0, lost: ""};
let last = Promise.resolve();
const dropped = new Map(); // key of an answer: how often what was still to be saved of it was dropped

function address(path, values = {}) {
  return `${path}?${new URLSearchParams({question: document.body.dataset.question, ...values})}`;
}

async function ask(path, values, body) {
  const options = body && {
    method: "POST",
    headers: {"Content-Type": "application/json", "X-BPLab-Word": document.body.dataset.word},
    body: JSON.stringify(body),
  };
  let response;
  try {
    response = await fetch(address(path, values), options);
  } catch {
    page.lost = "No answer from `bplab mark`: is it still running? What you did last is not saved.";
    throw {status: 0, message: page.lost};
  }
  const found = await response.json().catch(() => ({problem: `Error ${response.status}.`}));
  // Another `bplab mark` than the one that this page came from.
  if (response.status === 403) page.lost = `${found.problem} What you did last is not saved.`;
  if (!response.ok) throw {status: response.status, message: found.problem};
  return found;
}

function take(state) {
  const key = current()?.key;
  page.list = state.list;
  page.answers = state.answers;
  const at = page.answers.findIndex((answer) => answer.key === key);
  page.at = at < 0 ? Math.min(page.at, Math.max(0, page.answers.length - 1)) : at;
}

function current() {
  return page.answers[page.at];
}

// Save what an answer is given. It is shown at once; what the server says is shown when all is saved.
function save(answer, given) {
  Object.assign(answer, {waits: false, is_elsewhere: false, is_mixed: false}, given);
  if (given.is_marked === false) Object.assign(answer, {items: [], besides: 0, comment: "", score: null, waits: true});
  else if (!answer.waits || answer.score !== null) answer.score = scoreOf(answer);
  const {key, items, besides, comment, waits} = answer;
  const turn = dropped.get(key) || 0;
  show();
  send(() => {
    if ((dropped.get(key) || 0) !== turn) return null;
    const mark = {items, besides, comment, waits, is_marked: given.is_marked !== false};
    return ask("api/mark", {}, {key, version: versions.get(key), ...mark});
  }, key);
}

const versions = new Map();

function note(state) {
  for (const answer of state.answers) versions.set(answer.key, answer.version);
}

function send(work, key) {
  page.unsaved += 1;
  page.changes += 1;
  last = last.then(async () => {
    try {
      const state = await work();
      if (state) note(state);
      page.unsaved -= 1;
      if (state && !page.unsaved) {
        take(state);
        show();
      }
    } catch (problem) {
      page.unsaved -= 1;
      dropped.set(key, (dropped.get(key) || 0) + 1);
      await load();
      complain(problem.message);
    }
  });
  return last;
}

async function load() {
  try {
    const changes = page.changes;
    const state = await ask("api/state");
    if (changes !== page.changes) return; // older than what was saved meanwhile
    if (page.lost) complain(page.lost = "");
    note(state);
    take(state);
    show();
  } catch (problem) {
    complain(problem.message);
  }
}

async function textOf(key) {
  if (!page.texts.has(key)) {
    try {
      page.texts.set(key, (await ask("api/answer", {key})).html);
    } catch (problem) {
      if (problem.status === 409) await load();
      complain(problem.message);
      return "";
    }
  }
  return page.texts.get(key);
}

async function begin() {
  if (location.search.includes("pass=")) {
    const question = new URLSearchParams(location.search).get("question");
    history.replaceState(null, "", question ? `?question=${encodeURIComponent(question)}` : "./");
  }
  try {
    page.about = await ask("api/about");
  } catch (problem) {
    complain(problem.message);
    return;
  }
  document.getElementById("question").innerHTML = page.about.question; // from lists of what may be in it
  document.getElementById("model").innerHTML = page.about.model || "<p>There is none in source/.</p>";
  await load();
  page.at = Math.max(0, page.answers.findIndex((answer) => answer.waits));
  show();
  document.body.dataset.ready = "yes";
  setInterval(() => !page.unsaved && !document.hidden && load(), 5000); // what another grader does
}

window.addEventListener("beforeunload", (event) => page.unsaved && event.preventDefault());
document.addEventListener("DOMContentLoaded", begin);
