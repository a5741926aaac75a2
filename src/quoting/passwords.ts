/** Takes user and password out of every URL in a text. */
export const withoutPasswords = (text: string): string => text.replaceAll(/(\w:\/\/)[^\s/]*@/g, '$1REMOVED@');
