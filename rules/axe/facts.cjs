/**
 * Prints the facts of axe-core's rules as JSON, the content of facts.json beside this file. After a new axe-core:
 *
 *     node rules/axe/facts.cjs node_modules/axe-core/axe.min.js > rules/axe/facts.json
 */
'use strict';

const path = require('node:path');

const axe = require(path.resolve(process.argv[2]));
const listed = new Map(axe.getRules().map((rule) => [rule.ruleId, rule]));
const checkId = (check) => (typeof check === 'string' ? check : check.id);

const rules = axe._audit.rules.map((rule) => ({
  id: rule.id,
  impact: rule.impact,
  enabled: rule.enabled,
  review_on_fail: rule.reviewOnFail,
  tags: rule.tags,
  act: listed.get(rule.id).actIds ?? [],
  checks: [...rule.any, ...rule.all, ...rule.none].map(checkId),
}));
rules.sort((one, other) => (one.id < other.id ? -1 : 1));

// One rule a line, so that a change in axe-core reads as a change of a line.
process.stdout.write(`{"version": ${JSON.stringify(axe.version)}, "rules": [\n`);
process.stdout.write(rules.map((rule) => JSON.stringify(rule)).join(',\n'));
process.stdout.write('\n]}\n');
