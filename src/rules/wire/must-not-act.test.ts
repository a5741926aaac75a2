import { describeRules } from '../../grade/testing/describe-rules.ts';

describeRules([
  ['wire.rejects-other-root', 'any-root-accepted'],
  ['wire.expands-no-internal-entity', 'doctype-expanded'],
  ['wire.rejects-doctype', 'broken-after-doctype'],
  ['wire.survives-entity-bomb', 'broken-after-bomb'],
  ['wire.survives-deep-nesting', 'broken-after-depth'],
  ['wire.survives-long-text', 'broken-after-long-text'],
]);
