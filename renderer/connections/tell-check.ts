import type { CredentialCheck, FaultData } from '../client/types.ts';
import { toast } from '../ui/toasts.ts';

/** Says how a trial of a connection went. */
export const told = {
  onSuccess: ({ ok, message, fix }: CredentialCheck): void =>
    void toast({ tone: ok ? 'ok' : 'warn', title: message, text: fix ?? undefined }),
  onError: ({ message, fix }: Pick<FaultData, 'message' | 'fix'>): void =>
    void toast({ tone: 'err', title: message, text: fix }),
};
