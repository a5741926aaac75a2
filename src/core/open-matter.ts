/** What a target did with a request on which the documentation is silent, or with one that breaks a rule or two, whose error code is open. */
export interface OpenMatter {
  operation: string;
  /** What is open: the reason of an ambiguity, the id of the rule on an unusual form; rules that are broken, in their order. */
  matter: string[];
  /** Whether the documentation forbids it, so that only the code of the refusal is open. */
  broken: boolean;
  did: 'accepted' | 'refused';
  /** Of a refusal. */
  code?: string;
  /** How the answer shows what was accepted: unchanged, with another value, or not at all. */
  shown?: 'as meant' | 'otherwise' | 'not at all';
}
