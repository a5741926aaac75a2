import { describeRules } from '../../grade/testing/describe-rules.ts';

describeRules([
  ['wire.unknown-element', 'unknown-element-breaks-down'],
  ['wire.repeated-element', 'broken-after-repetition'],
  ['wire.unknown-attribute', 'unknown-attribute-misread'],
  ['wire.element-order', 'element-order-misread'],
  ['wire.comments', 'comments-misread'],
  ['wire.processing-instruction', 'processing-instruction-misread'],
  ['wire.cdata', 'cdata-misread'],
  ['wire.character-references', 'character-references-misread'],
  ['wire.blanks-between-elements', 'blanks-between-elements-misread'],
  ['wire.byte-order-mark', 'byte-order-mark-misread'],
  ['wire.utf-16', 'utf-16-misread'],
  ['wire.no-declaration', 'no-declaration-misread'],
  ['wire.no-namespace', 'no-namespace-misread'],
  ['wire.other-namespace', 'other-namespace-misread'],
  ['wire.namespace-prefix', 'namespace-prefix-misread'],
  ['wire.no-content-type', 'no-content-type-misread'],
  ['wire.other-content-type', 'other-content-type-misread'],
  ['wire.trailing-slash', 'trailing-slash-misread'],
]);
