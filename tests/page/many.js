// Twenty claim sets that all state the same five hundred facts: most alike, some more precise, some at odds.
// node tests/page/many.js FOLDER [SOURCES] [FACTS]
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const places = ["Halden", "Merrow", "Port Ellery", "Dunmarrow", "Ostler Springs", "Thrale", "Vantry"];
const syllables = ["bal", "cor", "dun", "fen", "gar", "hol", "kil", "mar", "nor", "pen"];
const days = ["3 March 2026", "4 March 2026", "5 March 2026"];
const things = ["dock workers", "ferry passengers", "tram drivers", "inspectors", "families", "volunteers"];
const deeds = ["were taken to hospital in", "gave evidence at the hearing in", "left their homes near", "were at work in"];

/** A name of three syllables that no other fact has. */
function district(fact) {
  const name = [...String(fact).padStart(3, "0")].map((digit) => syllables[digit]).join("");
  return name[0].toUpperCase() + name.slice(1);
}

/** What a source says of a fact, in one of five wordings: the same for most, another number or a vaguer one for some. */
function words(source, fact) {
  const place = places[fact % 7];
  const thing = things[Math.floor(fact / 7) % 6];
  const deed = deeds[Math.floor(fact / 42) % 4];
  const number = 20 + ((fact * 37) % 400);
  const told =
    fact % 10 === 0 && source % 4 === 1 ? number + 7 : fact % 7 === 0 && source % 3 === 0 ? `about ${number}` : number;
  const day = days[fact % 10 === 5 && source % 5 === 2 ? 2 : fact % 2];
  const [officials, happened] = [`officials of ${district(fact)}`, `${told} ${thing} ${deed} ${place}`];
  const wordings = [
    `On ${day}, ${happened}, ${officials} said.`,
    `The ${officials} said that ${happened} on ${day}.`,
    `On ${day}, ${happened}, said ${officials}.`,
    `The ${officials} said that on ${day} ${happened}.`,
    `On ${day} ${happened}, ${officials} said.`,
  ];
  return wordings[source % wordings.length];
}

function claimSet(source, facts) {
  const head = { headline: `What happened in the districts, part ${source}`, publisher: `Paper ${source}`, published: "2026-03-09", url: `https://paper-${source}.example/districts` };
  const claims = Array.from({ length: facts }, (_, fact) => {
    const text = words(source, fact);
    const quote = fact % 4 === 0 ? { quote: text.split(" ").slice(2, 9).join(" ") } : {};
    return { id: `c${fact}`, key: `district-${fact}`, text, ...quote };
  });
  return JSON.stringify({ source: head, claims }, null, 1);
}

/** Writes the claim sets. */
export function write(folder, sources = 20, facts = 500) {
  mkdirSync(folder, { recursive: true });
  for (let source = 1; source <= sources; source++) {
    writeFileSync(join(folder, `paper-${String(source).padStart(2, "0")}.json`), claimSet(source, facts));
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [folder, ...sizes] = process.argv.slice(2);
  write(folder, ...sizes.map(Number));
}
