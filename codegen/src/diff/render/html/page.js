"use strict";
(() => {
  const field = document.getElementById("filter");
  if (!field) return;
  for (const part of document.querySelectorAll(".script")) part.hidden = false;
  const shown = document.getElementById("shown");
  const changes = [...document.querySelectorAll(".change")];
  const title = (part, tag) => (part ? part.querySelector(tag).textContent : "");
  const heading = (change) => title(change.closest(".service"), "h2") + " " + title(change.closest(".group"), "h3");
  const texts = changes.map((change) => (heading(change) + " " + change.textContent).toLowerCase());
  const apply = () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    changes.forEach((change, index) => {
      const matches = words.every((word) => texts[index].includes(word));
      change.classList.toggle("unmatched", !matches);
      if (matches) count += 1;
    });
    for (const group of document.querySelectorAll(".group")) {
      group.classList.toggle("unmatched", !group.querySelector(".change:not(.unmatched)"));
    }
    shown.textContent = words.length ? count + " of " + changes.length : "";
  };
  field.addEventListener("input", apply);
})();
