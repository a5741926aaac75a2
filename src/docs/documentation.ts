/**
 * What a reader of documentation hands on: the form that every reader fills and that the contract is built from.
 * Names are the documentation's own.
 */
export interface Documentation {
  source: { package: string; version: string };
  service: {
    name: string;
    apiVersion: string;
    namespace: string;
    host: string;
    signing: { name: string; region: string };
  };
  operations: Map<string, OperationDoc>;
  shapes: Map<string, ShapeDoc>;
  errors: Map<string, ErrorDoc>;
}

/** A run of prose. Inline code stands between backticks, all other markup is gone, white space is folded. */
export interface Block {
  /** How many lists it stands in: 0 for a paragraph, 1 for an item of a list. */
  depth: number;
  text: string;
}

export interface OperationDoc {
  name: string;
  method: string;
  path: string;
  status: number;
  input: string;
  output: string | null;
  /** Sorted. */
  errors: string[];
  prose: Block[];
}

export interface ShapeDoc {
  name: string;
  /** In documented order. */
  members: MemberDoc[];
  prose: Block[];
}

export interface MemberDoc {
  name: string;
  required: boolean;
  type: TypeDoc;
  binding?: { label: true } | { header: string } | { query: string } | { payload: true };
  xmlName?: string;
  prose: Block[];
}

/** The type of a member or of a list's items. */
export type TypeDoc =
  | { kind: 'structure'; shape: string }
  | { kind: 'list'; items: TypeDoc; itemName?: string }
  | { kind: 'map'; values: TypeDoc }
  | { kind: 'string'; values?: string[] }
  | { kind: ScalarKind };

export type ScalarKind = 'int32' | 'int64' | 'float' | 'double' | 'boolean' | 'date-time' | 'blob';

interface ErrorDoc {
  name: string;
  status: number;
  fault: 'client' | 'server';
  prose: Block[];
}
