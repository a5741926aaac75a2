import { readXml } from '../../wire/xml-read.ts';
import { type UnknownElement, unknownElementsIn } from '../elements.ts';
import { withoutProlog } from '../prolog.ts';
import type { Turn } from '../turn.ts';
import { asked, type Demand, type Remark } from './check.ts';

const BODY = { evidence: 'documented', place: 'the body' } as const;
const ITEM: Demand = {
  ...BODY,
  id: 'request.body.item-name',
  demands: 'the elements of a list must have the documented name',
};
const NAME: Demand = {
  ...BODY,
  id: 'request.body.element-name',
  demands: 'every element must have the documented name',
};
const PLACE: Demand = {
  ...BODY,
  id: 'request.body.element-place',
  demands: 'every element must stand in the documented structure',
};
const NESTING: Demand = {
  ...BODY,
  id: 'request.body.nesting',
  demands: 'elements must be nested as documented, no deeper',
};
const NAMESPACE: Demand = {
  ...BODY,
  id: 'request.body.namespace',
  evidence: 'standard',
  demands: "every element must be in the service's namespace",
};
const UNKNOWN: Demand = {
  ...BODY,
  id: 'request.body.unknown-element',
  demands: 'every element of the body must be documented',
};
const REPEATED: Demand = {
  ...BODY,
  id: 'request.body.repeated-element',
  demands: 'an element that is no list item must not be repeated',
};

const DEMANDS: Record<UnknownElement['kind'], Demand> = {
  item: ITEM,
  name: NAME,
  place: PLACE,
  nesting: NESTING,
  namespace: NAMESPACE,
  unknown: UNKNOWN,
  repeated: REPEATED,
};

/**
 * Elements of the body that stand for no member, or twice for one. Where the right name or place is known, that is told; of
 * all others no page says what becomes of them, so they are open.
 */
export const elements = asked(Object.values(DEMANDS), (turn) =>
  (turn.unknownElements ?? []).map(({ kind, path, found, right }): Remark => {
    const remark: Remark = { demand: DEMANDS[kind], found, path };
    return right === undefined ? { ...remark, open: true } : { ...remark, correct: right };
  }),
);

/** What stands in the body of a call and is no member of it. */
export function unknownElementsOf(
  { parsed, request }: Turn,
  contract: Parameters<typeof unknownElementsIn>[0],
): UnknownElement[] {
  if ('problem' in parsed || request.body.length === 0) return [];
  const reading = readXml(parsed.odd === undefined ? request.body : withoutProlog(request.body));
  return 'root' in reading ? unknownElementsIn(contract, parsed.operation, reading.root) : [];
}
