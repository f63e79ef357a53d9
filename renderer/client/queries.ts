import { keepPreviousData, QueryClient, useMutation, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { InputOf, MethodName, OutputOf } from '../../engine/contract/methods.ts';
import type { PushName } from '../../engine/contract/pushes.ts';
import type { Fault } from '../../engine/model/fault.ts';
import { call, onPush, useConnection } from './connection.ts';

declare module '@tanstack/react-query' {
  interface Register {
    defaultError: Fault;
  }
}

/**
 * What has been read stays until a push says that it changed; nothing is read again by the clock. The engine is on this computer,
 * so a computer without internet is asked all the same.
 */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: Number.POSITIVE_INFINITY,
      retry: false,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
});

/** Which reads are out of date after which push. */
const outdatedBy: Record<PushName, MethodName[]> = {
  'flow.changed': [
    'away.report',
    'flows.list',
    'flows.show',
    'flows.bin',
    'flows.versions',
    'credentials.list',
    'hooks.trySignature',
    'publicAddress.status',
    'publicAddress.hooks',
  ],
  'run.changed': ['runs.list', 'runs.show', 'runs.count', 'runs.explain', 'flows.list'],
  'event.arrived': ['events.list', 'events.count', 'hooks.trySignature', 'publicAddress.status'],
  'credential.changed': ['credentials.list', 'flows.list', 'flows.show', 'flows.preview', 'starters.list'],
  'outbox.added': ['outbox.list'],
  'notification.raised': [],
  'away.changed': ['away.report', 'publicAddress.status'],
  'command.chosen': [],
  'screen.requested': [],
  'file.offered': [],
  'desktop.changed': ['desktop.settings'],
  'publicAddress.changed': ['credentials.list', 'publicAddress.status', 'publicAddress.hooks', 'away.report'],
};

/** Under load changes arrive many times a second; a person reads four times a second at the most. */
const readAgainMs = 250;
const pending = new Set<MethodName>();
let timer: ReturnType<typeof setTimeout> | undefined;

const invalidate = (methods: readonly MethodName[]): void => {
  for (const method of methods) void queryClient.invalidateQueries({ queryKey: [method] });
};

const invalidateSoon = (methods: readonly MethodName[]): void => {
  for (const method of methods) pending.add(method);
  if (timer === undefined)
    timer = setTimeout(() => {
      timer = undefined;
      invalidate([...pending]);
      pending.clear();
    }, readAgainMs);
};

/** Keeps what screens have read up to date; mount once. */
export const useFreshness = (): void => {
  useEffect(() => onPush(({ name }) => invalidateSoon(outdatedBy[name])), []);
  const reconnects = useConnection((state) => state.reconnects);
  useEffect(() => {
    if (reconnects > 0) void queryClient.invalidateQueries();
  }, [reconnects]);
};

/** Reads through the contract. The answer is kept and read again when a push says it is out of date. */
export const useCall = <Name extends MethodName>(
  method: Name,
  input: InputOf<Name>,
  options: { enabled?: boolean; keepPrevious?: boolean } = {},
) =>
  useQuery<OutputOf<Name>>({
    queryKey: [method, input],
    queryFn: () => call(method, input),
    enabled: options.enabled ?? true,
    ...(options.keepPrevious && { placeholderData: keepPreviousData }),
  });

/** Changes something through the contract; `outdates` names the reads it makes stale beyond what pushes say. */
export const useAction = <Name extends MethodName>(method: Name, outdates: readonly MethodName[] = []) =>
  useMutation<OutputOf<Name>, Fault, InputOf<Name>>({
    mutationFn: (input) => call(method, input),
    onSuccess: () => invalidate(outdates),
  });
