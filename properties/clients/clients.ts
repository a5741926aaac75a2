import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Client } from './client.ts';
import { succeeds } from './program.ts';

const example = (path: string): string => fileURLToPath(new URL(`../../examples/${path}`, import.meta.url));
const own = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const awsCli: Client = {
  name: 'AWS CLI',
  async prepare() {
    await succeeds('aws', ['--version']);
    return {
      right: [example('aws-cli/deploy.sh'), 'aws-cf-cd-next'],
      wrong: [example('aws-cli/deploy.sh')],
      named: /^request 9 UpdateContinuousDeploymentPolicy\b.*\bHeader\b.*x-next/m,
      refusals: ['bash', own('refusals.sh')],
    };
  },
};

const boto3: Client = {
  name: 'boto3',
  async prepare(folder) {
    const python = join(folder, 'bin', 'python');
    await succeeds('python3', ['-m', 'venv', folder]);
    await succeeds(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', 'boto3']);
    return {
      right: [python, example('boto3/deploy.py'), '0.05'],
      wrong: [python, example('boto3/deploy.py')],
      named: /^request 4 CreateContinuousDeploymentPolicy\b.*\bWeight\b.*0\.2/m,
      refusals: [python, own('refusals.py')],
    };
  },
};

const go: Client = {
  name: 'Go SDK',
  async prepare(folder) {
    const refusals = join(folder, 'refusals');
    mkdirSync(refusals);
    for (const file of ['main.go', 'go.mod', 'go.sum']) copyFileSync(example(`go/${file}`), join(folder, file));
    copyFileSync(own('refusals.go'), join(refusals, 'main.go'));
    const built = (name: string): string => join(folder, name);
    const env = { ...process.env, GOFLAGS: '-mod=mod' };
    await succeeds('go', ['build', '-o', built('deploy'), '.'], { cwd: folder, env });
    await succeeds('go', ['build', '-o', built('refuse'), './refusals'], { cwd: folder, env });
    return {
      right: [built('deploy'), 'newest'],
      wrong: [built('deploy')],
      named: /^request 7 UpdateDistributionWithStagingConfig\b.*if-match\.current/m,
      refusals: [built('refuse')],
    };
  },
};

const java: Client = {
  name: 'Java SDK',
  async prepare(folder) {
    const classpath = join(folder, 'classpath');
    const pom = example('java/pom.xml');
    await succeeds('mvn', ['-q', '-B', '-f', pom, 'dependency:build-classpath', `-Dmdep.outputFile=${classpath}`]);
    const java = (source: string): string[] => ['java', '-cp', `@${classpath}`, source];
    return {
      right: [...java(example('java/Deploy.java')), '1'],
      wrong: java(example('java/Deploy.java')),
      named: /^request 3 CreateContinuousDeploymentPolicy\b.*\bStagingDistributionDnsNames\b.*\bQuantity\b/m,
      refusals: java(own('Refusals.java')),
    };
  },
};

const javascript: Client = {
  name: 'JavaScript SDK (CDK template)',
  async prepare() {
    const deploy = [process.execPath, example('cdk-template/deploy.mjs'), example('cdk-template/template.json')];
    return {
      right: [...deploy, '0.05'],
      wrong: deploy,
      named: /^request 3 CreateContinuousDeploymentPolicy\b.*\bWeight\b.*0\.5/m,
      refusals: [process.execPath, own('refusals.mjs')],
    };
  },
};

/** The clients besides Terraform, which is asked other questions. */
export const CLIENTS: readonly Client[] = [awsCli, boto3, go, java, javascript];
