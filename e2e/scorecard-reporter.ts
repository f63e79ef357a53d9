import type { Reporter, TestCase } from '@playwright/test/reporter';
import { taskNote } from './score-task.ts';
import { type Task, writeTable } from './scorecard.ts';

/** Prints what every task of the scorecard cost, after all stories; nothing when none was measured. */
export default class ScorecardReporter implements Reporter {
  private readonly tasks = new Map<string, Task>();

  onTestEnd({ annotations }: TestCase): void {
    for (const { type, description } of annotations)
      if (type === taskNote && description !== undefined) {
        const task = JSON.parse(description) as Task;
        this.tasks.set(task.id, task);
      }
  }

  onEnd(): void {
    const tasks = [...this.tasks.values()].sort((one, other) => one.id.localeCompare(other.id));
    if (tasks.length > 0) console.log(`\n${writeTable(tasks)}\n`);
  }
}
