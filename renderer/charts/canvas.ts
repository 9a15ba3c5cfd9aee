import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, MarkLineComponent, MarkPointComponent } from 'echarts/components';
import { init, use, type EChartsCoreOption, type EChartsType } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { onBeforeUnmount, onMounted, watch, type ShallowRef } from 'vue';

use([BarChart, LineChart, GridComponent, MarkLineComponent, MarkPointComponent, CanvasRenderer]);

/**
 * Keeps an ECharts instance on an element: out of Vue's reactivity, resized with its element and disposed
 * with its component. `option` is drawn whenever it changes; its series must be bounded.
 */
export function useCanvas(
  element: Readonly<ShallowRef<HTMLElement | null>>,
  option: () => EChartsCoreOption,
): void {
  let chart: EChartsType | null = null;
  let observer: ResizeObserver | null = null;
  // Merged, by the series' ids: a new figure eases in, and the entrance is not played again.
  const draw = (): void => chart?.setOption(option());
  const leave = (): void => {
    observer?.disconnect();
    chart?.dispose();
    chart = null;
  };
  // The element may come later, with the first answer, and go again.
  onMounted(() =>
    watch(
      element,
      (el) => {
        leave();
        if (el === null) return;
        chart = init(el, null, { renderer: 'canvas' });
        observer = new ResizeObserver(() => chart?.resize());
        observer.observe(el);
        draw();
        // Canvas text is set once: it is drawn again when the typeface is there.
        void document.fonts.ready.then(draw);
      },
      { immediate: true, flush: 'post' },
    ),
  );
  watch(option, draw);
  onBeforeUnmount(leave);
}
