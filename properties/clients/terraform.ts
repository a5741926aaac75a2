import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ran, succeeds } from './program.ts';

/** A folder of the example, ready to be applied, with what its commands need. */
export interface Workspace {
  folder: string;
  env: NodeJS.ProcessEnv;
}

const EXAMPLE = fileURLToPath(new URL('../../examples/terraform', import.meta.url));

/** Resources that are refused, with the script that applies them. */
export const REFUSALS = fileURLToPath(new URL('./refusals-terraform', import.meta.url));

/**
 * Codes of the refusals that Terraform can be brought to. A missing If-Match, and a delete of what is enabled, can't be
 * among them: the provider always sends the version, and disables a distribution before it deletes it.
 */
export const REFUSED = [
  ...['InvalidArgument', 'InconsistentQuantities', 'StagingDistributionInUse', 'PreconditionFailed'],
  ...['NoSuchContinuousDeploymentPolicy', 'ContinuousDeploymentPolicyInUse', 'NoSuchDistribution', 'NoSuchResource'],
  ...['CNAMEAlreadyExists', 'InvalidDefaultRootObject'],
];

/**
 * A copy of the example or of another folder, initialised with a provider of this machine: nothing is downloaded. Undefined with a reason where
 * Terraform or a mirror that holds the AWS provider is absent.
 */
export async function terraformWorkspace(source = EXAMPLE): Promise<Workspace | { absent: string }> {
  const version = await ran('terraform', ['version']);
  if (version.code !== 0) return { absent: 'terraform cannot be run' };
  const mirror = providerMirror();
  if (mirror === undefined) return { absent: 'no provider mirror on this machine holds hashicorp/aws' };
  const folder = mkdtempSync(join(tmpdir(), 'terraform-'));
  cpSync(source, folder, { recursive: true, filter: (path) => !/\.terraform|tfstate/.test(path) });
  const config = join(folder, 'cli.tfrc');
  writeFileSync(
    config,
    `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(mirror)}\n  }\n}\n`,
  );
  const env = { ...process.env, TF_CLI_CONFIG_FILE: config, TF_IN_AUTOMATION: '1', CHECKPOINT_DISABLE: '1' };
  await succeeds('terraform', ['init', '-no-color'], { cwd: folder, env });
  return { folder, env };
}

/** A folder that is laid out as `HOST/hashicorp/aws/VERSION`: one that Terraform's configuration names, or one where they usually are. */
function providerMirror(): string | undefined {
  const usual = [
    join(homedir(), '.terraform.d'),
    join(homedir(), '.local/share/terraform'),
    ...(process.env.XDG_DATA_DIRS ?? '/usr/local/share:/usr/share').split(':').map((one) => join(one, 'terraform')),
    ...['/opt', '/usr/local/share', '/usr/share', '/usr/lib', '/var/lib', homedir()],
  ];
  const inside = usual.flatMap((one) => foldersIn(one).map((name) => join(one, name)));
  const candidates = [process.env.TF_PLUGIN_CACHE_DIR ?? '', ...configuredMirrors(), ...usual, ...inside];
  return candidates.find(
    (one) => one !== '' && foldersIn(one).some((host) => existsSync(join(one, host, 'hashicorp/aws'))),
  );
}

function configuredMirrors(): string[] {
  const file = process.env.TF_CLI_CONFIG_FILE ?? join(homedir(), '.terraformrc');
  if (!existsSync(file)) return [];
  return [...readFileSync(file, 'utf8').matchAll(/(?:path|plugin_cache_dir)\s*=\s*"([^"]+)"/g)].map(
    ([, path]) => path!,
  );
}

function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
      .map(({ name }) => name);
  } catch {
    return [];
  }
}

/** The words of `terraform apply` with variables; the mistake of the example is left out unless they bring it back. */
export const apply = (...variables: string[]): string =>
  `terraform apply -auto-approve -no-color ${['idle_ttl=300', ...variables].map((one) => `-var '${one}'`).join(' ')}`;

/** Removes what Terraform remembers, since each double begins with nothing. */
export const forget = 'rm -f terraform.tfstate terraform.tfstate.backup';

const plan = (...variables: string[]): string =>
  apply(...variables).replace('apply -auto-approve', 'plan -detailed-exitcode');
const destroy = (...variables: string[]): string => apply(...variables).replace('apply', 'destroy');
const POLICY = 'aws_cloudfront_continuous_deployment_policy.blue_green';
const PRIMARY = 'module.primary.aws_cloudfront_distribution.this';
const STAGING = 'module.staging.aws_cloudfront_distribution.this';
const idOf = (address: string): string =>
  `$(terraform state show -no-color ${address} | sed -n 's/^    id *= "\\(.*\\)"/\\1/p')`;
const importing = (address: string, id: string): string =>
  apply('attached=true').replace('apply -auto-approve', 'import').concat(` ${address} ${id}`);
const promoted = ['attached=true', 'header=true', 'policy_enabled=false'];

/** A whole life of the example, as a script: each plan must find no difference. */
export const LIFE = `${apply()}
${apply('attached=true')}
${plan('attached=true')}
policy=${idOf(POLICY)} primary=${idOf(PRIMARY)} staging=${idOf(STAGING)}
terraform state rm ${POLICY} ${PRIMARY}
${importing(POLICY, '$policy')}
${importing(PRIMARY, '$primary')}
${apply('attached=true')}
${plan('attached=true')}
${apply('attached=true', 'weight=0.1')}
${apply('attached=true', 'weight=0.1', 'idle_ttl=600')}
${plan('attached=true', 'weight=0.1', 'idle_ttl=600')}
${apply('attached=true', 'header=true')}
${plan('attached=true', 'header=true')}
etag() { aws cloudfront get-distribution --id $1 --query ETag --output text; }
aws cloudfront update-distribution-with-staging-config --id $primary --staging-distribution-id $staging \\
  --if-match "$(etag $primary), $(etag $staging)" --query ETag
${plan(...promoted)}
${destroy(...promoted)}
`;

/** Modules with one mistake, each applied after the steps that lead there, and how the double names it. */
export const MISTAKES: readonly { name: string; steps: readonly string[][]; named: RegExp }[] = [
  {
    name: 'aliases on the staging distribution',
    steps: [['staging_aliases=["next.example.com"]']],
    named: /^request \d+ CreateDistributionWithTags\b.*\bAliases\b.*next\.example\.com/m,
  },
  { name: 'a weight of 0.2', steps: [['weight=0.2']], named: /^request \d+ CreateContinuous.*\bWeight\b.*0\.2/m },
  {
    name: 'stickiness reversed',
    steps: [['idle_ttl=900']],
    named: /^request \d+ CreateContinuous.*\bIdleTTL\b.*MaximumTTL.*900/m,
  },
  {
    name: 'the policy attached at creation',
    steps: [['attached=true']],
    named: /^request \d+ CreateDistributionWithTags\b.*\bDistributionConfig\.ContinuousDeploymentPolicyId\b/m,
  },
  {
    name: 'staging disabled while in use',
    steps: [[], ['attached=true'], ['attached=true', 'staging_enabled=false']],
    named: /^request \d+ UpdateDistribution\b.*\bStagingDistributionInUse\b.*\bEnabled false/m,
  },
];
