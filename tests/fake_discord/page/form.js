// The form that is open: what is written in it stays here until it is sent.
import { freshId, make } from "./dom.js";
import { markdown } from "./markdown.js";
import { menu } from "./menu.js";

const TEXT_INPUT = 4, SELECT = 3, TEXT = 10, LABEL = 18, UPLOAD = 19, RADIO = 21, CHECKBOXES = 22, CHECKBOX = 23;
const dialog = document.getElementById("form");

// `send(given)` comes back with a sentence where it did not work.
export function openForm(spec, send) {
  const title = freshId();
  const fields = spec.components.map(part).filter(Boolean);
  const problem = make("p", { class: "problem", role: "alert" });
  const submit = make("button", { type: "submit", class: "style-1" }, "Submit");
  const form = make("form", { method: "dialog", novalidate: true },
    make("header", {}, make("h2", { id: title }, spec.title),
      make("button", { type: "button", class: "close", "aria-label": "Close", onclick: () => dialog.close() }, "×")),
    make("div", { class: "fields" }, ...fields.map((field) => field.element), problem),
    make("footer", {}, make("button", { type: "button", class: "style-2", onclick: () => dialog.close() }, "Cancel"), submit));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const wrong = fields.map((field) => field.check?.()).find(Boolean);
    if (wrong) return void (problem.textContent = wrong);
    submit.disabled = true;
    submit.classList.add("busy");
    const given = Object.fromEntries(fields.filter((field) => field.key).map((field) => [field.key, field.value()]));
    const trouble = await send(given);
    submit.disabled = false;
    submit.classList.remove("busy");
    if (trouble) problem.textContent = trouble;
    else dialog.close();
  });
  dialog.setAttribute("aria-labelledby", title);
  dialog.replaceChildren(form);
  if (!dialog.open) dialog.showModal();
  fields.find((field) => field.focus)?.focus();
}

function part(spec) {
  if (spec.type === TEXT) return { element: make("div", { class: "text" }, ...markdown(spec.content)) };
  if (spec.type !== LABEL) return null;
  const id = freshId();
  const about = spec.description ? make("p", { class: "about", id: `${id}-about` }, spec.description) : null;
  const field = entry(spec.component, id, spec.label, about?.id);
  const needed = needs(spec.component) ? make("span", { class: "needed", "aria-hidden": "true" }, " *") : null;
  const label = make(field.group ? "legend" : "label", field.group ? {} : { for: id, id: `${id}-label` }, spec.label, needed);
  const element = make(field.group ? "fieldset" : "div", {
    class: "field", ...(field.group ? { role: field.group, "aria-label": spec.label, "aria-describedby": about?.id } : {}),
  }, label, about, field.element);
  return { ...field, element };
}

const needs = (spec) => spec.type !== CHECKBOX && spec.required !== false;

function entry(spec, id, label, about) {
  const key = spec.custom_id;
  const named = { id, "aria-labelledby": `${id}-label`, "aria-describedby": about };
  if (spec.type === TEXT_INPUT) return { key, ...text(spec, id, label, about) };
  if (spec.type === SELECT) {
    const list = menu(spec, named, () => {});
    const check = () => needs(spec) && !list.values().length && `“${label}” needs a choice.`;
    return { key, element: list.element, value: list.values, focus: list.focus, check };
  }
  if (spec.type === CHECKBOX) {
    const box = make("input", { ...named, type: "checkbox", checked: Boolean(spec.default) });
    return { key, element: box, value: () => box.checked, focus: () => box.focus() };
  }
  if (spec.type === UPLOAD) return { key, ...file(spec, id, label, about) };
  const kind = spec.type === RADIO ? "radio" : "checkbox";
  const boxes = spec.options.map((option) => box(kind, id, option, spec));
  const chosen = () => boxes.filter(([input]) => input.checked).map(([input]) => input.value);
  return {
    key,
    group: kind === "radio" ? "radiogroup" : "group",
    element: make("div", { class: "boxes" }, ...boxes.map(([, row]) => row)),
    value: () => (kind === "radio" ? chosen()[0] ?? null : chosen()),
    check: () => needs(spec) && !chosen().length && `“${label}” needs a choice.`,
    focus: () => boxes[0][0].focus(),
  };
}

function box(kind, name, option, spec) {
  const input = make("input", { type: kind, name, value: option.value, checked: Boolean(option.default) });
  if (kind === "radio" && !needs(spec)) takenBack(input);
  const words = make("span", { class: "words" }, option.label, option.description ? make("span", { class: "about" }, option.description) : null);
  return [input, make("label", { class: "box" }, input, words)];
}

// A radio that need not be chosen can be let go again, by pressing it once more.
function takenBack(input) {
  let was = false;
  input.addEventListener("pointerdown", () => (was = input.checked));
  input.addEventListener("click", () => {
    if (was) input.checked = false;
    was = false;
  });
}

// What is in it is read at once: sending a form does not wait.
function file(spec, id, label, about) {
  let given = null;
  const input = make("input", { id, type: "file", "aria-describedby": about });
  input.addEventListener("change", () => {
    given = null;
    const [chosen] = input.files;
    const reader = new FileReader();
    reader.onload = () => (given = { name: chosen.name, content: reader.result.split(",")[1] ?? "" });
    if (chosen) reader.readAsDataURL(chosen);
  });
  const check = () => needs(spec) && !given && `“${label}” needs a file.`;
  return { element: input, value: () => given ?? [], focus: () => input.focus(), check };
}

function text(spec, id, label, about) {
  const most = spec.max_length ?? 4000;
  const long = spec.style === 2;
  const input = make(long ? "textarea" : "input", {
    id, maxlength: most, placeholder: spec.placeholder, "aria-describedby": about, rows: long ? 5 : null,
    "aria-required": String(needs(spec)), autocomplete: "off", spellcheck: "false",
  });
  input.value = spec.value ?? "";
  const left = make("span", { class: "left", "aria-hidden": "true" });
  const count = () => (left.textContent = input.value.length > most * 0.8 ? `${most - input.value.length}` : "");
  input.addEventListener("input", count);
  count();
  const check = () => {
    const least = spec.min_length ?? 0;
    if (needs(spec) && !input.value) return `“${label}” can't be left empty.`;
    if (input.value && input.value.length < least) return `“${label}” takes at least ${least} characters.`;
    return null;
  };
  return { element: make("div", { class: "entry" }, input, left), value: () => input.value, focus: () => input.focus(), check };
}
