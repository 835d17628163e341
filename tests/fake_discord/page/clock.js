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
const note = make("p", { class: "about", role: "status" }, HINT);
const at = make("input", { type: "time", value: "18:00", "aria-label": "Time of day" });
const move = (label, what) => make("button", { type: "button", onclick: () => go(what()) }, label);

panel.append(
  make("summary", {}, make("span", { class: "lead" }, "Time here: "), shown, make("span", { class: "broken", hidden: "" }, "broken")),
  make("div", { class: "moves", role: "group", "aria-label": "Move the time" },
    move("+1 hour", () => ({ pass: HOUR })),
    move("+1 day", () => ({ by: DAY })),
    move("Next morning, 9:00", () => ({ by: until(9, 0) })),
    make("span", { class: "at" }, at, move("Go there", () => ({ by: until(...at.value.split(":").map(Number)) }))),
    move("Back to now", () => ({})),
    ...troubles((what) => tell(what))),
  note);
setInterval(draw, 1000);

export function drawClock(state, teller) {
  ahead = state.ahead;
  tell = teller;
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

// Seconds until this time of day comes round here, where the browser is.
function until(hour, minute) {
  const next = now();
  next.setHours(hour, minute, 0, 0);
  if (next <= now()) next.setDate(next.getDate() + 1);
  return (next - now()) / 1000;
}

async function go(what) {
  if (what.pass) note.textContent = "An hour takes a few seconds.";
  await tell({ do: "clock", ...what });
  note.textContent = HINT;
  // On a phone it stands in front of what is to come.
  if (getComputedStyle(panel.querySelector(".moves")).position === "absolute") panel.open = false;
}
