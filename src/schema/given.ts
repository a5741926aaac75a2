import type { Json } from '../core/json.ts';

/** Whether a member has a value: an empty element, which the service itself returns for members without one, is none. */
export const given = (value: Json | undefined): boolean => value !== undefined && value !== null && value !== '';
