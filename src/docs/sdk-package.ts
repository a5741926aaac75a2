import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export const SDK = '@aws-sdk/client-cloudfront';

/** The installed SDK: where it lies, its version, and its exports. */
export interface SdkPackage {
  directory: string;
  version: string;
  exports: Record<string, unknown>;
}

/** Thrown where the documentation, or what is needed to read it, is not installed. */
export class MissingDocumentation extends Error {}

/** Loads the installed SDK. Throws MissingDocumentation where it is not installed. */
export async function loadSdk(): Promise<SdkPackage> {
  // Else it warns on standard error about the Node versions that it will leave behind.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  const require = createRequire(import.meta.url);
  let manifest: string;
  try {
    manifest = require.resolve(`${SDK}/package.json`);
  } catch {
    throw new MissingDocumentation(
      `the documentation is read from ${SDK}, which is not installed here: npm install --save-dev ${SDK} typescript`,
    );
  }
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  return { directory: dirname(manifest), version, exports: require(SDK) as Record<string, unknown> };
}

/** Path of the package's type declarations. */
export const declarationsOf = (sdk: SdkPackage): string => join(sdk.directory, 'dist-types');
