const WIDTH = 160;

/** JSON with two spaces a level, where what fits on a line of 160 characters stands on one line. Undefined members are left out. */
export function prettyJson(value: unknown, indent = 0, taken = indent): string {
  const flat = oneLine(value);
  if (taken + flat.length <= WIDTH || typeof value !== 'object' || value === null) return flat;
  const inner = ' '.repeat(indent + 2);
  const outer = ' '.repeat(indent);
  if (Array.isArray(value)) {
    const items = value.map((item) => `${inner}${prettyJson(item, indent + 2)}`);
    return `[\n${items.join(',\n')}\n${outer}]`;
  }
  const members = present(value).map(([name, item]) => {
    const key = `${JSON.stringify(name)}: `;
    return `${inner}${key}${prettyJson(item, indent + 2, indent + 2 + key.length)}`;
  });
  return `{\n${members.join(',\n')}\n${outer}}`;
}

function oneLine(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(oneLine).join(', ')}]`;
  const members = present(value).map(([name, item]) => `${JSON.stringify(name)}: ${oneLine(item)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

const present = (value: object): [string, unknown][] => Object.entries(value).filter(([, item]) => item !== undefined);
