import { type Turn, targetText } from '../turn.ts';
import { asked, type Demand } from './check.ts';

const WELL_FORMED: Demand = {
  id: 'request.body.well-formed',
  evidence: 'standard',
  demands: 'the body must be a well-formed XML document',
  place: 'the body',
};
const ROOT: Demand = {
  id: 'request.body.root',
  evidence: 'documented',
  demands: "the body's root element must be the documented one, in the service's namespace",
  place: "the body's root element",
};
const PRESENT: Demand = {
  id: 'request.body.present',
  evidence: 'documented',
  demands: 'the documented body must be sent',
  place: 'the body',
};
const TYPE: Demand = {
  id: 'request.content-type',
  evidence: 'inferred',
  demands: 'a Content-Type, if any, must be that of XML',
  place: 'the Content-Type header',
};

/** The body is the document that is due. What XML allows but readers differ about, such as a document type, is open. */
export const body = asked([WELL_FORMED, ROOT, PRESENT, TYPE], (turn) => {
  const { parsed, request } = turn;
  if (!('problem' in parsed)) {
    const odd = parsed.odd === undefined ? [] : [{ demand: WELL_FORMED, found: parsed.odd, open: true as const }];
    return [...odd, ...contentType(turn)];
  }
  switch (parsed.problem) {
    case 'malformed':
      return [{ demand: WELL_FORMED, found: otherFormat(request.body) ?? parsed.reason }];
    case 'encoding':
      return parsed.reason.startsWith('the bytes')
        ? [{ demand: WELL_FORMED, found: parsed.reason }]
        : [{ demand: WELL_FORMED, found: parsed.reason, open: true }];
    case 'doctype':
    case 'too-large':
    case 'too-deep':
      return [{ demand: WELL_FORMED, found: parsed.reason, open: true }];
    case 'root':
    case 'namespace':
      return [{ demand: ROOT, found: parsed.reason }];
    case 'empty':
      return [{ demand: PRESENT, found: `${targetText(request)} without one` }];
    default:
      return [];
  }
});

function contentType({ request }: Turn) {
  const type = Object.entries(request.headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1];
  return request.body.length === 0 || type === undefined || /\bxml\b/i.test(type)
    ? []
    : [{ demand: TYPE, found: type, open: true as const }];
}

/** What a body is that was never meant to be XML; undefined where it may have been. */
function otherFormat(body: Uint8Array): string | undefined {
  const text = new TextDecoder().decode(body).trim();
  if (/^<|^$/.test(text)) return undefined;
  try {
    JSON.parse(text);
    return 'JSON, where XML is documented';
  } catch {
    return `no XML: it begins with ${JSON.stringify(text.slice(0, 20))}`;
  }
}
