/** A broken rule as test runners show it: the calls that show it, and no stack, since nothing in it is the reader's. */
export class RuleFailure extends Error {
  constructor(text: string) {
    super(text);
    this.name = 'BrokenRule';
    this.stack = `BrokenRule: ${text}`;
  }
}
