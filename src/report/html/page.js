// Filters the facts and opens them; the page is whole without it. What is filtered by and which fact is open stand in the
// address behind the #, so that a view or a fact can be sent as a link: #level=look&source=1, or #f-9c1e… for one fact.
"use strict";
(() => {
  const form = document.getElementById("filter");
  const found = document.getElementById("found");
  const table = document.querySelector(".matrix");
  const groups = [...document.querySelectorAll(".group")];
  const fields = ["level", "relation", "source", "text"];
  const facts = [];
  let open = ""; // the id of the fact in the address
  let awaited = ""; // that of a fact which is to be opened and is not read yet

  // A large page has all facts but the first in noscripts: the browser takes each for one piece of text, not for thousands of
  // elements. They are read one after the other, so that no task is long.
  const unread = [...document.querySelectorAll("noscript")];

  function add(rows) {
    for (const row of rows) {
      facts.push({
        row,
        level: row.dataset.level,
        kinds: (row.dataset.kinds || "").split(" "),
        sources: row.dataset.sources.split(" "),
        words: null, // read when first searched
      });
    }
  }

  function read() {
    const part = unread.shift();
    const rows = new DOMParser().parseFromString(part.textContent, "text/html").querySelectorAll(".fact");
    part.remove();
    table.append(...rows);
    add(rows);
  }

  function readOn() {
    if (unread.length) read();
    filter();
    if (awaited) show(awaited);
    if (unread.length) setTimeout(readOn);
  }

  function readAll() {
    while (unread.length) read();
    filter();
  }

  const wordsOf = (fact) => (fact.words ??= fact.row.textContent.toLowerCase());

  const fits = (fact, want) =>
    (!want.level || fact.level === want.level) &&
    (!want.relation || fact.kinds.includes(want.relation)) &&
    (!want.source ||
      (want.source[0] === "-" ? !fact.sources.includes(want.source.slice(1)) : fact.sources.includes(want.source))) &&
    want.text.every((word) => wordsOf(fact).includes(word));

  const values = () => Object.fromEntries(fields.map((name) => [name, form.elements[name].value.trim()]));

  function filter() {
    const want = values();
    want.text = want.text.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const fact of facts) {
      const fit = fits(fact, want);
      shown += fit;
      if (fact.row.hidden === fit) fact.row.hidden = !fit;
    }
    for (const group of groups) group.hidden = !group.querySelector(".fact:not([hidden])");
    const noun = facts.length === 1 ? "fact" : "facts";
    const all = shown === facts.length ? `${shown} ${noun}` : `${shown} of ${facts.length} ${noun}`;
    found.value = unread.length ? "reading…" : all;
  }

  function address() {
    awaited = "";
    const set = Object.entries(values()).filter(([, value]) => value);
    const fact = open && !document.getElementById(open).hidden ? open : "";
    if (fact && set.length) set.push(["fact", fact]);
    const hash = set.length ? "#" + new URLSearchParams(set) : fact && "#" + fact;
    try {
      history.replaceState(null, "", location.pathname + location.search + hash);
    } catch {
      // some browsers allow no more than a hundred changes in a while: the view is right, the address is late
    }
  }

  function show(id) {
    const row = document.getElementById(id);
    awaited = !row && unread.length ? id : "";
    if (!row?.classList.contains("fact")) return;
    open = id;
    if (row.hidden) {
      form.reset();
      filter();
    }
    const details = row.querySelector("details");
    if (details) details.open = true;
    row.scrollIntoView({ block: "start" });
    const target = details?.firstElementChild ?? row;
    if (target === row) row.tabIndex = -1;
    target.focus({ preventScroll: true });
    address();
  }

  // What the address does not say is not filtered by; where it names a place of the page, the view stays as it is.
  function follow() {
    const hash = location.hash.slice(1);
    const isView = hash.includes("=");
    if (isView || !document.getElementById(hash)) {
      const want = new URLSearchParams(isView ? hash : "");
      for (const name of fields) {
        const field = form.elements[name];
        field.value = want.get(name) ?? "";
        if (field.selectedIndex === -1) field.selectedIndex = 0; // what this page does not have
      }
      filter();
      if (want.get("fact")) show(want.get("fact"));
    }
    if (hash && !isView) show(hash);
  }

  form.addEventListener("input", () => {
    filter();
    address();
  });
  form.addEventListener("reset", () =>
    // the fields are empty only after the event
    setTimeout(() => {
      filter();
      address();
    }),
  );
  form.addEventListener("submit", (event) => event.preventDefault());
  document.addEventListener(
    "toggle",
    (event) => {
      const row = event.target.closest?.(".fact");
      if (!row || event.target !== row.querySelector("details")) return;
      if (event.target.open) open = row.id;
      else if (open === row.id) open = "";
      address();
    },
    true,
  );
  // the title of a fact opens and closes it
  document.addEventListener("click", (event) => {
    const title = event.target.closest?.(".fact th a");
    if (!title) return;
    event.preventDefault();
    const details = title.closest(".fact").querySelector("details");
    details.open = !details.open;
  });
  window.addEventListener("beforeprint", readAll);
  window.addEventListener("hashchange", follow);

  form.hidden = false;
  add(document.querySelectorAll(".fact"));
  filter();
  follow();
  // the browser goes to the address's place itself when all is loaded, and takes the focus along
  window.addEventListener("load", () => setTimeout(follow));
  setTimeout(readOn);
})();
