import { type RefObject, useLayoutEffect, useState } from 'react';

/** The width (row) or height (column) of an element in pixels, kept up to date; undefined before it is measured. */
export const useExtent = (element: RefObject<Element | null>, direction: 'row' | 'column'): number | undefined => {
  const [extent, setExtent] = useState<number>();
  useLayoutEffect(() => {
    const box = element.current;
    if (!box) return undefined;
    const measure = (): void => setExtent(direction === 'row' ? box.clientWidth : box.clientHeight);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    return () => observer.disconnect();
  }, [element, direction]);
  return extent;
};
