import { readSyntax, UnreadableSyntax } from './boto3-syntax.ts';
import type { OperationPage, PageEntry } from './operation-page.ts';
import { rstBlocks } from './rst-prose.ts';

/** Thrown where a text is no page about an operation in the manner of the Python client's documentation. */
export class UnreadablePage extends Error {}

const LINK = /See also: `[^`<]*<\S*\/WebAPI\/([a-z0-9-]*?)-(\d[\w-]*)\/(\w+)>`_{1,2}/;

/** Reads a page of boto3's documentation of a client method, in reStructuredText. Throws UnreadablePage. */
export function readBoto3Page(text: string): OperationPage {
  const lines = text.replace(/\r\n/g, '\n').split('\n');
  const [, client = '', method] = /^\.\. py:method:: (\S*?)\.(?:Client\.)?(\w+)\(/m.exec(text) ?? [];
  const requestAt = lineOf(lines, '**Request Syntax**');
  const returnsAt = lines.findIndex((line) => /^\s*:r(?:type|eturns):/.test(line));
  if (method === undefined || requestAt < 0 || returnsAt < 0) {
    throw new UnreadablePage(
      'this is not a page about a client method: title, request syntax or return type is missing',
    );
  }
  const methodAt = lines.findIndex((line) => line.startsWith('.. py:method::'));
  const exceptionsAt = lineOf(lines, '**Exceptions**');
  const end = exceptionsAt < 0 ? lines.length : exceptionsAt;
  const responseAt = lineOf(lines, '**Response Syntax**');
  const structureAt = lineOf(lines, '**Response Structure**');
  const [introduction, link] = introductionOf(lines.slice(methodAt + 1, requestAt));
  const parametersAt = lines.findIndex((line, index) => index > requestAt && /^\s*:type /.test(line));
  const [answer] = structureAt < 0 ? [] : readEntries(lines.slice(structureAt + 1, end), false);
  try {
    const request = readSyntax(
      lines
        .slice(requestAt + 1, parametersAt < 0 ? returnsAt : parametersAt)
        .join('\n')
        .replace('::', ''),
    );
    const response =
      responseAt < 0
        ? []
        : readSyntax(
            lines
              .slice(responseAt + 1, structureAt < 0 ? end : structureAt)
              .join('\n')
              .replace('::', ''),
          ).entries;
    return {
      names: {
        path: /^:doc:.*\/ (\S+)\s*$/m.exec(text)?.[1] ?? '',
        title: /^\*{3,}\n(\S+)\n\*{3,}$/m.exec(text)?.[1] ?? '',
        client,
        method,
        call: request.call ?? '',
        service: link?.[1] ?? '',
        link: link?.[3] ?? '',
      },
      version: link?.[2] ?? '',
      prose: rstBlocks(introduction),
      requestSyntax: request.entries,
      parameters: parametersAt < 0 ? [] : readParameters(lines.slice(parametersAt, returnsAt)),
      returns: /:r(?:type|eturns): *(\S+)/.exec(lines[returnsAt]!)?.[1] ?? '',
      responseSyntax: response,
      responseType: answer?.type ?? '',
      response: answer?.inner ?? [],
      exceptions: exceptionsAt < 0 ? [] : readExceptions(lines.slice(exceptionsAt + 1), client),
    };
  } catch (error) {
    if (error instanceof UnreadableSyntax) throw new UnreadablePage(error.message);
    throw error;
  }
}

const lineOf = (lines: string[], text: string): number => lines.findIndex((line) => line.trim() === text);

function introductionOf(lines: string[]): [string[], RegExpExecArray | null] {
  const link = LINK.exec(lines.join('\n'));
  return [lines.filter((line) => !line.includes('See also: `')), link];
}

/** `:type Name: word` and `:param Name: mark`, then the prose and the inner members. */
function readParameters(lines: string[]): PageEntry[] {
  const starts = lines.flatMap((line, index) => (/^\s*:type /.test(line) ? [index] : []));
  return starts.map((start, index) => {
    const [, name = '', type = ''] = /^\s*:type (\S+): *(.*?)\s*$/.exec(lines[start]!) ?? [];
    const [, parameter = '', mark = ''] = /^\s*:param (\S+): *(.*?)\s*$/.exec(lines[start + 1] ?? '') ?? [];
    const inside = lines.slice(start + 2, starts[index + 1]);
    const first = inside.findIndex((line) => ENTRY.test(line));
    const prose = first < 0 ? inside : inside.slice(0, first);
    return {
      name: name === parameter ? name : `${name}|${parameter}`,
      type,
      required: requiredOf(mark),
      prose: rstBlocks(prose),
      inner: first < 0 ? [] : readEntries(inside.slice(first), true),
    };
  });
}

/** `- **Name** *(type) --* mark`, or `- *(type) --*` for the item of a list. */
const ENTRY = /^(\s*)- (?:\*\*([^*]+)\*\* )?\*\(([^)]*)\) --\* *(.*?)\s*$/;

/** Members and what is indented below them. */
function readEntries(lines: string[], marks: boolean): PageEntry[] {
  const top: PageEntry[] = [];
  const open: { indent: number; entry: PageEntry; lines: string[] }[] = [];
  const close = (indent: number) => {
    while (open.length > 0 && open.at(-1)!.indent >= indent) {
      const { entry, lines: prose } = open.pop()!;
      entry.prose = rstBlocks(prose);
    }
  };
  for (const line of lines) {
    const match = ENTRY.exec(line);
    if (match === null) {
      open.at(-1)?.lines.push(line);
      continue;
    }
    const [, space, name, type, mark] = match;
    close(space!.length);
    const entry: PageEntry = { name: name ?? null, type: type!, prose: [], inner: [] };
    if (marks && name !== undefined) entry.required = requiredOf(mark!);
    else if (mark !== '') entry.required = `marked ${mark}`;
    (open.at(-1)?.entry.inner ?? top).push(entry);
    open.push({ indent: space!.length, entry, lines: [] });
  }
  close(-1);
  return top;
}

const requiredOf = (mark: string): string =>
  mark === '**[REQUIRED]**' ? 'true' : mark === '' ? 'false' : `marked ${mark}`;

/** `*   :py:class:`Service.Client.exceptions.Name``; a line of another form gives itself. */
function readExceptions(lines: string[], client: string): string[] {
  const written = lines.map((line) => line.trim()).filter((line) => line !== '');
  return written.map((line) => {
    const [, service, name] = /^\* +:py:class:`(\w+)\.Client\.exceptions\.(\w+)`$/.exec(line) ?? [];
    return name !== undefined && service === client ? name : line;
  });
}
