// Runs right after axe-core, in the same isolated world, once per frame, before the page's own scripts. It lets axe work frame by frame under our
// direction (no messages between windows, which a page could read or forge), keeps the nodes of passed elements from
// being described one by one, and reports everything as one string.
(() => {
  'use strict';
  const NODES_MAX = 500;
  const HTML_CHARACTERS_MAX = 300;
  const DATA_CHARACTERS_MAX = 2000;
  const STRING_CHARACTERS_MAX = 300;
  const LIST_MAX = 20;
  const OUT_OF_TIME = 'axe ran out of time';

  const isTop = window === window.top;
  const scroll = { x: 0, y: 0 };

  // A timer never fires in a frame whose sandbox forbids scripts; axe only uses it to put work off a little.
  const realTimeout = window.setTimeout.bind(window);
  globalThis.setTimeout = (task, delay, ...rest) => {
    if (delay > 0) {
      return realTimeout(task, delay, ...rest);
    }
    Promise.resolve().then(() => task(...rest));
    return 0;
  };

  // Where an element is, in the frame; `inner` is where the content of a frame element begins.
  const place = (element) => {
    if (!element || typeof element.getBoundingClientRect !== 'function') {
      return { box: null, inner: null };
    }
    const rect = element.getBoundingClientRect();
    const x = rect.left + (isTop ? window.scrollX : 0);
    const y = rect.top + (isTop ? window.scrollY : 0);
    let inner = null;
    if (/^i?frame$/i.test(element.nodeName)) {
      const style = window.getComputedStyle(element);
      inner = [
        x + element.clientLeft + parseFloat(style.paddingLeft || '0'),
        y + element.clientTop + parseFloat(style.paddingTop || '0'),
      ];
    }
    return { box: [x, y, rect.width, rect.height], inner };
  };

  // axe writes down the HTML of each element it looks at, those that pass too; only what is told of needs it.
  axe.configure({ noHtml: true });
  const { DqElement, getElementSource } = axe.utils;
  axe.utils.nodeSerializer.update({
    toSpec(dqElement) {
      const spec = dqElement.toJSON();
      delete spec.element;
      spec.source = getElementSource(dqElement.element);
      Object.assign(spec, place(dqElement.element));
      spec.frame = isTop ? null : window.location.href;
      return spec;
    },
    mergeSpecs(child, parent) {
      const merged = DqElement.mergeSpecs(child, parent);
      const move = (numbers) =>
        numbers && parent.inner
          ? [numbers[0] + parent.inner[0], numbers[1] + parent.inner[1], ...numbers.slice(2)]
          : null;
      merged.box = move(child.box);
      merged.inner = move(child.inner);
      return merged;
    },
  });

  // Asked of each element tens of times: a map of its own is quicker than keys put together for a shared one.
  const nodeStyles = new WeakMap();
  axe.VirtualNode.prototype.getComputedStylePropertyValue = function (property) {
    let known = nodeStyles.get(this);
    if (known === undefined) {
      known = { style: window.getComputedStyle(this.actualNode), values: new Map() };
      nodeStyles.set(this, known);
    }
    let value = known.values.get(property);
    if (value === undefined) {
      value = known.style.getPropertyValue(property);
      known.values.set(property, value);
    }
    return value;
  };

  // axe describes every node of a partial result, passed ones too: most of the work, and of no use to us. Rules that
  // look at all nodes again when the frames are put together keep theirs.
  const keepsNodes = new Set(
    axe._audit.rules
      .filter((rule) => [...rule.any, ...rule.all, ...rule.none].some((check) => {
        const id = typeof check === 'string' ? check : check.id;
        return axe._audit.checks[id] && axe._audit.checks[id].after;
      }))
      .map((rule) => rule.id),
  );
  const passed = (node) =>
    (node.any.length === 0 || node.any.some((check) => check.result === true)) &&
    node.all.every((check) => check.result === true) &&
    node.none.every((check) => check.result === false);

  // A rule that needs more time than there is must not cost the others theirs: what compares each element with every
  // other comes last, and what is not done in time ends as an error of its own rule.
  const SLOWEST = ['color-contrast', 'target-size', 'link-in-text-block'];
  axe._audit.rules = [
    ...axe._audit.rules.filter((rule) => !SLOWEST.includes(rule.id)),
    ...SLOWEST.map((id) => axe._audit.getRule(id)).filter((rule) => rule),
  ];
  let endsAt = Infinity;
  let asked = 0;
  // Asked for each rule and element: the clock is looked at every eighth time, and parameters are not gathered in a list.
  const inTime = (work) => function (a, b, c, d, e) {
    asked = (asked + 1) & 7;
    if (asked === 0 && performance.now() > endsAt) {
      asked = 7;
      throw new Error(OUT_OF_TIME);
    }
    return work.call(this, a, b, c, d, e);
  };
  for (const rule of axe._audit.rules) {
    if (Object.hasOwn(rule, 'matches')) {
      rule.matches = inTime(rule.matches);
    }
  }
  const Rule = Object.getPrototypeOf(axe._audit.rules[0]);
  const gather = Rule.gather;
  Rule.gather = function (...given) {
    if (performance.now() > endsAt) {
      throw new Error(OUT_OF_TIME);
    }
    return gather.apply(this, given);
  };
  const Check = Object.getPrototypeOf(Object.values(axe._audit.checks)[0]);
  Check.run = inTime(Check.run);

  const run = axe._audit.run;
  let isPartial = false;
  let frames = [];
  axe._audit.run = function (context, options, resolve, reject) {
    if (!isPartial) {
      return run.call(this, context, options, resolve, reject);
    }
    frames = context.frames;
    return run.call(this, context, options, (results) => {
      for (const result of results) {
        for (const node of result.nodes) {
          for (const kind of ['any', 'all', 'none']) {
            for (const check of node[kind]) {
              check.relatedNodes = keepsNodes.has(result.id) ? check.relatedNodes || [] : [];
            }
          }
          if (!keepsNodes.has(result.id) && passed(node)) {
            node.node = {
              selector: [], ancestry: [], xpath: [], nodeIndexes: node.node.nodeIndexes,
              source: '', fromFrame: false, box: null, inner: null, frame: null,
            };
          }
        }
      }
      resolve(results);
    }, reject);
  };

  // Check data may hold anything, of any size; what comes out is plain and small.
  const small = (value, depth) => {
    if (typeof value === 'string') {
      return value.slice(0, STRING_CHARACTERS_MAX);
    }
    if (value === null || typeof value === 'boolean' || (typeof value === 'number' && isFinite(value))) {
      return value;
    }
    if (typeof value !== 'object' || depth > 4 || value instanceof Node) {
      return null;
    }
    if (Array.isArray(value)) {
      return value.slice(0, LIST_MAX).map((item) => small(item, depth + 1));
    }
    const copy = {};
    for (const key of Object.keys(value).slice(0, LIST_MAX)) {
      if (key !== 'relatedNodes') {
        copy[key] = small(value[key], depth + 1);
      }
    }
    return copy;
  };
  const data = (value) => {
    const copy = small(value, 0);
    const text = JSON.stringify(copy);
    return text !== undefined && text.length > DATA_CHARACTERS_MAX ? null : copy;
  };

  const node = (found) => {
    const spec = axe.utils.nodeSerializer.dqElmToSpec(found.node);
    const checks = [];
    for (const group of ['any', 'all', 'none']) {
      for (const check of found[group]) {
        checks.push({ id: check.id, group, data: data(check.data) });
      }
    }
    return {
      target: spec.selector,
      ancestry: spec.ancestry,
      html: String(spec.source || '').slice(0, HTML_CHARACTERS_MAX),
      impact: found.impact || null,
      checks,
      box: spec.box,
      frame: spec.frame,
    };
  };
  axe.addReporter('eftersyn', (results, options, resolve) => {
    const ran = options.runOnly.values;
    const capped = [];
    const rules = [];
    for (const rule of results) {
      if (rule.error) {
        rules.push({ id: rule.id, error: String(rule.error.message || rule.error).slice(0, STRING_CHARACTERS_MAX) });
        continue;
      }
      const { passes, violations, incomplete } = rule;
      if (passes.length + violations.length + incomplete.length === 0) {
        continue;
      }
      if (violations.length > NODES_MAX || incomplete.length > NODES_MAX) {
        capped.push(`${rule.id} ${violations.length}+${incomplete.length}`);
      }
      rules.push({
        id: rule.id,
        passes: passes.length,
        violations: violations.slice(0, NODES_MAX).map(node),
        incomplete: incomplete.slice(0, NODES_MAX).map(node),
      });
    }
    resolve(JSON.stringify({ version: axe.version, ran, rules, capped }));
  });

  // axe refuses a whole run for one rule it does not have.
  const withKnownRules = (options) => ({
    ...options,
    runOnly: { type: 'rule', values: options.runOnly.values.filter((id) => axe._audit.getRule(id)) },
  });

  const runWhole = axe.run;
  const partials = [];
  globalThis.eftersyn = {
    // Runs axe in this frame alone; the result stays here for the top frame, and leaves as a string for the others.
    async partial(context, options) {
      isPartial = true;
      scroll.x = window.scrollX;
      scroll.y = window.scrollY;
      try {
        const result = await axe.runPartial(context, withKnownRules(options));
        const contexts = frames.map(({ node: _, ...inner }) => ({ ...inner, initiator: false }));
        if (isTop) {
          partials.push(result);
        }
        return JSON.stringify({ frames: contexts, partial: isTop ? null : JSON.stringify(result) });
      } finally {
        isPartial = false;
      }
    },
    // Says how long the rules may take from now on.
    allow: (milliseconds) => {
      endsAt = performance.now() + milliseconds;
    },
    frame: (index) => frames[index].node,
    add: (text) => partials.push(text === null ? null : JSON.parse(text)),
    done() {
      if (window.scrollX !== scroll.x || window.scrollY !== scroll.y) {
        window.scrollTo({ left: scroll.x, top: scroll.y, behavior: 'instant' });
      }
    },
  };
  // With partial results at hand, axe's own entry point puts them together instead of starting over.
  axe.run = (options) =>
    partials.length ? axe.finishRun(partials, withKnownRules(options)) : runWhole(document, withKnownRules(options));
})();
