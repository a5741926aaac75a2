export { answers, conversation, double, installDouble, throughNock } from '../api/double.ts';
export type { Answer } from '../double/answers.ts';
export type { Conversation } from '../double/conversation.ts';
export type {
  Connect,
  ConversationOptions,
  ConversationService,
  Ending,
  Transcript,
  WrapperUnderTest,
} from '../double/converse.ts';
export { type Disturbance, type Disturbances, disturbances, type Planned } from '../double/disturbance.ts';
export type { Double, DoubleOptions } from '../double/double.ts';
export { type Interaction, type Interactions, interactionsOf, type RecordOptions } from '../double/interactions.ts';
export { type Listening, type ListenOptions, listen } from '../double/listen.ts';
export { WrapperFault, type WrapperProperty } from '../double/properties/property.ts';
export { type Report, reportText, type Violation, violationText } from '../double/report.ts';
export { differenceOf, type VerifyOptions, verifyInteractions } from '../double/verify.ts';
