import { writeCounts, writeSummary } from './counts.mjs';

/** Prints how many stories passed and failed. */
export default class StoriesReporter {
  counts = { passed: 0, failed: 0, skipped: 0 };

  onBegin(_config, suite) {
    this.suite = suite;
  }

  onEnd() {
    for (const test of this.suite.allTests()) {
      const outcome = test.outcome();
      this.counts[outcome === 'skipped' ? 'skipped' : outcome === 'unexpected' ? 'failed' : 'passed'] += 1;
    }
    writeCounts('stories', this.counts);
    console.log(writeSummary(this.counts));
  }
}
