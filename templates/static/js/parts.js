/* Large files go in parts (tus) before their form does: with a bar, a pause, and a way on after a broken line. */
(() => {
  "use strict";
  const LARGE = 16 * 1048576;
  const PART = 8 * 1048576;
  const megabytes = (bytes) => (bytes / 1048576).toFixed(1);

  function large(form) {
    return [...form.querySelectorAll("input[type=file][data-parts]")].flatMap((input) =>
      [...input.files].filter((file) => file.size > LARGE).map((file) => ({ input, file })));
  }

  function button(box, text) {
    let made = box.querySelector("[data-pause]");
    if (!made) {
      made = document.createElement("button");
      made.type = "button";
      made.dataset.pause = "";
      made.className = "usa-button usa-button--outline";
      box.append(made);
    }
    made.hidden = false;
    made.textContent = text("uploadPause");
    return made;
  }

  function one(form, { input, file }, text) {
    const box = form.querySelector("[data-upload-progress]");
    const bar = box.querySelector("progress");
    const words = box.querySelector("[data-upload-text]");
    const pause = button(box, text);
    box.hidden = false;
    return new Promise((done, failed) => {
      const upload = new tus.Upload(file, {
        endpoint: new URL(input.dataset.parts, location.href).href,
        chunkSize: PART,
        retryDelays: [0, 1000, 3000, 5000, 10000, 20000],
        metadata: { filename: file.name },
        headers: { "X-CSRFToken": form.querySelector("[name=csrfmiddlewaretoken]").value },
        removeFingerprintOnSuccess: true,
        onProgress: (sent, total) => {
          bar.value = (100 * sent) / total;
          words.textContent = `${file.name}: ${text("uploadOf")
            .replace("{done}", megabytes(sent)).replace("{total}", megabytes(total))}`;
        },
        onError: (error) => { pause.hidden = true; failed(error); },
        onSuccess: () => done(upload.url.replace(/\/$/, "").split("/").pop()),
      });
      let paused = false;
      pause.onclick = async () => {
        paused = !paused;
        pause.textContent = text(paused ? "uploadResume" : "uploadPause");
        if (paused) await upload.abort();
        else upload.start();
      };
      upload.findPreviousUploads().then((earlier) => {
        if (earlier.length) upload.resumeFromPreviousUpload(earlier[0]);
        upload.start();
      });
    });
  }

  /* Send each large file; afterwards the form names its upload instead of carrying it. */
  async function send(form, files, text) {
    for (const item of files) {
      const uid = await one(form, item, text);
      const named = document.createElement("input");
      named.type = "hidden";
      named.name = `${item.input.name}_part`;
      named.value = uid;
      form.append(named);
      const left = new DataTransfer();
      for (const file of item.input.files) if (file !== item.file) left.items.add(file);
      item.input.files = left.files;
      item.input.required = false;
    }
    form.querySelector("[data-pause]").hidden = true;
  }

  window.platformParts = { large, send };
})();
