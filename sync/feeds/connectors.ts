import type { Connector } from './connector.ts';
import { demo } from './demo/demo.ts';
import { replay } from './replay/replay.ts';

/**
 * Every kind of connector there is. Another is a folder of its own that calls {@link connector}, a test of it that calls
 * `connectorSuite`, and one line here.
 */
export const CONNECTORS: readonly Connector[] = [demo, replay];
