"use strict";
// A new officer's whole campaign, in the browser alone: begun, sent out, taken in, mended, read, signed, sent and replaced.

const assert = require("node:assert/strict");
const fs = require("node:fs");
const path = require("node:path");
const { PERIOD, SIGN, CAPACITY } = require("./settings.js");

const SAMPLES = path.resolve(__dirname, "../../samples");
const RETURNS = path.join(SAMPLES, "dong-son-2020/2-nhan-ve");
const LATER = path.join(SAMPLES, "tron-dot/2-nhan-ve");

/** Sizes of the pictures in README.md. */
const LAPTOP = { width: 1200, height: 680 };
const TELEPHONE = { width: 360, height: 680 };

/** The units of the sample that come in their own way. */
const WRONG = "16414"; // typed words where a number is asked, and mends it
const LATE = "16426"; // comes after the figures were closed
const AGAIN = "16393"; // counts its computers again after the issue

/** What is written as the reason of each decision. */
const REASONS = {
  call: "đã gọi điện cho xã",
  ignore: "tệp gửi nhầm",
  without: "xã chưa gửi biểu",
  close: "đã đến hạn báo cáo",
  late: "đến kịp trước khi trình ký",
  again: "xã kiểm kê lại máy tính",
  correct: "xã Đông Yên kiểm kê lại máy tính",
};

/** The returns that come first, in the order of their names. */
function first() {
  const all = fs.readdirSync(RETURNS).filter((name) => !name.startsWith(WRONG) && !name.startsWith(LATE));
  return all.sort().map((name) => path.join(RETURNS, name));
}

const later = (number) => {
  const name = fs.readdirSync(LATER).find((name) => name.startsWith(`${number}-`));
  return path.join(LATER, name);
};

/** The address of a place in the desk that a page shows. */
const at = (page, place) => new URL(place, page.url()).href;

/** Drops files on a place of the page, as from the file manager. */
async function drop(page, place, files) {
  const sent = files.map((file) => ({ name: path.basename(file), bytes: fs.readFileSync(file).toString("base64") }));
  const data = await page.evaluateHandle((sent) => {
    const data = new DataTransfer();
    for (const { name, bytes } of sent) {
      data.items.add(new File([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))], name));
    }
    return data;
  }, sent);
  await page.dispatchEvent(place, "dragenter", { dataTransfer: data });
  await page.dispatchEvent(place, "drop", { dataTransfer: data });
}

/** Drops returns and waits until they were read. */
async function receive(page, files) {
  await page.goto(at(page, "/nhan"));
  const before = await page.getAttribute("[data-work]", "data-number");
  await drop(page, "[data-drop]", files);
  await page.waitForFunction((before) => {
    const work = document.querySelector("[data-work]");
    return work && work.hidden && work.dataset.number !== before && document.querySelector("article.item");
  }, before, { timeout: 60_000 });
}

async function fill(page, values) {
  for (const [id, value] of Object.entries(values)) await page.fill(`[id="${id}"]`, value);
}

const button = (page, name) => page.getByRole("button", { name, exact: true });

/** Opens the form of a decision, fills it in and sends it. */
async function decide(place, name, values) {
  await place.locator("summary", { hasText: name }).click();
  const form = place.locator("details[open] > form");
  for (const [field, value] of Object.entries(values)) {
    const input = form.locator(`[name="${field}"]`);
    if ((await input.evaluate((one) => one.tagName)) === "SELECT") await input.selectOption(value);
    else await input.fill(value);
  }
  await form.locator("button").click();
  await place.page().locator(".done").first().waitFor();
}

/** Opens the campaign from the first page, as on any other morning. */
async function open(page) {
  await button(page, "Mở: CNTT 2020").click();
  await page.locator(".rail").waitFor();
}

