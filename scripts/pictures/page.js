// A picture of a report's page with its first fact open: node page.js REPORT light|dark PICTURE
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { launch } from "../../tests/page/browser.js";

const [report, colorScheme, path] = process.argv.slice(2);
const browser = await launch();
const page = await browser.newPage({ colorScheme, viewport: { width: 1200, height: 1330 } });
await page.goto(pathToFileURL(resolve(report)).href);
await page.locator("tbody.fact td > details > summary").first().click();
await page.evaluate(() => document.activeElement.blur());
await page.mouse.move(0, 0);
await page.screenshot({ path });
await browser.close();
