import { isDeepStrictEqual } from 'node:util';
import type { HttpRequest, HttpResponse } from '../../core/outcome.ts';
import { requestDecoder } from '../../wire/decode-request.ts';
import { encoder } from '../../wire/encode.ts';
import { writeErrorEnvelope } from '../../wire/error-envelope.ts';
import { readXml } from '../../wire/xml-read.ts';
import type { Context } from '../context.ts';
import { bodyText, requests, withBody, withLowerCaseNames } from '../rewriting.ts';
import { readSpelling } from '../spellings.ts';
import type { Variant } from './variant.ts';

/** Where the documentation is silent, one of the two answers throughout. */
export const opennessVariants: Variant[] = [
  {
    name: 'open-refused',
    about: 'Whatever the documentation leaves open is refused.',
    decide: () => ({ enforces: () => true }),
    handle: (next, context) => {
      const differs = differenceFinder(context);
      return async (request) => {
        const reason = differs(withLowerCaseNames(request));
        return reason === undefined ? next(request) : refusal(context, reason);
      };
    },
  },
  {
    name: 'open-accepted',
    about: 'Whatever the documentation leaves open is accepted.',
    decide: ({ precondition }) => ({
      enforces: ({ open }) => open === undefined,
      precondition: (asked) => (asked.given === '*' ? 'holds' : precondition(asked)),
    }),
    handle: (next, context) =>
      requests((request) =>
        request.body.length > 0 && readable(request)
          ? withBody(
              request,
              bodyText(request).replace(/ xmlns="[^"]*"/, ` xmlns="${context.contract.service.namespace}"`),
            )
          : request,
      )(next, context),
  },
];

const readable = ({ body }: HttpRequest): boolean => 'root' in readXml(body) && body[0] !== 0xff && body[0] !== 0xfe;

/** Says how a request is spelled otherwise than in the plainest way; undefined where it is not, and where it is no call at all. */
function differenceFinder({ contract }: Context): (request: HttpRequest) => string | undefined {
  const decode = requestDecoder(contract, { scalar: readSpelling });
  const encode = encoder(contract);
  return (request) => {
    const { path, headers } = request;
    if (path.replace(/\?.*$/, '').endsWith('/')) return 'a slash at the end of the path';
    const decoded = decode(request);
    if ('problem' in decoded) return undefined;
    const plainest = encode(decoded.operation, decoded.input);
    if ('unsent' in plainest || plainest.request.body.length === 0) return undefined;
    if (!/xml/.test(headers['content-type'] ?? '')) return 'a content type that is not XML';
    const text = bodyText(request);
    if (!/^(<\?xml[^>]*>\s*)?<[A-Za-z]+ xmlns="[^"]*"\s*>/.test(text)) return 'something before or in the root element';
    if (/<!--|<!\[CDATA\[|<\?(?!xml )/.test(text)) return 'a comment, CDATA or a processing instruction';
    if (/<[A-Za-z]+\s+(?!xmlns=)[^>]*=/.test(text)) return 'an attribute';
    const same = isDeepStrictEqual(readXml(request.body), readXml(plainest.request.body));
    return same ? undefined : 'another spelling, another order or an unknown element';
  };
}

function refusal({ contract }: Context, reason: string): HttpResponse {
  const envelope = {
    code: 'InvalidArgument',
    message: `Not understood: ${reason}.`,
    type: 'Sender',
    requestId: 'open',
  };
  const body = new TextEncoder().encode(writeErrorEnvelope(contract.service.namespace, envelope));
  const headers = { 'content-type': 'text/xml', 'content-length': String(body.length), 'x-amzn-requestid': 'open' };
  return { status: 400, headers, body };
}
