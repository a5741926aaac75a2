import { identifier, isIdentifier, stringLiteral } from '../../quoting/javascript.ts';
import { visibleLine } from '../../quoting/visible.ts';
import type { Script } from './script.ts';
import { shellHead, shellWord } from './shell.ts';

/** A script for a POSIX shell that makes the calls with the AWS CLI. */
export function awsCliScript({ calls, variables, endpoint, service }: Script): string {
  if (calls.some(({ changed }) => changed))
    return '# The bytes of a request matter here, which the AWS CLI writes itself: use curl.\n';
  const lines = calls.flatMap(({ operation, input }, index) => {
    const taken = variables.flatMap(({ name, from }) =>
      from?.call === index ? [{ name: identifier(name), path: from.path }] : [],
    );
    const command = [
      `aws ${identifier(service).toLowerCase()} ${kebab(identifier(operation))} --endpoint-url "$ENDPOINT"`,
      `--cli-input-json ${shellWord(JSON.stringify(input), variables)}`,
      ...(taken.length === 0
        ? []
        : ['--output text --query', shellWord(`[${taken.map(({ path }) => query(path)).join(', ')}]`)]),
    ].join(' ');
    const title = `# ${index + 1}. ${visibleLine(operation)}`;
    if (taken.length === 0) return [title, command];
    return [title, `read -r ${taken.map(({ name }) => name).join(' ')} <<ANSWER`, `$(${command})`, 'ANSWER'];
  });
  const note = '# The AWS CLI itself refuses values of another type than documented: use curl for those.';
  const settings = [
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the shell that fills these in.
    'export AWS_PAGER= AWS_REGION="${AWS_REGION:-us-east-1}"',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: as above.
    'export AWS_ACCESS_KEY_ID="${AWS_ACCESS_KEY_ID:-test}" AWS_SECRET_ACCESS_KEY="${AWS_SECRET_ACCESS_KEY:-test}"',
  ];
  return `${[note, ...settings, ...shellHead(endpoint, variables), ...lines].join('\n')}\n`;
}

/** `GetContinuousDeploymentPolicyConfig` as a command's name. */
function kebab(operation: string): string {
  return operation
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .toLowerCase();
}

/** A place in JMESPath. */
function query(path: readonly (string | number)[]): string {
  const name = (key: string): string => (isIdentifier(key) ? key : stringLiteral(key));
  return path
    .map((key, index) => (typeof key === 'number' ? `[${key}]` : index === 0 ? name(key) : `.${name(key)}`))
    .join('');
}
