// The page of search: asks the server, and puts what it answers on the page. Data becomes text, never HTML.
import { element } from "./dom.js";
import { RowMap } from "./map.js";

const form = document.getElementById("form");
const input = document.getElementById("query");
const status = document.getElementById("status");
const lists = document.getElementById("lists");

let asked = 0; // number of the last question: an answer to an earlier one comes too late
let last; // the query that was searched for last, "" for none
let rowMap;

/** The answer to a question; an error that the server names becomes an exception with its sentence. */
async function ask(path) {
  let answer;
  try {
    const response = await fetch(path);
    answer = await response.json();
  } catch {
    throw new Error("The server does not answer; see whether it still runs.");
  }
  if (answer.error) {
    throw new Error("The server says: " + answer.error + ".");
  }
  return answer;
}

function say(sentence, wrong = false) {
  status.textContent = sentence;
  status.classList.toggle("wrong", wrong);
}

/** The query that the address holds, "" for none. */
function addressed() {
  return new URLSearchParams(location.search).get("q") ?? "";
}

/** Searches, and writes the query into the address, so that it can be shared and gone back to. */
async function search(text, remember = true) {
  input.value = text;
  const query = text.trim() === "" ? "" : text;
  const mine = ++asked;
  last = query;
  if (remember && addressed() !== query) {
    history.pushState(null, "", query === "" ? location.pathname : "?q=" + encodeURIComponent(query));
  }
  if (query === "") {
    clear();
    return;
  }
  document.title = query.slice(0, 60) + " – Pellucid search";
  lists.setAttribute("aria-busy", "true");
  try {
    const answer = await ask("api/search?q=" + encodeURIComponent(query));
    if (mine === asked) {
      show(answer);
    }
  } catch (failure) {
    if (mine === asked) {
      say(failure.message, true);
    }
  } finally {
    if (mine === asked) {
      lists.removeAttribute("aria-busy");
    }
  }
}

/** The page without a query. */
function clear() {
  document.title = "Pellucid search";
  say("Type what you are looking for, in your own words.");
  lists.removeAttribute("aria-busy");
  const sections = [...lists.querySelectorAll("[data-role]")];
  for (const section of sections) {
    section.querySelector(".time").textContent = "";
    section.querySelector("ol").replaceChildren();
    section.querySelector(".empty").textContent = "Results appear here.";
  }
  rowMap.mark(sections.map((section) => ({ role: section.dataset.role, results: [] })));
}

function show(answer) {
  const counts = answer.lists.map((list) => count(list.results.length) + (answer.lists.length > 1 ? ` (${list.role})` : ""));
  const cut = answer.lists.filter((list) => list.truncated).map((list) => list.model);
  say(counts.join(", ") + "."
    + (cut.length === 0 ? "" : " The query is longer than " + cut.join(" and ") + " can read; its end was not looked at."));
  for (const list of answer.lists) {
    const section = lists.querySelector(`[data-role="${list.role}"]`);
    section.querySelector(".time").textContent = time(list.milliseconds);
    const results = list.results.map((result) => row(result, list.role, answer.lists.length > 1));
    section.querySelector("ol").replaceChildren(...results);
    section.querySelector(".empty").textContent = results.length > 0 ? "" : "No row shares a word with the query.";
  }
  rowMap.mark(answer.lists);
}

function count(results) {
  return results === 0 ? "No results" : results === 1 ? "1 result" : results + " results";
}

function time(milliseconds) {
  return milliseconds < 10 ? milliseconds.toFixed(1) + " ms" : Math.round(milliseconds) + " ms";
}

/** A result. Pointing at it shows its row in the other list and on the map. */
function row(result, role, compared) {
  const title = element("a", "title", result.title);
  title.href = "?q=" + encodeURIComponent(result.query);
  title.addEventListener("click", (event) => {
    if (!event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      search(result.query);
    }
  });
  const head = element("div", "head");
  head.append(title, ...(compared ? [moved(result, role)] : []), element("span", "score", result.score.toFixed(4)));
  const item = element("li");
  item.dataset.row = result.row;
  item.append(element("span", "rank", result.rank), head, element("p", "text", result.text));
  item.addEventListener("pointerenter", () => point(result.row));
  item.addEventListener("pointerleave", () => point(null));
  return item;
}

/** How a row stands in the tuned model's list beside the base model's. */
function moved(result, role) {
  if (result.otherRank === null) {
    return role === "tuned"
      ? element("span", "moved new", "new", "not in the list of the base model")
      : element("span", "moved gone", "gone", "not in the list of the tuned model");
  }
  const ranks = role === "tuned" ? result.otherRank - result.rank : result.rank - result.otherRank;
  if (ranks === 0) {
    return element("span", "moved", "=", "the same rank in both lists");
  }
  const far = Math.abs(ranks) + (Math.abs(ranks) === 1 ? " rank " : " ranks ");
  return ranks > 0
    ? element("span", "moved up", "▲ " + ranks, far + "higher with the tuned model")
    : element("span", "moved down", "▼ " + -ranks, far + "lower with the tuned model");
}

/** Shows where a row is in the lists and on the map; null for none. */
function point(row) {
  rowMap.point(row);
  same(row);
}

function same(row) {
  for (const item of lists.querySelectorAll("li")) {
    item.classList.toggle("same", row !== null && item.dataset.row === String(row));
  }
}

/** A model by the last part of its path, if that is long. */
function short(model) {
  return model.length > 32 ? model.replace(/\S*[\\/](?=[^\\/\s]+[\\/]?$)/, "…/") : model;
}

/** The lists, still empty. */
function prepare(about) {
  const rows = about.rows.toLocaleString("en") + (about.rows === 1 ? " row" : " rows");
  document.getElementById("source").textContent = `${rows} of ${about.source}, method ${about.method}`;
  for (const model of about.models) {
    const section = element("section", "list");
    section.dataset.role = model.role;
    section.id = "list-" + model.role;
    section.setAttribute("aria-label", "Results: " + model.role);
    const head = element("div", "head");
    const title = element("h2", "", about.models.length > 1 ? model.role : "results");
    head.append(title, element("span", "model", short(model.model), model.model), element("span", "time"));
    section.append(head, element("ol"), element("p", "empty", "Results appear here."));
    lists.append(section);
  }
  for (const section of document.querySelectorAll("section")) {
    const link = element("a", "", section.querySelector("h2").textContent);
    link.href = "#" + section.id;
    document.getElementById("jump").append(link);
  }
  if (about.models.length === 1) {
    const hint = element("aside", "list hint");
    hint.append(
      element("h2", "", "a second model?"),
      element("p", "", about.method === "bm25"
        ? "A search by words knows no models. Start it with --method dense, hybrid or rrf to compare two."
        : "Start the search with --tuned and a folder that the command train wrote: its results stand here then, beside"
          + " those of the base model."));
    lists.append(hint);
    lists.classList.add("single");
  }
}

async function begin() {
  try {
    const about = await ask("api/about");
    prepare(about);
    rowMap = new RowMap(about, ask, search, same);
  } catch (failure) {
    say(failure.message, true);
    return;
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    search(input.value);
  });
  addEventListener("popstate", () => {
    if (addressed() !== last) { // else a link within the page was followed
      search(addressed(), false);
    }
  });
  search(addressed(), false);
}

begin();
