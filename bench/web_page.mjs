// Opens web pages in headless Chromium: pictures at two widths, a PDF, and what axe-core finds at each width.
// node web_page.mjs CHROMIUM FOLDER PAGE…   (axe-core and puppeteer-core are found beside the current folder)
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire(join(process.cwd(), "package.json"));
const puppeteer = require("puppeteer-core");
const axe = require.resolve("axe-core/axe.min.js");
const [chromium, folder, ...pages] = process.argv.slice(2);

const browser = await puppeteer.launch({ executablePath: chromium, args: ["--no-sandbox", "--disable-gpu"] });
const found = [];
for (const file of pages) {
  const name = basename(file, ".html");
  for (const width of [360, 1280]) {
    const page = await browser.newPage();
    await page.setViewport({ width, height: 800, isMobile: width < 500, hasTouch: width < 500 });
    await page.goto(pathToFileURL(file).href);
    await page.screenshot({ path: join(folder, `${name}-${width}.png`), fullPage: true });
    await page.addScriptTag({ path: axe });
    const result = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations", "incomplete"] }));
    const across = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    const told = (list) => list.map((rule) => `${rule.id} (${rule.impact}): ${rule.nodes.slice(0, 3).map((node) => node.target.join(" ")).join(", ")}`);
    found.push({ page: name, width, passes: result.passes.length, violations: told(result.violations), open: told(result.incomplete), across });
    await page.close();
  }
  const page = await browser.newPage();
  await page.goto(pathToFileURL(file).href);
  await page.pdf({ path: join(folder, `${name}.pdf`), preferCSSPageSize: true });
  await page.close();
}
await browser.close();
console.log(JSON.stringify(found));
