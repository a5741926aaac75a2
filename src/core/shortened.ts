/** A text of at most so many characters; a longer one says how long it is. */
export const shortened = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most)}… (${text.length} characters)` : text;
