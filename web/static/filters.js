// Filter forms without this script work too; with it, addresses hold only what was chosen.
(() => {
  "use strict";
  const start = () => {
    for (const form of document.querySelectorAll("[data-filters]")) {
      form.addEventListener("formdata", (event) => {
        for (const [name, value] of [...event.formData]) if (value === "") event.formData.delete(name);
      });
    }
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start); else start();
})();
