"use strict";
// What must hold on every screen: nothing is told on the console, nobody is shut out (axe), nothing is wider than a
// telephone, and it prints. Each screen is kept as a picture, wide and narrow.

const fs = require("node:fs");
const path = require("node:path");
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const WIDE = { width: 1366, height: 768 };
const PHONE = { width: 360, height: 740 };
/** A4 without its margins, at 96 dots an inch. */
const SHEET = { width: 718, height: 1000 };

class Eyes {
  constructor(shots, pictures) {
    this.shots = shots;
    this.pictures = pictures;
    this.wrong = [];
    this.screens = 0;
    this.expected = 0;
    /** Whether the program has ended, as it was told to. */
    this.isEnded = false;
    fs.mkdirSync(shots, { recursive: true });
  }

  /** Watches all that a browser window tells of its pages. */
  async watch(context) {
    await context.exposeBinding("told", (source, said) => this.tell(source.page, said));
    await context.addInitScript(() => {
      addEventListener("securitypolicyviolation", (event) => window.told(`policy: ${event.violatedDirective} ${event.blockedURI}`));
    });
    context.on("response", (response) => this.answered(response));
    context.on("page", (page) => {
      page.on("console", (line) => {
        // Answers are looked at below: the console tells of them late, or not at all.
        const isAnswer = line.text().startsWith("Failed to load resource: the server responded");
        const isMeant = this.isEnded && line.text().includes("ERR_CONNECTION_REFUSED");
        if (["error", "warning"].includes(line.type()) && !isAnswer && !isMeant) this.tell(page, `console: ${line.text()}`);
      });
      page.on("pageerror", (error) => this.tell(page, `script: ${error.message}`));
    });
  }

  tell(page, said) {
    this.wrong.push(`${new URL(page.url()).pathname}: ${said}`);
  }

  /** Does what the program answers with this status, which would be a fault elsewhere. */
  async meant(page, status, act) {
    this.expected = status;
    const answer = page.waitForResponse((response) => response.status() === status);
    await act();
    await answer;
    this.expected = 0;
  }

  answered(response) {
    const status = response.status();
    if (status >= 400 && status !== this.expected) this.wrong.push(`${response.url()}: answered with ${status}`);
  }

  /** Looks at the screen that a page shows now. */
  async look(page, name) {
    this.screens += 1;
    const file = `${String(this.screens).padStart(2, "0")}-${name}`;
    const say = (said) => this.wrong.push(`${file}: ${said}`);
    await page.evaluate(axe);
    for (const fault of await page.evaluate(faults)) say(fault);
    for (const [size, word] of [[PHONE, "hep"], [WIDE, "rong"]]) {
      await page.setViewportSize(size);
      const over = await page.evaluate(overflow);
      if (over) say(`${size.width} px: ${over}`);
      await page.screenshot({ path: path.join(this.shots, `${file}-${word}.png`), fullPage: true });
    }
    await page.emulateMedia({ media: "print" });
    await page.setViewportSize(SHEET);
    const printed = await page.evaluate(onPaper);
    if (printed) say(`printed: ${printed}`);
    await page.emulateMedia({ media: "screen" });
    await page.setViewportSize(WIDE);
  }

  /** Takes a picture for README.md, where those are wanted: what a screen of this size shows without scrolling. */
  async picture(page, name, size) {
    if (!this.pictures) return;
    await page.setViewportSize(size);
    await page.screenshot({ path: path.join(this.pictures, `${name}.png`) });
    await page.setViewportSize(WIDE);
  }
}

/* What follows runs in the page. */

async function faults() {
  const found = await window.axe.run();
  return found.violations
    .filter((one) => ["serious", "critical"].includes(one.impact))
    .map((one) => `${one.id}: ${one.help}: ${one.nodes.slice(0, 2).map((node) => node.html.slice(0, 160)).join(" | ")}`);
}

function overflow() {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return "";
  const wide = [...document.querySelectorAll("body *")].filter(
    (one) => one.getBoundingClientRect().right > width + 1 && !one.closest(".scroll, .rail, pre"),
  );
  return `wider by ${document.documentElement.scrollWidth - width}: ${wide.slice(0, 2).map((one) => one.outerHTML.slice(0, 120)).join(" | ")}`;
}

function onPaper() {
  const shown = [...document.querySelectorAll("button, nav, progress, summary, input[type=file], input[type=search]")].filter((one) => one.getClientRects().length);
  if (shown.length) return `shows ${shown[0].outerHTML.slice(0, 120)}`;
  const width = document.documentElement.clientWidth;
  const cut = [...document.querySelectorAll("table, p, h1, h2, svg")].find((one) => one.getBoundingClientRect().right > width + 1);
  return cut ? `cut off: ${cut.outerHTML.slice(0, 120)}` : "";
}

module.exports = { Eyes, WIDE, PHONE };
