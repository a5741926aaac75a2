import type { Contract, Resource, ResourceRow } from '../../core/contract.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { Call, Target } from '../../core/target.ts';

/** A kind of resource with everything that cleaning up must know: a unique name, something it lets go of, a teardown. */
export const folder: ResourceRow = {
  name: 'Folder',
  operations: {
    create: 'CreateFolder',
    read: 'GetFolder',
    update: 'UpdateFolder',
    delete: 'DeleteFolder',
    list: 'ListFolders',
  },
  id: { input: 'Id', output: ['Folder', 'Id'] },
  etag: { input: 'Version', output: 'ETag' },
  location: 'Location',
  config: { input: 'FolderConfig', output: ['Folder', 'FolderConfig'] },
  list: {
    items: ['FolderList', 'Items'],
    marker: 'Marker',
    maxItems: 'Most',
    nextMarker: ['FolderList', 'Next'],
    id: ['Id'],
    config: ['FolderConfig'],
  },
  errors: { notFound: 'NoSuchFolder', missingIfMatch: 'InvalidIfMatch', staleIfMatch: ['PreconditionFailed'] },
  unique: [{ path: ['Name'], error: 'FolderAlreadyExists' }],
  minimal: { Name: 'any', Open: false },
};

/** A contract of this kind and what may stand beside it. */
export const contractOf = (...resources: Resource[]): Contract =>
  ({
    resources: Object.fromEntries(resources.map((resource) => [resource.name, resource])),
    operations: {
      CopyFolder: { name: 'CopyFolder', output: 'CopyFolderResult' },
      CreateFolder: { name: 'CreateFolder', output: 'CreateFolderResult' },
      GetFolder: { name: 'GetFolder', output: 'GetFolderResult' },
    },
    $defs: {
      CopyFolderResult: { properties: { Folder: {}, Location: {}, ETag: {} } },
      CreateFolderResult: { properties: { Folder: {}, Location: {}, ETag: {} } },
      GetFolderResult: { properties: { Folder: {}, ETag: {} } },
    },
  }) as unknown as Contract;

export const response = (output: JsonObject = {}, status = 200): Outcome => ({
  kind: 'response',
  status,
  headers: {},
  output,
  ms: 0,
});

export const refused = (status: number, code: string): Outcome => ({
  kind: 'refused',
  status,
  headers: {},
  error: { code },
  ms: 0,
});

export const lost = (more: Partial<Extract<Outcome, { kind: 'lost' }>> = {}): Outcome => ({
  kind: 'lost',
  reason: 'the connection broke',
  ms: 0,
  ...more,
});

export const unreadable = (status?: number): Outcome => ({
  kind: 'unreadable',
  reason: 'no XML',
  ms: 0,
  ...(status === undefined ? {} : { status }),
});

/** What a read of a folder answers. */
export const folderResponse = (id: string, config: Json = { Name: 'mine' }, etag = 'E1'): Outcome =>
  response({ Folder: { Id: id, FolderConfig: config }, ETag: etag });

/** A target that answers by operation: an outcome, or a function of the input; what it was called with is kept. */
export function answering(
  answers: Record<string, Outcome | ((input: JsonObject, before: Call[]) => Outcome)>,
): Target & { calls: Call[] } {
  const calls: Call[] = [];
  return {
    name: 'folders',
    wire: false,
    calls,
    async call(call) {
      const answer = answers[call.operation] ?? refused(404, 'NoSuchFolder');
      const outcome = typeof answer === 'function' ? answer(call.input, [...calls]) : answer;
      calls.push(call);
      return outcome;
    },
    async close() {},
  };
}

export const operationsOf = ({ calls }: { calls: Call[] }): string[] => calls.map(({ operation }) => operation);
