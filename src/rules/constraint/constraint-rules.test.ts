import { describeRules } from '../../grade/testing/describe-rules.ts';

describeRules(
  [
    ['SessionStickinessConfig.IdleTTL.atMost', 'order-check-off'],
    ['SessionStickinessConfig.IdleTTL.atMost', 'order-check-exclusive'],
    ['SessionStickinessConfig.IdleTTL.atMost', 'order-check-looser'],
    ['SessionStickinessConfig.IdleTTL.minimum', 'idle-ttl-minimum-off'],
    ['SessionStickinessConfig.IdleTTL.minimum', 'idle-ttl-minimum-exclusive'],
    ['SessionStickinessConfig.IdleTTL.maximum', 'idle-ttl-maximum-tighter'],
    ['SessionStickinessConfig.MaximumTTL.maximum', 'maximum-ttl-maximum-off'],
    ['SessionStickinessConfig.MaximumTTL.minimum', 'maximum-ttl-minimum-tighter'],
    ['ContinuousDeploymentSingleWeightConfig.Weight.maximum', 'weight-maximum-off'],
    ['ContinuousDeploymentSingleWeightConfig.Weight.maximum', 'weight-maximum-looser'],
    ['ContinuousDeploymentSingleWeightConfig.Weight.minimum', 'weight-minimum-off'],
    ['ContinuousDeploymentSingleWeightConfig.Weight.type', 'weight-type-off'],
    ['ContinuousDeploymentSingleHeaderConfig.Header.prefix', 'header-prefix-off'],
    ['StagingDistributionDnsNames.Quantity.countOf', 'quantity-count-off'],
    ['TrafficConfig.Type.enum', 'type-enum-off'],
    ['TrafficConfig.Type.required', 'type-required-off'],
    ['SessionStickinessConfig.type', 'session-stickiness-config-type-off'],
    ['CopyDistributionRequest.Staging.enum', 'copy-not-staging-accepted'],
  ],
  { most: 8 },
);
