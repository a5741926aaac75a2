/** The help text of `--resource`. */
export const RESOURCE_HELP =
  'judge another kind of resource: OriginAccessControl, or KeyGroup with PublicKey (default: ContinuousDeploymentPolicy with Distribution)';
