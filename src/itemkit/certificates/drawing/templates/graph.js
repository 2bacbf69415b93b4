"use strict";
/* Shows what is around one certificate or item. Where one is stands in the address (#c-name, #i-path), so that the
   buttons of the browser lead back and a link leads there. All text goes in as text, never as markup. */

const DATA = JSON.parse(document.getElementById("data").textContent);
const TEXTS = DATA.texts;
const FEW = 8; /* boxes in a column at first */
const MORE = 40; /* and so many more each time that somebody asks */
const MOST_RESULTS = 30;
const REQUIRED = 0; /* its place among the manners */
const SVG = "http://www.w3.org/2000/svg";

const byId = (id) => document.getElementById(id);

function fill(template, values) {
  return template.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/* the graph */

const certificates = DATA.certificates.map(([name, aliases, anchor, standing, word, sentence]) => ({
  isCertificate: true, name, aliases, standing, word, sentence, hash: anchor, into: [], out: [],
}));
const many = (item, count) => fill(TEXTS.many, { item, count });
const groups = DATA.groups.map(([count, blocked, examples]) => {
  const name = examples[0][0] || examples[0][2];
  return {
    isCertificate: false, count, examples, name, aliases: [], standing: blocked ? "blocked" : "item",
    label: count > 1 ? many(name, count) : name,
    word: blocked ? TEXTS.blocked : "", hash: "i-" + examples[0][2], into: [], out: [],
  };
});
for (const one of certificates) one.label = one.name;

/* An edge goes the way of the certificate: into an item that asks for it, out of one that issues it. */
function join(from, to, kind, words, note) {
  const edge = { from, to, kind, words: words.filter(Boolean), note: note || "" };
  from.out.push(edge);
  to.into.push(edge);
}
DATA.groups.forEach(([, , , asks, issues], number) => {
  for (const [certificate, manner, shared, others, note] of asks) {
    const kind = others ? "others" : manner === REQUIRED ? "required" : "mild";
    const words = [TEXTS.manners[manner], others ? TEXTS.others : "", shared ? TEXTS.shared : ""];
    join(certificates[certificate], groups[number], kind, words, note);
  }
  for (const [certificate, first] of issues) {
    join(groups[number], certificates[certificate], first ? "first" : "later", [first ? "" : TEXTS.later]);
  }
});
const items = (node) => node.count || 0;
/* What is asked of everybody comes first, then what most items ask. */
const RANK = { first: 0, required: 0, mild: 1, others: 2, later: 2 };
for (const one of [...certificates, ...groups]) {
  one.into.sort((a, b) => RANK[a.kind] - RANK[b.kind] || items(b.from) - items(a.from));
  one.out.sort((a, b) => RANK[a.kind] - RANK[b.kind] || items(b.to) - items(a.to));
}

const places = new Map(certificates.map((node) => [node.hash, { node, label: node.label }]));
for (const node of groups) {
  for (const [name, , path] of node.examples) {
    places.set("i-" + path, { node, label: node.count > 1 ? many(name || path, node.count) : node.label });
  }
}

function place() {
  const hash = location.hash.slice(1);
  let known = places.get(hash);
  try {
    known = known || places.get(decodeURIComponent(hash));
  } catch {
    /* an address that nobody can decode leads nowhere */
  }
  return known;
}

const address = (node) => "#" + encodeURIComponent(node.hash);

/* elements */

function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

const tags = (words) => words.flatMap((word) => [" ", element("span", { class: "tag" }, word)]);

/* the view */

let shown = null;
let most = {}; /* by column how many boxes are shown */
let lines = [];

function columnsOf(node) {
  const unlike = (edges, end) => {
    const joined = new Map();
    for (const edge of edges) {
      if (edge[end] === node) continue;
      if (!joined.has(edge[end])) joined.set(edge[end], []);
      joined.get(edge[end]).push(edge);
    }
    return [...joined].map(([other, some]) => ({ node: other, edges: some }));
  };
  const cut = (boxes, name) => {
    const shown = boxes.slice(0, most[name] || FEW);
    return { boxes: shown, hidden: boxes.length - shown.length };
  };
  /* what is one column further away stands beside what it is joined to */
  const far = (near, side, end, name) => {
    const rank = new Map(near.boxes.map((box, number) => [box.node, number]));
    const boxes = unlike(near.boxes.flatMap((box) => box.node[side]), end);
    const other = end === "from" ? "to" : "from";
    for (const box of boxes) {
      box.middle = box.edges.reduce((sum, edge) => sum + rank.get(edge[other]), 0) / box.edges.length;
    }
    boxes.sort((a, b) => a.middle - b.middle);
    return cut(boxes, name);
  };
  const before = cut(unlike(node.into, "from"), "before");
  const behind = cut(unlike(node.out, "to"), "behind");
  return { first: far(before, "into", "from", "first"), before, behind, last: far(behind, "out", "to", "last") };
}

function box(node, words, notes) {
  const class_ = `node ${node.isCertificate ? "certificate" : "item"} ${node.standing}`;
  const link = element("a", { class: class_, href: address(node) }, element("span", { class: "name" }, node.label));
  link.append(...tags([node.word, ...words].filter(Boolean)));
  for (const note of notes) link.append(element("span", { class: "caption" }, note));
  return link;
}

/* What the lines to a box further away say, for those who can't see them. */
function captionOf(edge, end) {
  const other = edge[end].label;
  const asks = edge.from.isCertificate;
  const template = end === "to" ? (asks ? TEXTS.for : TEXTS.issues_it) : asks ? TEXTS.asks_it : TEXTS.by;
  return [fill(template, { item: other }), ...edge.words].join(TEXTS.comma);
}

function column(name, title, part, empty, isFar) {
  const list = element("ul", { role: "list" });
  const made = [];
  for (const { node, edges } of part.boxes) {
    const end = name === "first" || name === "before" ? "to" : "from";
    const words = isFar ? [] : [...new Set(edges.flatMap((edge) => edge.words))];
    const notes = isFar ? edges.map((edge) => captionOf(edge, end)) : edges.map((edge) => edge.note).filter(Boolean);
    const link = box(node, words, notes);
    if (isFar) link.classList.add("far");
    list.append(element("li", {}, link));
    made.push({ link, edges, node });
  }
  const id = `column-${name}`;
  const section = element("section", { class: `column ${name}`, "aria-labelledby": id }, element("h3", { id }, title));
  const boxes = element("div", { class: "boxes" }, made.length ? list : element("p", { class: "note" }, empty));
  section.append(boxes);
  if (part.hidden) {
    const button = element("button", { type: "button" }, fill(TEXTS.more, { count: part.hidden, more: Math.min(MORE, part.hidden) }));
    button.addEventListener("click", () => {
      const first = made.length;
      most[name] = first + MORE;
      render();
      const links = document.querySelectorAll(`.column.${name} .node`);
      if (links[first]) links[first].focus();
    });
    boxes.append(button);
  }
  return { section, boxes: made };
}

function render() {
  const node = shown;
  const parts = columnsOf(node);
  const titles = node.isCertificate
    ? [TEXTS.needs_of_issuers, TEXTS.issuers, TEXTS.this_certificate, TEXTS.askers, TEXTS.issued_by_askers]
    : [TEXTS.issuers_of_needs, TEXTS.needs, node.count > 1 ? TEXTS.these_items : TEXTS.this_item, TEXTS.issues,
       TEXTS.askers_of_issues];
  const nobody = node.isCertificate ? [TEXTS.nobody_issues, TEXTS.nobody_asks] : [TEXTS.nothing, TEXTS.nothing];
  const middle = element("p", { class: `node ${node.isCertificate ? "certificate" : "item"} ${node.standing}` },
    element("span", { class: "name" }, node.label), ...tags([node.word].filter(Boolean)));
  const centre = element("section", { class: "column centre", "aria-labelledby": "column-centre" },
    element("h3", { id: "column-centre" }, titles[2]), element("div", { class: "boxes" }, middle));
  const made = {
    first: column("first", titles[0], parts.first, TEXTS.nothing, true),
    before: column("before", titles[1], parts.before, nobody[0], false),
    behind: column("behind", titles[3], parts.behind, nobody[1], false),
    last: column("last", titles[4], parts.last, TEXTS.nothing, true),
  };
  byId("columns").replaceChildren(
    ...[made.first.section, made.before.section, centre, made.behind.section, made.last.section]);
  for (const name of ["first", "last"]) made[name].section.classList.toggle("empty", !made[name].boxes.length);
  connect(made, middle);
}

/* the lines */

function connect(made, middle) {
  const svg = byId("lines");
  svg.replaceChildren();
  lines = [];
  const add = (edge, from, to) => {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("class", `line ${edge.kind}`);
    svg.append(path);
    lines.push({ path, from, to });
  };
  const link = new Map();
  for (const { link: from, edges, node } of made.before.boxes) {
    link.set(node, from);
    for (const edge of edges) add(edge, from, middle);
  }
  for (const { link: from, edges } of made.first.boxes) for (const edge of edges) add(edge, from, link.get(edge.to));
  link.clear();
  for (const { link: to, edges, node } of made.behind.boxes) {
    link.set(node, to);
    for (const edge of edges) add(edge, middle, to);
  }
  for (const { link: to, edges } of made.last.boxes) for (const edge of edges) add(edge, link.get(edge.from), to);
  lay();
}

function lay() {
  const frame = byId("picture").getBoundingClientRect();
  const svg = byId("lines");
  svg.setAttribute("width", frame.width);
  svg.setAttribute("height", frame.height);
  const beside = new Map();
  for (const line of lines) {
    for (const [end, node] of [["right", line.from], ["left", line.to]]) {
      const key = beside.get(node) || { left: [], right: [] };
      key[end].push(line);
      beside.set(node, key);
    }
  }
  const middles = new Map();
  const middle = (one) => {
    if (!middles.has(one)) {
      const rect = one.getBoundingClientRect();
      middles.set(one, rect.top + rect.height / 2);
    }
    return middles.get(one);
  };
  for (const { left, right } of beside.values()) {
    left.sort((a, b) => middle(a.from) - middle(b.from)).forEach((line, number) => { line.left = number; });
    right.sort((a, b) => middle(a.to) - middle(b.to)).forEach((line, number) => { line.right = number; });
  }
  const port = (node, line, end) => {
    const rect = node.getBoundingClientRect();
    const { length } = beside.get(node)[end];
    const room = Math.min(rect.height - 14, 11 * (length - 1));
    const share = length > 1 ? line[end] / (length - 1) - 0.5 : 0;
    return [(end === "right" ? rect.right : rect.left) - frame.left, rect.top + rect.height / 2 + share * room - frame.top];
  };
  for (const line of lines) {
    const [x, y] = port(line.from, line, "right");
    const [to, down] = port(line.to, line, "left");
    const bend = Math.max(12, (to - x) / 2);
    line.path.setAttribute("d", `M${x} ${y}C${x + bend} ${y} ${to - bend} ${down} ${to} ${down}`);
  }
}

function emphasise(event) {
  const link = event.type === "mouseout" || event.type === "focusout" ? null : event.target.closest(".node");
  byId("lines").classList.toggle("some", lines.some((one) => one.from === link || one.to === link));
  for (const one of lines) one.path.classList.toggle("on", one.from === link || one.to === link);
}

/* what is shown */

function about(node) {
  if (node.isCertificate) {
    const facts = byId(node.hash).querySelector(".facts").cloneNode(true);
    return facts.childElementCount ? [facts] : [];
  }
  const items = node.examples.map(([name, code, path]) =>
    element("li", {}, name || path, " ", element("span", { class: "where" }, [code, path].filter(Boolean).join(" · "))));
  const list = element("ul", { class: "items" }, ...items);
  if (node.count === 1) return [list];
  const text = items.length < node.count ? TEXTS.some_items : TEXTS.all_items;
  return [element("details", {}, element("summary", {}, TEXTS.which_items),
    element("p", { class: "note" }, fill(text, { count: node.count, shown: items.length })), list)];
}

const title = document.title;

function show(isFollowed) {
  const { node, label } = place() || {};
  byId("view").hidden = !node;
  byId("all").hidden = Boolean(node);
  document.title = node ? `${label} - ${title}` : title;
  if (!node) {
    shown = null;
    if (isFollowed) byId("contents-title").focus();
    return;
  }
  if (node !== shown) most = {};
  shown = node;
  byId("view-kind").textContent = node.isCertificate ? TEXTS.certificate : TEXTS.item;
  byId("view-title").replaceChildren(label, ...tags([node.word].filter(Boolean)));
  byId("view-sentence").textContent = node.isCertificate
    ? node.sentence : node.standing === "blocked" ? TEXTS.impossible : TEXTS.possible;
  byId("view-sentence").className = `sentence ${node.standing}`;
  byId("view-about").replaceChildren(...about(node));
  render();
  if (isFollowed) {
    byId("view-title").focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }
}

/* the search */

const plain = (text) => text.normalize("NFKC").toLowerCase();
const sought = [
  ...certificates.map((node) => ({ node, text: plain([node.name, ...node.aliases].join("\n")), label: node.name, kind: TEXTS.certificate })),
  ...groups.flatMap((node) => {
    const names = new Map(node.examples.map((one) => [one[0] || one[2], one]).reverse());
    return [...names].reverse().map(([name, [, , path]]) => ({
      node, label: name, kind: TEXTS.item, hash: "i-" + path,
      text: plain([name, ...node.examples.filter((one) => one[0] === name).map((one) => one[1])].join("\n")),
    }));
  }),
];

function search() {
  const query = plain(byId("query").value.trim());
  const found = query ? sought.filter((one) => one.text.includes(query)) : [];
  const rank = (one) => (plain(one.label) === query ? 0 : plain(one.label).startsWith(query) ? 1 : 2);
  found.sort((a, b) => rank(a) - rank(b));
  const results = found.slice(0, MOST_RESULTS).map(({ node, label, kind, hash }) => {
    const alias = node.aliases.find((name) => plain(name).includes(query));
    const via = alias && !plain(label).includes(query) ? [alias] : [];
    const href = hash ? "#" + encodeURIComponent(hash) : address(node);
    return element("li", {}, element("a", { href }, label, ...tags([kind, node.word, ...via].filter(Boolean))));
  });
  byId("results").replaceChildren(...results);
  byId("results").hidden = !results.length;
  const text = !found.length ? TEXTS.found_none : found.length > MOST_RESULTS ? TEXTS.found_more : TEXTS.found;
  byId("found").textContent = query ? fill(text, { count: found.length, shown: MOST_RESULTS }) : "";
}

function clearSearch() {
  byId("query").value = "";
  search();
}

byId("query").addEventListener("input", search);
byId("query").addEventListener("keydown", (event) => {
  const first = byId("results").querySelector("a");
  if (event.isComposing) return;
  if (event.key === "Enter" && first) first.click();
  if (event.key === "ArrowDown" && first) { first.focus(); event.preventDefault(); }
  if (event.key === "Escape") clearSearch();
});
byId("results").addEventListener("keydown", (event) => {
  const links = [...byId("results").querySelectorAll("a")];
  const here = links.indexOf(document.activeElement);
  const next = { ArrowDown: here + 1, ArrowUp: here - 1 }[event.key];
  if (next !== undefined) { (links[next] || (next < 0 ? byId("query") : links[here])).focus(); event.preventDefault(); }
  if (event.key === "Escape") { clearSearch(); byId("query").focus(); }
});
for (const type of ["click", "focusin"]) {
  document.addEventListener(type, (event) => {
    if (!byId("search").contains(event.target)) byId("results").hidden = true;
  });
}
byId("query").addEventListener("focus", search);
byId("results").addEventListener("click", (event) => { if (event.target.closest("a")) clearSearch(); });

/* the room: lines where five columns fit, and on paper if the picture fits on one sheet */

const isWide = window.matchMedia("(min-width: 60rem)");
const SHEET = { height: 640, smallest: 0.5 };

function fit(onPaper) {
  const { classList } = document.body;
  byId("picture").style.zoom = 1;
  classList.toggle("paper", onPaper);
  classList.toggle("wide", onPaper || isWide.matches);
  if (!shown) return;
  lay();
  if (!onPaper) return;
  const zoom = Math.min(1, SHEET.height / byId("picture").offsetHeight);
  if (zoom < SHEET.smallest) classList.remove("wide");
  else byId("picture").style.zoom = zoom;
}

/* beginning */

for (const type of ["mouseover", "mouseout", "focusin", "focusout"]) byId("columns").addEventListener(type, emphasise);
window.addEventListener("hashchange", () => show(true));
window.addEventListener("beforeprint", () => fit(true));
window.addEventListener("afterprint", () => fit(false));
isWide.addEventListener("change", () => fit(false));
new ResizeObserver(() => { if (shown && !document.body.classList.contains("paper")) lay(); }).observe(byId("columns"));
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault(); /* the address says what is shown */
  byId("main").focus();
});
byId("search").hidden = false;
byId("index").hidden = true;
byId("contents-title").tabIndex = -1;
fit(false);
show(false);
