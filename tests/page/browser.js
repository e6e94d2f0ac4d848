// The browser of the tests: the one that is installed, found by name, driven by playwright-core. None is downloaded.
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** The path of an installed Chromium: what CHROMIUM names, or the first on the PATH. */
export function found() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const folders = (process.env.PATH ?? "").split(delimiter);
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find(runs);
}

function runs(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export const launch = () => chromium.launch({ executablePath: found() });

// node browser.js: says which, or fails
if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  console.log(found() ?? "no Chromium");
  process.exitCode = found() ? 0 : 1;
}
