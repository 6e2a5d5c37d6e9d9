"use strict";
// The same campaign by commands: what the desk wrote must be what they write, byte for byte.

const assert = require("node:assert/strict");
const fs = require("node:fs");
const path = require("node:path");
const { first, later, LATE, AGAIN, REASONS } = require("./story.js");

/** Does with commands what the story does with buttons, and compares the results. */
function compare(home, campaign) {
  const own = path.join(home.folder, "theo-lenh");
  const take = (name) => fs.copyFileSync(path.join(campaign, name), path.join(own, name));
  const receive = (day, files) => {
    for (const file of files) fs.copyFileSync(file, path.join(own, "2-nhan-ve", path.basename(file)));
    home.command(day, "ingest", own);
  };
  fs.mkdirSync(path.join(own, "2-nhan-ve"), { recursive: true });
  take("dot-bao-cao.toml");
  take("don-vi.xlsx");
  home.command("2020-11-05", "emit", own);
  receive("2020-11-05", [...first(), later(1), home.note]);
  receive("2020-11-06", [later(2)]);
  home.command("2020-11-06", "ignore", own, path.basename(home.note), "--reason", REASONS.ignore);
  home.command("2020-11-13", "without", own, LATE, "--reason", REASONS.without);
  home.command("2020-11-13", "close", own, "--reason", REASONS.close);
  receive("2020-11-13", [later(5)]);
  home.command("2020-11-13", "use", own, LATE, path.basename(later(5)), "--reason", REASONS.late);
  // The one place that keeps which words of units were chosen.
  take("chon-y-kien.xlsx");
  for (const edition of ["--draft", "--review", "--final"]) home.command("2020-11-13", "report", own, edition);
  home.command("2020-11-16", "issue", own, "--number", "45", "--date", "16/11/2020");
  receive("2020-11-20", [later(6)]);
  home.command("2020-11-20", "use", own, AGAIN, path.basename(later(6)), "--reason", REASONS.again);
  home.command("2020-11-20", "correct", own, "--reason", REASONS.correct);

  const documents = (root) => fs.readdirSync(path.join(root, "4-ket-qua")).filter((name) => /^bao-cao.*\.docx$/.test(name)).sort();
  const names = documents(own);
  assert.deepEqual(documents(campaign), names);
  assert.ok(names.length >= 4, names.join(" "));
  for (const name of names) {
    const [desk, command] = [campaign, own].map((root) => fs.readFileSync(path.join(root, "4-ket-qua", name)));
    assert.ok(desk.equals(command), `${name} differs from what the commands write`);
  }
}

module.exports = { compare };
