/**
 * The kind of source behind a statement. `documented`: a page of the documentation. `standard`: XML 1.0, XML Namespaces,
 * RFC 9110, SigV4. `recorded`: seen on the real service. `inferred`: common sense; when broken it only warns.
 */
export type Evidence = 'documented' | 'standard' | 'recorded' | 'inferred';

/** Which sentence says it. The sentence itself is not copied. */
export interface Citation {
  /** `@aws-sdk/client-cloudfront@VERSION`, a standard's name, or `field` for the table of recorded facts. */
  document: string;
  /** `Shape`, `Shape.Member`, `Operation`, a section number, or a row number. */
  place: string;
  /** SHA-256 (hex) of the sentence, white space folded and markup removed; absent where no sentence stands behind the fact (a type, a required flag). */
  sha256?: string;
}

/** Why a keyword stands in the contract. */
export interface Basis {
  evidence: Evidence;
  citations: Citation[];
}
