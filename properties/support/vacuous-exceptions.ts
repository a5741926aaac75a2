import type { Exception } from './vacuous.ts';

const REPLAY = 'last success again';

/** Rules that may pass on a hollow operation, and why what they demand was observed all the same. */
export const EXCEPTIONS: readonly Exception[] = [
  { rule: /^answer\./, reason: 'it speaks of every answer, and an answer came' },
  { rule: /^refusal\./, reason: 'it speaks of the code of every refusal, and a refusal came', how: 'always refuses' },
  {
    rule: /\.(accepts-supported|accepts-fresh-if-match|one-update-wins|policy-for-copy|parts\.accepted)$/,
    reason: 'it demands that the answer is a success, and it is; that nothing is done breaks the rules on what follows',
  },
  {
    rule: /^continuous-deployment\.(create\.primary|promote|delete\.(detached-policy|disabled-staging|disabled-primary))$/,
    reason:
      'it demands that the answer is a success, and it is; that nothing is done breaks other rules on the operation',
  },
  {
    rule: /^ContinuousDeploymentPolicyConfig\.Enabled\.carried$/,
    reason:
      'the old answer shows the value that was sent; that it shows no other breaks the rules on what a create echoes',
    how: REPLAY,
  },
  {
    rule: /^wire\.repeated-element$/,
    reason: 'nobody can say what is meant, so that it demands no more than that the next request works, and it does',
    how: REPLAY,
  },
  {
    rule: /^wire\.(rejects-doctype|expands-|fetches-|survives-)/,
    reason: 'it demands that a request does no harm, and it does none',
    how: REPLAY,
  },
  {
    rule: /\.odd-(max-items|page|if-match|id)|\.list\.odd-page$/,
    reason: 'it demands that a request causes no server error, and it causes none',
    how: REPLAY,
  },
  {
    rule: /\.unusual-parameters$/,
    reason: 'it demands that a request causes no server error, and it causes none',
  },
  {
    rule: /\.(location|policy-id|timestamp|is-now)$/,
    reason: 'it looks at the form of an answer, or holds parts of one answer against each other',
    how: REPLAY,
  },
  {
    rule: /\.last-modified\.(stays|own)$/,
    reason: 'it demands that two reads show the same time, and they do',
    how: REPLAY,
  },
  {
    rule: /^wire\.header-names$/,
    reason: 'it demands that the same request succeeds with its header names in capitals, and it does',
    how: REPLAY,
  },
  { rule: /^wire\.allow$/, reason: 'it is judged on a method that no operation has' },
  {
    rule: /^continuous-deployment\.copy\.(makes-staging|aliases|behaviour|rest|enabled-by-default|own)$/,
    operation: /^CopyDistribution$/,
    reason: 'it demands something of the distribution that the answer shows, and the answer shows one that has it',
    how: REPLAY,
  },
];
