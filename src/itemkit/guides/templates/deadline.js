// The last day of a limit from its first one, by the rules of itemkit.guides.workdays and the calendar put in above.
(() => {
  "use strict";

  const DAY = 86400000;
  const WORKING_DAY = "工作日";
  const root = document.querySelector(".deadline");
  if (!root) return;

  // days are counted in UTC, where each has 24 hours; 1970-01-01 was a Thursday
  const key = (day) => new Date(day * DAY).toISOString().slice(0, 10);
  const year = (day) => new Date(day * DAY).getUTCFullYear();
  const isWeekend = (day) => (((day + 3) % 7) + 7) % 7 > 4;
  const listed = (by) => {
    const days = new Set();
    for (const [one, text] of Object.entries(by)) {
      for (const found of text.match(/\d{4}/g) || []) days.add(`${one}-${found.slice(0, 2)}-${found.slice(2)}`);
    }
    return days;
  };
  const off = listed(CALENDAR.off);
  const worked = listed(CALENDAR.worked);
  const isWorking = (day) => (isWeekend(day) ? worked.has(key(day)) : !off.has(key(day)));
  const nextWorking = (day) => {
    let next = day + 1;
    while (!isWorking(next)) next += 1;
    return next;
  };
  const lastDay = (start, days, unit) => {
    let end = start;
    if (unit === WORKING_DAY) {
      for (let left = days; left > 0; left -= 1) end = nextWorking(end);
    } else if (days > 0) {
      end = start + days;
      if (!isWorking(end)) end = nextWorking(end);
    }
    return end;
  };
  const said = (day) => {
    const date = new Date(day * DAY);
    const weekday = "日一二三四五六".charAt(date.getUTCDay());
    return `${date.getUTCFullYear()}年${date.getUTCMonth() + 1}月${date.getUTCDate()}日（星期${weekday}）`;
  };

  const input = root.querySelector("input");
  const doubt = root.querySelector(".doubt");
  const rows = [...root.querySelectorAll("[data-days]")];

  const count = () => {
    const start = input.value ? Date.parse(`${input.value}T00:00:00Z`) / DAY : NaN;
    const unknown = new Set();
    for (const row of rows) {
      const output = row.querySelector("output");
      output.removeAttribute("data-day");
      if (!(year(start) >= 1900 && year(start) <= 2200)) {
        output.textContent = "—";
        continue;
      }
      const end = lastDay(start, Number(row.dataset.days), row.dataset.unit);
      output.textContent = said(end);
      output.dataset.day = key(end);
      for (let one = year(start); one <= year(end); one += 1) {
        if (one < CALENDAR.from || one > CALENDAR.to) unknown.add(one);
      }
    }
    const years = [...unknown].sort();
    const later = years.filter((one) => one > CALENDAR.to);
    const earlier = years.filter((one) => one < CALENDAR.from);
    const notes = [];
    if (later.length) notes.push(`${later.join("、")} 年的放假安排还没有公布，按周末推算，可能有出入。`);
    if (earlier.length) notes.push(`这里没有 ${earlier.join("、")} 年的放假安排，按周末推算，可能有出入。`);
    doubt.textContent = notes.join("");
  };

  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  input.value = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  input.addEventListener("input", count);
  root.hidden = false;
  count();
})();
