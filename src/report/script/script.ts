import type { Bytes } from '../../core/bytes.ts';
import type { Finding } from '../../core/event.ts';
import type { Expectation } from '../../core/expectation.ts';
import type { JsonObject } from '../../core/json.ts';
import type { TextBinding } from '../../core/reproducer.ts';
import type { RunRecord } from '../../core/run-record.ts';

/** One call of a script. */
export interface ScriptCall {
  operation: string;
  input: JsonObject;
  /** As it goes over the wire, `path` without the endpoint's own; absent where there is none. */
  request?: { method: string; path: string; headers: Record<string, string>; body: Bytes };
  /** Its bytes are not what the input is written as, so that only bytes can say it. */
  changed: boolean;
}

/** A text of the calls that differs in every run: what an earlier call answers, or what somebody chooses. */
export interface Variable {
  name: string;
  /** As it stands in the calls. */
  text: string;
  /** Where it comes from; undefined for what is chosen. `header`: the answer's header that holds it. */
  from?: { call: number; path: readonly (string | number)[]; header?: string };
}

/** The calls of a finding, as code in any language is made of them. */
export interface Script {
  rule: string;
  demands: string;
  operation: string;
  /** What must become of the last call, where that is all that the rule demands. */
  wanted?: Expectation;
  /** As its clients spell it. */
  service: string;
  /** Of the SDK's client. */
  package: string;
  endpoint: string;
  calls: ScriptCall[];
  variables: Variable[];
  token: string;
}

/** The script of a finding as a run recorded it; undefined where nothing can be sent again. */
export function scriptOf({ contract, target }: RunRecord, finding: Finding): Script | undefined {
  const { capsule: reproducer, steps, rule, demands, operation, token } = finding;
  if (!reproducer || reproducer.calls.length === 0 || steps.length !== reproducer.calls.length) return undefined;
  const prefix = target.url === undefined ? '' : target.url.replace(/\/+$/, '');
  const headerOf = (binding: TextBinding): string | undefined => {
    if (!('call' in binding)) return undefined;
    const [member] = binding.path.length === 1 ? binding.path : [];
    return Object.entries(steps[binding.call]?.response?.headers ?? {}).find(
      ([name, value]) => value === binding.text || name.toLowerCase() === String(member).toLowerCase(),
    )?.[0];
  };
  return {
    rule,
    demands,
    operation,
    ...(reproducer.wanted ? { wanted: reproducer.wanted } : {}),
    service: contract.service,
    package: contract.source.replace(/@[^@]*$/, ''),
    endpoint: prefix,
    calls: reproducer.calls.map(({ operation, input, bytes }, index) => {
      const { request, input: sent } = steps[index]!;
      return {
        operation,
        input,
        ...(request
          ? {
              request: { ...request, headers: asKept(request.headers, sent, input), path: pathOf(request.url, prefix) },
            }
          : {}),
        changed: bytes !== undefined,
      };
    }),
    variables: variablesOf(reproducer.bindings, headerOf),
    token,
  };
}

/** The headers of a request with the texts that its capsule has in place of those that were sent. */
function asKept(headers: Record<string, string>, sent: JsonObject, kept: JsonObject): Record<string, string> {
  const texts = new Map(
    Object.entries(kept).flatMap(([member, text]) => (typeof text === 'string' ? [[sent[member], text]] : [])),
  );
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, texts.get(value) ?? value]));
}

/** A variable for each text that differs in every run. */
export function variablesOf(
  bindings: TextBinding[],
  headerOf: (binding: TextBinding) => string | undefined,
): Variable[] {
  const names = new Set<string>();
  const unused = (base: string): string => {
    let number = 1;
    while (names.has(`${base}${number}`)) number++;
    names.add(`${base}${number}`);
    return `${base}${number}`;
  };
  return bindings.map((binding) => {
    if (!('call' in binding)) return { name: unused('resource' in binding ? 'name' : 'unique'), text: binding.text };
    const { text, call, path } = binding;
    const member = String(path.findLast((key) => typeof key === 'string') ?? 'value').replace(/\W/g, '');
    const header = headerOf(binding);
    return {
      name: unused(
        /^[A-Z]+$/.test(member)
          ? member.toLowerCase()
          : member.replace(/^[A-Z]+(?=[A-Z])|^[A-Z]/, (start) => start.toLowerCase()),
      ),
      text,
      from: { call, path, ...(header === undefined ? {} : { header }) },
    };
  });
}

/** Splits a text at the variables in it: a string stands for itself, anything else for its variable. */
export function pieces(text: string, variables: Variable[]): (string | Variable)[] {
  const whole = variables.find((variable) => variable.text === text);
  if (whole) return [whole];
  let parts: (string | Variable)[] = [text];
  // Short texts may stand in others by chance.
  for (const variable of variables.filter((one) => one.text.length >= 6)) {
    parts = parts.flatMap((part) =>
      typeof part === 'string'
        ? part.split(variable.text).flatMap((piece, index) => (index === 0 ? [piece] : [variable, piece]))
        : [part],
    );
  }
  return parts.filter((part) => part !== '');
}

function pathOf(url: string, prefix: string): string {
  return url.startsWith(prefix) ? url.slice(prefix.length) : url;
}
