// Discord's markdown as elements. Never as HTML: what people write stays text.
import { make } from "./dom.js";

const BLOCKS = [
  [/^(#{1,3})\s+(.+)$/, (m) => make(`h${m[1].length + 2}`, {}, ...inline(m[2]))],
  [/^-#\s+(.+)$/, (m) => make("small", {}, ...inline(m[1]))],
];

export function markdown(text) {
  const out = [];
  const lines = text.split("\n");
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at];
    if (line.startsWith("```")) {
      const end = lines.findIndex((other, n) => n > at && other.trimEnd().endsWith("```"));
      const code = lines.slice(at + 1, end < 0 ? undefined : end).join("\n");
      out.push(make("pre", {}, make("code", {}, code)));
      at = end < 0 ? lines.length : end;
      continue;
    }
    const [rest, taken] = quote(lines, at) ?? list(lines, at) ?? [];
    if (rest) {
      out.push(rest);
      at += taken - 1;
      continue;
    }
    const block = BLOCKS.map(([is, as]) => [line.match(is), as]).find(([found]) => found);
    if (block) out.push(block[1](block[0]));
    else if (!line.trim()) out.push(make("div", { class: "gap" }));
    else if (out.at(-1)?.words) out.at(-1).words.push(line);
    else out.push({ words: [line] });
  }
  return out.map((one) => (one.words ? make("p", {}, ...inline(one.words.join("\n"))) : one));
}

function run(lines, at, is) {
  const found = [];
  while (at + found.length < lines.length && is.test(lines[at + found.length])) found.push(lines[at + found.length]);
  return found;
}

function quote(lines, at) {
  if (lines[at].startsWith(">>> ")) {
    const all = [lines[at].slice(4), ...lines.slice(at + 1)];
    return [make("blockquote", {}, ...markdown(all.join("\n"))), all.length];
  }
  const found = run(lines, at, /^>(\s|$)/);
  if (!found.length) return null;
  return [make("blockquote", {}, ...markdown(found.map((line) => line.replace(/^>\s?/, "")).join("\n"))), found.length];
}

const ITEM = /^(\s*)([-*]|\d+\.)\s+(.*)$/;

function list(lines, at) {
  const found = run(lines, at, ITEM);
  if (!found.length) return null;
  const first = found[0].match(ITEM)[2];
  const ordered = /\d/.test(first);
  const top = make(ordered ? "ol" : "ul", ordered ? { start: parseInt(first) } : {});
  let inner = null;
  for (const line of found) {
    const [, indent, , words] = line.match(ITEM);
    const item = make("li", {}, ...inline(words));
    if (indent.length >= 1 && top.lastChild) {
      inner ??= top.lastChild.appendChild(make("ul"));
      inner.append(item);
    } else {
      inner = null;
      top.append(item);
    }
  }
  return [top, found.length];
}

const INLINE = [
  [/\\([^\sA-Za-z0-9])/, (m) => m[1]],
  [/`([^`]+)`/, (m) => make("code", {}, m[1])],
  [/\*\*\*(\S(?:[^]*?\S)?)\*\*\*/, (m) => make("strong", {}, make("em", {}, ...inline(m[1])))],
  [/\*\*(\S(?:[^]*?\S)?)\*\*/, (m) => make("strong", {}, ...inline(m[1]))],
  [/__(\S(?:[^]*?\S)?)__/, (m) => make("u", {}, ...inline(m[1]))],
  [/\*(\S(?:[^]*?\S)?)\*/, (m) => make("em", {}, ...inline(m[1]))],
  [/(?<![A-Za-z0-9])_(\S(?:[^]*?\S)?)_(?![A-Za-z0-9])/, (m) => make("em", {}, ...inline(m[1]))],
  [/~~(\S(?:[^]*?\S)?)~~/, (m) => make("s", {}, ...inline(m[1]))],
  [/\|\|([^]+?)\|\|/, (m) => spoiler(m[1])],
  [/\[([^\]]+)\]\(<?(https?:\/\/[^\s)>]+)>?\)/, (m) => link(m[2], m[1])],
  [/<(https?:\/\/[^\s>]+)>/, (m) => link(m[1], m[1])],
  [/https?:\/\/[^\s<>)\]]*[^\s<>)\].,;:!?'"]/, (m) => link(m[0], m[0])],
  [/<t:(-?\d+)(?::([tTdDfFsSR]))?>/, (m) => moment(Number(m[1]), m[2] ?? "f")],
  [/<\/([\w -]+):\d+>/, (m) => make("span", { class: "mention" }, `/${m[1]}`)],
];

export function inline(text) {
  const out = [];
  for (let rest = text; rest; ) {
    let best = null;
    for (const [is, as] of INLINE) {
      const found = rest.match(is);
      if (found && (!best || found.index < best[0].index)) best = [found, as];
    }
    if (!best) return [...out, rest];
    const [found, as] = best;
    if (found.index) out.push(rest.slice(0, found.index));
    out.push(as(found));
    rest = rest.slice(found.index + found[0].length);
  }
  return out;
}

const link = (to, words) => make("a", { href: to, target: "_blank", rel: "noreferrer noopener" }, words);

function spoiler(words) {
  const hidden = make("button", { class: "spoiler", type: "button", "aria-label": "Spoiler" }, words);
  hidden.addEventListener("click", () => hidden.replaceWith(make("span", {}, ...inline(words))));
  return hidden;
}

const STYLES = {
  t: { timeStyle: "short" }, T: { timeStyle: "medium" }, d: { dateStyle: "short" }, D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" }, F: { dateStyle: "full", timeStyle: "short" },
  s: { dateStyle: "short", timeStyle: "short" }, S: { dateStyle: "short", timeStyle: "medium" },
};
const UNITS = [["year", 31536000], ["month", 2592000], ["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];

function moment(seconds, style) {
  const when = new Date(seconds * 1000);
  if (style !== "R") return make("time", { datetime: when.toISOString() }, new Intl.DateTimeFormat(undefined, STYLES[style]).format(when));
  const away = seconds - Date.now() / 1000;
  const [unit, long] = UNITS.find(([, long]) => Math.abs(away) >= long) ?? UNITS.at(-1);
  return make("time", { datetime: when.toISOString() }, new Intl.RelativeTimeFormat(undefined, { numeric: "auto" }).format(Math.round(away / long), unit));
}
