/* What pages do beyond HTML: token for htmx, focus on errors, kept drafts, upload progress, copying. */
(() => {
  "use strict";
  const text = (name) => document.getElementById("texts")?.dataset[name] ?? "";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const say = (words) => {
    const live = document.getElementById("live");
    if (live) live.textContent = words;
  };

  document.body.addEventListener("htmx:configRequest", (event) => {
    event.detail.headers["X-CSRFToken"] = document.body.dataset.csrf;
  });
  for (const name of ["htmx:sendError", "htmx:timeout"]) {
    document.body.addEventListener(name, () => say(text("network")));
  }
  // a refusal or a form with errors is an answer too: show it; a whole page is gone to instead
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, target } = event.detail;
    if (/^\s*<!doctype/i.test(xhr.responseText) && target !== document.body) {
      event.detail.shouldSwap = false;
      if (xhr.status < 400) location.assign(xhr.responseURL);
      else say(text("network"));
    } else if ([400, 403, 404, 409, 412, 413, 422].includes(xhr.status)) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });

  function focusErrors(root) {
    root.querySelector("[data-error-summary]")?.focus();
  }

  // ---- leaving with unsaved changes
  const dirty = new Set();
  function guard(form) {
    form.addEventListener("input", () => dirty.add(form));
    form.addEventListener("submit", () => dirty.delete(form));
  }
  window.addEventListener("beforeunload", (event) => {
    for (const form of dirty) if (!form.isConnected) dirty.delete(form);
    if (dirty.size) event.preventDefault();
  });

  // ---- drafts, kept in this browser for this person until the form is sent
  const DRAFT = "draft:";
  const PENDING = "draft-sent";
  const draftKey = (form) =>
    `${DRAFT}${document.body.dataset.user}:${location.pathname}:${form.id || all("form[data-draft]").indexOf(form)}`;
  const keepable = (field) =>
    field.name && !["hidden", "password", "file", "submit", "button"].includes(field.type);
  function readForm(form) {
    return [...form.elements].filter(keepable).map((field) => [
      field.name, field.value,
      field.type === "checkbox" || field.type === "radio" ? field.checked : null,
      field.multiple && field.options ? [...field.selectedOptions].map((o) => o.value) : null,
    ]);
  }
  function fillForm(form, rows) {
    const left = [...form.elements].filter(keepable);
    for (const [name, value, checked, chosen] of rows) {
      const index = left.findIndex((f) => f.name === name && (checked === null || f.value === value));
      if (index < 0) continue;
      const [field] = left.splice(index, 1);
      if (checked !== null) field.checked = checked;
      else if (chosen) for (const o of field.options) o.selected = chosen.includes(o.value);
      else field.value = value;
    }
    form.dispatchEvent(new Event("input", { bubbles: true }));
  }
  function button(label, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "usa-button usa-button--unstyled";
    made.textContent = label;
    made.addEventListener("click", act);
    return made;
  }
  function offerDraft(form, key, rows) {
    const box = document.createElement("div");
    box.className = "usa-alert usa-alert--info usa-alert--slim";
    const body = document.createElement("div");
    body.className = "usa-alert__body draft-notice";
    const words = document.createElement("span");
    words.textContent = text("draftFound");
    body.append(
      words,
      button(text("draftUse"), () => { fillForm(form, rows); box.remove(); }),
      button(text("draftDrop"), () => { localStorage.removeItem(key); box.remove(); }),
    );
    box.append(body);
    form.before(box);
  }
  function keepDraft(form) {
    const key = draftKey(form);
    const fresh = JSON.stringify(readForm(form));
    const kept = localStorage.getItem(key);
    const failed = document.querySelector("[data-error-summary]");
    if (kept && kept !== fresh && !failed) offerDraft(form, key, JSON.parse(kept));
    let timer;
    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => localStorage.setItem(key, JSON.stringify(readForm(form))), 400);
    });
    form.addEventListener("submit", () => {
      clearTimeout(timer);
      localStorage.setItem(key, JSON.stringify(readForm(form)));
      sessionStorage.setItem(PENDING, key);
    });
  }
  function settleDrafts() {
    const sent = sessionStorage.getItem(PENDING);
    if (!sent) return;
    sessionStorage.removeItem(PENDING);
    const same = all("form[data-draft]").some((form) => draftKey(form) === sent);
    if (!same) localStorage.removeItem(sent);
  }
  function forgetDrafts() {
    for (const key of Object.keys(localStorage)) if (key.startsWith(DRAFT)) localStorage.removeItem(key);
  }

  // ---- uploads with a bar; the answer of the server becomes the page
  const megabytes = (bytes) => (bytes / 1048576).toFixed(1);
  function tooBig(form) {
    for (const input of all("input[type=file]", form)) {
      const limit = Number((window.platformParts && input.dataset.partsLimitMb) || input.dataset.limitMb || input.closest("[data-limit-mb]")?.dataset.limitMb || 0);
      for (const file of input.files) {
        if (limit && file.size > limit * 1048576) {
          return text("uploadTooBig").replace("{name}", file.name).replace("{limit}", limit);
        }
      }
    }
    return "";
  }
  function fail(form, words) {
    const line = form.querySelector("[data-upload-error]");
    if (line) { line.textContent = words; line.hidden = !words; }
    say(words);
  }
  function upload(form) {
    form.addEventListener("submit", (event) => {
      const files = all("input[type=file]", form).some((input) => input.files.length);
      const inParts = all("input[type=hidden][name$=_part]", form).length;
      if ((!files && !inParts) || event.defaultPrevented) return;
      event.preventDefault();
      const refused = tooBig(form);
      fail(form, refused);
      if (refused) return;
      const large = window.platformParts?.large(form) ?? [];
      if (large.length) {
        const buttons = all("[type=submit]", form);
        const free = () => buttons.forEach((b) => { b.disabled = false; });
        buttons.forEach((b) => { b.disabled = true; });
        window.platformParts.send(form, large, text)
          .then(() => { free(); form.requestSubmit(); })
          .catch(() => { free(); fail(form, text("uploadFailed")); });
        return;
      }
      const data = new FormData(form, event.submitter);
      const box = form.querySelector("[data-upload-progress]");
      const words = box?.querySelector("[data-upload-text]");
      const bar = box?.querySelector("progress");
      const target = new URL(form.getAttribute("action") || "", location.href);
      const xhr = new XMLHttpRequest();
      xhr.open("POST", target);
      xhr.upload.addEventListener("progress", (step) => {
        if (!box || !step.lengthComputable) return;
        box.hidden = false;
        bar.value = (100 * step.loaded) / step.total;
        words.textContent = text("uploadOf")
          .replace("{done}", megabytes(step.loaded)).replace("{total}", megabytes(step.total));
      });
      const stopped = () => { all("[type=submit]", form).forEach((b) => { b.disabled = false; }); fail(form, text("uploadFailed")); };
      xhr.addEventListener("error", stopped);
      xhr.addEventListener("timeout", stopped);
      xhr.addEventListener("load", () => {
        dirty.clear();
        const here = target.pathname === new URL(xhr.responseURL).pathname;
        const page = new DOMParser().parseFromString(xhr.responseText, "text/html");
        const fresh = page.getElementById("main");
        if (!fresh) { stopped(); return; }
        // asking again for the page that followed would lose the message that it shows only once
        if (xhr.status < 400 && !here) {
          history.pushState(null, "", xhr.responseURL);
          window.addEventListener("popstate", () => location.reload(), { once: true });
          window.scrollTo(0, 0);
        }
        document.getElementById("main").replaceWith(document.adoptNode(fresh));
        document.title = page.title;
        prepare(document.getElementById("main"));
      });
      all("[type=submit]", form).forEach((b) => { b.disabled = true; });
      xhr.send(data);
    });
  }

  // ---- small things
  function autosubmit(form) {
    form.addEventListener("change", (event) => {
      if (event.target.matches("select, input[type=checkbox], input[type=radio], input[type=date]")) {
        form.requestSubmit();
      }
    });
  }
  // a list of boxes: how many are ticked and, when it is long, a search in it
  const LONG_LIST = 8;
  function pick(box) {
    const options = all(".usa-checkbox", box);
    if (!options.length) return;
    const head = document.createElement("div");
    const count = document.createElement("p");
    head.className = "pick__head";
    count.className = "usa-hint";
    count.setAttribute("aria-live", "polite");
    const tell = (words = "") => {
      const chosen = all("input:checked", box).length;
      count.textContent = [text("pickChosen").replace("{count}", chosen), words].filter(Boolean).join(" · ");
    };
    box.addEventListener("change", () => tell());
    box.closest("form")?.addEventListener("input", (event) => { if (event.target === box.closest("form")) tell(); });
    if (options.length > LONG_LIST) head.append(searchIn(box, options, tell));
    head.append(count);
    box.prepend(head);
    tell();
  }
  function searchIn(box, options, tell) {
    const field = document.createElement("input");
    field.type = "search";
    field.className = "usa-input";
    field.placeholder = text("pickSearch");
    field.setAttribute("aria-label", text("pickSearch"));
    field.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
    field.addEventListener("input", (event) => {
      event.stopPropagation();
      const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
      const fits = (option) => words.every((word) => option.textContent.toLowerCase().includes(word));
      for (const option of options) option.hidden = !fits(option);
      for (const group of all("details", box)) {
        group.hidden = !group.querySelector(".usa-checkbox:not([hidden])");
        group.open = words.length ? !group.hidden : Boolean(group.querySelector("input:checked"));
      }
      tell(options.every((option) => option.hidden) ? text("pickNothing") : "");
    });
    return field;
  }
  function copyLink(control) {
    if (!navigator.clipboard) return;
    control.hidden = false;
    control.addEventListener("click", async () => {
      await navigator.clipboard.writeText(new URL(control.dataset.copy || location.href, location.href).href);
      say(text("copied"));
      control.dataset.done = text("copied");
    });
  }
  function closeMenus() {
    document.addEventListener("click", (event) => {
      for (const menu of all("details[data-menu][open]")) if (!menu.contains(event.target)) menu.open = false;
    });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      for (const menu of all("details[data-menu][open]")) {
        menu.open = false;
        menu.querySelector("summary").focus();
      }
    });
  }
  let loading;
  function load(source) {
    return new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = source;
      script.onload = done;
      script.onerror = failed;
      document.head.append(script);
    });
  }
  async function charts(root) {
    if (!root.querySelector("[data-chart]")) return;
    loading ??= load(document.body.dataset.echarts).then(() => load(document.body.dataset.charts));
    await loading;
    window.platformCharts.draw(root, text);
  }

  let partsLoading;
  function takeParts(root) {
    if (!root.querySelector("[data-parts]")) return;
    partsLoading ??= load(document.body.dataset.tus).then(() => load(document.body.dataset.partsScript));
  }

  function prepare(root) {
    takeParts(root);
    all("[data-pick]", root).forEach(pick);
    all("form[data-guard]", root).forEach(guard);
    all("form[data-draft]", root).forEach(keepDraft);
    all("form[data-upload]", root).forEach(upload);
    all("form[data-autosubmit]", root).forEach(autosubmit);
    all("form[data-sign-out]", root).forEach((form) => form.addEventListener("submit", forgetDrafts));
    all("[data-copy]", root).forEach(copyLink);
    if (matchMedia("(max-width: 63.99em)").matches) {
      all("details[data-filters]", root).forEach((box) => { box.open = false; });
    }
    charts(root);
    focusErrors(root);
  }

  settleDrafts();
  closeMenus();
  prepare(document);
  document.body.addEventListener("htmx:afterSwap", (event) => prepare(event.detail.elt));
})();
