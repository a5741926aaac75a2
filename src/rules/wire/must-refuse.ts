import type { Citation, Evidence } from '../../core/evidence.ts';
import { asJson, beforeRoot, body, inRoot, inText, type Spoil, textOf, withBody } from './bodies.ts';

/** One malformed request. */
export interface Malformed {
  id: string;
  evidence: Evidence;
  demands: string;
  citations: Citation[];
  spoil: Spoil;
}

const xml = (place: string): Citation[] => [{ document: 'XML 1.0 (Fifth Edition)', place }];

/** Bodies that are no XML, or not XML that a processor may go on with. A success is a finding. */
export const mustRefuse: readonly Malformed[] = [
  {
    id: 'wire.rejects-truncated',
    evidence: 'standard',
    demands: 'a truncated document must be refused',
    citations: xml('2.1'),
    spoil: body((text) => text.slice(0, text.lastIndexOf('</'))),
  },
  {
    id: 'wire.rejects-no-xml',
    evidence: 'standard',
    demands: 'text that is not XML must be refused',
    citations: xml('2.1'),
    spoil: body(() => 'this is no XML'),
  },
  {
    id: 'wire.rejects-json',
    evidence: 'standard',
    demands: 'a JSON body must be refused',
    citations: xml('2.1'),
    spoil: (request) => ({
      ...withBody(request, asJson(textOf(request))),
      headers: { ...request.headers, 'content-type': 'application/json' },
    }),
  },
  {
    id: 'wire.rejects-empty-body',
    evidence: 'standard',
    demands: 'an empty body where a document is needed must be refused',
    citations: xml('2.1'),
    spoil: (request) => withBody(request, ''),
  },
  {
    id: 'wire.rejects-mismatched-tags',
    evidence: 'standard',
    demands: 'an end tag that does not match its start tag must be refused',
    citations: xml('3'),
    spoil: body((text) => text.replace(/<\/(\w+)>/, '</$1x>')),
  },
  {
    id: 'wire.rejects-unclosed-element',
    evidence: 'standard',
    demands: 'an element without an end tag must be refused',
    citations: xml('3'),
    spoil: inRoot('<Open>'),
  },
  {
    id: 'wire.rejects-two-roots',
    evidence: 'standard',
    demands: 'a document with two root elements must be refused',
    citations: xml('2.1'),
    spoil: body((text) => `${text}<Second/>`),
  },
  {
    id: 'wire.rejects-control-characters',
    evidence: 'standard',
    demands: 'a control character must be refused',
    citations: xml('2.2'),
    spoil: inText((text) => `${text}\u0001`),
  },
  {
    id: 'wire.rejects-control-references',
    evidence: 'standard',
    demands: 'a reference to a control character must be refused',
    citations: xml('4.1'),
    spoil: inText((text) => `${text}&#1;`),
  },
  {
    id: 'wire.rejects-invalid-utf-8',
    evidence: 'standard',
    demands: 'bytes that are not UTF-8 must be refused',
    citations: xml('4.3.3'),
    spoil: (request) => {
      const marked = inText((text) => `${text}\u0000`)(request);
      return withBody(
        request,
        marked.body.map((byte) => (byte === 0 ? 0xff : byte)),
      );
    },
  },
  {
    id: 'wire.rejects-bare-ampersand',
    evidence: 'standard',
    demands: 'a bare ampersand must be refused',
    citations: xml('2.4'),
    spoil: inText((text) => `${text}& b`),
  },
  {
    id: 'wire.rejects-undeclared-entity',
    evidence: 'standard',
    demands: 'a reference to an entity that is not declared must be refused',
    citations: xml('4.1'),
    spoil: inText((text) => `${text}&undeclared;`),
  },
  {
    id: 'wire.rejects-unbound-prefix',
    evidence: 'standard',
    demands: 'a namespace prefix that is not declared must be refused',
    citations: [{ document: 'Namespaces in XML 1.0 (Third Edition)', place: '5' }],
    spoil: body((text) => text.replace(/<(\w+)/, '<unbound:$1').replace(/<\/(\w+)>\s*$/, '</unbound:$1>')),
  },
  {
    id: 'wire.rejects-repeated-attribute',
    evidence: 'standard',
    demands: 'a tag with a repeated attribute must be refused',
    citations: xml('3.1'),
    spoil: body((text) => text.replace(/<(\w+)/, '<$1 a="1" a="2"')),
  },
  {
    id: 'wire.rejects-late-declaration',
    evidence: 'standard',
    demands: 'an XML declaration that is not at the start must be refused',
    citations: xml('2.8'),
    spoil: beforeRoot('\n<?xml version="1.0"?>'),
  },
];
