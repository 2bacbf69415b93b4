/* The page of the search: what is typed and chosen stands in the address, the results below. */
(function () {
  "use strict";

  const PORTION = 20;
  const PAUSE = 120; // milliseconds without a key until files are loaded; where all rows are at hand there is none
  const PATIENCE = 400; // milliseconds until one is told that it takes a while

  const find = window.itemkitFind;
  const form = document.getElementById("search-form");
  const input = form.elements.q;
  const more = document.getElementById("search-more");
  const list = document.getElementById("search-results");
  const status = document.getElementById("search-status");
  const help = document.getElementById("search-help");
  const chosen = document.getElementById("search-chosen");
  const top = form.getAttribute("data-top");
  const selects = new Map(find.names.map((name) => [name, form.elements[name]]));

  let site = null, current = null, serial = 0, timer = 0;
  let isTyping = false; // whether the last entry of the history is of the word that is being typed

  /* what is asked for */

  function asked() {
    const filters = {};
    selects.forEach(function (select, name) {
      if (select.value) filters[name] = select.value;
    });
    return { text: input.value.trim(), filters: filters };
  }

  function address() {
    const query = asked(), parameters = new URLSearchParams(location.search);
    parameters.delete("q");
    find.names.forEach((name) => parameters.delete(name));
    if (query.text) parameters.set("q", query.text);
    Object.keys(query.filters).forEach((name) => parameters.set(name, query.filters[name]));
    return "?" + parameters.toString();
  }

  function remember(isNew) {
    const target = address();
    if ((location.search || "?") === target) return;
    try {
      history[isNew ? "pushState" : "replaceState"]({}, "", target);
    } catch (_error) { /* too often in too short a time; the next one will do */ }
  }

  function readAddress() {
    const parameters = new URLSearchParams(location.search);
    input.value = parameters.get("q") || "";
    selects.forEach(function (select, name) {
      choose(select, parameters.get(name) || "");
    });
  }

  function choose(select, value) {
    if (value && !Array.from(select.options).some((option) => option.value === value)) {
      select.appendChild(new Option(value, value));
    }
    select.value = value;
    select.closest("p").hidden = select.options.length < 2 && !select.disabled;
  }

  function offer(select, pairs) {
    const value = select.value;
    while (select.options.length > 1) select.remove(1);
    pairs.forEach((pair) => select.appendChild(new Option(pair[1], pair[0])));
    choose(select, value);
  }

  /* Organs are offered for the chosen region; one that is not there is no longer chosen. */
  async function offerOrgans(isChanged) {
    const select = selects.get("organ"), region = selects.get("region").value, mine = serial;
    const pairs = await site.organsOf(region).catch(() => []);
    if (mine !== serial && region !== selects.get("region").value) return;
    if (isChanged && !pairs.some((pair) => pair[0] === select.value)) select.value = "";
    select.options[0].textContent = site.isIndexed && !region ? "先选地区" : "全部";
    select.disabled = site.isIndexed && !region && !select.value;
    offer(select, pairs);
  }

  /* results */

  async function run(count) {
    const mine = ++serial, query = asked(), words = find.wordsOf(query.text);
    const filters = Object.keys(query.filters).length;
    clearTimeout(timer);
    chosen.textContent = filters ? "（已选 " + filters + " 项）" : "";
    if (!words.length && !filters) {
      current = null;
      show([], [], false);
      help.hidden = false;
      say("共 " + site.count + " 条可查。");
      return;
    }
    const waits = setTimeout(() => mine === serial && say("正在搜索……"), PATIENCE);
    const search = site.search(query.text, query.filters);
    try {
      const rows = await search.next(count);
      if (mine !== serial) return;
      current = { search: search, words: words, count: rows.length };
      show(rows, words, false);
      tell();
    } catch (_error) {
      if (mine === serial) fail();
    } finally {
      clearTimeout(waits);
    }
  }

  async function showMore() {
    const mine = serial, portion = current;
    more.setAttribute("aria-busy", "true");
    try {
      const rows = await portion.search.next(PORTION);
      if (mine !== serial) return;
      portion.count += rows.length;
      keepPlace();
      const first = show(rows, portion.words, true);
      tell();
      (first ? first.querySelector("a") : status).focus();
    } catch (_error) {
      if (mine === serial) fail();
    } finally {
      more.removeAttribute("aria-busy");
    }
  }

  function tell() {
    const search = current.search, all = search.isComplete;
    more.hidden = !search.hasMore();
    help.hidden = search.found > 0;
    if (!search.found) say("没有找到。少输几个字，或者去掉筛选再试。");
    else if (all && current.count === search.found) say("找到 " + search.found + " 条。");
    else say("找到 " + search.found + " 条" + (all ? "" : "以上") + "，显示前 " + current.count + " 条。");
  }

  function say(text) {
    if (status.textContent !== text) status.textContent = text;
  }

  function fail() {
    more.hidden = true;
    help.hidden = false;
    say("搜索用的文件没有读全，请稍后再试，或者从目录里找。");
  }

  function show(rows, words, isMore) {
    const items = rows.map((row) => result(row, words));
    if (!isMore) list.textContent = "";
    items.forEach((item) => list.appendChild(item));
    list.hidden = !list.firstChild;
    if (!isMore) more.hidden = true;
    return items[0];
  }

  function result(row, words) {
    const item = document.createElement("li"), link = document.createElement("a"), shown = find.shown(row, words);
    link.href = top + row.href;
    link.appendChild(marked(shown.title));
    item.appendChild(link);
    item.appendChild(line([row.kind, row.type, row.regionName, row.organName].filter(Boolean).join(" · ")));
    shown.alias.forEach((alias) => item.appendChild(line("又称：", alias)));
    if (shown.code.some((piece) => piece[1])) item.appendChild(line("编码：", shown.code));
    const organ = selects.get("organ"), option = organ.options[organ.selectedIndex];
    if (option && option.text === row.organ && option.value === row.organ) option.text = row.organName;
    return item;
  }

  function line(text, pieces) {
    const paragraph = document.createElement("p");
    paragraph.textContent = text;
    if (pieces) paragraph.appendChild(marked(pieces));
    return paragraph;
  }

  function marked(pieces) {
    const fragment = document.createDocumentFragment();
    pieces.forEach(function (piece) {
      const node = piece[1] ? document.createElement("mark") : document.createTextNode(piece[0]);
      if (piece[1]) node.textContent = piece[0];
      fragment.appendChild(node);
    });
    return fragment;
  }

  /* what happens */

  function typed() {
    clearTimeout(timer);
    remember(!isTyping);
    isTyping = true;
    timer = setTimeout(() => run(PORTION), site.isIndexed ? PAUSE : 0);
  }

  function decided() {
    remember(true);
    isTyping = false;
    return run(PORTION);
  }

  function listen() {
    input.addEventListener("input", (event) => event.isComposing || typed());
    input.addEventListener("compositionend", typed);
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      decided();
    });
    form.addEventListener("change", async function (event) {
      if (event.target === input) return;
      if (event.target === selects.get("region")) await offerOrgans(true);
      decided();
    });
    form.addEventListener("reset", () => setTimeout(async function () {
      await offerOrgans(true);
      decided();
      input.focus();
    }));
    more.addEventListener("click", showMore);
    window.addEventListener("popstate", async function () {
      isTyping = false;
      readAddress();
      await Promise.all([offerOrgans(false), again()]);
    });
    list.addEventListener("click", keepPlace);
  }

  /* How much was shown and where one was reading, for when one comes back. */
  function keepPlace() {
    try {
      history.replaceState({ count: current.count, y: window.scrollY }, "");
    } catch (_error) { /* then one comes back to the first results */ }
  }

  /* The results as they were when one left the page. */
  async function again() {
    const state = history.state || {};
    await run(Math.max(PORTION, Number(state.count) || 0));
    if (state.y) window.scrollTo(0, state.y);
  }

  async function start() {
    try {
      site = await find.open();
    } catch (_error) {
      fail();
      return;
    }
    selects.forEach(function (select, name) {
      const pairs = site.filters[name] || [];
      offer(select, pairs.map((one) => Array.isArray(one) ? one : [one, one]));
    });
    readAddress();
    form.hidden = false;
    listen();
    await Promise.all([offerOrgans(false), again()]);
  }

  start();
})();
