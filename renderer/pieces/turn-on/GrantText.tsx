import type { ReactElement } from 'react';
import { useCall } from '../../client/queries.ts';
import type { Grant } from '../../client/types.ts';
import { shortenPath } from '../files/paths.ts';
import { sayGrant } from './checks.ts';

/** A permission in plain words; what is in the app's own folder of files goes by its short name. The tooltip has the whole path. */
export const GrantText = ({ grant }: { grant: Grant }): ReactElement => {
  const { data: info } = useCall('app.info', {});
  const short = info ? shortenPath(grant.target, info.filesFolder) : grant.target;
  const words = sayGrant({ ...grant, target: short });
  return <span title={grant.target}>{short === grant.target ? words : `${words}, in WhenThen's own files`}</span>;
};
