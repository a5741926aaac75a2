import { citedText } from '../core/cited-text.ts';
import type { Citation } from '../core/evidence.ts';

/** A citation as reports show it: as words, and where the public documentation has it. */
export interface CitationLink {
  text: string;
  url?: string;
}

const API = 'https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_';
const RFC = 'https://www.rfc-editor.org/rfc/rfc';

/** Where a citation can be looked up. A shape that is only an operation's input or output is on the page of its operation. */
export function sourceOf({ document, place }: Citation): CitationLink {
  const [, shape] = /^([A-Z]\w*?)(?:Request|Result)?(?:\.\w+)*$/.exec(place) ?? [];
  if (shape && document.startsWith('@aws-sdk/client-cloudfront')) return { text: place, url: `${API}${shape}.html` };
  const text = citedText({ document, place });
  const [, rfc] = /^RFC (\d+)$/.exec(document) ?? [];
  if (rfc === undefined) return { text };
  const [section] = /^\d+(?:\.\d+)*/.exec(place) ?? [];
  return { text, url: `${RFC}${rfc}${section === undefined ? '' : `#section-${section}`}` };
}
