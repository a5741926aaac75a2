/** Which answers a rule allows. `refusal`: the codes of allowed errors; `any`: all client errors. */
export interface Expectation {
  success: boolean;
  refusal: readonly string[] | 'any';
}
