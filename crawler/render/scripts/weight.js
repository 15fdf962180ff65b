// Says how many characters the browser would hand over about this frame, or that they are more than `limit`: text,
// attributes, and text once more for each element around it that takes its accessible name from its content. Counted
// before it is asked for, as an answer that fits in no message takes the browser's driver down. Methods are taken from
// the prototypes: a form field by the name of one hides it.
(limit) => {
  'use strict';
  const getter = (owner, name) => {
    const { get } = Object.getOwnPropertyDescriptor(owner.prototype, name);
    return (object) => get.call(object);
  };
  const firstChild = getter(Node, 'firstChild');
  const nextSibling = getter(Node, 'nextSibling');
  const parentNode = getter(Node, 'parentNode');
  const nodeType = getter(Node, 'nodeType');
  const textContent = getter(Node, 'textContent');
  const attributes = getter(Element, 'attributes');
  const localName = getter(Element, 'localName');
  const shadowRoot = getter(Element, 'shadowRoot');
  const length = getter(CharacterData, 'length');
  const byId = (id) => Document.prototype.getElementById.call(document, id);
  const NAMED_BY_CONTENT = /^(a|button|h[1-6]|label|legend|li|option|summary|t[dh]|tr|caption|figcaption)$/;
  const REFERRING = /^aria-(labelledby|describedby|details|description)$/;

  let sum = 0;
  let names = 0;
  const attributesOf = (element) => {
    const list = attributes(element);
    let isNamed = NAMED_BY_CONTENT.test(localName(element));
    for (let index = 0; index < list.length; index++) {
      const { name, value } = list[index];
      sum += name.length + value.length;
      isNamed = isNamed || name === 'role';
      if (REFERRING.test(name)) {
        for (const id of value.split(/\s+/, 20)) {
          const named = id && byId(id);
          sum += named ? textContent(named).length : 0;
          if (sum > limit) {
            return isNamed;
          }
        }
      }
    }
    return isNamed;
  };
  // Depth first without recursion: a page may be nested deeper than a stack.
  const roots = [document];
  while (roots.length) {
    const root = roots.pop();
    const named = [];
    let node = root;
    while (node && sum <= limit) {
      const type = nodeType(node);
      if (type === Node.ELEMENT_NODE) {
        const isNamed = attributesOf(node);
        named.push(isNamed);
        names += isNamed ? 1 : 0;
        const shadow = shadowRoot(node);
        if (shadow) {
          roots.push(shadow);
        }
      } else if (type === Node.TEXT_NODE || type === Node.COMMENT_NODE) {
        sum += length(node) * (1 + names);
      }
      if (firstChild(node)) {
        node = firstChild(node);
        continue;
      }
      while (node) {
        if (nodeType(node) === Node.ELEMENT_NODE) {
          names -= named.pop() ? 1 : 0;
        }
        if (node === root) {
          node = null;
        } else if (nextSibling(node)) {
          node = nextSibling(node);
          break;
        } else {
          node = parentNode(node);
        }
      }
    }
    names = 0;
  }
  return sum;
}