/** The five steps of a new campaign. */
async function begin(page, eyes) {
  await eyes.look(page, "bat-dau");
  await page.getByRole("link", { name: "Đợt báo cáo mới" }).click();
  await eyes.look(page, "dot-moi");
  // A name that no folder can have is told at its field, and what was chosen stays.
  await page.fill("#ten-thu-muc", "báo cáo: quý?");
  await eyes.meant(page, 422, () => page.locator("form.filled button").click());
  assert.ok(await page.locator("#ten-thu-muc-sai").isVisible());
  await eyes.look(page, "dot-moi-sai");
  await page.fill("#ten-thu-muc", "CNTT 2020");
  await page.locator("form.filled button").click();

  await page.waitForURL("**/thiet-lap/ky");
  await eyes.look(page, "ky");
  await button(page, "Lưu và tiếp tục").click();
  await page.waitForURL("**/thiet-lap/ky?sai=1");
  assert.ok((await page.locator(".has-wrong").count()) >= 3, "what is missing is told at its field");
  await eyes.look(page, "ky-con-thieu");
  // The summary leads to the field.
  await page.locator(".summary a").first().click();
  await fill(page, PERIOD);
  await page.check("#so_lieu_minh_hoa");
  await page.fill('[id="ky.den"]', "31/12/2019");
  await button(page, "Lưu và tiếp tục").click();
  await page.locator('[id="ky.den-sai"]').waitFor();
  assert.equal(await page.locator(".has-wrong").count(), 1, "only one field is wrong now");
  await eyes.look(page, "ky-sai");
  await page.fill('[id="ky.den"]', PERIOD["ky.den"]);
  await button(page, "Lưu và tiếp tục").click();

  await page.waitForURL("**/thiet-lap/noi-nhan");
  await fill(page, SIGN);
  await page.selectOption('[id="nguoi_ky.tu_cach"]', CAPACITY);
  await eyes.look(page, "noi-nhan");
  await button(page, "Lưu và tiếp tục").click();

  await page.waitForURL("**/thiet-lap/don-vi");
  await eyes.look(page, "danh-sach");
  // Something that is no list is told in words.
  await eyes.meant(page, 422, async () => {
    await drop(page, "[data-list]", [later(4)]);
    await page.locator("[data-refused]:not([hidden])").waitFor();
  });
  await eyes.look(page, "danh-sach-khong-doc-duoc");
  await drop(page, "[data-list]", [path.join(SAMPLES, "dong-son-2020/don-vi.xlsx")]);
  await page.locator(".matched").waitFor();
  await eyes.look(page, "cac-cot");
  await page.locator("form[action$='/dung'] button").click();
  await page.waitForURL("**/thiet-lap/xem-lai");
  await eyes.look(page, "xem-lai-dot");
}

/** The forms to send: one for each unit, and one that all may use. */
async function send(page, eyes) {
  await page.getByRole("link", { name: "Gửi biểu" }).last().click();
  await eyes.look(page, "gui-lan-dau");
  await page.locator("form[action='/gui/lap/tung-don-vi'] button").click();
  await page.locator("[data-work]").waitFor({ state: "hidden" });
  await page.locator("tbody tr").first().waitFor();
  await eyes.look(page, "gui");
  await page.goto(at(page, "/nhan"));
  await eyes.look(page, "nhan-chua-co");
}

/** The first returns, with one that has words where a number is asked and one that is no return. */
async function takeIn(page, eyes, home) {
  await receive(page, [...first(), later(1), home.note]);
  await eyes.look(page, "nhan");
  await visit(page, eyes, ["/", "/don-vi", "/don-vi?loc=chua-gui", "/don-vi?tim=khong-co", `/don-vi/${WRONG}`, "/xem-lai"]);
  await page.goto(at(page, "/"));
  await eyes.picture(page, "trang-hom-nay", LAPTOP);
  await eyes.picture(page, "trang-dien-thoai", TELEPHONE);
  await page.goto(at(page, "/so-lieu/xa.may_tinh"));
  await eyes.picture(page, "trang-so-lieu", LAPTOP);
  await page.goto(at(page, "/bao-cao?so=xa.may_tinh"));
  await eyes.picture(page, "trang-bao-cao", LAPTOP);
}

/** Looks at places of the campaign, each named by its path. */
async function visit(page, eyes, places) {
  for (const place of places) {
    await page.goto(at(page, place));
    await eyes.look(page, place.replace(/[^a-z0-9]+/gi, "-").replace(/^-|-$/g, "") || "hom-nay");
  }
}

