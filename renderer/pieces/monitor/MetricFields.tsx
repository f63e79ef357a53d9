import type { ReactElement } from 'react';
import type { Metric } from '../../client/monitor.ts';
import { useCall } from '../../client/queries.ts';
import { ComboField } from '../../ui/ComboField.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { PlaceField } from '../files/PlaceField.tsx';
import { useOwnProblem } from '../own-form/own-params.ts';
import { GaugeSlider } from './GaugeSlider.tsx';
import styles from './Monitor.module.css';
import { TableNumber } from './TableNumber.tsx';

interface FieldsProps<Kind extends Metric['kind']> {
  node: string;
  metric: Extract<Metric, { kind: Kind }>;
  onChange: (metric: Metric) => void;
}

const WebFields = ({ node, metric, onChange }: FieldsProps<'http-json'>): ReactElement => {
  const { data: credentials = [] } = useCall('credentials.list', {});
  const fitting = credentials.filter(({ kind }) => ['bearer', 'basic', 'header', 'oauth2'].includes(kind));
  const problem = useOwnProblem(node, 'metric.url');
  const { credential: _, ...without } = metric;
  return (
    <>
      <TextField
        label="Address"
        value={metric.url}
        placeholder="https://example.com/price.json"
        error={metric.url === '' ? undefined : problem}
        onChange={(url) => onChange({ ...metric, url })}
      />
      <TextField
        label="The number is in"
        value={metric.path}
        placeholder="data.price"
        help="Empty: the answer itself is the number."
        onChange={(path) => onChange({ ...metric, path })}
      />
      {(fitting.length > 0 || metric.credential !== undefined) && (
        <SelectField
          label="Connection"
          isRequired={false}
          value={metric.credential ?? ''}
          options={[{ id: '', label: 'None' }, ...fitting.map(({ name }) => ({ id: name, label: name }))]}
          onChange={(name) => onChange(name === '' ? without : { ...metric, credential: name })}
        />
      )}
    </>
  );
};

const windows = [5, 15, 60, 360, 1440];

const FailedRuns = ({ metric, onChange }: FieldsProps<'flow-errors'>): ReactElement => {
  const { data: flows = [] } = useCall('flows.list', {});
  return (
    <>
      <ComboField
        label="Of the flow"
        value={metric.flow}
        allowsCustom
        placeholder="All flows"
        options={flows.map(({ name }) => ({ id: name, label: name }))}
        onChange={(flow) => onChange({ ...metric, flow })}
      />
      <div className={styles.pair}>
        <SelectField
          label="Counted as"
          value={metric.measure}
          options={[
            { id: 'count', label: 'Failed runs' },
            { id: 'percent', label: 'Percent of all runs' },
          ]}
          onChange={(measure) => onChange({ ...metric, measure: measure === 'percent' ? 'percent' : 'count' })}
        />
        <SelectField
          label="In the last"
          value={String(metric.windowMinutes)}
          options={[...new Set([...windows, metric.windowMinutes])].map((minutes) => ({
            id: String(minutes),
            label: minutes < 120 ? `${minutes} min` : `${minutes / 60} hours`,
          }))}
          onChange={(minutes) => onChange({ ...metric, windowMinutes: Number(minutes) })}
        />
      </div>
    </>
  );
};

/** What has to be said about a number beyond its kind. */
export const MetricFields = ({ node, metric, onChange }: FieldsProps<Metric['kind']>): ReactElement | null => {
  switch (metric.kind) {
    case 'disk':
      return (
        <PlaceField
          label="Disk of the folder"
          kind="folder"
          value={metric.path}
          placeholder="The disk of your home folder"
          onChange={(path) => onChange({ ...metric, path })}
        />
      );
    case 'folder-size':
      return (
        <PlaceField
          label="Folder"
          kind="folder"
          value={metric.folder}
          onChange={(folder) => onChange({ ...metric, folder })}
        />
      );
    case 'sqlite':
      return <TableNumber metric={metric} onChange={onChange} />;
    case 'http-json':
      return <WebFields node={node} metric={metric} onChange={onChange} />;
    case 'flow-errors':
      return <FailedRuns node={node} metric={metric} onChange={onChange} />;
    case 'gauge':
      return <GaugeSlider name={metric.name} />;
    default:
      return null;
  }
};
