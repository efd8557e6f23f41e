/* What a page can do with script that it does without: filter the list, and tell times in the reader's zone. */
(() => {
  "use strict";
  const PAGE = 20; // more would take longer to lay out than a frame
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("ß", "ss");

  const filters = document.querySelector(".filters");
  if (filters) {
    const controls = all("input, select", filters);
    const [status, clear] = [filters.querySelector("[role=status]"), filters.querySelector(".clear")];
    const [list, found, more] = [document.getElementById("_all"), document.getElementById("_found"), document.querySelector(".more")];
    let loading, turn = 0, matches = [], shown = 0;

    const load = () => loading ??= fetch(filters.dataset.index).then((answer) => {
      if (!answer.ok) throw new Error(answer.statusText);
      return answer.json();
    }).then(({ severities, rows }) => rows.map((row) => {
      const [path, lang, date, day, year, severity, title, names, resolve, label, description, tags, remark, services] = row;
      return {
        path, lang, date, day, title, names, resolve, label, description, remark,
        mark: severity, group: year,
        words: plain([title.join(""), description, names, ...tags].join(" ")),
        of: { service: services, severity: [severities[severity]], year: [String(year)], tag: tags },
      };
    })).catch((error) => { loading = undefined; throw error; });

    const fill = (line, name, text, lang = "") => {
      const element = line.querySelector(name);
      element.textContent = text;
      if (lang) [element.lang, element.dir] = [lang, "auto"];
      return element;
    };
    const part = (tag, text, name = "") => {
      const element = document.createElement(tag);
      [element.className, element.textContent] = [name, text];
      return element;
    };
    const row = (report) => {
      const line = document.getElementById("_row").content.firstElementChild.cloneNode(true);
      if (report.day) {
        const time = document.createElement("time");
        [time.dateTime, time.textContent] = [report.date, report.day];
        fill(line, ".row-date", "").append(time);
      }
      const mark = document.getElementById("_severities").content.children[report.mark];
      if (mark) fill(line, ".row-severity", "").append(mark.cloneNode(true));
      const link = fill(line, "a", "", report.lang);
      link.append(...report.title.map((text, at) => at % 2 ? part("code", text) : text));
      link.href = filters.dataset.root + report.path;
      if (report.lang) link.hreflang = report.lang;
      const description = fill(line, ".row-description", report.description, report.lang);
      if (report.quoted) description.replaceChildren(report.quoted.cloneNode(true));
      const services = fill(line, ".row-services", report.names);
      if (report.remark) services.prepend(part("strong", report.remark), report.names && " · ");
      const resolve = fill(line, ".row-resolve", report.label && report.resolve + " ");
      if (report.label) resolve.append(part("span", report.label, "label"));
      else if (report.resolve) resolve.append(part("strong", report.resolve));
      return line;
    };
    const show = () => {
      for (const report of matches.slice(shown, shown + PAGE)) {
        let last = found.lastElementChild;
        if (!last || last.dataset.year !== String(report.group)) {
          last = document.getElementById("_year_of").content.firstElementChild.cloneNode(true);
          last.dataset.year = report.group;
          last.querySelector("h2").textContent = report.group || "–";
          found.append(last);
        }
        last.lastElementChild.append(row(report));
      }
      shown = Math.min(shown + PAGE, matches.length);
      more.hidden = shown >= matches.length;
    };
    const others = all(".site-header [hreflang]"); // the same list in other languages
    const apply = async () => {
      for (const link of others) link.search = location.search;
      const wanted = controls.filter((control) => control.value.trim());
      const mine = ++turn;
      clear.hidden = !wanted.length;
      list.hidden = wanted.length > 0;
      found.hidden = !wanted.length;
      if (!wanted.length) {
        [more.hidden, status.textContent] = [true, ""];
        return;
      }
      try {
        const reports = await load();
        if (mine !== turn) return;
        const query = controls.find((control) => control.name === "q").value.replace(/["“”„«»]/g, " ").trim();
        // Who has no umlauts on their keys writes `ae` for `ä`, which `plain` makes an `a`.
        const words = plain(query).split(/\s+/).map((word) => [word, word.replace(/([aou])e/g, "$1")]);
        const has = (text, part = (word) => word) =>
          words.every((forms) => forms.some((word) => text.includes(part(word))));
        const chosen = wanted.filter((control) => control.name !== "q");
        const narrow = (texts) => {
          matches = reports.filter((report) => chosen.every((control) => report.of[control.name].includes(control.value)))
            .map((report) => has(report.words) ? report
              : texts.has(report.path) && { ...report, quoted: texts.get(report.path) })
            .filter(Boolean);
          shown = 0;
          found.replaceChildren();
          status.textContent = filters.dataset.found.replace("#", matches.length.toLocaleString(document.documentElement.lang));
          show();
        };
        narrow(new Map());
        if (!query || !globalThis.searchFullText) return;
        const texts = await globalThis.searchFullText(query, (text, part) => has(plain(text), part)).catch(() => null);
        if (mine !== turn) return;
        if (texts === null) status.textContent += ` ${filters.dataset.inPart}`;
        else if (texts.size) narrow(texts);
      } catch {
        [list.hidden, found.hidden, more.hidden] = [false, true, true];
        status.textContent = filters.dataset.failed;
      }
    };
    const changed = () => {
      const query = new URLSearchParams();
      for (const control of controls) if (control.value.trim()) query.set(control.name, control.value.trim());
      history.replaceState(null, "", (String(query) && "?" + query) || location.pathname);
      apply();
    };
    const read = () => {
      const query = new URLSearchParams(location.search);
      for (const control of controls) control.value = query.get(control.name) ?? "";
      for (const control of controls) if (control.selectedIndex === -1) control.value = "";
      apply();
    };
    const reset = () => {
      for (const control of controls) control.value = "";
      changed();
    };
    filters.addEventListener("input", changed);
    clear.addEventListener("click", () => { reset(); controls[0].focus(); });
    more.addEventListener("click", () => {
      const next = shown;
      show();
      all(".row a", found)[next]?.focus();
    });
    for (const year of all(".calendar a")) year.addEventListener("click", () => { if (!clear.hidden) reset(); });
    addEventListener("pageshow", (event) => { if (!event.persisted) read(); });
  }

  // The marks of a year are one stop with it: arrows go along them.
  for (const calendar of all(".calendar")) calendar.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return; // the browser's own
    const links = all("a", event.target.closest("tr"));
    const next = links[links.indexOf(event.target) + { ArrowLeft: -1, ArrowRight: 1 }[event.key]];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });

  const button = document.querySelector(".own-zone");
  if (button) {
    const { lang } = document.documentElement;
    const words = lang === "en" ? "en-GB" : lang; // as the page itself writes days
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const clock = Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    const iso = Intl.DateTimeFormat("sv");
    const day = Intl.DateTimeFormat(words, { day: "numeric", month: "long", year: "numeric" });
    const short = Intl.DateTimeFormat(words, { day: "numeric", month: "short" });
    const written = (place) => place.dateTime ?? place.dataset.at;
    const own = (place) => {
      const [at, text] = [new Date(written(place)), place.textContent];
      const time = text.match(/\d\d:\d\d(:\d\d)?/);
      if (!time) return short.format(at);
      const told = clock.format(at) + (time[1] ?? "") + text.slice(time.index + time[0].length);
      if (/\d{4}/.test(text.slice(0, time.index))) return `${day.format(at)}, ${told}`;
      const moved = !place.closest("svg") && iso.format(at) !== written(place).slice(0, 10);
      return (moved ? `${short.format(at)}, ` : "") + told;
    };
    const places = all("time[datetime*='T'], [data-at]").filter((place) => !/^P/.test(written(place)));
    const changes = new Map(places.map((place) => [place, own(place)]));
    changes.set(document.querySelector(".zone-name"), zone);
    // Below the bar a day stands where it is another than that of the joint before.
    for (const size of [".narrow", ".wide"]) {
      let last;
      for (const joint of all(`.phases ${size}`)) {
        const at = new Date(joint.querySelector("[data-at]").dataset.at);
        changes.set(joint.querySelector(".joint-day"), last === iso.format(at) ? "" : short.format(at));
        last = iso.format(at);
      }
    }
    const told = new Map([...changes.keys()].map((place) => [place, place.textContent]));
    button.addEventListener("click", () => {
      const pressed = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(pressed));
      for (const [place, text] of pressed ? changes : told) place.textContent = text;
      for (const label of all(".timeline .zone")) label.hidden = pressed;
      button.nextElementSibling.textContent = pressed ? button.dataset.note.replace("#", zone) : "";
    });
  }
})();
