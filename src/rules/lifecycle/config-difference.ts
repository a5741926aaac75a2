import { configSchema } from '../../contracts/resource.ts';
import type { Contract } from '../../core/contract.ts';
import type { JsonObject, Path } from '../../core/json.ts';
import type { ResourceHandle } from '../../core/resource-handle.ts';
import { changeText, differences, differenceText, overlap, type ValueDifference } from '../same.ts';

/** What a resource's configuration must be equal to. */
export interface ExpectedConfig {
  config: JsonObject | undefined;
  /** Places at which nothing is expected, because the target keeps no value there. */
  ignored: readonly Path[];
}

/** Every place at which a configuration is not as expected; without `expected`, not as it was sent. */
export function configDifferences(
  contract: Contract,
  { resource, config }: Pick<ResourceHandle, 'resource' | 'config'>,
  got: JsonObject | undefined,
  expected: ExpectedConfig = { config, ignored: [] },
): ValueDifference[] {
  const schema = configSchema(contract, resource);
  return [...differences(contract, schema, expected.config, got)].filter(
    ({ path }) => !expected.ignored.some((place) => overlap(place, path)),
  );
}

/** The first of them, in words. */
export function configDifference(
  contract: Contract,
  handle: Pick<ResourceHandle, 'resource' | 'config'>,
  got: JsonObject | undefined,
  expected?: ExpectedConfig,
): { text: string; path: Path } | undefined {
  const [found] = configDifferences(contract, handle, got, expected);
  return (
    found && {
      text: expected && expected.config !== handle.config ? changeText(found) : differenceText(found),
      path: found.path,
    }
  );
}
