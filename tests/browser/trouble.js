"use strict";
// What goes wrong in an office: two tabs, a tab that was closed, the back button, other pages that reach for the desk, a
// folder that is gone, a program that has ended. Each is told in words, and nothing is lost or done twice.

const assert = require("node:assert/strict");
const fs = require("node:fs");
const http = require("node:http");
const path = require("node:path");
const { SAMPLES, at, decide, later } = require("./story.js");

const SAMPLE = path.join(SAMPLES, "dong-son-2020");
const DAY = "2020-11-16";

/** A campaign with a return that says words where a number is asked. */
function campaign(home) {
  const root = path.join(home.folder, "Documents", "Đợt có việc");
  fs.cpSync(SAMPLE, root, { recursive: true });
  const inbox = path.join(root, "2-nhan-ve");
  const replaced = fs.readdirSync(inbox).find((name) => name.startsWith("16414"));
  fs.rmSync(path.join(inbox, replaced));
  fs.copyFileSync(later(1), path.join(inbox, path.basename(later(1))));
  return root;
}

async function troubles(page, eyes, home) {
  const root = campaign(home);
  const desk = await home.desk(DAY, root);
  await page.goto(desk.address);
  // Files that lie in the folder appear by themselves.
  await page.locator("h1", { hasText: "15/15" }).waitFor({ timeout: 60_000 });
  await language(page, eyes);
  await tabs(page, eyes);
  await strangers(page, eyes);
  await moved(page, eyes, root);
  await ended(page, eyes, desk);
}

/** The same pages in English. */
async function language(page, eyes) {
  await page.getByRole("link", { name: "English" }).click();
  for (const place of ["/", "/gui", "/nhan", "/don-vi", "/xem-lai", "/so-lieu", "/y-kien", "/bao-cao", "/so", "/thiet-lap/ky"]) {
    await page.goto(at(page, place));
    assert.equal(await page.getAttribute("html", "lang"), "en");
    await eyes.look(page, `en${place.replace(/\W+/g, "-")}`);
  }
  await page.getByRole("link", { name: "Tiếng Việt" }).click();
}

/** Two tabs, one that is closed, and the back button. */
async function tabs(page, eyes) {
  await page.goto(at(page, "/xem-lai"));
  const item = (page) => page.locator("article.item", { hasText: "nhiều người" });
  await decide(item(page), "Chấp nhận", { "ly-do": "đã gọi điện cho xã" });
  // What one tab has taken back, the other cannot take back once more.
  const other = await page.context().newPage();
  await other.goto(page.url());
  const undo = (page) => page.getByRole("button", { name: "Hoàn tác" });
  await undo(page).click();
  await item(page).waitFor();
  await eyes.meant(other, 422, () => undo(other).click());
  await eyes.look(other, "da-huy-o-trang-khac");
  await other.locator("[data-back]").click();
  await item(other).waitFor();
  await other.close();
  // Back and forth: a form that was begun is still there.
  await item(page).locator("summary", { hasText: "Chấp nhận" }).click();
  await item(page).locator("textarea").first().fill("còn chờ xã");
  await page.locator(".rail a", { hasText: "Số liệu" }).click();
  await page.waitForURL("**/so-lieu");
  await page.goBack();
  await item(page).waitFor();
  // A tab that was closed is opened again, and stands where it stood.
  const again = await page.context().newPage();
  await again.goto(at(page, "/xem-lai"));
  await item(again).waitFor();
  await again.close();
}

/** Pages from elsewhere, and addresses that are none of ours. */
async function strangers(page, eyes) {
  const own = new URL(page.url());
  const stranger = http.createServer((_, answer) => {
    answer.setHeader("content-type", "text/html; charset=utf-8");
    answer.end(`<!doctype html><title>khác</title><form method="post" action="${own.origin}/ket-thuc"><button>Gửi</button></form>`);
  });
  await new Promise((resolve) => stranger.listen(0, "127.0.0.1", resolve));
  const foreign = await page.context().newPage();
  await foreign.goto(`http://127.0.0.1:${stranger.address().port}/`);
  await eyes.meant(foreign, 403, () => foreign.locator("button").click());
  await eyes.look(foreign, "trang-la-bi-tu-choi");
  const named = await page.context().request.get(`http://localhost:${own.port}/`);
  assert.equal(named.status(), 421, "another name of this machine is refused");
  await eyes.meant(foreign, 401, () => foreign.goto(`${own.origin}/mo/0123`));
  await eyes.look(foreign, "khoa-cu");
  await foreign.close();
  stranger.close();
  for (const place of ["/don-vi/khong-co", "/so-lieu/khong.co"]) {
    await eyes.meant(page, 404, () => page.goto(own.origin + place));
  }
  await eyes.meant(page, 404, () => page.goto(`${own.origin}/khong-co`));
  await eyes.look(page, "khong-co-trang");
  await page.goto(`${own.origin}/`);
}

/** The folder is renamed while the page is open, and comes back. */
async function moved(page, eyes, root) {
  fs.renameSync(root, `${root} cũ`);
  await eyes.meant(page, 422, () => page.goto(at(page, "/xem-lai")));
  await eyes.look(page, "thu-muc-khong-con");
  fs.renameSync(`${root} cũ`, root);
  await page.goto(at(page, "/xem-lai"));
  await page.locator("article.item").first().waitFor();
}

/** The program ends by its button; a page that is still open says so. */
async function ended(page, eyes, desk) {
  const other = await page.context().newPage();
  await other.goto(at(page, "/xem-lai"));
  await page.getByRole("button", { name: "Kết thúc" }).click();
  await page.locator("main.alone").waitFor();
  await eyes.look(page, "da-ket-thuc");
  await desk.ended;
  eyes.isEnded = true;
  await other.locator("[data-away]:not([hidden])").waitFor();
  await eyes.look(other, "chuong-trinh-da-dung");
  await other.close();
}

module.exports = { troubles };
