"use strict";

// Everything that comes from a plan is put into the page as text: nothing here makes markup of it.

const data = JSON.parse(document.getElementById("data").textContent);
const $ = (id) => document.getElementById(id);

/** The height of a row, which page.css has too: rows are placed by it, so that only those in sight exist. */
const ROW = 56;
/** How many nodes a graph shows: more than this nobody can follow. */
const MOST_NODES = 48;
const MOST_IN_COLUMN = 9;

const SIGNS = {
  create: ["+", "add"],
  update: ["~", "note"],
  replace: ["±", "remove"],
  delete: ["−", "remove"],
  "unknown action": ["?", "remove"],
  forget: ["⌫", "note"],
  import: ["↓", "add"],
  move: ["→", "note"],
  read: ["≡", ""],
  drift: ["≠", "note"],
  deferred: ["…", ""],
  output: ["=", ""],
};

/** An element; `rest` are its children, nodes or texts. */
function make(name, attributes = {}, ...rest) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== "") element.setAttribute(key, value);
  }
  element.append(...rest);
  return element;
}

/** Prose with what stands in backticks as code. */
const prose = (text) => text.split("`").map((part, index) => (index % 2 === 1 ? make("code", {}, part) : part));

const plural = (count, one, many = `${one}s`) => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

// ---- rows: all environments in one list, the riskiest first ----

const rank = Object.fromEntries(data.severities.map((name, index) => [name, index]));
const several = data.environments.length > 1;
const rows = data.environments.flatMap((environment, place) => environment.rows.map((row) => ({ ...row, environment, place })));
rows.forEach((row, index) => { row.index = index; });
if (several) rows.sort((one, two) => (rank[one.severity] ?? 9) - (rank[two.severity] ?? 9) || one.index - two.index);

/** The text that a search looks in, made when it is first needed. */
function haystack(row) {
  row.text ??= [
    row.address, row.type, row.words ?? row.action, ...(row.notes ?? []),
    ...(row.findings ?? []).flatMap((place) => {
      const finding = row.environment.findings[place];
      return [finding.rule, finding.title, finding.message, finding.fix];
    }),
    ...data.diffs[row.diff],
  ].join("\n").toLowerCase();
  return row.text;
}

// ---- graphs: who depends on whom, by environment ----

for (const environment of data.environments) {
  environment.on = environment.nodes.map(() => []);
  environment.by = environment.nodes.map(() => []);
  environment.of = environment.nodes.map(() => []);
  for (const [from, on] of environment.edges) {
    environment.on[from].push(on);
    environment.by[on].push(from);
  }
}
for (const row of rows) if (row.node !== undefined) row.environment.of[row.node].push(row);

/** Everything that is reached from `start`, with how far it is. */
function reached(edges, start) {
  const distance = new Map([[start, 0]]);
  for (const [node, far] of distance) {
    for (const next of edges[node]) if (!distance.has(next)) distance.set(next, far + 1);
  }
  distance.delete(start);
  return distance;
}

// ---- filters ----

const chosen = { severity: new Set(), action: new Set() };
let shown = rows;

