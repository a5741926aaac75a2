import type { Contract } from '../../core/contract.ts';
import type { HttpResponse, Outcome } from '../../core/outcome.ts';
import type { AnswerRule } from '../../core/rule.ts';

/** What most clients never look at, but some do: the type and the namespace of the documents in answers. */
export function documentForm(contract: Contract): AnswerRule[] {
  const { namespace } = contract.service;
  const info = { evidence: 'inferred' as const, citations: [], operations: Object.keys(contract.operations) };
  return [
    {
      ...info,
      id: 'answer.content-type',
      demands: 'an answer with a document says that it is XML',
      judge(_, outcome) {
        const response = withDocument(outcome);
        if (!response) return undefined;
        const type = response.headers['content-type'] ?? 'none';
        return /\bxml\b/i.test(type) ? 'holds' : { expected: 'a Content-Type of XML', actual: type };
      },
    },
    {
      ...info,
      id: 'answer.namespace',
      demands: `the document of an answer is in the namespace ${namespace}`,
      judge(_, outcome) {
        const response = withDocument(outcome);
        if (!response) return undefined;
        const { buffer, byteOffset, length } = response.body;
        const start = Buffer.from(buffer, byteOffset, Math.min(length, 2_000)).toString();
        const [, root = ''] = /<(?![?!])([^>]*)>/.exec(start) ?? [];
        return root.includes(namespace)
          ? 'holds'
          : { expected: namespace, actual: /xmlns[^\s=]*="[^"]*"/.exec(root)?.[0] ?? 'none' };
      },
    },
  ];
}

/** The bytes of an answer that carries a readable document. */
function withDocument(outcome: Outcome): HttpResponse | undefined {
  const response = outcome.kind === 'response' || outcome.kind === 'refused' ? outcome.exchange?.response : undefined;
  return response && response.body.length > 0 ? response : undefined;
}
