import { describeRules } from '../../grade/testing/describe-rules.ts';

describeRules([
  ['wire.rejects-truncated', 'truncated-accepted'],
  ['wire.rejects-mismatched-tags', 'mismatch-accepted'],
  ['wire.rejects-control-characters', 'control-characters-dropped'],
  ['wire.rejects-invalid-utf-8', 'broken-utf-8-replaced'],
  ['wire.rejects-json', 'json-accepted'],
  ['wire.rejects-empty-body', 'empty-body-accepted'],
  ['wire.rejects-no-xml', 'no-xml-accepted'],
  ['wire.rejects-two-roots', 'two-roots-accepted'],
  ['wire.rejects-unclosed-element', 'unclosed-accepted'],
  ['wire.rejects-control-references', 'control-references-dropped'],
  ['wire.rejects-bare-ampersand', 'bare-ampersands-dropped'],
  ['wire.rejects-undeclared-entity', 'undeclared-entities-dropped'],
  ['wire.rejects-unbound-prefix', 'unbound-prefix-ignored'],
  ['wire.rejects-repeated-attribute', 'repeated-attributes-dropped'],
  ['wire.rejects-late-declaration', 'late-declaration-dropped'],
]);
