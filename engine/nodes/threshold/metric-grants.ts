import type { GrantRequest } from '../../model/grant.ts';
import type { Metric } from '../../model/monitor/metric.ts';
import { databaseGrants } from '../grant-target.ts';
import { grantTarget, isPrivateHost } from '../private-host.ts';

/** A web address, or null when the text is none. */
export const addressOf = (url: string): URL | null => {
  if (!URL.canParse(url)) return null;
  const parsed = new URL(url);
  return parsed.protocol === 'http:' || parsed.protocol === 'https:' ? parsed : null;
};

/** What reading a number touches and a person must allow. How full a disk is tells nothing of what is on it. */
export const metricGrants = (metric: Metric): GrantRequest[] => {
  switch (metric.kind) {
    case 'sqlite':
      return databaseGrants(metric.file);
    case 'folder-size':
      return metric.folder === '' ? [] : [{ kind: 'read-file', target: metric.folder.replace(/[/\\]*$/, '/') }];
    case 'http-json': {
      const address = addressOf(metric.url);
      if (address === null || !isPrivateHost(address.hostname)) return [];
      return [{ kind: 'private-address', target: grantTarget(address.origin) }];
    }
    default:
      return [];
  }
};
