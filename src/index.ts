export type { ConfigFile, ConfigOptions, ConfigValue } from './cli/config-schema.ts';
export { answers, conversation, double, installDouble, throughNock } from './cloudfront-double.ts';
export { type ConformanceOptions, type ConformanceTests, conformanceTests } from './conformance.ts';
export { allContracts, contractOf, joinedContract } from './contracts.ts';
export type { Capsule, CapsuleCall } from './core/capsule.ts';
export type { Breach, Certificate, Opening } from './core/certificate.ts';
export type { Chart, LanesChart, ShareChart } from './core/chart.ts';
export type { Contract, ErrorShape, Operation, Resource, Schema } from './core/contract.ts';
export type { Bytes, Finding, RecordedStep, Reproduction, RunEvent, Shard, Status } from './core/event.ts';
export type { Basis, Citation, Evidence } from './core/evidence.ts';
export type { Json, JsonObject, Path } from './core/json.ts';
export type { KnownDeviation, KnownDeviations } from './core/known.ts';
export { type Breakage, Broken, type Lane, type Step, Unjudged } from './core/lane.ts';
export type { Exchange, HttpRequest, HttpResponse, Outcome, ServiceError } from './core/outcome.ts';
export { type ActiveRule, type AnswerRule, PHASES, type Phase, type Rule, type RuleInfo } from './core/rule.ts';
export type { Call, Handler, Target } from './core/target.ts';
export type { Clock, Edge, Scene, Side, Stage, ViewerAnswer, ViewerRequest } from './core/traffic.ts';
export type { Answer } from './double/answers.ts';
export type { Conversation } from './double/conversation.ts';
export type { Connect, ConversationOptions, Ending, Service, Transcript, WrapperUnderTest } from './double/converse.ts';
export { type Disturbance, type Disturbances, disturbances, type Planned } from './double/disturbance.ts';
export type { Double, DoubleOptions } from './double/double.ts';
export { type Interaction, type Interactions, interactionsOf, type RecordOptions } from './double/interactions.ts';
export { type Listening, type ListenOptions, listen } from './double/listen.ts';
export { WrapperFault, type WrapperProperty } from './double/properties/property.ts';
export { type Report, reportText, type Violation, violationText } from './double/report.ts';
export { differenceOf, type VerifyOptions, verifyInteractions } from './double/verify.ts';
export { installReference } from './install-reference.ts';
export type { RunOptions } from './judging.ts';
export { type ConstraintViolations, judge, requests, violations } from './operations.ts';
export { syntheticSource } from './provision/synthetic.ts';
export { createEdge, type EdgeDeviation, type EdgeOptions } from './reference/edge/edge.ts';
export { EDGE_FAULTS, type EdgeFault } from './reference/edge/faults.ts';
export { edgeHandler } from './reference/edge/handler.ts';
export { createReference, type Reference, type ReferenceOptions } from './reference/reference.ts';
export { type Served, type ServeOptions, serve } from './reference/serve.ts';
export type { State } from './reference/state.ts';
export { type JsonReport, jsonReport } from './report/json.ts';
export {
  emptyRecord,
  exitCodeOf,
  type PhaseRecord,
  type RuleRecord,
  type RunRecord,
  recorder,
  recordOf,
  summaryOf,
} from './report/record.ts';
export { trafficHtml } from './report/traffic-html.ts';
export type { Traffic } from './rules/continuous-deployment/traffic-policy.ts';
export type { Cost, Terms, TrafficLane, TrafficRule } from './rules/continuous-deployment/traffic-rule.ts';
export { trafficRules } from './rules/continuous-deployment/traffic-rules.ts';
export { apiStage, fixedStage } from './rules/continuous-deployment/traffic-stage.ts';
export { type Rules, rulesOf } from './rules/index.ts';
export type { Reproduced } from './run/reproduce.ts';
export { reproduceToken } from './run/reproduce-token.ts';
export { Unusable } from './run/run.ts';
export { judgeTraffic, type TrafficOptions } from './run/traffic.ts';
export { run } from './run-target.ts';
export { arbitrary, smallest, type Wanted } from './schema/arbitrary.ts';
export { type Case, edgeCases, violationArbitrary, violationCases } from './schema/cases.ts';
export { createJudge, type Judge } from './schema/certificate.ts';
export { type Constraint, constraints, practices } from './schema/constraints.ts';
export { checkContract, loadContract } from './schema/contract.ts';
export { type NameForm, nameForm } from './schema/names.ts';
export { plainSchema } from './schema/plain.ts';
export { addKeywords } from './schema/validate.ts';
export type { Staging } from './staging.ts';
export { budgeted } from './targets/budget.ts';
export { realClock, virtualClock } from './targets/clock.ts';
export { edgeTarget } from './targets/edge-handler.ts';
export { type HttpEdgeOptions, httpEdge } from './targets/edge-http.ts';
export { type Marker, parseMarker } from './targets/edge-marker.ts';
export { moduleEdge, type Route, type RoutedRequest } from './targets/edge-module.ts';
export { type FetchHandler, fromFetch } from './targets/fetch-handler.ts';
export { type HandlerOptions, handlerTarget } from './targets/handler.ts';
export { type HttpOptions, httpTarget } from './targets/http.ts';
export { type ModuleOptions, moduleTarget, type Wrapper } from './targets/module.ts';
export { fromListener } from './targets/node-listener.ts';
export { type RateOptions, rateLimited } from './targets/rate-limit.ts';
export { OutOfReach, type Reach } from './targets/reach.ts';
export { type RetryOptions, retrying } from './targets/retry.ts';
export { type SdkClient, type SdkOptions, sdkTarget } from './targets/sdk.ts';
export type { RuleTest, Verdict } from './vitest/rule-tests.ts';
export type { Credentials } from './wire/sigv4.ts';