function chips(holder, kind, words) {
  const counts = new Map();
  for (const row of rows) {
    const word = row[kind] ?? "none";
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  for (const word of words) {
    if (!counts.has(word)) continue;
    const box = make("input", { type: "checkbox", value: word });
    box.addEventListener("change", () => {
      if (box.checked) chosen[kind].add(word);
      else chosen[kind].delete(word);
      filter();
    });
    holder.append(make("label", { class: "chip" }, box, make("span", {}, word, make("b", {}, counts.get(word).toLocaleString("en")))));
  }
}

function options(select, values) {
  for (const [value, text] of values) select.append(make("option", { value }, text));
}

function filter() {
  const words = $("text").value.toLowerCase().split(/\s+/).filter(Boolean);
  const environment = $("environment").value;
  const module = $("module").value;
  shown = rows.filter((row) =>
    (chosen.severity.size === 0 || chosen.severity.has(row.severity ?? "none"))
    && (chosen.action.size === 0 || chosen.action.has(row.action))
    && (environment === "" || String(row.place) === environment)
    && (module === "" || (module === "." ? !row.module : row.module === module || (row.module ?? "").startsWith(`${module}.`)))
    && words.every((word) => haystack(row).includes(word)));
  const filtered = words.length > 0 || environment !== "" || module !== "" || chosen.severity.size > 0 || chosen.action.size > 0;
  $("clear").hidden = !filtered;
  $("status").textContent = filtered
    ? `${shown.length.toLocaleString("en")} of ${plural(rows.length, "change")}`
    : plural(rows.length, "change");
  $("list").scrollTop = 0;
  active = Math.max(shown.indexOf(current), 0);
  draw();
}

// ---- the list: only the rows in sight exist ----

let active = 0;
let current;

function draw() {
  const list = $("list");
  const holder = $("rows");
  holder.style.height = `${shown.length * ROW}px`;
  const from = Math.max(0, Math.floor(list.scrollTop / ROW) - 4);
  const to = Math.min(shown.length, Math.ceil((list.scrollTop + list.clientHeight) / ROW) + 4);
  holder.replaceChildren(...shown.slice(from, to).map((row, index) => option(row, from + index)));
  const inSight = active >= from && active < to;
  if (inSight) list.setAttribute("aria-activedescendant", `row-${active}`);
  else list.removeAttribute("aria-activedescendant");
}

function option(row, place) {
  const [sign, tone] = SIGNS[row.action] ?? ["?", ""];
  const parts = [row.words ?? row.action, row.type, several ? row.environment.name : ""].filter(Boolean);
  const element = make("div", {
    class: "row",
    role: "option",
    id: `row-${place}`,
    "aria-selected": row === current ? "true" : "false",
    "aria-posinset": place + 1,
    "aria-setsize": shown.length,
  },
  make("span", { class: "sign", "data-tone": tone, "aria-hidden": "true" }, sign),
  make("span", { class: "address", title: row.address }, row.address),
  make("span", { class: "what" }, parts.join(" · ")));
  if (row.severity) element.append(badge(row.severity));
  element.style.top = `${place * ROW}px`;
  element.addEventListener("click", () => choose(place));
  return element;
}

function badge(severity) {
  return make("span", { class: "badge", "data-severity": severity }, severity);
}

/** Shows the row at `place` of the list. */
function choose(place) {
  if (shown.length === 0) return;
  active = Math.min(Math.max(place, 0), shown.length - 1);
  show(shown[active]);
  const list = $("list");
  const top = active * ROW;
  if (top < list.scrollTop) list.scrollTop = top;
  else if (top + ROW > list.scrollTop + list.clientHeight) list.scrollTop = top + ROW - list.clientHeight;
  draw();
}

function steer(event) {
  const page = Math.max(1, Math.floor($("list").clientHeight / ROW) - 1);
  const moves = {
    ArrowDown: current ? active + 1 : active,
    ArrowUp: active - 1,
    PageDown: active + page,
    PageUp: active - page,
    Home: 0,
    End: shown.length - 1,
  };
  if (event.key in moves) choose(moves[event.key]);
  else if (event.key === "Enter" || event.key === " ") {
    choose(active);
    $("detail").focus();
  } else return;
  event.preventDefault();
}

// ---- the details of a change ----

function show(row) {
  current = row;
  const { environment } = row;
  const parts = [head(row)];
  const findings = (row.findings ?? []).map((place) => environment.findings[place]);
  if (findings.length > 0) parts.push(section(plural(findings.length, "finding"), ...findings.map((one) => finding(one))));
  const lines = data.diffs[row.diff];
  if (lines.length > 0) parts.push(section("What changes", diff(lines)));
  else if (row.action === "delete") parts.push(make("p", { class: "muted" }, "Nothing is listed of an object that goes away."));
  if (row.node !== undefined) parts.push(radius(environment, row.node));
  $("detail").replaceChildren(...parts);
  $("detail").scrollTop = 0;
}

function head(row) {
  const tags = make("p", { class: "tags" });
  if (row.severity) tags.append(badge(row.severity));
  tags.append(make("span", {}, [row.words ?? row.action, row.type, several ? row.environment.name : ""].filter(Boolean).join(" · ")));
  const notes = make("ul", { class: "notes" }, ...(row.notes ?? []).map((note) => make("li", {}, note)));
  return make("div", { class: "head" }, make("h2", {}, row.address), tags, ...(row.notes ? [notes] : []));
}

function section(title, ...content) {
  return make("section", {}, make("h3", {}, title), ...content);
}

/** A finding; with the object that it is about, if `environment` is given. */
function finding(one, environment) {
  const tags = make("p", { class: "tags" }, badge(one.severity), make("code", {}, one.rule), make("span", {}, one.title));
  const element = make("div", { class: "finding", "data-severity": one.waived ? "info" : one.severity }, tags);
  const row = environment && one.address && environment.rows.length > 0
    ? rows.find((row) => row.environment === environment && row.address === one.address) : undefined;
  if (row) element.append(make("p", { class: "why" }, link(row.address, row)));
  element.append(make("p", { class: row ? "fix" : "why" }, ...prose(one.message)));
  if (one.waived) element.append(make("p", { class: "fix" }, make("b", {}, "Accepted: "), one.waived));
  else element.append(make("p", { class: "fix" }, make("b", {}, "What to do: "), ...prose(one.fix)));
  return element;
}

/** A button that shows `row`, and takes away filters that hide it. */
function link(text, row, attributes = { class: "link" }) {
  const button = make("button", { type: "button", ...attributes }, text);
  button.addEventListener("click", () => jump(row));
  return button;
}

function jump(row) {
  if (!shown.includes(row)) clear();
  choose(shown.indexOf(row));
  $("detail").focus();
}

function diff(lines) {
  const tones = { "+": "add", "-": "remove", "!": "note" };
  // One that scrolls has to be reachable by keyboard; long lines wrap, so that this one doesn't.
  return make("pre", {}, ...lines.map((line) => make("span", { "data-tone": tones[line[0]] }, line)));
}

// ---- blast radius ----

function radius(environment, node) {
  const after = reached(environment.by, node);
  const before = environment.on[node];
  const direct = environment.by[node].length;
  const say = after.size === 0 ? "No other changed resource depends on this one"
    : `${plural(after.size, "changed resource depends", "changed resources depend")} on this one, ${direct.toLocaleString("en")} of them directly`;
  const text = `${say}; it depends on ${plural(before.length, "changed resource")}.`;
  const parts = [make("p", { class: "muted" }, text)];
  if (after.size + before.length > 0) {
    const layers = [before, [node]];
    for (const [next, far] of after) (layers[far + 1] ??= []).push(next);
    parts.push(graph(environment, layers, node));
  }
  const element = section("Blast radius", ...parts);
  parts[0].style.marginBottom = "10px";
  return element;
}

/** Nodes in columns, what they depend on to the left; `middle` is the one that it is about. */
function graph(environment, layers, middle) {
  const [width, height, gap, across] = [190, 46, 12, 228];
  const places = new Map();
  const canvas = make("div");
  let columns = 0;
  let tallest = 0;
  for (const layer of layers) {
    if (layer.length === 0) continue;
    const x = 16 + columns * across;
    const order = [...layer].sort((one, two) => worst(environment, one) - worst(environment, two) || one - two);
    const room = Math.max(0, MOST_NODES - places.size);
    const visible = order.slice(0, Math.min(MOST_IN_COLUMN, room));
    visible.forEach((node, index) => {
      places.set(node, { x, y: 16 + index * (height + gap) });
      canvas.append(box(environment, node, places.get(node), node === middle));
    });
    if (visible.length < order.length) {
      const more = make("p", { class: "more" }, `and ${(order.length - visible.length).toLocaleString("en")} more`);
      more.style.left = `${x}px`;
      more.style.top = `${16 + visible.length * (height + gap)}px`;
      canvas.append(more);
    }
    tallest = Math.max(tallest, visible.length * (height + gap) + (visible.length < order.length ? 30 : 0));
    columns += 1;
  }
  canvas.style.width = `${32 + (columns - 1) * across + width}px`;
  canvas.style.height = `${20 + tallest}px`;
  canvas.prepend(arrows(environment, places, width, height));
  const name = "Graph of changed resources: an arrow leads from a resource to what depends on it";
  return make("div", { class: "graph", role: "group", tabindex: "0", "aria-label": name }, canvas);
}

function box(environment, node, place, isMiddle) {
  const name = environment.nodes[node];
  const changes = environment.of[node];
  const row = changes[0];
  const parts = name.split(".");
  const action = row ? row.words ?? row.action : "";
  const label = [changes.length > 1 ? `${action} × ${changes.length}` : action, row?.severity].filter(Boolean).join(", ");
  // Modules call their resources `this`, so that the type says more than the name.
  const module = parts.slice(0, -2).filter((part) => part !== "module").join(".");
  const button = link("", row, {
    class: "node",
    title: name,
    "aria-current": isMiddle ? "true" : undefined,
    "data-tone": row ? SIGNS[row.action]?.[1] : "",
  });
  button.append(make("b", {}, parts.slice(-2).join(".")), make("span", {}, [label, module].filter(Boolean).join(" · ")));
  button.style.left = `${place.x}px`;
  button.style.top = `${place.y}px`;
  return button;
}

function arrows(environment, places, width, height) {
  const space = "http://www.w3.org/2000/svg";
  const draw = (name, attributes) => {
    const element = document.createElementNS(space, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };
  const svg = draw("svg", { width: "100%", height: "100%", "aria-hidden": "true" });
  const marker = draw("marker", { id: "arrow", viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto" });
  marker.append(draw("path", { d: "M0 0 8 4 0 8z" }));
  svg.append(marker);
  for (const [node, to] of places) {
    for (const on of environment.on[node]) {
      const from = places.get(on);
      if (!from || from.x >= to.x) continue;
      const [x1, y1, x2, y2] = [from.x + width, from.y + height / 2, to.x - 2, to.y + height / 2];
      const bend = Math.min(48, (x2 - x1) / 2);
      svg.append(draw("path", { d: `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`, "marker-end": "url(#arrow)" }));
    }
  }
  return svg;
}

const worst = (environment, node) => Math.min(9, ...environment.of[node].map((row) => rank[row.severity] ?? 9));

// ---- the overview, before anything is chosen ----

function overview() {
  current = undefined;
  const parts = [make("div", { class: "head" }, make("h2", { class: "plain" }, "Overview"),
    make("p", { class: "muted" }, rows.length === 0 ? "This plan changes nothing." : "Choose a change to see what it does, and what depends on it."))];
  for (const environment of data.environments) {
    const place = several ? ` in ${environment.name}` : "";
    if (environment.note) parts.push(make("p", {}, make("b", {}, environment.note)));
    if (environment.checks.length > 0) parts.push(section(`Checks${place}`, list(environment.checks)));
    const open = environment.findings.filter((one) => !one.waived);
    if (open.length > 0) parts.push(section(`${plural(open.length, "finding")}${place}`, ...worstOf(open, environment)));
    parts.push(...impact(environment, place));
    if (environment.invocations.length > 0) parts.push(section(`Actions that applying runs${place}`, list(environment.invocations)));
    if (environment.provenance.length > 0) parts.push(make("p", { class: "muted" }, `${several ? `${environment.name}: ` : ""}${environment.provenance.join(", ")}`));
  }
  $("detail").replaceChildren(...parts);
}

/** The worst finding of each rule, and a way to its others. */
function worstOf(findings, environment) {
  const rules = new Map();
  for (const one of findings) {
    const rule = rules.get(one.rule);
    if (rule) rule.others += 1;
    else rules.set(one.rule, { first: one, others: 0 });
  }
  return [...rules.values()].map(({ first, others }) => {
    const card = finding(first, environment);
    if (others > 0) {
      const button = make("button", { type: "button", class: "others" }, `${plural(others, "more finding")} of ${first.rule}`);
      button.addEventListener("click", () => {
        $("text").value = first.rule;
        filter();
        $("list").focus();
      });
      card.append(button);
    }
    return card;
  });
}

function list(texts) {
  return make("ul", { class: "notes" }, ...texts.slice(0, 50).map((text) => make("li", {}, text)));
}

/** The changes that most depends on, and how they hang together. */
function impact(environment, place) {
  if (environment.edges.length === 0) return [];
  // The whole closure of a large plan is slow, and only its top is shown: the most direct dependents lead there.
  const measured = environment.nodes
    .map((_, node) => node)
    .filter((node) => environment.by[node].length > 0)
    .sort((one, two) => environment.by[two].length - environment.by[one].length || one - two)
    .slice(0, 100)
    .map((node) => [node, reached(environment.by, node).size])
    .sort((one, two) => two[1] - one[1] || worst(environment, one[0]) - worst(environment, two[0]) || one[0] - two[0])
    .slice(0, 8);
  const entries = measured.map(([node, count]) => make("li", {},
    make("span", {}, count.toLocaleString("en")),
    link(environment.nodes[node], environment.of[node][0])));
  const nodes = new Set(measured.map(([node]) => node));
  for (const [node] of measured) {
    for (const next of environment.by[node]) if (nodes.size < MOST_NODES) nodes.add(next);
  }
  return [
    section(`Largest blast radius${place}`,
      make("p", { class: "muted" }, "How many changed resources depend on it, through whatever lies between."),
      make("ul", { class: "radius" }, ...entries)),
    section(`How they hang together${place}`, graph(environment, layered(environment, [...nodes]))),
  ];
}

/** Nodes in columns by the longest way to them. */
function layered(environment, nodes) {
  const inside = new Set(nodes);
  const depth = new Map(nodes.map((node) => [node, 0]));
  // Terraform has no cycles, but merged instances may look like one: as many rounds as nodes are enough for the rest.
  for (let round = 0, moved = true; moved && round < nodes.length; round += 1) {
    moved = false;
    for (const node of nodes) {
      for (const on of environment.on[node]) {
        if (inside.has(on) && depth.get(node) <= depth.get(on) && depth.get(on) + 1 < nodes.length) {
          depth.set(node, depth.get(on) + 1);
          moved = true;
        }
      }
    }
  }
  const layers = [];
  for (const [node, far] of depth) (layers[far] ??= []).push(node);
  return layers.filter(Boolean);
}

// ---- the top of the page ----

function summary() {
  const verdict = (text) => make("span", { class: "verdict", "data-verdict": text }, text);
  $("verdict").textContent = data.verdict;
  $("verdict").dataset.verdict = data.verdict;
  const used = data.environments[0]?.counts.map(([name]) => name)
    .filter((name, index) => index < 4 || data.environments.some((one) => one.counts[index][1] > 0)) ?? [];
  const tone = (name) => (name === "create" || name === "import" ? "add" : name === "delete" || name === "replace" ? "remove" : "");
  const top = make("tr", {}, make("th", { scope: "col" }, "environment"), ...(several ? [make("th", { scope: "col" }, "verdict")] : []),
    ...used.map((name) => make("th", { scope: "col" }, name)));
  const lines = data.environments.map((one) => make("tr", {}, make("th", { scope: "row" }, one.name),
    ...(several ? [make("td", {}, verdict(one.verdict))] : []),
    ...used.map((name) => {
      const count = one.counts.find(([other]) => other === name)[1];
      return make("td", count === 0 ? { class: "none" } : { "data-tone": tone(name) }, count.toLocaleString("en"));
    })));
  $("environments").append(make("table", {}, make("thead", {}, top), make("tbody", {}, ...lines)));
}

function clear() {
  $("filters").reset();
  chosen.severity.clear();
  chosen.action.clear();
  filter();
}

summary();
chips($("severities"), "severity", [...data.severities, "none"]);
chips($("actions"), "action", Object.keys(SIGNS));
for (const id of ["severities", "actions"]) $(id).parentElement.hidden = $(id).childElementCount < 2;
options($("environment"), data.environments.map((one, place) => [String(place), one.name]));
$("environment-field").hidden = !several;
const modules = [...new Set(rows.map((row) => row.module).filter(Boolean))].sort();
options($("module"), [[".", "the root"], ...modules.map((name) => [name, name])]);
$("module-field").hidden = modules.length === 0;
$("filters").addEventListener("submit", (event) => event.preventDefault());
for (const id of ["text", "environment", "module"]) $(id).addEventListener("input", filter);
$("clear").addEventListener("click", () => { clear(); $("text").focus(); });
$("list").addEventListener("scroll", draw, { passive: true });
$("list").addEventListener("keydown", steer);
addEventListener("resize", draw);
addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.target === $("text")) return;
  if ($("detail").contains(document.activeElement)) $("list").focus();
  else if (current) { overview(); draw(); }
});
overview();
filter();
