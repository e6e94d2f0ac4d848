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

  const detailsOf = (row) => row.querySelector("details");

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
    details?.firstElementChild.focus({ preventScroll: true });
  }

  function follow() {
    const hash = location.hash.slice(1);
    if (hash.includes("=")) {
      const want = new URLSearchParams(hash);
      for (const name of fields) form.elements[name].value = want.get(name) ?? "";
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
      if (!row) return;
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
    const details = detailsOf(title.closest(".fact"));
    details.open = !details.open;
  });
  window.addEventListener("hashchange", follow);

  form.hidden = false;
  filter();
  follow();
})();
