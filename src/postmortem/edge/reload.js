// Keeps a page in step with the preview server: reloads it when the site has changed, and shows what is
// wrong over it. Browsers allow six connections to a host, so only one tab listens to the server: whoever
// holds the lock passes on what it hears, and when that tab is closed the next one takes over.
(() => {
  "use strict";

  const { version, note } = document.currentScript.dataset;
  const channel = new BroadcastChannel("postmortem-preview");
  let moment = null;
  let overlay = null;
  let leaving = false;
  let heard = 0;

  function make(name, properties, ...children) {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  }

  // A shadow root, so that the theme's styles and the overlay's do not meet. Text is only ever text.
  function place(name, content) {
    const host = make(name, { lang: "en", dir: "ltr" });
    const style = make("link", { rel: "stylesheet", href: "/_postmortem/overlay.css" });
    host.attachShadow({ mode: "open" }).append(style, content);
    document.body.append(host);
    return host;
  }

  function showProblems(problems) {
    overlay?.remove();
    overlay = null;
    if (!problems) return;
    const title = make("div", { role: "alert" }, make("h2", { textContent: problems.title }));
    const close = make("button", { type: "button", textContent: "Close" });
    close.addEventListener("click", () => showProblems(null));
    const text = make("pre", { textContent: problems.text, tabIndex: 0 });
    const panel = { className: "postmortem-problems", ariaLabel: "Problems" };
    overlay = place("postmortem-overlay", make("aside", panel, title, close, text));
  }

  function take(state) {
    heard += 1;
    if (leaving || state.moment === moment) return; // told again: what the reader closed stays closed
    moment = state.moment;
    if (state.version !== version) {
      leaving = true;
      location.reload();
    } else {
      showProblems(state.problems);
    }
  }

  async function ask() {
    const before = heard;
    try {
      const answer = await fetch("/_postmortem/problems", { cache: "no-store" });
      const state = await answer.json();
      if (heard === before) take(state); // what was heard meanwhile is newer
    } catch {
      // The server is away; whoever listens will hear when it is back.
    }
  }

  function listen(tell) {
    const source = new EventSource("/_postmortem/events");
    source.onmessage = (event) => tell(JSON.parse(event.data));
    return source;
  }

  // A browser gives up on a stream that was refused (a server that is starting again may do that).
  function keepListening(tell) {
    let source = listen(tell);
    setInterval(() => {
      if (source.readyState === EventSource.CLOSED) source = listen(tell);
    }, 2000);
  }

  function listenWhileVisible() {
    let source = null;
    const follow = () => {
      if (document.hidden) {
        source?.close();
        source = null;
      } else if (!source || source.readyState === EventSource.CLOSED) {
        source = listen(take);
      }
    };
    document.addEventListener("visibilitychange", follow);
    setInterval(follow, 2000);
    follow();
  }

  channel.onmessage = (event) => take(event.data);
  if (navigator.locks) {
    navigator.locks.request("postmortem-preview", () => {
      keepListening((state) => {
        channel.postMessage(state);
        take(state);
      });
      return new Promise(() => {}); // leads until the tab is gone
    });
    document.addEventListener("visibilitychange", () => document.hidden || ask());
  } else {
    listenWhileVisible(); // no locks outside of secure contexts, such as a plain address on the network
  }
  addEventListener("pageshow", (event) => event.persisted && ask());
  addEventListener("keydown", (event) => event.key === "Escape" && showProblems(null));
  ask();
  if (note) {
    const content = { className: "postmortem-note", ariaLabel: "Preview", textContent: note };
    place("postmortem-note", make("aside", content));
  }
})();
