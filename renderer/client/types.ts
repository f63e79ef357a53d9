/** What screens know of the engine: the types of the contract and of the nouns in it. */
export type * from '../../engine/contract/away.ts';
export type { InputOf, MethodName, OutputOf } from '../../engine/contract/methods.ts';
export type * from '../../engine/contract/public-address.ts';
export type { Push, PushName } from '../../engine/contract/pushes.ts';
export type * from '../../engine/contract/run-shapes.ts';
export type * from '../../engine/contract/shapes.ts';
export type { DryRun, DryStep } from '../../engine/model/dry-run.ts';
export type { FaultData, Who } from '../../engine/model/fault.ts';
export type {
  Expectation,
  Flow,
  FlowEdge,
  FlowNode,
  FlowTest,
  Group,
  Note,
  OnError,
  Sample,
} from '../../engine/model/flow.ts';
export type { FormField } from '../../engine/model/form.ts';
export type { Grant } from '../../engine/model/grant.ts';
export type { EventId, FlowId, OutboxId, RunId } from '../../engine/model/ids.ts';
export type { ImportedNode, ImportOutcome, ImportReport } from '../../engine/model/import-report.ts';
export type { JsonRecord, JsonValue } from '../../engine/model/json.ts';
export type { OutboxKind, OutboxMessage } from '../../engine/model/outbox.ts';
export type { TableInfo } from '../../engine/model/outside.ts';
export type { Preview } from '../../engine/model/preview.ts';
export type { Problem } from '../../engine/model/problem.ts';
export type { ProviderId, PublicAddressSettings } from '../../engine/model/public-address/settings.ts';
export type { EffectClass, RunStatus, StepStatus, Verdict } from '../../engine/model/run.ts';
export type { Family, NodeDescription, Port, StepView } from '../../engine/model/step-view.ts';
export type { RowChange, TableShape, Way } from '../../engine/model/table-watch/asks.ts';
export type { ChosenWay } from '../../engine/model/table-watch/choose-way.ts';
export type { Scope, TemplatePath } from '../../engine/model/template.ts';
