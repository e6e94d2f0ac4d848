// Filters the facts and opens them; the page is whole without it. What is filtered by and which fact is open stand in the
// address behind the #, so that a view or a fact can be sent as a link: #level=look&source=1, or #f-9c1e… for one fact.
"use strict";
(() => {
  const form = document.getElementById("filter");
  const found = document.getElementById("found");
  const groups = [...document.querySelectorAll(".group")];
  const facts = [...document.querySelectorAll(".fact")].map((row) => ({
    row,
    level: row.dataset.level,
    kinds: (row.dataset.kinds || "").split(" "),
    sources: row.dataset.sources.split(" "),
    words: null, // read when first searched
  }));
  const fields = ["level", "relation", "source", "text"];
  let open = ""; // the id of the fact in the address

  // On a large page what stands behind a fact is in a noscript: the browser reads it as one piece of text, not as thousands
  // of elements. It becomes elements when there is time, or when it is asked for.
  const unread = facts.map((fact) => fact.row).filter((row) => row.querySelector("noscript"));
  const later = window.requestIdleCallback ?? setTimeout;

  function fill(row) {
    const text = row.querySelector("noscript");
    text?.replaceWith(...new DOMParser().parseFromString(text.textContent, "text/html").body.childNodes);
  }

  function fillSome() {
    const end = performance.now() + 8; // milliseconds: half a frame
    while (unread.length && performance.now() < end) fill(unread.shift());
    if (unread.length) later(fillSome);
  }

  function read(row) {
    const markup = row.querySelector("noscript")?.textContent;
    if (!markup) return row.textContent;
    // every < > & of a source's words is written as a number: what looks like a tag is one of ours
    const words = markup.replace(/<[^>]*>/g, "").replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(code));
    return row.firstElementChild.textContent + row.querySelector("summary").textContent + words;
  }

  const wordsOf = (fact) => (fact.words ??= read(fact.row).toLowerCase());

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
    found.value = shown === facts.length ? `${shown} facts` : `${shown} of ${facts.length} facts`;
  }

  function address() {
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

  function detailsOf(row) {
    fill(row);
    return row.querySelector("details");
  }

  function show(id) {
    const row = document.getElementById(id);
    if (!row || !row.classList.contains("fact")) return;
    open = id;
    if (row.hidden) {
      form.reset();
      filter();
    }
    const details = detailsOf(row);
    if (details) details.open = true;
    row.scrollIntoView({ block: "start" });
    const target = details?.firstElementChild ?? row;
    if (target === row) row.tabIndex = -1;
    target.focus({ preventScroll: true });
  }

  function follow() {
    const hash = location.hash.slice(1);
    if (hash.includes("=")) {
      const want = new URLSearchParams(hash);
      for (const name of fields) {
        const field = form.elements[name];
        field.value = want.get(name) ?? "";
        if (field.selectedIndex === -1) field.selectedIndex = 0; // what this page does not have
      }
      filter();
      if (want.get("fact")) show(want.get("fact"));
    } else if (hash) {
      show(hash);
      if (open === hash) address();
    }
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
      if (!row || event.target !== detailsOf(row)) return;
      if (event.target.open) open = row.id;
      else if (open === row.id) open = "";
      address();
    },
    true,
  );
  // the title of a fact opens and closes it
  document.addEventListener("click", (event) => {
    const head = event.target.closest?.(".fact th a, .fact summary");
    if (!head) return;
    const details = detailsOf(head.closest(".fact"));
    if (head.tagName !== "A") return;
    event.preventDefault();
    details.open = !details.open;
  });
  window.addEventListener("beforeprint", () => unread.splice(0).forEach(fill));
  window.addEventListener("hashchange", follow);

  form.hidden = false;
  filter();
  follow();
  // the browser goes to the address's place itself when all is loaded, and takes the focus along
  window.addEventListener("load", () => setTimeout(follow));
  later(fillSome);
})();
