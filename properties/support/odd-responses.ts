import type { Handler } from '../../src/core/target.ts';
import { trial } from '../../src/grade/trial.ts';
import type { Modification } from '../../src/reference/modification.ts';
import { bodyText, withBody } from '../../src/reference/rewriting.ts';
import { ownSuite } from '../../src/session/suite.ts';

/** Elements of the answers, of every kind that there is. */
export const ELEMENTS = [
  'ContinuousDeploymentPolicy',
  'ContinuousDeploymentPolicyConfig',
  'ContinuousDeploymentPolicyList',
  'StagingDistributionDnsNames',
  'TrafficConfig',
  'Items',
  'Quantity',
  'Id',
  'Enabled',
  'LastModifiedTime',
  'Distribution',
  'DistributionConfig',
  'DomainName',
  'Error',
];

/** What becomes of an element. */
export const CHANGES: Record<string, (whole: string, name: string, inner: string) => string> = {
  'is left out': () => '',
  'is empty': (_, name) => `<${name}></${name}>`,
  'is text': (_, name) => `<${name}>odd</${name}>`,
  'comes twice': (whole) => whole + whole,
  'holds itself': (whole, name) => `<${name}>${whole}</${name}>`,
};

export const inElement = (name: string, change: (typeof CHANGES)[string]): Modification => ({
  handle: (next) => async (request) => {
    const answer = await next(request);
    const element = new RegExp(`<${name}>([\\s\\S]*?)</${name}>`, 'g');
    return withBody(
      answer,
      bodyText(answer).replace(element, (whole, inner) => change(whole, name, inner)),
    );
  },
});

/** Numbers from 0 to 1 that are the same for the same seed. */
function draws(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

/** Changes one element of every fifth response, or empties it, or gives it another status. */
export const atRandom = (seed: number): Modification => {
  const draw = draws(seed);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(draw() * values.length)]!;
  const kinds = Object.values(CHANGES);
  return {
    handle:
      (next): Handler =>
      async (request) => {
        const answer = await next(request);
        if (draw() > 0.2) return answer;
        const names = [...new Set([...bodyText(answer).matchAll(/<(\w+)>/g)].map(([, name]) => name!))];
        const chance = draw();
        if (names.length === 0 || chance < 0.15) return withBody(answer, '');
        if (chance < 0.3) return { ...answer, headers: {} };
        if (chance < 0.4) return { ...answer, status: pick([200, 204, 302, 404, 500]) };
        return inElement(pick(names), pick(kinds)).handle!(async () => answer, undefined as never)(request);
      },
  };
};

/** The error in which a rule, or the run, ends on a target with such responses. */
export async function errorsOf(modification: Modification): Promise<string | undefined> {
  const options = { seed: 1, runs: 4, settle: 5, lanes: 4 };
  const { error } = await trial(ownSuite(), [modification], options);
  return error?.includes('no more answers') || error?.includes('implements none') ? undefined : error;
}

/** An update without a body is answered as accepted. */
export const acceptsNoConfiguration: Modification = {
  handle: (next) => (request) =>
    request.method === 'PUT' && request.body.length === 0
      ? next({ ...request, method: 'GET', path: request.path.replace(/\/config$/, '') })
      : next(request),
};
