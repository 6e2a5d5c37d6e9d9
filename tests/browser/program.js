"use strict";
// The program under test: as a desk that is started and stopped, and by its commands.

const { execFileSync, spawn } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");

/** A home of its own, with Documents and a stand-in for what opens files. */
class Home {
  constructor(folder, program) {
    this.folder = folder;
    this.program = program;
    this.opened = path.join(folder, "opened.txt");
    this.running = new Set();
    /** Dropped by mistake: no return at all. */
    this.note = path.join(folder, "Kế hoạch năm 2021.txt");
    fs.writeFileSync(this.note, "Kế hoạch ứng dụng công nghệ thông tin năm 2021: dự thảo.\n");
    const bin = path.join(folder, "bin");
    fs.mkdirSync(path.join(folder, "Documents"), { recursive: true });
    fs.mkdirSync(bin);
    fs.writeFileSync(path.join(bin, "xdg-open"), `#!/bin/sh\nprintf '%s\\n' "$1" >>'${this.opened}'\n`, { mode: 0o755 });
    this.env = {
      HOME: folder,
      LANG: "C.UTF-8",
      PATH: `${bin}:${process.env.PATH}`,
      TONGHOP_CONFIG: path.join(folder, "config"),
    };
  }

  /** Starts a desk, of a campaign or the first page; ends in an object with its address. */
  async desk(day, campaign) {
    const args = ["desk", ...(campaign ? [campaign] : []), "--no-browser", "--now", day];
    const begun = Date.now();
    const child = spawn(this.program, args, { cwd: this.folder, env: this.env });
    this.running.add(child);
    child.on("exit", () => this.running.delete(child));
    let said = "";
    child.stderr.on("data", (part) => (said += part));
    const address = await new Promise((resolve, reject) => {
      child.stdout.on("data", (part) => {
        said += part;
        const found = /http:\/\/127\.0\.0\.1:\d+\/mo\/\w+/.exec(said);
        if (found) resolve(found[0]);
      });
      child.on("exit", () => reject(new Error(`the desk ended: ${said}`)));
    });
    const ended = new Promise((resolve) => child.on("exit", resolve));
    return {
      address,
      ended,
      milliseconds: Date.now() - begun,
      /** Bytes of memory in use. */
      memory: () => 1024 * Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${child.pid}/status`, "utf8"))[1]),
      stop: async () => {
        child.kill();
        await ended;
      },
    };
  }

  /** Runs a command; what it printed. It may end with 0, or with 1: done, but people have something to do. */
  command(day, ...args) {
    try {
      return execFileSync(this.program, [...args, "--now", day], { cwd: this.folder, env: this.env, encoding: "utf8" });
    } catch (error) {
      if (error.status === 1) return error.stdout;
      throw new Error(`tonghop ${args.join(" ")} ends with ${error.status}: ${error.stderr}`);
    }
  }

  /** Stops what still runs, and leaves nothing behind. */
  end() {
    for (const child of this.running) child.kill();
    fs.rmSync(this.folder, { recursive: true });
  }

  /** What was handed to the system to open, the last one first. */
  lastOpened() {
    return fs.existsSync(this.opened) ? fs.readFileSync(this.opened, "utf8").trim().split("\n").at(-1) : "";
  }
}

module.exports = { Home };
