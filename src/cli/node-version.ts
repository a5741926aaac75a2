/** The oldest Node that this runs on, as package.json has it. */
export const OLDEST_NODE = '20.19.0';

/** What is wrong with a version of Node; undefined for one that is recent enough. */
export function nodeProblem(version: string): string | undefined {
  const [wanted, given] = [OLDEST_NODE, version].map((text) => text.split('.').map(Number)) as [number[], number[]];
  const differing = wanted.findIndex((part, index) => part !== given[index]);
  if (differing < 0 || given[differing]! > wanted[differing]!) return undefined;
  return `cloudfront-conformance needs Node ${OLDEST_NODE} or later, and this is Node ${version}`;
}
