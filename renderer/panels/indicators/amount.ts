import { beside, type Format, type Say } from '../../locales/index.ts';
import type { Lookups } from '../../stores/index.ts';

const decimalsOf = (indicator: string, names: Lookups): number =>
  names.find.indicator(indicator)?.decimals ?? 1;

/** What an indicator is measured in, unless its name says so: "công trình vi phạm" are not counted in "công trình" again. */
export function measureOf(indicator: string, names: Lookups): string {
  const measure = names.measure(indicator);
  const name = names.indicator(indicator).toLocaleLowerCase();
  return measure.length > 2 && name.startsWith(measure.toLocaleLowerCase()) ? '' : measure;
}

/** A value with what it is measured in: "61,2%", "12.345,6 tỷ đồng". */
export function amount(value: number, indicator: string, names: Lookups, format: Format): string {
  const text = format.fixed(value, decimalsOf(indicator, names));
  return `${text}${beside(measureOf(indicator, names))}`;
}

/** How far a value is from where it should be. Between two percentages that is points, not percent. */
export function gap(
  value: number,
  indicator: string,
  by: { names: Lookups; say: Say; format: Format },
  brief = false,
): string {
  const text = by.format.fixed(value, decimalsOf(indicator, by.names));
  if (by.names.measure(indicator) === '%') return by.say('indicators.percentPoints', { n: text });
  return brief ? text : amount(value, indicator, by.names, by.format);
}
