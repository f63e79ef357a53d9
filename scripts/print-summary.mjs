/** Ends a whole test run with one line for all runners together. */
import { takeCounts, writeSummary } from './counts.mjs';

console.log(writeSummary(takeCounts()));
