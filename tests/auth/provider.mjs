// The OpenID provider process of the tests: one person, two clients, loopback only. No rule of arende stands here.
// Whoever comes to sign in is signed in at once; `login_hint` in the request says at which level (loa2, loa3).
import { readFileSync } from 'node:fs';
import Provider from 'oidc-provider';

const settings = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const secret = settings.secret;
const client = (id) => ({
  client_id: id,
  client_secret: secret,
  redirect_uris: settings.redirects,
  token_endpoint_auth_method: id === settings.basic ? 'client_secret_basic' : 'client_secret_post',
  id_token_signed_response_alg: settings.alg,
});
const levels = { loa2: 'http://id.sambi.se/loa/loa2', loa3: 'http://id.sambi.se/loa/loa3' };

const provider = new Provider(settings.issuer, {
  clients: settings.clients.map(client),
  jwks: settings.jwks,
  cookies: { keys: ['a-key-for-cookies-of-the-tests'] },
  pkce: { required: () => true },
  acrValues: Object.values(levels),
  claims: { openid: ['sub'], acr: null, auth_time: null, profile: ['name'], employee: settings.employee },
  features: { devInteractions: { enabled: false }, claimsParameter: { enabled: true } },
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  findAccount: (_, sub) => ({ accountId: sub, claims: async () => ({ sub, ...settings.person }) }),
});

provider.use(async (ctx, next) => {
  if (!ctx.path.startsWith('/interaction/')) return next();
  const { prompt, params, grantId } = await provider.interactionDetails(ctx.req, ctx.res);
  if (params.login_hint === 'refuse') {
    const refusal = { error: 'access_denied', error_description: 'the person said no' };
    return provider.interactionFinished(ctx.req, ctx.res, refusal, { mergeWithLastSubmission: false });
  }
  const result = {};
  if (prompt.name === 'login') {
    result.login = { accountId: 'account-1', acr: levels[params.login_hint ?? 'loa3'], amr: ['sc'] };
  } else {
    const grant = new provider.Grant({ accountId: 'account-1', clientId: params.client_id });
    grant.addOIDCScope(params.scope);
    grant.addOIDCClaims([...(prompt.details.missingOIDCClaims ?? []), ...settings.employee, 'name', 'acr']);
    result.consent = { grantId: await grant.save() };
  }
  return provider.interactionFinished(ctx.req, ctx.res, result, { mergeWithLastSubmission: true });
});

const server = provider.listen(settings.port, '127.0.0.1', () => console.log('listening'));
process.on('SIGTERM', () => server.close(() => process.exit(0)));
