/** What a person typed about a sign-in with OAuth. */
export interface TypedOauth {
  tokenUrl: string;
  clientId: string;
  clientSecret: string;
  scope: string;
  auth: 'header' | 'body';
}

export const noOauth: TypedOauth = { tokenUrl: '', clientId: '', clientSecret: '', scope: '', auth: 'header' };

export const places: readonly { id: TypedOauth['auth']; label: string; hint: string }[] = [
  { id: 'header', label: 'In a header', hint: 'What most services expect' },
  { id: 'body', label: 'In the form', hint: 'As client_id and client_secret' },
];

export type OauthGaps = Partial<Record<keyof TypedOauth, string>>;

/** Why it cannot be saved as it stands, by field; empty when it can. The engine judges the address itself. */
export const findOauthGaps = ({ tokenUrl, clientId, clientSecret }: TypedOauth): OauthGaps => ({
  ...(!/^https?:\/\/\S+$/i.test(tokenUrl.trim()) && {
    tokenUrl: 'Type a whole address, such as https://login.example.com/oauth/token.',
  }),
  ...(clientId.trim() === '' && { clientId: 'Paste it here.' }),
  ...(clientSecret.trim() === '' && { clientSecret: 'Paste it here.' }),
});

/** The one text the engine keeps. */
export const joinOauth = ({ tokenUrl, clientId, clientSecret, scope, auth }: TypedOauth): string =>
  JSON.stringify({
    tokenUrl: tokenUrl.trim(),
    clientId: clientId.trim(),
    clientSecret: clientSecret.trim(),
    scope: scope.trim(),
    auth,
  });
