// Claim sets whose words try to be more than words.
// node tests/page/hostile.js FOLDER [SOURCES]
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** What must show as it stands, each by itself; `\u…` are shown as escapes. */
export const tricks = {
  script: "<script>globalThis.broken = 1</script>",
  handler: "<img src=x onerror=\"globalThis.broken = 2\">",
  "end of noscript": "</noscript></template></style></script><b onclick='broken=3'>bold</b>",
  comment: "<!-- hidden --> ]]> &lt;b&gt; &#60;i&#62;",
  address: "[click](javascript:globalThis.broken=4) javascript:alert(1)",
  bidi: "the \u202egnihton\u202c total",
  ansi: "\u001b[31mred\u001b[0m \u001b]8;;https://evil.example\u0007link\u001b]8;;\u0007",
  markdown: "# h | **b** | `c` | ![i](https://evil.example/i.png)\n- item\n\n> quote",
  emoji: "👩🏽‍⚕️ é e\u0301 \u200b\ufeff 北京市海淀区",
};

export const long = "Donaudampfschifffahrtsgesellschaft".repeat(3000); // 102 kB without a space

function claimSet(source) {
  const claims = Object.entries(tricks).map(([name, trick], nth) => ({
    id: `c${nth}`,
    key: name,
    text: `The ${name} killed ${source === 1 ? 3 : 5} dock workers: ${trick}`,
    speaker: source % 2 ? `${trick} officials` : undefined,
    quote: source % 2 ? `killed workers ${trick}` : undefined,
  }));
  claims.push({ id: "long", key: "long", text: `Some ${source === 1 ? 3 : 5} ships sank: ${long}` });
  claims.push({ id: "wide", key: "wide", text: `The list names ${["a", "b", "c"].map((name) => `${name}-${"x".repeat(80)}`).join(", ")} and ${source} ships.` });
  claims.push({ id: `alone-${source}`, text: `Only paper ${source} saw ${Object.values(tricks)[source]}.` });
  const urls = ["javascript:globalThis.broken=5", 'https://paper.example/"onclick="globalThis.broken=6', "data:text/html,<script>1</script>"];
  return {
    source: {
      id: `paper-${source}${source === 3 ? "-with-a-name-that-goes-on-and-on-and-on" : ""}`,
      headline: source === 1 ? Object.values(tricks).join(" ") : `A headline ${source}`,
      publisher: source === 2 ? `${"Wide".repeat(60)} ${tricks.script}` : `Paper ${source}`,
      published: "2026-03-09",
      url: urls[source - 1],
    },
    claims,
  };
}

/** Writes so many claim sets. */
export function write(folder, sources = 3) {
  mkdirSync(folder, { recursive: true });
  for (let source = 1; source <= sources; source++) {
    writeFileSync(join(folder, `paper-${source}.json`), JSON.stringify(claimSet(source), null, 1));
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) write(process.argv[2], Number(process.argv[3] ?? 3));
