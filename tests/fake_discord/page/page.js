// One member's screen: the places on the left, what was said in one of them, and a line to write.
import { drawClock } from "./clock.js";
import { composer } from "./composer.js";
import { make } from "./dom.js";
import { openForm } from "./form.js";
import { message } from "./message.js";

const $ = (id) => document.getElementById(id);
const name = location.pathname.slice(1);
const log = $("log"), entry = $("entry");

let socket, state = null, here = null, number = 0;
const waiting = new Map();
const drawn = new Map(); // message -> how it was when it was drawn
const read = new Map(); // place -> the newest message that was before the eyes
const dismissed = new Set();

function connect() {
  socket = new WebSocket(`ws://${location.host}/live/${name}`);
  socket.addEventListener("message", (event) => {
    const said = JSON.parse(event.data);
    if ("re" in said) waiting.get(said.re)?.(said);
    else show(said);
  });
  socket.addEventListener("close", () => {
    document.body.classList.add("gone");
    $("state").textContent = "This sandbox has ended.";
    setTimeout(connect, 1500);
  });
}

function tell(what) {
  const n = ++number;
  // What was said of the thing before is over with the next; a look at what is offered is none.
  if (what.do !== "offer") for (const old of log.querySelectorAll(".unanswered")) old.remove();
  return new Promise((answer) => {
    waiting.set(n, (said) => { waiting.delete(n); answer(said); });
    socket.send(JSON.stringify({ ...what, n }));
  });
}

// For whoever has to know whether all of it is answered, and shown.
window.sandbox = { unanswered: () => waiting.size, turn: () => state?.turn ?? 0 };

function show(next) {
  state = next;
  document.body.classList.remove("gone");
  here ??= state.places[0].id;
  document.title = `${state.me.name} · ${place().name}`;
  $("server").textContent = state.server;
  $("me").replaceChildren(make("span", { class: "face", "data-who": state.me.name, "aria-hidden": "true" }, state.me.name[0]), make("strong", {}, state.me.name));
  $("title").textContent = place().name;
  $("title").dataset.dm = place().dm;
  $("state").textContent = state.online ? "" : `${state.bot.name} is offline`;
  entry.placeholder = `Message ${place().dm ? "@" : ""}${place().name}`;
  entry.setAttribute("aria-label", entry.placeholder);
  drawClock(state, tell);
  drawPlaces();
  drawMessages();
  drawCommands();
}

const place = () => state.places.find((one) => one.id === here) ?? state.places[0];

function unread(one) {
  if (one.id === here || !read.has(one.id)) read.set(one.id, one.messages.at(-1)?.id ?? "0");
  return one.messages.filter((m) => BigInt(m.id) > BigInt(read.get(one.id)) && m.author.id !== state.me.id).length;
}

function drawPlaces() {
  const all = state.places.map((one) => [one, unread(one)]);
  const looks = JSON.stringify([here, ...all.map(([one, news]) => [one.id, one.name, news])]);
  // Only when something changed: a button must not vanish under a finger.
  if ($("list").dataset.looks === looks) return;
  $("list").dataset.looks = looks;
  const focused = document.activeElement?.dataset?.place;
  $("list").replaceChildren(...all.map(([one, news]) => {
    const button = make("button", { type: "button", "data-place": one.id, "aria-current": one.id === here ? "page" : null, onclick: () => go(one.id) },
      make("span", { class: one.dm ? "face" : "hash", "data-who": "bot", "aria-hidden": "true" }, one.dm ? "" : "#"),
      make("span", {}, one.dm ? one.name : one.name.replace(/^#/, "")),
      news ? make("span", { class: "news", "aria-label": `${news} new` }, String(news)) : null);
    return make("li", { class: one.dm ? "dm" : "channel" }, button);
  }));
  if (focused) document.querySelector(`[data-place="${focused}"]`)?.focus();
}

function go(id) {
  here = id;
  drawn.clear();
  log.replaceChildren();
  show(state);
  log.scrollTop = log.scrollHeight;
  if (matchMedia("(min-width: 701px)").matches) entry.focus();
}

function drawMessages() {
  const low = log.scrollHeight - log.scrollTop - log.clientHeight < 80;
  const wanted = place().messages.filter((one) => !dismissed.has(one.id));
  const ids = new Set(wanted.map((one) => one.id));
  for (const element of [...log.querySelectorAll(".message[data-id]")]) if (!ids.has(element.dataset.id)) element.remove();
  let before = null;
  for (const one of wanted) {
    const looks = JSON.stringify(one);
    let element = log.querySelector(`.message[data-id="${one.id}"]`);
    if (drawn.get(one.id) !== looks || !element) {
      const fresh = message(one, state, (what, pressed) => act({ ...what, message: one.id }, pressed), () => { dismissed.add(one.id); show(state); });
      if (element) element.replaceWith(fresh);
      else if (before) before.after(fresh);
      else log.prepend(fresh);
      element = fresh;
      drawn.set(one.id, looks);
    }
    before = element;
  }
  for (const old of [...log.querySelectorAll(".unanswered")]) if (old.dataset.place !== here) old.remove();
  if (!wanted.length && !log.querySelector(".nothing")) log.prepend(make("p", { class: "nothing" }, place().dm ? `This is where ${state.bot.name} and you talk. Nobody else sees it.` : "Nothing was said here yet."));
  if (wanted.length) log.querySelector(".nothing")?.remove();
  if (low) log.scrollTop = log.scrollHeight;
}

async function act(what, element) {
  if (what.do === "go") return state.places.some((one) => one.id === what.place) ? go(what.place) : undefined;
  const article = element.closest(".message");
  article.querySelector(".problem")?.remove();
  element.classList.add("busy");
  const said = await tell({ ...what, place: here });
  element.classList.remove("busy");
  if (said.form) open(said.form);
  const wrong = said.refused ?? (said.failed ? "This interaction failed" : null);
  const now = log.querySelector(`.message[data-id="${what.message}"]`);
  if (wrong && now) now.append(make("p", { class: "problem", role: "alert" }, wrong));
  return wrong;
}

function open(form) {
  openForm(form, async (given) => {
    const said = await tell({ do: "submit", opened: form.opened, given });
    if (said.refused) return said.refused;
    return said.failed ? "Something went wrong. Try again." : null;
  });
}

const drawCommands = composer({
  place, tell, open, say,
  bot: () => state.bot.name,
  down: () => { log.scrollTop = log.scrollHeight; },
});
connect();

function say(words) {
  log.append(make("p", { class: "unanswered problem", role: "alert", "data-place": here }, words));
  log.scrollTop = log.scrollHeight;
}
