"use strict";
// Everything can be read without this. It lets tables be sorted, and filters the figures: the page carries sums over all
// combinations of outlet, language, engine, feed, verdict and period (mtqa/batch/report/cube.py), which are added up
// anew, and the same marks are moved to where they belong then. Intervals are those of mtqa/batch/report/tally.py.
(() => {
  const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];
  const one = (selector, inside = document) => inside.querySelector(selector);
  const set = (node, attributes) => {
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  };
  const words = new Intl.NumberFormat("en");

  // ---- Sorting -----------------------------------------------------------------------------------------------------
  const value = (cell) => {
    if (cell.dataset.sort !== undefined) return Number(cell.dataset.sort);
    const text = cell.textContent.trim();
    const number = Number.parseFloat(text.replace(/[,<\s]/g, ""));
    return Number.isNaN(number) ? text.toLowerCase() : number;
  };
  const sort = (table, head, column) => {
    const falling = head.getAttribute("aria-sort") !== "descending" && !head.classList.contains("name");
    const rising = head.getAttribute("aria-sort") === "descending" || (head.classList.contains("name") && head.getAttribute("aria-sort") !== "ascending");
    const sign = falling ? -1 : rising ? 1 : -1;
    const body = table.tBodies[0];
    const rows = [...body.rows].map((row) => [value(row.cells[column]), row]);
    rows.sort(([a], [b]) => sign * (typeof a === typeof b ? (a > b) - (a < b) : typeof a === "number" ? 1 : -1));
    body.append(...rows.map(([, row]) => row));
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", sign < 0 ? "descending" : "ascending");
  };
  for (const table of all("table:not(.unsorted)")) {
    [...table.tHead.rows[0].cells].forEach((head, column) => {
      if (head.querySelector("svg") || !head.textContent.trim()) return;
      const button = document.createElement("button");
      button.append(...head.childNodes);
      button.addEventListener("click", () => sort(table, head, column));
      head.append(button);
    });
  }

  // ---- The sums ----------------------------------------------------------------------------------------------------
  const source = one("#cube").textContent;
  if (!source) return;
  const cube = JSON.parse(source);
  const unpacked = (text, columns) => {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const table = [];
    let row = [], number = 0, scale = 1;
    for (const byte of bytes) {
      number += (byte & 0x7f) * scale;
      scale *= 128;
      if (byte & 0x80) continue;
      row.push(number);
      number = 0;
      scale = 1;
      if (row.length === columns) {
        table.push(row);
        row = [];
      }
    }
    return table;
  };
  const risen = (table) => {
    let first = 0;
    for (const row of table) row[0] = first += row[0];
    return table;
  };
  const dimensions = cube.dimensions;
  const combinations = dimensions.length ? unpacked(cube.combinations, dimensions.length) : [[]];
  const cells = risen(unpacked(cube.stories, 9)); // combination, verdict, period + 1, stories, words, points, and moments
  const scored = risen(unpacked(cube.scores, 4)); // combination, verdict, bin, stories
  const fired = risen(unpacked(cube.rules, 5)); // rule, combination, verdict, findings, stories
  const VERDICTS = ["hold", "revise", "pass"];

  const [FEW, LEAST, Z] = [30, 5, 1.959964];
  const quantile = (freedom) =>
    Z + (Z ** 3 + Z) / 4 / freedom + (5 * Z ** 5 + 16 * Z ** 3 + 3 * Z) / 96 / freedom ** 2 +
    (3 * Z ** 7 + 19 * Z ** 5 + 17 * Z ** 3 - 15 * Z) / 384 / freedom ** 3;
  class Tally {
    verdicts = [0, 0, 0];
    words = 0;
    points = 0;
    points2 = 0;
    cross = 0;
    words2 = 0;
    add([, verdict, , stories, words, points, points2, cross, words2]) {
      this.verdicts[verdict] += stories;
      this.words += words;
      this.points += points;
      this.points2 += points2;
      this.cross += 10 * cross;
      this.words2 += 100 * words2;
    }
    get stories() {
      return this.verdicts[0] + this.verdicts[1] + this.verdicts[2];
    }
    get few() {
      return this.stories < FEW;
    }
    get npt() {
      return this.words ? (1000 * this.points) / this.words : 0;
    }
    get interval() {
      if (this.stories < LEAST || !this.points) return null;
      const rate = this.points / this.words;
      const residual = Math.max(this.points2 - 2 * rate * this.cross + rate * rate * this.words2, 0);
      const error = Math.sqrt((residual * this.stories) / (this.stories - 1)) / this.points;
      const reach = Math.exp(quantile(this.stories - 1) * error);
      return [this.npt / reach, this.npt * reach];
    }
    get ends() {
      return this.interval ?? [this.npt, this.npt];
    }
  }

  // ---- Words and scales, as in wording.py and charts/scale.py ------------------------------------------------------
  const percent = (share) => {
    const number = 100 * share;
    if (number > 0 && number < 0.05) return "<\u00a00.1\u00a0%";
    if (number >= 99.5 && number < 100) return `${Math.min(number, 99.9).toFixed(1)}\u00a0%`;
    return `${number.toFixed(number > 0 && number < 9.95 ? 1 : 0)}\u00a0%`;
  };
  const points = (npt) => (npt >= 99.95 ? words.format(Math.round(npt)) : npt.toFixed(1));
  const between = (interval) => (interval ? interval.map(points).join(" to ") : "");
  const told = (tally) =>
    tally.stories
      ? `${words.format(tally.stories)} stories; ` +
        VERDICTS.map((name, at) => `${name} ${percent(tally.verdicts[at] / tally.stories)} (${words.format(tally.verdicts[at])})`).join(", ") +
        `; ${points(tally.npt)} points per 1,000 words` + (tally.interval ? ` (${between(tally.interval)})` : "")
      : "no stories";
  const scale = (highest, most, leastStep = 0) => {
    const high = Math.max(highest, leastStep, 1e-9);
    const power = 10 ** Math.floor(Math.log10(high / most));
    const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((size) => size >= (high / most) * (1 - 1e-9) && (!leastStep || (size >= leastStep && size % leastStep === 0)));
    return { step, top: step * Math.ceil(high / step - 1e-9) };
  };
  const plain = (tick) => words.format(Number(tick.toFixed(2)));
  const share = (at, number) => Math.min(Math.max(number / at.top, 0), 1);
  const svg = (name, attributes, text = "") => {
    const node = document.createElementNS("http://www.w3.org/2000/svg", name);
    set(node, attributes);
    node.textContent = text;
    return node;
  };

  // ---- Moving the marks --------------------------------------------------------------------------------------------
  const HEAD = 6; // room above the highest mark
  const y = (part, height) => HEAD + (height - HEAD) * (1 - part);
  const along = (at, number) => `${3 + 94 * share(at, number)}%`;
  const rule = (panel, at, height, said = plain) => {
    const ticks = Array.from({ length: Math.round(at.top / at.step) + 1 }, (_, number) => number * at.step);
    const places = ticks.map((tick) => y(share(at, tick), height));
    one(".axis", panel).replaceChildren(...ticks.map((tick, number) => svg("text", { x: "100%", y: places[number] + 3.5 }, said(tick))));
    one(".grid", panel).replaceChildren(...places.map((place) => svg("line", { x1: 0, x2: "100%", y1: place, y2: place })));
  };
  const stack = (slot, counts, unit, height) => {
    let below = 0;
    VERDICTS.forEach((name, at) => {
      const part = unit ? counts[at] / unit : 0;
      set(one(`rect.${name}`, slot), { y: y(below + part, height), height: y(below, height) - y(below + part, height) });
      below += part;
    });
  };
  const slots = (panel) => all(".slot", panel);
  const titled = (slot, text) => {
    const title = one("title", slot);
    title.dataset.name ??= title.textContent.split(": ")[0];
    title.textContent = `${title.dataset.name}: ${text}`;
  };

  const drawTime = (periods, whole) => {
    const [shares, penalty, volume] = ["shares", "penalty", "volume"].map((name) => one(`.time .${name}`));
    if (!shares) return;
    const certain = periods.filter((tally) => !tally.few);
    const high = scale(Math.max(...(certain.length ? certain : periods).map((tally) => tally.ends[1])), 4);
    const many = scale(Math.max(...periods.map((tally) => tally.stories)), 2, 1);
    const heights = [shares, penalty, volume].map((panel) => Number(one(".slot", panel).getAttribute("height")));
    rule(penalty, high, heights[1]);
    rule(volume, many, heights[2]);
    const line = y(share(high, whole.npt), heights[1]);
    set(one("line.whole", penalty), { y1: line, y2: line });
    const [shareSlots, penaltySlots, volumeSlots] = [shares, penalty, volume].map(slots);
    periods.forEach((tally, at) => {
      const text = told(tally);
      for (const slot of [shareSlots[at], penaltySlots[at], volumeSlots[at]]) titled(slot, text);
      stack(shareSlots[at], tally.verdicts, tally.stories, heights[0]);
      const [low, top] = tally.ends.map((end) => y(share(high, end), heights[1]));
      set(one("line.range", penaltySlots[at]), { x1: "50%", x2: "50%", y1: low, y2: tally.stories ? top : low });
      set(one("circle", penaltySlots[at]), {
        class: tally.few ? "few" : "enough", cx: "50%", cy: y(share(high, tally.npt), heights[1]), r: tally.stories ? 3.5 : 0,
      });
      const bar = y(share(many, tally.stories), heights[2]);
      set(one("rect.all", volumeSlots[at]), { y: bar, height: heights[2] - bar });
    });
  };

  const standing = (tally, whole) => {
    if (tally.few) return "few";
    const interval = tally.interval;
    return interval && interval[0] > whole.npt ? "worse" : interval && interval[1] < whole.npt ? "better" : "enough";
  };
  const drawGroups = (name, tallies, whole) => {
    const table = one(`table.by-${name}`);
    if (!table) return;
    const there = [...tallies.values()].filter((tally) => tally.stories);
    const at = scale(Math.max(whole.npt, ...there.map((tally) => (tally.few ? tally.npt : tally.ends[1]))), 5);
    const ticks = Array.from({ length: Math.round(at.top / at.step) + 1 }, (_, number) => number * at.step);
    one(".ruler", table).replaceChildren(
      ...ticks.map((tick, number) => {
        const mark = svg("g", number % 2 ? { class: "wide" } : {});
        const x = along(at, tick);
        mark.append(svg("text", { x, y: 12 }, plain(tick)), svg("line", { x1: x, x2: x, y1: 16, y2: 20 }));
        return mark;
      }),
    );
    for (const row of table.tBodies[0].rows) {
      const tally = tallies.get(Number(row.dataset.key)) ?? new Tally();
      row.hidden = !tally.stories;
      if (row.hidden) continue;
      const [, bars, held, plot, penalty, interval, stories, length] = row.cells;
      let left = 0;
      VERDICTS.forEach((verdict, number) => {
        const part = tally.verdicts[number] / tally.stories;
        set(one(`rect.${verdict}`, bars), { x: `${100 * left}%`, width: `${100 * part}%` });
        left += part;
      });
      bars.dataset.sort = tally.verdicts[0] / tally.stories;
      held.textContent = percent(tally.verdicts[0] / tally.stories);
      const state = standing(tally, whole);
      const [low, high] = tally.ends.map((end) => along(at, end));
      const line = along(at, whole.npt);
      set(one("line.whole", plot), { x1: line, x2: line });
      set(one("line.range", plot), { x1: low, x2: high });
      set(one("circle", plot), { class: state, cx: along(at, tally.npt) });
      plot.dataset.sort = tally.npt;
      penalty.textContent = points(tally.npt);
      penalty.className = state;
      interval.textContent = between(tally.interval);
      interval.dataset.sort = tally.interval?.[0] ?? -1;
      stories.textContent = words.format(tally.stories);
      length.textContent = words.format(tally.words);
      const few = one(".few-note", row);
      if (few) few.hidden = !tally.few;
      else if (tally.few) row.cells[0].append(Object.assign(document.createElement("span"), { className: "few-note", textContent: "few stories" }));
    }
  };

  const drawScores = (bins) => {
    const panel = one(".scores");
    if (!panel) return;
    const height = Number(one(".slot", panel).getAttribute("height"));
    const sums = bins.map((counts) => counts[0] + counts[1] + counts[2]);
    const at = scale(Math.max(...sums), 4, 1);
    rule(panel, at, height);
    slots(panel).forEach((slot, number) => {
      stack(slot, bins[number], at.top, height);
      titled(slot, `${words.format(sums[number])} stories; ` + VERDICTS.map((name, verdict) => `${name} ${words.format(bins[number][verdict])}`).join(", "));
    });
    one(".median", panel).setAttribute("visibility", filtered() ? "hidden" : "visible");
  };

  const drawRules = (found, stories) => {
    const rows = all("tr[data-rule]");
    const most = Math.max(1, ...found.map(([findings]) => findings));
    for (const row of rows) {
      const [findings, inStories] = found[Number(row.dataset.rule)] ?? [0, 0];
      row.hidden = !findings;
      const [, , , bar, number, part] = row.cells;
      set(one("rect", bar), { width: `${(100 * findings) / most}%` });
      bar.dataset.sort = findings;
      number.textContent = words.format(findings);
      part.textContent = percent(stories ? inStories / stories : 0);
      part.dataset.sort = inStories;
    }
  };

  // ---- The filters -------------------------------------------------------------------------------------------------
  const panel = one(".filters");
  const form = one("form", panel);
  const chosen = {};
  const filtered = () => Object.values(chosen).some((number) => number !== null);
  const periodsNumber = slots(one(".time .shares") ?? document.createElement("div")).length;
  const outlets = one(".by-outlet");
  const total = cells.reduce((sum, row) => sum + row[3], 0);

  const draw = () => {
    const open = combinations.map((keys) => dimensions.every((name, at) => chosen[name] === null || chosen[name] === keys[at]));
    const whole = new Tally();
    const periods = Array.from({ length: periodsNumber }, () => new Tally());
    const groups = Object.fromEntries(dimensions.map((name) => [name, new Map()]));
    const timed = chosen.from !== null || chosen.to !== null;
    const first = chosen.from ?? 0;
    const last = chosen.to ?? periodsNumber - 1;
    for (const row of cells) {
      const [cell, verdict, period] = row;
      if (!open[cell] || (chosen.verdict !== null && verdict !== chosen.verdict)) continue;
      if (timed && (period - 1 < first || period - 1 > last || !period)) continue;
      whole.add(row);
      if (period) periods[period - 1].add(row);
      dimensions.forEach((name, at) => {
        const key = combinations[cell][at];
        let tally = groups[name].get(key);
        if (!tally) groups[name].set(key, (tally = new Tally()));
        tally.add(row);
      });
    }
    let counted = 0;
    const bins = Array.from({ length: 21 }, () => [0, 0, 0]);
    for (const [cell, verdict, bin, stories] of scored) {
      if (!open[cell] || (chosen.verdict !== null && verdict !== chosen.verdict)) continue;
      bins[bin][verdict] += stories;
      counted += stories;
    }
    const found = [];
    for (const [rule, cell, verdict, findings, stories] of fired) {
      if (!open[cell] || (chosen.verdict !== null && verdict !== chosen.verdict)) continue;
      const sums = (found[rule] ??= [0, 0]);
      sums[0] += findings;
      sums[1] += stories;
    }
    drawTime(periods, whole);
    for (const name of dimensions) drawGroups(name, groups[name], whole);
    drawScores(bins);
    if (fired.length) drawRules(found, counted);
    for (const story of all(".story")) {
      story.hidden = [...dimensions, "verdict"].some((name) => chosen[name] !== null && Number(story.dataset[name]) !== chosen[name]) ||
        (timed && !(Number(story.dataset.period) >= first && Number(story.dataset.period) <= last));
    }
    document.body.classList.toggle("filtered", filtered());
    document.body.classList.toggle("in-period", timed);
    one("button", form).disabled = !filtered();
    const output = one("output", panel);
    output.textContent = "";
    if (!filtered()) return;
    const strong = document.createElement("b");
    strong.textContent = `${words.format(whole.stories)} of ${words.format(total)} stories`;
    output.append(strong, whole.stories ? `: ${VERDICTS.map((name, at) => `${name} ${percent(whole.verdicts[at] / whole.stories)}`).join(", ")}; ` +
      `${points(whole.npt)} points per 1,000 words${whole.interval ? ` (${between(whole.interval)})` : ""}, ${words.format(whole.words)} words.` : ".");
  };

  for (const select of all("select", form)) {
    chosen[select.name] = null;
    select.addEventListener("change", () => {
      chosen[select.name] = select.value === "" ? null : Number(select.value);
      select.classList.toggle("set", select.value !== "");
      draw();
    });
  }
  chosen.from ??= null;
  chosen.to ??= null;
  form.addEventListener("reset", () => {
    for (const select of all("select", form)) {
      chosen[select.name] = null;
      select.classList.remove("set");
    }
    setTimeout(draw);
  });
  panel.hidden = false;
})();
