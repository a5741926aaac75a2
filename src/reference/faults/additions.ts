import type { HttpResponse } from '../../core/outcome.ts';
import { answers, bodyText, withBody } from '../rewriting.ts';
import type { Fault } from './fault.ts';

/** Adds members that were never sent to the bodies of successes. */
const adds = (
  name: string,
  about: string,
  change: (text: string) => string,
  breaks = '{lifecycle.selected-only,answer.matches-schema}',
): Fault => ({
  name,
  kind: 'written',
  breaks,
  about,
  handle: answers((response) =>
    response.status < 300 && response.body.length > 0 ? withBody(response, change(bodyText(response))) : response,
  ),
});

const before =
  (place: string, added: string) =>
  (text: string): string =>
    text.replaceAll(place, `${added}${place}`);

/** Changes the header that says where a new thing is. */
const located = (name: string, about: string, change: (location: string) => string): Fault => ({
  name: `location-${name}`,
  kind: 'written',
  breaks: '{lifecycle,continuous-deployment}.create.location',
  about,
  handle: answers((response: HttpResponse) => {
    const { location } = response.headers;
    return location === undefined
      ? response
      : { ...response, headers: { ...response.headers, location: change(location) } };
  }),
});

const idOf = (location: string): string => location.split('/').at(-1)!;

const WEIGHT_TYPE = '<Type>SingleWeight</Type>';
const HEADER_TYPE = '<Type>SingleHeader</Type>';

/** Answers that hold what was never sent, or say in another way where a thing is. */
export const additionFaults: Fault[] = [
  adds(
    'empty-header-beside-weight',
    'A weight comes with a header configuration whose members are empty.',
    before(WEIGHT_TYPE, '<SingleHeaderConfig><Header></Header><Value></Value></SingleHeaderConfig>'),
  ),
  adds(
    'bare-header-beside-weight',
    'A weight comes with a header configuration without members.',
    before(WEIGHT_TYPE, '<SingleHeaderConfig/>'),
  ),
  adds(
    'header-beside-weight',
    'A weight comes with a header configuration.',
    before(
      WEIGHT_TYPE,
      '<SingleHeaderConfig><Header>aws-cf-cd-default</Header><Value>true</Value></SingleHeaderConfig>',
    ),
    '{lifecycle.selected-only,lifecycle.*.echoes}',
  ),
  adds(
    'zero-weight-beside-header',
    'A header comes with a weight of 0.',
    before(HEADER_TYPE, '<SingleWeightConfig><Weight>0</Weight></SingleWeightConfig>'),
    '{lifecycle.selected-only,lifecycle.*.echoes}',
  ),
  adds(
    'zero-sessions-beside-header',
    'A header comes with a weight and sessions of 0.',
    before(
      HEADER_TYPE,
      '<SingleWeightConfig><Weight>0.0</Weight><SessionStickinessConfig><IdleTTL>0</IdleTTL><MaximumTTL>0</MaximumTTL></SessionStickinessConfig></SingleWeightConfig>',
    ),
    '{lifecycle.selected-only,lifecycle.*.echoes}',
  ),
  adds(
    'zero-sessions-beside-weight',
    'A weight without sessions comes with sessions of 0.',
    (text) =>
      text.replace(
        /(<Weight>[^<]*<\/Weight>)(<\/SingleWeightConfig>)/g,
        '$1<SessionStickinessConfig><IdleTTL>0</IdleTTL><MaximumTTL>0</MaximumTTL></SessionStickinessConfig>$2',
      ),
    'lifecycle.*.echoes',
  ),
  located('bare-id', 'Location is an id.', idOf),
  located(
    'arn',
    'Location is an ARN.',
    (location) => `arn:aws:cloudfront::123456789012:continuous-deployment-policy/${idOf(location)}`,
  ),
  located('of-another-kind', 'Location is that of a thing of another kind.', (location) =>
    location.replace(/\/[a-z-]+\/([^/]*)$/, '/origin-request-policy/$1'),
  ),
  located('of-the-configuration', 'Location is that of the configuration.', (location) => `${location}/config`),
  located('twice', 'Location has the host twice.', (location) => `https://cloudfront.amazonaws.com${location}`),
  located('query', 'Location names the id in a query.', (location) => location.replace(/\/([^/]*)$/, '?Id=$1')),
  located('host-as-path', 'Location has the host for the beginning of its path.', (location) =>
    location.replace('https://', ''),
  ),
  located('template', 'Location is the template of a path.', (location) => location.replace(/\/([^/]*)$/, '/{Id}#$1')),
];
