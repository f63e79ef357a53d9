import type { Handlers } from '../contract/methods.ts';
import { previewSchedule } from '../model/schedule/preview.ts';
import type { Kernel } from './kernel.ts';

export const scheduleHandlers = ({ clock }: Pick<Kernel, 'clock'>): Pick<Handlers, 'schedules.preview'> => ({
  'schedules.preview': ({ from, ...question }) =>
    previewSchedule({ ...question, fromMs: from === undefined ? clock.now() : Date.parse(from) }),
});
