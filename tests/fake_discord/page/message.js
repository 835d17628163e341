// One message, with everything on it that can be pressed.
import { now } from "./clock.js";
import { make } from "./dom.js";
import { markdown } from "./markdown.js";
import { emoji, menu } from "./menu.js";

const ROW = 1, BUTTON = 2, SELECT = 3, SECTION = 9, TEXT = 10, GALLERY = 12, FILE = 13, LINE = 14, CONTAINER = 17;
const HIDDEN = 1 << 6, THINKING = 1 << 7;

// `act(what, element)` tells what was pressed; `dismiss()` takes a hidden message away.
export function message(given, state, act, dismiss) {
  const own = given.author.id === state.bot.id;
  const name = given.author.global_name ?? given.author.username;
  const hidden = Boolean(given.flags & HIDDEN);
  const body = make("div", { class: "body" });
  if (given.flags & THINKING) body.append(make("p", { class: "thinking" }, `${name} is thinking`, make("span", { class: "dots", "aria-hidden": "true" })));
  else body.append(...(given.content ? markdown(given.content) : []), ...given.components.map((part) => draw(part, given, act)));
  const shown = new Set(parts(given.components).filter((part) => part.type === FILE).map((part) => part.file.url));
  if (!given.components.length) body.append(...given.attachments.filter((a) => !shown.has(a.url)).map(file));
  if (given.edited_timestamp && !given.components.length && !given.used) body.append(make("small", { class: "edited" }, "(edited)"));
  if (hidden) body.append(make("p", { class: "hidden-note" }, "👁 Only you can see this · ",
    make("button", { type: "button", class: "link", onclick: dismiss }, "Dismiss message")));
  return make("article", { class: hidden ? "message hidden-one" : "message", "data-id": given.id, "aria-label": `${name}, ${time(given.timestamp)}` },
    given.used ? make("p", { class: "used" }, `${given.used.by} used `, make("span", { class: "mention" }, `/${given.used.name}`)) : null,
    make("span", { class: "face", "aria-hidden": "true", "data-who": own ? "bot" : name }, own ? "" : name[0]),
    make("p", { class: "who" }, make("strong", {}, name), own ? make("span", { class: "app" }, "APP") : null, make("time", {}, time(given.timestamp))),
    body);
}

export const parts = (list) => list.flatMap((part) => [part, ...parts(part.components ?? []), ...(part.accessory ? [part.accessory] : [])]);

function time(stamp) {
  const when = new Date(stamp);
  const today = when.toDateString() === now().toDateString();
  return new Intl.DateTimeFormat(undefined, today ? { timeStyle: "short" } : { dateStyle: "short", timeStyle: "short" }).format(when);
}

function draw(part, given, act) {
  const inner = () => (part.components ?? []).map((child) => draw(child, given, act));
  switch (part.type) {
    case TEXT: return make("div", { class: "text" }, ...markdown(part.content));
    case ROW: return make("div", { class: "row" }, ...inner());
    case CONTAINER: return make("div", { class: "container" }, ...inner());
    case SECTION: return make("div", { class: "section" }, make("div", {}, ...inner()), draw(part.accessory, given, act));
    case LINE: return part.divider === false ? make("div", { class: "gap" }) : make("hr");
    case BUTTON: return button(part, act);
    case SELECT: return select(part, act);
    case FILE: return file(given.attachments.find((a) => part.file.url.endsWith(`/${a.filename}`)) ?? { filename: part.file.url, url: part.file.url, size: 0 });
    case GALLERY: return make("div", { class: "gallery" }, ...part.items.map((item) => make("img", { src: item.media.url, alt: item.description ?? "" })));
    default: return make("p", { class: "problem" }, `A part of type ${part.type}, which this page can't show.`);
  }
}

function button(part, act) {
  const words = [emoji(part.emoji), part.label];
  const chat = /^https:\/\/discord\.com\/channels\/@me\/(\d+)\/\d+$/.exec(part.url ?? "");
  // Discord opens the chat where it is; so does this page.
  if (chat) return make("a", { class: "button style-5", href: part.url, onclick: (event) => { event.preventDefault(); act({ do: "go", place: chat[1] }); } }, ...words, " ↗\uFE0E");
  if (part.style === 5) return make("a", { class: "button style-5", href: part.url, target: "_blank", rel: "noreferrer noopener" }, ...words, " ↗\uFE0E");
  const element = make("button", { type: "button", class: `style-${part.style}`, disabled: Boolean(part.disabled) }, ...words);
  element.addEventListener("click", () => act({ do: "press", custom_id: part.custom_id }, element));
  return element;
}

function select(part, act) {
  const list = menu(part, {}, async (values) => {
    const failed = await act({ do: "choose", custom_id: part.custom_id, values }, list.element);
    if (failed) list.reset();
  });
  return list.element;
}

function file(given) {
  const size = given.size < 1024 ? `${given.size} bytes` : `${(given.size / 1024).toFixed(1)} KB`;
  const preview = make("pre", { class: "preview", hidden: true, tabindex: "0" });
  const look = make("button", { type: "button", class: "link", "aria-expanded": "false" }, "View");
  look.addEventListener("click", async () => {
    if (!preview.textContent) preview.textContent = await (await fetch(given.url)).text();
    preview.hidden = !preview.hidden;
    look.setAttribute("aria-expanded", String(!preview.hidden));
    look.textContent = preview.hidden ? "View" : "Hide";
  });
  const text = /\.(md|txt|json|csv)$/.test(given.filename);
  return make("div", { class: "file" },
    make("span", { class: "sheet", "aria-hidden": "true" }, "📄"),
    make("span", { class: "words" }, make("a", { href: given.url, download: given.filename }, given.filename), make("span", { class: "about" }, size)),
    text ? look : null, preview);
}
