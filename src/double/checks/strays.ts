import type { Contract, Schema } from '../../core/contract.ts';
import { layout, members, perContract, perName, resolve } from '../../wire/shapes.ts';
import { readXml, type XmlElement } from '../../wire/xml-read.ts';
import { asked, type Demand, type Remark } from './check.ts';

const UNKNOWN: Demand = {
  id: 'request.body.unknown-element',
  evidence: 'documented',
  demands: 'every element of the body is documented',
};
const REPEATED: Demand = {
  id: 'request.body.repeated-element',
  evidence: 'documented',
  demands: 'a member stands in the body once',
};

/** Elements of the body that stand for no member, or twice for one. No page says what becomes of them: both are open. */
export const strays = asked(({ heard, request }, { contract }) => {
  if ('problem' in heard || request.body.length === 0) return [];
  const parts = layouts(contract)(heard.operation);
  const reading = readXml(request.body);
  if (parts.root === undefined || !('root' in reading)) return [];
  const remarks: Remark[] = [];
  if (parts.payload) visit(contract, parts.payload.schema, reading.root, [parts.payload.name], remarks);
  else known(contract, parts.elements, reading.root, [], remarks);
  return remarks;
});

const layouts = perContract((contract) =>
  perName((operation) => layout(contract, contract.operations[operation]!.input)),
);

type Place = (string | number)[];

function visit(contract: Contract, schema: Schema, element: XmlElement, path: Place, into: Remark[]): void {
  const shape = resolve(contract, schema);
  if (shape.type === 'object') known(contract, members(contract, shape), element, path, into);
  if (shape.type !== 'array') return;
  const name = shape.items?.xmlName ?? 'member';
  element.children.forEach((child, index) => {
    if (child.name === name) visit(contract, shape.items ?? {}, child, [...path, index], into);
    else into.push({ demand: UNKNOWN, found: child.name, path, open: true });
  });
}

function known(
  contract: Contract,
  list: ReturnType<typeof members>,
  element: XmlElement,
  path: Place,
  into: Remark[],
): void {
  const seen = new Set<string>();
  for (const child of element.children) {
    const member = list.find((one) => one.element === child.name);
    if (!member) into.push({ demand: UNKNOWN, found: child.name, path, open: true });
    else visit(contract, member.schema, child, [...path, member.name], into);
    if (member && seen.has(child.name)) into.push({ demand: REPEATED, found: child.name, path, open: true });
    seen.add(child.name);
  }
}
