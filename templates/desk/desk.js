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
  const away = document.querySelector("[data-away]");
  let misses = 0;
  let running = !place.hidden;
  const look = async () => {
    if (document.hidden || document.querySelector("[data-busy]")) return;
    let now;
    try {
      const answer = await fetch("/cong-viec");
      away.hidden = answer.status !== 401;
      if (!answer.ok) return;
      now = await answer.json();
    } catch {
      misses += 1;
      // One miss is a nap of the machine.
      if (misses > 1) away.hidden = false;
      return;
    }
    misses = 0;
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

// Files that are dropped or chosen: sent one after the other, then read. What the program did not get is sent again when
// somebody asks for it.
(() => {
  const zone = document.querySelector("[data-drop]");
  if (!zone) return;
  const bar = zone.querySelector("progress");
  const said = zone.querySelector("[data-copying]");
  const list = zone.querySelector("[data-refused]");
  const again = zone.querySelector("[data-again]");
  const told = `refused ${zone.dataset.to}`;
  const show = (refused) => {
    list.replaceChildren();
    const line = (text) => {
      const item = document.createElement("li");
      item.textContent = text;
      list.append(item);
    };
    for (const [name, why] of refused.slice(0, 20)) line(`${name}: ${why}`);
    if (refused.length > 20) line(`${zone.dataset.more} ${refused.length - 20}`);
  };
  // What was refused is told also by the page that shows what was taken.
  show(JSON.parse(sessionStorage.getItem(told) || "[]"));
  sessionStorage.removeItem(told);
  const pause = (time) => new Promise((done) => setTimeout(done, time));
  // The answer; nothing when the program is not there, also after a while.
  const put = async (file) => {
    for (const wait of [0, 1000, 3000]) {
      await pause(wait);
      try {
        return await fetch(zone.dataset.to + encodeURIComponent(file.name), { method: "PUT", body: file });
      } catch {
        // Asked again.
      }
    }
    return undefined;
  };
  const send = async (files) => {
    if (!files.length || zone.dataset.busy !== undefined) return;
    zone.dataset.busy = "";
    again.hidden = true;
    bar.hidden = said.hidden = false;
    bar.max = files.length;
    const refused = [];
    let lost = [];
    for (const [at, file] of files.entries()) {
      bar.value = at;
      said.textContent = `${zone.dataset.says} ${at + 1}/${files.length}: ${file.name}`;
      if (file.size > Number(zone.dataset.most)) {
        refused.push([file.name, zone.dataset.large]);
        continue;
      }
      const answer = await put(file);
      if (!answer || answer.status === 401) {
        lost = files.slice(at);
        break;
      }
      if (!answer.ok) refused.push([file.name, await answer.text()]);
    }
    delete zone.dataset.busy;
    if (lost.length) {
      // Nothing is read anew: the files are still in the browser's hands.
      bar.hidden = said.hidden = true;
      show([...refused, ...lost.map((file) => [file.name, zone.dataset.lost])]);
      again.hidden = false;
      again.onclick = () => send(lost);
      return;
    }
    sessionStorage.setItem(told, JSON.stringify(refused));
    if (refused.length < files.length && zone.dataset.then) {
      try {
        await fetch(zone.dataset.then, { method: "POST" });
      } catch {
        // What lies in the folder is read when the page is there again.
      }
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
  window.addEventListener("beforeunload", (event) => {
    if (zone.dataset.busy !== undefined) event.preventDefault();
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

// Texts are put in order by dragging; the buttons do the same by keys.
document.querySelectorAll("[data-order]").forEach((list) => {
  let dragged;
  const rows = () => [...list.children];
  rows().forEach((row) => {
    row.addEventListener("dragstart", () => {
      dragged = row;
    });
    row.addEventListener("dragend", () => {
      rows().forEach((other) => other.classList.remove("over"));
      dragged = undefined;
    });
    row.addEventListener("dragover", (event) => {
      if (!dragged || dragged === row) return;
      event.preventDefault();
      rows().forEach((other) => other.classList.toggle("over", other === row));
    });
    row.addEventListener("drop", async (event) => {
      if (!dragged || dragged === row) return;
      event.preventDefault();
      const said = new URLSearchParams({ khoa: dragged.dataset.key, di: String(rows().indexOf(row)) });
      await fetch("/y-kien/thu-tu", { method: "POST", body: said });
      location.reload();
    });
  });
});

// Ticks all boxes of a list.
document.querySelectorAll("[data-tick-all]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => {
    button.closest("form").querySelectorAll("input[type=checkbox]").forEach((box) => {
      box.checked = true;
    });
  });
});