/** One decision and its taking back, with Tab and Enter alone. */
async function byKeys(page, eyes) {
  await page.goto(at(page, "/xem-lai"));
  const tabTo = async (wanted) => {
    for (let turn = 0; turn < 80; turn += 1) {
      await page.keyboard.press("Tab");
      const now = await page.evaluate(() => {
        const one = document.activeElement;
        return { said: one.textContent.trim(), name: one.name, seen: one === document.body || getComputedStyle(one).outlineStyle !== "none" };
      });
      assert.ok(now.seen, `the focus is not seen: ${now.said}`);
      if (now.said === wanted || now.name === wanted) return;
    }
    throw new Error(`no Tab leads to ${wanted}`);
  };
  await tabTo("Chấp nhận…");
  await page.keyboard.press("Enter");
  await tabTo("ly-do");
  await page.keyboard.type(REASONS.call);
  await tabTo("Chấp nhận");
  await page.keyboard.press("Enter");
  await page.locator(".done").waitFor();
  await eyes.look(page, "da-quyet-dinh");
  await tabTo("Hoàn tác");
  await page.keyboard.press("Enter");
  await page.locator("summary", { hasText: "Chấp nhận" }).first().waitFor();
  await eyes.look(page, "da-huy");
}

/** What was asked of a unit comes back mended; what is no return is passed over. */
async function mend(page, eyes, home) {
  await page.goto(at(page, "/xem-lai"));
  await page.locator("form[action='/hoi-lai'] button").click();
  await page.locator("[data-work]").waitFor({ state: "hidden" });
  await page.locator(".done").waitFor();
  await eyes.look(page, "da-hoi-lai");
  await receive(page, [later(2)]);
  await eyes.look(page, "nhan-da-sua");
  await page.goto(at(page, "/xem-lai?xem=them"));
  await eyes.look(page, "xem-them");
  await decide(page.locator("article.item", { hasText: path.basename(home.note) }), "Cho qua tệp này", { "ly-do": REASONS.ignore });
}

/** A unit that will not answer, and the end of taking in. */
async function close(page, eyes) {
  await page.goto(at(page, `/don-vi/${LATE}`));
  await eyes.look(page, "don-vi-chua-gui");
  await decide(page.locator("main"), "Lập báo cáo không có đơn vị này", { "ly-do": REASONS.without });
  await eyes.look(page, "don-vi-khong-cho");
  await page.goto(at(page, "/bao-cao"));
  await decide(page.locator("main"), "Chốt số liệu", { "ly-do": REASONS.close });
  await eyes.look(page, "da-chot");
  // What comes now counts only with a reason.
  await receive(page, [later(5)]);
  await eyes.look(page, "nhan-sau-chot");
  await visit(page, eyes, ["/", "/xem-lai"]);
  await decide(page.locator("article.item", { hasText: "5-16426" }), "Dùng bản mới", { "ly-do": REASONS.late });
  await eyes.look(page, "da-dung-ban-muon");
  await visit(page, eyes, ["/xem-lai", `/don-vi/${LATE}`]);
}

/** Words of units: one taken as it stands, one in other words, the rest left. */
async function choose(page, eyes) {
  await visit(page, eyes, ["/y-kien"]);
  const all = page.locator("fieldset.opinion");
  const count = await all.count();
  assert.ok(count >= 3, `${count} texts of units`);
  for (let at = 0; at < count; at += 1) {
    await all.nth(at).locator(`input[value=${at < 2 ? "lay" : "khong"}]`).check();
  }
  await all.nth(1).locator("textarea").fill("Một số máy tính đã cũ, đề nghị được thay thế.");
  await button(page, "Ghi lựa chọn").click();
  await page.locator(".done").waitFor();
  await eyes.look(page, "y-kien-da-ghi");
}

/** Figures, where they come from, and the report as it will print. */
async function read(page, eyes) {
  await visit(page, eyes, ["/", "/don-vi", "/so-lieu", "/so-lieu?tim=khong-co", "/so-lieu/xa.may_tinh", "/so", "/bo-mau", "/ban-ky", "/tinh-hinh", "/bao-cao"]);
  await page.locator(".paper a.figure").first().click();
  await page.locator(".picked").waitFor();
  await eyes.look(page, "bao-cao-mot-so");
}

