import { connectionHeaders, isHeaderName } from '../../model/header.ts';
import type { Template } from '../../model/template.ts';
import type { ParamProblem } from '../define.ts';

/** Header names that cannot be sent, or that clash with the credential of the step. */
export const checkHeaders = (
  headers: readonly { name: string; value: string | Template }[],
  credential: string | undefined,
): ParamProblem[] =>
  headers.flatMap(({ name }, index) => {
    const param = `headers.${index}.name`;
    if (!isHeaderName(name))
      return [{ param, message: `"${name}" is not the name of a header.`, fix: 'Use letters, digits and "-" only.' }];
    if (connectionHeaders.has(name.toLowerCase()))
      return [{ param, message: `The header "${name}" is written by WhenThen itself.`, fix: 'Remove it.' }];
    if (credential !== undefined && name.toLowerCase() === 'authorization')
      return [
        {
          param,
          message: `The connection "${credential}" and the header "${name}" both sign in.`,
          fix: 'Remove one of the two.',
        },
      ];
    return [];
  });
