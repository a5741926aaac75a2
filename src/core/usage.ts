/** Something that the user can put right; its message is one line that says what to do. Ends the process with 2. */
export class UsageError extends Error {}