/** Draft, review and final, the final issued. */
async function sign(page, eyes, home) {
  await page.goto(at(page, "/bao-cao"));
  for (const [edition, word] of [["du-thao", "du-thao"], ["ra-soat", "ra-soat"], ["trinh-ky", "trinh-ky"]]) {
    await page.locator(`form[action='/bao-cao/lap/${edition}'] button`).click();
    await page.locator("[data-work]").waitFor({ state: "hidden" });
    await page.locator(".done").waitFor();
    await eyes.look(page, `bao-cao-${word}`);
  }
  await page.locator("form[action='/mo-tep/trinh-ky'] button").click();
  assert.ok(home.lastOpened().endsWith("4-ket-qua/bao-cao.docx"), home.lastOpened());
}

async function issue(page, eyes) {
  await page.goto(at(page, "/bao-cao"));
  await page.locator(".issue summary").click();
  await page.fill("#so", "45");
  await page.fill("#ngay", "2020-11-16");
  await eyes.look(page, "phat-hanh");
  await page.locator(".issue form button").click();
  await page.locator("[data-work]").waitFor({ state: "hidden" });
  await page.locator("text=45").first().waitFor();
  await eyes.look(page, "da-phat-hanh");
}

/** A unit reports again: the report is replaced by one that says what it replaces. */
async function correct(page, eyes) {
  await receive(page, [later(6)]);
  await eyes.look(page, "nhan-bao-cao-lai");
  await page.goto(at(page, "/xem-lai?xem=them"));
  await eyes.look(page, "xem-lai-sau-phat-hanh");
  await decide(page.locator("article.item", { hasText: "6-16393" }), "Dùng bản mới", { "ly-do": REASONS.again });
  await visit(page, eyes, [`/don-vi/${AGAIN}`, `/don-vi/${AGAIN}/so-sanh`, "/", "/bao-cao"]);
  await page.locator("summary", { hasText: "thay thế" }).click();
  await page.fill("#vi-sao", REASONS.correct);
  await eyes.look(page, "lap-thay-the");
  await page.locator("details[open] form button").click();
  await page.locator(".done").waitFor();
  await eyes.look(page, "da-thay-the");
  await visit(page, eyes, ["/so", "/so/cac-ban"]);
}

/** The campaign goes to somebody else, who goes on with it from the first page. */
async function handOver(page, eyes) {
  await page.goto(at(page, "/so"));
  await page.locator("summary", { hasText: "Bàn giao" }).click();
  await page.fill("#nguoi-nhan", "Tổ tổng hợp");
  await page.locator("form[action='/lam/ban-giao'] button").click();
  await page.locator(".done", { hasText: "ban-giao" }).waitFor();
  await eyes.look(page, "da-ban-giao");
}

async function takeOver(page, eyes, home) {
  const place = path.join(home.folder, "Documents/Bao cao");
  const bundle = fs.readdirSync(place).find((name) => name.endsWith(".zip"));
  await page.locator("details.documents summary").click();
  await drop(page, "[data-drop]", [path.join(place, bundle)]);
  await page.locator("form[action='/ban-giao'] input[required]").fill("CNTT 2020 nhận lại");
  await eyes.look(page, "nhan-ban-giao");
  await page.locator("form[action='/ban-giao'] button").click();
  await page.locator(".rail").waitFor();
  await eyes.look(page, "da-nhan-ban-giao");
}

/** The parts, by the day on which each is played. */
const DAYS = [
  ["2020-11-05", [begin, send, takeIn, byKeys]],
  ["2020-11-06", [open, mend]],
  ["2020-11-13", [open, close, choose, read, sign]],
  ["2020-11-16", [open, issue]],
  ["2020-11-20", [open, correct, handOver]],
  ["2020-11-23", [takeOver]],
];

module.exports = { DAYS, SAMPLES, LATE, AGAIN, REASONS, at, decide, first, later };
