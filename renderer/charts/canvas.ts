import { CustomChart, LineChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { init, use, type EChartsCoreOption, type EChartsType } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { onBeforeUnmount, watch, type ShallowRef } from 'vue';

use([CustomChart, LineChart, GridComponent, CanvasRenderer]);

/**
 * Keeps an ECharts instance on an element, for as long as there is one: out of Vue's reactivity, resized with its
 * element and disposed with it. `option` is drawn whenever it changes, null draws nothing new; its series must be
 * bounded, and have ids.
 */
export function useCanvas(
  element: Readonly<ShallowRef<HTMLElement | null>>,
  option: () => EChartsCoreOption | null,
): void {
  let chart: EChartsType | null = null;
  let observer: ResizeObserver | null = null;
  // Merged, by the series' ids: a new figure eases in, and the entrance is not played again.
  const draw = (): void => {
    const now = option();
    if (now !== null) chart?.setOption(now, { replaceMerge: ['series'] });
  };
  const end = (): void => {
    observer?.disconnect();
    chart?.dispose();
    chart = null;
  };
  watch(
    element,
    (el) => {
      end();
      if (el === null) return;
      chart = init(el, null, { renderer: 'canvas' });
      observer = new ResizeObserver(() => chart?.resize());
      observer.observe(el);
      draw();
    },
    { immediate: true, flush: 'post' },
  );
  watch(option, draw);
  onBeforeUnmount(end);
}
