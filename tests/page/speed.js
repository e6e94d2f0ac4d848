// How long the page of twenty sources and five hundred facts keeps the browser busy, and how large it is.
// node tests/page/speed.js PROGRAM: says the figures and which are over their bound. It fails for the size alone: times hang on
// what else the machine has to do.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { launch } from "./browser.js";
import { write } from "./many.js";

const RUNS = 5;
const LONGEST = 200; // milliseconds of one task
const LARGEST = 3e6; // bytes

const actions = {
  load: async () => {},
  "filter by verdict": (page) => page.selectOption("[name=level]", "conflict"),
  "by relation": (page) => page.selectOption("[name=relation]", { index: 1 }),
  "all again": (page) => page.click("[type=reset]"),
  "by source": (page) => page.selectOption("[name=source]", { index: 3 }),
  "first letter of a word": (page) => page.locator("[name=text]").pressSequentially("b"),
  "the word": (page) => page.locator("[name=text]").pressSequentially("alcor", { delay: 60 }),
  "all once more": (page) => page.click("[type=reset]"),
  "open a fact": (page) => page.locator(".fact:not([hidden]) td > details > summary").nth(3).click(),
  "the last fact by its address": (page) => page.evaluate(() => (location.hash = [...document.querySelectorAll(".fact")].at(-1).id)),
};

/** The longest task of each action, in milliseconds; tasks under 50 are not told by the browser. */
async function run(browser, url) {
  const page = await browser.newPage({ viewport: { width: 1600, height: 900 } });
  await page.addInitScript(() => {
    globalThis.tasks = [];
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map((task) => task.duration))).observe({ type: "longtask", buffered: true });
  });
  await page.goto(url);
  const longest = [];
  for (const act of Object.values(actions)) {
    await act(page);
    // two frames and a while, so that style, layout and the observer have had their turn
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 300)))));
    longest.push(await page.evaluate(() => Math.max(0, ...tasks.splice(0))));
  }
  await page.close();
  return longest;
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

const folder = mkdtempSync(join(tmpdir(), "factdiff-"));
const file = join(folder, "report.html");
write(join(folder, "sources"));
execFileSync(resolve(process.argv[2] ?? "target/release/factdiff"), ["report", "sources", "-f", "html", "-o", file], { cwd: folder });
const size = statSync(file).size;
const browser = await launch();
const runs = [];
for (let nth = 0; nth < RUNS; nth++) runs.push(await run(browser, pathToFileURL(file).href));
await browser.close();
rmSync(folder, { recursive: true });

console.log(`20 sources, 500 facts: ${(size / 1e6).toFixed(2)} MB; longest task in milliseconds, median of ${RUNS} runs (0: under 50)`);
const medians = Object.keys(actions).map((name, nth) => [name, median(runs.map((run) => run[nth]))]);
for (const [name, longest] of medians) console.log(`${String(longest).padStart(6)}  ${name}`);
const slow = medians.filter(([, longest]) => longest > LONGEST);
for (const [name] of slow) console.log(`over ${LONGEST} ms: ${name} (load of the machine: ${loadavg()[0].toFixed(1)})`);
if (size > LARGEST) console.log("too large");
process.exitCode = size > LARGEST ? 1 : 0;
