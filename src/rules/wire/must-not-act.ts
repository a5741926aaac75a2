import { beforeRoot, body, inRoot, inText, type Spoil } from './bodies.ts';
import type { Malformed } from './must-refuse.ts';

/** Stands in what is stored only if an entity was expanded. */
export const MARK = 'expanded-entity';

/** A malformed request that may be refused or have its oddity ignored. */
export interface Inert extends Malformed {
  /** Whether even a plain success is a finding. */
  mayBeAccepted: boolean;
  /** Whether it is broken by what is fetched, too. */
  fetches?: true;
  /** Whether a closed connection is an answer. */
  large?: boolean;
}

const XML = 'XML 1.0 (Fifth Edition)';

/** Declares entities and uses one. */
function entity(declarations: string, name: string): Spoil {
  const declare = beforeRoot((root) => `<!DOCTYPE ${root} [${declarations}]>`);
  const use = inText((text) => `${text}&${name};`);
  return (request) => declare(use(request));
}

/** Ten levels of ten: 10^10 characters from half a kilobyte. */
const laughs = Array.from({ length: 10 }, (_, level) =>
  level === 0 ? `<!ENTITY l0 "${MARK}">` : `<!ENTITY l${level} "${`&l${level - 1};`.repeat(10)}">`,
).join('');

/** Requests that a service must not do what they say. `elsewhere`: a URL that notices when it is fetched. */
export function mustNotAct(elsewhere: string): readonly Inert[] {
  return [
    {
      id: 'wire.rejects-doctype',
      evidence: 'inferred',
      demands: 'a document type declaration must be refused or ignored',
      citations: [{ document: XML, place: '2.8' }],
      spoil: beforeRoot((root) => `<!DOCTYPE ${root}>`),
      mayBeAccepted: true,
    },
    {
      id: 'wire.expands-no-internal-entity',
      evidence: 'inferred',
      demands: 'an entity declared in the request must not be expanded',
      citations: [{ document: XML, place: '4.2.1' }],
      spoil: entity(`<!ENTITY e "${MARK}">`, 'e'),
      mayBeAccepted: true,
    },
    {
      id: 'wire.fetches-no-external-entity',
      evidence: 'inferred',
      demands: 'an external entity must be neither fetched nor expanded',
      citations: [{ document: XML, place: '4.2.2' }],
      spoil: entity(`<!ENTITY e SYSTEM "${elsewhere}/entity">`, 'e'),
      mayBeAccepted: true,
      fetches: true,
    },
    {
      id: 'wire.fetches-no-external-subset',
      evidence: 'inferred',
      demands: 'an external document type must not be fetched',
      citations: [{ document: XML, place: '2.8' }],
      spoil: beforeRoot((root) => `<!DOCTYPE ${root} SYSTEM "${elsewhere}/subset">`),
      mayBeAccepted: true,
      fetches: true,
    },
    {
      id: 'wire.survives-entity-bomb',
      evidence: 'inferred',
      demands: 'entities that expand without bound must not be expanded',
      citations: [{ document: XML, place: '4.4' }],
      spoil: entity(laughs, 'l9'),
      mayBeAccepted: true,
      large: true,
    },
    {
      id: 'wire.rejects-other-root',
      evidence: 'inferred',
      demands: 'a document with another root element must be refused',
      citations: [],
      spoil: body((text) => text.replace(/<(\w+)/, '<Other$1').replace(/<\/(\w+)>\s*$/, '</Other$1>')),
      mayBeAccepted: false,
    },
    {
      id: 'wire.survives-deep-nesting',
      evidence: 'inferred',
      demands: 'the service must survive a megabyte of nested elements',
      citations: [],
      spoil: inRoot(`${'<n>'.repeat(150_000)}${'</n>'.repeat(150_000)}`),
      mayBeAccepted: true,
      large: true,
    },
    {
      id: 'wire.survives-long-text',
      evidence: 'inferred',
      demands: 'the service must survive a megabyte of text',
      citations: [],
      spoil: inRoot(`<Unknown>${'long text '.repeat(100_000)}</Unknown>`),
      mayBeAccepted: true,
      large: true,
    },
  ];
}
