import type { Fault } from '../fault.ts';
import { forgets } from './helpers.ts';

/** Protections of distributions and policies that are forgotten. */
export const protectionsFaults: Fault[] = [
  forgets(
    'second-policy',
    'second-policy-accepted',
    'continuous-deployment.{second-policy,identical-policy,move-to-taken}',
    'A staging distribution may have several policies.',
  ),
  forgets(
    'attached-policy-delete',
    'attached-policy-deleted',
    'continuous-deployment.delete.attached-policy',
    'A policy that a primary distribution uses is deleted.',
  ),
  forgets(
    'attach-unknown-policy',
    'unknown-policy-attached',
    'continuous-deployment.attach.unknown',
    'A policy that does not exist is attached.',
  ),
  forgets(
    'attach-twice',
    'policy-attached-twice',
    'continuous-deployment.attach.one-primary',
    'A policy is attached to a second primary distribution.',
  ),
  forgets(
    'attach-on-create',
    'policy-attached-on-create',
    'continuous-deployment.create.policy',
    'A distribution is created with a policy.',
  ),
  forgets(
    'staging-disable',
    'staging-disabled-under-policy',
    'continuous-deployment.staging.disable-in-use',
    'A staging distribution that a policy names is disabled.',
  ),
  forgets(
    'staging-aliases',
    'staging-with-aliases',
    'continuous-deployment.{create.staging-aliases,staging.aliases}',
    'A staging distribution is created with aliases.',
  ),
  forgets(
    'enabled-delete',
    'enabled-distribution-deleted',
    'continuous-deployment.delete.enabled',
    'An enabled distribution is deleted.',
  ),
  forgets(
    'staging-delete',
    'staging-deleted-under-policy',
    'continuous-deployment.delete.named-staging',
    'A staging distribution that a policy names is deleted.',
  ),
  forgets(
    'caller-reference',
    'caller-reference-reused',
    'continuous-deployment.{create.caller-reference,copy.caller-reference-used}',
    'A caller reference that was used creates another distribution.',
  ),
  forgets(
    'fixed-caller-reference',
    'caller-reference-changed',
    'continuous-deployment.update.caller-reference',
    'An update changes the caller reference.',
  ),
  forgets(
    'copy-needs-staging',
    'copy-not-staging-accepted',
    'CopyDistributionRequest.Staging.enum',
    'A copy that is to be no staging distribution is made.',
  ),
  forgets(
    'comment-length',
    'long-comment-accepted',
    'DistributionConfig.Comment.maxLength',
    'A comment may have any length.',
  ),
  forgets(
    'http3',
    'http3-beside-policy',
    'continuous-deployment.attach.no-http3',
    'A primary distribution with a policy may have HTTP/3.',
  ),
];
