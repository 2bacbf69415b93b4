// The situations and the checklist of a guide. Answers live in the address (?premises=leased), so that a link carries them;
// ticks live in the browser alone.
(() => {
  "use strict";

  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const made = (tag, kind, text) => {
    const one = document.createElement(tag);
    if (kind) one.className = kind;
    if (text) one.textContent = text;
    return one;
  };
  const decoded = (text) => {
    try {
      return decodeURIComponent(text.replace(/\+/g, " "));
    } catch (broken) {
      return text;
    }
  };

  const picker = document.querySelector(".picker");
  const radios = picker ? all("input[type=radio]", picker) : [];
  const questions = new Map(); // name of a situation → its radio buttons
  for (const radio of radios) {
    if (!questions.has(radio.name)) questions.set(radio.name, []);
    questions.get(radio.name).push(radio);
  }

  // ["premises", Set {"leased", "lent"}] of data-when="premises=leased,lent;size=large", names quoted as in the address
  const conditional = all("[data-when]").map((element) => ({
    element,
    when: element.dataset.when.split(";").map((one) => {
      const [situation, options] = one.split("=");
      return [situation, new Set(options.split(","))];
    }),
  }));

  const answers = () => {
    const given = new Map();
    for (const radio of radios) if (radio.checked) given.set(radio.name, radio.value);
    return given;
  };
  // true: it applies; false: it does not; null: some question that decides it is open
  const applies = (when, given) => {
    let open = false;
    for (const [situation, options] of when) {
      if (!given.has(situation)) open = true;
      else if (!options.has(given.get(situation))) return false;
    }
    return open ? null : true;
  };

  // what there is to say

  const checklist = document.querySelector(".checklist");
  const lead = document.querySelector('.lead a[href="#materials"]');
  const leadText = lead ? lead.textContent : "";
  const told = made("p", "picked");
  const count = made("span", "count-left");
  const hiddenCount = made("span", "count");
  count.setAttribute("role", "status");
  told.append(count, hiddenCount);
  const chosen = made("p", "chosen");
  const chosenText = made("span");
  const again = made("a", "", "改选情形");
  again.href = "#situations";
  chosen.append(chosenText, " ", again);
  chosen.hidden = true;

  const shown = (element) => !element.closest("[hidden]");
  const isTicked = (entry) => all("input[type=checkbox]", entry).some((box) => box.checked && shown(box));

  const tally = (given) => {
    const sums = { left: 0, done: 0, later: 0, fetched: 0, open: 0, optional: 0 };
    for (const entry of checklist ? checklist.children : []) {
      if (!shown(entry)) continue;
      const inner = all(".alternatives > li", entry).filter(shown);
      const duty = entry.dataset.duty || "";
      const known = conditional.find((one) => one.element === entry);
      if (duty === "fetched" || inner.some((one) => one.dataset.duty === "fetched")) sums.fetched += 1;
      else if (isTicked(entry)) sums.done += 1;
      else if (known && applies(known.when, given) === null) sums.open += 1;
      else if (duty === "optional") sums.optional += 1;
      else {
        sums.left += 1;
        if (duty === "later") sums.later += 1;
      }
    }
    return sums;
  };

  const sentence = (sums) => {
    const parts = [];
    if (sums.left) parts.push(`还要带 ${sums.left} 项${sums.later ? `，其中 ${sums.later} 项可后补` : ""}`);
    else parts.push(sums.done ? "要带的都备齐了" : sums.open ? "必带的没有" : "没有要带的");
    if (sums.open) parts.push(`${sums.open} 项看情形`);
    if (sums.optional) parts.push(`${sums.optional} 项可不带`);
    if (sums.fetched) parts.push(`另有 ${sums.fetched} 项由窗口调取`);
    if (sums.done && sums.left) parts.push(`已备好 ${sums.done} 项`);
    return parts.join("；");
  };

  const show = () => {
    const given = answers();
    let gone = 0;
    for (const { element, when } of conditional) {
      element.hidden = applies(when, given) === false;
      if (element.hidden) gone += 1;
    }
    for (const choice of all(".choice")) {
      const inner = all(".alternatives > li", choice);
      if (inner.length && inner.every((one) => one.hidden)) choice.hidden = true;
      else if (!choice.dataset.when) choice.hidden = false;
    }
    for (const list of lists) {
      const isEmpty = [...list.body.children].every((one) => one.hidden);
      list.whole.hidden = isEmpty;
      list.note.hidden = !isEmpty;
    }
    const said = sentence(tally(given));
    if (count.textContent !== said) count.textContent = said;
    hiddenCount.textContent = gone ? `按所选情形隐去了 ${gone} 处不适用的内容` : "";
    const touched = given.size > 0 || boxes.some((box) => box.checked);
    if (lead) lead.textContent = touched ? said : leadText;
    const words = [...questions].filter(([name]) => given.has(name)).map(([, several]) => {
      const one = several.find((radio) => radio.checked);
      return `${one.closest("fieldset").querySelector("legend").textContent}——${one.parentElement.textContent.trim()}`;
    });
    chosen.hidden = words.length === 0;
    chosenText.textContent = words.length ? `按所选情形列出：${words.join("；")}。不适用的内容没有列出。` : "";
    reset.hidden = words.length === 0;
  };

  // lists of which answers may leave nothing

  const lists = [];
  for (const body of new Set(conditional.map((one) => one.element.parentElement))) {
    if (body.closest(".alternatives")) continue;
    const whole = body.closest("table") || body;
    const note = made("p", "note", "按所选情形，这里没有适用的内容。");
    note.hidden = true;
    whole.before(note);
    lists.push({ body, whole, note });
  }

  // answers in the address

  const fromAddress = () => {
    const wanted = new Map();
    for (const pair of location.search.slice(1).split("&")) {
      const at = pair.indexOf("=");
      if (at > 0) wanted.set(decoded(pair.slice(0, at)), decoded(pair.slice(at + 1)));
    }
    for (const radio of radios) radio.checked = wanted.get(decoded(radio.name)) === decoded(radio.value);
  };
  const intoAddress = () => {
    const own = new Set([...questions.keys()].map(decoded));
    const kept = location.search.slice(1).split("&").filter((pair) => pair && !own.has(decoded(pair.split("=")[0])));
    const query = kept.concat([...answers()].map(([name, value]) => `${name}=${value}`)).join("&");
    try {
      history.replaceState(null, "", location.pathname + (query ? `?${query}` : "") + location.hash);
    } catch (refused) {
      // some browsers refuse it for files; the choice holds all the same
    }
    const other = document.querySelector(".other-edition");
    if (other) other.href = other.getAttribute("href").split("?")[0] + (query ? `?${query}` : "");
  };

  const reset = made("button", "button plain", "清除所选情形");
  reset.type = "button";
  reset.addEventListener("click", () => {
    for (const radio of radios) radio.checked = false;
    intoAddress();
    show();
    if (radios.length) radios[0].focus();
  });
  told.append(reset);

  // ticks

  const place = `itemkit:ticked:${location.pathname.split("/").pop().replace(/(?:-concise)?\.html$/, "")}`;
  const boxes = all(".tickable input");
  const names = [];
  for (const box of boxes) {
    const name = box.parentElement.textContent;
    names.push(`${name}#${names.filter((one) => one.startsWith(`${name}#`)).length}`);
  }
  const restore = () => {
    let kept = [];
    try {
      kept = JSON.parse(localStorage.getItem(place) || "[]");
    } catch (refused) {
      kept = [];
    }
    boxes.forEach((box, number) => {
      box.checked = Array.isArray(kept) && kept.includes(names[number]);
    });
  };
  const keep = () => {
    const ticked = names.filter((_, number) => boxes[number].checked);
    try {
      if (ticked.length) localStorage.setItem(place, JSON.stringify(ticked));
      else localStorage.removeItem(place);
    } catch (refused) {
      // the ticks hold for this page
    }
  };

  restore();
  for (const box of boxes) {
    box.addEventListener("change", () => {
      keep();
      show();
    });
  }
  if (checklist || picker) {
    if (picker) {
      picker.classList.add("picking");
      for (const radio of radios) {
        radio.hidden = false;
        radio.addEventListener("change", () => {
          intoAddress();
          show();
        });
      }
      fromAddress();
      intoAddress();
      picker.append(told);
      const opening = document.querySelector(".lead") || document.querySelector(".opening > :last-child");
      if (opening) opening.append(chosen);
      window.addEventListener("popstate", () => {
        fromAddress();
        show();
      });
    } else {
      checklist.before(told);
    }
    show();
  }
})();
