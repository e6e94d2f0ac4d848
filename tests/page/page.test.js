// The page of a report in a real browser: what it loads, how it is used, how it prints, who can read it.
// FACTDIFF names the program; `cargo test` sets it and runs this, where node, the packages and a Chromium are there.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { launch } from "./browser.js";
import { long, tricks, write as writeHostile } from "./hostile.js";
import { write as writeMany } from "./many.js";

const root = resolve(import.meta.dirname, "../..");
const program = process.env.FACTDIFF ?? join(root, "target/release/factdiff");
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let folder, browser;
const pages = {}; // name -> address

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "factdiff-"));
  writeHostile(join(folder, "hostile"), 3);
  writeHostile(join(folder, "hostile-many"), 6);
  writeMany(join(folder, "many"), 6, 200);
  for (const name of ["hostile", "hostile-many", "many"]) pages[name] = report(join(folder, name), name);
  pages.sources = report(join(root, "sources"), "sources");
  browser = await launch();
});

after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

function report(sources, name) {
  const file = join(folder, `${name}.html`);
  execFileSync(program, ["report", sources, "-f", "html", "-o", file]);
  return pathToFileURL(file).href;
}

/** Opens a page; what it complains of and what it asks for is kept in `page.told` and `page.asked`. */
async function open(address, options = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.told = [];
  page.asked = [];
  page.on("console", (message) => page.told.push(message.text()));
  page.on("pageerror", (error) => page.told.push(String(error)));
  page.on("request", (request) => page.asked.push(request.url()));
  await page.goto(address);
  return page;
}

const facts = (page) => page.locator("tbody.fact:visible");
const bodyOf = (fact) => fact.locator("td > details");
const hash = (page) => page.evaluate(() => location.hash);
const focused = (page) => page.evaluate(() => document.activeElement.closest(".fact")?.id);

/** Waits until `read(page)` is `wanted`: the browser tells the page what was opened, closed or typed once it has time for it. */
async function becomes(page, read, wanted, message) {
  const end = Date.now() + 10_000;
  while ((await read(page)) !== wanted && Date.now() < end) await page.waitForTimeout(20);
  assert.equal(await read(page), wanted, message);
}

test("a page asks nobody for anything and has nothing to complain of", async () => {
  for (const address of Object.values(pages)) {
    const page = await open(address);
    await page.waitForTimeout(200);
    assert.deepEqual(page.asked, [address]);
    assert.deepEqual(page.told, []);
  }
});

test("the policy of the page stops what somebody has put into it", async () => {
  const evil = `<script>globalThis.broken = 1</script><b onclick="globalThis.broken = 2" id="evil">x</b>
    <img src="data:," onerror="globalThis.broken = 3"><img src="https://evil.example/i.png"><style>body { display: none }</style>
    <iframe srcdoc="<script>parent.broken = 4</script>"></iframe><base href="https://evil.example/">`;
  const file = join(folder, "injected.html");
  writeFileSync(file, readFileSync(new URL(pages.sources), "utf8").replace("</main>", `${evil}</main>`));
  const page = await open(pathToFileURL(file).href);
  await page.click("#evil");
  await page.evaluate(() => document.body.insertAdjacentHTML("beforeend", "<img src=x onerror='globalThis.broken = 5'>"));
  await page.waitForTimeout(200);
  assert.equal(await page.evaluate(() => globalThis.broken), undefined);
  assert.ok(page.told.length >= 5 && page.told.every((line) => line.includes("Content Security Policy")), page.told.join("\n"));
  assert.equal(await page.evaluate(() => document.baseURI), pathToFileURL(file).href);
});

