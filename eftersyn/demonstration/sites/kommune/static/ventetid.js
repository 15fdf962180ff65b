// A component of its own, with its own tree of elements inside.
customElements.define("ventetid-boks", class extends HTMLElement {
  connectedCallback() {
    const inside = this.attachShadow({ mode: "open" });
    // planted: a field without a label, inside the component
    inside.innerHTML = `
      <style>
        div { border: 1px solid #c9d3cc; border-radius: .6rem; padding: 1rem 1.25rem; background: #f7f4ec; }
        p { margin: 0 0 .5rem; }
        input { font: inherit; padding: .5rem; border: 1px solid #5d6b64; width: 100%; box-sizing: border-box; }
      </style>
      <div>
        <p>Ventetiden er cirka <strong>12 minutter</strong>. Skriv dit telefonnummer, så får du en sms, når det er din tur.</p>
        <input type="tel" name="sms">
      </div>`;
  }
});
