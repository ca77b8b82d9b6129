const box = document.getElementById("find");
const told = document.getElementById("found");
const cases = [...document.querySelectorAll("details.case")];
box.addEventListener("input", () => {
  const wanted = box.value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const one of cases) {
    const text = one.textContent.toLowerCase();
    one.hidden = !wanted.every((word) => text.includes(word));
    shown += one.hidden ? 0 : 1;
  }
  told.textContent = wanted.length ? `${shown} of ${cases.length} cases` : "";
});
window.addEventListener("beforeprint", () => cases.forEach((one) => { one.open = !one.hidden; }));