test("facts are filtered by verdict, relation, source and words, and all together", async () => {
  const page = await open(pages.sources);
  const all = await facts(page).count();
  const count = async () => Number((await page.locator("#found").textContent()).split(" ")[0]);
  const whole = await count();
  await page.selectOption("[name=level]", "look");
  const look = await facts(page).count();
  assert.ok(look > 0 && look < all);
  assert.equal(await page.locator("tbody.fact.look:visible").count(), look);
  assert.equal(await page.locator(".alone .group:visible").count(), 0, "what one source alone states is of no verdict");
  await page.selectOption("[name=level]", "");
  await page.selectOption("[name=relation]", "gap.enumeration");
  assert.equal(await facts(page).count(), 1);
  await page.selectOption("[name=relation]", "");
  await page.selectOption("[name=source]", { label: "not dmr-news" });
  assert.equal(await facts(page).count(), 0);
  assert.equal(await page.locator(".alone .group:visible").count(), 1);
  await page.click("[type=reset]");
  await page.fill("[name=text]", "STATEMENT disappointed");
  assert.equal(await facts(page).count(), 1, "both words, one of them behind the closed fact");
  await page.fill("[name=text]", "zyzzyva");
  // the page filters once the browser has time for it
  const counts = (number) =>
    page.waitForFunction((number) => document.querySelector("#found").textContent.startsWith(`${number} `), number);
  await counts(0);
  await page.click("[type=reset]");
  await counts(whole);
  assert.equal(await hash(page), "");
});

test("a fact opens to the words of both sides, and the address says which is open", async () => {
  const page = await open(pages.sources);
  const fact = facts(page).first();
  await bodyOf(fact).locator("summary").first().click();
  assert.equal(await fact.locator(".sides > li:visible").count(), 2);
  assert.ok((await fact.locator("mark:visible").count()) > 0);
  await becomes(page, hash, `#${await fact.getAttribute("id")}`);
  await fact.locator("th a").click();
  assert.equal(await fact.locator(".sides > li:visible").count(), 0, "the title opens and closes it, too");
  await becomes(page, hash, "");
});

test("the sides stand beside each other where there is room", async () => {
  for (const [width, beside] of [[1600, true], [900, true], [360, false]]) {
    const page = await open(pages.sources, { viewport: { width, height: 900 } });
    const fact = facts(page).first();
    await bodyOf(fact).locator("summary").first().click();
    const [a, b] = await Promise.all([0, 1].map((nth) => fact.locator(".sides > li").nth(nth).boundingBox()));
    assert.equal(a.y === b.y && a.x < b.x, beside, `${width}`);
  }
});

