/* Search in full texts, with Pagefind: the filters ask here when somebody has typed words. */
(() => {
  "use strict";
  const BEST = 60; // so many results are looked up; each is a small file
  const PAUSE = 120; // milliseconds; whoever goes on typing has not asked yet
  const { fullText } = document.querySelector(".filters")?.dataset ?? {};
  if (!fullText) return;
  let loading, turn = 0;

  const load = () => loading ??= import(new URL(fullText, document.baseURI).href).then(async (search) => {
    await search.options({ baseUrl: "/", excerptLength: 24 });
    await search.init();
    return search;
  }).catch((error) => { loading = undefined; throw error; });

  const quote = (excerpt) => {
    const quoted = document.createDocumentFragment();
    for (const node of new DOMParser().parseFromString(excerpt, "text/html").body.childNodes) {
      const part = node.nodeName === "MARK" ? document.createElement("mark") : new Text();
      part.textContent = node.textContent;
      quoted.append(part);
    }
    quoted.prepend("… ");
    quoted.append(" …");
    return quoted;
  };

  // Pagefind finds `one` for `onerror`, and minds no word that stands nowhere: texts must have the beginning of each.
  const begun = (word) => word.slice(0, Math.max(4, word.length - 3));

  // The paths of reports that have the words, each with where they stand; nothing for who went on typing.
  // `has` says whether a text has all words of the query, or a part of each.
  globalThis.searchFullText = async (query, has) => {
    const mine = ++turn;
    await new Promise((done) => { setTimeout(done, PAUSE); });
    if (mine !== turn) return new Map();
    const search = await load();
    const { results } = await search.search(query);
    const found = await Promise.all(results.slice(0, BEST).map((result) => result.data()));
    const right = found.filter(({ content }) => has(content, begun));
    return new Map(right.map(({ url, excerpt }) => [url.slice(1), quote(excerpt)]));
  };
})();
