// The line to write on, and the list above it: commands, and what is offered for their options.
import { make } from "./dom.js";

const form = document.getElementById("composer"), entry = document.getElementById("entry"), list = document.getElementById("commands");
const A_PAUSE = 150;

// `around` knows the place, tells what was done, opens a form and says what went wrong.
export function composer(around) {
  let active = 0, offered = { text: null, choices: [], note: "" }, timer = null, asked = 0;
  const picked = new Map(); // an option and the label that was picked for it -> the value behind it

  // "/reminder place:Ber" -> the command, its options so far, and the one that is being typed.
  function read() {
    const [, name, rest] = entry.value.match(/^\/(\S+) (.*)$/) ?? [];
    const command = around.place().commands.find((one) => one.name === name);
    if (!command) return null;
    const given = new Map();
    let focused = null;
    const names = command.options.map((one) => one.name).join("|");
    const parts = names ? rest.split(new RegExp(`(?:^|\\s)(${names}):`)) : [rest];
    for (let at = 1; at < parts.length; at += 2) given.set(focused = parts[at], parts[at + 1].trim());
    return { command, given, focused: command.options.find((one) => one.name === focused), stray: parts[0].trim() };
  }

  function rows() {
    const start = entry.value.match(/^\/(\S*)$/)?.[1]?.toLowerCase();
    if (start !== undefined) {
      return around.place().commands.filter((one) => one.name.startsWith(start)).flatMap((one) => [
        { name: `/${one.name}`, about: one.about, whose: true, full: `/${one.name}`, take: () => (one.options.some((o) => o.required) ? write(`/${one.name} ${one.options[0].name}:`) : slash(one.name, {})) },
        ...one.options.map((option) => ({ name: `/${one.name} ${option.name}`, about: option.about, whose: true, full: `/${one.name} ${option.name}:`, take: () => write(`/${one.name} ${option.name}:`) })),
      ]);
    }
    const said = read();
    if (!said?.focused || offered.text !== entry.value) return [];
    const before = entry.value.slice(0, entry.value.lastIndexOf(`${said.focused.name}:`) + said.focused.name.length + 1);
    return offered.choices.map((choice) => ({ name: choice.name, full: before + choice.name, take: () => {
      picked.set(`${said.focused.name}:${choice.name}`, choice.value);
      write(before + choice.name, true);
    } }));
  }

  function write(text, settled = false) {
    entry.value = text;
    offered = { text: null, choices: [], note: "" };
    entry.focus();
    changed(settled);
  }

  function changed(settled = false) {
    active = 0;
    clearTimeout(timer);
    draw();
    const said = settled ? null : read();
    if (said?.focused?.autocomplete) timer = setTimeout(() => ask(said), A_PAUSE);
  }

  async function ask({ command, given, focused }) {
    const mine = ++asked, text = entry.value;
    const answer = await around.tell({ do: "offer", place: around.place().id, name: command.name, options: Object.fromEntries(given), focused: focused.name });
    if (mine !== asked || entry.value !== text) return;
    const note = answer.refused ?? (answer.failed ? "Loading options failed" : answer.choices.length ? "" : "No options match your search.");
    offered = { text, choices: answer.choices ?? [], note };
    draw();
  }

  function draw() {
    const found = rows();
    active = Math.min(active, Math.max(found.length - 1, 0));
    const note = found.length || offered.text !== entry.value ? "" : offered.note;
    list.hidden = !found.length && !note;
    entry.setAttribute("aria-expanded", String(Boolean(found.length)));
    list.replaceChildren(...found.map((row, at) => make("li", {
      role: "option", id: `command-${at}`, "aria-selected": String(at === active), "aria-label": row.name,
      onpointerdown: (event) => { event.preventDefault(); row.take(); },
    }, make("strong", {}, row.name), row.about ? make("span", { class: "about" }, row.about) : null, row.whose ? make("span", { class: "whose", "aria-hidden": "true" }, around.bot()) : null)),
    ...(note ? [make("li", { role: "presentation", class: "about" }, note)] : []));
    if (found.length) entry.setAttribute("aria-activedescendant", `command-${active}`);
    else entry.removeAttribute("aria-activedescendant");
    list.children[active]?.scrollIntoView({ block: "nearest" });
  }

  async function slash(name, options) {
    entry.value = "";
    picked.clear();
    changed();
    around.down();
    const said = await around.tell({ do: "slash", place: around.place().id, name, options });
    if (said.form) around.open(said.form);
    if (said.refused) around.say(said.refused);
    else if (said.failed) around.say("The application did not respond.");
  }

  entry.addEventListener("input", () => changed());
  entry.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const found = rows();
    if (!found.length) return;
    if (step) active = (active + step + found.length) % found.length;
    else if (event.key === "Tab") return event.preventDefault(), write(found[active].full);
    else if (event.key === "Escape") entry.value = "";
    else return;
    event.preventDefault();
    draw();
  });

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const found = rows(), said = read();
    const text = entry.value.trim();
    if (found.length) return found[active].take();
    if (!text) return;
    if (said && !said.stray) return slash(said.command.name, Object.fromEntries([...said.given].map(([name, value]) => [name, picked.get(`${name}:${value}`) ?? value])));
    entry.value = "";
    around.down();
    if (text.startsWith("/")) return around.say(`There is no command ${text.split(" ")[0]} here.`);
    await around.tell({ do: "type", place: around.place().id, text });
  });

  return draw;
}
