// A menu to choose from: a button that opens a list, by mouse, finger or keys.
import { freshId, make } from "./dom.js";

let shut = () => {};
document.addEventListener("pointerdown", (event) => {
  if (!event.target.closest(".menu")) shut();
});

// `changed(values)` hears of a choice: at once where one is chosen, on closing where several are.
export function menu(part, labelled, changed) {
  const several = (part.max_values ?? 1) > 1;
  const least = part.min_values ?? 1;
  const most = part.max_values ?? 1;
  const given = part.options.filter((option) => option.default).map((option) => option.value);
  let chosen = given;
  let open = false;
  let active = 0;

  const id = freshId();
  const shown = make("span", { class: "shown" });
  const button = make("button", {
    type: "button", role: "combobox", class: "closed", "aria-haspopup": "listbox", "aria-expanded": "false",
    "aria-controls": id, disabled: Boolean(part.disabled), "aria-label": part.placeholder || "Make a selection",
    ...labelled,
  }, shown, make("span", { class: "arrow", "aria-hidden": "true" }, "⌄"));
  const list = make("ul", { id, role: "listbox", "aria-multiselectable": String(several), hidden: true });
  const items = part.options.map((option, at) => {
    const words = [make("span", { class: "label" }, emoji(option.emoji), option.label)];
    if (option.description) words.push(make("span", { class: "about" }, option.description));
    return make("li", { role: "option", id: freshId(), "aria-label": option.label, onclick: () => pick(at) },
      make("span", { class: "words" }, ...words), make("span", { class: "mark", "aria-hidden": "true" }));
  });
  list.append(...items);
  const whole = make("div", { class: "menu" }, button, list);

  function draw() {
    const labels = part.options.filter((option) => chosen.includes(option.value)).map((option) => option.label);
    shown.textContent = labels.join(", ") || part.placeholder || "Make a selection";
    shown.classList.toggle("unset", !labels.length);
    items.forEach((item, at) => {
      item.setAttribute("aria-selected", String(chosen.includes(part.options[at].value)));
      item.classList.toggle("active", open && at === active);
    });
    list.classList.toggle("several", several);
    if (open) button.setAttribute("aria-activedescendant", items[active].id);
    else button.removeAttribute("aria-activedescendant");
  }

  function toggle(wanted) {
    if (wanted === open || part.disabled) return;
    if (wanted) shut();
    open = wanted;
    list.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    if (open) {
      shut = () => close(true);
      active = Math.max(0, part.options.findIndex((option) => chosen.includes(option.value)));
      before = chosen.join("\n");
      const room = window.innerHeight - button.getBoundingClientRect().bottom;
      whole.classList.toggle("up", room < 300 && button.getBoundingClientRect().top > room);
    }
    draw();
    if (!open) return;
    list.scrollIntoView({ block: "nearest" });
    items[active].scrollIntoView({ block: "nearest" });
  }

  let before = "";
  function close(say) {
    toggle(false);
    shut = () => {};
    if (say && several && chosen.join("\n") !== before && chosen.length >= least) changed(chosen);
  }

  function pick(at) {
    const { value } = part.options[at];
    active = at;
    if (!several) {
      const again = chosen.includes(value);
      // In a form a choice that is not required can be taken back.
      chosen = chosen.includes(value) && part.required === false ? [] : [value];
      close(false);
      // On a page that is as it was, Discord sends nothing where the same is chosen again.
      if (!again) changed(chosen);
    } else if (chosen.includes(value)) chosen = chosen.filter((other) => other !== value);
    else if (chosen.length < most) chosen = part.options.map((o) => o.value).filter((v) => v === value || chosen.includes(v));
    draw();
    button.focus();
  }

  button.addEventListener("click", () => (open ? close(true) : toggle(true)));
  button.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      if (!open) toggle(true);
      else active = (active + step + items.length) % items.length;
      draw();
      items[active].scrollIntoView({ block: "nearest" });
    } else if (open && (event.key === "Enter" || event.key === " ")) pick(active);
    else if (open && event.key === "Escape") close(true);
    else if (open && event.key === "Tab") return close(true);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  draw();
  const reset = () => { chosen = given; draw(); };
  return { element: whole, values: () => chosen, reset, focus: () => button.focus() };
}

export const emoji = (given) => (given?.name ? `${given.name} ` : null);
