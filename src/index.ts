export { type ConformanceOptions, type ConformanceTests, conformanceTests } from './api/conformance.ts';
export { answers, conversation, double, installDouble, throughNock } from './api/double.ts';
export { fuzz } from './api/fuzz.ts';
export { installReference } from './api/install-reference.ts';
export { type ConstraintViolations, judge, requests, violations } from './api/operations.ts';
export { reproduceToken } from './api/reproduce-token.ts';
export { run } from './api/run.ts';
export { allContracts, contractOf, joinedContract } from './contracts/contracts.ts';
export { checkContract, loadContract } from './contracts/load.ts';
export type { Bytes } from './core/bytes.ts';
export type { Chart, LanesChart, ShareChart } from './core/chart.ts';
export type { Ambiguity, Classification, ConstraintViolation } from './core/classification.ts';
export type { Contract, ErrorShape, Operation, Resource, Schema } from './core/contract.ts';
export type { Difference, DifferenceKind, View } from './core/difference.ts';
export type { Finding, RecordedStep, Reproduction, RunEvent, Shard, Status } from './core/event.ts';
export type { Basis, Citation, Evidence } from './core/evidence.ts';
export type { Json, JsonObject, Path } from './core/json.ts';
export type { KnownDeviation, KnownDeviations } from './core/known.ts';
export type { Exchange, HttpRequest, HttpResponse, Outcome, ServiceError } from './core/outcome.ts';
export type { Reproducer, ReproducerCall } from './core/reproducer.ts';
export {
  type ActiveRule,
  type AnswerRule,
  type AnswerViolation,
  PHASES,
  type Phase,
  type Rule,
  type RuleInfo,
} from './core/rule.ts';
export type { PhaseRecord, RuleRecord, RunRecord } from './core/run-record.ts';
export type { Call, Handler, Target } from './core/target.ts';
export type { Calls, Environment, Reporting, Step, TestContext, ViolationDetails } from './core/test-context.ts';
export { RuleViolation, SkipError } from './core/test-context.ts';
export type { Timing } from './core/timing.ts';
export type { Clock, Deployment, Edge, PolicyController, Side, ViewerAnswer, ViewerRequest } from './core/traffic.ts';
export type { Deviation } from './deviations/deviation.ts';
export { deviationsOf } from './deviations/deviations.ts';
export type { Answer } from './double/answers.ts';
export type { Conversation } from './double/conversation.ts';
export type {
  Connect,
  ConversationOptions,
  ConversationService,
  Ending,
  Transcript,
  WrapperUnderTest,
} from './double/converse.ts';
export { type Disturbance, type Disturbances, disturbances, type Planned } from './double/disturbance.ts';
export type { Double, DoubleOptions } from './double/double.ts';
export { type Interaction, type Interactions, interactionsOf, type RecordOptions } from './double/interactions.ts';
export { type Listening, type ListenOptions, listen } from './double/listen.ts';
export { WrapperFault, type WrapperProperty } from './double/properties/property.ts';
export { type Report, reportText, type Violation, violationText } from './double/report.ts';
export { differenceOf, type VerifyOptions, verifyInteractions } from './double/verify.ts';
export { budgeted } from './middleware/budget.ts';
export { type RateOptions, rateLimited } from './middleware/rate-limit.ts';
export { type RetryOptions, retrying } from './middleware/retry.ts';
export { syntheticSource } from './provision/synthetic.ts';
export { OutOfReach, type Reach } from './reach/reach.ts';
export { createEdge, type EdgeModification, type EdgeOptions } from './reference/edge/edge.ts';
export { EDGE_FAULTS, type EdgeFault } from './reference/edge/faults.ts';
export { edgeHandler } from './reference/edge/handler.ts';
export { createReference, type Reference, type ReferenceOptions } from './reference/reference.ts';
export { type Served, type ServeOptions, serve } from './reference/serve.ts';
export type { ReferenceState } from './reference/state.ts';
export { type JsonReport, jsonReport } from './report/json.ts';
export { emptyRecord, recorder, recordOf, summaryOf } from './report/record.ts';
export { exitCodeOf } from './report/verdict.ts';
export { type Rules, rulesOf } from './rules/index.ts';
export type { Reproduced } from './run/reproduce.ts';
export { TargetUnusableError } from './run/run.ts';
export { arbitrary, type GenerateOptions, minimalExample } from './schema/arbitrary.ts';
export { type ConstraintCase, edgeCases, violationArbitrary, violationCases } from './schema/cases.ts';
export { type Classifier, createClassifier } from './schema/classifier.ts';
export { type Constraint, constraints, practices } from './schema/constraints.ts';
export { type NameForm, nameForm } from './schema/names.ts';
export { plainSchema } from './schema/plain.ts';
export { addKeywords } from './schema/validate.ts';
export type { ConfigFile, ConfigOptions, ConfigValue } from './session/config-file.ts';
export type { FuzzSettings } from './session/fuzz.ts';
export type { RunOptions } from './session/run-options.ts';
export type { RunSettings } from './session/run-settings.ts';
export type { Staging } from './session/staging.ts';
export type { TargetOptions } from './session/target-options.ts';
export { type FetchHandler, fromFetch } from './targets/fetch-handler.ts';
export { type HandlerOptions, handlerTarget } from './targets/handler.ts';
export { type HttpOptions, httpTarget } from './targets/http.ts';
export { type ModuleOptions, moduleTarget, type Wrapper } from './targets/module.ts';
export { fromListener } from './targets/node-listener.ts';
export { type SdkClient, type SdkOptions, sdkTarget } from './targets/sdk.ts';
export { realClock, virtualClock } from './traffic/clock.ts';
export { edgeTarget } from './traffic/edges/handler.ts';
export { type HttpEdgeOptions, httpEdge } from './traffic/edges/http.ts';
export { type Marker, parseMarker } from './traffic/edges/marker.ts';
export { moduleEdge, type Route, type RoutedRequest } from './traffic/edges/module.ts';
export type { Traffic } from './traffic/policy.ts';
export { apiController, fixedController } from './traffic/policy-controller.ts';
export { trafficHtml } from './traffic/report/html.ts';
export { trafficRules } from './traffic/rules/index.ts';
export type { Cost, Terms, TrafficContext, TrafficRule } from './traffic/rules/rule.ts';
export { judgeTraffic, type TrafficOptions } from './traffic/run.ts';
export type { RuleTest, RuleVerdict } from './vitest/rule-tests.ts';
export type { Credentials } from './wire/sigv4.ts';
