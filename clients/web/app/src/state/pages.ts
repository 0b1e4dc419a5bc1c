interface Page<T> {
  readonly items: readonly T[];
  readonly more: boolean;
  readonly next?: string;
}

/** Where a page begins, for the query of a list. */
export interface Start {
  readonly limit: number;
  readonly cursor?: string;
}

/** Reads a list of the server page by page, until it ends or has this many items. */
export async function all<T>(ask: (start: Start) => Promise<Page<T>>, most = Infinity): Promise<T[]> {
  const items: T[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await ask({ limit: 100, ...(cursor === undefined ? {} : { cursor }) });
    items.push(...page.items);
    if (!page.more || page.next === undefined || items.length >= most) {
      return items;
    }
    cursor = page.next;
  }
}
