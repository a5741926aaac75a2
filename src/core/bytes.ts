/** Bytes as text: `base64` only where they are not UTF-8. */
export interface Bytes {
  text?: string;
  base64?: string;
}
