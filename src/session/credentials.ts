import { UsageError } from '../core/usage.ts';
import type { Credentials } from '../wire/sigv4.ts';

/** The credentials that were asked for by name; undefined where none were, for they are never looked for. */
export async function credentialsOf({
  profile,
  credentials,
}: {
  profile?: string;
  credentials?: 'env';
}): Promise<Credentials | undefined> {
  if (credentials === 'env') return fromEnvironment();
  return profile === undefined ? undefined : fromProfile(profile);
}

function fromEnvironment(): Credentials {
  const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret, AWS_SESSION_TOKEN: token } = process.env;
  if (!id || !secret)
    throw new UsageError('--credentials env needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment');
  return credentialsFrom(id, secret, token);
}

async function fromProfile(profile: string): Promise<Credentials> {
  const { parseKnownFiles } = await import('@smithy/shared-ini-file-loader');
  const profiles = await parseKnownFiles({ profile });
  const found = profiles[profile];
  if (!found) {
    const names = Object.keys(profiles).join(', ');
    throw new UsageError(`there is no profile ${profile}${names === '' ? ' in ~/.aws' : `; there are: ${names}`}`);
  }
  const { aws_access_key_id: id, aws_secret_access_key: secret, aws_session_token: token } = found;
  if (!id || !secret) {
    throw new UsageError(
      `the profile ${profile} holds no access key itself; export one with: eval "$(aws configure export-credentials --profile ${profile} --format env)", then use --credentials env`,
    );
  }
  return credentialsFrom(id, secret, token);
}

function credentialsFrom(accessKeyId: string, secretAccessKey: string, sessionToken: string | undefined): Credentials {
  return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
}
