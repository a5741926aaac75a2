/** The help text of `--resource`. */
export const RESOURCE_HELP =
  'resource to judge: OriginAccessControl, or KeyGroup with PublicKey (default: ContinuousDeploymentPolicy with Distribution)';
