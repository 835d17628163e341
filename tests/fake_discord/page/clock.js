// The time in this Discord, and buttons that move it on for everybody in it, the bot included.
import { make } from "./dom.js";
import { drawTroubles, troubles } from "./trouble.js";

const HOUR = 3600, DAY = 86400;
const panel = document.getElementById("clock");
let ahead = 0, tell = () => {};

export const now = () => new Date(Date.now() + ahead * 1000);

const shown = make("time", {}), day = make("span", { class: "day" }), hour = make("span", {});
shown.append(day, hour);
const HINT = "The bot looks every five seconds what is due, so it can take a moment. It sends nothing that is more than 45 minutes late.";
const DUE = "It is due: within a few seconds it is in the messages with the bot.";
const NONE = "No reminder is set. /reminder sets one up.";
const PAST = "That has been already. From here the time only goes on.";
const NO_TIME = "Choose a day and a time first.";
const lost = (many) => `${many === 1 ? "A reminder is" : `${many} reminders are`} due on the way, and would be more than 45 minutes late by then: the bot lets go of what is so late. Nothing was moved.`;
const note = make("p", { class: "note", role: "status" }, HINT);
const at = make("input", { type: "datetime-local", "aria-label": "Day and time" });
const move = (label, what, looks = null) => make("button", { type: "button", class: looks, onclick: () => go(what()) }, label);
const sure = make("button", { type: "button", class: "sure", hidden: true }, "Go there all the same");

panel.append(
  make("summary", {}, make("span", { class: "lead" }, "Time here: "), shown, make("span", { class: "broken", hidden: "" }, "broken")),
  make("div", { class: "moves", role: "group", "aria-label": "Move the time" },
    move("Next reminder due", () => ({ next: true })),
    move("+1 hour", () => ({ pass: HOUR }), "half"),
    move("+1 day", () => ({ by: DAY }), "half"),
    move("Next morning, 9:00", () => ({ by: untilMorning() })),
    at,
    move("Go there", () => ({ by: (new Date(at.value) - now()) / 1000 }), "half"),
    move("Back to now", () => ({}), "half"),
    note,
    sure,
    ...troubles((what) => tell(what))));
setInterval(draw, 1000);

export function drawClock(state, teller) {
  ahead = state.ahead;
  tell = teller;
  if (!at.value) at.value = local(new Date(now().getTime() + DAY * 1000), "18:00");
  drawTroubles(panel, state.trouble);
  draw();
}

function draw() {
  day.textContent = `${format({ weekday: "short", day: "numeric", month: "short" })}, `;
  hour.textContent = format({ hour: "2-digit", minute: "2-digit" });
  panel.classList.toggle("moved", ahead !== 0);
  panel.querySelector(".broken").hidden = !panel.querySelector("[aria-pressed=true]");
}

const format = (how) => new Intl.DateTimeFormat(undefined, how).format(now());
const local = (on, time) => `${on.getFullYear()}-${String(on.getMonth() + 1).padStart(2, "0")}-${String(on.getDate()).padStart(2, "0")}T${time}`;

// Seconds until it is nine in the morning here, where the browser is.
function untilMorning() {
  const next = now();
  next.setHours(9, 0, 0, 0);
  if (next <= now()) next.setDate(next.getDate() + 1);
  return (next - now()) / 1000;
}

async function go(what) {
  sure.hidden = true;
  if (Number.isNaN(what.by)) return say(NO_TIME);
  if (what.by < 0) return say(PAST);
  say(what.pass ? "An hour takes a few seconds." : HINT);
  const said = await tell({ do: "clock", ...what });
  if (said.lost) {
    sure.onclick = () => go({ ...what, sure: true });
    sure.hidden = false;
    return say(lost(said.lost));
  }
  say(said.due === 0 ? NONE : said.due ? DUE : HINT);
  // On a phone it stands in front of what is to come.
  if (said.due !== 0 && getComputedStyle(panel.querySelector(".moves")).position === "absolute") panel.open = false;
}

function say(words) {
  note.textContent = words;
}
