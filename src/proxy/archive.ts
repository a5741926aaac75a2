import type { Contract } from '../core/contract.ts';
import type { HttpResponse } from '../core/outcome.ts';
import { createDouble } from '../double/double.ts';
import type { Report } from '../double/report.ts';
import type { Passed } from '../formats/har.ts';
import { answerFindings, type ProxyViolation } from './findings.ts';

/** What an archive of HTTP shows. */
export interface ArchiveVerdict {
  /** How many requests could be judged. */
  judged: number;
  requests: Report;
  answers: ProxyViolation[];
  /** Requests that went elsewhere, and those whose body the archive leaves out. */
  elsewhere: number;
  withoutBody: number;
  /** Requests whose answer is not in the archive, or not whole. */
  withoutAnswer: number;
}

/** Rules on bytes, which an archive does not hold: it holds the texts that they were read as. */
const ON_BYTES = ['answer.well-formed', 'answer.readable'];

/**
 * Judges the requests in an archive that went to the service, and their answers, in the order in which they were sent.
 * Signatures are not judged, since most tools take them out.
 */
export async function judgeArchive(contract: Contract, passed: readonly Passed[]): Promise<ArchiveVerdict> {
  const ours = passed.flatMap((one) => {
    const path = pathIn(contract, one.request.path);
    return path === undefined ? [] : [{ ...one, request: { ...one.request, path } }];
  });
  const whole = ours.filter(({ lacks }) => lacks !== 'request');
  let answer: HttpResponse | undefined;
  const service = () => async (): Promise<HttpResponse> => {
    if (!answer) throw new Error('the archive holds no answer');
    return answer;
  };
  const double = createDouble({ contract, service, signed: false, trusted: false });
  for (const { request, response, lacks } of whole) {
    answer = lacks === 'answer' ? undefined : response;
    await double.deliver(request);
  }
  const isWhole = whole.every(({ lacks }) => lacks === undefined);
  return {
    judged: double.judged,
    requests: isWhole ? double.report() : withoutKnowledge(double.report()),
    answers: answerFindings(contract, double.turns, { except: ON_BYTES }),
    elsewhere: passed.length - ours.length,
    withoutBody: ours.length - whole.length,
    withoutAnswer: whole.filter(({ response, lacks }) => response === undefined || lacks === 'answer').length,
  };
}

/** Where an answer is left out, the client may know more than the archive shows. */
const withoutKnowledge = (report: Report): Report => ({
  ...report,
  violations: report.violations.filter(({ rule }) => rule !== 'request.if-match.known'),
});

/** The path of an operation of the service, whatever stands before it; undefined for any other. */
function pathIn({ service }: Contract, path: string): string | undefined {
  const start = path.indexOf(`/${service.apiVersion}/`);
  return start < 0 ? undefined : path.slice(start);
}
