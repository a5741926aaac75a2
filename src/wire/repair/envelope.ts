import type { XmlElement } from '../xml-read.ts';

/** The root element that is due, and the elements that may be in it. */
export interface DueRoot {
  name: string;
  children: ReadonlySet<string>;
}

/** The element that is due, taken from a document that has another root element, and what was wrong. */
export interface Found {
  root: XmlElement;
  wrong?: { name: string; about: string };
}

/**
 * Finds the element that is due: it may be the only child of others, have another name, or have another element between
 * itself and its children. Undefined where it is not there. An element of another name counts if all of its children may be
 * in the one that is due.
 */
export function findRoot(root: XmlElement, due: DueRoot): Found | undefined {
  if (root.name === due.name) return withoutLayer(root, due);
  const about = `the root element ${root.name} where ${due.name} is due`;
  for (let inner: XmlElement = root; inner.children.length === 1; ) {
    inner = inner.children[0]!;
    if (inner.name === due.name) return { root: inner, wrong: { name: 'wrapped-root', about } };
  }
  return isFilled(root, due) ? { root: { ...root, name: due.name }, wrong: { name: 'other-root', about } } : undefined;
}

function withoutLayer(root: XmlElement, due: DueRoot): Found {
  const [only, ...others] = root.children;
  if (!only || others.length > 0 || due.children.has(only.name) || !isFilled(only, due)) return { root };
  const about = `the element ${only.name} between ${root.name} and what it holds`;
  return { root: { ...only, name: root.name }, wrong: { name: 'extra-layer', about } };
}

/** Whether there is something in an element, and nothing but what may be there. */
export const isFilled = ({ text, children }: XmlElement, due: Pick<DueRoot, 'children'>): boolean =>
  text.trim() === '' && children.length > 0 && children.every(({ name }) => due.children.has(name));

const hasCode = (element: XmlElement): boolean => element.children.some(({ name }) => name === 'Code');

/**
 * Finds the error envelope: `Error` may stand alone, `Code` directly in `ErrorResponse`, or `Error` within `Errors`, as other
 * protocols of AWS have it.
 */
export function findErrorResponse(root: XmlElement): Found | undefined {
  const envelope = (...children: XmlElement[]): XmlElement => ({ ...root, name: 'ErrorResponse', text: '', children });
  const child = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
    element?.children.find((one) => one.name === name);
  const ids = root.children.filter(({ name }) => /^RequestI[dD]$/.test(name));
  const whole = root.name === 'ErrorResponse';
  const error = whole ? child(root, 'Error') : undefined;
  if (error && hasCode(error)) return { root };
  if (root.name === 'Error' && hasCode(root)) {
    const about = 'the root element Error without the ErrorResponse around it';
    return { root: envelope({ ...root }, ...ids), wrong: { name: 'no-error-response', about } };
  }
  if (whole && hasCode(root)) {
    const about = 'Code in ErrorResponse without the Error around it';
    return { root: envelope({ ...root, name: 'Error' }, ...ids), wrong: { name: 'no-error', about } };
  }
  const listed = child(child(root, 'Errors'), 'Error');
  if (listed && hasCode(listed) && (whole || root.name === 'Response')) {
    const about = `the root element ${root.name} with Errors in it where ErrorResponse with Error is due`;
    return { root: envelope(listed, ...ids), wrong: { name: 'list-of-errors', about } };
  }
  return undefined;
}
