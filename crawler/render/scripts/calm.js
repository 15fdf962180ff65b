// Runs in our isolated world of each new document, before its first element. It notes whether anything on the page could
// ever run a script or show another document: a page without cannot change by itself, and leaves nothing behind. What
// a script takes away again, itself included, has been noted by then. Methods are taken from the prototypes: a form
// field by the name of one hides it.
(() => {
  'use strict';
  const NODES_MAX = 20_000;
  const RESTLESS =
    /^(script|i?frame|object|embed|applet|portal|fencedframe|video|audio|marquee|set|animate|animatemotion|animatetransform)$/i;
  const getter = (owner, name) => {
    const { get } = Object.getOwnPropertyDescriptor(owner.prototype, name);
    return (object) => get.call(object);
  };
  const localName = getter(Element, 'localName');
  const nodeType = getter(Node, 'nodeType');
  const shadowRoot = getter(Element, 'shadowRoot');
  const attributeNames = Element.prototype.getAttributeNames;
  const HANDLER = /^on/i;

  let isCalm = true;
  let count = 0;
  const isRestless = (node) =>
    nodeType(node) === Node.ELEMENT_NODE &&
    (RESTLESS.test(localName(node)) ||
      shadowRoot(node) !== null ||
      attributeNames.call(node).some((name) => HANDLER.test(name)));
  const look = (records) => {
    for (const { addedNodes } of records) {
      count += addedNodes.length;
      if (count > NODES_MAX || Array.prototype.some.call(addedNodes, isRestless)) {
        isCalm = false;
        observer.disconnect();
        return;
      }
    }
  };
  const observer = new MutationObserver(look);
  observer.observe(document, { childList: true, subtree: true });

  const fonts = getter(Document, 'fonts');
  const fontsStatus = getter(FontFaceSet, 'status');
  const find = Document.prototype.querySelector;
  const animations = Document.prototype.getAnimations;
  globalThis.eftersynIsCalm = () => {
    if (isCalm) {
      look(observer.takeRecords());
    }
    return (
      isCalm &&
      count > 0 &&
      find.call(document, 'meta[http-equiv="refresh" i]') === null &&
      animations.call(document).length === 0 &&
      fontsStatus(fonts(document)) === 'loaded'
    );
  };
})();
