import type { JsonRecord, JsonValue } from '../../client/types.ts';
import { edit, useEditor } from '../../stores/editor.ts';
import { setParam } from '../../stores/flow-edits.ts';
import { readForm, type ScheduleForm, textParam, type WhenParams, writeForm } from './schedule-form.ts';

const noParams: JsonRecord = {};

/** The schedule of a trigger and its changes; every change is one that can be undone. */
export const useSchedule = (node: string) => {
  const params = useEditor(({ document }) => document.nodes.find(({ id }) => id === node)?.params) ?? noParams;
  const flowZone = useEditor(({ document }) => document.settings.timeZone);
  const ownZone = textParam(params.timeZone, '');

  const setWhen = (when: WhenParams): void =>
    edit(
      'change the schedule',
      (flow) => {
        for (const name of ['cron', 'everySeconds', 'at'] as const) setParam(flow, node, [name], when[name]);
      },
      `schedule ${node}`,
    );

  return {
    params,
    form: readForm(params as JsonRecord),
    flowZone,
    ownZone,
    zone: ownZone || flowZone,
    setWhen,
    setForm: (form: ScheduleForm): void => setWhen(writeForm(form)),
    set: (name: string, value: JsonValue | undefined): void =>
      edit('change the schedule', (flow) => setParam(flow, node, [name], value), `schedule ${node} ${name}`),
  };
};

export type Schedule = ReturnType<typeof useSchedule>;
