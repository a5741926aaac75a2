import { documentMutation } from './documents.ts';
import { addressMutation, pageMutation, requestMutation } from './http.ts';
import type { Mutation } from './mutation.ts';
import { crossing, deletion, insertion, interleaving, otherClient, reordering, repetition } from './sequences.ts';
import { valueMutation } from './values.ts';

/** Every way to make another case of a case. */
export const MUTATIONS: readonly Mutation[] = [
  valueMutation,
  documentMutation,
  pageMutation,
  addressMutation,
  requestMutation,
  insertion,
  deletion,
  reordering,
  repetition,
  interleaving,
  otherClient,
  crossing,
];
