import type { Contract } from '../../core/contract.ts';
import type { HttpResponse, Outcome } from '../../core/outcome.ts';
import type { AnswerRule } from '../../core/rule.ts';
import { decodeXml } from '../../wire/xml-text.ts';
import { defectOf } from './defects.ts';

/** What most clients never look at, but some do: the type and the namespace of the documents in answers. */
export function documentForm(contract: Contract): AnswerRule[] {
  const { namespace } = contract.service;
  const info = { evidence: 'inferred' as const, citations: [], operations: Object.keys(contract.operations) };
  return [
    {
      kind: 'answer',
      ...info,
      id: 'answer.content-type',
      demands: 'a response with a document must have an XML content type',
      judge({ operation }, outcome) {
        const response = withDocument(outcome);
        if (!response) return undefined;
        const type = response.headers['content-type'] ?? 'none';
        if (/\bxml\b/i.test(type)) return 'holds';
        return {
          expected: 'a Content-Type of XML',
          actual: type,
          differences: [{ kind: 'header', operation, about: 'Content-Type', observed: type }],
        };
      },
    },
    {
      kind: 'answer',
      ...info,
      id: 'answer.namespace',
      demands: `the document of a response must be in the namespace ${namespace}`,
      judge({ operation }, outcome) {
        const response = withDocument(outcome);
        // The wrong root element is another rule's matter.
        if (!response || defectOf(outcome, 'envelope')) return undefined;
        const root = rootTag(response);
        if (root.includes(namespace)) return 'holds';
        return {
          expected: namespace,
          actual: /xmlns[^\s=]*\s*=\s*["'][^"']*["']/.exec(root)?.[0] ?? 'none',
          differences: [{ kind: 'form', operation, about: 'namespace' }],
        };
      },
    },
  ];
}

/** The bytes of an answer that carries a readable document. */
function withDocument(outcome: Outcome): HttpResponse | undefined {
  const response = outcome.kind === 'response' || outcome.kind === 'refused' ? outcome.exchange?.response : undefined;
  return response && response.body.length > 0 ? response : undefined;
}

/** The start tag of a document's root element. */
function rootTag({ body }: HttpResponse): string {
  const decoded = decodeXml(body);
  const text = 'text' in decoded ? decoded.text : new TextDecoder().decode(body);
  const start = text.slice(0, 10_000).replaceAll(/<!--[\s\S]*?-->|<\?[\s\S]*?\?>/g, '');
  return /<[A-Za-z_][^>]*>/.exec(start)?.[0] ?? '';
}
