/** Anything with a life: started once, stopped once, both awaited. `stop` may be called while `run` is pending. */
export interface Lifecycle {
  run(): Promise<void>;
  stop(): Promise<void>;
}
