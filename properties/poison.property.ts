import { expect, test } from 'vitest';
import type { JsonObject } from '../src/core/json.ts';
import type { HttpRequest, HttpResponse } from '../src/core/outcome.ts';
import type { Handler } from '../src/core/target.ts';
import { createReference } from '../src/reference/reference.ts';
import { bodyText, withBody } from '../src/reference/rewriting.ts';
import { createClassifier } from '../src/schema/classifier.ts';
import { requestDecoder } from '../src/wire/decode-request.ts';
import { contract, judge } from './support/judging.ts';

const QUICK = { runs: 3, settle: 0, shrink: false, patience: 500, concurrency: 1 };
const LIST = 'ListContinuousDeploymentPolicies';
const decode = requestDecoder(contract);
const classify = createClassifier(contract);

const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|&#x?0*(?:[0-8bcef]|1[0-9a-f]);/gi;

/** What a list showed of policies that should never have been stored. */
interface Poisoned {
  handler: Handler;
  /** Policies that hold what must be refused, by id. */
  left: Set<string>;
  /** Such policies that were there when somebody asked for a list. */
  listed: Set<string>;
}

/**
 * A server that accepts everything, whose listing is malformed as long as a policy holds a control character. `unreadable`: its
 * answers to creates break off, so that the id stands in the Location header alone.
 */
function careless(unreadable: boolean): Poisoned {
  const { handle, state } = createReference({
    contract,
    modifications: [{ decide: () => ({ enforces: () => false, precondition: () => 'holds' }) }],
  });
  const left = new Set<string>();
  const listed = new Set<string>();
  const spoilt = new Set<string>();
  const handler: Handler = async (request) => {
    const text = bodyText(request);
    const clean: HttpRequest = CONTROL.test(text) ? withBody(request, text.replaceAll(CONTROL, '')) : request;
    CONTROL.lastIndex = 0;
    const response = await handle(clean);
    const decoded = decode(clean);
    if (!('input' in decoded)) return response;
    const { operation, input } = decoded;
    const id = idOf(input, response);
    if (operation === LIST && response.status === 200) {
      for (const one of left) if (state.policies.has(one)) listed.add(one);
      if ([...spoilt].some((one) => state.policies.has(one)))
        return withBody(response, bodyText(response).replace('<Quantity>', '<Quantity>\u0001'));
    }
    if (/^(Create|Update)ContinuousDeploymentPolicy$/.test(operation) && response.status < 300 && id) {
      if (clean !== request) spoilt.add(id);
      if (clean !== request || classify(operation, input).answer === 'broken') left.add(id);
      else if (operation.startsWith('Update')) left.delete(id);
    }
    return unreadable && operation.startsWith('Create') && response.status < 300
      ? withBody(response, bodyText(response).slice(0, -50))
      : response;
  };
  return { handler, left, listed };
}

function idOf({ Id }: JsonObject, { headers }: HttpResponse): string | undefined {
  return typeof Id === 'string' ? Id : headers.location?.split('/').at(-1);
}

test.each([
  ['can be read', false],
  ['cannot be read', true],
])(
  'what is accepted and should have been refused is deleted before the next rule, where the response %s',
  {
    timeout: 120_000,
  },
  async (_, unreadable) => {
    const { handler, left, listed } = careless(unreadable);
    // Rules that walk through stages list what they themselves left.
    const rules = '{wire.*,lifecycle.{create,update,delete,list,read,etag}.*,*{Config,Names,Request}.**,answer.**}';
    const record = await judge(handler, rules, QUICK);
    expect(left.size).toBeGreaterThan(10);
    expect([...listed]).toEqual([]);
    const silent = record.rules.filter(({ id, status }) => id.startsWith('lifecycle.list') && status === 'skip');
    expect(silent.map(({ id }) => id)).toEqual([]);
    expect(record.rules.find(({ id }) => id === 'lifecycle.list.quantity')).toMatchObject({ status: 'pass' });
  },
);
