import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { type Limits, measure, overLimit } from './scorecard.ts';

/** The kind of annotation a measured task leaves for the table at the end. */
export const taskNote = 'scorecard task';

/** What a task is, and what it may cost: clicks, keys, estimated seconds, seconds of the machine; drags where there are any. */
export interface TaskPlan {
  id: string;
  what: string;
  decisions: number;
  limits: [clicks: number, keys: number, klmSeconds: number, wallSeconds: number, drags?: number];
}

const limitsOf = ([clicks, keys, klmSeconds, wallSeconds, drags = 0]: TaskPlan['limits']): Limits => ({
  clicks,
  keys,
  klmSeconds,
  wallSeconds,
  drags,
});

/** Does a task, notes what it cost for the table, and fails when it cost more than it may. */
export const score = async (page: Page, { limits, ...plan }: TaskPlan, perform: () => Promise<void>): Promise<void> => {
  const task = await measure(page, { ...plan, limits: limitsOf(limits) }, perform);
  test.info().annotations.push({ type: taskNote, description: JSON.stringify(task) });
  expect(overLimit(task)).toEqual([]);
};