test("why two claims are one fact is told part by part", async () => {
  const page = await open(pages.sources);
  const fact = facts(page).first();
  await bodyOf(fact).locator("summary").first().click();
  await fact.locator(".why summary").click();
  assert.match(await fact.locator(".why").innerText(), /shared and related words[\s\S]*factdiff explain dmr-news#/);
  await page.waitForTimeout(200);
  assert.equal(await hash(page), `#${await fact.getAttribute("id")}`, "the fact stays the one that is open");
});

test("an address holds a filtered view", async () => {
  const page = await open(`${pages.sources}#level=look&source=-5&relation=nonsense&text=statement`);
  assert.equal(await page.locator("[name=level]").inputValue(), "look");
  assert.equal(await page.locator("[name=relation]").inputValue(), "", "what the page does not have is not chosen");
  const shown = await facts(page).count();
  assert.ok(shown > 0 && shown < 4);
  await page.fill("[name=text]", "");
  const again = await open(pages.sources + (await hash(page)));
  assert.equal(await facts(again).count(), await facts(page).count());
});

test("an address that is typed or gone back to is followed, and what it does not say is not filtered by", async () => {
  const page = await open(`${pages.sources}#level=look`);
  const [look, whole] = [await facts(page).count(), await page.locator("tbody.fact").count()];
  assert.ok(look < whole);
  const go = async (hash, shown) => {
    await page.evaluate((hash) => (location.hash = hash), hash);
    await page.waitForFunction((shown) => document.querySelectorAll("tbody.fact:not([hidden])").length === shown, shown);
  };
  await go("#facts", look); // a place of the page
  for (const hash of ["#nothing", "#f-0123456789abcdef", "#x=1", ""]) {
    await go("#level=look", look);
    await go(hash, whole);
    assert.equal(await page.locator("[name=level]").inputValue(), "", hash);
  }
  await page.goBack();
  await page.waitForFunction(() => document.querySelector("[name=level]").value === "look");
});

test("an address opens one fact and puts the focus there", async () => {
  const page = await open(pages.sources);
  const ids = await page.locator(".fact").evaluateAll((rows) => rows.map((row) => row.id));
  for (const id of [ids[1], ids.at(-1)]) {
    const linked = await open(`${pages.sources}#${id}`);
    await becomes(linked, focused, id);
    assert.ok(await linked.locator(`#${id}`).evaluate((row) => row.querySelector("details")?.open ?? true));
    const box = await linked.locator(`#${id}`).boundingBox();
    assert.ok(box.y >= 0 && box.y < 720, `${box.y}`);
  }
  await page.evaluate((id) => (location.hash = `level=agree&fact=${id}`), ids[0]);
  await becomes(page, focused, ids[0], "a fact that the filter would hide goes before the filter");
  assert.equal(await page.locator("[name=level]").inputValue(), "");
});

test("an address that means nothing is harmless", async () => {
  for (const end of ["#no-such-fact", "#fact=%3Cscript%3E", "#=&&==", "#%E0%A4%A", "#facts"]) {
    const page = await open(pages.sources + end);
    assert.ok((await facts(page).count()) > 3, end);
    assert.deepEqual(page.told, [], end);
  }
});

test("all can be done with the keyboard", async () => {
  const page = await open(pages.sources);
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  await page.keyboard.press("Enter");
  const reach = async (selector) => {
    for (let nth = 0; nth < 30; nth++) {
      await page.keyboard.press("Tab");
      if (await page.evaluate((selector) => document.activeElement.matches(selector), selector)) return;
    }
    assert.fail(`${selector} is not reached`);
  };
  await reach("[name=level]");
  await page.keyboard.type("to look");
  assert.equal(await page.locator("[name=level]").inputValue(), "look");
  await reach("[name=text]");
  await page.keyboard.type("examining");
  assert.equal(await facts(page).count(), 1);
  await reach("td > details > summary");
  await page.keyboard.press("Space");
  assert.equal(await facts(page).locator(".sides > li:visible").count(), 2);
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
  assert.equal(outline, "solid", "where the focus is can be seen");
  await page.keyboard.press("Enter");
  assert.equal(await facts(page).locator(".sides > li:visible").count(), 0);
});

test("on paper every fact is there, with the words of all that is not plain agreement", async () => {
  const page = await open(pages.sources);
  const all = await page.locator(".fact").count();
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator(".fact:visible").count(), all);
  for (const row of await page.locator("tbody.fact:not(.agree)").all()) {
    assert.ok((await row.locator(".sides > li:visible").count()) >= 2, await row.innerText());
  }
  assert.equal(await page.locator("#filter:visible, nav:visible, .why:visible").count(), 0);
  assert.ok((await page.pdf({ format: "A4" })).length > 10_000);
});

test("a large page that is printed at once prints whole", async () => {
  const page = await open("about:blank");
  await page.addInitScript(() => (window.setTimeout = () => {})); // it never goes on by itself
  await page.goto(pages.many);
  assert.ok((await page.locator("noscript").count()) > 0);
  await page.pdf({ format: "A4" });
  assert.equal(await page.locator("noscript").count(), 0);
  assert.equal(await page.locator(".sides > li > a").count(), 6 * 200);
});

test("a large page reads on by itself, all in one table", async () => {
  const page = await open(pages.many);
  await page.waitForFunction(() => document.querySelector("#found").textContent.endsWith("facts"));
  assert.equal(await page.locator("noscript").count(), 0);
  assert.equal(await page.locator("table.matrix").count(), 1);
  assert.equal(await page.locator(".sides > li > a").count(), 6 * 200);
  await page.locator("tbody.fact").last().locator("td > details > summary").first().click();
});

