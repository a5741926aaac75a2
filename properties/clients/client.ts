/** A program that calls CloudFront: how it is made ready, and which of its words do what. */
export interface Client {
  name: string;
  /** Installs what it needs in an empty folder. Throws an error that says why it cannot. */
  prepare(folder: string): Promise<Prepared>;
}

export interface Prepared {
  /** The whole workflow without a mistake. */
  right: readonly string[];
  /** The same with the deliberate mistake of the example. */
  wrong: readonly string[];
  /** How the double names that mistake: the rule, and where. */
  named: RegExp;
  /** Ten calls that are refused; prints one line for each, which holds the error's code. */
  refusals: readonly string[];
  /** Variables that the commands need. */
  env?: NodeJS.ProcessEnv;
}
