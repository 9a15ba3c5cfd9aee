import type { CaseFilter, Meaning } from '../../contract/questions/drill.ts';

/**
 * The filter that meanings come to together: of two of one kind the later; of two times what they have in common. What
 * is no part of a filter is left out.
 */
export function filterOf(meanings: readonly Meaning[]): CaseFilter {
  const filter: CaseFilter = { tree: true };
  for (const meaning of meanings)
    switch (meaning.as) {
      case 'service':
        // A category is of one service, whatever else is named.
        if (filter.category === undefined && filter.categories === undefined)
          filter.service = meaning.service;
        break;
      case 'category':
        filter.service = meaning.service;
        filter.category = meaning.category;
        delete filter.categories;
        break;
      case 'categories':
        filter.service = meaning.service;
        filter.categories = meaning.categories;
        delete filter.category;
        break;
      case 'unit':
        filter.unit = meaning.unit;
        break;
      case 'area':
        filter.area = meaning.area;
        break;
      case 'state':
        filter.state = meaning.state;
        break;
      case 'time': {
        const { since = meaning.since, until = meaning.until } = filter;
        const common = { since: Math.max(since, meaning.since), until: Math.min(until, meaning.until) };
        Object.assign(
          filter,
          common.since <= common.until ? common : { since: meaning.since, until: meaning.until },
        );
        break;
      }
      case 'id':
        filter.id = meaning.id;
        break;
      case 'part':
        filter.part = meaning.part;
        break;
      case 'indicator':
      case 'source':
      case 'board':
        break;
    }
  return filter;
}