test("an address is followed to what a large page has not read yet", async () => {
  const page = await open(pages.many);
  await page.fill("[name=text]", "paper-03#c177");
  await page.waitForFunction(() => document.querySelector("#found").textContent.startsWith("1 of "));
  const view = await hash(page);
  const id = await facts(page).first().getAttribute("id");
  for (const end of [view, `#${id}`, `${view}&fact=${id}`]) {
    const linked = await open(pages.many + end);
    await linked.waitForFunction(() => document.querySelector("#found").textContent.endsWith("facts"));
    assert.equal(await linked.locator(`#${id}`).isVisible(), true, end);
    if (!end.includes(id)) continue;
    await becomes(linked, focused, id);
    assert.ok((await linked.locator(`#${id} .sides > li:visible > a`).count()) >= 6);
    await becomes(linked, hash, end);
  }
});

test("many sources in the same words share them", async () => {
  const page = await open(pages.many);
  // the first and the last paper tell it in the same words
  await page.fill("[name=text]", "paper-03#c177");
  await page.waitForFunction(() => document.querySelector("#found").textContent.startsWith("1 of "));
  const fact = facts(page).first();
  await bodyOf(fact).locator("summary").first().click();
  const words = await fact.locator(".sides p").allInnerTexts();
  assert.equal(new Set(words).size, words.length);
  assert.ok(words.length < (await fact.locator(".sides > li > a").count()));
});

test("without its script a page is a whole document", async () => {
  for (const [address, sides] of [[pages.sources, 2], [pages.many, 5]]) {
    const page = await open(address, { javaScriptEnabled: false });
    assert.equal(await page.locator("#filter").isVisible(), false);
    const fact = facts(page).first();
    await bodyOf(fact).locator("summary").first().click();
    assert.ok((await fact.locator(".sides > li:visible").count()) >= sides);
    assert.equal(await page.locator("tbody.fact:visible").count(), await page.locator("tbody.fact").count());
    assert.deepEqual(page.told, []);
  }
});

test("nothing serious stands in the way of who cannot see well or uses no mouse", async () => {
  const serious = async (page) => {
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => globalThis.axe.run());
    const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
    return grave.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 200) + node.failureSummary).join("\n  ")}`);
  };
  for (const name of ["sources", "hostile", "hostile-many"]) {
    for (const colorScheme of ["light", "dark"]) {
      for (const width of name === "sources" ? [360, 1600] : [1000]) {
        const page = await open(pages[name], { colorScheme, viewport: { width, height: 900 } });
        await page.evaluate(() => document.querySelectorAll(".fact details").forEach((details, nth) => (details.open = nth < 8)));
        // what is not laid out yet has no place, and axe-core takes what stands elsewhere for its background
        await page.evaluate(() => document.querySelectorAll("tbody").forEach((row) => (row.style.contentVisibility = "visible")));
        assert.deepEqual(await serious(page), [], `${name}, ${colorScheme}, ${width}`);
      }
    }
  }
});

/** As a page shows it: what would turn the text is shown as an escape. */
const shown = (text) => text.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\ufeff]/g, (c) => (c === "\n" ? c : `\\u{${c.codePointAt(0).toString(16)}}`));
const flat = (text) => text.replace(/\s+/g, " ");

test("hostile words are words", async () => {
  for (const address of [pages.hostile, pages["hostile-many"]]) {
    const page = await open(address);
    await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
    await page.waitForTimeout(200);
    const words = flat(await page.evaluate(() => document.body.textContent));
    for (const [name, trick] of Object.entries(tricks)) assert.ok(words.includes(flat(shown(trick))), name);
    assert.ok(words.includes(long), "a word of a hundred kilobytes is there whole");
    assert.equal(await page.evaluate(() => globalThis.broken), undefined);
    assert.equal(await page.locator("img, iframe, object, embed, [onclick], [onerror], [style]").count(), 0);
    const links = await page.locator("a").evaluateAll((all) => all.map((link) => link.getAttribute("href")));
    assert.deepEqual(links.filter((link) => !/^(#|https?:\/\/)/.test(link)), []);
    assert.deepEqual([page.asked, page.told], [[address], []]);
  }
});

test("no word is too long for a screen", async () => {
  for (const address of Object.values(pages)) {
    for (const width of [360, 900, 1600]) {
      const page = await open(address, { viewport: { width, height: 900 } });
      await page.evaluate(() => document.querySelectorAll(".fact details").forEach((details, nth) => (details.open = nth < 30)));
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width, address);
    }
  }
});
