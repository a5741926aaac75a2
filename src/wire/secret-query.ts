/** Names of query parameters that say who sends, as a presigned URL holds them. */
const SECRET = /^x-amz-(?:signature|credential|security-token)$|secret|password|api-?key|access_?token/i;

/** A request's target with `REMOVED` for the values in its query that nobody else may see. */
export function withoutSecretQuery(target: string): string {
  const start = target.indexOf('?');
  if (start < 0) return target;
  const words = target
    .slice(start + 1)
    .split('&')
    .map((word) => {
      const [name = ''] = word.split('=', 1);
      return SECRET.test(name) ? `${name}=REMOVED` : word;
    });
  return `${target.slice(0, start)}?${words.join('&')}`;
}
