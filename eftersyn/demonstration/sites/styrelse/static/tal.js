// A component of its own: its field has a label, and the label says what the field is for.
customElements.define("tal-boks", class extends HTMLElement {
  connectedCallback() {
    const inside = this.attachShadow({ mode: "open" });
    inside.innerHTML = `
      <style>
        div { border: 1px solid #b9b3aa; padding: 1rem 1.25rem; }
        label { display: block; font-weight: 600; margin-bottom: .25rem; }
        input { font: inherit; padding: .45rem .6rem; border: 1px solid #5b564e; width: 8rem; }
      </style>
      <div><label for="aar">Vis tal fra år</label><input id="aar" type="number" min="2020" max="2026" value="2025"></div>`;
  }
});
// The latest figures are fetched when the page is read; the list is a proper list.
const place = document.getElementById("seneste");
const list = document.createElement("ul");
for (const [text, href] of [["Opgørelsesmetoden bag tallene", "/data/metode"], ["Tilskud til nye datasæt", "/tilskud"]]) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = href;
  link.textContent = text;
  item.append(link);
  list.append(item);
}
place.append(list);
