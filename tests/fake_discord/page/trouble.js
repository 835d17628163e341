// Switches that break this Discord, to see what people would see.
import { make } from "./dom.js";

const SWITCHES = { closed: "Close my messages", down: "Drop the line", slow: "Make Discord slow", failing: "Let Discord fail" };

export function troubles(tell) {
  const press = (what) => () => tell({ do: "trouble", what });
  const buttons = Object.entries(SWITCHES).map(([what, label]) =>
    make("button", { type: "button", "aria-pressed": "false", "data-trouble": what, onclick: press(what) }, label));
  return [make("p", { class: "about" }, "Break something:"), ...buttons, make("button", { type: "button", onclick: press("power") }, "Cut the power, and start again")];
}

export function drawTroubles(panel, state) {
  for (const button of panel.querySelectorAll("[data-trouble]")) button.setAttribute("aria-pressed", String(state[button.dataset.trouble]));
}
