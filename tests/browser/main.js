"use strict";
// The desk in Debian's Chromium, played as an office plays it:
//
//   node tests/browser/main.js PROGRAM SHOTS [PICTURES]
//
// SHOTS is the folder for a picture of every screen, PICTURES the one for those of README.md. Needs playwright-core and
// axe-core (package.json) in NODE_PATH. `program.js` starts the program, `story.js` plays a campaign, `commands.js` the same by
// commands, `trouble.js` what goes wrong, and `eyes.js` says what must hold on every screen.

const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { chromium } = require("playwright-core");
const { compare } = require("./commands.js");
const { Eyes, WIDE } = require("./eyes.js");
const { Home } = require("./program.js");
const { DAYS } = require("./story.js");
const { troubles } = require("./trouble.js");

async function main(program, shots, pictures) {
  const home = new Home(fs.mkdtempSync(path.join(os.tmpdir(), "tonghop-trinh-duyet-")), path.resolve(program));
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", chromiumSandbox: false });
  const eyes = new Eyes(shots, pictures);
  const context = await browser.newContext({ viewport: WIDE, locale: "vi-VN" });
  await eyes.watch(context);
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  try {
    for (const [day, parts] of DAYS) {
      const desk = await home.desk(day);
      await page.goto(desk.address);
      for (const part of parts) await part(page, eyes, home);
      await page.goto("about:blank");
      await desk.stop();
    }
    compare(home, path.join(home.folder, "Documents/Bao cao/CNTT 2020"));
    await troubles(page, eyes, home);
  } catch (error) {
    eyes.wrong.push(`${page.url()}: ${error.stack}`);
    await page.screenshot({ path: path.join(shots, "dung.png"), fullPage: true });
  }
  await browser.close();
  home.end();
  for (const one of eyes.wrong) console.log(one);
  console.log(`${eyes.screens} screens, ${eyes.wrong.length} faults`);
  if (eyes.wrong.length) process.exitCode = 1;
}

main(process.argv[2], process.argv[3], process.argv[4]);
