import { expect, test } from 'vitest';
import { CONTRACTS, contractOf, joinedContract } from '../src/contracts/contracts.ts';
import { loadContract } from '../src/contracts/load.ts';
import { PHASES, type Phase } from '../src/core/rule.ts';
import type { RunRecord } from '../src/core/run-record.ts';
import type { Modification } from '../src/reference/modification.ts';
import { createReference } from '../src/reference/reference.ts';
import { answers, bodyText, withBody } from '../src/reference/rewriting.ts';
import { around } from '../src/reference/wrapping.ts';
import { rulesOf } from '../src/rules/index.ts';
import { openStaging } from '../src/session/staging.ts';
import { handlerTarget } from '../src/targets/handler.ts';
import { judge } from './support/judging.ts';

/** Judges the reference with a modification by the rules on one kind of resource whose ids hold a text. */
async function judged(
  kind: string,
  modification: Modification,
  part: string,
  phases: readonly Phase[] = PHASES,
): Promise<RunRecord> {
  const contract = contractOf(kind);
  const { handle } = createReference({ contract, modifications: [modification] });
  const { answer, active } = rulesOf(contract);
  const { target, names } = await openStaging(contract, handlerTarget(contract, handle), 'auto', {
    seed: 1,
    lanes: 4,
    token: 'test',
  });
  return judge(handle, '*', {
    contract,
    target,
    names,
    rules: { answer, active: active.filter(({ id }) => id.includes(part)) },
    phases,
    runs: 3,
    settle: 50,
  });
}

const idsOf = ({ rules }: RunRecord, ...wanted: string[]): string[] =>
  rules.filter(({ status }) => wanted.includes(status)).map(({ id }) => id);

test.each(['OriginAccessControl', 'KeyGroup'])('the reference conforms in %s', async (kind) => {
  const record = await judged(kind, {}, '', ['edges', 'sequences', 'workflow']);
  expect(idsOf(record, 'fail', 'warn', 'error')).toEqual([]);
  expect(idsOf(record, 'pass').length).toBeGreaterThan(50);
});

test('the keys of a group may come back in another order', async () => {
  const reversed: Modification = {
    handle: answers((response) =>
      withBody(
        response,
        bodyText(response).replace(/(<PublicKey>[^<]*<\/PublicKey>)+/g, (keys) =>
          keys
            .match(/<PublicKey>[^<]*<\/PublicKey>/g)!
            .reverse()
            .join(''),
        ),
      ),
    ),
  };
  const record = await judged('KeyGroup', reversed, '', ['edges', 'sequences']);
  expect(idsOf(record, 'fail', 'warn', 'error')).toEqual([]);
});

test.each<[string, string, Modification, string]>([
  ['KeyGroup', 'takes any comment in an update of a key', commentsOfAnyLength(), 'PublicKeyConfig.Comment.maxLength'],
  ['OriginAccessControl', 'forgets a member', forgets('Description'), 'lifecycle.create.echoes'],
  ['KeyGroup', 'forgets a member', forgets('Comment'), 'lifecycle.create.echoes'],
  ['KeyGroup', 'ignores If-Match', ignoresIfMatch(), 'lifecycle.update.requires-if-match'],
  ['KeyGroup', 'deletes a key that is in use', deletesKeys(), 'lifecycle.delete.in-use.PublicKey'],
  ['OriginAccessControl', 'says of no list that it is truncated', neverTruncated(), 'lifecycle.list.is-truncated'],
  ['OriginAccessControl', 'stores digits as a number', readsDigits('Name'), 'OriginAccessControlConfig.Name.literal'],
  ['OriginAccessControl', 'stores true as a boolean', readsTruth(), 'OriginAccessControlConfig.Description.literal'],
  ['KeyGroup', 'stores digits as a number', readsDigits('Comment'), 'KeyGroupConfig.Comment.literal'],
  ['OriginAccessControl', 'takes any length', longerBy(1), 'OriginAccessControlConfig.Name.maxLength'],
])('%s: a server that %s is found out', async (kind, _, modification, rule) => {
  expect(idsOf(await judged(kind, modification, rule), 'fail')).toContain(rule);
});

function commentsOfAnyLength(): Modification {
  return {
    operate: around(['UpdatePublicKey'], (next) => (context, input) => {
      const config = input.PublicKeyConfig as { Comment?: string };
      return next(context, { ...input, PublicKeyConfig: { ...config, Comment: (config.Comment ?? '').slice(0, 128) } });
    }),
  };
}

function forgets(member: string): Modification {
  return { decide: ({ kept }) => ({ kept: (sent, before) => ({ ...kept(sent, before), [member]: undefined }) }) };
}

function ignoresIfMatch(): Modification {
  return { decide: () => ({ precondition: () => 'holds' }) };
}

function deletesKeys(): Modification {
  return {
    operate: around(['DeletePublicKey'], (next) => (context, input) => {
      const { collections } = context.state;
      const groups = collections.get('KeyGroup') ?? new Map();
      collections.set('KeyGroup', new Map());
      const result = next(context, input);
      collections.set('KeyGroup', groups);
      return result;
    }),
  };
}

function neverTruncated(): Modification {
  return {
    handle: answers((response) =>
      withBody(response, bodyText(response).replace('<IsTruncated>true', '<IsTruncated>false')),
    ),
  };
}

function reads(member: string, change: (text: string) => string): Modification {
  return {
    decide: ({ kept }) => ({
      kept: (sent, before) => {
        const config = kept(sent, before);
        return typeof config[member] === 'string' ? { ...config, [member]: change(config[member]) } : config;
      },
    }),
  };
}

function readsDigits(member: string): Modification {
  return reads(member, (text) => (/^\d+$/.test(text) ? String(Number(text)) : text));
}

function readsTruth(): Modification {
  return reads('Description', (text) => (text === 'true' ? 'True' : text));
}

/** Cuts names before they are looked at, so that ones that are too long pass. */
function longerBy(characters: number): Modification {
  return {
    operate: (before) => ({
      ...before,
      CreateOriginAccessControl: (context, input) => {
        const config = input.OriginAccessControlConfig as { Name?: string };
        const Name = config.Name?.length === 64 + characters ? config.Name.slice(characters) : config.Name;
        return before.CreateOriginAccessControl!(context, {
          OriginAccessControlConfig: { ...config, ...(Name === undefined ? {} : { Name }) },
        });
      },
    }),
  };
}

test('only continuous deployment is judged unless another kind is asked for', () => {
  expect(Object.keys(loadContract().resources)).toEqual(['ContinuousDeploymentPolicy', 'Distribution']);
  expect(() => contractOf('CachePolicy')).toThrow(/CachePolicy; there are .*OriginAccessControl, KeyGroup/);
});

test('what serves and checks calls knows the operations of all', () => {
  const { operations, elsewhere = [] } = joinedContract();
  const known = Object.values(operations).map(({ method, path }) => `${method} ${path}`);
  expect(Object.keys(operations)).toHaveLength(14 + 6 + 12 + 4 + 3 * 6);
  expect(elsewhere.filter((place) => known.includes(place))).toEqual([]);
  expect(CONTRACTS).toHaveLength(4);
});
