"use strict";

// Goes back to the page as it was, with what was typed there.
document.querySelectorAll("[data-back]").forEach((link) => {
  if (history.length < 2) return;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    history.back();
  });
});

// A form that finds as one types: sent a moment after the last key.
document.querySelectorAll("form[data-find]").forEach((form) => {
  const field = form.querySelector("input[type=search]");
  let waits;
  field.addEventListener("input", () => {
    clearTimeout(waits);
    waits = setTimeout(() => form.requestSubmit(), 350);
  });
  if (field.value) {
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
  }
});

// `/` finds; `j` and `k` move in lists.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
  if (event.key === "/") {
    const field = document.querySelector("input[type=search]");
    if (field) {
      event.preventDefault();
      field.focus();
      field.select();
    }
  }
  if (event.key === "?") {
    const keys = document.querySelector("[data-keys]");
    if (keys) keys.open = !keys.open;
  }
  if (event.key === "j" || event.key === "k") {
    const rows = [...document.querySelectorAll("[data-row]")];
    const at = rows.indexOf(document.activeElement);
    const to = event.key === "j" ? at + 1 : Math.max(at - 1, 0);
    if (rows[to]) rows[to].focus();
  }
});

// What is under way: looked at again while it is, and what lies newly in the folder appears by itself.
(() => {
  const place = document.querySelector("[data-work]");
  if (!place) return;
  const text = place.querySelector("[data-said]");
  const bar = place.querySelector("progress");
  const typing = () => document.activeElement && document.activeElement.matches("input:not([type=file]), textarea, select");
  let running = !place.hidden;
  const look = async () => {
    if (document.hidden || document.querySelector("[data-busy]")) return;
    let now;
    try {
      const answer = await fetch("/cong-viec");
      if (!answer.ok) return;
      now = await answer.json();
    } catch {
      return;
    }
    if (String(now.number) !== place.dataset.number && !now.running && !typing()) {
      location.reload();
      return;
    }
    running = now.running;
    place.hidden = !running;
    text.textContent = now.said;
    if (now.of > 0) {
      bar.max = now.of;
      bar.value = now.done;
    } else {
      bar.removeAttribute("value");
    }
  };
  let waited = 0;
  setInterval(() => {
    waited += 1;
    if (running || waited % 5 === 0) look();
  }, 1000);
})();

// Files that are dropped or chosen: sent one after the other, then read.
(() => {
  const zone = document.querySelector("[data-drop]");
  if (!zone) return;
  const bar = zone.querySelector("progress");
  const said = zone.querySelector("[data-copying]");
  const list = zone.querySelector("[data-refused]");
  const show = (refused) => {
    for (const [name, why] of refused) {
      const line = document.createElement("li");
      line.textContent = `${name}: ${why}`;
      list.append(line);
    }
  };
  // What was refused is told also by the page that shows what was taken.
  show(JSON.parse(sessionStorage.getItem("refused") || "[]"));
  sessionStorage.removeItem("refused");
  const send = async (files) => {
    if (!files.length || zone.dataset.busy !== undefined) return;
    zone.dataset.busy = "";
    bar.hidden = said.hidden = false;
    bar.max = files.length;
    const refused = [];
    for (const [at, file] of files.entries()) {
      bar.value = at;
      said.textContent = `${zone.dataset.says} ${at + 1}/${files.length}: ${file.name}`;
      if (file.size > Number(zone.dataset.most)) {
        refused.push([file.name, zone.dataset.large]);
        continue;
      }
      try {
        const answer = await fetch(`/nhan/tep/${encodeURIComponent(file.name)}`, { method: "PUT", body: file });
        if (!answer.ok) refused.push([file.name, await answer.text()]);
      } catch {
        refused.push([file.name, zone.dataset.lost]);
      }
    }
    sessionStorage.setItem("refused", JSON.stringify(refused));
    delete zone.dataset.busy;
    if (refused.length < files.length) {
      await fetch("/nhan/doc", { method: "POST" });
    }
    location.reload();
  };
  ["dragenter", "dragover"].forEach((name) =>
    zone.addEventListener(name, (event) => {
      event.preventDefault();
      zone.classList.add("over");
    }),
  );
  ["dragleave", "drop"].forEach((name) => zone.addEventListener(name, () => zone.classList.remove("over")));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    send([...event.dataTransfer.files]);
  });
  // A file that misses the place is not opened in the page's stead.
  ["dragover", "drop"].forEach((name) => window.addEventListener(name, (event) => event.preventDefault()));
  zone.querySelector("input[type=file]").addEventListener("change", (event) => {
    send([...event.target.files]);
  });
})();

// Copies words to paste; the button shows where the browser can.
document.querySelectorAll("[data-copy]").forEach((button) => {
  if (!navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = button.dataset.copied;
  });
});

// The office's own list of units: dropped or chosen, then its columns are shown.
(() => {
  const zone = document.querySelector("[data-list]");
  if (!zone) return;
  const said = zone.querySelector("[data-refused]");
  const send = async (file) => {
    if (!file) return;
    said.hidden = true;
    let why = zone.dataset.lost;
    if (file.size > Number(zone.dataset.most)) {
      why = `${file.name} ${zone.dataset.large}`;
    } else {
      try {
        const answer = await fetch(`/thiet-lap/don-vi/tep/${encodeURIComponent(file.name)}`, { method: "PUT", body: file });
        if (answer.ok) {
          location.reload();
          return;
        }
        why = await answer.text();
      } catch {
        why = zone.dataset.lost;
      }
    }
    said.textContent = why;
    said.hidden = false;
  };
  ["dragenter", "dragover"].forEach((name) =>
    zone.addEventListener(name, (event) => {
      event.preventDefault();
      zone.classList.add("over");
    }),
  );
  ["dragleave", "drop"].forEach((name) => zone.addEventListener(name, () => zone.classList.remove("over")));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    send(event.dataTransfer.files[0]);
  });
  ["dragover", "drop"].forEach((name) => window.addEventListener(name, (event) => event.preventDefault()));
  zone.querySelector("input[type=file]").addEventListener("change", (event) => send(event.target.files[0]));
})();
