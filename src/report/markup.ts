import { visible } from './visible.ts';

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Any text as it can stand in HTML or SVG, in an attribute too. */
export const escaped = (text: string): string => visible(text).replaceAll(/[&<>"']/g, (letter) => ENTITIES[letter]!);
