/** How likely a plan is met, 0 to 1, and below what chance it is at risk. */
export interface Plan {
  readonly chance: number;
  readonly atRisk: number;
}
